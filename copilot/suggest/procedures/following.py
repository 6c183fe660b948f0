"""Where a conversation is in a procedure: one turn after the other (pure)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct

from copilot.encoding.reading import Matrix
from copilot.suggest.procedures.branching.evidence import UNASKED, is_elsewhere, takes_back, volunteered
from copilot.suggest.procedures.branching.forest import Forest, Tree
from copilot.suggest.procedures.branching.forks import Bar, Choice, Saying
from copilot.suggest.procedures.procedure import Procedure, Step

_ASKED: Final = Bar(score=0.33)
"""For an answer to a step that the operator proposed. All bars here were chosen on `eval/data/procedures/dev.jsonl`."""
_START: Final = 0.52
"""How well a description must fit a procedure for it to start."""
_SWITCH: Final = 0.56
_OTHER: Final = 0.1
"""To leave one procedure for another, that must fit so well, and so much better than the one that is followed."""

_SAID_HERE: Final = 0.5
_SAID_HERE_MEANT: Final = 0.6
_NEAR: Final = 0.1
"""An operator proposes a step of this procedure with that share of its words, or a message that close in meaning; the
step that is due is a little more likely than the others."""
_CERTAIN: Final = 0.85
"""From there on no other procedure is looked at."""
_SAID: Final = 0.75
_SAID_MEANT: Final = 0.8
"""The same for a step of a procedure that nobody has begun."""


class Taken(Struct, frozen=True, kw_only=True):
    """An answer that was given: the step, the answer's label, and the customer's message that gives it.

    `proposed_in` is the operator's message that proposed the step; None if the customer said so unasked.
    """

    step_id: str
    label: str
    message_id: str
    proposed_in: str | None = None


class Position(Struct, frozen=True, kw_only=True):
    """The step to propose now, and how the conversation came there.

    `asks_again`: what the customer has said last is none of the step's answers; `is_new`: the operator has said nothing
    of the procedure yet.
    """

    procedure: Procedure
    step: Step
    path: tuple[Taken, ...] = ()
    asks_again: bool = False
    is_new: bool = True


def confirmed(position: Position | None, found: AbstractSet[str]) -> Position | None:
    """The position; but a procedure that nobody has begun starts only if its article is among those that were found.

    Of 268 dev questions this leaves 4 wrong starts of 15, and 11 right ones of 13.
    """
    if position is None or not position.is_new or position.procedure.article is None:
        return position
    return position if position.procedure.article in found else None


@dataclass(frozen=True, slots=True, eq=False)
class Burst:
    """What a customer writes in one go; `message_id` is that of the last message."""

    message_id: str
    said: Saying


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """An operator's message: its id, its text's stems, and the vectors (parts, dim) of it and its sentences."""

    message_id: str
    stems: frozenset[str]
    vectors: Matrix


class Walk:
    """What is known after the turns so far; a shallow copy goes on by itself."""

    def __init__(self, forest: Forest) -> None:
        self._forest = forest
        self._tree: Tree | None = None
        self._step = ""
        self._path: tuple[Taken, ...] = ()
        self._proposed: str | None = None
        self._again = False
        self._new = True
        self._evidence: tuple[Burst, ...] = ()
        self._last: Burst | None = None
        self._weighed: frozenset[tuple[str, str]] = frozenset()

    @property
    def position(self) -> Position | None:
        """Where the conversation is now."""
        if self._tree is None:
            return None
        return Position(
            procedure=self._tree.procedure,
            step=self._tree.forks[self._step].step,
            path=self._path,
            asks_again=self._again,
            is_new=self._new,
        )

    def propose(self, message: Proposal) -> None:
        """An operator proposes a step of this procedure or begins another one; when they say its end, it is over."""
        found = self._carried(message)
        if found:
            tree, step = found
            if tree is not self._tree:
                self._begin(tree)
            if step != self._step:
                self._jump(tree, step)
            self._proposed, self._again, self._new = message.message_id, False, False
            if tree.forks[step].step.kind == "end":
                self._leave()
        elif self._tree and self._tree.forks[self._step].step.outcome == "resolved":
            self._leave()

    def hear(self, burst: Burst) -> None:
        """A customer answers, corrects an earlier answer, or turns to something else."""
        self._last = burst
        if self._tree:
            self._weigh(self._tree, burst)
        else:
            self._evidence = (*self._evidence, burst)
            scores = self._forest.starts(burst.said)
            if len(scores) and scores.max() >= _START:
                self._begin(self._forest.trees[int(np.argmax(scores))])
        self._skip()

    def _weigh(self, tree: Tree, burst: Burst) -> None:
        choice = tree.forks[self._step].choice(burst.said)
        if self._corrected(tree, burst, choice):
            return
        if choice and choice.passes(_ASKED if self._proposed else UNASKED):
            if self._proposed is None:
                self._evidence = (*self._evidence, burst)
            self._take(choice, burst.message_id)
            if len(burst.said.vectors) > 1:
                self._turned(tree, burst)
        elif not self._turned(tree, burst):
            self._evidence = (*self._evidence, burst)
            self._again = self._proposed is not None

    def _begin(self, tree: Tree) -> None:
        self._tree, self._step, self._path = tree, tree.procedure.start, ()
        self._proposed, self._again, self._new, self._weighed = None, False, True, frozenset()

    def _leave(self) -> None:
        self._tree, self._evidence, self._last = None, (), None

    def _carried(self, message: Proposal) -> tuple[Tree, str] | None:
        """The step that an operator's message carries: one of this procedure, unless it clearly is one of another."""
        close, here = 0.0, None
        if self._tree:
            close, here = self._carried_here(self._tree, message)
        if close >= _CERTAIN:
            return here
        worded, meant = self._forest.carried(message.stems, message.vectors)
        scores = np.where((worded >= _SAID) | (meant >= _SAID_MEANT), np.maximum(worded, meant), 0.0)
        best = int(np.argmax(scores)) if len(scores) else 0
        return self._forest.place(best) if len(scores) and scores[best] > close else here

    def _carried_here(self, tree: Tree, message: Proposal) -> tuple[float, tuple[Tree, str] | None]:
        worded, meant = tree.carried(message.stems, message.vectors)
        names = list(tree.forks)
        scores = np.where((worded >= _SAID_HERE) | (meant >= _SAID_HERE_MEANT), np.maximum(worded, meant), 0.0)
        scores[names.index(self._step)] *= 1 + _NEAR
        best = int(np.argmax(scores))
        return (float(scores[best]), (tree, names[best])) if scores[best] > 0 else (0.0, None)

    def _jump(self, tree: Tree, step: str) -> None:
        """To where the operator is: the answers that lead there are those that the customer's last words fit best."""
        route = tree.route(self._step, step)
        while route is None and self._path:
            *before, last = self._path
            self._path, self._step = tuple(before), last.step_id
            route = tree.route(self._step, step)
        for name, following in pairwise(route or tree.route(tree.procedure.start, step) or ()):
            if self._last:
                label = tree.forks[name].answer_to(following, self._last.said).label
                taken = Taken(step_id=name, label=label, message_id=self._last.message_id, proposed_in=self._proposed)
                self._path = (*self._path, taken)
            self._proposed = None
        self._step = step

    def _take(self, choice: Choice, message_id: str) -> None:
        taken = Taken(step_id=self._step, label=choice.answer.label, message_id=message_id, proposed_in=self._proposed)
        self._path, self._step, self._proposed, self._again = (*self._path, taken), choice.answer.next, None, False

    def _skip(self) -> None:
        """Pass the steps whose answer the customer has given already."""
        while self._tree and self._proposed is None:
            fork = self._tree.forks[self._step]
            is_first = fork.step.id == self._tree.procedure.start
            new = [burst for burst in self._evidence if (self._step, burst.message_id) not in self._weighed]
            self._weighed |= {(self._step, burst.message_id) for burst in new}
            told = ((volunteered(fork, burst.said, is_first=is_first), burst) for burst in reversed(new))
            choice, burst = next(((one, by) for one, by in told if one), (None, None))
            if choice is None or burst is None:
                return
            self._take(choice, burst.message_id)

    def _corrected(self, tree: Tree, burst: Burst, now: Choice | None) -> bool:
        """Back to an earlier step if the customer takes an answer back; what they say now must fit better there."""
        least = now.score if now else 0.0
        for place in reversed(range(len(self._path)) if takes_back(burst.said) else ()):
            taken = self._path[place]
            choice = tree.forks[taken.step_id].choice(burst.said)
            if choice and choice.passes(UNASKED) and choice.score > least and choice.answer.label != taken.label:
                self._path, self._step, self._proposed = self._path[:place], taken.step_id, taken.proposed_in
                self._take(choice, burst.message_id)
                return True
        return False

    def _turned(self, tree: Tree, burst: Burst) -> bool:
        """Away to another procedure, or to something that has nothing to do with this one."""
        scores = self._forest.starts(burst.said)
        best = self._forest.trees[int(np.argmax(scores))]
        own = scores[self._forest.trees.index(tree)]
        if best is not tree and scores.max() >= max(_SWITCH, own + _OTHER):
            self._evidence = (burst,)
            self._begin(best)
            return True
        if is_elsewhere(tree, burst.said):
            self._leave()
            return True
        return False
