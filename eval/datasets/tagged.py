"""Sentences in CoNLL's columns, a word and its tag on each line (wnut17, BTC, wikigold): their people are measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from copilot.errors import InvalidInput
from eval.datasets.files import content_of, files_in, name_of
from eval.datasets.filled import Labelled, Span
from eval.texts import Texts

ENDINGS: Final = (".conll", ".conll.txt", ".annotated")
"""What the names of such files end in, before a `.gz`."""

_PERSON: Final = frozenset({"person", "per"})
_HANDLE: Final = "USER_NAME"
_NEW_DOCUMENT: Final = "-DOCSTART-"
_GLUED_TO_LEFT: Final = re.compile(r"[.,!?;:)\]}%…]+|n't|['’](?:s|m|re|ll|ve|d|t)?", re.IGNORECASE)
_SHORTENED: Final = re.compile(r"[^\W\d_]['’](?:s|m|re|ll|ve|d|t)", re.IGNORECASE)
_GLUED_TO_RIGHT: Final = frozenset("([{@#$£€")


class _Word(NamedTuple):
    text: str
    tag: str


def is_tagged(path: Path) -> bool:
    """True for such a file, or a folder that has some."""
    return any(files_in(path, ENDINGS))


def read_tagged(path: Path) -> Texts:
    """The sentences of a file, or of all such files in a folder in the order of their names, as running text.

    A name that is a handle (`@somebody`) is marked as a user name.

    Raises:
        InvalidInput: a line has a word but no tag, or no person is marked.
    """
    messages = tuple(message for file in files_in(path, ENDINGS) for message in _messages(file))
    if not any(message.spans for message in messages):
        raise InvalidInput(f"{path} marks nobody: tags such as B-PER or I-person are needed in the last column")
    return Texts(name=name_of(path), messages=messages, only=frozenset({"PERSON"}))


def _messages(path: Path) -> Iterator[Labelled]:
    for number, words in enumerate(_sentences(path), start=1):
        text, places = _joined([word.text for word in words])
        yield Labelled(template=f"{path.name}:{number}", text=text, spans=tuple(_people(words, places)))


def _sentences(path: Path) -> Iterator[list[_Word]]:
    words: list[_Word] = []
    for number, line in enumerate([*content_of(path).decode("utf-8").split("\n"), ""], start=1):
        columns = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or columns[0] == _NEW_DOCUMENT:
            if words:
                yield words
            words = []
        elif len(columns) == 1:
            raise InvalidInput(f"{path}:{number}: a word and its tag are needed, in the first and the last column")
        elif columns[0].strip():
            words.append(_Word(columns[0].strip(), columns[-1].strip()))


def _joined(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The words as people write them, punctuation glued to its word, and where each of them is."""
    text = ""
    places = []
    for word in words:
        is_glued = not text or text[-1] in _GLUED_TO_RIGHT or _GLUED_TO_LEFT.fullmatch(word)
        is_glued = is_glued or _SHORTENED.fullmatch(text[-2:] + word)
        text += word if is_glued else f" {word}"
        places.append((len(text) - len(word), len(text)))
    return text, places


def _people(words: Sequence[_Word], places: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """A span for each run of words with a person's tag: `B-` begins one, `I-` goes on or, after another tag, begins."""
    first = None
    for index in range(len(words) + 1):
        prefix, kind = _split(words[index].tag) if index < len(words) else ("O", "")
        goes_on = kind in _PERSON and prefix != "B"
        if first is not None and not goes_on:
            is_handle = words[first].text.startswith("@") or (first > 0 and words[first - 1].text == "@")
            yield Span(kind=_HANDLE if is_handle else "PERSON", start=places[first][0], end=places[index - 1][1])
            first = None
        if first is None and kind in _PERSON:
            first = index


def _split(tag: str) -> tuple[str, str]:
    prefix, _, kind = tag.partition("-")
    return prefix, kind.lower()
