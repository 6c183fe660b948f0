"""Canned replies in the files of a corpus folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from copilot.errors import CorpusInvalid
from copilot.frontmatter import parse
from copilot.types import CannedReply, Fault

T = TypeVar("T")


class CannedFrontMatter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields above a canned reply."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,127}$")]
    title: Annotated[str, Meta(min_length=1, max_length=300)]
    tags: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()


def read_canned(folder: Path) -> tuple[CannedReply, ...]:
    """The replies in `folder/canned/`: Markdown files, `.jsonl` lines or `.json` lists; ordered by id.

    Raises:
        CorpusInvalid: every fault with file and line.
    """
    replies: dict[str, CannedReply] = {}
    faults: list[Fault] = []
    for path in sorted((folder / "canned").glob("*")):
        name = f"canned/{path.name}"
        try:
            for reply in _read(path, name):
                if reply.id in replies:
                    faults.append(Fault(path=name, line=1, rule=f"the id {reply.id} is used twice"))
                replies[reply.id] = reply
        except CorpusInvalid as error:
            faults.extend(error.faults)
    if faults:
        raise CorpusInvalid(f"the canned replies have {len(faults)} fault(s)", faults=tuple(faults))
    return tuple(replies[reply_id] for reply_id in sorted(replies))


def _read(path: Path, name: str) -> Iterator[CannedReply]:
    match path.suffix:
        case ".md" if path.name.lower() != "readme.md":
            front, body = parse(_text(path, name), CannedFrontMatter, name)
            yield CannedReply(id=front.id, title=front.title, text=body, tags=front.tags, intents=front.intents)
        case ".jsonl":
            for number, line in enumerate(_text(path, name).splitlines(), start=1):
                if line.strip():
                    yield _decode(line, CannedReply, name, number)
        case ".json":
            yield from _decode(_text(path, name), list[CannedReply], name, 1)


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        rule = "the file cannot be read as UTF-8 text"
        raise CorpusInvalid(f"{name}: {rule}", faults=(Fault(path=name, line=1, rule=rule),)) from None


def _decode(text: str, form: type[T], name: str, line: int) -> T:
    try:
        return msgspec.json.decode(text, type=form)
    except msgspec.DecodeError as error:
        raise CorpusInvalid(f"{name}:{line}: {error}", faults=(Fault(path=name, line=line, rule=str(error)),)) from None
