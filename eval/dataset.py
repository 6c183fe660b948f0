"""Questions with judgements, and the knowledge base they are asked of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.retrieval.article import Article

Split = Literal["dev", "test"]
Part = Literal["dev", "test", "all"]
PARTS: tuple[Part, ...] = get_args(Part)


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody asked. `relevant`: article id → grade (2 answers it, 1 helps); empty when no article answers it."""

    id: str
    query: str
    relevant: Mapping[str, int]
    tags: tuple[str, ...] = ()
    split: Split = "test"
    source: str = ""

    @property
    def is_answerable(self) -> bool:
        """True if at least one article is judged to answer it or to help."""
        return bool(self.relevant)


class Dataset(Struct, frozen=True, kw_only=True):
    """A knowledge base and questions about it; both in a fixed order."""

    name: str
    articles: tuple[Article, ...]
    questions: tuple[Question, ...]


def part_of(dataset: Dataset, part: Part) -> Dataset:
    """The same knowledge base with the questions of one split.

    Raises:
        InvalidInput: no question is left; a measure over nothing would say nothing.
    """
    kept = tuple(question for question in dataset.questions if part in {"all", question.split})
    if not kept:
        raise InvalidInput(f"the data set {dataset.name} has no question in the split {part!r}: choose another --split")
    return msgspec.structs.replace(dataset, questions=kept)


def half(identifier: str) -> Split:
    """The split of a question in a set that has none of its own: by a hash of its id, so it never moves."""
    return "dev" if sha256(identifier.encode()).digest()[0] % 2 else "test"


def questions_hash(questions: Sequence[Question]) -> str:
    """Which questions and judgements a figure was measured on."""
    return _short_hash(msgspec.json.encode(list(questions), order="deterministic"))


def corpus_hash(articles: Sequence[Article]) -> str:
    """Which knowledge base a figure was measured on; the order of the articles does not matter."""
    return _short_hash(msgspec.json.encode(sorted((article.id, article.revision) for article in articles)))


def _short_hash(content: bytes) -> str:
    return "sha256:" + sha256(content).hexdigest()[:16]
