"""A shift of a desk, played through: who waits how long when the queue is ordered our way, and in others?"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
from msgspec import Struct

from copilot.settings import QueueSettings
from copilot.triage.queue import Waiting, order, target_seconds
from copilot.types import Standing, Urgency
from eval.measures.interval import SEED
from eval.report import Figure, Row, Section, Table

NAME: Final = "queue"

_START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
_SHARES: Final[Mapping[Urgency, float]] = {"low": 0.15, "normal": 0.6, "high": 0.2, "critical": 0.05}
_ANSWER_SECONDS: Final = 75.0
_PAUSE_SECONDS: Final = 90.0
_TURNS: Final = (2, 9)


class Shift(Struct, frozen=True, kw_only=True):
    """How much comes in, and who is there for it; an operator answers one message at a time.

    The default keeps the operators busy for about nine tenths of the time.
    """

    operators: int = 30
    customers: int = 400
    hours: float = 1.6


class Answer(Struct, frozen=True, kw_only=True):
    """One answer: how long it was waited for, in seconds and in shares of the target."""

    customer: int
    urgency: Urgency
    waited: float
    share: float


class Case(Struct, kw_only=True):
    """A customer in the simulation; changes as it goes on."""

    number: int
    urgency: Urgency
    turns_left: int
    since: float
    is_answered: bool = False


Pick = Callable[[Sequence[Case], float], Case]
"""Who is answered next, of those who wait, at a second of the shift."""


RUSH: Final = Shift(hours=0.5)
"""Far more than the operators can answer: whoever can be starved is starved here."""


def run(shift: Shift, settings: QueueSettings) -> Section:
    """The same customers under three orders; every one is answered to the end of the last conversation."""
    ways: dict[str, Pick] = {
        "copilot": lambda waiting, now: _ours(waiting, now, settings),
        "first come, first served": lambda waiting, _: min(waiting, key=lambda one: (one.since, one.number)),
        "by urgency alone": lambda waiting, _: min(waiting, key=lambda one: (-_rank(one), one.since, one.number)),
    }
    played = {name: list(play(shift, pick, settings)) for name, pick in ways.items()}
    return Section(
        task=NAME,
        dataset=f"{shift.operators} operators, {shift.customers} customers in {shift.hours:g} h",
        tables=tuple(
            Table(title=name, rows=tuple(_rows(answers)), note="seconds until an answer; breach: later than the target")
            for name, answers in played.items()
        ),
        items=tuple({"order": name, "answers": len(answers)} for name, answers in played.items()),
    )


def play(shift: Shift, pick: Pick, settings: QueueSettings) -> Iterator[Answer]:
    """Every answer of a shift, seeded: arrivals and answering times are exponential, turns uniform."""
    generator = np.random.default_rng(SEED)
    coming = _arrivals(shift, generator)
    free = [0.0] * shift.operators
    heapq.heapify(free)
    waiting: list[Case] = []
    while coming or waiting:
        now = max(heapq.heappop(free), coming[0][0] if coming and not waiting else 0.0)
        while coming and coming[0][0] <= now:
            waiting.append(heapq.heappop(coming)[2])
        case = pick(waiting, now)
        waiting.remove(case)
        yield _answer(case, now, settings)
        done = now + float(generator.exponential(_ANSWER_SECONDS))
        heapq.heappush(free, done)
        _go_on(case, done + float(generator.exponential(_PAUSE_SECONDS)), coming)


def _go_on(case: Case, again_at: float, coming: list[tuple[float, int, Case]]) -> None:
    case.is_answered = True
    case.turns_left -= 1
    if case.turns_left:
        case.since = again_at
        heapq.heappush(coming, (again_at, case.number, case))


def _arrivals(shift: Shift, generator: np.random.Generator) -> list[tuple[float, int, Case]]:
    times = np.sort(generator.uniform(0, shift.hours * 3_600, shift.customers)).tolist()
    kinds = generator.choice(list(_SHARES), shift.customers, p=list(_SHARES.values())).tolist()
    turns = generator.integers(*_TURNS, shift.customers).tolist()
    cases = [
        (at, number, Case(number=number, urgency=kind, turns_left=count, since=at))
        for number, (at, kind, count) in enumerate(zip(times, kinds, turns, strict=True))
    ]
    heapq.heapify(cases)
    return cases


def _answer(case: Case, now: float, settings: QueueSettings) -> Answer:
    waited = now - case.since
    _, target = target_seconds(_waiting(case), settings)
    return Answer(customer=case.number, urgency=case.urgency, waited=waited, share=waited / target)


def _ours(waiting: Sequence[Case], now: float, settings: QueueSettings) -> Case:
    cases = {str(one.number): one for one in waiting}
    first = order([_waiting(one) for one in waiting], _START + timedelta(seconds=now), settings)[0]
    return cases[first.conversation.conversation_id]


def _waiting(case: Case) -> Waiting:
    since = _START + timedelta(seconds=case.since)
    return Waiting(
        conversation_id=str(case.number),
        channel="chat",
        opened_at=since,
        standing=Standing(urgency=case.urgency),
        waiting_since=since,
        answered_at=since if case.is_answered else None,
    )


def _rank(case: Case) -> int:
    return list(_SHARES).index(case.urgency)


def _rows(answers: Sequence[Answer]) -> Iterator[Row]:
    yield _row("all", answers)
    for urgency in reversed(list(_SHARES)):
        group = [one for one in answers if one.urgency == urgency]
        if group:
            yield _row(urgency, group)


def _row(name: str, answers: Sequence[Answer]) -> Row:
    waited = np.array([one.waited for one in answers])
    figures: dict[str, Any] = {
        "median": np.median(waited),
        "p95": np.percentile(waited, 95),
        "longest": waited.max(),
        "breach": np.mean([one.share > 1 for one in answers]),
    }
    return Row(name=name, n=len(answers), figures={key: Figure(value=float(value)) for key, value in figures.items()})
