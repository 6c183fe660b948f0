"""A model's reply as a sketch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.suggest.guard.guard import guard
from copilot.suggest.writing.written import sketch_of, undressed, whole_sentences
from copilot.types import Tone
from tests.examples import a_brief, a_hit

REPLY = "A refund takes 5 days. PayPal is faster."

DRESSED = [
    ("Assistant: It takes 5 days.", "It takes 5 days."),
    ("**Agent:** It takes 5 days.", "It takes 5 days."),
    ("Reply: Assistant: It takes 5 days.", "It takes 5 days."),
    ('"It takes 5 days."', "It takes 5 days."),
    ("“It takes 5 days.”", "It takes 5 days."),
    ('Assistant: "It takes 5 days."', "It takes 5 days."),
    ('"Yes" is not "no"', '"Yes" is not "no"'),
    ("```\nIt takes 5 days.\n```", "It takes 5 days."),
    ("```text\nTap Save.\n```\nThen wait.", "Tap Save.\nThen wait."),
    ("It takes **5 days** and *no* more, __really__, `E42` _too_.", "It takes 5 days and no more, really, E42 too."),
    ("### Refunds\nIt takes 5 days.", "Refunds\nIt takes 5 days."),
    ("* One\n* Two\n• Three", "- One\n- Two\n- Three"),
    ("2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
    (
        "Hi <PERSON_1>, card <CREDIT_CARD_1:4242>, file my_old_file.",
        "Hi <PERSON_1>, card <CREDIT_CARD_1:4242>, file my_old_file.",
    ),
    ("One.\r\n\r\n\r\n\r\nTwo.  \n", "One.\n\nTwo."),
    ("<think>Five?</think>\n\nIt takes 5 days.", "It takes 5 days."),
    ("Is the answer: yes?", "Is the answer: yes?"),
    ("", ""),
    ("```\n```", ""),
]

BROKEN_OFF = [
    ("It takes 5 days. PayPal is fas", "It takes 5 days."),
    ("It takes 5 days. PayPal is faster.", "It takes 5 days. PayPal is faster."),
    ("It takes 5 days. It costs 3.", "It takes 5 days."),
    ("It takes 5 days. See e.g.", "It takes 5 days."),
    ("Do this:\n1. Tap Save\n2. Wai", "Do this:\n1. Tap Save"),
    ("It is easy. Do this:\n1.", "It is easy."),
    ("It is easy. Do this:\n", "It is easy."),
    ("He said “no.” Th", "He said “no.”"),
    ("Why? Bec", "Why?"),
    ("It takes", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "plain"), DRESSED)
def test_a_reply_is_taken_out_of_its_dress(text: str, plain: str) -> None:
    assert undressed(text) == plain


@pytest.mark.parametrize(
    "text", ["Subject: Refund\n\nDear Ana, it takes 5 days.", "**Subject:** Refund\nDear Ana, it takes 5 days."]
)
def test_only_mails_have_subjects(text: str) -> None:
    chat = "".join(sketch_of(text, a_brief(), "m").parts)
    mail = "".join(sketch_of(text, a_brief(channel="email"), "m").parts)

    assert chat == "Dear Ana, it takes 5 days."
    assert mail.startswith("Subject: Refund\n")


@pytest.mark.parametrize(("text", "whole"), BROKEN_OFF)
def test_what_breaks_off_ends_with_its_last_whole_sentence(text: str, whole: str) -> None:
    assert whole_sentences(text) == whole


@given(st.text(alphabet="ab1.!? \n:-"))
def test_what_is_left_is_a_beginning_and_stays_as_it_is(text: str) -> None:
    whole = whole_sentences(text)

    assert text.startswith(whole)
    assert whole_sentences(whole + "\n") == whole


def test_sentences_and_list_lines_are_parts_with_the_white_space_after_them() -> None:
    text = "Hello <PERSON_1>,\n\nDo this. It is easy:\n\n1. Tap Save. Wait.\n2) Let go\n\nDid that help?"

    assert sketch_of(text, a_brief(), "m").parts == (
        "Hello <PERSON_1>,\n\n",
        "Do this. ",
        "It is easy:\n\n",
        "1. Tap Save. Wait.\n",
        "2) Let go\n\n",
        "Did that help?",
    )


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from('*_`#-.\n: "<>123'), max_size=80))
def test_no_part_is_blank_and_together_they_are_the_reply(text: str) -> None:
    parts = sketch_of(text, a_brief(), "m").parts

    assert "".join(parts) == undressed(text)
    assert all(part.strip() for part in parts)


def test_a_sketch_is_signed_and_in_the_tone_of_the_brief() -> None:
    tone = Tone(formality="formal", warmth="cool", length="long")

    sketch = sketch_of(REPLY, a_brief(tone=tone), "openai_compatible:m")

    assert (sketch.kind, sketch.tone, sketch.drafter) == ("reply", tone, "openai_compatible:m")
    assert sketch.because == "verdict:answer"


def test_the_guard_keeps_what_passages_say_and_takes_out_what_they_do_not() -> None:
    brief = a_brief(a_hit("A refund takes 5 days. PayPal is faster."))

    (guarded,) = guard([sketch_of(f"**Agent:** {REPLY} You get 20 dollars extra.", brief, "m")], brief)

    assert [trace.part for trace in guarded.traces] == ["A refund takes 5 days. ", "PayPal is faster. "]
    assert "unsupported_removed" in guarded.warnings
