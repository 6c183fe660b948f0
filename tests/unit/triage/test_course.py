"""What builds up over a conversation."""

from __future__ import annotations

import math

import pytest

from copilot.triage.course import FEATURES, Heard, Moment, moments
from copilot.triage.impression import Impression
from tests.unit.triage.values import EAST, NORTH, NOTHING, SOUTH_EAST, a_heard, an_impression, in_turns


def course(heard: list[Heard], feature: str) -> list[float]:
    return [float(moment.features[FEATURES.index(feature)]) for moment in moments(heard)]


def turns(*impressions: Impression) -> list[Moment]:
    return list(moments(in_turns(*impressions)))


CALM = an_impression()


def failed(probability: float) -> Impression:
    return an_impression(fix_failed=probability)


@pytest.mark.parametrize(
    ("probabilities", "course_of_it"),
    [
        ([0.8, 0.0, 0.0], [0.8, 0.6, 0.45]),
        ([0.8, 0.7, 0.0], [0.8, 0.7, 0.525]),
        ([0.8, 0.5, 0.0], [0.8, 0.6, 0.45]),
        ([0.0, 0.0, 0.9], [0.0, 0.0, 0.9]),
    ],
)
def test_a_signal_counts_fully_at_once_and_fades_by_a_quarter(
    probabilities: list[float], course_of_it: list[float]
) -> None:
    heard = in_turns(*map(failed, probabilities))

    assert course(heard, "fix_failed") == pytest.approx(course_of_it)


@pytest.mark.parametrize(("later", "origin"), [(0.7, "m2"), (0.5, "m1")])
def test_a_signal_comes_from_the_message_where_it_was_strongest(later: float, origin: str) -> None:
    moment = turns(failed(0.8), failed(later))[-1]

    assert moment.origins[FEATURES.index("fix_failed")] == origin


@pytest.mark.parametrize(("relief", "left"), [(0.0, 0.6), (0.5, 0.3), (1.0, 0.0)])
def test_relief_takes_back_what_was_felt(relief: float, left: float) -> None:
    heard = in_turns(failed(0.8), an_impression(relief=relief))

    assert course(heard, "fix_failed")[-1] == pytest.approx(left)
    assert course(heard, "relief_now")[-1] == pytest.approx(relief)


def test_what_comes_with_relief_counts_fully() -> None:
    heard = in_turns(an_impression(relief=1.0, waiting=0.8))

    assert course(heard, "waiting") == pytest.approx([0.8])


def test_emotions_count_as_probabilities() -> None:
    glad = an_impression(emotions={"positive": math.log(3), "negative": 0.0})
    heard = in_turns(glad, CALM)

    assert course(heard, "positive") == pytest.approx([0.75, 0.5625])
    assert course(heard, "positive_now") == pytest.approx([0.75, 0.0], abs=1e-6)
    assert course(heard, "negative") == pytest.approx([0.5, 0.375])


@pytest.mark.parametrize(
    ("earlier", "now", "repetition"),
    [
        (an_impression(EAST), an_impression(EAST), 1.0),
        (an_impression(EAST), an_impression(SOUTH_EAST), 0.6),
        (an_impression(EAST), an_impression(NORTH), 0.0),
        (an_impression(EAST), an_impression(-EAST), 0.0),
        (an_impression(NORTH, NORTH, EAST), an_impression(EAST), 1.0),
        (an_impression(EAST, words=3), an_impression(EAST), 0.0),
        (an_impression(EAST), an_impression(EAST, words=3), 0.0),
        (an_impression(EAST, words=4), an_impression(EAST, words=4), 1.0),
    ],
)
def test_a_repetition_is_the_likeness_to_an_earlier_message_of_four_words(
    earlier: Impression, now: Impression, repetition: float
) -> None:
    assert course(in_turns(earlier, now), "repetition") == pytest.approx([0.0, repetition])


def test_an_operator_repeats_nothing() -> None:
    heard = [a_heard(an_impression(EAST), 1, "operator"), a_heard(an_impression(EAST), 2)]

    assert course(heard, "repetition") == [0.0]


def waits(minutes: float) -> float:
    return math.log1p(minutes) / math.log1p(24 * 60)


