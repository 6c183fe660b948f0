"""Write messages for ever and print the id of each one that was acknowledged: `store_writer.py URL PREFIX`."""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from copilot.store.engine import open_engine
from copilot.store.migrate import migrate
from copilot.store.sql import SqlStore
from copilot.store.values import ConversationSpec
from copilot.types import Message
from tests.fakes import sealed

WRITERS = 8


async def write(store: SqlStore, ids: Iterator[str]) -> None:
    for message_id in ids:
        text = sealed(f"message {message_id} " + "x" * 500)
        await store.add_message("c1", Message(id=message_id, author="customer", text=text, sent_at=datetime.now(UTC)))
        sys.stdout.write(f"{message_id}\n")
        sys.stdout.flush()


async def main(url: str, prefix: str) -> None:
    store = SqlStore(open_engine(url), reseal=sealed)
    await store.open_conversation(ConversationSpec(id="c1"))
    ids = (f"{prefix}-{number}" for number in itertools.count())
    await asyncio.gather(*(write(store, ids) for _ in range(WRITERS)))


if __name__ == "__main__":
    migrate(sys.argv[1])
    asyncio.run(main(*sys.argv[1:]))
