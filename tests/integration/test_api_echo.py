"""No error, log line or metric repeats what somebody wrote, wherever in a request it stands."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from structlog.testing import capture_logs

from copilot.bootstrap import Services
from copilot.settings import Settings
from tests.apps import asking, make_keys, own_folders, serving, with_keys

Client = TestClient[Litestar]
CANARY = "Quetzalcoatl-4929-1111"
MARKDOWN = {"Content-Type": "text/markdown"}


def yaml(*lines: str) -> bytes:
    return "\n".join(["---", "id: echo", "title: T", *lines, "---", "text"]).encode()


JSON_BODIES: list[tuple[str, str, Any]] = [
    ("POST", "/v1/suggestions", CANARY),
    ("POST", "/v1/suggestions", [CANARY]),
    ("POST", "/v1/suggestions", {CANARY: CANARY}),
    ("POST", "/v1/suggestions", {"messages": CANARY}),
    ("POST", "/v1/suggestions", {"messages": [CANARY]}),
    ("POST", "/v1/suggestions", {"messages": [{"author": CANARY, "text": CANARY}]}),
    ("POST", "/v1/suggestions", {"messages": [{"author": "customer", "text": CANARY * 1_000}]}),
    ("POST", "/v1/suggestions", {"messages": [{"author": "customer", "text": {CANARY: CANARY}}]}),
    ("POST", "/v1/suggestions", {"messages": [{"author": "customer", "text": "Hi", CANARY: CANARY}]}),
    ("POST", "/v1/suggestions", {"messages": [{"author": "customer", "text": "Hi", "id": f"<{CANARY}>"}]}),
    ("POST", "/v1/suggestions", {"messages": [{"author": "customer", "text": "Hi", "sent_at": CANARY}]}),
    *(
        ("POST", "/v1/suggestions", asking("Hi", **{member: wrong}))
        for member in ("channel", "brand", "customer", "query", "instruction", "tone", "k", "deadline_ms")
        for wrong in (f" {CANARY}", [CANARY], {CANARY: CANARY})
        if not (member in {"query", "instruction"} and isinstance(wrong, str))
    ),
    *(
        ("POST", "/v1/suggestions", asking("Hi", customer={member: wrong}))
        for member in ("id", "name", "language", "tier")
        for wrong in ([CANARY], f"{CANARY} " * 50)
    ),
    *(("POST", "/v1/suggestions", asking("Hi", tone={m: CANARY})) for m in ("formality", "warmth", "length", "mood")),
    ("POST", "/v1/conversations", {"id": f"{CANARY}!"}),
    ("POST", "/v1/conversations", {"channel": CANARY}),
    ("POST", "/v1/conversations/known/messages", {"author": "customer", "text": CANARY, "id": f"{CANARY} "}),
    ("POST", "/v1/conversations/known/close", {"outcome": CANARY}),
    ("POST", "/v1/conversations/known/close", {"outcome": "resolved", "csat": CANARY, "nps": CANARY}),
    ("POST", f"/v1/conversations/{CANARY}/messages", {"author": "customer", "text": CANARY}),
    ("POST", f"/v1/conversations/{CANARY}/suggestions", {"query": CANARY, "instruction": CANARY}),
    ("POST", f"/v1/conversations/{CANARY}/close", {"outcome": "resolved"}),
    ("POST", f"/v1/conversations/known/messages?suggest={CANARY}", {"author": "customer", "text": CANARY}),
    ("POST", f"/v1/suggestions/{CANARY}/events", {"type": "sent", "sent_text": CANARY, "reason": CANARY}),
    ("POST", "/v1/suggestions/none/events", {"type": CANARY}),
    ("POST", "/v1/suggestions/none/events", {"type": "sent", "passage_id": CANARY}),
    ("POST", "/v1/search", {"query": "x", "filters": {CANARY: CANARY}}),
    ("POST", "/v1/search", {"query": "x", "filters": {"audience": [CANARY], "tags": CANARY}}),
    ("POST", "/v1/redact", {"text": [CANARY]}),
    ("GET", f"/v1/conversations/{CANARY}", None),
    ("GET", f"/v1/kb/articles/{CANARY}", None),
    ("DELETE", f"/v1/kb/articles/{CANARY}", None),
    ("GET", f"/{CANARY}?{CANARY}={CANARY}", None),
    ("POST", f"/livez?{CANARY}", {CANARY: CANARY}),
    ("PUT", "/v1/kb/articles/echo", {"title": CANARY, "body": [CANARY]}),
    ("PUT", "/v1/kb/articles/echo", {"title": "T", "body": "text", "audience": CANARY}),
    ("PUT", "/v1/kb/articles/echo", {"title": "T", "body": "text", CANARY: CANARY}),
    ("PUT", f"/v1/kb/articles/{CANARY}!", {"title": "T", "body": "text"}),
]
RAW_BODIES: list[tuple[str, str, bytes, dict[str, Any]]] = [
    ("POST", "/v1/suggestions", f'{{"messages": {CANARY}'.encode(), {}),
    ("POST", "/v1/suggestions", CANARY.encode() + b"\xff", {}),
    ("POST", "/v1/suggestions", json.dumps({"k": CANARY}).encode(), {"Content-Type": f"text/{CANARY}"}),
    ("PUT", "/v1/kb/articles/echo", yaml(f"audience: {CANARY}"), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", yaml(f"{CANARY}: {CANARY}"), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", yaml(f"tags: *{CANARY}"), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", yaml(f"tags: &{CANARY} [a]", f"questions: &{CANARY} [b]"), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", yaml(f"tags: !{CANARY} x"), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", yaml(f"tags: [{CANARY}"), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", yaml(f"updated: {CANARY}"), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", yaml(f'tags: "\\{CANARY}"'), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", yaml(f"tags: %{CANARY}"), MARKDOWN),
    ("PUT", "/v1/kb/articles/other", yaml(f"category: {CANARY}"), MARKDOWN),
    ("PUT", "/v1/kb/articles/echo", CANARY.encode(), MARKDOWN),
]
HEADERS: list[dict[str, str]] = [
    {"Authorization": CANARY},
    {"Authorization": f"Bearer {CANARY}"},
    {"Authorization": f"Bearer cpk.{CANARY}.{CANARY}"},
    {"Accept": CANARY, "User-Agent": CANARY, "Cookie": f"{CANARY}={CANARY}", "X-Request-Id": CANARY},
    {"X-Forwarded-For": CANARY, "traceparent": CANARY, "Content-Encoding": CANARY, "Last-Event-ID": CANARY},
]


class Overheard(logging.Handler):
    """Everything that the standard library's loggers say, but for the test client's own."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("httpx", "httpcore")):
            self.said.append(f"{self.format(record)} {record.__dict__}")


