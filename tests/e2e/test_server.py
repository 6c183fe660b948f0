"""`copilot serve` as users start it: a process of its own."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest

from tests.apps import asking
from tests.conftest import CORPUS
from tests.e2e.server import Server, failed, started, wait_for_end, without, workers_of

pytestmark = pytest.mark.slow

ROUNDS = 2
WRITERS = 4
ENOUGH = 30
TEXT = "I am at ana@mail.example, my number is {}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, exported_encoder: Path) -> Path:
    """A corpus and a state folder that the servers of this module have one after the other."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "var" / "models").mkdir(parents=True)
    (folder / "var" / "models" / exported_encoder.name).symlink_to(exported_encoder, target_is_directory=True)
    shutil.copytree(CORPUS, folder / "corpus")
    return folder


@pytest.fixture(scope="module")
def arguments(folder: Path) -> tuple[str, ...]:
    return "--var", str(folder / "var"), "--corpus", str(folder / "corpus")


@pytest.fixture(scope="module")
def two_workers(folder: Path, arguments: tuple[str, ...]) -> Iterator[Server]:
    """A server with two workers, which the last test that has it kills."""
    with started(folder, *arguments, "--workers", "2") as server:
        yield server


def in_a_sentence(done: Any) -> str:
    """What a server that did not start has said, which must be neither a traceback nor more than a few lines."""
    said: str = " ".join(done.stderr.split())
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stderr.count("copilot: ") == 1, done.stderr
    return said


def test_starts_says_what_to_try_answers_and_stops(folder: Path, arguments: tuple[str, ...]) -> None:
    with started(folder, *arguments) as server, server.client() as client:
        question = asking("What does E42 mean? I am at ana@mail.example", customer={"name": "Ana"})
        suggestion = client.post("/v1/suggestions", json=question)
        ready = client.get("/readyz")
        on_the_same_port = failed(*arguments, "--port", server.url.rsplit(":", 1)[1])
        still_ready = client.get("/readyz")
        status = server.stop()

    assert suggestion.status_code == 200
    assert "too cold to be charged" in suggestion.json()["drafts"][0]["text"]
    assert ready.json()["status"] == still_ready.json()["status"] == "ok"
    assert "cannot be listened on" in in_a_sentence(on_the_same_port)
    assert "give --port another one" in in_a_sentence(on_the_same_port)
    assert status in {0, -signal.SIGTERM}
    log = server.errors.read_text(encoding="utf-8")
    requests = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert {"/v1/suggestions", "/readyz"} <= {line.get("route") for line in requests}
    assert not any(word in log for word in ("Traceback", "ana@mail.example", "Ana", "E42"))


def written_until_killed(server: Server, conversation: str, prefix: str) -> dict[str, str]:
    """Messages that were acknowledged, by id, when several clients were writing and the server was killed."""
    acknowledged: dict[str, str] = {}
    enough, numbers = Event(), count()

    def write() -> None:
        with server.client() as client:
            for number in numbers:
                message = {"author": "customer", "text": TEXT.format(number), "id": f"{prefix}-{number}"}
                try:
                    response = client.post(f"/v1/conversations/{conversation}/messages", json=message)
                except httpx.TransportError:
                    return
                assert response.status_code == 201, response.text
                acknowledged[message["id"]] = response.json()["text"]
                if len(acknowledged) >= ENOUGH:
                    enough.set()

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write) for _ in range(WRITERS)]
        assert enough.wait(timeout=120)
        server.stop(signal.SIGKILL)
    for writer in writers:
        writer.result()
    return acknowledged


def test_what_was_acknowledged_survives_kill_9_and_a_broken_file_keeps_the_last_good_index(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    acknowledged: dict[str, str] = {}
    for number in range(ROUNDS):
        with started(folder, *arguments) as server:
            with server.client() as client:
                client.post("/v1/conversations", json={"id": "killed", "customer": {"name": "Ana"}})
            acknowledged |= written_until_killed(server, "killed", f"round{number}")
    warranty = folder / "corpus" / "articles" / "bikes" / "warranty.md"
    good = warranty.read_text(encoding="utf-8")
    warranty.write_text(good.replace("category: bikes", "category: [bikes"), encoding="utf-8")

    with started(folder, *arguments) as server, server.client() as client:
        conversation = client.get("/v1/conversations/killed").json()
        passages = client.post("/v1/search", json={"query": "How long is the warranty?"}).json()["passages"]
    warranty.write_text(good, encoding="utf-8")

    stored = {message["id"]: message["text"] for message in conversation["messages"]}
    assert len(acknowledged) >= ROUNDS * ENOUGH
    assert {message_id: stored.get(message_id) for message_id in acknowledged} == acknowledged
    assert len(stored) == len(conversation["messages"]) <= len(acknowledged) + ROUNDS * WRITERS
    assert not any("ana@mail.example" in text for text in stored.values())
    assert conversation["customer"]["name"] == "<PERSON_1>"
    assert passages[0]["article_id"] == "warranty"
    log = server.errors.read_text(encoding="utf-8")
    assert "articles/bikes/warranty.md:5: not valid YAML" in log
    assert "the last good index keeps serving" in log
    assert "Traceback" not in log


def test_one_worker_sees_at_once_what_another_has_written(two_workers: Server) -> None:
    article = {"title": "The walrus", "body": "The walrus sleeps at noon."}

    with two_workers.client() as client:
        client.get("/readyz")
    one, other = workers_of(two_workers)
    found = []
    for running, waiting in ((one, other), (other, one)):
        with without(two_workers, waiting) as client:
            if running == one:
                client.put("/v1/kb/articles/walrus", json=article).raise_for_status()
            found.append(client.post("/v1/search", json={"query": "When does the walrus sleep?"}).json())
    with two_workers.client() as client:
        client.delete("/v1/kb/articles/walrus").raise_for_status()
        metrics = client.get("/metrics").text

    assert [answer["passages"][0]["article_id"] for answer in found] == ["walrus", "walrus"]
    assert 'copilot_requests_total{method="POST",route="/v1/search",status="200"} 2.0' in metrics


def test_a_corpus_that_is_missing_is_told_in_a_sentence(arguments: tuple[str, ...]) -> None:
    done = failed(*arguments, "--corpus", "/nothing/here")

    assert "the corpus folder /nothing/here does not exist: give --corpus" in in_a_sentence(done)


def test_workers_end_when_their_supervisor_is_killed(two_workers: Server) -> None:
    with two_workers.client() as client:
        ready = client.get("/readyz").status_code
    workers = workers_of(two_workers)
    two_workers.stop(signal.SIGKILL)
    ended = [wait_for_end(worker) for worker in workers]

    assert ready == 200
    assert ended == [True, True]
