"""Questions as answerability sees them: the evidence found in public articles, and whether there was an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from copilot.retrieval.answerability import Evidence, evidence
from copilot.retrieval.search import Found
from eval.dataset import Dataset, Question
from eval.subject import Subject, Track

ANSWERABLE: Final = "answerable"
HELD_OUT: Final = "held-out"
OTHER: Final = "unanswerable"
DISTANCES: Final = ("near", "adjacent", "far")


class Asked(Struct, frozen=True, kw_only=True):
    """One question asked; `group` is `answerable`, or how an unanswerable one came about."""

    id: str
    group: str
    evidence: Evidence

    @property
    def is_answerable(self) -> bool:
        """True if the public part of the knowledge base holds an answer."""
        return self.group == ANSWERABLE


def ask(dataset: Dataset, subject: Subject, track: Track[Question]) -> list[Asked]:
    """Every question, asked of the public articles.

    In a set without unanswerable questions each one is asked twice, the second time with its articles held out.
    """
    public = {article.id for article in dataset.articles if article.audience == "public"}
    holds_out = all(question.is_answerable for question in dataset.questions)
    asked: list[Asked] = []
    for question in track(dataset.questions, f"answerability {dataset.name}"):
        found = [item for item in subject.find(question.query) if item.passage.audience == "public"]
        asked.append(Asked(id=question.id, group=_group(question, public), evidence=evidence(found)))
        if holds_out:
            asked.extend(_without_its_articles(question, found))
    return asked


def _without_its_articles(question: Question, found: Sequence[Found]) -> Iterator[Asked]:
    rest = [item for item in found if item.passage.article_id not in question.relevant]
    yield Asked(id=f"{question.id} {HELD_OUT}", group=HELD_OUT, evidence=evidence(rest))


def _group(question: Question, public: set[str]) -> str:
    if not public.isdisjoint(question.relevant):
        return ANSWERABLE
    return next((tag for tag in DISTANCES if tag in question.tags), OTHER)
