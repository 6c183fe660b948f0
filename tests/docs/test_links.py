"""What the pages point at exists: files, headings, make targets, and the articles that their examples show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from tests.docs.pages import DOCS, ROOT, all_pages, anchors, blocks, code_lines, links, name_of

TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
MAKE = re.compile(r"^(?:[A-Z]+=\S+ )*make ([a-z-]+)")
PASSAGE = re.compile(r'"passage_id": "([a-z0-9._-]+)#\d+"')
WRITTEN = re.compile(r"(?:PUT \S*|-X PUT \S*)/v1/kb/articles/([a-z0-9._-]+)")


def targets() -> set[str]:
    return set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))


def relative_links(page: Path) -> Iterator[tuple[Path, str]]:
    for link in links(page):
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            yield (page.parent / parts.path).resolve() if parts.path else page, parts.fragment


def articles_shown(page: Path) -> set[str]:
    return {name for block in blocks(page, "json", "http") for name in PASSAGE.findall(block.text)}


@pytest.mark.parametrize("page", all_pages(), ids=name_of)
def test_every_relative_link_leads_somewhere_in_the_repository(page: Path) -> None:
    for target, _ in relative_links(page):
        assert target.exists(), target
        assert target.is_relative_to(ROOT), target


@pytest.mark.parametrize("page", all_pages(), ids=name_of)
def test_every_link_to_a_heading_finds_it(page: Path) -> None:
    for target, fragment in relative_links(page):
        if fragment:
            assert fragment in anchors(target), f"{name_of(target)}#{fragment}"


@pytest.mark.parametrize("page", all_pages(), ids=name_of)
def test_every_make_target_of_a_page_exists(page: Path) -> None:
    asked = {match.group(1) for line in code_lines(page) if (match := MAKE.match(line))}

    assert asked <= targets()


@pytest.mark.parametrize("page", all_pages(), ids=name_of)
def test_every_json_block_is_json(page: Path) -> None:
    for block in blocks(page, "json"):
        msgspec.json.decode(block.text, type=Any)


@pytest.mark.parametrize("page", all_pages(), ids=name_of)
def test_the_articles_in_examples_are_those_of_the_sample_company_or_written_on_the_page(page: Path) -> None:
    written = set(WRITTEN.findall(page.read_text(encoding="utf-8")))
    sample = {path.stem for path in (ROOT / "kb_corpus" / "articles").rglob("*.md")}

    assert articles_shown(page) <= sample | written


def test_every_page_is_reached_from_the_index() -> None:
    reached = {target for target, _ in relative_links(DOCS / "index.md")}
    pages = {page for page in DOCS.rglob("*.md") if page.parent.name != "decisions" and page != DOCS / "index.md"}

    assert sorted(map(name_of, pages - reached)) == []
