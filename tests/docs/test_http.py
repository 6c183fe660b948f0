"""docs/reference/http.md: its examples work, and its tables say which calls, fields and roles there are."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPMethod
from typing import Any, get_args

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import Struct

from copilot.api.canned_schemas import CannedBody
from copilot.api.schemas import (
    ArticleBody,
    CloseBody,
    FeedbackBody,
    LintBody,
    MessageBody,
    OpenBody,
    RedactBody,
    SearchBody,
    SuggestionBody,
    WishesBody,
)
from copilot.bootstrap import Services
from copilot.types import Role
from tests.apps import make_keys, own_folders, serving, with_keys
from tests.docs.examples import Answer, Reader
from tests.docs.pages import DOCS, Block, Section, blocks, codes, sections
from tests.docs.shell import HttpRequest

PAGE = DOCS / "reference" / "http.md"
ROLES: tuple[Role, ...] = get_args(Role)
BODIES: dict[str, type[Struct]] = {
    "POST /v1/suggestions": SuggestionBody,
    "POST /v1/suggestions/{id}/events": FeedbackBody,
    "POST /v1/conversations": OpenBody,
    "POST /v1/conversations/{id}/messages": MessageBody,
    "POST /v1/conversations/{id}/suggestions": WishesBody,
    "POST /v1/conversations/{id}/close": CloseBody,
    "POST /v1/search": SearchBody,
    "PUT /v1/kb/articles/{id}": ArticleBody,
    "PUT /v1/canned/{id}": CannedBody,
    "POST /v1/redact": RedactBody,
    "POST /v1/lint": LintBody,
}

Client = TestClient[Litestar]


def calls() -> dict[str, str]:
    (section,) = (section for section in sections(PAGE) if section.heading == "Calls")
    return {codes(row[0])[0]: row[1] for row in section.tables[0].rows}


def described() -> dict[str, Section]:
    found = {code: section for section in sections(PAGE) for code in codes(section.heading)[:1]}
    return {name: section for name, section in found.items() if " /" in name}


def routes(client: Client) -> set[str]:
    paths: dict[str, dict[str, Any]] = client.get("/schema/openapi.json").json()["paths"]
    return {f"{method.upper()} {_with_plain_id(path)}" for path, operations in paths.items() for method in operations}


def _with_plain_id(path: str) -> str:
    return "/".join("{id}" if part.startswith("{") else part for part in path.split("/"))


def pairs() -> Iterator[tuple[Block, HttpRequest, Answer]]:
    found = blocks(PAGE, "http")
    for asked, answered in zip(found[::2], found[1::2], strict=True):
        method, _, address = _start(asked).partition(" ")
        request = HttpRequest(
            method=method, host="", address=address, headers=_headers(asked), body=_body(asked) or None
        )
        content_type = _headers(answered).get("Content-Type", "")
        status = int(_start(answered).removeprefix("HTTP/1.1 "))
        yield asked, request, Answer(status=status, content_type=content_type, body=_body(answered) or None)


def _start(block: Block) -> str:
    return block.text.partition("\n")[0]


def _headers(block: Block) -> dict[str, str]:
    lines = block.text.partition("\n\n")[0].splitlines()[1:]
    return {name: value for name, _, value in (line.partition(": ") for line in lines)}


def _body(block: Block) -> str:
    return block.text.partition("\n\n")[2]


def test_every_example_gets_the_documented_answer(documented: Client) -> None:
    reader = Reader(documented)

    found = [
        f"line {asked.line}, {request.method} {request.address}: {difference}"
        for asked, request, answer in pairs()
        for difference in reader.differences(answer, reader.send(request))
    ]

    assert not found, "\n".join(found)


def test_every_call_has_an_example() -> None:
    shown = {name: {_start(block).split(" ")[0] for block in section.blocks} for name, section in described().items()}

    assert all(name.split(" ")[0] in methods for name, methods in shown.items())


def test_examples_begin_with_a_method_and_are_answered() -> None:
    for asked, request, _ in pairs():
        assert request.method in set(HTTPMethod), f"line {asked.line}"


def test_the_page_lists_and_describes_exactly_the_calls_that_exist(documented: Client) -> None:
    assert sorted(calls()) == sorted(routes(documented))
    assert sorted(described()) == sorted(routes(documented))


@pytest.mark.parametrize("name", BODIES)
def test_the_page_lists_exactly_the_fields_of(name: str) -> None:
    (table,) = (table for table in described()[name].tables if table.header[0] == "field")

    fields = [field.name for field in msgspec.structs.fields(BODIES[name])]
    assert sorted(codes(row[0])[0] for row in table.rows) == sorted(fields)


def test_the_page_says_which_roles_may_make_which_call(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = with_keys(own_folders(services, tmp_path_factory.mktemp("roles")))
    keys = make_keys(settings, *ROLES)
    allowed: dict[str, str] = {}

    with serving(services, settings) as client:
        for name in calls():
            method, path = name.split(" ")
            path = path.replace("{id}", "nothing-here")
            asked = {role: client.request(method, path, headers=keys[role][1]).status_code for role in ROLES}
            is_open = client.request(method, path).status_code != 401
            named = ", ".join(role for role in ROLES if asked[role] != 403 and role != "admin")
            allowed[name] = "open" if is_open else named

    assert allowed == calls()
