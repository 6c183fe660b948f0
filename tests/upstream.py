"""A server with chat completions on a socket of this machine, which behaves as badly as it is told to."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

OK = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"
UNTIL_CLOSED = OK + b"connection: close\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"


class Upstream:
    """Sends its script to everyone who asks; an `asyncio.Event` in it is waited for, `CUT` resets the connection.

    `requests` are the bodies that came, `gone` is set when a client has left before the script was over.
    """

    CUT = object()

    def __init__(self, script: Sequence[object]) -> None:
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.heads: list[str] = []
        self.gone = asyncio.Event()
        self.url = ""
        self._answers: set[asyncio.Task[None]] = set()

    def welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._answers.add(asyncio.ensure_future(self._answer(reader, writer)))

    async def end(self) -> None:
        for answer in self._answers:
            answer.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._read(reader)
            async with asyncio.TaskGroup() as tasks:
                playing = tasks.create_task(self._play(writer))
                leaving = tasks.create_task(reader.read())
                await asyncio.wait({leaving, playing}, return_when=asyncio.FIRST_COMPLETED)
                if not playing.done():
                    self.gone.set()
                playing.cancel()
                leaving.cancel()
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"^content-length: (\d+)", head, re.IGNORECASE | re.MULTILINE)
        self.heads.append(head)
        self.requests.append(json.loads(await reader.readexactly(int(length[1]) if length else 0)))

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        for step in self.script:
            if isinstance(step, asyncio.Event):
                await step.wait()
            elif step is self.CUT:
                writer.transport.abort()
                return
            else:
                writer.write(step)
                await writer.drain()


@asynccontextmanager
async def upstream(*script: object) -> AsyncIterator[Upstream]:
    """A server until the end of the block."""
    behaviour = Upstream(script)
    server = await asyncio.start_server(behaviour.welcome, "127.0.0.1", 0)
    behaviour.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield behaviour
    finally:
        server.close()
        await behaviour.end()
        await server.wait_closed()


def chunk(data: bytes) -> bytes:
    """One chunk of a chunked body."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def delta(content: object = None, finish: str | None = None, **more: object) -> dict[str, Any]:
    """What a server sends for a token."""
    said = {} if content is None else {"content": content}
    return {"choices": [{"index": 0, "delta": {**said, **more}, "finish_reason": finish}]}


def event(data: object) -> bytes:
    """One event with JSON data, or with text that is sent as it is."""
    text = data if isinstance(data, str) else json.dumps(data)
    return f"data: {text}\n\n".encode()


def stream(*data: object) -> bytes:
    """Events one after the other."""
    return b"".join(map(event, data))


def answered(body: bytes, status: str = "200 OK", *headers: str, kind: str = "text/event-stream") -> bytes:
    """A whole response with its length."""
    lines = [f"HTTP/1.1 {status}", f"content-type: {kind}", f"content-length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def spoken(text: str) -> list[dict[str, Any]]:
    """A reply as deltas, a word each, with its end."""
    words = text.split(" ")
    deltas = [delta(word if number == 0 else f" {word}") for number, word in enumerate(words)]
    return [delta(role="assistant"), *deltas, delta(finish="stop")]
