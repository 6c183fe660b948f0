"""A help centre as `articles.jsonl.gz` of `{path, text}`: its question headings are asked, its sections found.

A section is found by its text alone: the heading that is asked is withheld from it, and so are tables of contents,
which repeat every heading of a page.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from eval.dataset import Dataset, Question, half
from eval.datasets.document import document

ARTICLES = "articles.jsonl.gz"

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_ONLY_A_LINK = re.compile(r"\s*(?:[-*+]|\d+\.)\s+\[[^\]]*\]\([^)]*\)\s*$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class _Page(Struct, frozen=True):
    path: str
    text: str


class Section(Struct, frozen=True, kw_only=True):
    """The text between a heading and the next one."""

    page_title: str
    heading: str
    text: str


def read_help_centre(folder: Path) -> Dataset:
    """Every section with text as an article under its page's title, every question heading as a question."""
    articles, questions = [], []
    for line in gzip.decompress((folder / ARTICLES).read_bytes()).splitlines():
        page = msgspec.json.decode(line, type=_Page)
        for number, section in enumerate(sections(page.text), start=1):
            identifier = f"{page.path}#{number}"
            articles.append(document(identifier, section.page_title, section.text))
            if section.heading.endswith("?"):
                questions.append(_question(identifier, section.heading, folder.name))
    return Dataset(name=folder.name, articles=tuple(articles), questions=tuple(questions))


def _question(identifier: str, heading: str, source: str) -> Question:
    return Question(
        id=identifier, query=heading, relevant={identifier: 2}, split=half(identifier), source=source, tags=("heading",)
    )


def sections(text: str) -> Iterator[Section]:
    """The sections of a page that have text; headings inside code are code."""
    title = heading = ""
    lines: list[str] = []
    is_code = False
    for line in text.splitlines():
        is_code ^= bool(_FENCE.match(line))
        found = None if is_code else _HEADING.match(line)
        if found is None:
            lines.append(line)
            continue
        yield from _section(title, heading, lines)
        heading, lines = _LINK.sub(r"\1", found.group(2)), []
        title = heading if len(found.group(1)) == 1 or not title else title
    yield from _section(title, heading, lines)


def _section(title: str, heading: str, lines: list[str]) -> Iterator[Section]:
    body = "\n".join(line for line in lines if not _ONLY_A_LINK.match(line)).strip()
    if body:
        yield Section(page_title=title, heading=heading, text=body)
