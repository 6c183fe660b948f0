"""What customers want, by the knowledge base: messages with the categories and articles that they are about."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.suggest.spoken import searchable
from copilot.types import Likeness
from eval.dataset import Dataset, Part, Split, part_of
from eval.subject import IndexedSubject

_OPENINGS: Final = Path(__file__).parent / "data" / "triage" / "openings.jsonl"


class Opening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A first message; `labels` are the categories that it asks about."""

    id: str
    split: Split
    text: str
    labels: tuple[str, ...]


class Want(Struct, frozen=True, kw_only=True):
    """A message; `articles` are those judged to answer or help, None where nobody judged."""

    id: str
    text: str
    categories: frozenset[str]
    articles: frozenset[str] | None
    is_opening: bool


def read_wants(dataset: Dataset, part: Part) -> tuple[Want, ...]:
    """The questions of a data set and our openings, of a split.

    Raises:
        InvalidInput: a line is none, or names a category that the corpus does not have.
    """
    category = {article.id: article.category for article in dataset.articles}
    asked = [
        Want(
            id=question.id,
            text=question.query,
            categories=frozenset(category[name] for name in question.relevant),
            articles=frozenset(question.relevant),
            is_opening=False,
        )
        for question in part_of(dataset, part).questions
    ]
    return (*asked, *_openings(part, frozenset(category.values())))


def nearest(subject: IndexedSubject, text: str) -> list[Likeness]:
    """The nearest articles to a text."""
    return subject.knowledge.nearest(subject.encoder.read(searchable(text)).vector)


def _openings(part: Part, categories: frozenset[str]) -> list[Want]:
    found = []
    for number, line in enumerate(_OPENINGS.read_bytes().splitlines(), start=1):
        try:
            opening = msgspec.json.decode(line, type=Opening)
        except msgspec.DecodeError as error:
            raise InvalidInput(f"{_OPENINGS.name}:{number}: {error}") from error
        unknown = sorted(set(opening.labels) - categories)
        if unknown:
            raise InvalidInput(f"{_OPENINGS.name}:{number}: the corpus has no category {unknown[0]}")
        if part in {"all", opening.split}:
            want = Want(
                id=opening.id,
                text=opening.text,
                categories=frozenset(opening.labels),
                articles=None,
                is_opening=True,
            )
            found.append(want)
    return found
