"""Of what was deleted or hidden, no byte is left in the files of a SQLite database."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from copilot.errors import StoreUnavailable
from copilot.store.engine import open_engine, sqlite_url
from copilot.store.migrate import migrate
from copilot.store.retention import Extent, Inactive, OfConversation, OfCustomer, Scope
from copilot.store.sql import SqlStore
from copilot.store.values import ConversationSpec
from tests.apps import bytes_of
from tests.fakes import sealed
from tests.stored import NOON, Clock, a_feedback, a_message, a_suggestion

pytestmark = pytest.mark.anyio

LENGTHS = (20, 300, 3_000, 19_000)
"""A few in a page, one in a page, and several pages for one text."""


class Canaries:
    """Words that are nowhere else."""

    def __init__(self, seed: int = 7) -> None:
        self.sung: list[bytes] = []
        self._random = random.Random(seed)  # noqa: S311 - it must be the same in each run

    def text(self, length: int) -> str:
        """A text with a canary at its beginning, in its middle and at its end."""
        filling = "".join(self._random.choices("abcdefgh ", k=length // 2))
        return filling.join(self._one() for _ in range(3))

    def _one(self) -> str:
        word = f"canary{self._random.getrandbits(64):016x}"
        self.sung.append(word.encode())
        return word


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Path:
    return shutil.copy(empty_database, tmp_path / "copilot.db")


@asynccontextmanager
async def a_store(database: Path, clock: Clock | None = None) -> AsyncIterator[SqlStore]:
    engine = open_engine(sqlite_url(database), busy_timeout_ms=2_000)
    store = SqlStore(engine, reseal=sealed, clock=clock or Clock(), patience_seconds=0)
    try:
        yield store
    finally:
        await store.aclose()


def left(database: Path, canaries: Sequence[bytes]) -> list[bytes]:
    """The canaries that are still in some file."""
    content = bytes_of(*database.parent.glob("*"))
    return [canary for canary in canaries if canary in content]


async def fill(store: SqlStore, name: str, canaries: Canaries, customer_ref: str | None = None) -> None:
    await store.open_conversation(ConversationSpec(id=name, brand=canaries.text(20), customer_ref=customer_ref))
    for number, length in enumerate(LENGTHS):
        await store.add_message(name, a_message(f"m{number}-{canaries.text(20)}", canaries.text(length)))
        body = json.dumps({"customer_text": canaries.text(length), "drafts": [canaries.text(length)]})
        await store.record_suggestion(a_suggestion(f"{name}-{number}", name, body.encode()))
        alone = a_suggestion(f"{name}-alone-{number}", None, body.encode())
        await store.record_suggestion(msgspec.structs.replace(alone, customer_ref=customer_ref))
        for made in (f"{name}-{number}", f"{name}-alone-{number}"):
            given = a_feedback(f"f-{made}", made)
            sent = {"sent_text": sealed(canaries.text(length)), "reason": sealed(canaries.text(20))}
            await store.add_feedback(made, msgspec.structs.replace(given, **sent))


async def fill_both(store: SqlStore, clock: Clock) -> tuple[Canaries, Canaries]:
    """What is to go, and between it what is to stay."""
    going, staying = Canaries(), Canaries(seed=8)
    for number in range(6):
        clock.now = NOON
        await fill(store, f"going-{number}", going, "gone")
        clock.now = NOON + timedelta(days=60)
        await fill(store, f"staying-{number}", staying, "stays")
        for row in range(len(LENGTHS)):
            young = a_feedback(f"young-{number}-{row}", f"staying-{number}-alone-{row}")
            await store.add_feedback(young.suggestion_id, msgspec.structs.replace(young, at=clock.now))
    return going, staying


async def all_of(store: SqlStore, name: str) -> list[object]:
    made = [f"{name}-{kind}{row}" for kind in ("", "alone-") for row in range(len(LENGTHS))]
    return [
        await store.get_conversation(name),
        await store.messages(name),
        *[await store.get_suggestion(one) for one in made],
        *[await store.feedback(one) for one in made],
    ]


async def erase_all(store: SqlStore, scope: Scope) -> Extent:
    erased = Extent()
    while (part := await store.erase(scope)).rows:
        erased += part
    await store.vanish()
    return erased


@pytest.mark.parametrize("beside", ["nobody", "a service"])
@pytest.mark.parametrize(
    "scope", [Inactive(since=NOON + timedelta(days=30)), OfCustomer(customer_ref="gone")], ids=["purge", "forget"]
)
async def test_no_byte_is_left_of_what_was_deleted(database: Path, scope: Scope, beside: str) -> None:
    clock = Clock()
    async with a_store(database, clock) as service, a_store(database) as store:
        going, staying = await fill_both(service, clock)
        kept = [await all_of(service, f"staying-{number}") for number in range(6)]
        assert left(database, going.sung) == going.sung
        if beside == "nobody":
            await service.aclose()

        erased = await erase_all(store, scope)

        assert erased == Extent(conversations=6, messages=24, suggestions=48, feedback=48)
        assert left(database, going.sung) == []
        assert left(database, staying.sung) == staying.sung
        assert [await all_of(store, f"staying-{number}") for number in range(6)] == kept
        if beside == "a service":
            assert [await all_of(service, f"staying-{number}") for number in range(6)] == kept
            await fill(service, "new", Canaries(seed=9))
    assert left(database, going.sung) == []


async def test_no_byte_is_left_of_one_conversation(database: Path) -> None:
    canaries = Canaries()
    async with a_store(database) as store:
        await fill(store, "c1", canaries)
        assert left(database, canaries.sung)

        await erase_all(store, OfConversation(conversation_id="c1"))
        await erase_all(store, Inactive(since=NOON + timedelta(days=1)))

        assert left(database, canaries.sung) == []


async def test_the_customers_id_is_in_no_file(database: Path) -> None:
    async with a_store(database) as store:
        ref = await store.customer_ref("ana.canary@mail.example")
        await store.open_conversation(ConversationSpec(id="c1", customer_ref=ref))

        assert left(database, [b"ana.canary", ref.encode()]) == [ref.encode()]
        async with a_store(database) as other:
            assert await other.customer_ref("ana.canary@mail.example") == ref


async def test_the_same_id_has_another_reference_in_another_store(tmp_path: Path) -> None:
    refs = set()
    for name in ("a.db", "b.db"):
        migrate(sqlite_url(tmp_path / name))
        async with a_store(tmp_path / name) as store:
            refs.add(await store.customer_ref("4711"))

    assert len(refs) == 2


async def test_two_stores_that_make_the_key_at_once_have_the_same(database: Path) -> None:
    async with a_store(database) as one, a_store(database) as other:
        first, second = await asyncio.gather(one.customer_ref("4711"), other.customer_ref("4711"))

    assert first == second


@asynccontextmanager
async def reading(database: Path) -> AsyncIterator[None]:
    """Somebody who is reading, such as a backup."""
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM message").fetchone()
        yield


async def test_says_so_when_a_reader_keeps_traces_alive_and_finishes_later(database: Path) -> None:
    canaries = Canaries()
    async with a_store(database) as store:
        await fill(store, "c1", canaries, "gone")
        async with reading(database):
            with pytest.raises(StoreUnavailable, match="write-ahead log could not be emptied: end it"):
                await erase_all(store, OfCustomer(customer_ref="gone"))
            assert left(database, canaries.sung)

        assert await erase_all(store, OfCustomer(customer_ref="gone")) == Extent()

        assert left(database, canaries.sung) == []


async def test_says_so_when_a_writer_is_in_the_way(database: Path) -> None:
    engine = open_engine(sqlite_url(database), busy_timeout_ms=10)
    store = SqlStore(engine, reseal=sealed, patience_seconds=0)
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")

        for call in (store.erase(OfCustomer(customer_ref="gone")), store.vanish()):
            with pytest.raises(StoreUnavailable):
                await call

    await store.vanish()
    await store.aclose()


async def test_a_service_goes_on_writing_meanwhile(database: Path) -> None:
    clock = Clock()
    async with a_store(database, clock) as service, a_store(database) as store:
        await fill_both(service, clock)
        await service.open_conversation(ConversationSpec(id="busy"))
        written: list[str] = []

        async def write() -> None:
            while not deleting.done():
                message, _ = await service.add_message("busy", a_message(f"m{len(written)}"))
                written.append(message.id)

        deleting = asyncio.create_task(_patiently(store, lambda: erase_all(store, OfCustomer(customer_ref="gone"))))
        await asyncio.gather(write(), write(), deleting)

        assert written
        assert {message.id for message in await service.messages("busy")} == set(written)


async def _patiently(store: SqlStore, call: Callable[[], Awaitable[object]]) -> None:
    store._traces._patience_seconds = 60.0
    await call()


CARD = sealed("<CREDIT_CARD_1>")


async def test_no_byte_is_left_of_what_was_hidden(database: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - it must be the same in each run
    async with a_store(database) as store, a_store(database) as beside:
        for number in range(60):
            name = f"c{number % 5}"
            await store.open_conversation(ConversationSpec(id=name))
            filling = "x" * chance.choice(LENGTHS)
            text = f"{filling} 4111 {number:04d} {filling}"
            await store.add_message(name, a_message(f"m{number}", text))
            await beside.record_suggestion(a_suggestion(f"s{number}", name, json.dumps([text, text]).encode()))
        numbers = [f"4111 {number:04d}" for number in range(60)]
        chance.shuffle(numbers)

        for done, number in enumerate(numbers, start=1):
            changed = await store.hide(f"c{int(number[5:]) % 5}", [(number, CARD)])

            assert changed == 2
            if done % 20 == 0:
                hidden = {one.encode() for one in numbers[:done]}
                assert (
                    set(left(database, [one.encode() for one in numbers])) == {one.encode() for one in numbers} - hidden
                )
        assert {CARD in message.text for message in await beside.messages("c0")} == {True}


@pytest.mark.parametrize("closes", [True, False])
async def test_what_was_hidden_vanishes_once_nobody_reads_it(database: Path, *, closes: bool) -> None:
    async with a_store(database) as store:
        await store.open_conversation(ConversationSpec(id="c1"))
        await store.add_message("c1", a_message(text="4111 1111"))
        async with reading(database):
            assert await store.hide("c1", [("4111 1111", CARD)]) == 1
            assert left(database, [b"4111 1111"])
        trying = store._traces._task
        assert trying is not None

        await (store.aclose() if closes else trying)

        assert left(database, [b"4111 1111"]) == []
