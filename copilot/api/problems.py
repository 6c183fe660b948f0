"""Errors as RFC 9457 problem details; nothing in them repeats what a customer or operator wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from msgspec import UNSET, Struct, UnsetType

from copilot.api.faults import faults_of, without_values
from copilot.errors import (
    ConfigError,
    Conflict,
    CopilotError,
    CorpusInvalid,
    InvalidInput,
    NotAuthenticated,
    NotAuthorised,
    NotFound,
    NotReady,
    Overloaded,
    RedactionFailed,
    StoreUnavailable,
)
from copilot.ids import new_id
from copilot.telemetry import Label, log_failure
from copilot.types import Fault

PROBLEM_JSON: Final = "application/problem+json"
_TYPE_PREFIX: Final = "urn:copilot:problem:"
_RETRY_SECONDS: Final = "1"
_FIRST_FAULTS: Final = 50


class Problem(Struct, frozen=True, kw_only=True):
    """`title` is constant for a `type`; `detail` says what happened and what to do; `instance` is the request id."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: tuple[Fault, ...] | UnsetType = UNSET


_STATUS: Final[dict[type[CopilotError], tuple[int, str]]] = {
    InvalidInput: (400, "The request is not valid"),
    NotAuthenticated: (401, "An API key is needed"),
    NotAuthorised: (403, "The API key may not do this"),
    NotFound: (404, "There is nothing under this id"),
    Conflict: (409, "The request contradicts what is stored"),
    Overloaded: (503, "Too much work at the moment"),
    NotReady: (503, "A part of the service is not ready"),
    ConfigError: (503, "The service is not set up rightly"),
    RedactionFailed: (503, "Personal data could not be removed for certain"),
    StoreUnavailable: (503, "The database is not available"),
}
_HTTP_CODES: Final = {
    400: (
        "invalid_input",
        "The request is not valid",
        "The request could not be read; see the contract under /schema.",
    ),
    401: ("not_authenticated", "An API key is needed", "Send `Authorization: Bearer <key>`."),
    403: ("not_authorised", "The API key may not do this", "Use a key with a role that may."),
    404: ("not_found", "There is nothing under this address", "See /schema for the addresses that exist."),
    405: ("method_not_allowed", "This address has no such method", "See /schema for the methods of each address."),
    413: ("too_large", "The request is too large", "Send less at once; the limit is `limits.body_bytes`."),
    415: ("unsupported_media_type", "This media type is not understood", "Send application/json."),
    429: ("rate_limited", "Too many requests with this key", "Wait for the time in the `RateLimit-Reset` header."),
}
PROBLEM_RESPONSES: Final = {
    status: ResponseSpec(Problem, description=title, media_type=PROBLEM_JSON, generate_examples=False)
    for status, title in (
        (400, "Not valid"),
        (401, "No key"),
        (403, "Not allowed"),
        (404, "Not found"),
        (409, "Contradiction"),
        (413, "Too large"),
        (429, "Too often"),
        (503, "Try again"),
    )
}


def on_copilot_error(request: Request[Any, Any, State], error: CopilotError) -> Response[bytes]:
    """A named failure of the service."""
    status, title = next(
        (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), (500, "Something went wrong")
    )
    if status == 500:
        return on_unexpected(request, error)
    faults = tuple(map(without_values, error.faults))
    detail = _named(faults) if isinstance(error, CorpusInvalid) and faults else error.detail
    return _respond(request, status, title, error.code, detail, faults)


def on_http_exception(request: Request[Any, Any, State], error: HTTPException) -> Response[bytes]:
    """An error of the framework; its own texts may echo values, so only the status is taken from it."""
    code, title, detail = _HTTP_CODES.get(error.status_code, ("http_error", "The request failed", "See /schema."))
    faults = tuple(faults_of(error)) if isinstance(error, ValidationException) else ()
    if faults:
        detail = "; ".join(f"{fault.path}: {fault.rule}" for fault in faults[:3])
    if error.status_code >= 500:
        return on_unexpected(request, error)
    return _respond(request, error.status_code, title, code, detail, faults, dict(error.headers or {}))


def on_unexpected(request: Request[Any, Any, State], error: Exception) -> Response[bytes]:
    """A fault of ours: logged by class and place, told without any detail."""
    log_failure(Label("unexpected_error"), error, instance=Label(instance(request)))
    detail = "A fault of the service; the log names the place under this instance."
    return _respond(request, 500, "Something went wrong", "internal", detail)


def instance(request: Request[Any, Any, State]) -> str:
    """The id of a request, which its log line carries too; a request that no route takes gets one here."""
    return str(request.scope.setdefault("state", {}).setdefault("request_id", new_id("req")))


def _respond(
    request: Request[Any, Any, State],
    status: int,
    title: str,
    code: str,
    detail: str,
    faults: tuple[Fault, ...] = (),
    headers: dict[str, str] | None = None,
) -> Response[bytes]:
    problem = Problem(
        type=_TYPE_PREFIX + code,
        title=title,
        status=status,
        detail=detail,
        instance=f"urn:request:{instance(request)}",
        code=code,
        errors=faults[:_FIRST_FAULTS] or UNSET,
    )
    extra = (
        {"Retry-After": _RETRY_SECONDS} if status == 503 else {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    )
    return Response(
        msgspec.json.encode(problem),
        status_code=status,
        media_type=PROBLEM_JSON,
        headers={**(headers or {}), **extra},
    )


def _named(faults: Sequence[Fault]) -> str:
    shown = "; ".join(f"{fault.path}:{fault.line or 1}: {fault.rule}" for fault in faults[:3])
    return f"{len(faults)} fault(s), nothing was changed: {shown}"


EXCEPTION_HANDLERS: Final[dict[int | type[Exception], Any]] = {
    CopilotError: on_copilot_error,
    HTTPException: on_http_exception,
    Exception: on_unexpected,
}
