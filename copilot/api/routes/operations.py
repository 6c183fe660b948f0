"""`/livez`, `/readyz`, `/metrics`: for those who run the service."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable

from litestar import MediaType, Response, Router, get
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from copilot.api.auth import OPEN, requires
from copilot.api.desk import Desk
from copilot.api.schemas import Health
from copilot.errors import CopilotError, Overloaded
from copilot.privacy.vault import Vault


@get("/livez", summary="Is the process alive?", opt={OPEN: True})
async def livez() -> Health:
    """Always `ok` if it answers."""
    return Health(status="ok")


@get("/readyz", summary="Can it do its work?", opt={OPEN: True})
async def readyz(desk: Desk) -> Response[Health]:
    """Every dependency by name; 503 if one is down."""
    checks = {
        "store": await _check(desk.services.store.ping),
        "redactor": await _check(lambda: desk.workers.run(desk.services.redactor.redact, "ready", Vault())),
        "knowledge": await _knowledge(desk),
    }
    status = "down" if "down" in checks.values() else "degraded" if "degraded" in checks.values() else "ok"
    return Response(Health(status=status, checks=checks), status_code=503 if status == "down" else 200)


@get(
    "/metrics", summary="Prometheus metrics", media_type=MediaType.TEXT, guards=[requires("supervisor", "integration")]
)
async def metrics() -> Response[bytes]:
    """All workers together if there are several."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client leaves it untyped
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _check(probe: Callable[[], Awaitable[object]]) -> str:
    """Too much work is no reason to take the process out of service: it gets through it."""
    try:
        await probe()
    except Overloaded:
        return "degraded"
    except CopilotError:
        return "down"
    return "ok"


async def _knowledge(desk: Desk) -> str:
    """An empty knowledge base answers nothing, but everything else works."""
    try:
        status = await desk.workers.run(desk.services.knowledge.status)
    except Overloaded:
        return "degraded"
    except CopilotError:
        return "down"
    return "ok" if status.passages else "degraded"


router = Router("/", route_handlers=[livez, readyz, metrics], tags=["Operations"])
