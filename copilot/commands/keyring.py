"""API keys from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar, get_args

from copilot.api.keys import new_key
from copilot.bootstrap import make_store, make_var
from copilot.errors import InvalidInput
from copilot.settings import Settings
from copilot.store.port import Store
from copilot.store.values import ApiKey
from copilot.types import Role

T = TypeVar("T")


def create(settings: Settings, name: str, role: str) -> tuple[ApiKey, str]:
    """A new key and its text, which is not kept anywhere."""
    if role not in get_args(Role):
        raise InvalidInput(f"there is no such role; the roles are {', '.join(get_args(Role))}")
    key, text = new_key(name, role)  # type: ignore[arg-type]  # the line above has checked it
    _with_store(settings, lambda store: store.add_key(key))
    return key, text


def keys(settings: Settings) -> Sequence[ApiKey]:
    """Every key, in the order in which they were made."""
    return _with_store(settings, lambda store: store.keys())


def revoke(settings: Settings, key_id: str) -> ApiKey:
    """The key, revoked."""
    return _with_store(settings, lambda store: store.revoke_key(key_id))


def _with_store(settings: Settings, call: Callable[[Store], Awaitable[T]]) -> T:
    make_var(settings)

    async def run() -> T:
        store = make_store(settings)
        try:
            return await call(store)
        finally:
            await store.aclose()

    return asyncio.run(run())
