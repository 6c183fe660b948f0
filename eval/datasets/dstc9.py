"""DSTC9 track 1: FAQ snippets about hotels, restaurants, trains and taxis, and replies that people wrote from them.

A snippet's question is withheld from the document, which is its answer under the name of its place. Questions rarely
name the place themselves, so the query does.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from copilot.retrieval.article import Article
from eval.dataset import Dataset, Question, half
from eval.datasets.document import document

KNOWLEDGE = "train_val_knowledge.json.gz"
LABELS = "val_labels.json.gz"


class Snippet(Struct, frozen=True):
    """A piece of knowledge about a place."""

    title: str
    body: str


class Entity(Struct, frozen=True):
    """A place, or a whole domain without a name, and its snippets."""

    name: str | None
    docs: Mapping[str, Snippet]


class Source(Struct, frozen=True):
    """Which snippet a reply was written from."""

    domain: str
    entity_id: int | str
    doc_id: int


class Label(Struct, frozen=True):
    """A turn: whether it needs knowledge, from where, and the reply that a person wrote."""

    target: bool
    knowledge: tuple[Source, ...] = ()
    response: str = ""


Knowledge = Mapping[str, Mapping[str, Entity]]


def read_dstc9(folder: Path) -> Dataset:
    """Snippets as articles; a query tagged `question` asks for one, a query tagged `reply` was written from one."""
    knowledge = msgspec.json.decode(gzip.decompress((folder / KNOWLEDGE).read_bytes()), type=Knowledge)
    articles, questions = [], []
    for domain, entities in knowledge.items():
        for entity_id, entity in entities.items():
            for doc_id, snippet in entity.docs.items():
                identifier = f"{domain}/{entity_id}/{doc_id}"
                articles.append(_answer(identifier, entity.name or domain, snippet))
                questions.append(_question(identifier, entity.name or domain, snippet))
    return Dataset(
        name=folder.name, articles=tuple(articles), questions=(*questions, *_replies(folder / LABELS, knowledge))
    )


def _answer(identifier: str, name: str, snippet: Snippet) -> Article:
    return document(identifier, name, snippet.body)


def _question(identifier: str, name: str, snippet: Snippet) -> Question:
    named = name.casefold() in snippet.title.casefold()
    return Question(
        id=f"question:{identifier}",
        query=snippet.title if named else f"{name}: {snippet.title}",
        relevant={identifier: 2},
        tags=("question",),
        split=half(identifier),
        source="dstc9 knowledge",
    )


def _replies(path: Path, knowledge: Knowledge) -> Iterator[Question]:
    """Replies that name their place, or whose domain has only one; the first reply of each wording."""
    seen: set[str] = set()
    for number, label in enumerate(msgspec.json.decode(gzip.decompress(path.read_bytes()), type=list[Label])):
        if not label.target or label.response in seen:
            continue
        seen.add(label.response)
        source = label.knowledge[0]
        name = knowledge[source.domain][str(source.entity_id)].name
        if name is None or name.casefold() in label.response.casefold():
            identifier = f"{source.domain}/{source.entity_id}/{source.doc_id}"
            yield Question(
                id=f"reply:{number}",
                query=label.response,
                relevant={identifier: 2},
                tags=("reply",),
                split=half(identifier),
                source="dstc9 labels",
            )
