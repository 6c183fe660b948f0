"""A request id for every request, one log line and two metrics; by route, never by path, because paths hold ids."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from litestar.enums import HttpMethod, ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from copilot.ids import new_id
from copilot.telemetry import REQUEST_SECONDS, REQUESTS, Label, log_event

_METHODS: Final = frozenset(HttpMethod)


class Observing(ASGIMiddleware):
    """Outermost: sees the status that the client sees, also if no route takes the request."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Time a request and count it under its route template."""
        request_id = new_id("req")
        scope["state"]["request_id"] = request_id
        started, status = perf_counter(), 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await next_app(scope, receive, send_and_note)
        finally:
            seconds = perf_counter() - started
            route, method = scope.get("path_template") or "unknown", _method(scope)
            REQUESTS.labels(route, method, status).inc()
            REQUEST_SECONDS.labels(route).observe(seconds)
            log_event(
                Label("request"),
                route=Label(route),
                method=Label(method),
                status=status,
                ms=round(seconds * 1e3, 2),
                request_id=Label(request_id),
            )


def _method(scope: Scope) -> str:
    """The method if it is one of HTTP's; clients may send any word."""
    method = str(scope.get("method"))
    return method if method in _METHODS else "other"
