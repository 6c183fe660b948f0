"""That somebody is there, is looking, or will answer."""

from __future__ import annotations

import msgspec
import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.composing.kinds.acknowledge import (
    ask_a_colleague,
    in_their_language,
    is_greeting,
    reading_it,
    welcome,
)
from copilot.suggest.guard.guard import guard
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, a_customer, a_triage, text_of

LONG = "My parcel has been on its way for a while and I would like to know where it could be now. " * 3


@pytest.mark.parametrize(
    "texts", [["Hi"], ["hello", "hello?"], ["Hey, anyone here?"], ["Good morning Larkwell"], ["Hi <PERSON_1>!"]]
)
def test_a_turn_of_nothing_but_greetings_is_one(texts: list[str]) -> None:
    assert is_greeting(texts)


@pytest.mark.parametrize(
    "texts", [[], ["Hi, where is my order?"], ["hello", "my lamp is dark"], ["history"], ["hi lamp"], [""], ["?"]]
)
def test_anything_else_is_none(texts: list[str]) -> None:
    assert not is_greeting(texts)


def test_who_has_only_greeted_is_asked_what_it_is_about() -> None:
    brief = a_brief(conversation=a_conversation("Hi", customer=a_customer()))

    assert text_of(welcome(brief)) == (
        "Hello <PERSON_1>,\n\nThanks for getting in touch. "
        "So that I look at the right thing, could you tell me a little more?"
    )


@pytest.mark.parametrize(("level", "is_sorry"), [("calm", False), ("angry", True)])
def test_what_nobody_knows_is_asked_of_a_colleague_and_never_guessed(level: str, *, is_sorry: bool) -> None:
    brief = a_brief(verdict="abstain", triage=a_triage(level))

    found = ask_a_colleague(brief)

    assert text_of(found).endswith("so I'm asking a colleague and will reply here.")
    assert ("I'm sorry" in text_of(found)) is is_sorry


@pytest.mark.parametrize(
    ("said", "fields", "because"),
    [
        ("How long?", {"wait": "within 5 minutes"}, "waits"),
        (LONG, {}, "long_message"),
        ("How long?", {"triage": a_triage("angry")}, "upset"),
        ("How long?", {"is_heated": True}, "upset"),
        ("How long?", {"triage": a_triage(urgency="critical")}, "urgent"),
    ],
)
def test_a_first_message_that_takes_time_is_acknowledged_and_why(
    said: str, fields: dict[str, object], because: str
) -> None:
    brief = a_brief(conversation=a_conversation(said), **fields)

    found = reading_it(brief)

    assert (found.kind, found.because) == ("acknowledge", because)
    assert guard([found], brief)[0].warnings == ()


def test_nobody_is_told_to_wait_without_need_or_after_the_first_answer() -> None:
    answered = a_conversation(LONG, ("operator", "Hello"), LONG)

    assert reading_it(a_brief()) is None
    assert reading_it(a_brief(conversation=answered, wait="within 5 minutes", triage=a_triage("angry"))) is None


@pytest.mark.parametrize("wait", ["within 5 minutes", "by tomorrow at 9:00"])
@pytest.mark.parametrize("formality", ["casual", "neutral", "formal"])
def test_how_long_it_takes_is_said_in_our_own_words(wait: str, formality: str) -> None:
    brief = a_brief(wait=wait, tone=Tone(formality=formality))

    assert text_of(reading_it(brief)).endswith(f"Somebody will answer you here {wait}.")
    assert guard([reading_it(brief)], brief)[0].warnings == ()


@pytest.mark.parametrize(
    ("language", "is_served", "is_told"), [("de", False, True), ("fr", False, False), ("de", True, False)]
)
def test_a_customer_is_told_in_their_own_language_that_we_answer_in_another(
    language: str, *, is_served: bool, is_told: bool
) -> None:
    brand = msgspec.structs.replace(Brand(), other_languages={"de": "Wir antworten auf Englisch."})
    brief = a_brief(brand=brand, triage=a_triage(language=language, is_served=is_served))

    found = in_their_language(brief)

    assert (text_of(found) if found else None) == ("Wir antworten auf Englisch." if is_told else None)
