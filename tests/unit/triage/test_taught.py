"""A team's own intents: how they answer, and the file that they are kept in."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from copilot.errors import ConfigError
from copilot.triage.linear import LinearHeads
from copilot.triage.taught import (
    TaughtIntents,
    confidence,
    load_taught,
    log_odds,
    save_taught,
    softmax,
    taught_path,
)
from tests.fakes import FakeEncoder
from tests.unit.triage.values import DIM, EAST, NORTH, SOUTH_EAST, a_part

ENCODER = FakeEncoder(dim=DIM).manifest
LN9 = math.log(9)


def an_array(*rows: Any) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def taught(calibration: tuple[float, float, float] = (0.0, 1.0, 0.0)) -> TaughtIntents:
    """North is a refund, nine to one; east is a login."""
    heads = LinearHeads(
        labels=("login", "refund"),
        dense=an_array([0, LN9], [LN9, 0], [0, 0], [0, 0]),
        bias=an_array(0, 0),
        hashes=np.empty(0, dtype=np.uint32),
        idf=np.empty(0, dtype=np.float32),
        sparse=np.empty((0, 2), dtype=np.float32),
    )
    return TaughtIntents(
        heads=heads,
        examples=np.stack([EAST, SOUTH_EAST, NORTH]),
        ends=np.array([2, 3]),
        calibration=calibration,
        threshold=0.5,
    )


def test_every_label_has_its_share_surest_first() -> None:
    north, east = taught().classify([a_part(NORTH), a_part(EAST)])

    assert [(intent.label, round(intent.confidence, 3)) for intent in north] == [("refund", 0.9), ("login", 0.1)]
    assert [intent.label for intent in east] == ["login", "refund"]


@pytest.mark.parametrize(
    ("vector", "label", "likeness"),
    [
        (NORTH, "refund", 1.0),
        (EAST, "login", 1.0),
        (SOUTH_EAST, "login", 1.0),
        (-NORTH, "login", 0.0),
        (an_array(0.5, 0.4, 0.768, 0), "refund", 0.5),
    ],
)
def test_the_nearest_example_of_the_label_counts(vector: np.ndarray, label: str, likeness: float) -> None:
    ((best, *_),) = taught((-1.0, 0.0, 2.0)).classify([a_part(vector)])

    assert best.label == label
    assert best.confidence == pytest.approx(1 / (1 + math.exp(1 - 2 * likeness)))


@pytest.mark.parametrize(
    ("share", "likeness", "expected"), [(0.5, 0.0, 0.5), (0.9, 0.0, 0.9), (0.5, 1.0, 0.75), (0.75, -1.0, 0.5)]
)
def test_a_confidence_is_the_logistic_of_share_and_likeness(share: float, likeness: float, expected: float) -> None:
    assert confidence((0.0, 1.0, math.log(3)), share, likeness) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("share", "odds"), [(0.5, 0.0), (0.9, LN9), (1.0, math.log(999)), (0.0, -math.log(999)), (1e-9, -math.log(999))]
)
def test_log_odds_stay_within_seven(share: float, odds: float) -> None:
    assert log_odds(share) == pytest.approx(odds)
    assert abs(log_odds(share)) < 7


def test_shares_add_up_to_one_even_of_large_scores() -> None:
    shares = softmax(an_array([1000, 1000], [0, LN9], [-1000, 1000]))

    assert shares == pytest.approx(an_array([0.5, 0.5], [0.1, 0.9], [0.0, 1.0]))


def test_three_labels_are_the_most_that_are_told() -> None:
    heads = LinearHeads(
        labels=tuple("abcde"),
        dense=np.zeros((DIM, 5), dtype=np.float32),
        bias=an_array(0, 4, 2, 3, 1),
        hashes=np.empty(0, dtype=np.uint32),
        idf=np.empty(0, dtype=np.float32),
        sparse=np.empty((0, 5), dtype=np.float32),
    )
    many = TaughtIntents(heads, np.stack([NORTH] * 5), np.arange(1, 6), (0.0, 1.0, 0.0), 0.5)

    ((*found,),) = many.classify([a_part()])

    assert [intent.label for intent in found] == ["b", "d", "c"]


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    path = taught_path(tmp_path)

    save_taught(taught((0.5, 1.5, -2.5)), ENCODER, path)

    loaded = load_taught(path, ENCODER)
    assert (loaded.heads.labels, loaded.calibration, loaded.threshold) == (("login", "refund"), (0.5, 1.5, -2.5), 0.5)
    assert loaded.examples == pytest.approx(taught().examples, abs=1e-3)
    for vector in (NORTH, EAST, SOUTH_EAST):
        ((mine, _),) = loaded.classify([a_part(vector)])
        ((theirs, _),) = taught((0.5, 1.5, -2.5)).classify([a_part(vector)])
        assert (mine.label, mine.confidence) == (theirs.label, pytest.approx(theirs.confidence, abs=1e-2))


def test_the_file_is_whole_and_alone_in_the_state_folder(tmp_path: Path) -> None:
    save_taught(taught(), ENCODER, taught_path(tmp_path))
    save_taught(taught(), ENCODER, taught_path(tmp_path))

    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.npz")] == ["triage/intents.npz"]


def test_intents_of_another_encoder_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "intents.npz"
    save_taught(taught(), ENCODER, path)

    with pytest.raises(ConfigError, match=r"another encoder: run `copilot triage fit` again"):
        load_taught(path, msgspec.structs.replace(ENCODER, fingerprint="sha256:new"))


@pytest.mark.parametrize("kept", [0, 1, 30, 500, -1])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "intents.npz"
    save_taught(taught(), ENCODER, path)
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(ConfigError, match=r"cannot be read \(\w+\): run `copilot triage fit` again"):
        load_taught(path, ENCODER)


@pytest.mark.parametrize("name", ["dense", "labels", "examples", "ends", "calibration", "threshold", "fingerprint"])
def test_a_file_without_one_of_its_arrays_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "intents.npz"
    save_taught(taught(), ENCODER, path)
    with np.load(path) as stored:
        rest = {key: stored[key] for key in stored.files if key != name}
    np.savez_compressed(path, **rest)

    with pytest.raises(ConfigError, match="KeyError"):
        load_taught(path, ENCODER)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="FileNotFoundError"):
        load_taught(tmp_path / "intents.npz", ENCODER)
