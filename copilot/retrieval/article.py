"""An article of the knowledge base: Markdown with validated front matter."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Annotated

import msgspec
import yaml
from msgspec import Meta, Struct

from copilot.errors import CorpusInvalid
from copilot.frontmatter import parse, unix_lines
from copilot.types import Audience, Fault

ArticleId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,127}$")]
Title = Annotated[str, Meta(min_length=1, max_length=300)]


class FrontMatter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields above an article's body; only `id` and `title` are required."""

    id: ArticleId
    title: Title
    category: str = "general"
    tags: tuple[str, ...] = ()
    audience: Audience = "public"
    language: str = "en"
    updated: date | None = None
    questions: tuple[str, ...] = ()


class Article(Struct, frozen=True, kw_only=True):
    """An article; `body` is Markdown without front matter, `revision` the hash of everything in it."""

    id: str
    title: str
    body: str
    category: str
    tags: tuple[str, ...]
    audience: Audience
    language: str
    updated: date
    questions: tuple[str, ...]
    revision: str


def article(front: FrontMatter, body: str, *, file_date: date) -> Article:
    """An article from its parts; `file_date` stands in for a missing `updated` and is not part of the revision.

    Raises:
        CorpusInvalid: the body is empty.
    """
    body = unix_lines(body).strip("\n")
    if not body.strip():
        rule = "the article has no text below its front matter"
        raise CorpusInvalid(f"{front.id}: {rule}", faults=(Fault(path=front.id, rule=rule),))
    fields = msgspec.structs.asdict(front)
    fields["updated"] = front.updated or file_date
    return Article(**fields, body=body, revision=_revision(front, body))


def _revision(front: FrontMatter, body: str) -> str:
    return "sha256:" + sha256(msgspec.json.encode((front, body))).hexdigest()


def parse_article(source: str, path: str, *, file_date: date) -> Article:
    """An article from a whole Markdown file; `path` names it in faults.

    Raises:
        CorpusInvalid: with file and line.
    """
    front, body = parse(source, FrontMatter, path)
    try:
        return article(front, body, file_date=file_date)
    except CorpusInvalid as error:
        faults = tuple(Fault(path=path, line=1, rule=fault.rule) for fault in error.faults)
        raise CorpusInvalid(f"{path}:1: {faults[0].rule}", faults=faults) from None


def markdown(item: Article) -> str:
    """The article as a whole Markdown file; `parse_article` reads it back to an equal article of the same date.

    `updated` is left out where it is only the date of the file.
    """
    front = FrontMatter(**{name: getattr(item, name) for name in FrontMatter.__struct_fields__})
    undated = msgspec.structs.replace(front, updated=None)
    is_dated = item.revision != _revision(undated, item.body)
    fields = msgspec.to_builtins(front if is_dated else undated, builtin_types=(date,))
    header = yaml.safe_dump(
        {name: value for name, value in fields.items() if value is not None},
        sort_keys=False,
        allow_unicode=True,
    )
    return f"---\n{header}---\n{item.body}\n"
