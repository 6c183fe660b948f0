"""The drafter without a language model."""

from __future__ import annotations

import msgspec
import pytest

from copilot.suggest.brand import Brand, Closing, Sentences
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composer import Composer
from copilot.suggest.guard import guard
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, a_customer, a_hit, a_triage, an_entity

ANSWER = a_hit("A refund takes 5 days. PayPal is faster.")
STEPS = a_hit("Reset it like this:\n\n1. Hold the button.\n2. Let go.", scores=(0.2, 0.8, 0.8))


def drafts(brief: Brief) -> tuple[Sketch, ...]:
    return Composer().draft(brief)


def text(brief: Brief) -> str:
    return "".join(drafts(brief)[0].parts)


def saying(*texts: object, **fields: object) -> Brief:
    return a_brief(ANSWER, conversation=a_conversation(*texts), **fields)


def test_an_answer_is_greeting_quotes_and_closing_question() -> None:
    assert text(a_brief(ANSWER)) == (
        "Hello,\n\nA refund takes 5 days. PayPal is faster.\n\nIs there anything else I can help you with?"
    )


def test_steps_come_on_lines_of_their_own_with_a_next_step() -> None:
    assert text(a_brief(STEPS)) == (
        "Hello,\n\n1. Hold the button.\n2. Let go.\n\n"
        "Please try that and tell me what you see. Is there anything else I can help you with?"
    )


def test_a_row_is_said_as_a_sentence() -> None:
    brief = a_brief(a_hit("Code | Meaning | Do\nE42 | It is cold | Warm it up."), conversation=a_conversation("E42?"))

    assert "\n\nE42: It is cold. Warm it up.\n\n" in text(brief)


def test_the_customer_is_greeted_by_placeholder_in_the_tone_that_was_asked_for() -> None:
    brief = a_brief(
        ANSWER, conversation=a_conversation("refund?", customer=a_customer()), tone=Tone(formality="formal")
    )

    assert text(brief).startswith("Dear <PERSON_1>,\n\n")
    assert text(brief).endswith("May I help you with anything else?")


def test_only_the_first_answer_in_a_chat_greets() -> None:
    later = ("customer", "Hi"), ("operator", "Hello"), ("customer", "How long does a refund take?")

    assert text(saying(*later)).startswith("A refund")
    assert text(saying(*later, channel="email")).startswith("Hello,")


@pytest.mark.parametrize(
    ("sign_off", "formality", "ending"),
    [
        ({"email": "Yours, {name}"}, "neutral", "\n\nYours, <PERSON_1>"),
        ({"email": "Yours", "email_formal": "Yours sincerely"}, "formal", "\n\nYours sincerely"),
        ({"chat": "Bye"}, "neutral", "help you with?"),
        ({"email": ""}, "neutral", "help you with?"),
    ],
)
def test_a_mail_ends_with_the_sign_off_of_channel_and_formality(
    sign_off: dict[str, str], formality: str, ending: str
) -> None:
    brief = a_brief(
        ANSWER,
        conversation=a_conversation("refund?", customer=a_customer()),
        channel="email",
        tone=Tone(formality=formality),
        brand=Brand(closing=Closing(sign_off=sign_off)),
    )

    assert text(brief).endswith(ending)
    assert guard(drafts(brief)[0], brief).warnings == ()


@pytest.mark.parametrize(
    ("verdict", "kind", "part"),
    [
        ("answer", "reply", "A refund takes 5 days."),
        ("clarify", "clarify", "- Refund times"),
        ("abstain", "acknowledge", "asking a colleague"),
    ],
)
def test_the_verdict_decides_the_draft(verdict: str, kind: str, part: str) -> None:
    brief = a_brief(ANSWER, verdict=verdict)

    assert drafts(brief)[0].kind == kind
    assert part in text(brief)


def test_an_answer_without_anything_to_quote_abstains() -> None:
    assert drafts(a_brief())[0].kind == "acknowledge"


def test_clarifying_names_each_of_the_two_best_articles_once() -> None:
    brief = a_brief(
        a_hit("x", "a#1", title="A"), a_hit("y", "a#2", title="A"), a_hit("z", "b#1", title="B"),
        a_hit("z", "c#1", title="C"), verdict="clarify",
    )  # fmt: skip

    assert text(brief).endswith("- A\n- B\n")


@pytest.mark.parametrize(
    "said", ["Thanks!", "ok, thank you so much", "perfect, that worked", "Great. Cheers", "bye", "Thx :)", "that's all"]
)
def test_a_farewell_is_answered_with_a_farewell(said: str) -> None:
    assert drafts(saying(said))[0].kind == "close"


@pytest.mark.parametrize(
    "said",
    [
        "Thanks but it still shows E42",
        "thanks, how long does it take?",
        "Thank you, it does not work",
        "ok that worked, however the lamp is red",
        "Thanks for nothing",
        "Thank you. The parcel that you sent on Monday has arrived without the cable and with a broken lid",
    ],
)
def test_thanks_with_more_to_say_are_no_farewell(said: str) -> None:
    assert drafts(saying(said))[0].kind == "reply"


