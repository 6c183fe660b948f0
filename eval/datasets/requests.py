"""What customers asked, in published sets (banking77, CLINC150, HINT3, NLU++): nearly nothing of it is personal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from eval.datasets.files import content_of, files_in, name_of
from eval.datasets.filled import Labelled, Span
from eval.texts import Texts

_CSV: Final = (".csv",)
_JSON: Final = (".json", ".jsonl")
_COLUMNS: Final = ("text", "sentence", "utterance", "query", "message")


class _Slot(Struct):
    span: tuple[int, int]


class _Request(Struct):
    """One of NLU++, or anything with a text."""

    text: str
    slots: dict[str, msgspec.Raw] = {}


_Split = dict[str, list[tuple[str, str]]]
"""CLINC150: part → text and label."""


def is_requests(path: Path) -> bool:
    """True for such a file, or a folder that has one."""
    return any(_texts(file) is not None for file in files_in(path, _CSV + _JSON))


def read_requests(path: Path) -> Texts:
    """The texts of a file, or of all such files in and below a folder, each text once; NLU++ marks names of people.

    Raises:
        InvalidInput: there is no text.
    """
    messages: dict[str, Labelled] = {}
    for file in files_in(path, _CSV + _JSON):
        for number, (text, spans) in enumerate(_texts(file) or (), start=1):
            if text.strip():
                messages.setdefault(text, Labelled(template=f"{file.name}:{number}", text=text, spans=spans))
    if not messages:
        raise InvalidInput(f"{path} has no request: a column or a field called {' or '.join(_COLUMNS)} is needed")
    return Texts(name=name_of(path), messages=tuple(messages.values()))


def _texts(path: Path) -> list[tuple[str, tuple[Span, ...]]] | None:
    """The texts of a file in its order, with the names that are marked; `None` if it holds something else."""
    content = content_of(path)
    if path.name.removesuffix(".gz").endswith(_CSV):
        return _of_csv(content)
    if path.name.removesuffix(".gz").endswith(".jsonl"):
        content = b"[" + b",".join(line for line in content.splitlines() if line.strip()) + b"]"
    try:
        requests = msgspec.json.decode(content, type=list[_Request])
        return [(request.text, tuple(_people(request))) for request in requests]
    except msgspec.DecodeError:
        return _of_clinc(content)


def _of_csv(content: bytes) -> list[tuple[str, tuple[Span, ...]]] | None:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    column = next((name for name in _COLUMNS if name in (rows.fieldnames or ())), None)
    return None if column is None else [(row[column] or "", ()) for row in rows]


def _of_clinc(content: bytes) -> list[tuple[str, tuple[Span, ...]]] | None:
    try:
        parts = msgspec.json.decode(content, type=_Split)
    except msgspec.DecodeError:
        return None
    return [(text, ()) for rows in parts.values() for text, _ in rows]


def _people(request: _Request) -> Iterator[Span]:
    """The one person that NLU++ marks in a text."""
    if "person_name" in request.slots:
        slot = msgspec.json.decode(request.slots["person_name"], type=_Slot)
        yield Span(kind="PERSON", start=slot.span[0], end=slot.span[1])
