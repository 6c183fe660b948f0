"""What the operator should do next."""

from __future__ import annotations

import pytest

from copilot.suggest.next_steps import next_steps
from copilot.suggest.procedures.following import Position
from copilot.suggest.procedures.procedures import Answer, Procedure, Step
from copilot.types import Escalation, Urgency
from tests.examples import a_conversation, a_triage, an_entity

LONG = Step(id="a", kind="ask", say="Is it " + "really " * 60)
COLOUR = Step(
    id="b", kind="ask", say="Which colour?", answers=(Answer(label="Red", next="c"), Answer(label="No light", next="d"))
)
SOLVED = Step(id="c", kind="end", say="Good, it shines.", outcome="resolved")
HANDED_OVER = Step(id="d", kind="end", say="A colleague will help.", outcome="escalate", target="specialist")
PROCEDURE = Procedure(id="p", title="Lamp", when=("dark",), start="a", steps=(LONG, COLOUR, SOLVED, HANDED_OVER))
DANGER = Escalation(recommended=True, target="security", reasons=("account_takeover", "angry"))


def a_position(step: Step = LONG, **fields: bool) -> Position:
    return Position(procedure=PROCEDURE, step=step, **fields)


def test_an_ordinary_question_needs_no_next_step() -> None:
    assert next_steps(a_conversation("Hi"), a_triage(), None) == ()


def test_the_most_pressing_step_comes_first() -> None:
    conversation = a_conversation("Hi", entities=(an_entity(),))

    steps = next_steps(conversation, a_triage(escalation=DANGER), a_position())

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
    (step,) = next_steps(a_conversation("Hi"), a_triage(), a_position())

    assert step.label.startswith("Lamp: Is it really")
    assert step.label.endswith("really…")
    assert len(step.label) <= 300


@pytest.mark.parametrize(
    ("step", "is_new", "action", "label"),
    [
        (COLOUR, True, "start_procedure", "Lamp: Which colour?"),
        (COLOUR, False, "continue_procedure", "Lamp: Which colour?"),
        (SOLVED, False, "finish_procedure", "Lamp: Good, it shines."),
        (HANDED_OVER, False, "escalate", "Hand over to specialist: the end of Lamp"),
    ],
)
def test_a_procedure_starts_goes_on_and_ends(step: Step, is_new: bool, action: str, label: str) -> None:
    (found,) = next_steps(a_conversation("Hi"), a_triage(), a_position(step, is_new=is_new))

    assert (found.action, found.label) == (action, label)


def test_a_question_that_was_not_answered_is_asked_with_its_choices() -> None:
    (found,) = next_steps(a_conversation("Hm"), a_triage(), a_position(COLOUR, is_new=False, asks_again=True))

    assert found.label == "Lamp: Which colour? (Red / No light)"


def test_a_handover_that_triage_asks_for_is_not_named_twice() -> None:
    steps = next_steps(a_conversation("Hi"), a_triage(escalation=DANGER), a_position(HANDED_OVER, is_new=False))

    assert [step.label for step in steps] == ["Hand over to security: account takeover, angry"]


def test_a_language_that_the_brand_does_not_serve_is_named_with_those_that_it_does() -> None:
    triage = a_triage(language="de", is_served=False)

    (step,) = next_steps(a_conversation("Hallo"), triage, None, ("en", "fr"))

    assert step.action == "language_not_served"
    assert "writes in de" in step.label
    assert "answers in en, fr" in step.label
