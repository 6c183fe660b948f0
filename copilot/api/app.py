"""The Litestar application over a set of services."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.types import Middleware

from copilot import __version__
from copilot.api.auth import OPEN, Authentication, LoopbackOnly, rate_limit
from copilot.api.canned_desk import CannedDesk, refreshing
from copilot.api.desk import Desk
from copilot.api.dispatch import Dispatch
from copilot.api.forgetting import forgetting
from copilot.api.observing import Observing
from copilot.api.pages import SchemaPage, pages
from copilot.api.problems import EXCEPTION_HANDLERS
from copilot.api.requests import ApiRequest
from copilot.api.routes import canned, conversations, knowledge, lint, operations, queue, suggestions
from copilot.api.suggesting import Suggester
from copilot.api.workers import Workers
from copilot.bootstrap import Services, make_writer
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.types import RedactedText


def create_app(services: Services, writer: SupervisedWriter | None = None) -> Litestar:
    """The application; it closes the services and the writer, that of the settings if none is given, at the end."""
    limits = services.settings.limits
    workers = Workers(limits.worker_threads, limits.waiting_requests)
    writer = writer or make_writer(services.settings)
    desk = Desk(services, workers, Dispatch(services), Suggester(services, workers, writer))
    canned_desk = CannedDesk(services, workers)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        idle_seconds = services.settings.limits.forget_values_after_seconds
        async with forgetting(services, idle_seconds), refreshing(canned_desk):
            yield
        if writer:
            await writer.aclose()
        await services.store.aclose()
        services.knowledge.close()

    app = Litestar(
        route_handlers=[
            suggestions.router,
            conversations.router,
            queue.router,
            knowledge.router,
            canned.router,
            lint.router,
            operations.router,
            *pages(),
        ],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "canned_desk": Provide(lambda: canned_desk, sync_to_thread=False),
        },
        middleware=_middleware(services),
        exception_handlers=EXCEPTION_HANDLERS,
        openapi_config=_openapi(),
        request_max_body_size=limits.body_bytes,
        type_encoders={RedactedText: str.__str__},
        lifespan=[lifespan],
        logging_config=None,
        request_class=ApiRequest,
    )
    # Around the router and its exception handlers: nothing else sees every answer as the client does.
    app.asgi_handler = Observing()(app.asgi_handler)
    return app


def _middleware(services: Services) -> list[Middleware]:
    if not services.settings.auth.required:
        return [LoopbackOnly()]
    limit = rate_limit(services.settings.limits.requests_per_second)
    return [Authentication(services.store), limit.middleware]


def _openapi() -> OpenAPIConfig:
    """OpenAPI 3.1 with pages that load nothing from another host."""
    key = SecurityScheme(type="http", scheme="bearer", description="An API key from `copilot keys create`")
    return OpenAPIConfig(
        title="Live-chat copilot",
        version=__version__,
        description="What operators' consoles, QA and knowledge editors call.",
        openapi_router=Router("/schema", route_handlers=[], opt={OPEN: True}, include_in_schema=False),
        render_plugins=[SchemaPage(), JsonRenderPlugin()],
        components=Components(security_schemes={"key": key}),
        security=[{"key": []}],
    )
