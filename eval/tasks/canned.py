"""Is the reply that an operator picked offered first, before they type and while they do, after so many picks?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from msgspec import Struct

from copilot.encoding.reading import Matrix
from copilot.suggest.canned.picks import Pick, PickMemory
from copilot.suggest.canned.replies import CannedReplies, canned_text
from copilot.suggest.canned.situation import Situation, codes_of, situation
from copilot.suggest.request import Conversation
from eval.dataset import Part
from eval.datasets.star import Choice, Star
from eval.measures.clusters import clustered, ratio
from eval.report import Row, Section, Table
from eval.subject import Track

NAME: Final = "canned"
CURVE: Final = "learning"
_POINTS: Final = (0, 10, 100, 1_000, 10_000)
_NOBODY: Final = Conversation(messages=(), customer=None, query=None, instruction=None, entities=())
_MISSED: Final = 1_000
_CURVE_DIALOGUES: Final = 250

Embed: TypeAlias = Callable[[Sequence[str]], Matrix]


class Setting(Struct, frozen=True, kw_only=True):
    """What is given: the typed text, and what other systems say."""

    is_typed: bool
    has_known: bool

    @property
    def name(self) -> str:
        """For tables."""
        known = ", with facts of other systems" if self.has_known else ""
        return f"{'typed' if self.is_typed else 'nothing typed'}{known}"


class Ranked(Struct, frozen=True, kw_only=True):
    """Where the picked reply came, from 1, among all replies and among those of the dialogue's tasks."""

    choice: Choice
    among_all: int
    among_task: int


_SETTINGS: Final = tuple(
    Setting(is_typed=is_typed, has_known=has_known) for is_typed in (True, False) for has_known in (False, True)
)


class Desk:
    """The service's own ranking over the replies of a data set."""

    def __init__(self, star: Star, learnt: Sequence[Choice], embed: Embed) -> None:
        self._star = star
        self._pools = star.pools_after(learnt)
        texts = sorted({text for choice in star.choices for text in _texts(choice)})
        self._vectors = dict(zip(texts, embed(texts), strict=True))
        self._replies = embed([canned_text(reply) for reply in star.replies])

    def taught(self, choices: Sequence[Choice], *, has_known: bool) -> CannedReplies:
        """The replies after these picks."""
        canned = CannedReplies(self._star.replies, self._replies, PickMemory(self._replies.shape[1]))
        canned.picks.learn(
            Pick(
                suggestion_id=str(number),
                canned_id=choice.picked,
                is_rejected=False,
                codes=codes_of(self._situation(choice, Setting(is_typed=True, has_known=has_known))),
            )
            for number, choice in enumerate(choices)
        )
        return canned

    def ranked(self, choice: Choice, canned: CannedReplies, setting: Setting) -> Ranked:
        """Where the picked reply comes; one that is not offered comes after all."""
        now = self._situation(choice, setting)
        vector = self._vector(choice.typed if setting.is_typed and choice.typed else choice.turns[-1])
        offered = [item.reply.id for item in canned.rank(vector, _NOBODY, len(canned.replies), now)]
        pool = frozenset[str]().union(*(self._pools.get(task, ()) for task in choice.tasks))
        return Ranked(
            choice=choice,
            among_all=_place(choice.picked, offered),
            among_task=_place(choice.picked, [reply for reply in offered if reply in pool]),
        )

    def _situation(self, choice: Choice, setting: Setting) -> Situation:
        return situation(
            self._replies.shape[1],
            customer=[self._vector(turn) for turn in choice.turns],
            operator=[self._vector(text) for text in choice.said],
            typed=self._vector(choice.typed) if setting.is_typed and choice.typed else None,
            known=self._vector(choice.known) if setting.has_known and choice.known else None,
        )

    def _vector(self, text: str) -> Matrix:
        vector: Matrix = self._vectors[text]
        return vector


def run(name: str, star: Star, part: Part, embed: Embed, track: Track[Choice]) -> Section:
    """Learn from some dialogues, and rank the replies for each pick of the others.

    Raises:
        InvalidInput: there is nothing to learn from or to measure on.
    """
    learnt, asked = star.split(part)
    asked = [choice for choice in asked if choice.turns]
    desk = Desk(star, learnt, embed)
    found: dict[Setting, list[Ranked]] = {}
    for setting in _SETTINGS:
        canned = desk.taught(learnt, has_known=setting.has_known)
        found[setting] = [desk.ranked(one, canned, setting) for one in track(asked, f"{NAME}: {setting.name}")]
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(title="all replies", rows=tuple(_rows(found, lambda one: one.among_all)), note=_note(star, learnt)),
            Table(title="replies of the dialogue's tasks", rows=tuple(_rows(found, lambda one: one.among_task))),
            Table(title=CURVE, rows=tuple(_curve(desk, learnt, asked, track)), note="all replies, without facts"),
        ),
        items=tuple(_item(one) for one in found[_SETTINGS[0]]),
    )


def _note(star: Star, learnt: Sequence[Choice]) -> str:
    return f"{len(star.replies)} replies, {len(learnt)} picks learnt from"


def _rows(found: Mapping[Setting, Sequence[Ranked]], place: Callable[[Ranked], int]) -> Iterator[Row]:
    for setting, ranked in found.items():
        yield _row(setting.name, [(one.choice.dialogue, place(one)) for one in ranked])
    shown = [(one.choice.dialogue, _place(one.choice.picked, one.choice.offered)) for one in found[_SETTINGS[0]]]
    yield _row("what the study's tool showed", shown)


def _curve(desk: Desk, learnt: Sequence[Choice], asked: Sequence[Choice], track: Track[Choice]) -> Iterator[Row]:
    """After the first so many picks, of dialogues in an order drawn once; measured on some of the dialogues."""
    measured = sorted({choice.dialogue for choice in asked})[:_CURVE_DIALOGUES]
    asked = [choice for choice in asked if choice.dialogue in frozenset(measured)]
    order = np.random.default_rng(0).permutation(sorted({choice.dialogue for choice in learnt})).tolist()
    turn = {dialogue: place for place, dialogue in enumerate(order)}
    shuffled = sorted(learnt, key=lambda choice: turn[choice.dialogue])
    for picks in (*(point for point in _POINTS if point < len(learnt)), len(learnt)):
        canned = desk.taught(shuffled[:picks], has_known=False)
        for setting in (one for one in _SETTINGS if not one.has_known):
            ranked = [desk.ranked(choice, canned, setting) for choice in track(asked, f"{NAME}: {picks} picks")]
            yield _row(f"{picks} picks, {setting.name}", [(one.choice.dialogue, one.among_all) for one in ranked])


def _row(name: str, places: Sequence[tuple[int, int]]) -> Row:
    return Row(
        name=name,
        n=len(places),
        figures={
            "first": clustered(((owner, (place <= 1, 1)) for owner, place in places), ratio),
            "first three": clustered(((owner, (place <= 3, 1)) for owner, place in places), ratio),
        },
    )


def _place(picked: str, offered: Sequence[str]) -> int:
    return offered.index(picked) + 1 if picked in offered else _MISSED


def _texts(choice: Choice) -> Iterator[str]:
    yield from filter(None, (*choice.turns, *choice.said, choice.typed, choice.known))


def _item(one: Ranked) -> Mapping[str, Any]:
    return {"dialogue": one.choice.dialogue, "picked": one.choice.picked, "place": one.among_all}
