from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import repeat

import pytest

from tests.bench.load import Client, Tally
from tests.bench.probing import MeasurementFailed

pytestmark = pytest.mark.anyio

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
FOREVER = float("inf")


class FakeTransport(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.append(bytes(data))

    def close(self) -> None:
        self.closed = True


def connected(tally: Tally, requests: Iterator[bytes] | None = None) -> tuple[Client, FakeTransport]:
    client = Client(requests or repeat(b"ask"), tally, asyncio.get_running_loop().create_future())
    transport = FakeTransport()
    client.connection_made(transport)
    return client, transport


async def test_asks_again_only_when_the_whole_answer_is_there() -> None:
    client, transport = connected(Tally(0.0, FOREVER), iter([b"first", b"second"]))

    client.data_received(OK[:20])
    asked_too_early = list(transport.written)
    client.data_received(OK[20:])

    assert asked_too_early == [b"first"]
    assert transport.written == [b"first", b"second"]


async def test_counts_answers_and_refusals_apart() -> None:
    tally = Tally(0.0, FOREVER)
    client, _ = connected(tally)

    for answer in (OK, BUSY, OK):
        client.data_received(answer)

    assert (len(tally.milliseconds), tally.refused) == (2, 1)


async def test_hangs_up_after_the_window_has_closed() -> None:
    client, transport = connected(Tally(0.0, 0.0))

    client.data_received(OK)

    assert transport.closed
    assert transport.written == [b"ask"]


async def test_a_server_that_hangs_up_early_spoils_the_measurement() -> None:
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    client = Client(repeat(b"ask"), Tally(0.0, FOREVER), done)

    client.connection_lost(None)

    assert isinstance(done.exception(), MeasurementFailed)


@pytest.mark.parametrize(("now", "counted"), [(0.9, 0), (1.0, 1), (2.0, 1), (2.1, 0)])
async def test_only_answers_inside_the_window_count(now: float, counted: int) -> None:
    tally = Tally(1.0, 2.0)

    tally.note(0.5, now, 200)

    assert len(tally.milliseconds) == counted
