"""The OpenAPI document is valid, and tells the truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.apps import asking

Client = TestClient[Litestar]
Json = dict[str, Any]

CALLS = {
    ("post", "/v1/suggestions"), ("get", "/v1/suggestions/{suggestion_id}"),
    ("post", "/v1/suggestions/{suggestion_id}/events"),
    ("post", "/v1/conversations"),
    ("get", "/v1/conversations/{conversation_id}"), ("post", "/v1/conversations/{conversation_id}/messages"),
    ("post", "/v1/conversations/{conversation_id}/suggestions"), ("post", "/v1/conversations/{conversation_id}/close"),
    ("post", "/v1/conversations/{conversation_id}/summary"), ("post", "/v1/conversations/{conversation_id}/assign"),
    ("get", "/v1/queue"), ("post", "/v1/search"), ("post", "/v1/redact"), ("post", "/v1/lint"),
    ("get", "/v1/kb/status"), ("post", "/v1/kb/reindex"),
    ("get", "/v1/kb/articles/{article_id}"), ("put", "/v1/kb/articles/{article_id}"),
    ("get", "/v1/canned"), ("get", "/v1/canned/{reply_id}"), ("put", "/v1/canned/{reply_id}"),
    ("delete", "/v1/canned/{reply_id}"), ("delete", "/v1/kb/articles/{article_id}"), ("get", "/livez"),
    ("get", "/readyz"), ("get", "/metrics"),
}  # fmt: skip
SCHEMA_WORDS = {
    "type", "enum", "const", "oneOf", "anyOf", "allOf", "items", "properties", "required", "additionalProperties",
    "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "format", "default", "title",
    "description", "examples", "$ref", "contentEncoding", "contentMediaType",
}  # fmt: skip
TYPES = {"null", "boolean", "object", "array", "number", "integer", "string"}


@pytest.fixture(scope="module")
def document(client: Client) -> Json:
    document: Json = client.get("/schema/openapi.json").json()
    return document


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def schemas(document: Json) -> Iterator[Json]:
    """Every schema object of the document, nested ones too."""
    waiting: list[Json] = list(document["components"]["schemas"].values())
    for _, _, operation in operations(document):
        waiting.extend(parameter["schema"] for parameter in operation.get("parameters", ()))
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        waiting.extend(form["schema"] for body in bodies for form in (body.get("content") or {}).values())
    while waiting:
        schema = waiting.pop()
        yield schema
        waiting.extend(schema.get("properties", {}).values())
        waiting.extend(item for word in ("oneOf", "anyOf", "allOf") for item in schema.get(word, ()))
        waiting.extend(schema[word] for word in ("items", "additionalProperties") if isinstance(schema.get(word), dict))


def resolved(document: Json, schema: Json) -> Json:
    name: str = schema.get("$ref", "")
    found: Json = document["components"]["schemas"][name.rpartition("/")[2]] if name else schema
    return found


def mismatch(document: Json, value: object, schema: Json) -> str:
    """Why a value does not fit a schema; empty if it does. The few words of JSON Schema that the document uses."""
    schema = resolved(document, schema)
    if "oneOf" in schema:
        fitting = [item for item in schema["oneOf"] if not mismatch(document, value, item)]
        return "" if len(fitting) == 1 else f"fits {len(fitting)} of oneOf"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_a(kind, value) for kind in kinds):
        return f"{value!r} is not {kinds}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{value!r} is not in enum"
    if isinstance(value, dict):
        return mismatch_of_object(document, value, schema)
    if isinstance(value, list):
        return next(filter(None, (mismatch(document, item, schema.get("items", {})) for item in value)), "")
    return ""


def mismatch_of_object(document: Json, value: Json, schema: Json) -> str:
    missing = set(schema.get("required", ())) - set(value)
    unknown = set(value) - set(schema["properties"]) if "properties" in schema else set()
    if missing or unknown:
        return f"missing {missing}, unknown {unknown}"
    parts = ((name, schema.get("properties", {}).get(name) or schema.get("additionalProperties", {})) for name in value)
    return next((f"{name}: {why}" for name, part in parts if (why := mismatch(document, value[name], part))), "")


def is_a(kind: str, value: object) -> bool:
    if isinstance(value, bool) or value is None:
        return kind == {True: "boolean", False: "boolean", None: "null"}[value]
    types = {"string": str, "integer": int, "number": (int, float), "array": list, "object": dict}
    return kind in types and isinstance(value, types[kind])  # type: ignore[arg-type]  # a table of types and tuples of them


def test_every_call_of_the_contract_is_described_and_no_other(document: Json) -> None:
    assert {(method, path) for method, path, _ in operations(document)} == CALLS


def test_every_operation_has_an_id_of_its_own_a_summary_and_its_path_parameters(document: Json) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(document)]

    assert len(ids) == len(set(ids))
    for _, path, operation in operations(document):
        assert operation["summary"]
        parameters = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path" and p["required"]}
        assert parameters == set(re.findall(r"\{(\w+)\}", path))
        assert all(response["description"] for response in operation["responses"].values())


def test_schemas_use_known_words_types_and_references(document: Json) -> None:
    for schema in schemas(document):
        assert set(schema) <= SCHEMA_WORDS, schema
        kinds = schema.get("type", [])
        assert set([kinds] if isinstance(kinds, str) else kinds) <= TYPES
        if "$ref" in schema:
            assert schema["$ref"].startswith("#/components/schemas/")
            assert resolved(document, schema)
        if "pattern" in schema:
            re.compile(schema["pattern"])
        if "default" in schema:
            assert not mismatch(document, schema["default"], {k: v for k, v in schema.items() if k != "default"})


def test_every_v1_call_says_that_it_answers_with_problems(document: Json) -> None:
    for _, path, operation in operations(document):
        if path.startswith("/v1/"):
            for status in ("400", "401", "403", "404", "409", "413", "429", "503"):
                schema = operation["responses"][status]["content"]["application/problem+json"]["schema"]
                assert set(resolved(document, schema)["required"]) == {
                    "type", "title", "status", "detail", "instance", "code",
                }  # fmt: skip


def test_every_success_with_a_body_has_a_schema(document: Json) -> None:
    for method, path, operation in operations(document):
        for status, response in operation["responses"].items():
            if status in {"200", "201", "202"} and path != "/metrics":
                schema = response["content"]["application/json"]["schema"]
                item = resolved(document, schema)
                assert resolved(document, item.get("items", item)).get("properties"), (method, path, status)


def test_the_document_is_the_same_each_time(document: Json) -> None:
    assert not any("examples" in schema for schema in schemas(document))


def test_calls_with_a_body_say_whether_it_is_needed(document: Json) -> None:
    needed = {
        (method, path): operation["requestBody"].get("required", False)
        for method, path, operation in operations(document)
        if "requestBody" in operation
    }

    assert needed[("put", "/v1/kb/articles/{article_id}")]
    assert needed[("post", "/v1/suggestions")]
    assert not needed[("post", "/v1/conversations")]
    assert not needed[("post", "/v1/conversations/{conversation_id}/suggestions")]
    assert set(document["paths"]["/v1/kb/articles/{article_id}"]["put"]["requestBody"]["content"]) == {
        "text/markdown",
        "application/json",
    }


REQUESTS: list[tuple[str, str, str, Json | None]] = [
    ("post", "/v1/suggestions", "/v1/suggestions", asking("E42 and 4111 1111 1111 1111", customer={"name": "Ana"})),
    ("post", "/v1/conversations", "/v1/conversations", {"id": "openapi", "customer": {"name": "Ana"}}),
    (
        "post",
        "/v1/conversations/{conversation_id}/messages",
        "/v1/conversations/openapi/messages?suggest=true",
        {"author": "customer", "text": "I was charged twice", "id": "m1"},
    ),
    ("post", "/v1/conversations/{conversation_id}/assign", "/v1/conversations/openapi/assign", {"operator": "op-1"}),
    ("post", "/v1/conversations/{conversation_id}/assign", "/v1/conversations/openapi/assign", {"operator": None}),
    ("post", "/v1/conversations/{conversation_id}/summary", "/v1/conversations/openapi/summary", {"kind": "handoff"}),
    ("get", "/v1/queue", "/v1/queue", None),
    ("get", "/v1/conversations/{conversation_id}", "/v1/conversations/openapi", None),
    ("post", "/v1/search", "/v1/search", {"query": "E42"}),
    ("post", "/v1/redact", "/v1/redact", {"text": "ana@mail.example"}),
    ("get", "/v1/kb/status", "/v1/kb/status", None),
    ("get", "/v1/kb/articles/{article_id}", "/v1/kb/articles/error-e42", None),
    ("get", "/readyz", "/readyz", None),
    ("get", "/livez", "/livez", None),
]


@pytest.mark.parametrize(("method", "path", "url", "body"), REQUESTS)
def test_bodies_are_as_the_document_says(
    client: Client, document: Json, method: str, path: str, url: str, body: Json | None
) -> None:
    operation = document["paths"][path][method]

    response = client.request(method, url, json=body)

    answer = operation["responses"][str(response.status_code)]["content"]["application/json"]["schema"]
    assert mismatch(document, response.json(), answer) == ""
    if body is not None:
        assert mismatch(document, body, operation["requestBody"]["content"]["application/json"]["schema"]) == ""
