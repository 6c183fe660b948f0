"""An article as an editor sends it, a Markdown file or JSON, → `Article`."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from copilot.api.description import MARKDOWN
from copilot.api.faults import fault_of
from copilot.api.schemas import ArticleBody
from copilot.errors import InvalidInput
from copilot.retrieval.article import Article, FrontMatter, article, parse_article


def article_of(article_id: str, body: bytes, content_type: str) -> Article:
    """The article in a request body.

    Raises:
        InvalidInput: it is not valid; the faults say where.
    """
    today = datetime.now(tz=UTC).date()
    if content_type.lower().startswith(MARKDOWN):
        return _from_markdown(article_id, body, today)
    return _from_json(article_id, body, today)


def _from_markdown(article_id: str, body: bytes, today: date) -> Article:
    try:
        written = parse_article(body.decode(), "body", file_date=today)
    except UnicodeError:  # also of YAML's own escapes, which may name half a character
        raise InvalidInput(
            "the article is not UTF-8 text, or has an escape such as `\\uD800` that is no character"
        ) from None
    except RecursionError:
        raise InvalidInput("the front matter is nested too deep: it is `name: value` lines and lists") from None
    if written.id != article_id:
        raise InvalidInput("the id in the front matter is not the one in the address: make them equal")
    return written


def _from_json(article_id: str, body: bytes, today: date) -> Article:
    try:
        parts = msgspec.json.decode(body, type=ArticleBody)
        fields = {name: getattr(parts, name) for name in parts.__struct_fields__ if name != "body"}
        front = msgspec.convert({"id": article_id, **fields, "updated": today.isoformat()}, FrontMatter)
    except msgspec.ValidationError as error:
        fault = fault_of(error)
        raise InvalidInput(f"the article is not valid: {fault.path}: {fault.rule}", faults=(fault,)) from None
    except (msgspec.DecodeError, UnicodeError):
        raise InvalidInput("the body is not JSON; for Markdown send `Content-Type: text/markdown`") from None
    return article(front, parts.body, file_date=today)