@pytest.fixture
def said() -> Iterator[list[Any]]:
    """What was logged, in whatever way."""
    overheard = Overheard()
    logging.getLogger().addHandler(overheard)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    with capture_logs() as logs:
        yield [logs, overheard.said]
    logging.getLogger().setLevel(level)
    logging.getLogger().removeHandler(overheard)


@pytest.fixture(scope="module")
def own_settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return own_folders(services, tmp_path_factory.mktemp("echo"))


@pytest.fixture(scope="module")
def own_client(services: Services, own_settings: Settings) -> Iterator[Client]:
    with serving(services, own_settings) as client:
        client.post("/v1/conversations", json={"id": "known"})
        yield client


def check(response: Any, client: Client, said: list[Any]) -> None:
    assert response.status_code >= 400, response.text
    assert CANARY not in response.text
    assert CANARY not in str(response.headers)
    assert CANARY not in str(said)
    assert CANARY not in client.get("/metrics").text
    assert said[0], "every request leaves a log line"


@pytest.mark.parametrize(("method", "path", "body"), JSON_BODIES)
def test_values_of_a_request_that_is_refused_are_not_repeated(
    own_client: Client, said: list[Any], method: str, path: str, body: Any
) -> None:
    check(own_client.request(method, path, json=body), own_client, said)


@pytest.mark.parametrize(("method", "path", "content", "headers"), RAW_BODIES)
def test_a_body_that_cannot_be_read_is_not_repeated(
    own_client: Client, said: list[Any], method: str, path: str, content: bytes, headers: dict[str, Any]
) -> None:
    check(own_client.request(method, path, content=content, headers=headers), own_client, said)


@pytest.mark.parametrize("header", ["Host", "Origin"])
def test_a_host_or_origin_that_is_refused_is_not_repeated(own_client: Client, said: list[Any], header: str) -> None:
    check(own_client.get("/v1/kb/status", headers={header: f"http://{CANARY}"}), own_client, said)


@pytest.mark.parametrize("headers", HEADERS)
def test_headers_are_not_repeated(
    services: Services, own_settings: Settings, own_client: Client, said: list[Any], headers: dict[str, str]
) -> None:
    with serving(services, with_keys(own_settings)) as client:
        response = client.post("/v1/search", json={"query": CANARY}, headers=headers)

    check(response, own_client, said)


def test_keys_are_neither_logged_nor_counted(services: Services, own_settings: Settings, said: list[Any]) -> None:
    _, header = make_keys(own_settings, "admin")["admin"]
    secret = header["Authorization"].rsplit(".", 1)[1]

    with serving(services, with_keys(own_settings)) as client:
        response = client.get("/v1/kb/status", headers=header)
        metrics = client.get("/metrics", headers=header).text

    assert response.status_code == 200
    assert secret not in response.text + str(response.headers) + metrics + str(said)


def test_a_method_is_not_repeated(own_client: Client, said: list[Any]) -> None:
    check(own_client.request(CANARY, "/livez"), own_client, said)


def test_broken_files_are_named_without_their_values(
    own_client: Client, own_settings: Settings, said: list[Any]
) -> None:
    path = own_settings.corpus.path / "articles" / "broken.md"
    path.write_bytes(yaml(f"audience: {CANARY}", f"{CANARY}: {CANARY}"))

    response = own_client.post("/v1/kb/reindex")

    path.unlink()
    check(response, own_client, said)
    assert response.json()["errors"][0]["path"] == "articles/broken.md"


def test_what_is_answered_well_is_neither_logged_nor_counted(own_client: Client, said: list[Any]) -> None:
    person = {"name": CANARY, "tier": "gold"}
    text = f"What does E42 mean? I am {CANARY}, {CANARY}@mail.example"
    message = {"author": "customer", "text": text}
    suggestion = own_client.post("/v1/suggestions", json=asking(text, customer=person, query=text)).json()
    conversation = own_client.post("/v1/conversations", json={"customer": person}).json()["id"]

    responses = [
        own_client.post(f"/v1/conversations/{conversation}/messages?suggest=true", json=message),
        own_client.post(f"/v1/suggestions/{suggestion['id']}/events", json={"type": "sent", "sent_text": text}),
        own_client.post("/v1/search", json={"query": text}),
        own_client.post("/v1/redact", json={"text": text}),
        own_client.put("/v1/kb/articles/echo", json={"title": CANARY, "body": text}),
        own_client.delete("/v1/kb/articles/echo"),
    ]

    assert {response.status_code for response in responses} <= {200, 201, 202, 204}
    assert CANARY not in str(said)
    assert CANARY not in own_client.get("/metrics").text
