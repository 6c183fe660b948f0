"""What each sentence of a draft rests on."""

from __future__ import annotations

import msgspec
import pytest

from copilot.suggest.brand import Brand, Promises, WordRules
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.guard import (
    ASKS_FOR_SECRETS,
    AVOIDED_WORD,
    FORBIDDEN_PROMISE,
    UNSUPPORTED_REMOVED,
    Guarded,
    Trace,
    guard,
)
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, a_customer, a_hit

PASSAGE = (
    "A refund takes between 5 and 14 working days after we have checked the parcel at the warehouse. "
    "We cannot send refunds to a closed card. You shouldn't return batteries by post without a label from us.\n\n"
    "1. Open the app.\n2. Tap Returns.\n\nCountry | Days\nNorway | 7 working days\nMalta | 10"
)


def guarded(*parts: str, brief: Brief | None = None, kind: str = "reply") -> Guarded:
    sketch = Sketch(kind=kind, parts=parts, tone=Tone(), drafter="test")
    return guard(sketch, brief or a_brief(a_hit(PASSAGE)))


def trace(part: str, brief: Brief | None = None) -> Trace | None:
    """How a part was traced; None if it was removed."""
    found = guarded(part, brief=brief)
    assert (UNSUPPORTED_REMOVED in found.warnings) is not found.traces
    return found.traces[0] if found.traces else None


@pytest.mark.parametrize(
    "part",
    [
        "A refund takes between 5 and 14 working days after we have checked the parcel at the warehouse. ",
        "We cannot send refunds to a closed card.",
        "1. Open the app.\n",
        "2. Tap Returns.\n\n",
        "1. Open the app.\n2. Tap Returns.",
        "Norway | 7 working days",
    ],
)
def test_what_stands_in_a_passage_is_traced_to_its_place(part: str) -> None:
    found = trace(part)

    assert (found.support, found.passage_id, found.part) == ("passage", "refund-times#1", part)
    assert PASSAGE[found.start : found.end] == part.strip()


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("Norway: 7 working days.", "Norway | 7 working days"),
        ("Malta: 10.", "Malta | 10"),
        ("Refunds we cannot send to a closed card!", "We cannot send refunds to a closed card."),
        (
            "A refund takes between five and 14 working days after we have checked the parcel at our warehouse.",
            "A refund takes between 5 and 14 working days after we have checked the parcel at the warehouse.",
        ),
    ],
)
def test_the_same_in_nearly_the_same_words_is_traced_to_the_sentence(part: str, source: str) -> None:
    found = trace(part)

    assert found.support == "passage"
    assert PASSAGE[found.start : found.end] == source


@pytest.mark.parametrize(
    "part",
    [
        "A refund takes between 5 and 15 working days after we have checked the parcel at the warehouse.",
        "A refund takes between 14 and 5 working days after we have checked the parcel at the warehouse.",
        "A refund takes between 5 and 5 working days after we have checked the parcel at the warehouse.",
        "A refund takes between 5 and twelve working days after we have checked the parcel at the warehouse.",
        "A refund takes between 5 and 14 % working days after we have checked the parcel at the warehouse.",
        "4 working days after we have checked the parcel at the warehouse.",
        "Norway: 17 working days.",
        "Malta: 7.",
    ],
)
def test_a_changed_number_is_never_supported(part: str) -> None:
    assert trace(part) is None


@pytest.mark.parametrize(
    "part",
    [
        "A refund never takes between 5 and 14 working days after we have checked the parcel at the warehouse.",
        "We can send refunds to a closed card.",
        "send refunds to a closed card.",
        "You should return batteries by post without a label from us.",
        "return batteries by post without a label from us.",
        "You shouldn’t return batteries by post with a label from us.",
    ],
)
def test_a_flipped_negation_is_never_supported(part: str) -> None:
    assert trace(part) is None


@pytest.mark.parametrize(
    "part",
    [
        "A refund takes between 5 and 14 working days.",
        "You shouldn't return batteries by post.",
        "Norway: working days.",
    ],
)
def test_a_sentence_that_leaves_a_condition_out_is_not_supported(part: str) -> None:
    assert trace(part) is None


@pytest.mark.parametrize("part", ["We pay in gold.", "Yes.", "working days", "Norway", "", "  \n"])
def test_what_nobody_said_is_removed(part: str) -> None:
    found = guarded("Hello,\n\n", part)

    assert [item.part for item in found.traces] == ["Hello,\n\n"]
    assert found.warnings == (UNSUPPORTED_REMOVED,)


