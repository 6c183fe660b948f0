"""What the heads that read customers are trained on, and how those of a conversation are fitted."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from copilot.triage.course import FEATURES
from copilot.triage.course_head import probability
from copilot.triage.vocabulary import EMOTIONS
from tests.unit.triage.values import DIM, EAST, NORTH, NOTHING, a_moment
from training.triage.course import (
    Fit,
    Found,
    Moments,
    cross_validated,
    fit_features,
    fit_joint,
    fit_stacked,
    folds,
    gathered,
    scores_of,
)
from training.triage.public import abuse_of, emotions_of

UNKNOWN = "?"
COMMENT_LABELS = [
    *("neutral", "admiration", "amusement", "anger", "annoyance", "approval", "caring", "disappointment"),
    *("disapproval", "disgust", "excitement", "gratitude", "joy", "love", "optimism", "relief"),
]
FITS = [fit_stacked, fit_features, fit_joint]


def told(targets: np.ndarray) -> list[dict[str, object]]:
    return [
        {name: UNKNOWN if np.isnan(value) else bool(value) for name, value in zip(EMOTIONS, row, strict=True)}
        for row in targets.tolist()
    ]


def test_comments_have_our_emotions_by_the_names_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "labels.txt").write_text("\n".join(COMMENT_LABELS))
    anger, disgust, neutral, relief, sad = map(
        COMMENT_LABELS.index, ("anger", "disgust", "neutral", "relief", "disappointment")
    )
    rows = [
        f"so angry\t{anger}\tx",
        f"what a day\t{neutral}\ty",
        f"ugh\t{disgust}\tz",
        f"sad\t{sad}\tq",
        f"good, and yet bad\t{relief},{sad}\tr",
    ]
    (tmp_path / "train.tsv.gz").write_bytes(gzip.compress("\n".join(rows).encode()))

    texts, targets = emotions_of(tmp_path, "train")

    assert texts == ["so angry", "what a day", "ugh", "sad", "good, and yet bad"]
    found = [(one["negative"], one["hostile"], one["positive"], one["abusive"]) for one in told(targets)]
    assert found == [
        (True, True, False, UNKNOWN),
        (False, False, False, UNKNOWN),
        (False, True, False, UNKNOWN),
        (True, False, False, UNKNOWN),
        (True, False, True, UNKNOWN),
    ]


def test_a_remark_is_abusive_if_most_who_saw_it_said_so(tmp_path: Path) -> None:
    votes = ((1, 1), (1, -2), (2, 0), (2, -1), (3, -3))
    header = ",".join(["user", *(f"Annotator{number}_is_abuse.{severity}" for number, severity in votes)])
    rows = ["hi,1,0,1,0,0", "you fool,0,1,0,1.0,", "well,0,1,1,0,0", "worse,0,1,1,0,1.0", "unseen,0,0,0,0,0"]
    path = tmp_path / "abuse.csv.gz"
    path.write_bytes(gzip.compress("\n".join([header, *rows]).encode()))

    texts, targets = abuse_of(path)

    assert texts == ["hi", "you fool", "well", "worse"]
    assert [(one["abusive"], one["negative"], one["hostile"]) for one in told(targets)] == [
        (False,) * 3,
        (True,) * 3,
        (False,) * 3,
        (True,) * 3,
    ]
    assert {one["positive"] for one in told(targets)} == {UNKNOWN}


def found(
    writer: str, *, is_frustrated: bool, wording: np.ndarray = NOTHING, is_copy: bool = False, **features: float
) -> Found:
    return Found(
        moment=a_moment(wording=wording, **features),
        is_frustrated=is_frustrated,
        is_due=False,
        is_urgent=not is_frustrated,
        writer=writer,
        is_last=True,
        is_copy=is_copy,
    )


WRITERS = "abcdefgh"


def toy() -> Moments:
    """Who is angry, or faces north, is frustrated; who is glad is not."""
    rows = []
    for number, writer in enumerate(WRITERS * 6):
        bad = number % 2 == (number // len(WRITERS)) % 2
        shown = {"anger": 0.9 if bad else 0.05, "relief_now": 0.0 if bad else 0.7, "turns": (number % 5) / 5}
        rows.append(found(writer, is_frustrated=bad, wording=NORTH if bad else EAST, **shown))
    return gathered(rows, "is_frustrated")


def test_moments_are_gathered_with_the_answers_to_a_question() -> None:
    rows = [
        found("a", is_frustrated=True, wording=NORTH, anger=0.5),
        found("b", is_frustrated=False, is_copy=True),
    ]

    frustrated, urgent = gathered(rows, "is_frustrated"), gathered(rows, "is_urgent")

    assert frustrated.features.shape == (2, len(FEATURES))
    assert frustrated.features[0, FEATURES.index("anger")] == 0.5
    assert frustrated.vectors[0].tolist() == [*NORTH.tolist(), *[0.0] * 2 * DIM]
    assert (frustrated.truth.tolist(), urgent.truth.tolist()) == ([True, False], [False, True])
    assert frustrated.writers.tolist() == ["a", "b"]


def test_a_copy_without_operators_counts_less_and_is_not_whole() -> None:
    rows = [found("a", is_frustrated=True), found("a", is_frustrated=True, is_copy=True)]

    data = gathered(rows, "is_frustrated")

    assert data.weights.tolist() == [1.0, 0.3]
    assert data.is_whole.tolist() == [True, False]
    assert data.part(~data.is_whole).weights.tolist() == [0.3]


@pytest.mark.parametrize("fit", FITS)
def test_a_fit_divides_what_can_be_divided(fit: Fit) -> None:
    data = toy()

    scores = scores_of(data, fit(data))

    assert scores[data.truth].min() > 0.5 > scores[~data.truth].max()


@pytest.mark.parametrize("fit", FITS)
def test_the_service_gives_the_same_score_as_the_fit(fit: Fit) -> None:
    head = fit(toy())
    moment = a_moment(wording=NORTH, anger=0.9, turns=0.4)

    (score,) = scores_of(
        gathered([found("a", is_frustrated=True, wording=NORTH, anger=0.9, turns=0.4)], "is_due"), head
    )

    assert probability(moment, head) == pytest.approx(score, abs=1e-5)


@pytest.mark.parametrize("fit", [fit_stacked, fit_features])
@pytest.mark.parametrize("is_reversed", [False, True])
def test_complaints_never_lower_and_relief_never_raises_frustration(fit: Fit, is_reversed: bool) -> None:
    data = toy()
    truth = ~data.truth if is_reversed else data.truth
    head = fit(Moments(data.features, data.vectors, truth, data.weights, data.writers))

    weight = dict(zip(FEATURES, head.features.tolist(), strict=True))
    assert min(weight["anger"], weight["insult"], weight["repetition"]) >= 0
    assert max(weight["relief_now"], weight["positive"], weight["positive_now"]) <= 0


def test_features_alone_find_the_complaint_that_divides() -> None:
    weight = dict(zip(FEATURES, fit_features(toy()).features.tolist(), strict=True))

    assert weight["anger"] > 0 > weight["relief_now"]
    assert weight["insult"] == 0


def test_features_are_held_back_where_little_was_seen() -> None:
    data = toy()

    scores = scores_of(data, fit_features(data))

    assert scores.max() < 0.95
    assert scores.min() > 0.05


def test_features_alone_have_no_directions() -> None:
    head = fit_features(toy())

    assert not np.concatenate([head.wording, head.course, head.answers]).any()
    assert head.features.any()


def test_directions_are_split_into_wording_course_and_answers() -> None:
    head = fit_joint(toy())

    assert head.wording.shape == head.course.shape == head.answers.shape == (DIM,)
    assert head.wording[0] > 0 > head.wording[1]
    assert not head.course.any()
    assert not head.answers.any()


@pytest.mark.parametrize(("count", "expected"), [(2, 2), (6, 6), (8, 6)])
def test_every_writer_is_unseen_once(count: int, expected: int) -> None:
    writers = np.array(list(WRITERS[:count] * 3))

    parts = list(folds(writers))

    assert len(parts) == expected
    assert sum(unseen.astype(int) for _, unseen in parts).tolist() == [1] * len(writers)
    for seen, unseen in parts:
        assert set(writers[seen]).isdisjoint(writers[unseen])
        assert (seen ^ unseen).all()


def test_cross_validation_judges_each_moment_by_a_fit_on_other_writers() -> None:
    data = toy()
    fitted_on: list[set[str]] = []

    def fit(part: Moments) -> object:
        fitted_on.append(set(part.writers.tolist()))
        return fit_features(part)

    scores = cross_validated(data, fit)  # type: ignore[arg-type]  # it gives what `fit_features` gives

    assert [set(WRITERS) - seen for seen in fitted_on] == [{"a", "g"}, {"b", "h"}, {"c"}, {"d"}, {"e"}, {"f"}]
    assert scores[data.truth].min() > 0.5 > scores[~data.truth].max()
