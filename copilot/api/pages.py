"""Static pages: one to try the service from, one that shows the API; nothing in them comes from another host."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from litestar import MediaType, Request, Response, Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.static_files import create_static_files_router

from copilot.api.auth import OPEN

_CONSOLE: Final = Path(__file__).resolve().parent.parent / "console"
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def pages() -> list[HTTPRouteHandler | Router]:
    """The page at `/`, and the files of both pages."""
    index = (_CONSOLE / "index.html").read_text(encoding="utf-8")

    @get("/", media_type=MediaType.HTML, opt={OPEN: True}, include_in_schema=False, sync_to_thread=False)
    def home() -> Response[str]:
        return Response(index, headers={"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"})

    files = create_static_files_router(
        path="/console", directories=[_CONSOLE], opt={OPEN: True}, include_in_schema=False
    )
    return [home, files]


class SchemaPage(OpenAPIRenderPlugin):
    """The OpenAPI document, readable, at `/schema`."""

    def __init__(self) -> None:
        super().__init__(path="/")

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The page; it reads the document itself."""
        return (_CONSOLE / "schema.html").read_bytes()
