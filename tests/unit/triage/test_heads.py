"""The file of heads: what is in it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copilot.encoding.models import EncoderManifest
from copilot.errors import ConfigError
from copilot.triage.course import FEATURES
from copilot.triage.course_head import CourseHead, CourseHeads, probability
from copilot.triage.heads import SHIPPED, Heads, load_heads, save_heads, silent_heads
from copilot.triage.impression import MessageHeads
from copilot.triage.linear import probabilities
from copilot.triage.terms import terms
from copilot.triage.vocabulary import EMOTIONS, MANNERS, SIGNALS
from tests.unit.triage.values import DIM, EAST, NORTH, SOUTH_EAST, a_course_head, a_moment, word_heads

MINILM = EncoderManifest(name="minilm", fingerprint="sha256:0", dim=384, max_tokens=256)
TINY = EncoderManifest(name="tiny", fingerprint="sha256:1", dim=DIM, max_tokens=256)
OTHER = EncoderManifest(name="other", fingerprint="sha256:2", dim=7, max_tokens=256)
ADVICE = "install the package again, or train them with `python -m training.triage`"

HEADS = Heads(
    messages=MessageHeads(
        signals=word_heads(SIGNALS, {"sarcasm": "brilliant"}, DIM),
        emotions=word_heads(EMOTIONS, {"positive": "lovely"}, DIM),
        manners=word_heads(MANNERS, {"casual": "hiya"}, DIM),
    ),
    course=CourseHeads(
        frustrated=a_course_head(-1.0, wording=NORTH, anger=2.0),
        due=a_course_head(-2.0, course=EAST, turns=1.5),
        urgent=a_course_head(-3.0, answers=SOUTH_EAST),
    ),
)
RULES = CourseHeads(
    frustrated=a_course_head(0.5, anger=4.0), due=a_course_head(0.25), urgent=a_course_head(0.125, waited=1.0)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save_heads(HEADS, RULES, TINY, tmp_path / "heads.npz")
    return tmp_path / "heads.npz"


def change(path: Path, **arrays: object) -> None:
    with np.load(path) as stored:
        before = {name: stored[name] for name in stored.files}
    after = {**before, **{name.replace("__", "."): value for name, value in arrays.items()}}
    np.savez_compressed(path, **{name: value for name, value in after.items() if value is not None})


def assert_same(got: CourseHead, wanted: CourseHead) -> None:
    for name in ("wording", "course", "answers", "features", "bias"):
        assert getattr(got, name) == pytest.approx(getattr(wanted, name)), name


def test_a_moment_is_judged_by_its_vectors_and_features() -> None:
    head = a_course_head(-1.0, wording=NORTH, course=2 * EAST, answers=SOUTH_EAST, anger=2.0, turns=-4.0)
    moment = a_moment(wording=NORTH, course=EAST, answers=EAST, anger=0.5, turns=0.25)

    log_odds = -1.0 + 1.0 + 2.0 + 0.6 + 1.0 - 1.0
    assert probability(moment, head) == pytest.approx(1 / (1 + np.exp(-log_odds)))


def test_the_shipped_heads_are_loaded_for_the_packaged_encoder() -> None:
    heads = load_heads(SHIPPED, MINILM)

    assert heads.messages.signals.labels == SIGNALS
    assert heads.messages.signals.dense.shape == (384, len(SIGNALS))
    assert heads.messages.signals.dense.any()
    assert heads.course.frustrated.features.shape == (len(FEATURES),)
    assert heads.course.frustrated.wording.any()


def test_another_encoder_gets_rules_and_counts_with_weights_of_their_own() -> None:
    heads, packaged = load_heads(SHIPPED, OTHER), load_heads(SHIPPED, MINILM)

    assert not heads.messages.signals.dense.any()
    assert heads.messages.signals.dense.shape == (7, len(SIGNALS))
    for question in ("frustrated", "due", "urgent"):
        ruled = getattr(heads.course, question)
        assert [part.tolist() for part in (ruled.wording, ruled.course, ruled.answers)] == [[0.0] * 7] * 3
        assert ruled.features.any()
        assert ruled.bias != getattr(packaged.course, question).bias


def test_what_was_saved_is_loaded(path: Path) -> None:
    loaded = load_heads(path, TINY)

    vectors, found = np.stack([NORTH]), [terms("brilliant")]
    assert loaded.messages.signals.scores(vectors, found) == pytest.approx(
        HEADS.messages.signals.scores(vectors, found)
    )
    for question in ("frustrated", "due", "urgent"):
        assert_same(getattr(loaded.course, question), getattr(HEADS.course, question))


def test_the_weights_of_rules_are_saved_beside(path: Path) -> None:
    loaded = load_heads(path, OTHER)

    assert loaded.course.frustrated.features == pytest.approx(RULES.frustrated.features)
    assert (loaded.course.due.bias, loaded.course.urgent.bias) == (0.25, 0.125)


def test_silent_heads_hear_nothing() -> None:
    heads = silent_heads(DIM)

    scores = heads.signals.scores(np.stack([NORTH]), [terms("brilliant")])
    assert scores.shape == (1, len(SIGNALS))
    assert probabilities(scores).max() < 1e-8


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"FileNotFoundError") as raised:
        load_heads(tmp_path / "heads.npz", TINY)

    assert ADVICE in raised.value.detail
    assert str(tmp_path / "heads.npz") in raised.value.detail


@pytest.mark.parametrize("kept", [0, 1, 100, 0.5, 0.99])
def test_a_file_that_was_cut_off_says_what_to_do(path: Path, kept: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * len(content)) if kept in {0.5, 0.99} else int(kept)])

    with pytest.raises(ConfigError, match="cannot be read") as raised:
        load_heads(path, TINY)

    assert ADVICE in raised.value.detail


def test_a_file_of_something_else_says_what_to_do(path: Path) -> None:
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")

    with pytest.raises(ConfigError, match="cannot be read"):
        load_heads(path, TINY)


@pytest.mark.parametrize(
    "arrays",
    [
        {"encoder": None},
        {"signals__dense": None},
        {"course__due__bias": None},
        {"signals__labels": np.array([*SIGNALS[:-1], "boredom"])},
        {"emotions__labels": np.array(EMOTIONS[::-1])},
        {"manners__bias": np.zeros(3)},
        {"course__frustrated__wording": np.ones(DIM + 1)},
    ],
    ids=lambda arrays: next(iter(arrays)),
)
def test_a_file_of_another_version_says_what_to_do(path: Path, arrays: dict[str, object]) -> None:
    change(path, **arrays)

    with pytest.raises(ConfigError, match="cannot be read") as raised:
        load_heads(path, TINY)

    assert ADVICE in raised.value.detail


def test_heads_of_the_same_name_for_longer_vectors_are_refused(path: Path) -> None:
    longer = EncoderManifest(name="tiny", fingerprint="sha256:1", dim=DIM + 1, max_tokens=256)

    with pytest.raises(ConfigError, match="cannot be read"):
        load_heads(path, longer)


def test_no_file_is_trusted_to_hold_code(path: Path) -> None:
    change(path, encoder=np.array({"name": "tiny"}, dtype=object))

    with pytest.raises(ConfigError, match="ValueError"):
        load_heads(path, TINY)
