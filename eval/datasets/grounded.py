"""Sentences, and whether a passage supports them (eval/data/grounding/README.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.types import Passage
from eval.dataset import PARTS, Part

PASSAGES: Final = "passages.jsonl"

T = TypeVar("T")


class Claim(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence that a draft could have, held against all passages of an article.

    `supported`: it may stay, for it says no more than the article, or nothing at all. `reason`: why not; None where it
    may. `tag`: how it differs from the article's words.
    """

    id: str
    article: str
    claim: str
    supported: bool
    tag: str
    reason: str | None = None


class Grounded(Struct, frozen=True, kw_only=True):
    """Claims in the order of their files, and the passages of each article."""

    claims: tuple[Claim, ...]
    passages: Mapping[str, tuple[Passage, ...]]


class _Place(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    heading: str
    text: str


def read_grounded(folder: Path, part: Part) -> Grounded:
    """The claims of a split.

    Raises:
        InvalidInput: a file cannot be read, a line is none of its kind, an id is used twice, an article has no passage,
            or the split is empty.
    """
    passages: dict[str, tuple[Passage, ...]] = {}
    for place in _lines(folder / PASSAGES, _Place):
        article = place.id.partition("#")[0]
        passages[article] = (*passages.get(article, ()), _passage(article, place))
    names = [name for name in PARTS if name != "all" and part in {"all", name}]
    claims = tuple(claim for name in names for claim in _lines(folder / f"{name}.jsonl", Claim))
    if not claims:
        raise InvalidInput(f"{folder} has no claim in the split {part!r}: choose another --split")
    if len({claim.id for claim in claims}) < len(claims):
        raise InvalidInput(f"{folder}: an id is used twice")
    if missing := {claim.article for claim in claims} - set(passages):
        raise InvalidInput(f"{folder / PASSAGES} has no passage of {min(missing)}")
    return Grounded(claims=claims, passages=passages)


def grounded_hash(grounded: Grounded) -> str:
    """Which claims, labels and passages a figure was measured on."""
    texts = [passage.text for article in sorted(grounded.passages) for passage in grounded.passages[article]]
    content = msgspec.json.encode([[(one.id, one.claim, one.supported) for one in grounded.claims], texts])
    return "sha256:" + sha256(content).hexdigest()[:16]


def _passage(article: str, place: _Place) -> Passage:
    return Passage(
        passage_id=place.id,
        article_id=article,
        title=place.title,
        heading=place.heading,
        text=place.text,
        url="",
        revision="",
        audience="public",
        category="",
        tags=(),
        language="en",
    )


def _lines(path: Path, kind: type[T]) -> Sequence[T]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read ({error.strerror})") from error
    return [_line(line, kind, f"{path.name}:{number}") for number, line in enumerate(lines, start=1)]


def _line(line: bytes, kind: type[T], place: str) -> T:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError as error:
        raise InvalidInput(f"{place}: {error}") from error
