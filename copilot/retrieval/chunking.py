"""Markdown → passages that can be quoted alone: heading paths kept, step lists and tables never cut in half."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct

from copilot.retrieval.article import Article
from copilot.types import Passage

MAX_CHARS: Final = 900
"""About 220 word pieces: what the packaged encoder reads in one window."""

_INDENT = "   "
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_HEADING_SEPARATOR = " › "
_BLOCKS_THAT_BELONG_TO_THE_LINE_ABOVE = frozenset({"ordered_list", "bullet_list", "table", "fence", "code_block"})


class Block(Struct, frozen=True):
    """A piece of an article that is never divided: its heading path and its plain text."""

    headings: tuple[str, ...]
    text: str
    kind: str


def chunk(article: Article, url: str) -> tuple[Passage, ...]:
    """The passages of an article, in its order; together they hold all of its text. At least one."""
    pieces = list(_merged(_blocks(article.body))) or [Block((), article.title, "paragraph")]
    return tuple(
        Passage(
            passage_id=f"{article.id}#{number}",
            article_id=article.id,
            title=article.title,
            heading=_HEADING_SEPARATOR.join(piece.headings),
            text=piece.text,
            url=url,
            revision=article.revision,
            audience=article.audience,
            category=article.category,
            tags=article.tags,
            language=article.language,
        )
        for number, piece in enumerate(pieces, start=1)
    )


def _blocks(body: str) -> Iterator[Block]:
    """The blocks of an article; a heading without anything below it is one too."""
    headings: list[tuple[int, str]] = []
    is_bare = False
    for node in SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(body)).children:
        if node.type == "heading":
            level = int(node.tag[1:])
            if is_bare and level <= headings[-1][0]:
                yield _bare(headings)
            headings = [*(kept for kept in headings if kept[0] < level), (level, _inline(node))]
            is_bare = bool(headings[-1][1])
            continue
        text = _render(node)
        if text:
            is_bare = False
            yield Block(tuple(name for _, name in headings), text, node.type)
    if is_bare:
        yield _bare(headings)


def _bare(headings: Sequence[tuple[int, str]]) -> Block:
    *above, (_, text) = headings
    return Block(tuple(name for _, name in above), text, "heading")


def _merged(blocks: Iterator[Block]) -> Iterator[Block]:
    """Join blocks under one heading while they fit; a line that introduces a list or table stays with it."""
    pending: list[Block] = []
    for block in blocks:
        if pending and (block.headings != pending[-1].headings or not _fits(pending, block)):
            yield _joined(pending)
            pending = []
        pending.append(block)
    if pending:
        yield _joined(pending)


def _fits(pending: Sequence[Block], block: Block) -> bool:
    introduces = pending[-1].text.endswith(":") and block.kind in _BLOCKS_THAT_BELONG_TO_THE_LINE_ABOVE
    return introduces or sum(len(item.text) + 2 for item in pending) + len(block.text) <= MAX_CHARS


def _joined(blocks: Sequence[Block]) -> Block:
    return Block(blocks[0].headings, "\n\n".join(block.text for block in blocks), blocks[0].kind)


def _render(node: SyntaxTreeNode) -> str:
    match node.type:
        case "ordered_list" | "bullet_list":
            return "\n".join(_list_lines(node, ""))
        case "table":
            return "\n".join(_table_lines(node))
        case "fence" | "code_block":
            return node.content.rstrip("\n")
        case "html_block":
            return " ".join(_TAG.sub(" ", node.content).split())
        case "blockquote":
            return "\n\n".join(filter(None, map(_render, node.children)))
        case _:
            return _inline(node)


def _list_lines(node: SyntaxTreeNode, indent: str) -> Iterator[str]:
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, start=first):
        marker = f"{number}. " if node.type == "ordered_list" else "- "
        for position, child in enumerate(item.children):
            if child.type in {"ordered_list", "bullet_list"}:
                yield from _list_lines(child, indent + _INDENT)
            else:
                lead = marker if position == 0 else _INDENT
                yield indent + lead + _render(child)


def _table_lines(node: SyntaxTreeNode) -> Iterator[str]:
    for part in node.children:
        for row in part.children:
            yield " | ".join(_inline(cell) for cell in row.children)


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_inline_text(leaf) for leaf in node.walk() if not leaf.children).strip()


def _inline_text(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return node.content
        case "html_inline" if _LINE_BREAK.match(node.content):
            return " "
        case _:
            return ""
