"""Requests with canaries in every place that the OpenAPI document knows, and in places that it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import httpx
import yaml

from copilot.retrieval.article import FrontMatter
from tests.leaks.canaries import KINDS, SECRET_KINDS, Canary, Mint
from tests.leaks.document import Field, Json, Path, fields, having, operations
from tests.leaks.numbers import SPELT

MARKDOWN: Final = {"Content-Type": "text/markdown"}
STREAM: Final = {"Accept": "text/event-stream"}
_A_FEW: Final = 9
_LONG_FRAGMENT: Final = 7
_AS_NAMES: Final = ("PERSON", "PERSON", "CREDIT_CARD", "PHONE_NUMBER", "EMAIL_ADDRESS", "IBAN_CODE")
_MESSAGE: Final = {"author": "customer", "text": "What does E42 mean?", "id": "m1"}
_FACT: Final = {"source": "orders", "label": "delivery status", "value": "on its way"}
_ARTICLE: Final = {"title": "Frost", "body": "Keep the battery warm.\n\nIt does not charge in frost."}

SAMPLES: Final[dict[str, Any]] = {
    "POST /v1/suggestions": {"messages": [_MESSAGE], "context": [_FACT]},
    "POST /v1/suggestions/{suggestion_id}/events": {"type": "sent"},
    "POST /v1/conversations": {},
    "POST /v1/conversations/{conversation_id}/messages": _MESSAGE,
    "POST /v1/conversations/{conversation_id}/suggestions": {"context": [_FACT]},
    "POST /v1/conversations/{conversation_id}/summary": {"kind": "handoff"},
    "POST /v1/conversations/{conversation_id}/assign": {"operator": "op-1"},
    "POST /v1/conversations/{conversation_id}/close": {"outcome": "resolved"},
    "POST /v1/search": {"query": "E42"},
    "POST /v1/redact": {"text": "E42"},
    "POST /v1/lint": {"text": "E42"},
    "PUT /v1/kb/articles/{article_id}": _ARTICLE,
    "PUT /v1/canned/{reply_id}": {"title": "Frost", "text": "Keep the battery warm, {{customer_name}}."},
}
"""A good body for every call that takes one: a call that is not here fails a test."""
WITHOUT_BODY: Final = {
    "GET /v1/conversations/{conversation_id}",
    "GET /v1/suggestions/{suggestion_id}",
    "GET /v1/queue",
    "GET /v1/kb/articles/{article_id}",
    "DELETE /v1/kb/articles/{article_id}",
    "GET /v1/canned",
    "GET /v1/canned/{reply_id}",
    "DELETE /v1/canned/{reply_id}",
    "GET /v1/kb/status",
    "POST /v1/kb/reindex",
    "GET /livez",
    "GET /readyz",
    "GET /metrics",
}
HEADERS: Final = (
    *("User-Agent", "X-Request-Id", "Cookie", "Accept", "Accept-Language", "Referer", "X-Forwarded-For", "Forwarded"),
    *("traceparent", "Last-Event-ID", "If-None-Match", "Range", "Content-Language", "Idempotency-Key", "X-Custom"),
)


class Sent(NamedTuple):
    """A request with canaries, and what came back; `place` says where they were."""

    place: str
    canaries: tuple[Canary, ...]
    response: httpx.Response
    is_free_text: bool = False
    conversation: str | None = None


class Planter:
    """Sends every request of the plan once; `sent` has the answers, `places` where canaries were put."""

    def __init__(self, client: httpx.Client, document: Json, mint: Mint) -> None:
        self._client = client
        self._document = document
        self._mint = mint
        self.sent: list[Sent] = []
        self.fragments: list[Canary] = []
        self.places: set[tuple[str, Path]] = set()

    def plant_everything(self) -> None:
        """Members of bodies, bodies that cannot be read, paths, queries and headers."""
        for name, operation in operations(self._document).items():
            for field in fields(self._document, operation) if name in SAMPLES else ():
                self._plant_in(name, field)
                self.places.add((name, field.path))
            for parameter in operation.get("parameters", ()):
                self._plant_in_parameter(name, parameter["name"], parameter["in"])
            self._plant_around(name)
        self._plant_in_front_matter()
        self._plant_split_cards()

    def file_names(self) -> list[str]:
        """What somebody may have called an article's file."""
        return [self._mint.secret_id().value for _ in range(6)] + [self._mint.address().value]

    def reindex(self, name: str) -> None:
        """Have the corpus folder read, in which a broken file has this name."""
        canary = next(one for one in self._mint.made if one.value == name)
        self.sent.append(Sent("a file name", (canary,), self._client.post("/v1/kb/reindex")))

    def plant_keys(self, client: httpx.Client) -> None:
        """Wrong keys, and headers and bodies of those who have none."""
        for scheme in ("", "Bearer ", "Basic ", "Bearer cpk."):
            key, text = self._mint.word(), self._mint.of("CREDIT_CARD")
            headers = {"Authorization": f"{scheme}{key.value}", "Cookie": f"{key.value}={key.value}"}
            response = client.post("/v1/redact", json={"text": text.text}, headers=headers)
            self.sent.append(Sent(f"a wrong key {scheme}", (key, text), response))

    def _plant_in(self, name: str, field: Field) -> None:
        sample = SAMPLES[name]
        if field.is_free_text:
            for body in _by_author(sample, field.path):
                self._plant_texts(name, field.path, body)
        elif field.type == "string":
            for canary in (self._mint.secret_id(), self._mint.telephone_id()):
                self._send(name, having(sample, field.path, canary.value), [canary], f"{field.path} as an id")
        else:
            number = self._mint.of("CREDIT_CARD")
            digits = int("".join(filter(str.isdigit, number.value)) or "4")
            self._send(name, having(sample, field.path, digits), [number], f"{field.path} as a number")
        for wrong in self._wrong_values(field):
            canaries, value = wrong
            self._send(name, having(sample, field.path, value), canaries, f"{field.path} of a wrong type")

    def _plant_texts(self, name: str, path: Path, body: Any) -> None:
        if path[-1] == "name":  # as it is: no words around it tell what it is
            for kind in _AS_NAMES:
                canary = self._mint.of(kind)
                self._send(name, having(body, path, canary.value), [canary], f"{path} as text", is_free_text=True)
            return
        kinds = SECRET_KINDS if name.startswith("PUT") else KINDS  # what is published may name people
        for start in range(0, len(kinds), _A_FEW):
            canaries = [self._mint.of(kind) for kind in kinds[start : start + _A_FEW]]
            text = " ".join(canary.text for canary in canaries)
            if path[-1] == "id":
                text = text[:200]
            self._send(name, having(body, path, text), canaries, f"{path} as text", is_free_text=True)

    def _wrong_values(self, field: Field) -> Iterator[tuple[list[Canary], Any]]:
        canary, other = self._mint.of("CREDIT_CARD"), self._mint.word()
        yield [canary, other], {other.value: canary.text}
        canary, other = self._mint.of("EMAIL_ADDRESS"), self._mint.word()
        yield [canary, other], [[canary.text, other.value]]
        if not field.is_free_text:
            canary = self._mint.of("PERSON")
            yield [canary], canary.text
        if field.type == "object":
            other = self._mint.word()
            yield [other], {**(SAMPLES_OF_OBJECTS.get(field.path) or {}), other.value: other.value}

    def _plant_in_parameter(self, name: str, parameter: str, where: str) -> None:
        for canary in (self._mint.word(), self._mint.secret_id(), self._mint.of("EMAIL_ADDRESS")):
            address = {parameter: canary.value} if where == "path" else {}
            params = {parameter: canary.value} if where == "query" else {}
            self._send(name, SAMPLES.get(name), [canary], f"{where} {parameter}", address=address, params=params)
        self.places.add((name, (where, parameter)))

    def _plant_around(self, name: str) -> None:
        """Bodies that cannot be read, members that nobody knows, headers, the query string and a longer path."""
        word, card = self._mint.word(), self._mint.of("CREDIT_CARD")
        text = f"{word.value} {card.text}"
        both = [word, card]
        body = SAMPLES.get(name)
        self._send(name, body, both, "query string", params={word.value: card.text})
        self._send(name, body, both, "headers", headers=dict.fromkeys(HEADERS, text.replace("\n", " ")))
        self._send(name, body, both, "longer path", suffix=f"/{quote(text)}")
        for place, content, more in (
            ("JSON that breaks off", json.dumps({"text": text}).encode()[:-2], {}),
            ("JSON that is a text", json.dumps(text).encode(), {}),
            ("no UTF-8", text.encode() + b"\xff", {}),
            ("UTF-16", json.dumps({"text": text}).encode("utf-16"), {}),
            ("a wrong media type", text.encode(), {"Content-Type": f"text/{word.value}"}),
            ("a form", f"text={quote(text)}".encode(), {"Content-Type": "application/x-www-form-urlencoded"}),
            ("a multipart form", _multipart(text), {"Content-Type": "multipart/form-data; boundary=xx"}),
            ("too long", json.dumps({"text": text + " x" * 12_000}).encode(), {}),
            ("too deep", b'{"messages": ' * 600 + json.dumps(text).encode(), {}),
            ("too large", text.encode() * (2_000_000 // len(text) + 1), {}),
        ):
            self._send(name, None, both, place, content=content, headers=more)
        self._send(name, body, both, "a method", method=word.value.upper())

    def _plant_in_front_matter(self) -> None:
        name = "PUT /v1/kb/articles/{article_id}"
        front = {"id": "leak-article", "title": "Frost"}
        for field, kind in zip(FrontMatter.__struct_fields__, cycle(SECRET_KINDS), strict=False):
            for form in (str, lambda text: [text], lambda text: {text: text}):
                canary = self._mint.of(kind)
                content = _file({**front, field: form(canary.text)}, "Keep it warm.")
                self._send(name, None, [canary], f"front matter {field}", content=content, headers=MARKDOWN)
        for start in range(0, len(SECRET_KINDS), _A_FEW):
            canaries = [self._mint.of(kind) for kind in SECRET_KINDS[start : start + _A_FEW]]
            text = "\n\n".join(canary.text for canary in canaries)
            for content in (
                _file(front, text),
                _file({**front, text: text}, "x"),
                text.encode(),
                b"---\n" + text.encode(),
            ):
                self._send(name, None, canaries, "Markdown", content=content, headers=MARKDOWN)

    def _plant_split_cards(self) -> None:
        """A card number over two and three messages of a conversation that is stored, and of one that is not."""
        for pieces in (2, 3):
            for stored in (False, True):
                card = self._mint.card("visa")
                digits = _digits(card.value)
                size = -(-len(digits) // pieces)
                parts = [digits[start : start + size] for start in range(0, len(digits), size)]
                self.fragments += [Canary("FRAGMENT", part, part) for part in parts if len(part) >= _LONG_FRAGMENT]
                texts = [f"my card is {parts[0]}", *parts[1:]]
                self._send_split(texts, [card], stored=stored)

    def _send_split(self, texts: Sequence[str], canaries: list[Canary], *, stored: bool) -> None:
        if not stored:
            body = {"messages": [{"author": "customer", "text": text} for text in texts]}
            self._send("POST /v1/suggestions", body, canaries, "split card", is_free_text=True)
            return
        conversation = self._conversation()
        for text in texts:
            self._send(
                "POST /v1/conversations/{conversation_id}/messages",
                {"author": "customer", "text": text},
                canaries,
                "split card",
                address={"conversation_id": conversation},
                is_free_text=True,
            )

    def _send(
        self,
        name: str,
        body: Any,
        canaries: Sequence[Canary],
        place: str,
        *,
        address: dict[str, str] | None = None,
        suffix: str = "",
        method: str | None = None,
        content: bytes | None = None,
        is_free_text: bool = False,
        **more: Any,
    ) -> None:
        usual, _, path = name.partition(" ")
        chosen = {**self._ids(path), **(address or {})}
        for parameter, value in chosen.items():
            path = path.replace(f"{{{parameter}}}", quote(value, safe=""))
        if content is None and body is not None:
            content = json.dumps(body).encode()
            more["headers"] = {"Content-Type": "application/json", **more.get("headers", {})}
        headers = {name: value.encode() for name, value in (more.pop("headers", None) or {}).items()}
        response = self._client.request(method or usual, path + suffix, content=content, headers=headers, **more)
        self.sent.append(
            Sent(f"{name} {place}", tuple(canaries), response, is_free_text, chosen.get("conversation_id"))
        )

    def _ids(self, path: str) -> dict[str, str]:
        """Of things that exist; a conversation of its own for each request, whose vault knows nothing yet."""
        ids = {}
        if "{conversation_id}" in path:
            ids["conversation_id"] = self._conversation()
        if "{suggestion_id}" in path:
            made = self._client.post("/v1/suggestions", json={"messages": [_MESSAGE]})
            ids["suggestion_id"] = made.json()["id"]
        if "{article_id}" in path:
            ids["article_id"] = "leak-article"
        if "{reply_id}" in path:
            ids["reply_id"] = "leak-reply"
        return ids

    def _conversation(self) -> str:
        made = self._client.post("/v1/conversations", json={})
        conversation = str(made.json()["id"])
        self._client.post(f"/v1/conversations/{conversation}/messages", json=_MESSAGE)
        return conversation


SAMPLES_OF_OBJECTS: Final[dict[Path, Any]] = {("messages", 0): _MESSAGE}


def _by_author(sample: Any, path: Path) -> Iterator[Any]:
    """The sample, once for each author if the member is what one of them wrote."""
    if path[-1] != "text" or "author" not in str(sample):
        yield sample
        return
    for author in ("customer", "operator", "system"):
        yield having(sample, (*path[:-1], "author"), author)


def _file(front: dict[str, Any], body: str) -> bytes:
    return f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True)}---\n{body}\n".encode()


def _multipart(text: str) -> bytes:
    return (
        f'--xx\r\nContent-Disposition: form-data; name="{text}"; filename="{text}"\r\n\r\n{text}\r\n--xx--\r\n'.encode()
    )


def _digits(value: str) -> str:
    words = {word: str(digit) for digit, word in enumerate(SPELT)}
    return "".join(words.get(word, "".join(filter(str.isdigit, word))) for word in value.split())
