"""The knowledge base under crashes, other processes, many threads, damage and size."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Event

import numpy as np
import pytest

from copilot.errors import ConfigError, CopilotError
from copilot.retrieval.dense import build
from copilot.retrieval.knowledge import KnowledgeBase
from copilot.retrieval.search import Query
from copilot.retrieval.shelf import Shelf
from copilot.types import Filters
from tests.examples import an_article
from tests.fakes import FakeEncoder
from tests.integration.knowledge_process import found, many, opened

ROOT = Path(__file__).parents[2]
PARTS = 4


class Other:
    """A process with the same knowledge base."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.heard()

    def told(self, command: str) -> str:
        """What it answers."""
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return self.heard()

    def heard(self) -> str:
        return self._process.stdout.readline().rstrip("\n")

    def killed(self) -> None:
        self._process.kill()
        self._process.wait()


@contextmanager
def another_process(folder: Path) -> Iterator[Other]:
    command = [sys.executable, "-m", "tests.integration.knowledge_process", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield Other(process)
        finally:
            process.kill()


@pytest.fixture
def knowledge(tmp_path: Path) -> Iterator[KnowledgeBase]:
    base = opened(tmp_path)
    yield base
    base.close()


@pytest.mark.slow
@pytest.mark.parametrize("row", [1, 150, 300], ids=["first row", "in the middle", "last row"])
def test_a_sync_that_is_killed_leaves_the_whole_old_state(tmp_path: Path, row: int) -> None:
    before = opened(tmp_path)
    before.sync(many(100, "old"))
    status = before.status()
    before.close()

    with another_process(tmp_path) as other:
        assert other.told(f"sync 300 {row}") == "writing"
        other.killed()

    after = opened(tmp_path)
    assert after.status() == status
    assert found(after, "the old of 7")[0] == "a7: The old of 7."
    assert not any("new" in line for line in found(after, "the new of 7"))
    assert after.sync(many(300, "new")).written == 300
    after.close()


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    with another_process(tmp_path) as other:
        assert other.told("put lamp The green lamp.") == "True"
        other.killed()

    after = opened(tmp_path)
    assert found(after, "green lamp") == ["lamp: The green lamp."]
    after.close()


@pytest.mark.slow
def test_a_change_in_one_process_is_found_by_the_other_at_once(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    with another_process(tmp_path) as other:
        knowledge.put(an_article("lamp", "The green lamp."))
        assert other.told("find green lamp") == "lamp: The green lamp."

        assert other.told("put lamp The red lamp.") == "False"
        assert found(knowledge, "lamp") == ["lamp: The red lamp."]

        knowledge.put(an_article("kettle", "The kettle."))
        other.told("delete lamp")
        assert found(knowledge, "the lamp and the kettle") == ["kettle: The kettle."]
        assert other.told("find lamp kettle") == "kettle: The kettle."


def test_readers_never_see_half_an_article_nor_a_fault_while_articles_change(tmp_path: Path) -> None:
    knowledge = opened(tmp_path, exact_up_to_rows=60)
    knowledge.sync(many(20, "still"))
    finished, started = Event(), Barrier(3)

    def write() -> None:
        started.wait()
        for version in range(100):
            if version % 5 == 4:
                knowledge.delete("moving")
            else:
                body = "\n\n".join(f"# Part {part}\n\nThe moving lamp, version{version}." for part in range(PARTS))
                knowledge.put(an_article("moving", body))
        finished.set()

    def read() -> int:
        seen = 0
        started.wait()
        query = Query("the moving lamp", FakeEncoder().read("the moving lamp").vector)
        while not finished.is_set():
            hits = knowledge.search(query, 50, Filters()).hits
            parts = [hit for hit in hits if hit.passage.article_id == "moving"]
            assert len(parts) in {0, PARTS}
            assert len({(hit.passage.text, hit.passage.revision) for hit in parts}) == bool(parts)
            assert len(hits) - len(parts) == 20
            seen += bool(parts)
        return seen

    with ThreadPoolExecutor(3) as pool:
        writing, *reading = [pool.submit(write), pool.submit(read), pool.submit(read)]
        writing.result()
        seen = [reader.result() for reader in reading]

    assert sum(seen) > 0
    knowledge.close()


def test_writers_in_many_threads_lose_nothing(knowledge: KnowledgeBase) -> None:
    def write(thread: int) -> None:
        for number in range(10):
            knowledge.put(an_article(f"t{thread}-{number}", f"The lamp of thread{thread}."))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))

    assert len(found(knowledge, "the lamp")) == 40
    assert knowledge.status().articles == 40


