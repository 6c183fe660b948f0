"""Values leave the memory of a service once what they belong to is deleted, or nobody has used them for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from copilot.bootstrap import Services
from copilot.errors import StoreUnavailable

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
    """Do it every minute."""

    async def rounds() -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            with suppress(StoreUnavailable):
                await forget_what_is_gone(services, idle_seconds)

    task = asyncio.create_task(rounds())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
