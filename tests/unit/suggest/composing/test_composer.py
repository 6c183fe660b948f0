"""The drafter without a language model: which drafts there are, in which order."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.suggest.brand import Brand
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composing.composer import DRAFTER_UNAVAILABLE, Composer, holding
from copilot.suggest.guard.guard import guard
from copilot.suggest.paraphrase.restatement import restate
from copilot.suggest.procedures.following import Position
from copilot.suggest.procedures.procedures import Answer, Procedure, Step
from copilot.suggest.voice import Sentences
from copilot.types import Tone
from tests.examples import NOON, a_brief, a_conversation, a_customer, a_fact, a_hit, a_message, a_triage, an_entity

ANSWER = a_hit("A refund takes 5 days. PayPal is faster.")
STEPS = a_hit("Reset it like this:\n\n1. Hold the button.\n2. Let go.", scores=(0.2, 0.8, 0.8))
STEP = Step(id="look", kind="ask", say="Is it plugged in?", answers=(Answer(label="Yes", next="look"),))
PROCEDURE = Procedure(id="lamp", title="Lamp", when=("dark",), start="look", steps=(STEP,))
WARM = Tone(warmth="warm")


def drafts(brief: Brief) -> tuple[Sketch, ...]:
    return Composer().draft(brief)


def kinds(brief: Brief) -> list[str]:
    return [sketch.kind for sketch in drafts(brief)]


def text(brief: Brief) -> str:
    return "".join(drafts(brief)[0].parts)


def saying(*texts: object, **fields: object) -> Brief:
    return a_brief(ANSWER, conversation=a_conversation(*texts), **fields)


@pytest.mark.parametrize(
    ("verdict", "kind", "part"),
    [
        ("answer", "reply", "A refund takes 5 days."),
        ("clarify", "clarify", "a little more?"),
        ("abstain", "acknowledge", "asking a colleague"),
    ],
)
def test_the_verdict_decides_the_first_draft_and_says_why(verdict: str, kind: str, part: str) -> None:
    brief = a_brief(ANSWER, verdict=verdict)

    assert (drafts(brief)[0].kind, drafts(brief)[0].because) == (kind, f"verdict:{verdict}")
    assert part in text(brief)


def test_an_answer_without_anything_to_quote_asks_back() -> None:
    assert kinds(a_brief()) == ["clarify"]


@pytest.mark.parametrize("verdict", ["clarify", "abstain"])
def test_a_fact_of_this_case_is_told_whatever_the_knowledge_base_holds(verdict: str) -> None:
    brief = a_brief(ANSWER, verdict=verdict, known=(a_fact("delivery status", "in transit"),))

    assert kinds(brief)[0] == "reply"
    assert "Your delivery status is in transit." in text(brief)


@pytest.mark.parametrize("said", ["Thanks!", "ok, thank you so much", "perfect, that worked", "bye", "that's all"])
def test_a_farewell_is_answered_with_a_farewell_alone(said: str) -> None:
    assert kinds(saying(said, triage=a_triage("angry"), wait="within 5 minutes")) == ["close"]


@pytest.mark.parametrize("said", ["ok", "Great 👍", "👍", "Okay, got it!", "will do"])
def test_who_only_takes_note_of_a_promise_gets_a_recap_and_no_second_answer(said: str) -> None:
    brief = saying("my parcel is late", ("operator", "I've asked the carrier."), said)

    assert kinds(brief) == ["close"]
    assert "I've asked the carrier." in text(brief)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Is the light on?", "ok"),
        ("Please send a photo.", "ok"),
        ("I've asked the carrier. Is that all right?", "good"),
        ("I've asked the carrier.", "ok but how long does a refund take"),
    ],
)
def test_an_ok_to_a_question_or_a_request_ends_nothing(told: str, said: str) -> None:
    assert kinds(saying("my parcel is late", ("operator", told), said)) == ["reply"]


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
    assert kinds(saying(said)) == ["acknowledge"]
    assert "could you tell me a little more?" in text(saying(said))


@pytest.mark.parametrize(
    "said", ["Hi, where is my order?", "hello refund please", "Hey, reset my lamp", "Good morning, it is broken"]
)
def test_a_short_question_behind_a_greeting_is_answered(said: str) -> None:
    assert kinds(saying(said)) == ["reply"]


def test_every_message_since_the_last_answer_counts_and_not_only_the_last() -> None:
    assert kinds(saying("How long does a refund take?", "thanks")) == ["reply"]
    assert kinds(saying("hello", "hello?")) == ["acknowledge"]


@pytest.mark.parametrize("last", ["thanks", "hello", "ok"])
def test_the_operators_own_query_is_answered_whatever_the_customer_said_last(last: str) -> None:
    brief = a_brief(ANSWER, conversation=a_conversation("Hi", ("operator", "I'll look."), last, query="refund times"))

    assert kinds(brief) == ["reply"]


@pytest.mark.parametrize(
    ("level", "expected"),
    [("calm", ["reply"]), ("frustrated", ["reply", "deescalate"]), ("angry", ["reply", "deescalate"])],
)
def test_an_upset_customer_gets_a_kind_word_and_a_draft_to_calm_down(level: str, expected: list[str]) -> None:
    brief = saying("Hi", ("operator", "x"), "my refund", triage=a_triage(level))

    assert kinds(brief) == expected
    assert ("I'm sorry" in text(brief)) is (level != "calm")


def test_a_customer_who_is_angry_just_now_is_calmed_down_whatever_came_before() -> None:
    assert kinds(saying("Hi", ("operator", "x"), "my refund", is_heated=True)) == ["reply", "deescalate"]


@pytest.mark.parametrize(
    ("kind", "is_steered"),
    [("CREDIT_CARD", True), ("CVV", True), ("PASSWORD", True), ("ONE_TIME_CODE", True), ("EMAIL_ADDRESS", False)],
)
def test_secrets_in_the_message_put_a_warning_first(kind: str, *, is_steered: bool) -> None:
    brief = a_brief(ANSWER, conversation=a_conversation("here", entities=(an_entity(kind),)))

    assert kinds(brief) == (["steer_payment", "reply"] if is_steered else ["reply"])


@pytest.mark.parametrize(
    ("is_new", "because"),
    [(True, ["verdict:answer", "procedure:lamp"]), (False, ["procedure:lamp", "verdict:answer"])],
)
def test_a_procedure_that_has_begun_goes_before_the_answer(is_new: bool, because: list[str]) -> None:
    brief = a_brief(ANSWER, position=Position(procedure=PROCEDURE, step=STEP, is_new=is_new))

    assert [sketch.because for sketch in drafts(brief)] == because


def test_a_problem_told_at_length_is_restated_behind_the_answer() -> None:
    said = "My order LK-1234567 arrived broken on Monday. I want a replacement."
    messages = (a_message(said),)

    brief = saying(said, restatement=restate(messages))

    assert kinds(brief) == ["reply", "paraphrase"]


def test_a_customer_in_another_language_is_told_so_in_their_own_first() -> None:
    brand = msgspec.structs.replace(Brand(), other_languages={"de": "Wir antworten auf Englisch."})
    brief = saying("Wo ist mein Paket?", brand=brand, triage=a_triage(language="de", is_served=False))

    first = drafts(brief)[0]

    assert (first.kind, first.parts, first.because) == ("acknowledge", ("Wir antworten auf Englisch.",), "language:de")
    assert guard([first], brief)[0].warnings == ()


def test_sentences_change_with_the_turn_and_are_the_same_for_the_same_brief() -> None:
    brand = msgspec.structs.replace(Brand(), abstain=Sentences(sentences=("First.", "Second.")))
    again = ("customer", "a question"), ("operator", "an answer"), ("customer", "another question")

    assert "First." in text(saying("a question", brand=brand, verdict="abstain"))
    assert "Second." in text(saying(*again, brand=brand, verdict="abstain"))
    assert drafts(saying(*again)) == drafts(saying(*again))


@given(st.integers(0, 2), st.booleans())
def test_nothing_is_said_twice_in_a_conversation_while_there_is_something_else_to_say(turns: int, sends: bool) -> None:
    """An operator who sends each draft as it is, or something else, never gets the same sentence again."""
    choices = ("First one.", "Second one.", "Third one.")
    brand = msgspec.structs.replace(Brand(), abstain=Sentences(sentences=choices))
    said: list[object] = ["a question"]
    told = []
    for _ in range(turns + 1):
        draft = text(saying(*said, brand=brand, verdict="abstain"))
        told.append(next(choice for choice in choices if choice in draft))
        said += [("operator", draft if sends else f"I mean: {told[-1]}"), "another question"]

    assert len(set(told)) == len(told)


def test_two_customers_with_the_same_question_get_the_same_draft_whenever_they_ask() -> None:
    conversation = a_conversation("How long does a refund take?")
    later = msgspec.structs.replace(
        conversation,
        messages=tuple(
            msgspec.structs.replace(message, id="other", sent_at=NOON + timedelta(days=3))
            for message in conversation.messages
        ),
    )

    assert drafts(a_brief(ANSWER, conversation=conversation)) == drafts(a_brief(ANSWER, conversation=later))


def test_what_can_be_sent_without_a_drafter_says_that_somebody_looks_and_why_it_is_so_short() -> None:
    (held,) = holding(a_brief(ANSWER))

    assert (held.kind, held.drafter, held.warnings) == ("acknowledge", "template", (DRAFTER_UNAVAILABLE,))
    assert "asking a colleague" in "".join(held.parts)
    assert holding(a_brief(conversation=a_conversation(("operator", "Hello")))) == ()


@pytest.mark.parametrize("verdict", ["answer", "clarify", "abstain"])
@pytest.mark.parametrize("said", ["refund?", "thanks", "hello", "My order LK-1234567 is late and I want a refund"])
@pytest.mark.parametrize("formality", ["casual", "neutral", "formal"])
def test_everything_that_is_composed_rests_on_something(verdict: str, said: str, formality: str) -> None:
    conversation = a_conversation(said, entities=(an_entity(),), customer=a_customer())
    brief = a_brief(
        STEPS,
        ANSWER,
        verdict=verdict,
        triage=a_triage("angry"),
        tone=Tone(formality=formality, warmth="warm"),
        conversation=conversation,
        restatement=restate(conversation.messages),
        known=(a_fact("delivery_status", "in transit"),),
    )
    known = msgspec.structs.replace(conversation, context=brief.known)

    for sketch in drafts(brief):
        (guarded,) = guard([sketch], msgspec.structs.replace(brief, conversation=known))
        assert guarded.warnings == sketch.warnings
        assert len(guarded.traces) == len(sketch.parts)