@pytest.mark.slow
def test_an_index_of_another_encoder_is_refused(tmp_path: Path, knowledge: KnowledgeBase) -> None:
    knowledge.put(an_article("lamp", "The green lamp."))

    with pytest.raises(ConfigError, match="built with encoder"):
        Shelf(tmp_path / "knowledge.db", FakeEncoder(dim=64, fingerprint="sha256:other").manifest)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a knowledge base of 40 articles."""
    folder = tmp_path_factory.mktemp("stored")
    knowledge = opened(folder)
    knowledge.sync(many(40, "lamp"))
    knowledge.close()
    return (folder / "knowledge.db").read_bytes()


@pytest.mark.parametrize("kept", [0.001, 0.02, 0.5, 0.95])
def test_a_file_that_was_cut_off_is_told(tmp_path: Path, stored: bytes, kept: float) -> None:
    (tmp_path / "knowledge.db").write_bytes(stored[: int(len(stored) * kept)])

    with pytest.raises(ConfigError, match="damaged: run `copilot index --rebuild`"):
        found(opened(tmp_path), "the lamp of 7")


def test_damage_anywhere_is_told_or_does_no_harm(tmp_path: Path, stored: bytes) -> None:
    chance = np.random.default_rng(0)
    told = 0
    for number in range(60):
        damaged = bytearray(stored)
        at, length = int(chance.integers(0, len(stored))), int(chance.choice([1, 100, 4_096]))
        damaged[at : at + length] = chance.bytes(len(damaged[at : at + length]))
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "knowledge.db").write_bytes(damaged)
        answer = asked_of(folder)
        told += "copilot index --rebuild" in answer
        assert "copilot index --rebuild" in answer or answer == "a7: The lamp of 7."

    assert told > 10


def asked_of(folder: Path) -> str:
    """The best passage, or what the failure says."""
    try:
        knowledge = opened(folder)
        best = found(knowledge, "the lamp of 7")[0]
        knowledge.close()
    except CopilotError as error:
        return error.detail
    return best


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("dead", [0.0, 0.3], ids=["whole", "after deletions"])
@pytest.mark.parametrize("allowed", [1.0, 0.5, 0.1, 0.01])
def test_a_large_index_finds_what_comparing_everything_finds(dead: float, allowed: float) -> None:
    chance = np.random.default_rng(1)
    topics = chance.standard_normal((200, 64))[chance.integers(0, 200, 4_200)]
    rows, added = np.split(unit(topics + 0.7 * chance.standard_normal((4_200, 64))), [4_000])
    queries = unit(rows[:40] + 0.1 * chance.standard_normal((40, 64)))
    gone = np.flatnonzero(chance.random(4_000) < dead)
    exact, large = (build(rows, exact_up_to_rows=limit).replaced(gone, added) for limit in (10_000, 100))
    mask = chance.random(4_200) < allowed

    recalls = []
    for query in queries:
        right, seen = (set(index.search(query, 10, mask)[0].tolist()) for index in (exact, large))
        assert all(mask[row] and row not in gone for row in seen)
        recalls.append(len(right & seen) / len(right))

    assert np.mean(recalls) >= 0.95


def test_a_large_knowledge_base_answers_as_an_exact_one_does(tmp_path: Path) -> None:
    corpus = many(400, "lamp")
    for folder in ("exact", "large"):
        (tmp_path / folder).mkdir()
    exact, large = opened(tmp_path / "exact"), opened(tmp_path / "large", exact_up_to_rows=50)
    for knowledge in (exact, large):
        knowledge.sync(corpus)
        knowledge.delete("a5")
        knowledge.put(an_article("a7", "The lamp of seven."))

    for asked in ("the lamp of 5", "the lamp of seven", "the lamp of 399"):
        assert found(large, asked, k=1) == found(exact, asked, k=1)
    assert found(large, "the lamp of seven")[0] == "a7: The lamp of seven."
    for knowledge in (exact, large):
        knowledge.close()
