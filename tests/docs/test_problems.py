"""docs/reference/problems.md lists the problems that the service can answer with."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from litestar import Litestar, get
from litestar.exceptions import HTTPException
from litestar.testing import TestClient

import copilot.errors
from copilot.api.problems import EXCEPTION_HANDLERS
from copilot.errors import CopilotError, DrafterUnavailable
from tests.docs.pages import DOCS, codes, sections

PAGE = DOCS / "reference" / "problems.md"
NAMED_STATUSES = (400, 401, 403, 404, 405, 413, 415, 429)


def documented() -> dict[str, str]:
    rows = [row for section in sections(PAGE) for table in section.tables for row in table.rows]
    return {codes(row[0])[0]: row[1] for row in rows}


def failures(kind: type[CopilotError] = CopilotError) -> Iterator[type[CopilotError]]:
    """The service's own errors; other tests may have defined more."""
    for child in kind.__subclasses__():
        if child.__module__ == copilot.errors.__name__:
            yield child
            yield from failures(child)


def code_of(kind: type[CopilotError]) -> str:
    return kind.code


ANSWERED = [kind for kind in failures() if kind is not DrafterUnavailable]


def answers_to(*errors: Exception) -> list[tuple[int, str]]:
    """Status and code of the problem that each error becomes."""

    @get("/{number:int}", sync_to_thread=False)
    def failing(number: int) -> None:
        raise errors[number]

    application = Litestar([failing], exception_handlers=EXCEPTION_HANDLERS, logging_config=None, openapi_config=None)
    with TestClient(application, raise_server_exceptions=False) as client:
        responses = [client.get(f"/{number}") for number in range(len(errors))]
    return [(response.status_code, response.json()["code"]) for response in responses]


def test_the_page_lists_exactly_the_codes_that_exist() -> None:
    own = {kind.code for kind in failures()}
    statuses = [status for status in HTTPStatus if 400 <= status < 500]
    of_the_framework = {code for _, code in answers_to(*(HTTPException(status_code=status) for status in statuses))}

    assert sorted(documented()) == sorted(own | of_the_framework | {CopilotError.code})


@pytest.mark.parametrize("kind", ANSWERED, ids=code_of)
def test_the_page_tells_the_status_of(kind: type[CopilotError]) -> None:
    ((status, code),) = answers_to(kind("it failed"))

    assert (code, documented()[code]) == (kind.code, str(status))


@pytest.mark.parametrize("status", NAMED_STATUSES)
def test_the_page_tells_the_status_of_a_framework_error(status: int) -> None:
    ((_, code),) = answers_to(HTTPException(status_code=status))

    assert documented()[code] == str(status)


def test_a_fault_of_the_service_is_500_as_the_page_says() -> None:
    ((status, code),) = answers_to(RuntimeError("unexpected"))

    assert documented()[code] == str(status)


def test_a_drafter_that_is_down_is_never_a_status() -> None:
    assert documented()[DrafterUnavailable.code] == "never"
