"""A folder of Markdown articles, read whole: every article, and every fault with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct

from copilot.errors import ConfigError, CorpusInvalid
from copilot.retrieval.article import Article, parse_article
from copilot.types import Fault


class Corpus(Struct, frozen=True, kw_only=True):
    """What a folder holds; articles are ordered by file name."""

    articles: tuple[Article, ...]
    faults: tuple[Fault, ...]


def read_corpus(folder: Path) -> Corpus:
    """Read `folder/articles/**.md`, or `folder/**.md` if there is no such folder; files called README.md are left out.

    Raises:
        ConfigError: the folder is missing or holds no article.
    """
    root = articles_folder(folder)
    articles: dict[str, Article] = {}
    faults: list[Fault] = []
    for path in _article_files(root):
        try:
            item = _read_article(path, str(path.relative_to(folder)))
        except CorpusInvalid as error:
            faults.extend(error.faults)
            continue
        if item.id in articles:
            rule = f"the id {item.id} is already used by another article"
            faults.append(Fault(path=str(path.relative_to(folder)), line=2, rule=rule))
        articles.setdefault(item.id, item)
    if not articles and not faults:
        raise ConfigError(f"{root} holds no Markdown article: give --corpus a folder with .md files")
    return Corpus(articles=tuple(articles.values()), faults=tuple(faults))


def articles_folder(folder: Path) -> Path:
    """Where the articles of a corpus are.

    Raises:
        ConfigError: the folder is missing.
    """
    if not folder.is_dir():
        raise ConfigError(f"the corpus folder {folder} does not exist: give --corpus a folder with Markdown articles")
    nested = folder / "articles"
    return nested if nested.is_dir() else folder


def _article_files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*.md")) if path.name.lower() != "readme.md")


def _read_article(path: Path, name: str) -> Article:
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise _unreadable(name, line, "the file is not UTF-8 text") from None
    except OSError as error:
        raise _unreadable(name, 1, f"the file cannot be read: {error.strerror}") from None
    return parse_article(source, name, file_date=_modified(path))


def _modified(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()


def _unreadable(path: str, line: int, rule: str) -> CorpusInvalid:
    return CorpusInvalid(f"{path}:{line}: {rule}", faults=(Fault(path=path, line=line, rule=rule),))
