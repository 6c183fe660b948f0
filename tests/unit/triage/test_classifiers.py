"""Which classifier there is now."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
import structlog

from copilot.telemetry import configure_logging
from copilot.triage.classifiers import CurrentClassifier
from copilot.triage.linear import LinearHeads
from copilot.triage.taught import TaughtIntents, save_taught, taught_path
from tests.fakes import FakeClassifier, FakeEncoder
from tests.unit.triage.values import DIM, EAST, NORTH

ENCODER = FakeEncoder(dim=DIM).manifest
KNOWLEDGE = FakeClassifier()


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def some_intents(*labels: str) -> TaughtIntents:
    count = len(labels)
    heads = LinearHeads(
        labels=labels,
        dense=np.zeros((DIM, count), dtype=np.float32),
        bias=np.zeros(count, dtype=np.float32),
        hashes=np.empty(0, dtype=np.uint32),
        idf=np.empty(0, dtype=np.float32),
        sparse=np.empty((0, count), dtype=np.float32),
    )
    return TaughtIntents(heads, np.stack([NORTH, EAST]), np.array([1, 2]), (0.0, 1.0, 0.0), 0.5)


def put(path: Path, at: int, *labels: str, content: bytes | None = None) -> None:
    """A file with the time `at`, so that no test depends on the clock."""
    if content is None:
        save_taught(some_intents(*labels), ENCODER, path)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    os.utime(path, ns=(at, at))


def labels_of(current: CurrentClassifier) -> tuple[str, ...] | None:
    """The labels that were taught, or None for the knowledge base."""
    found = current()
    return found.heads.labels if isinstance(found, TaughtIntents) else None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return taught_path(tmp_path)


@pytest.fixture
def current(path: Path) -> CurrentClassifier:
    return CurrentClassifier(path, ENCODER, KNOWLEDGE)


def test_before_anything_was_taught_the_knowledge_base_tells(current: CurrentClassifier) -> None:
    assert current() is KNOWLEDGE


def test_what_was_taught_counts_at_once(current: CurrentClassifier, path: Path) -> None:
    current()

    put(path, 1, "login", "refund")

    assert labels_of(current) == ("login", "refund")


def test_the_file_is_loaded_once_until_it_changes(current: CurrentClassifier, path: Path) -> None:
    put(path, 1, "login", "refund")

    first = current()
    again = current()
    put(path, 2, "lamp", "kettle")

    assert again is first
    assert labels_of(current) == ("lamp", "kettle")


def test_without_its_file_the_knowledge_base_tells_again(current: CurrentClassifier, path: Path) -> None:
    put(path, 1, "login", "refund")
    current()

    path.unlink()

    assert current() is KNOWLEDGE


def test_a_broken_file_is_left_aside_and_logged_once_without_its_text(
    current: CurrentClassifier, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging()
    put(path, 1, content=b"my secret is hunter2")

    found = [current(), current(), current()]

    logged = capsys.readouterr().err
    entry = json.loads(logged)
    assert found == [KNOWLEDGE] * 3
    assert (entry["event"], entry["error"]) == ("intents_not_loaded", "ConfigError")
    assert "hunter2" not in logged
    assert str(path) not in logged


def test_a_broken_file_takes_the_place_of_what_was_taught_before(current: CurrentClassifier, path: Path) -> None:
    put(path, 1, "login", "refund")
    current()

    put(path, 2, content=b"")

    assert current() is KNOWLEDGE


def test_a_mended_file_is_used_again(current: CurrentClassifier, path: Path) -> None:
    put(path, 1, content=b"broken")
    current()

    put(path, 2, "login", "refund")

    assert labels_of(current) == ("login", "refund")


def test_intents_of_another_encoder_are_left_aside(path: Path) -> None:
    put(path, 1, "login", "refund")
    other = msgspec.structs.replace(ENCODER, fingerprint="sha256:new")

    assert CurrentClassifier(path, other, KNOWLEDGE)() is KNOWLEDGE
