"""The grounded answer."""

from __future__ import annotations

import msgspec
import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.brief import Brief
from copilot.suggest.composing.kinds.reply import from_procedure, reply
from copilot.suggest.guard.guard import guard
from copilot.suggest.procedures.following import Position
from copilot.suggest.procedures.procedures import Answer, Procedure, Step
from copilot.suggest.voice import Closing, Sentences
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, a_customer, a_fact, a_hit, a_triage, an_answer, text_of

ANSWER = a_hit("A refund takes 5 days. PayPal is faster.")
STEPS = a_hit("Reset it like this:\n\n1. Hold the button.\n2. Let go.", scores=(0.2, 0.8, 0.8))
QUESTION = "Is there anything else I can help you with?"
TRY_THAT = "Please try that and tell me what you see."
LATER = (("customer", "Hi"), ("operator", "Hello"), ("customer", "How long does a refund take?"))
STEP = Step(
    id="a", kind="ask", say="Is it plugged in?", answers=(Answer(label="Yes", next="a"), Answer(label="No", next="a"))
)
PROCEDURE = Procedure(id="lamp", title="Lamp", when=("dark",), start="a", steps=(STEP,))


def text(brief: Brief) -> str:
    found = reply(brief)
    assert found is not None
    return text_of(found)


def saying(*texts: object, **fields: object) -> Brief:
    return a_brief(ANSWER, conversation=a_conversation(*texts), **fields)


def test_an_answer_is_greeting_quotes_and_closing_question() -> None:
    assert text(a_brief(ANSWER)) == f"Hello,\n\nA refund takes 5 days. PayPal is faster.\n\n{QUESTION}"


@pytest.mark.parametrize(
    ("channel", "is_thanked"), [("chat", True), ("email", True), ("social", False)], ids=["chat", "email", "social"]
)
def test_a_warm_answer_begins_with_a_word_of_thanks_where_nobody_has_answered_yet(
    channel: str, *, is_thanked: bool
) -> None:
    warm = {"tone": Tone(warmth="warm"), "channel": channel}

    assert ("Thanks for getting in touch." in text(a_brief(ANSWER, **warm))) is is_thanked
    assert "Thanks for getting in touch." not in text(saying(*LATER, **warm))


def test_a_cool_answer_has_neither_thanks_nor_a_closing_question() -> None:
    assert text(a_brief(ANSWER, tone=Tone(warmth="cool"))) == "Hello,\n\nA refund takes 5 days. PayPal is faster."


@pytest.mark.parametrize("behind", ["It blinks twice then.", "It is blue. It is round."])
def test_behind_steps_comes_what_to_do_with_them_and_nothing_else_is_asked(behind: str) -> None:
    hit = a_hit(f"1. Hold the button.\n2. Let go.\n\n{behind}", scores=(0.8, 0.8, 0.8))

    assert text(a_brief(hit)).endswith(TRY_THAT)
    assert QUESTION not in text(a_brief(hit))


def test_steps_come_on_lines_of_their_own() -> None:
    assert text(a_brief(STEPS)) == f"Hello,\n\n1. Hold the button.\n2. Let go.\n\n{TRY_THAT}"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("E42 | It is cold | Warm it up.", "E42: It is cold; Warm it up."),
        ("E42 | It is cold.", "E42: It is cold."),
        ("E42 | Is it cold? | Is it wet?", "E42: Is it cold?; Is it wet?"),
    ],
)
def test_a_row_is_said_as_a_sentence(row: str, sentence: str) -> None:
    brief = a_brief(a_hit(f"Code | Meaning | Do\n{row}"), conversation=a_conversation("E42?"))

    assert f"\n\n{sentence}\n\n" in text(brief)


def test_the_operators_own_query_says_which_row_is_meant() -> None:
    rows = a_hit("Code | Meaning\nE42 | It is cold.\nE43 | It is hot.")

    assert "E43: It is hot." in text(a_brief(rows, conversation=a_conversation("it blinks", query="E43")))


@pytest.mark.parametrize(
    ("formality", "beginning", "end"),
    [
        ("formal", "Dear <PERSON_1>,\n\n", "May I help you with anything else?"),
        ("neutral", "Hello <PERSON_1>,\n\n", QUESTION),
        ("casual", "Hi <PERSON_1>,\n\n", "Anything else?"),
    ],
)
def test_the_customer_is_greeted_by_placeholder_in_the_tone_that_was_asked_for(
    formality: str, beginning: str, end: str
) -> None:
    asked = a_conversation("refund?", customer=a_customer())
    said = text(a_brief(ANSWER, conversation=asked, tone=Tone(formality=formality)))

    assert said.startswith(beginning)
    assert said.endswith(end)


