"""A procedure that ends in a handover."""

from __future__ import annotations

import pytest

from copilot.suggest.handover import PROCEDURE_ENDED, with_branch_end
from copilot.suggest.procedures.following import Position
from copilot.suggest.procedures.procedures import Procedure, Step
from copilot.suggest.spoken import spoken
from copilot.types import Escalation, Triage
from tests.examples import a_conversation, a_triage
from tests.fakes import a_listener

SAID = a_conversation("My lamp has been dark since Monday", ("operator", "Reset it."), "It is still dark")
LEGAL = Escalation(recommended=True, target="legal", reasons=("legal_threat",))


def ended(step: Step | None, triage: Triage) -> Triage:
    procedure = Procedure(id="p", title="Lamp", when=("dark",), start="a", steps=(step,)) if step else None
    position = Position(procedure=procedure, step=step, is_new=False) if step and procedure else None
    return with_branch_end(triage, position, SAID, a_listener().hear(spoken(SAID, shares_encoder=False)))


@pytest.mark.parametrize(
    ("target", "before", "expected", "reasons"),
    [
        ("security", Escalation(), "security", (PROCEDURE_ENDED,)),
        (None, Escalation(), "specialist", (PROCEDURE_ENDED,)),
        ("security", LEGAL, "legal", ("legal_threat", PROCEDURE_ENDED)),
    ],
)
def test_a_branch_that_ends_in_a_handover_recommends_it_and_what_was_recommended_before_stays_first(
    target: str | None, before: Escalation, expected: str, reasons: tuple[str, ...]
) -> None:
    step = Step(id="a", kind="end", say="A colleague will help.", outcome="escalate", target=target)

    advice = ended(step, a_triage(escalation=before)).escalation

    assert (advice.recommended, advice.target, advice.reasons) == (True, expected, reasons)


def test_the_colleague_is_told_what_it_is_about_and_why() -> None:
    step = Step(id="a", kind="end", say="A colleague will help.", outcome="escalate", target="specialist")

    handoff = ended(step, a_triage()).escalation.handoff

    assert [line.part for line in handoff] == ["issue", "next_step"]
    assert handoff[0].text == "My lamp has been dark since Monday"
    assert handoff[1].text == "Hand over to specialist: procedure ended"


@pytest.mark.parametrize(
    "step",
    [
        None,
        Step(id="a", kind="ask", say="Is it plugged in?"),
        Step(id="a", kind="end", say="Good.", outcome="resolved"),
    ],
)
def test_anything_else_changes_nothing(step: Step | None) -> None:
    assert ended(step, a_triage(escalation=LEGAL)) == a_triage(escalation=LEGAL)
