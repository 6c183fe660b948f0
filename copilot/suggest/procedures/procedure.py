"""A branching procedure: its steps and answers, read from a folder and checked."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from copilot.errors import CorpusInvalid
from copilot.frontmatter import load_yaml
from copilot.types import EscalationTarget, Fault


class Answer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a customer may answer, in their words, and the step that follows."""

    label: str
    next: str
    match: tuple[str, ...] = ()


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`ask` a question, have something `do`ne, or `end`; `say` can be sent word for word."""

    id: str
    kind: Literal["ask", "do", "end"]
    say: str
    answers: tuple[Answer, ...] = ()
    outcome: Literal["resolved", "escalate"] | None = None
    target: EscalationTarget | None = None


class Procedure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tree of steps; `when` are ways in which customers describe what it is for."""

    id: str
    title: str
    when: tuple[str, ...]
    start: str
    steps: tuple[Step, ...]
    category: str = "general"
    article: str | None = None

    @property
    def first_step(self) -> Step:
        """Where it starts."""
        return next(step for step in self.steps if step.id == self.start)


def read_procedures(folder: Path) -> tuple[Procedure, ...]:
    """The procedures in `folder/procedures/`, ordered by file name.

    Raises:
        CorpusInvalid: every fault, with the file.
    """
    procedures: list[Procedure] = []
    faults: list[Fault] = []
    for path in sorted((folder / "procedures").glob("*.yaml")):
        name = f"procedures/{path.name}"
        try:
            procedure = _read(path, name)
        except CorpusInvalid as error:
            faults.extend(error.faults)
            continue
        faults.extend(Fault(path=name, rule=rule) for rule in broken_rules(procedure))
        if any(procedure.id == other.id for other in procedures):
            faults.append(Fault(path=name, rule=f"the id {procedure.id} is used twice"))
        procedures.append(procedure)
    if faults:
        raise CorpusInvalid(f"the procedures have {len(faults)} fault(s)", faults=tuple(faults))
    return tuple(procedures)


def _read(path: Path, name: str) -> Procedure:
    try:
        return msgspec.convert(load_yaml(path.read_text(encoding="utf-8"), name), Procedure)
    except msgspec.ValidationError as error:
        raise CorpusInvalid(f"{name}: {error}", faults=(Fault(path=name, rule=str(error)),)) from None
    except (OSError, UnicodeDecodeError):
        rule = "the file cannot be read as UTF-8 text"
        raise CorpusInvalid(f"{name}: {rule}", faults=(Fault(path=name, rule=rule),)) from None


def broken_rules(procedure: Procedure) -> Iterator[str]:
    """What is wrong with a procedure's tree, a sentence each; nothing if each step leads to an end."""
    steps = {step.id: step for step in procedure.steps}
    if len(steps) < len(procedure.steps):
        yield "a step id is used twice"
    edges = {step.id: {answer.next for answer in step.answers} for step in procedure.steps}
    missing = sorted({target for targets in edges.values() for target in targets} - set(steps))
    yield from (f"no step is called {name}" for name in missing)
    if procedure.start not in steps:
        yield f"no step is called {procedure.start}, where it starts"
        return
    yield from (f"step {name} cannot be reached" for name in sorted(set(steps) - _reachable(procedure.start, edges)))
    yield from (f"step {step.id} leads nowhere" for step in procedure.steps if step.kind != "end" and not step.answers)
    ends = [step for step in procedure.steps if step.kind == "end"]
    yield from (f"step {step.id} ends without an outcome" for step in ends if not step.outcome)
    yield from (f"step {step.id} ends but has answers" for step in ends if step.answers)
    try:
        TopologicalSorter(edges).prepare()
    except CycleError:
        yield "the steps go round in a circle"


def _reachable(start: str, edges: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(edges.get(name, ()))
    return seen
