"""What the customer said, restated for them to confirm."""

from __future__ import annotations

import pytest

from copilot.suggest.brief import Brief
from copilot.suggest.composing.kinds.paraphrase import paraphrase
from copilot.suggest.guard.guard import guard
from copilot.suggest.paraphrase.restatement import restate
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, a_hit, a_triage, text_of

STORY = "My order LK-1234567 arrived broken on Monday. I want a replacement."


def saying(*texts: object, verdict: str = "abstain", **fields: object) -> Brief:
    conversation = a_conversation(*texts)
    hits = (a_hit("A refund takes 5 days."),)
    return a_brief(
        *hits, conversation=conversation, restatement=restate(conversation.messages), verdict=verdict, **fields
    )


def test_a_problem_is_said_back_in_the_second_person_and_asked_to_be_confirmed() -> None:
    said = text_of(paraphrase(saying(STORY)))

    assert said.startswith("Hello,\n\nLet me check that I've understood you. ")
    assert "our order LK-1234567 arrived broken on Monday" in said
    assert "you want a replacement" in said.lower()
    assert said.endswith("Is that right?")


def test_each_fact_says_where_it_was_told() -> None:
    brief = saying(STORY)

    facts = paraphrase(brief).facts

    assert [(fact.message_id, STORY[fact.start : fact.end]) for fact in facts] == [
        ("m1", "My order LK-1234567 arrived broken on Monday"),
        ("m1", "I want a replacement"),
    ]


@pytest.mark.parametrize("formality", ["casual", "neutral", "formal"])
@pytest.mark.parametrize(
    "said", [STORY, "I don't see my refund of 20 € and I can't sign in", "The lamp is dark, so I didn't use it"]
)
def test_every_sentence_rests_on_the_conversation_or_is_approved(said: str, formality: str) -> None:
    brief = saying(said, tone=Tone(formality=formality))

    (found,) = guard([paraphrase(brief)], brief)

    assert found.warnings == ()
    assert {trace.support for trace in found.traces} == {"template", "conversation"}
    assert {trace.message_id for trace in found.traces if trace.support == "conversation"} == {"m1"}


@pytest.mark.parametrize(
    "said", ["How long does a refund take?", "How long does a refund take, and where do I see it?"]
)
def test_questions_that_are_answered_need_no_confirmation(said: str) -> None:
    assert paraphrase(saying(said, verdict="answer")) is None


@pytest.mark.parametrize("said", ["ok", "yes", "It is blue", "👍", ""])
def test_a_word_or_two_need_none_either(said: str) -> None:
    assert paraphrase(saying(said)) is None


def test_an_upset_customer_is_understood_first() -> None:
    said = text_of(paraphrase(saying("Hi", ("operator", "x"), STORY, triage=a_triage("angry"))))

    assert said.startswith("I'm sorry. I understand that you're angry about this.\n\n")


@pytest.mark.parametrize(
    "said",
    [
        "My order arrived broken and my card is <CREDIT_CARD_1>",
        "I can't sign in, my password is <PASSWORD_1>",
        "My code <ONE_TIME_CODE_1> does not work and I want my money back",
    ],
)
@pytest.mark.parametrize("channel", ["chat", "email", "social"])
def test_a_secret_is_never_said_back(said: str, channel: str) -> None:
    assert paraphrase(saying(said, channel=channel)) is None


@pytest.mark.parametrize(
    "said",
    [STORY, "I live at <ADDRESS_1> and my parcel has not arrived", "My lamp is broken and I am at <EMAIL_ADDRESS_1>"],
)
def test_nothing_personal_is_said_back_where_everybody_reads(said: str) -> None:
    assert paraphrase(saying(said, channel="social")) is None
    assert paraphrase(saying(said, channel="chat")) is not None


def test_what_is_not_personal_may_be_said_everywhere() -> None:
    assert paraphrase(saying("My lamp arrived broken on Monday. I want a replacement.", channel="social")) is not None
