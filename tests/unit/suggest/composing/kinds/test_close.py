"""The end of a solved conversation."""

from __future__ import annotations

import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.composing.kinds.close import close, is_farewell, only_nods
from copilot.suggest.guard.guard import guard
from copilot.suggest.voice import Promises
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, text_of

CHECK = "Is everything solved for you now?"


def closing(*told: str, last: str = "thanks, that worked", **fields: object) -> str:
    said = [("operator", text) for text in told] or [("operator", "Hello")]
    return text_of(close(a_brief(conversation=a_conversation("my parcel is late", *said, last), **fields)))


@pytest.mark.parametrize(
    "said", ["Thanks!", "ok, thank you so much", "perfect, that worked", "Great. Cheers", "bye", "Thx :)", "that's all"]
)
def test_thanks_are_a_farewell(said: str) -> None:
    assert is_farewell([said], relief=0.0)


@pytest.mark.parametrize(
    "said",
    [
        "Thanks but it still shows E42",
        "thanks, how long does it take?",
        "Thank you, it does not work",
        "ok that worked, however the lamp is red",
        "Thanks for nothing",
        "Thank you. The parcel that you sent on Monday has arrived without the cable and with a broken lid",
        "thanks?",
        "",
    ],
)
@pytest.mark.parametrize("relief", [0.0, 0.5])
def test_thanks_with_more_to_say_are_none(said: str, relief: float) -> None:
    assert not is_farewell([said], relief)
    assert not is_farewell([], relief)


@pytest.mark.parametrize(
    ("said", "relief", "ends"),
    [
        ("it is working again", 0.9, True),
        ("it is working again", 0.2, False),
        ("it is working again but the lamp is red", 0.9, False),
        ("is it working again?", 0.9, False),
    ],
)
def test_who_says_that_it_is_solved_says_goodbye_unless_they_ask_more(said: str, relief: float, *, ends: bool) -> None:
    assert is_farewell([said], relief) is ends


@pytest.mark.parametrize(
    ("told", "said", "nods"),
    [
        ("I've refunded 20 €.", ["ok"], True),
        ("You'll get it within 2 days.", ["ok great", "👍"], True),
        ("I've refunded 20 €. All right?", ["ok"], False),
        ("Hold the button.", ["ok"], False),
        ("I've refunded 20 €.", ["ok", "and the lamp?"], False),
        ("I've refunded 20 €.", ["okra"], False),
        ("", ["ok"], False),
    ],
)
def test_who_only_takes_note_of_a_promise_nods(told: str, said: list[str], *, nods: bool) -> None:
    messages = ["Hi", *([("operator", told)] if told else []), *said]

    assert only_nods(a_conversation(*messages)) is nods


@pytest.mark.parametrize(
    ("formality", "check"),
    [
        ("casual", "All sorted, or is there anything else?"),
        ("neutral", CHECK),
        ("formal", "May I ask whether everything has been resolved for you?"),
    ],
)
def test_an_end_thanks_and_checks_that_everything_is_solved(formality: str, check: str) -> None:
    assert closing(tone=Tone(formality=formality)) == f"Thanks for writing to us. {check}"


@pytest.mark.parametrize("last", ["thanks, bye", "that's all, thank you", "thanks, have a nice day"])
def test_who_is_leaving_is_asked_nothing_more(last: str) -> None:
    assert closing(last=last) == "Thanks for writing to us."


@pytest.mark.parametrize(
    ("told", "recap"),
    [
        (["I've asked the carrier."], "I've asked the carrier."),
        (["Hello! I have refunded 20 €. Is that all right?"], "I have refunded 20 €."),
        (["The refund takes 5–7 working days."], "The refund takes 5–7 working days."),
        (["You'll receive an e-mail."], "You'll receive an e-mail."),
        (["I will call.", "We’ll send it.", "You will get a label."], "We’ll send it. You will get a label."),
        (["I will call.", "I will call."], "I will call."),
    ],
)
def test_what_was_promised_is_said_again_in_the_operators_own_words(told: list[str], recap: str) -> None:
    assert closing(*told) == f"Thanks for writing to us. To recap: {recap} {CHECK}"


@pytest.mark.parametrize("told", [["Hold the button."], ["Will you call in 2 days?"], ["Hello"]])
def test_without_a_promise_there_is_nothing_to_recap(told: list[str]) -> None:
    assert "To recap" not in closing(*told)


def test_a_customers_own_announcement_is_no_promise_of_ours() -> None:
    assert "review" not in closing("Hello", last="thanks, I will write a good review")


def test_the_recap_rests_on_the_message_in_which_it_was_promised() -> None:
    brief = a_brief(
        conversation=a_conversation("late", ("operator", "Hello. I've asked the carrier."), "thanks, that worked")
    )

    (found,) = guard([close(brief)], brief)

    (recap,) = [trace for trace in found.traces if trace.support == "conversation"]
    assert (recap.message_id, found.warnings) == ("m2", ())
    assert brief.conversation.messages[1].text[recap.start : recap.end] == "I've asked the carrier."


def test_a_recap_never_repeats_a_promise_that_the_brand_forbids() -> None:
    brief = a_brief(
        brand=Brand(promises=Promises(forbidden=("compensation",))),
        conversation=a_conversation("late", ("operator", "I've sent a compensation."), "thanks, that worked"),
    )

    (found,) = guard([close(brief)], brief)

    assert "compensation" not in text_of(found)
    assert found.warnings == ("forbidden_promise_removed",)
