"""What of a draft may be sent."""

from __future__ import annotations

import msgspec
import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.guard.guard import (
    ASKS_FOR_SECRETS,
    AVOIDED_WORD,
    FORBIDDEN_PROMISE,
    UNSUPPORTED_REMOVED,
    Guarded,
    checked,
    guard,
)
from copilot.suggest.guard.tracing import Trace, Tracer
from copilot.suggest.voice import Promises, WordRules
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, a_fact, a_hit, text_of

PASSAGE = (
    "A refund takes between 5 and 14 working days after we have checked the parcel at the warehouse. "
    "We cannot send refunds to a closed card. You shouldn't return batteries by post without a label from us.\n\n"
    "1. Open the app.\n2. Tap Returns.\n\nCountry | Days\nNorway | 7 working days\nMalta | 10"
)


def a_sketch(*parts: str, kind: str = "reply", because: str = "") -> Sketch:
    return Sketch(kind=kind, parts=parts, tone=Tone(), drafter="test", because=because)


def guarded(*parts: str, brief: Brief | None = None, kind: str = "reply") -> Guarded:
    """A sketch after the guard, also if it says nothing any more."""
    brief = brief or a_brief(a_hit(PASSAGE))
    return checked(a_sketch(*parts, kind=kind), brief, Tracer(brief))


def trace(part: str, brief: Brief | None = None) -> Trace | None:
    """How a part was checked; None if it was removed."""
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


@pytest.mark.parametrize(
    ("part", "warnings"),
    [
        ("We cannot send refunds to a closed card.", (AVOIDED_WORD, FORBIDDEN_PROMISE)),
        ("You shouldn't return batteries by post without a label from us.", (AVOIDED_WORD,)),
        ("1. Open the app.", ()),
    ],
)
def test_avoided_words_and_forbidden_promises_are_taken_out_even_if_a_passage_has_them(
    part: str, warnings: tuple[str, ...]
) -> None:
    rules = {"words": WordRules(avoid=("closed card", "batteries")), "promises": Promises(forbidden=("We cannot",))}
    brief = a_brief(a_hit(PASSAGE), brand=msgspec.structs.replace(Brand(), **rules))

    found = guarded(part, brief=brief)

    assert found.warnings == warnings
    assert text_of(found) == ("" if warnings else part)


def test_what_the_brand_itself_approved_is_not_measured_by_its_own_rules() -> None:
    brand = msgspec.structs.replace(Brand(), words=WordRules(avoid=("anything else",)))

    assert guarded("Anything else?", brief=a_brief(brand=brand)).warnings == ()


@pytest.mark.parametrize("source", ["passage", "customer", "operator", "context"])
def test_no_source_can_make_a_forbidden_promise_for_us(source: str) -> None:
    """Whoever wrote it: an article, the customer, an operator or another system."""
    promise = "A compensation of 20 € is sent to every customer who asks."
    brief = a_brief(
        a_hit(promise if source == "passage" else PASSAGE),
        brand=msgspec.structs.replace(Brand(), promises=Promises(forbidden=("compensation",))),
        conversation=a_conversation(
            promise if source == "customer" else "refund?",
            ("operator", promise if source == "operator" else "Hello"),
            "so?",
            context=(a_fact("note", promise),) if source == "context" else (),
        ),
    )

    assert "compensation" not in text_of(guarded("1. Open the app.\n", promise, brief=brief))


def test_a_removed_sentence_is_not_warned_of_twice() -> None:
    assert guarded("One claim.", "Another claim.").warnings == (UNSUPPORTED_REMOVED,)


def test_what_a_sketch_warned_of_before_stays_first() -> None:
    brief = a_brief(a_hit(PASSAGE))
    warned = msgspec.structs.replace(a_sketch("1. Open the app.", "We pay in gold."), warnings=("cut",))

    assert guard([warned], brief)[0].warnings == ("cut", UNSUPPORTED_REMOVED)


@pytest.mark.parametrize(
    ("parts", "kind", "says_something"),
    [
        (("Hello,", "1. Open the app."), "reply", True),
        (("Hello,", "We pay in gold."), "reply", False),
        (("Hello,", "Thank you for your patience."), "reply", False),
        (("Hello,", "Let me check that I've understood you."), "paraphrase", False),
        (("Hello,", "1. Open the app."), "paraphrase", False),
        (("Hello,",), "acknowledge", True),
        (("We pay in gold.",), "acknowledge", False),
    ],
)
def test_a_draft_of_which_only_pleasantries_are_left_is_none(
    parts: tuple[str, ...], kind: str, *, says_something: bool
) -> None:
    brief = a_brief(a_hit(PASSAGE))

    assert guarded(*parts, kind=kind).says_something is says_something
    assert len(guard([a_sketch(*parts, kind=kind)], brief)) == says_something


def test_a_step_of_a_procedure_says_something_although_it_is_approved() -> None:
    step = a_sketch("Is it plugged in?", because="procedure:lamp")

    assert guard([step], a_brief(), frozenset({"Is it plugged in?"}))
    assert guard([step], a_brief()) == ()


def test_drafts_stay_in_their_order() -> None:
    sketches = [a_sketch("1. Open the app."), a_sketch("We pay in gold."), a_sketch("2. Tap Returns.")]

    assert [text_of(one) for one in guard(sketches, a_brief(a_hit(PASSAGE)))] == ["1. Open the app.", "2. Tap Returns."]


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
        "Please do not send your card number here; I do not need it.",
    ],
)
def test_directions_warnings_and_harmless_questions_are_left(part: str) -> None:
    found = guarded(part, brief=a_brief(a_hit(part)))

    assert found.traces
    assert ASKS_FOR_SECRETS not in found.warnings
