"""A BEIR folder: `corpus.jsonl`, `queries.jsonl` and `qrels/*.tsv` (Thakur et al. 2021); plain or gzipped."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from eval.dataset import Dataset, Question, Split
from eval.datasets.document import document

CORPUS = "corpus.jsonl"
_SPLITS: dict[str, Split] = {"dev": "dev", "train": "dev", "test": "test"}
_Line = TypeVar("_Line")


class _Text(Struct, frozen=True, kw_only=True, rename={"id": "_id"}):
    id: str
    text: str
    title: str = ""


def is_beir(folder: Path) -> bool:
    """True if the folder has BEIR's corpus file."""
    return any((folder / name).is_file() for name in (CORPUS, CORPUS + ".gz"))


def read_beir(folder: Path) -> Dataset:
    """Each document as an article; `train` and `dev` judgements make the dev split; grades below 1 are left out.

    Raises:
        InvalidInput: a file is missing or a line cannot be read.
    """
    texts = {line.id: line for line in _lines(folder, "queries.jsonl", _Text)}
    articles = tuple(document(line.id, line.title, line.text) for line in _lines(folder, CORPUS, _Text))
    questions = [
        Question(id=f"{split}:{key}", query=texts[key].text, relevant=grades, split=_SPLITS[split], source=folder.name)
        for split in _SPLITS
        for key, grades in _judgements(folder / "qrels" / f"{split}.tsv").items()
        if key in texts
    ]
    return Dataset(name=folder.name, articles=articles, questions=tuple(questions))


def _lines(folder: Path, name: str, kind: type[_Line]) -> Iterator[_Line]:
    for number, line in enumerate(_content(folder, name).splitlines(), start=1):
        try:
            yield msgspec.json.decode(line, type=kind)
        except msgspec.DecodeError as error:
            raise InvalidInput(f"{folder / name}:{number}: {error}") from None


def _content(folder: Path, name: str) -> bytes:
    try:
        zipped = folder / (name + ".gz")
        return gzip.decompress(zipped.read_bytes()) if zipped.is_file() else (folder / name).read_bytes()
    except OSError as error:
        raise InvalidInput(f"{folder / name} cannot be read: {error.strerror}") from None


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    """Query id → document id → grade; empty if there is no such file."""
    judged: dict[str, dict[str, int]] = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if int(row["score"]) > 0:
                    judged.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    return judged
