"""Documented answers against real ones: what is shown must be there, and be of the same kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import Struct

from tests.docs.shell import HttpRequest

LEFT_OUT = "…"
_MADE_BY_THE_SERVICE = re.compile(r"\b(?:sug|drf|msg|fbk|cnv|req)_[0-9a-f]{28}\b")
_PLACEHOLDER = re.compile(r"<[A-Z_]+_\d+>")
_SAME_FOR_EVERY_CORPUS = frozenset({"customer_text", "placeholder", "code", "author", "outcome", "csat"})
_SAME_FOR_EVERY_ENTITY = frozenset({"kind", "start", "end"})


class Answer(Struct, frozen=True, kw_only=True):
    """An answer as it is documented; `body` is None where none is shown."""

    status: int | None
    content_type: str
    body: str | None


class Reader:
    """Somebody who follows a page: sends its requests with the ids that were really given, and compares the answers."""

    def __init__(self, client: TestClient[Litestar]) -> None:
        self._client = client
        self._ids: dict[str, str] = {}
        self._written: set[str] = set()

    def send(self, request: HttpRequest) -> Response:
        """The real answer to a documented request."""
        address = self._with_real_ids(request.address)
        if request.method == "PUT":
            self._written.add(address.rsplit("/", 1)[-1])
        body = self._with_real_ids(request.body).encode() if request.body is not None else None
        return self._client.request(request.method, address, headers=request.headers, content=body)

    def differences(self, documented: Answer, response: Response) -> list[str]:
        """What the page says and the service does not do, a line each."""
        found = []
        if documented.status is None and response.status_code >= 400:
            found.append(f"the example fails with {response.status_code}: {response.text}")
        if documented.status is not None and documented.status != response.status_code:
            found.append(f"the status is {response.status_code}, not {documented.status}: {response.text}")
        if not response.headers.get("content-type", "").startswith(documented.content_type):
            found.append(f"the content type is {response.headers.get('content-type')}, not {documented.content_type}")
        if documented.body is not None:
            found.extend(self._body_differences(documented, response))
        return found

    def _body_differences(self, documented: Answer, response: Response) -> Iterator[str]:
        if "json" in documented.content_type:
            yield from self._compare(msgspec.json.decode(documented.body or ""), response.json(), "$")
        elif "event-stream" in documented.content_type:
            wanted, given = _events(documented.body or ""), _events(response.text)
            if wanted != given:
                yield f"the events are {given}, not {wanted}"

    def _compare(self, shown: Any, real: Any, path: str) -> Iterator[str]:
        if isinstance(shown, dict) and isinstance(real, dict):
            for name, value in shown.items():
                if name == LEFT_OUT:
                    continue
                if name not in real:
                    yield f"{path}.{name} is not in the answer"
                else:
                    is_of_entity = name in _SAME_FOR_EVERY_ENTITY and "placeholder" in shown
                    must_be_equal = is_of_entity or self._must_be_equal(name, value)
                    yield from self._compare_member(value, real[name], f"{path}.{name}", must_be_equal=must_be_equal)
        elif isinstance(shown, list) and isinstance(real, list):
            pairs = zip((item for item in shown if item != LEFT_OUT), real, strict=False)
            for index, (one, other) in enumerate(pairs):
                yield from self._compare(one, other, f"{path}[{index}]")
        elif not _same_kind(shown, real):
            yield f"{path} is {type(real).__name__}, not {type(shown).__name__}"

    def _compare_member(self, shown: Any, real: Any, path: str, *, must_be_equal: bool) -> Iterator[str]:
        if isinstance(shown, str) and isinstance(real, str) and _MADE_BY_THE_SERVICE.fullmatch(shown):
            self._ids.setdefault(shown, real)
        if must_be_equal and shown != real:
            yield f"{path} is {real!r}, not {shown!r}"
        yield from self._compare(shown, real, path)

    def _must_be_equal(self, name: str, shown: Any) -> bool:
        """True for what does not depend on the knowledge base, and for articles that the page itself has written."""
        is_redacted = isinstance(shown, str) and bool(_PLACEHOLDER.search(shown)) and LEFT_OUT not in shown
        is_own_article = name == "article_id" and shown in self._written
        return name in _SAME_FOR_EVERY_CORPUS or is_own_article or is_redacted

    def _with_real_ids(self, text: str) -> str:
        return _MADE_BY_THE_SERVICE.sub(lambda match: self._ids.get(match.group(), match.group()), text)


def _same_kind(shown: Any, real: Any) -> bool:
    if shown is None or real is None or shown == LEFT_OUT:
        return True
    if isinstance(shown, bool) or isinstance(real, bool):
        return isinstance(shown, bool) and isinstance(real, bool)
    return isinstance(real, int | float) if isinstance(shown, int | float) else isinstance(real, type(shown))


def _events(stream: str) -> list[str]:
    """The names of the events, those that repeat once."""
    return list(dict.fromkeys(re.findall(r"^event: (\S+)", stream, re.MULTILINE)))
