"""What the operator should do next."""

from __future__ import annotations

import pytest

from copilot.suggest.next_steps import next_steps
from copilot.suggest.procedures import Procedure, Step
from copilot.types import Escalation, Urgency
from tests.examples import a_conversation, a_triage, an_entity

PROCEDURE = Procedure(
    id="p", title="Lamp", when=("dark",), start="a", steps=(Step(id="a", kind="ask", say="Is it " + "really " * 60),)
)
DANGER = Escalation(recommended=True, target="security", reasons=("account_takeover", "angry"))


def test_an_ordinary_question_needs_no_next_step() -> None:
    assert next_steps(a_conversation("Hi"), a_triage(), None) == ()


def test_the_most_pressing_step_comes_first() -> None:
    conversation = a_conversation("Hi", entities=(an_entity(),))

    steps = next_steps(conversation, a_triage(escalation=DANGER), PROCEDURE)

    assert [step.action for step in steps] == ["escalate", "steer_payment", "start_procedure"]


@pytest.mark.parametrize(("urgency", "minutes"), [("critical", 15), ("high", None)])
def test_a_hand_over_names_who_and_why_and_is_due_soon_if_it_is_critical(urgency: Urgency, minutes: int | None) -> None:
    (step,) = next_steps(a_conversation("Hi"), a_triage(urgency=urgency, escalation=DANGER), None)

    assert step.label == "Hand over to security: account takeover, angry"
    assert step.due_in_minutes == minutes


@pytest.mark.parametrize(("kind", "count"), [("CVV", 1), ("CARD_EXPIRY", 1), ("EMAIL_ADDRESS", 0)])
def test_only_card_data_calls_for_a_word_about_payment(kind: str, count: int) -> None:
    assert len(next_steps(a_conversation("Hi", entities=(an_entity(kind),)), a_triage(), None)) == count


def test_a_long_first_step_is_cut_between_words() -> None:
    (step,) = next_steps(a_conversation("Hi"), a_triage(), PROCEDURE)

    assert step.label.startswith("Lamp: Is it really")
    assert step.label.endswith("really…")
    assert len(step.label) <= 300


def test_a_language_that_the_brand_does_not_serve_is_named_with_those_that_it_does() -> None:
    triage = a_triage(language="de", is_served=False)

    (step,) = next_steps(a_conversation("Hallo"), triage, None, ("en", "fr"))

    assert step.action == "language_not_served"
    assert "writes in de" in step.label
    assert "answers in en, fr" in step.label
