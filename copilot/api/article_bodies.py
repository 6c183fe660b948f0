"""An article as an editor sends it, a Markdown file or JSON, → `Article`."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from copilot.api.description import MARKDOWN
from copilot.api.faults import fault_of
from copilot.api.opaque_ids import refuse_personal
from copilot.api.schemas import ArticleBody
from copilot.errors import InvalidInput
from copilot.frontmatter import unix_lines
from copilot.privacy.publishing import secrets_of
from copilot.privacy.redactor import Redactor
from copilot.retrieval.article import Article, FrontMatter, article, parse_article
from copilot.types import Fault


def article_of(article_id: str, body: bytes, content_type: str, patterns: Redactor) -> Article:
    """The article in a request body.

    Raises:
        InvalidInput: it is not valid, or holds what must not be published; the faults say where, and no values.
        RedactionFailed: that could not be checked.
    """
    today = datetime.now(tz=UTC).date()
    is_markdown = content_type.lower().startswith(MARKDOWN)
    written = (_from_markdown if is_markdown else _from_json)(article_id, body, today)
    try:
        refuse_personal(id=article_id)
    except ValueError as error:
        raise InvalidInput(str(error)) from None
    _refuse_secrets(written, _lines_before(written.body, body) if is_markdown else 0, patterns)
    return written


def _refuse_secrets(written: Article, lines_before: int, patterns: Redactor) -> None:
    """What everybody can find afterwards holds no secret; of a Markdown file the lines are those of the file."""
    front = {"title": written.title, "category": written.category, "language": written.language}
    front |= {"tags": "\n".join(written.tags), "questions": "\n".join(written.questions)}
    faults = [
        Fault(path=f"$.{name}", rule=_must_not_stand(secret.kind))
        for name, text in front.items()
        for secret in secrets_of(text, patterns)
    ]
    faults += [
        Fault(path="$.body", line=lines_before + secret.line, rule=_must_not_stand(secret.kind))
        for secret in secrets_of(written.body, patterns)
    ]
    if faults:
        shown = "; ".join(f"{one.path}{f' line {one.line}' if one.line else ''}: {one.rule}" for one in faults[:3])
        raise InvalidInput(f"the article was not written: {shown}", faults=tuple(faults))


def _must_not_stand(kind: str) -> str:
    return f"holds a {kind}, which must not be published: take it out"


def _lines_before(article_body: str, file: bytes) -> int:
    source = unix_lines(file.decode())
    return source.count("\n", 0, max(0, source.rfind(article_body)))


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
