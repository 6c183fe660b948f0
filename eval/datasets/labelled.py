"""Labelled examples as an FAQ: the first examples of a label make its article, the others are asked.

Files are CSV with text and label in the first two columns (banking77, HINT3), or CLINC150's JSON. Such sets have no
answers to find, but many ways to ask for the same thing, which is what an FAQ with example questions lives on.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from copilot.errors import InvalidInput
from copilot.retrieval.article import FrontMatter, article
from eval.dataset import Dataset, Question, half
from eval.datasets.document import NO_DATE

_OUTSIDE: Final = frozenset({"oos", "NO_NODES_DETECTED"})
"""Labels of texts that no article answers."""
_IN_FRONT: Final = 3
_ASKED: Final = 12
_MAX_OUTSIDE: Final = 400

_Texts = Mapping[str, list[str]]


def is_labelled(path: Path) -> bool:
    """True for a file of labelled examples."""
    return path.is_file() and path.name.endswith((".csv", ".csv.gz", ".json.gz"))


def read_labelled(path: Path) -> Dataset:
    """One article a label (title, two questions and a body out of its examples), up to twelve questions each.

    Raises:
        InvalidInput: the file has not two columns, or no label has enough examples.
    """
    content = path.read_bytes()
    plain = gzip.decompress(content) if path.suffix == ".gz" else content
    texts = _grouped(_json_rows(plain) if path.name.endswith(".json.gz") else _csv_rows(plain, path))
    kept = {label: shuffled for label, shuffled in texts.items() if len(shuffled) > _IN_FRONT + 1}
    if not kept:
        raise InvalidInput(f"{path}: no label has more than {_IN_FRONT + 1} examples")
    labels = [label for label in kept if label not in _OUTSIDE]
    questions = [question for label in labels for question in _questions(label, kept[label], path.name)]
    outside = [_outside(label, text, path.name) for label in sorted(_OUTSIDE & set(texts)) for text in texts[label]]
    return Dataset(
        name=f"{path.parent.name}/{path.name.partition('.')[0]}",
        articles=tuple(
            article(
                FrontMatter(id=label, title=kept[label][0], questions=tuple(kept[label][1:_IN_FRONT])),
                kept[label][_IN_FRONT],
                file_date=NO_DATE,
            )
            for label in labels
        ),
        questions=(*questions, *outside[:_MAX_OUTSIDE]),
    )


def _json_rows(content: bytes) -> Iterable[tuple[str, str]]:
    splits = msgspec.json.decode(content, type=dict[str, list[tuple[str, str]]])
    return (row for split in splits if "test" not in split for row in splits[split])


def _csv_rows(content: bytes, path: Path) -> Iterable[tuple[str, str]]:
    rows = csv.reader(io.StringIO(content.decode("utf-8")))
    next(rows, None)
    for number, row in enumerate(rows, start=2):
        if len(row) < 2:
            raise InvalidInput(f"{path}:{number}: a text and a label are needed, in two columns")
        yield row[0], row[1]


def _grouped(rows: Iterable[tuple[str, str]]) -> _Texts:
    """Label → its different texts, in an order that depends on nothing but the texts."""
    texts: dict[str, set[str]] = {}
    for text, label in rows:
        texts.setdefault(label, set()).add(text)
    return {label: sorted(texts[label], key=_digest) for label in sorted(texts)}


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


def _questions(label: str, texts: list[str], source: str) -> Iterable[Question]:
    for text in texts[_IN_FRONT + 1 :][:_ASKED]:
        identifier = f"{label}:{_digest(text).hex()[:8]}"
        yield Question(id=identifier, query=text, relevant={label: 2}, split=half(identifier), source=source)


def _outside(label: str, text: str, source: str) -> Question:
    identifier = f"{label}:{_digest(text).hex()[:8]}"
    return Question(id=identifier, query=text, relevant={}, split=half(identifier), source=source)
