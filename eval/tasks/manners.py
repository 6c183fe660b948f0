"""Are the language of a short message, and how a customer writes, told rightly?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.triage.language import Languages
from copilot.triage.listener import Listener
from copilot.triage.writing import writing_of
from copilot.types import Formality, Warmth, Writing
from eval.dataset import Part, Split
from eval.measures.interval import mean
from eval.report import Row, Section, Table

NAME: Final = "manners"
EXPECTED: Final = "en"

_FewOf = TypeVar("_FewOf", bound=Struct)


class Said(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short message; `previous` is the customer's message before it."""

    id: str
    split: Split
    text: str
    language: str
    previous: str | None = None


class Written(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Messages of one customer, and how they are written."""

    id: str
    split: Split
    messages: tuple[str, ...]
    formality: Formality
    warmth: Warmth


def run(folder: Path, part: Part, languages: Languages, listener: Listener) -> Section:
    """Languages and manners of a folder with `languages.jsonl` and `writing.jsonl`.

    Raises:
        InvalidInput: a file cannot be read, or has nothing in the split.
    """
    said = _read(folder / "languages.jsonl", Said, part)
    written = _read(folder / "writing.jsonl", Written, part)
    found = [languages.detect([*([one.previous] if one.previous else []), one.text], EXPECTED) for one in said]
    manners = [_writing(one, listener) for one in written]
    return Section(
        task=NAME,
        dataset=folder.name,
        tables=(
            Table(title="language", rows=tuple(_languages(said, found)), note=f"where {EXPECTED} is expected"),
            Table(title="how it is written", rows=tuple(_manners(written, manners))),
        ),
        items=tuple(_items(said, found)),
    )


def _writing(one: Written, listener: Listener) -> Writing:
    seen = [listener.impression(message) for message in one.messages]
    return writing_of(one.messages, [item.manners for item in seen])


def _languages(said: Sequence[Said], found: Sequence[str]) -> Iterator[Row]:
    groups = {
        "all": said,
        "English": [one for one in said if one.language == EXPECTED],
        "others": [one for one in said if one.language != EXPECTED],
        "with a message before": [one for one in said if one.previous],
    }
    answer = dict(zip((one.id for one in said), found, strict=True))
    for name, group in groups.items():
        if group:
            right = [float(answer[one.id] == one.language) for one in group]
            yield Row(name=name, n=len(group), figures={"accuracy": mean(right)})


def _manners(written: Sequence[Written], found: Sequence[Writing]) -> Iterator[Row]:
    for name in ("formality", "warmth"):
        right = [float(getattr(one, name) == getattr(got, name)) for one, got in zip(written, found, strict=True)]
        yield Row(name=name, n=len(right), figures={"accuracy": mean(right)})


def _items(said: Sequence[Said], found: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    for one, language in zip(said, found, strict=True):
        yield {"id": one.id, "language": one.language, "got": language}


def _read(path: Path, kind: type[_FewOf], part: Part) -> list[_FewOf]:
    try:
        found = [msgspec.json.decode(line, type=kind) for line in path.read_bytes().splitlines()]
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read ({error.strerror})") from error
    except msgspec.DecodeError as error:
        raise InvalidInput(f"{path.name}: {error}") from error
    kept = [one for one in found if part == "all" or getattr(one, "split") == part]  # noqa: B009 - both kinds have it
    if not kept:
        raise InvalidInput(f"{path.name} has nothing in the split {part!r}: choose another --split")
    return kept
