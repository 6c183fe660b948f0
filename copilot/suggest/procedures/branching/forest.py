"""All procedures as numbers, prepared once: which one a description starts, and which step a message carries (pure)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from copilot.encoding.reading import Matrix
from copilot.suggest.procedures.branching.forks import Fork, Saying, fork_of, phrases_of
from copilot.suggest.procedures.branching.phrases import Phrases
from copilot.suggest.procedures.branching.stems import wording
from copilot.suggest.procedures.procedure import Procedure

_CODE: Final = re.compile(r"[a-z]{1,3}\d{1,3}")
_NAMED_CODE: Final = 0.15
"""What an error code that only one procedure knows adds to its score."""

_CLAUSE: Final = 0.1
"""What a clause costs against whole sentences, whose vectors say more surely what they mean."""

_ASKS: Final = re.compile(
    r"\W*(?:(?:hi|hello|hey|and|so|also|but|ok|good (?:morning|evening|afternoon))\W+)*"
    r"(?:how|can|could|what|which|when|is|are|does|do|did|will|would|where|who|why|may|should)\b",
    re.IGNORECASE,
)
_ONLY_ASKS: Final = 0.1
"""What a question costs against a line that is none: who only wants to know something has no fault to look for."""


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A procedure, its forks by step, and (texts, dim) all that it and its customers say."""

    procedure: Procedure
    forks: dict[str, Fork]
    says: Phrases
    meanings: Matrix
    everything: Matrix

    def carried(self, stems: frozenset[str], vectors: Matrix) -> tuple[Matrix, Matrix]:
        """Two scores (steps,): how much of each step's words a message has, and how close it comes in meaning."""
        return self.says.found(stems), (self.meanings @ vectors.T).max(axis=1, initial=-1.0)

    def route(self, start: str, goal: str) -> tuple[str, ...] | None:
        """The ids of the steps on the shortest way, both ends included; None if there is none."""
        ways: dict[str, tuple[str, ...]] = {start: (start,)}
        waiting = [start]
        for name in waiting:
            if name == goal:
                return ways[name]
            for answer in self.forks[name].step.answers:
                if answer.next not in ways:
                    ways[answer.next] = (*ways[name], answer.next)
                    waiting.append(answer.next)
        return None


class Forest:
    """The trees and what is common to them; `vectors` (texts, dim) are those of `texts_of(procedures)`."""

    def __init__(self, procedures: Sequence[Procedure], vectors: Matrix) -> None:
        cut = _cuts(procedures)
        self.trees = tuple(_trees(procedures, vectors[: cut[0]], vectors[cut[0] : cut[1]], vectors[cut[1] :]))
        self._whens = vectors[: cut[0]]
        self._ends = np.cumsum([0, *(len(procedure.when) for procedure in procedures)]).tolist()
        self._statements = np.array(
            [not _ASKS.match(line) for procedure in procedures for line in procedure.when], dtype=np.float32
        )
        self._codes = _own_codes(procedures)
        self._places = tuple((tree, step.id) for tree in self.trees for step in tree.procedure.steps)
        self._says = Phrases([tree.forks[name].say.stems for tree, name in self._places])
        self._meanings = vectors[cut[0] : cut[1]]

    def starts(self, said: Saying) -> Matrix:
        """(procedures,): how well what a customer said fits the ways in which each one is described, about 0..1."""
        close = (self._whens @ said.vectors.T - _CLAUSE * said.is_clause).max(axis=1)
        if any(map(_asks, said.texts)):
            close = close - _ONLY_ASKS * self._statements
        found = np.array([_near(close[start:end]) for start, end in pairwise(self._ends)], dtype=np.float32)
        for one in said.wordings:
            for stem in one.stems:
                if stem in self._codes:
                    found[self._codes[stem]] += _NAMED_CODE
        return found

    def carried(self, stems: frozenset[str], vectors: Matrix) -> tuple[Matrix, Matrix]:
        """As for a tree, but (all steps,)."""
        return self._says.found(stems), (self._meanings @ vectors.T).max(axis=1, initial=-1.0)

    def place(self, row: int) -> tuple[Tree, str]:
        """The tree and the step of a row of `carried`."""
        return self._places[row]


def texts_of(procedures: Sequence[Procedure]) -> tuple[str, ...]:
    """What has to be read once to follow procedures: their `when` lines first, then sayings, then answers' phrases."""
    whens = [line for procedure in procedures for line in procedure.when]
    steps = [step for procedure in procedures for step in procedure.steps]
    phrases = [phrase for step in steps for answer in step.answers for phrase in phrases_of(answer)]
    return (*whens, *(step.say for step in steps), *phrases)


def _cuts(procedures: Sequence[Procedure]) -> tuple[int, int]:
    whens = sum(len(procedure.when) for procedure in procedures)
    return whens, whens + sum(len(procedure.steps) for procedure in procedures)


def _trees(procedures: Sequence[Procedure], whens: Matrix, says: Matrix, phrases: Matrix) -> Iterator[Tree]:
    when = say = phrase = 0
    for procedure in procedures:
        own = [whens[when : when + len(procedure.when)], says[say : say + len(procedure.steps)]]
        when, say = when + len(procedure.when), say + len(procedure.steps)
        forks = {}
        for place, step in enumerate(procedure.steps):
            count = sum(len(phrases_of(answer)) for answer in step.answers)
            forks[step.id] = fork_of(procedure, step, own[1][place], phrases[phrase : phrase + count])
            phrase += count
        yield Tree(
            procedure=procedure,
            forks=forks,
            says=Phrases([fork.say.stems for fork in forks.values()]),
            meanings=own[1],
            everything=np.concatenate([*own, *(fork.vectors for fork in forks.values())]),
        )


def _own_codes(procedures: Sequence[Procedure]) -> dict[str, int]:
    """Error codes that only one procedure speaks of, and its number."""
    found: list[set[str]] = [set(filter(_CODE.fullmatch, _stems(procedure))) for procedure in procedures]
    counts = Counter(code for codes in found for code in codes)
    return {code: place for place, codes in enumerate(found) for code in codes if counts[code] == 1}


def _stems(procedure: Procedure) -> Iterator[str]:
    for line in (*procedure.when, *(p for s in procedure.steps for a in s.answers for p in phrases_of(a))):
        yield from wording(line).stems


def _near(close: Matrix) -> float:
    """The closest line, and a little of the next: one line alone may be close by chance."""
    best = np.sort(close)[-2:]
    return float(0.75 * best[-1] + 0.25 * best[0]) if len(best) else -1.0


def _asks(text: str) -> bool:
    return bool(_ASKS.match(text)) or text.rstrip().endswith("?")
