"""A documentation page as data: its sections with their code blocks, tables and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_CODE = re.compile(r"`([^`]+)`")
_SLUG_DROPPED = re.compile(r"[^\w\- ]")


class Block(Struct, frozen=True, kw_only=True):
    """A fenced block, and the line of the page on which it begins."""

    language: str
    text: str
    line: int


class Table(Struct, frozen=True, kw_only=True):
    """Cells as they are written, with their backticks."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(Struct, frozen=True, kw_only=True):
    """What stands between a heading and the next one of any level."""

    heading: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]


def all_pages() -> list[Path]:
    """README.md and every page under docs/."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def name_of(page: Path) -> str:
    """The page's path in the repository."""
    return str(page.relative_to(ROOT))


def sections(page: Path) -> list[Section]:
    """The sections of a page in their order; what comes before the first heading has the heading ''."""
    parts: list[tuple[str, list[SyntaxTreeNode]]] = [("", [])]
    for node in _tree(page).children:
        if node.type == "heading":
            parts.append((node.children[0].content, []))
        else:
            parts[-1][1].append(node)
    return [_section(heading, nodes) for heading, nodes in parts]


def blocks(page: Path, *languages: str) -> list[Block]:
    """The code blocks of a page in some languages, in their order, also those inside lists."""
    return [_block(node) for node in _tree(page).walk() if node.type == "fence" and node.info in languages]


def links(page: Path) -> list[str]:
    """Where the links of a page lead."""
    return [str(node.attrs["href"]) for node in _tree(page).walk() if node.type == "link"]


def anchors(page: Path) -> set[str]:
    """What `#…` links to a page may name."""
    headings = (node.children[0].content for node in _tree(page).walk() if node.type == "heading")
    return {_SLUG_DROPPED.sub("", heading.lower().replace("`", "")).replace(" ", "-") for heading in headings}


def codes(text: str) -> list[str]:
    """What stands between backticks."""
    return _CODE.findall(text)


def code_lines(page: Path) -> Iterator[str]:
    """Everything that is set as code: lines of blocks, and inline code."""
    for node in _tree(page).walk():
        if node.type == "fence":
            yield from node.content.splitlines()
        elif node.type == "code_inline":
            yield node.content


def _section(heading: str, nodes: list[SyntaxTreeNode]) -> Section:
    inside = [inner for node in nodes for inner in node.walk()]
    return Section(
        heading=heading,
        blocks=tuple(_block(node) for node in inside if node.type == "fence"),
        tables=tuple(_table(node) for node in inside if node.type == "table"),
    )


def _block(node: SyntaxTreeNode) -> Block:
    return Block(language=node.info, text=node.content, line=(node.map or (0, 0))[0] + 1)


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(_cell(cell) for cell in row.children) for part in node.children for row in part.children]
    return Table(header=rows[0], rows=tuple(rows[1:]))


def _cell(node: SyntaxTreeNode) -> str:
    return node.children[0].content if node.children else ""


def _tree(page: Path) -> SyntaxTreeNode:
    return SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8")))