def test_a_whole_sentence_is_found_even_if_it_stands_inside_another_one_before() -> None:
    brief = a_brief(a_hit("They say that you may return it. You may return it."))

    assert trace("You may return it.", brief).start == 33


def test_the_first_hit_that_says_it_word_for_word_is_the_source() -> None:
    brief = a_brief(a_hit("You may return the blue lamp here.", "a#1"), a_hit("You may return the lamp here.", "b#1"))

    assert trace("You may return the lamp here.", brief).passage_id == "b#1"


@pytest.mark.parametrize("part", ["Hello <PERSON_1>,", "Hello,", "Anything else?", "Thanks for getting in touch. "])
def test_approved_sentences_are_templates(part: str) -> None:
    brief = a_brief(conversation=a_conversation("Hi", customer=a_customer()))

    assert trace(part, brief).support == "template"


def test_a_template_with_another_name_is_not_approved() -> None:
    brief = a_brief(conversation=a_conversation("Hi", customer=a_customer()))

    assert trace("Hello <PERSON_2>,", brief) is None


def test_a_title_is_a_source_without_a_place() -> None:
    found = trace("- Refund times\n")

    assert (found.support, found.passage_id, found.start) == ("passage", "refund-times#1", None)


@pytest.mark.parametrize(
    ("part", "is_supported"),
    [
        ("You were charged 20 € twice for order LK-1234567.", True),
        ("You were charged 30 € twice for order LK-1234567.", False),
        ("You were charged 20 € for order LK-7654321.", False),
        ("You were not charged 20 € twice for order LK-1234567.", False),
    ],
)
def test_what_the_conversation_says_is_supported_by_it(part: str, *, is_supported: bool) -> None:
    brief = a_brief(
        conversation=a_conversation("I don't get it. I were charged 20 € twice for order LK-1234567. Help!")
    )

    found = trace(part, brief)

    assert (found.support if found else None) == ("conversation" if is_supported else None)


def test_avoided_words_and_forbidden_promises_are_warned_of() -> None:
    brand = msgspec.structs.replace(
        Brand(), words=WordRules(avoid=("closed card",)), promises=Promises(forbidden=("we cannot",))
    )
    brief = a_brief(a_hit(PASSAGE), brand=brand)

    assert guarded("We cannot send refunds to a closed card.", brief=brief).warnings == (
        AVOIDED_WORD,
        FORBIDDEN_PROMISE,
    )
    assert guarded("1. Open the app.", brief=brief).warnings == ()


def test_a_removed_sentence_is_not_warned_of_twice() -> None:
    assert guarded("One claim.", "Another claim.").warnings == (UNSUPPORTED_REMOVED,)


@pytest.mark.parametrize(
    ("parts", "kind", "says_something"),
    [
        (("Hello,", "1. Open the app."), "reply", True),
        (("Hello,", "We pay in gold."), "reply", False),
        (("Hello,",), "acknowledge", True),
    ],
)
def test_a_reply_of_which_only_pleasantries_are_left_says_nothing(
    parts: tuple[str, ...], kind: str, *, says_something: bool
) -> None:
    assert guarded(*parts, kind=kind).says_something is says_something


@pytest.mark.parametrize("kind", ["reply", "clarify"])
def test_nothing_is_left_of_a_draft_that_asks_for_secrets(kind: str) -> None:
    asking = "Please send us your card number and the CVV."
    brief = a_brief(a_hit(f"{asking} A refund takes 5 days."))

    found = guarded("A refund takes 5 days. ", asking, brief=brief, kind=kind)

    assert (found.traces, found.warnings, found.says_something) == ((), (ASKS_FOR_SECRETS,), False)


def test_a_request_over_two_sentences_is_seen() -> None:
    brief = a_brief(a_hit("We text you a one-time code. Please send it to me."))

    assert ASKS_FOR_SECRETS in guarded("We text you a one-time code. ", "Please send it to me.", brief=brief).warnings


@pytest.mark.parametrize(
    "part",
    [
        "Enter your card number at checkout.",
        "Never send us your password.",
        "We ask for the last four digits of your card.",
        "Please send us your order number.",
    ],
)
def test_directions_warnings_and_harmless_questions_are_left(part: str) -> None:
    found = guarded(part, brief=a_brief(a_hit(part)))

    assert found.traces
    assert ASKS_FOR_SECRETS not in found.warnings
