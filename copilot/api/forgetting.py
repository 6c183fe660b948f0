"""Values leave the memory of a service once what they belong to is deleted, or nobody has used them for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from copilot.bootstrap import Services
from copilot.telemetry import Label, log_failure

PAUSE_SECONDS: Final = 60.0
_GRACE_SECONDS: Final = 60.0
"""A vault is made before the conversation is stored: only what has been left alone for a while can be gone."""


async def forget_what_is_gone(services: Services, idle_seconds: float) -> None:
    """Forget the values of conversations and suggestions that the store does not have, and those unused for so long."""
    for owner in await services.store.unknown(services.vaults.idle(_GRACE_SECONDS)):
        services.vaults.forget(owner)
    for owner in services.vaults.idle(idle_seconds):
        services.vaults.forget(owner)


@asynccontextmanager
async def forgetting(services: Services, idle_seconds: float) -> AsyncIterator[None]:
    """Do it every minute; a round that fails is logged, and the next one tries again."""

    async def rounds() -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            try:
                await forget_what_is_gone(services, idle_seconds)
            except Exception as error:  # noqa: BLE001 - the next round may do better; without rounds nothing is forgotten
                log_failure(Label("forgetting_failed"), error)

    task = asyncio.create_task(rounds())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
