"""Clients that ask over HTTP one request after the other: one process, one event loop, one parser a connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from time import perf_counter, process_time
from typing import Any

from msgspec import Struct

from tests.bench.latency import Latency, latency
from tests.bench.probing import MeasurementFailed

_BETWEEN_CONNECTIONS_SECONDS = 0.01
_GRACE_SECONDS = 60.0


class Load(Struct, frozen=True, kw_only=True):
    """What `clients` got. `refused` are answers other than 200; `generator_cores` is what asking itself cost."""

    clients: int
    seconds: float
    answered: int
    refused: int
    latency: Latency
    generator_cores: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answered / self.seconds


class Tally:
    """Counts the answers that come while the window is open; until it closes, clients go on asking."""

    def __init__(self, opens_at: float, closes_at: float) -> None:
        self.opens_at = opens_at
        self.closes_at = closes_at
        self.milliseconds: list[float] = []
        self.refused = 0

    def note(self, started: float, now: float, status: int) -> None:
        """An answer that came `now` to what was asked at `started` (seconds)."""
        if not self.opens_at <= now <= self.closes_at:
            return
        if status == 200:
            self.milliseconds.append((now - started) * 1e3)
        else:
            self.refused += 1


class Client(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again."""

    def __init__(self, requests: Iterator[bytes], tally: Tally, done: asyncio.Future[None]) -> None:
        import httptools

        self._requests = requests
        self._tally = tally
        self._done = done
        self._parser: Any = httptools.HttpResponseParser(self)
        self._transport: Any = None  # uvloop's transports are no subclasses of asyncio's
        self._started = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask the first time."""
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Bytes of an answer."""
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        """The parser has seen a whole answer."""
        now = perf_counter()
        self._tally.note(self._started, now, self._parser.get_status_code())
        if now < self._tally.closes_at:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Closed by us at the end, or by the server too early."""
        if self._done.done():
            return
        if perf_counter() < self._tally.closes_at:
            self._done.set_exception(
                MeasurementFailed("the server closed a connection in the middle of the measurement")
            )
        else:
            self._done.set_result(None)

    def _ask(self) -> None:
        self._started = perf_counter()
        self._transport.write(next(self._requests))


def put_load(
    address: tuple[str, int], requests: Sequence[bytes], *, clients: int, warm_up_seconds: float, seconds: float
) -> Load:
    """Ask with so many clients at once, first for a while that is not counted.

    Raises:
        MeasurementFailed: the server hung up, or answered nothing.
    """
    import uvloop

    return uvloop.run(_put_load(address, requests, clients, warm_up_seconds, seconds))


def _client(requests: Iterator[bytes], tally: Tally, done: asyncio.Future[None]) -> Callable[[], Client]:
    return lambda: Client(requests, tally, done)


async def _all(waiting: Sequence[asyncio.Future[None]], timeout_seconds: float) -> None:
    try:
        async with asyncio.timeout(timeout_seconds):
            await asyncio.gather(*waiting)
    except TimeoutError:
        raise MeasurementFailed("the server left a request without an answer") from None


async def _put_load(
    address: tuple[str, int], requests: Sequence[bytes], clients: int, warm_up_seconds: float, seconds: float
) -> Load:
    loop = asyncio.get_running_loop()
    opens_at = perf_counter() + clients * _BETWEEN_CONNECTIONS_SECONDS + warm_up_seconds
    tally = Tally(opens_at, opens_at + seconds)
    waiting = []
    for number in range(clients):
        own = islice(cycle(requests), number * len(requests) // clients, None)
        done: asyncio.Future[None] = loop.create_future()
        await loop.create_connection(_client(own, tally, done), *address)
        waiting.append(done)
        await asyncio.sleep(_BETWEEN_CONNECTIONS_SECONDS)
    cpu, started = process_time(), perf_counter()
    await _all(waiting, warm_up_seconds + seconds + _GRACE_SECONDS)
    cores = (process_time() - cpu) / (perf_counter() - started)
    if not tally.milliseconds:
        raise MeasurementFailed(f"no suggestion was answered with 200; {tally.refused} were refused")
    return Load(
        clients=clients,
        seconds=seconds,
        answered=len(tally.milliseconds),
        refused=tally.refused,
        latency=latency(tally.milliseconds),
        generator_cores=cores,
    )