def test_waiting_is_counted_from_the_first_message_without_an_answer() -> None:
    heard = [
        a_heard(CALM, 1, minutes=0),
        a_heard(CALM, 2, minutes=4),
        a_heard(CALM, 3, minutes=9),
        a_heard(CALM, 4, "operator", minutes=20),
        a_heard(CALM, 5, minutes=30),
        a_heard(CALM, 6, minutes=37),
    ]

    assert course(heard, "waited") == pytest.approx([0, waits(4), waits(9), 0, waits(7)])


@pytest.mark.parametrize(("minutes", "waited"), [(24 * 60, 1.0), (9_999, 1.0), (-5, 0.0)])
def test_a_wait_is_a_share_of_a_day_on_a_logarithmic_scale(minutes: float, waited: float) -> None:
    heard = [a_heard(CALM, 1), a_heard(CALM, 2, minutes=minutes)]

    assert course(heard, "waited")[-1] == pytest.approx(waited)


def test_messages_up_to_an_answer_are_one_turn() -> None:
    heard = [a_heard(CALM, 1), a_heard(CALM, 2), a_heard(CALM, 3), a_heard(CALM, 4, "operator"), a_heard(CALM, 5)]

    assert course(heard, "turns") == pytest.approx([0, 0, 0, 1 / 8])
    assert course(heard, "unanswered") == pytest.approx([0, 1 / 3, 2 / 3, 0])


def test_three_messages_without_an_answer_and_nine_turns_are_the_most() -> None:
    burst = [a_heard(CALM, number) for number in range(6)]

    assert course(burst, "unanswered")[3:] == [1.0, 1.0, 1.0]
    assert course(in_turns(*[CALM] * 11), "turns")[-3:] == [1.0, 1.0, 1.0]


def test_what_the_system_says_answers_nothing() -> None:
    heard = [a_heard(CALM, 1), a_heard(failed(1.0), 2, "system"), a_heard(CALM, 3, minutes=5)]

    assert course(heard, "fix_failed") == [0.0, 0.0]
    assert course(heard, "turns") == [0.0, 0.0]
    assert course(heard, "waited")[-1] == pytest.approx(waits(5))


@pytest.mark.parametrize(("words", "terse"), [(0, 1.0), (4, 0.5), (12, 0.25)])
def test_a_short_answer_is_terse_from_the_second_turn_on(words: int, terse: float) -> None:
    heard = in_turns(an_impression(words=words), an_impression(words=words))

    assert course(heard, "terse") == pytest.approx([0.0, terse])


def test_only_shouting_beyond_the_customers_habit_counts() -> None:
    loud = an_impression(capitals=0.9, marks=6)

    assert course(in_turns(CALM, loud), "capitals")[-1] == pytest.approx(0.8)
    assert course(in_turns(CALM, loud), "punctuation")[-1] == pytest.approx(1.0)
    assert course(in_turns(loud, loud), "capitals") == pytest.approx([0.8, 0.6])


def test_vectors_are_mixed_with_what_was_before() -> None:
    heard = [
        a_heard(an_impression(NORTH), 1),
        a_heard(an_impression(EAST), 2, "operator"),
        a_heard(an_impression(EAST), 3),
        a_heard(an_impression(NORTH), 4, "operator"),
        a_heard(an_impression(EAST), 5),
    ]

    first, second, third = moments(heard)

    assert first.wording.tolist() == first.course.tolist() == NORTH.tolist()
    assert first.answers.tolist() == NOTHING.tolist()
    assert second.wording.tolist() == second.answers.tolist() == EAST.tolist()
    assert second.course == pytest.approx(0.6 * NORTH + 0.4 * EAST)
    assert third.course == pytest.approx(0.36 * NORTH + 0.64 * EAST)
    assert third.answers == pytest.approx(0.6 * EAST + 0.4 * NORTH)


def test_there_is_a_moment_for_each_message_of_the_customer_alone() -> None:
    assert [moment.message_id for moment in moments(in_turns(CALM, CALM))] == ["m1", "m2"]
    assert list(moments([a_heard(CALM, 1, "operator")])) == []
