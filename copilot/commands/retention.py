"""Delete what is too old, or what belongs to one customer or conversation, so that no byte of it is left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from msgspec import Struct

from copilot.bootstrap import database_url, make_store
from copilot.commands.printing import Printer
from copilot.errors import InvalidInput, NotFound, StoreUnavailable
from copilot.settings import Settings
from copilot.store.engine import database_file
from copilot.store.port import Store
from copilot.store.retention import Extent, Inactive, OfConversation, OfCustomer, Scope, read_age

_MakeScope = Callable[[Store], Awaitable[Scope]]


class Deletion(Struct, frozen=True, kw_only=True):
    """What was deleted, or what would be."""

    is_dry_run: bool
    deleted: Extent


def purge(settings: Settings, printer: Printer, older_than: str, *, is_dry_run: bool = False) -> Deletion:
    """Delete the conversations, and suggestions without one, in which nothing has happened for so long.

    Raises:
        InvalidInput: the age cannot be read.
        NotFound: there is no database.
        StoreUnavailable: it could not all be deleted, or traces may be left; to repeat it finishes the work.
    """
    try:
        since = datetime.now(tz=UTC) - read_age(older_than)
    except OverflowError:
        raise InvalidInput("so long ago there was no calendar: give a smaller age") from None

    async def scope(_: Store) -> Scope:
        return Inactive(since=since)

    return asyncio.run(_delete(settings, printer, scope, is_dry_run=is_dry_run))


def forget(
    settings: Settings, printer: Printer, customer: str | None, conversation: str | None, *, is_dry_run: bool = False
) -> Deletion:
    """Delete everything of a customer, by the console's own id, or of a conversation; raises as `purge` does."""
    if (customer is None) == (conversation is None):
        raise InvalidInput("give either --customer or --conversation")

    async def scope(store: Store) -> Scope:
        if customer is not None:
            return OfCustomer(customer_ref=await store.customer_ref(customer))
        return OfConversation(conversation_id=conversation or "")

    return asyncio.run(_delete(settings, printer, scope, is_dry_run=is_dry_run))


async def _delete(settings: Settings, printer: Printer, make_scope: _MakeScope, *, is_dry_run: bool) -> Deletion:
    _check_database(settings)
    store = make_store(settings)
    try:
        scope = await make_scope(store)
        found = await store.extent(scope)
        if is_dry_run:
            return Deletion(is_dry_run=True, deleted=found)
        with printer.progress("Deleting") as advance:
            return Deletion(is_dry_run=False, deleted=await _erase(store, scope, found, advance))
    finally:
        await store.aclose()


async def _erase(store: Store, scope: Scope, found: Extent, advance: Callable[[int, int], None]) -> Extent:
    """Delete part by part, then have the traces vanish: the last step of the bar.

    Also if there was nothing to delete: the traces may be those of an earlier run that could not finish.
    """
    deleted = Extent()
    while (part := await store.erase(scope)).rows:
        deleted += part
        advance(deleted.rows, max(found.rows, deleted.rows) + 1)
    try:
        await store.vanish()
    except StoreUnavailable as error:
        raise StoreUnavailable(
            f"everything is deleted, but traces may be left in the database's files: {error.detail}; "
            "then run the same command again, which finishes the work"
        ) from None
    advance(deleted.rows + 1, deleted.rows + 1)
    return deleted


def _check_database(settings: Settings) -> None:
    """A wrong folder must not look like a customer of whom nothing is stored."""
    file = database_file(database_url(settings))
    if file is not None and not file.exists():
        raise NotFound(f"there is no database at {file}: give --var or --config of the service")