def test_the_customers_name_is_said_once() -> None:
    brand = msgspec.structs.replace(Brand(), acknowledge=Sentences(sentences=("Thanks for writing, {name}.",)))
    brief = a_brief(
        ANSWER,
        conversation=a_conversation("refund?", customer=a_customer()),
        tone=Tone(warmth="warm"),
        brand=brand,
    )

    assert text(brief).startswith("Hello <PERSON_1>,\n\nThanks for writing.\n\n")
    assert guard([reply(brief)], brief)[0].warnings == ()


def test_only_the_first_answer_in_a_chat_greets() -> None:
    assert text(saying(*LATER)).startswith("A refund")
    assert text(saying(*LATER, channel="email")).startswith("Hello,")


@pytest.mark.parametrize(
    ("sign_off", "formality", "ending"),
    [
        ({"email": "Yours, {name}"}, "neutral", "\n\nYours, <PERSON_1>"),
        ({"email": "Best regards,\n{operator}\nLarkwell"}, "neutral", "\n\nBest regards,\nLarkwell"),
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
    assert guard([reply(brief)], brief)[0].warnings == ()


@pytest.mark.parametrize("level", ["frustrated", "angry"])
def test_an_upset_customer_is_understood_before_anything_is_explained(level: str) -> None:
    said = text(saying(*LATER, triage=a_triage(level), tone=Tone(warmth="warm")))

    assert said.startswith("I'm sorry")
    assert said.index("I'm sorry") < said.index("A refund takes 5 days.")
    assert "Thanks for getting in touch." not in said


def test_what_is_known_of_this_case_comes_before_what_holds_for_everybody() -> None:
    brief = a_brief(ANSWER, known=(a_fact("delivery status", "in transit"), a_fact("carrier", "Postly")))

    said = text(brief)

    assert "Your delivery status is in transit. Your carrier is Postly.\n\nA refund" in said


def test_a_fact_alone_is_an_answer_and_says_so() -> None:
    found = reply(a_brief(known=(a_fact("delivery status", "in transit"),)))

    assert found.because == "context"
    assert reply(a_brief()) is None


def test_every_question_is_answered_in_its_order_and_nothing_twice() -> None:
    delivery = a_hit("Delivery takes 2 days.", "delivery#1")
    answers = (
        an_answer(ANSWER, question="How long does a refund take?"),
        an_answer(delivery, question="How long does delivery take?"),
        an_answer(ANSWER, question="When is my refund there?"),
    )

    found = reply(a_brief(ANSWER, delivery, answers=answers))

    assert found.because == "several_questions"
    assert text_of(found).count("A refund takes 5 days.") == 1
    assert text_of(found).index("A refund") < text_of(found).index("Delivery takes")


def test_the_row_of_a_way_of_payment_that_another_system_knows_comes_first() -> None:
    table = a_hit("A refund takes 7 days.\n\nPaid with | There in\nVisa | 7 days\nPayPal | 2 days")
    conversation = a_conversation("How long does a refund take?", context=(a_fact("payment method", "PayPal"),))

    said = text(a_brief(table, conversation=conversation))

    assert said.index("PayPal: 2 days.") < said.index("A refund takes 7 days.")
    assert "Visa" not in said


@pytest.mark.parametrize(
    ("channel", "said", "is_cautioned"),
    [
        ("social", "where is LW-20418833, refund?", True),
        ("social", "I am <EMAIL_ADDRESS_1>, refund?", True),
        ("social", "How long does a refund take?", False),
        ("chat", "where is LW-20418833, refund?", False),
    ],
)
def test_who_writes_a_number_where_everybody_reads_is_asked_not_to(
    channel: str, said: str, *, is_cautioned: bool
) -> None:
    written = text(saying(said, channel=channel))

    assert ("only in a private message" in written) is is_cautioned
    assert (QUESTION in written) is not is_cautioned


@pytest.mark.parametrize("asks_again", [False, True])
def test_the_step_of_a_procedure_is_said_word_for_word_with_its_choices_if_asked_again(asks_again: bool) -> None:
    brief = a_brief(position=Position(procedure=PROCEDURE, step=STEP, asks_again=asks_again, is_new=False))

    found = from_procedure(brief)

    assert found.because == "procedure:lamp"
    assert text_of(found) == "Hello,\n\nIs it plugged in?" + "\n\n- Yes\n- No" * asks_again
    assert from_procedure(a_brief()) is None
