"""Requests made from the service's own OpenAPI document: never a fault of ours, always an answer of the contract."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from copilot.api.app import create_app
from copilot.bootstrap import Services
from tests.apps import own_folders, problem_of, serving
from tests.fuzz.bodies import UNUSUAL_TEXTS, UNUSUAL_VALUES, Json, allowed, spoiled, written

Client = TestClient[Litestar]

_WANTED = os.environ.get("COPILOT_FUZZ_EXAMPLES")
"""Set it to look for new faults with fresh examples; without it the same few hundred are tried each time."""


def bounded(examples: int) -> Any:
    return settings(
        max_examples=int(_WANTED) if _WANTED else examples,
        derandomize=not _WANTED,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def document(services: Services) -> Json:
    document: Json = create_app(services).openapi_schema.to_schema()
    return document


@pytest.fixture(scope="module")
def own_client(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(services, own_folders(services, tmp_path_factory.mktemp("fuzz"))) as client:
        client.post("/v1/conversations", json={"id": "known", "customer": {"name": "Ana"}})
        yield client


def check(response: Any) -> None:
    """An answer of the contract, whatever was asked."""
    assert response.status_code != 500, response.text
    assert response.status_code < 500 or response.headers["retry-after"]
    if response.status_code >= 400:
        problem_of(response)
    elif response.headers.get("content-type", "").startswith("text/event-stream"):
        assert '"status":500' not in response.text
    elif response.status_code != 204:
        assert response.text
    assert response.headers["x-request-id"]


PATHS = {
    "suggestion_id": st.sampled_from(["none", "sug_1"]) | UNUSUAL_TEXTS,
    "conversation_id": st.sampled_from(["known", "known", "none"]) | UNUSUAL_TEXTS,
    "article_id": st.sampled_from(["error-e42", "fuzz-1", "UPPER"]) | UNUSUAL_TEXTS,
}
MEDIA_TYPES = st.sampled_from(
    ["application/json", "application/json; charset=utf-16", "text/plain", "", "x", "text/markdown"]
)
ACCEPTED = st.sampled_from(["*/*", "text/event-stream", "text/markdown", "image/png", ""])


def calls(document: Json) -> list[tuple[str, str, Json]]:
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if path not in {"/metrics", "/v1/kb/reindex"}
    ]


def address(draw: st.DrawFn, path: str) -> str:
    for name, values in PATHS.items():
        if f"{{{name}}}" in path:
            path = path.replace(f"{{{name}}}", quote(draw(values).encode("utf-8", "surrogatepass"), safe="") or "%20")
    return path


def body_schema(operation: Json) -> Json | None:
    schema: Json | None = (
        operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", None)
    )
    return schema


@st.composite
def requests(draw: st.DrawFn, document: Json) -> dict[str, Any]:
    """A call of the document with a body that may be spoiled in any way."""
    method, path, operation = draw(st.sampled_from(calls(document)))
    schema = body_schema(operation)
    query = {p["name"]: draw(UNUSUAL_TEXTS) for p in operation.get("parameters", ()) if p["in"] == "query"}
    kinds = (
        [spoiled(allowed(document, schema)), UNUSUAL_VALUES, allowed(document, schema)] if schema else [UNUSUAL_VALUES]
    )
    return {
        "method": method.upper(),
        "url": address(draw, path),
        "params": {name: value.encode("utf-8", "replace") for name, value in query.items() if draw(st.booleans())},
        "content": draw(written(st.one_of(*kinds))) if draw(st.integers(0, 9)) else b"",
        "headers": {"Content-Type": draw(MEDIA_TYPES), "Accept": draw(ACCEPTED)},
    }


@pytest.mark.slow
def test_no_request_is_answered_with_a_fault_of_ours(own_client: Client, document: Json) -> None:
    @bounded(250)
    @given(request=requests(document))
    def run(request: dict[str, Any]) -> None:
        check(own_client.request(**request))

    run()


@pytest.mark.slow
def test_what_the_document_allows_is_not_refused_as_invalid(own_client: Client, document: Json) -> None:
    checked = [call for call in calls(document) if body_schema(call[2]) and call[0] == "post"]

    @bounded(60)
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        method, path, operation = data.draw(st.sampled_from(checked))
        url = path.replace("{conversation_id}", "known").replace("{suggestion_id}", "none")
        schema = body_schema(operation)
        assert schema
        body = data.draw(allowed(document, schema))

        response = own_client.request(method, url, json=body)

        check(response)
        assert response.status_code in {200, 201, 202, 404, 409}, (url, body, response.text)

    run()


FRONT_MATTER = st.lists(
    st.sampled_from(
        [
            "id: fuzz-2",
            "title: A title",
            "title: 5",
            "title: [a",
            "title: {a: b}",
            'title: "\\uD800"',
            "title: 'x",
            "title: |\n  long\n",
            "tags: [a, b]",
            "tags: a",
            "tags: [1, 2.5, null]",
            "tags: &a [*a]",
            "tags: !!python/object:os.system x",
            "tags: !x y",
            "audience: public",
            "audience: friends",
            "updated: 2026-02-30",
            "updated: 2026-02-03",
            "updated: 2026-02-03T10:00:00Z",
            "updated: 99999-01-01",
            "questions: []",
            "questions: ['']",
            "? [a]: b",
            "<<: {title: x}",
            "\t",
            "---",
            "...",
            "%YAML 9.9",
            "#",
            "category: " + "9" * 5_000,
            "language: 0x1F",
            "language: 1:30:00",
            "category: .nan",
            "\x07",
            "\u2028",
            "\ufeff",
        ]
    ),
    max_size=6,
)


@pytest.mark.slow
@bounded(60)
@given(lines=FRONT_MATTER, body=UNUSUAL_TEXTS, is_complete=st.booleans())
@example(lines=[], body="# H\n\n|a|\n|-|\n\n1. x\n   1. y\n\n```\nz\n\n<b>\n\n> q", is_complete=True)
@example(lines=["title: ''"], body="text", is_complete=True)
def test_no_markdown_article_is_answered_with_a_fault_of_ours(
    own_client: Client, lines: list[str], body: str, is_complete: bool
) -> None:
    head = ["id: fuzz-2", "title: T"] if is_complete else []
    source = "\n".join(["---", *head, *lines, "---", body])

    response = own_client.put(
        "/v1/kb/articles/fuzz-2", content=source.encode("utf-8", "replace"), headers={"Content-Type": "text/markdown"}
    )

    check(response)
    if response.status_code in {200, 201}:
        markdown = own_client.get("/v1/kb/articles/fuzz-2", headers={"Accept": "text/markdown"})
        assert markdown.status_code == 200
