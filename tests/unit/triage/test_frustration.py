"""How frustrated a customer is."""

from __future__ import annotations

import pytest

from copilot.triage.frustration import frustration
from copilot.types import Author, Frustration
from tests.examples import a_message


def felt(*texts: str | tuple[Author, str]) -> Frustration:
    spoken = [("customer", text) if isinstance(text, str) else text for text in texts]
    return frustration([a_message(text, author, number) for number, (author, text) in enumerate(spoken, start=1)])


@pytest.mark.parametrize(
    ("texts", "score", "level", "trend"),
    [
        ([], 0.0, "calm", "steady"),
        (["Where is my parcel?"], 0.0, "calm", "steady"),
        (["This is ridiculous"], 0.4, "annoyed", "rising"),
        (["This is ridiculous, get me the manager"], 0.61, "frustrated", "rising"),
        (["This is ridiculous", "Any news?"], 0.24, "calm", "falling"),
        (["This is ridiculous", "That didn't work", "I want my lawyer on this, wtf"], 0.688, "frustrated", "rising"),
        (["This is ridiculous", ("operator", "This is ridiculous"), "ok"], 0.24, "calm", "falling"),
    ],
)
def test_signals_add_up_and_fade_with_each_message(texts: list[str], score: float, level: str, trend: str) -> None:
    feeling = felt(*texts)

    assert feeling.score == pytest.approx(score, abs=1e-3)
    assert (feeling.level, feeling.trend) == (level, trend)


def test_a_request_in_nearly_the_same_words_is_a_repetition() -> None:
    feeling = felt("Where is my parcel from Monday", "Where is my parcel, please?")

    assert [(reason.signal, reason.message_id) for reason in feeling.reasons] == [("repeated_request", "m2")]


def test_short_answers_are_no_repetition() -> None:
    assert felt("yes please", "yes please").reasons == ()


def test_thanks_put_everything_right() -> None:
    feeling = felt("This is ridiculous, I'm fed up", "Oh, that fixed it. Thanks!")

    assert (feeling.score, feeling.level, feeling.trend, feeling.reasons) == (0.0, "calm", "falling", ())


def test_thanks_beside_anger_put_nothing_right() -> None:
    assert felt("Thanks for nothing, this is ridiculous").level == "annoyed"


def test_the_score_never_passes_1_and_the_last_level_is_angry() -> None:
    feeling = felt(*["RIDICULOUS!!! My lawyer and the ombudsman, wtf, connect me to your manager, third time"] * 9)

    assert 0.75 <= feeling.score <= 1
    assert feeling.level == "angry"
