"""What holds for every procedure."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.suggest.procedures.procedures import Answer, Procedure, Step, broken_rules
from tests.strategies import procedures

replace = msgspec.structs.replace


@given(procedures())
def test_a_whole_procedure_breaks_no_rule(procedure: Procedure) -> None:
    assert list(broken_rules(procedure)) == []


def without_the_end(procedure: Procedure) -> Procedure:
    return replace(procedure, steps=tuple(step for step in procedure.steps if step.kind != "end"))


def with_the_same_step_twice(procedure: Procedure) -> Procedure:
    return replace(procedure, steps=(*procedure.steps, procedure.steps[0]))


def with_an_island(procedure: Procedure) -> Procedure:
    return replace(procedure, steps=(*procedure.steps, Step(id="island", kind="end", say="x", outcome="resolved")))


def with_a_way_back(procedure: Procedure) -> Procedure:
    back = Answer(label="again", next=procedure.start)
    first = procedure.first_step
    steps = [replace(step, answers=(*step.answers, back)) if step == first else step for step in procedure.steps]
    return replace(procedure, steps=tuple(steps))


def without_outcomes(procedure: Procedure) -> Procedure:
    return replace(procedure, steps=tuple(replace(step, outcome=None) for step in procedure.steps))


def without_answers(procedure: Procedure) -> Procedure:
    return replace(procedure, steps=tuple(replace(step, answers=()) for step in procedure.steps))


def starting_nowhere(procedure: Procedure) -> Procedure:
    return replace(procedure, start="nowhere")


@pytest.mark.parametrize(
    ("plant", "rule"),
    [
        (without_the_end, "no step is called"),
        (with_the_same_step_twice, "used twice"),
        (with_an_island, "step island cannot be reached"),
        (with_a_way_back, "round in a circle"),
        (without_outcomes, "without an outcome"),
        (without_answers, "leads nowhere"),
        (starting_nowhere, "where it starts"),
    ],
)
@given(data=st.data())
def test_a_planted_fault_is_found(plant: Callable[[Procedure], Procedure], rule: str, data: st.DataObject) -> None:
    procedure = plant(data.draw(procedures()))

    assert any(rule in broken for broken in broken_rules(procedure))
