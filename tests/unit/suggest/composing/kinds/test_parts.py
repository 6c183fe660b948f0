"""What all kinds of drafts are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.suggest.brief import Brief
from copilot.suggest.composing.kinds.acknowledge import ask_a_colleague
from copilot.suggest.composing.kinds.deescalate import deescalate
from copilot.suggest.composing.kinds.parts import caution, empathy, is_upset, line, opening, paragraph, sketch
from copilot.suggest.composing.kinds.reply import reply
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, a_customer, a_fact, a_triage, text_of

CHOICES = ("One is.", "Two is, {name}.", "Three doesn't.")


def after(*told: str, **fields: object) -> Brief:
    """A brief after an operator has said something."""
    said = [one for text in told for one in (("operator", text), "and?")]
    return a_brief(conversation=a_conversation("Hi", *said, customer=a_customer()), **fields)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((), "One is."),
        (("x",), "Two is, <PERSON_1>."),
        (("x", "y"), "Three doesn't."),
        (("x", "y", "z"), "One is."),
        (("Hello! Two is, <PERSON_1>. Bye.",), "Three doesn't."),
        (("One is.", "Three doesn't."), "Two is, <PERSON_1>."),
    ],
)
def test_lines_take_turns_and_none_is_said_again(told: tuple[str, ...], expected: str) -> None:
    assert line(after(*told), CHOICES) == expected


def test_when_all_were_said_the_next_one_is_said_again() -> None:
    assert line(after("One is.", "Two is, <PERSON_1>.", "Three doesn't."), CHOICES) == "One is."


@pytest.mark.parametrize(
    ("told", "channel", "is_named"), [((), "chat", False), (("x",), "chat", True), (("x",), "email", False)]
)
def test_a_line_names_the_customer_only_where_no_greeting_does(
    told: tuple[str, ...], channel: str, *, is_named: bool
) -> None:
    assert ("<PERSON_1>" in line(after(*told, channel=channel), ["So, {name}."])) is is_named


@pytest.mark.parametrize(
    ("formality", "expected"), [("formal", "It does not."), ("neutral", "It doesn't."), ("casual", "It doesn't.")]
)
def test_a_line_has_the_wished_tone(formality: str, expected: str) -> None:
    assert line(after(tone=Tone(formality=formality)), ["It doesn't."]) == expected


@pytest.mark.parametrize(
    ("level", "is_heated", "expected"),
    [
        ("calm", False, False), ("annoyed", False, False), ("frustrated", False, True), ("angry", False, True),
        ("calm", True, True), ("annoyed", True, True),
    ],
)  # fmt: skip
def test_a_customer_is_upset_by_the_whole_course_or_just_now(level: str, *, is_heated: bool, expected: bool) -> None:
    brief = a_brief(triage=a_triage(level), is_heated=is_heated)

    assert is_upset(brief) is expected
    assert bool(empathy(brief)) is expected


@pytest.mark.parametrize("warmth", ["cool", "neutral", "warm"])
def test_only_a_warm_first_answer_opens_with_thanks(warmth: str) -> None:
    tone = Tone(warmth=warmth)

    assert opening(a_brief(tone=tone)) == (["Thanks for getting in touch.\n\n"] if warmth == "warm" else [])
    assert opening(after("x", tone=tone)) == []


@given(st.lists(st.sampled_from(["A.", "B b.", "C?"]), max_size=4))
def test_a_paragraph_is_its_sentences_and_a_blank_line(sentences: list[str]) -> None:
    assert "".join(paragraph(sentences)) == (" ".join(sentences) + "\n\n" if sentences else "")
    assert len(paragraph(sentences)) == len(sentences)


@pytest.mark.parametrize("kind", ["reply", "clarify", "acknowledge", "deescalate", "paraphrase"])
@pytest.mark.parametrize("said", ["My order is LW-20418833", "I am <PHONE_NUMBER_1>"])
def test_every_draft_warns_who_has_written_personal_data_in_public(kind: str, said: str) -> None:
    brief = a_brief(conversation=a_conversation(said), channel="social")

    assert text_of(sketch(brief, kind, ["Body. "], "x")) == f"Hello,\n\nBody.\n\n{caution(brief)[0]}"


@pytest.mark.parametrize(("channel", "is_told"), [("chat", True), ("email", True), ("social", False)])
def test_facts_of_this_case_are_told_only_where_nobody_else_reads(channel: str, *, is_told: bool) -> None:
    brief = a_brief(known=(a_fact("delivery address", "12 Main Street"),), channel=channel, is_heated=True)

    texts = [text_of(one) for one in (reply(brief), deescalate(brief), ask_a_colleague(brief)) if one]

    assert any("12 Main Street" in text for text in texts) is is_told
    assert any("only in a private message" in text for text in texts) is not is_told


@pytest.mark.parametrize("kind", ["steer_payment", "close"])
def test_a_draft_that_warns_already_or_says_goodbye_does_not(kind: str) -> None:
    brief = a_brief(conversation=a_conversation("My order is LW-20418833"), channel="social")

    assert text_of(sketch(brief, kind, ["Body."], "x")) == "Hello,\n\nBody."
