"""Values of what was deleted do not stay in the memory of a running service."""

from __future__ import annotations

import dataclasses

import pytest

from copilot.api.forgetting import forget_what_is_gone
from copilot.bootstrap import Services
from copilot.privacy.vaults import Vaults
from copilot.store.values import ConversationSpec
from tests.fakes import FakeStore
from tests.stored import a_suggestion

pytestmark = pytest.mark.anyio


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def holds(vaults: Vaults, owner: str) -> bool:
    with vaults.of(owner) as vault:
        return len(vault) > 0


async def test_forgets_values_of_what_is_not_stored_any_more_and_what_is_unused_for_long(services: Services) -> None:
    seconds, store = Seconds(), FakeStore()
    vaults = Vaults(clock=seconds)
    other = dataclasses.replace(services, store=store, vaults=vaults)
    await store.open_conversation(ConversationSpec(id="kept"))
    await store.record_suggestion(a_suggestion("sug_kept"))
    for owner in ("gone", "kept", "sug_kept", "sug_gone"):
        with vaults.of(owner) as vault:
            vault.placeholder("PERSON", "Ana")

    await forget_what_is_gone(other, idle_seconds=1_000)
    assert vaults.idle(0) == ["gone", "kept", "sug_kept", "sug_gone"]

    seconds.now = 61
    with vaults.of("gone"):
        await forget_what_is_gone(other, idle_seconds=1_000)
        assert vaults.idle(0) == ["kept", "sug_kept"]

    seconds.now = 200
    await forget_what_is_gone(other, idle_seconds=1_000)
    assert vaults.idle(0) == ["kept", "sug_kept"]

    assert holds(vaults, "kept")
    seconds.now = 1_062
    await forget_what_is_gone(other, idle_seconds=1_000)
    assert vaults.idle(0) == ["kept"]
