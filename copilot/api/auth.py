"""Who is calling and what they may do."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from litestar.connection import ASGIConnection, Request
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.types import ASGIApp, Guard, Receive, Scope, Send
from msgspec import Struct

from copilot.api.keys import verify
from copilot.errors import NotAuthenticated, NotAuthorised
from copilot.store.port import Store
from copilot.types import Role

OPEN: Final = "open_to_all"
"""Route option: no key is needed."""

_LOOPBACK_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class Caller(Struct, frozen=True, kw_only=True):
    """Who is calling."""

    key_id: str
    role: Role


_LOCAL_CALLER: Final = Caller(key_id="local", role="admin")


class Authentication(ASGIMiddleware):
    """Puts the `Caller` into the scope; a request without a valid key goes no further."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = OPEN

    def __init__(self, store: Store) -> None:
        self._store = store

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Verify the bearer key."""
        scheme, _, text = Request(scope).headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not text:
            raise NotAuthenticated("no API key: send `Authorization: Bearer <key>`; `copilot keys create` makes one")
        key = await verify(self._store, text.strip())
        scope["user"] = Caller(key_id=key.id, role=key.role)
        await next_app(scope, receive, send)


class LoopbackOnly(ASGIMiddleware):
    """Without keys, only programs and pages of this machine may call: no other web page through the user's browser."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Check `Host` (DNS rebinding) and `Origin` (cross-site requests)."""
        headers = Request(scope).headers
        host = headers.get("host", "")
        origin = headers.get("origin")
        if _parts(f"//{host}").hostname not in _LOOPBACK_NAMES:
            raise NotAuthorised(
                "without API keys only http://127.0.0.1 and http://localhost are served; "
                "set auth.required to serve others"
            )
        if origin is not None and _parts(origin).netloc != host:
            raise NotAuthorised("without API keys no page of another address may call; set auth.required and use a key")
        scope["user"] = _LOCAL_CALLER
        await next_app(scope, receive, send)


def _parts(address: str) -> SplitResult:
    """The parts of an address; those of no address at all if it cannot be read."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def requires(*roles: Role) -> Guard:
    """A guard that lets only these roles (and `admin`) through."""
    allowed = {*roles, "admin"}

    def guard(connection: ASGIConnection[Any, Any, Any, State], _: BaseRouteHandler) -> None:
        caller: Caller = connection.scope["user"]
        if caller.role not in allowed:
            raise NotAuthorised(f"this call needs a key with one of the roles {', '.join(sorted(allowed))}")

    return guard


def rate_limit(requests_per_second: int) -> RateLimitConfig:
    """So many requests a second for each key and worker process."""
    return RateLimitConfig(
        rate_limit=("second", requests_per_second), identifier_for_request=_key_id, exclude_opt_key=OPEN
    )


def _key_id(request: Request[Any, Any, State]) -> str:
    caller: Caller = request.scope["user"]
    return caller.key_id


ANYONE_WITH_A_KEY: Final = requires("operator", "supervisor", "editor", "integration")
CONVERSING: Final = requires("operator", "supervisor", "integration")
EDITING: Final = requires("editor")
