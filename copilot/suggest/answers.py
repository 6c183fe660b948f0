"""What was found for a turn as a whole and for each of its questions: what is shown, and what is answered (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from copilot.retrieval.knowledge import Results
from copilot.retrieval.search import Query
from copilot.types import Hit

_NEARLY: Final = 0.92
"""Of the dev conversations 35 % have a runner-up as close as this; it is the right one for 5 of 19 wrong first ones."""


class Found(Struct, frozen=True):
    """A question and what was found for it."""

    query: Query
    results: Results

    @property
    def is_answered(self) -> bool:
        """True if the knowledge base very likely answers it."""
        return self.results.answerability.verdict == "answer" and self.article_id is not None

    @property
    def runner_up(self) -> str | None:
        """The second-best public article, if it fits nearly as well: of two close ones the second is often right."""
        best = {
            hit.passage.article_id: hit.score for hit in reversed(self.results.hits) if hit.passage.audience == "public"
        }
        ranked = sorted(best.items(), key=lambda item: -item[1])[:2]
        is_close = len(ranked) > 1 and ranked[1][1] >= _NEARLY * ranked[0][1]
        return ranked[1][0] if is_close else None

    @property
    def article_id(self) -> str | None:
        """The best article that a customer may see."""
        public = (hit.passage.article_id for hit in self.results.hits if hit.passage.audience == "public")
        return next(public, None)


def answered(whole: Found, parts: Sequence[Found]) -> tuple[Found, ...]:
    """The questions that get an answer, in order; empty if there is no answer to any.

    The turn as a whole finds the right article more often than a part of it: a part counts alone only where the whole
    is not answered, such as a question behind a long story.
    """
    sure = tuple(part for part in parts if part.is_answered)
    if len(sure) > 1:
        return sure
    return (whole,) if whole.is_answered else sure


def shown(whole: Found, answers: Sequence[Found], k: int) -> Results:
    """The hits of all answers, the best of each first, each passage once, at most `k`, with the surest verdict."""
    if not answers:
        return msgspec.structs.replace(whole.results, hits=whole.results.hits[:k])
    surest = max((whole, *answers), key=lambda found: found.results.answerability.confidence)
    hits = _numbered(list(_in_turn([found.results.hits for found in answers]))[:k])
    return msgspec.structs.replace(whole.results, hits=hits, answerability=surest.results.answerability)


def with_quoted(hits: Sequence[Hit], quotable: Iterable[Hit], quoted: frozenset[str]) -> tuple[Hit, ...]:
    """The hits, the last unquoted ones replaced by quoted passages that are not among them: to be looked up."""
    there = {hit.passage.passage_id for hit in hits}
    more = [hit for hit in quotable if hit.passage.passage_id in quoted - there]
    spare = [hit.passage.passage_id for hit in reversed(hits) if hit.passage.passage_id not in quoted][: len(more)]
    return _numbered([*(hit for hit in hits if hit.passage.passage_id not in spare), *more])


def _in_turn(found: Sequence[Sequence[Hit]]) -> Iterable[Hit]:
    turns = (hits[place] for place in range(max(map(len, found), default=0)) for hits in found if place < len(hits))
    first: dict[str, Hit] = {}
    for hit in turns:
        first.setdefault(hit.passage.passage_id, hit)
    return first.values()


def _numbered(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple(msgspec.structs.replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1))
