"""A document of a public set as an article."""

from __future__ import annotations

from datetime import date

from copilot.retrieval.article import Article, FrontMatter, article
from copilot.text import cut

NO_DATE = date(2000, 1, 1)
_MAX_TITLE_CHARS = 80


def document(identifier: str, title: str, body: str) -> Article:
    """A public article; one without a title is called by its first words, one without a body by its title."""
    first_line = body.strip().partition("\n")[0]
    front = FrontMatter(id=identifier, title=title.strip() or cut(first_line, _MAX_TITLE_CHARS) or identifier)
    return article(front, body if body.strip() else front.title, file_date=NO_DATE)