@pytest.mark.parametrize(
    "said",
    [
        "Hi",
        "Hello there!",
        "hey, anyone here?",
        "Good morning Larkwell",
        "Hi, can you help me please?",
        "Hi <PERSON_1>",
    ],
)
def test_a_greeting_alone_is_answered_with_a_question(said: str) -> None:
    brief = saying(said)

    assert drafts(brief)[0].kind == "acknowledge"
    assert "could you tell me a little more?" in text(brief)


@pytest.mark.parametrize(
    "said", ["Hi, where is my order?", "hello refund please", "Hey, reset my lamp", "Good morning, it is broken"]
)
def test_a_short_question_behind_a_greeting_is_answered(said: str) -> None:
    assert drafts(saying(said))[0].kind == "reply"


def test_every_message_since_the_last_answer_counts_and_not_only_the_last() -> None:
    assert drafts(saying("How long does a refund take?", "thanks"))[0].kind == "reply"
    assert drafts(saying("hello", "hello?"))[0].kind == "acknowledge"


def test_the_operators_own_query_is_answered_whatever_the_customer_said_last() -> None:
    brief = a_brief(ANSWER, conversation=a_conversation("thanks", query="refund times"))

    assert drafts(brief)[0].kind == "reply"


def test_the_operators_own_query_says_which_row_is_meant() -> None:
    rows = a_hit("Code | Meaning\nE42 | It is cold.\nE43 | It is hot.")

    assert "E43: It is hot." in text(a_brief(rows, conversation=a_conversation("it blinks", query="E43")))


@pytest.mark.parametrize(("level", "kinds"), [("annoyed", ["reply"]), ("frustrated", ["reply", "deescalate"])])
def test_a_frustrated_customer_gets_a_kind_word_and_a_draft_to_calm_down(level: str, kinds: list[str]) -> None:
    brief = a_brief(ANSWER, triage=a_triage(level))

    assert [sketch.kind for sketch in drafts(brief)] == kinds
    assert ("I'm sorry about the trouble" in text(brief)) is (level == "frustrated")


@pytest.mark.parametrize(
    ("kind", "is_steered"),
    [("CREDIT_CARD", True), ("CVV", True), ("PASSWORD", True), ("ONE_TIME_CODE", True), ("EMAIL_ADDRESS", False)],
)
def test_secrets_in_the_message_put_a_warning_first(kind: str, *, is_steered: bool) -> None:
    brief = a_brief(ANSWER, conversation=a_conversation("here", entities=(an_entity(kind),)))

    assert (drafts(brief)[0].kind == "steer_payment") is is_steered


def test_sentences_change_with_the_turn_and_are_the_same_for_the_same_brief() -> None:
    brand = msgspec.structs.replace(Brand(), abstain=Sentences(sentences=("First.", "Second.")))
    again = ("customer", "a question"), ("operator", "an answer"), ("customer", "another question")

    assert "First." in text(saying("a question", brand=brand, verdict="abstain"))
    assert "Second." in text(saying(*again, brand=brand, verdict="abstain"))
    assert drafts(a_brief(ANSWER)) == drafts(a_brief(ANSWER))


def test_a_customer_who_waits_for_the_first_answer_can_be_told_how_long() -> None:
    brief = saying("How long does a refund take?", wait="within 5 minutes")

    reply, acknowledgement = drafts(brief)

    assert (reply.kind, acknowledgement.kind) == ("reply", "acknowledge")
    assert "".join(acknowledgement.parts).endswith("Somebody will answer you here within 5 minutes.")
    assert guard(acknowledgement, brief).warnings == ()


def test_nobody_is_told_to_wait_after_the_first_answer() -> None:
    said = ("customer", "Hi"), ("operator", "Hello"), ("customer", "How long does a refund take?")

    assert [sketch.kind for sketch in drafts(saying(*said, wait="within 5 minutes"))] == ["reply"]


def test_a_customer_in_another_language_is_told_so_in_their_own_first() -> None:
    brand = msgspec.structs.replace(Brand(), other_languages={"de": "Wir antworten auf Englisch."})
    brief = saying("Wo ist mein Paket?", brand=brand, triage=a_triage(language="de", is_served=False))

    first = drafts(brief)[0]

    assert (first.kind, first.parts) == ("acknowledge", ("Wir antworten auf Englisch.",))
    assert guard(first, brief).warnings == ()


@pytest.mark.parametrize(("language", "is_served"), [("fr", False), ("de", True)])
def test_without_words_in_a_language_or_where_it_is_served_nothing_is_said_of_it(
    language: str, *, is_served: bool
) -> None:
    brand = msgspec.structs.replace(Brand(), other_languages={"de": "Wir antworten auf Englisch."})
    triage = a_triage(language=language, is_served=is_served)

    assert [sketch.kind for sketch in drafts(saying("refund?", brand=brand, triage=triage))] == ["reply"]


@pytest.mark.parametrize("verdict", ["answer", "clarify", "abstain"])
@pytest.mark.parametrize("said", ["refund?", "thanks", "hello"])
def test_everything_that_is_composed_rests_on_something(verdict: str, said: str) -> None:
    brief = a_brief(
        STEPS,
        ANSWER,
        verdict=verdict,
        triage=a_triage("angry"),
        conversation=a_conversation(said, entities=(an_entity(),), customer=a_customer()),
    )

    for sketch in drafts(brief):
        assert guard(sketch, brief).warnings == sketch.warnings
