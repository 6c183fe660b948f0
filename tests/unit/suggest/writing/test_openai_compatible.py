"""The adapter to OpenAI-compatible servers, against a socket that behaves as real ones do on bad days."""

from __future__ import annotations

import asyncio
import gzip
import logging
import socket
from typing import Any

import httpx
import pytest

from copilot.errors import DrafterUnavailable
from copilot.suggest.brief import Brief
from copilot.suggest.writing.adapters.openai_compatible import OpenAICompatibleWriter
from copilot.suggest.writing.breaker import Breaker
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.suggest.writing.written import Written
from copilot.writer_settings import BreakerSettings, OpenAICompatible, WriterTimeouts
from tests.examples import a_brief, a_conversation, a_hit
from tests.upstream import (
    CHUNKED,
    LAST_CHUNK,
    UNTIL_CLOSED,
    Upstream,
    answered,
    chunk,
    delta,
    event,
    spoken,
    stream,
    upstream,
)

pytestmark = pytest.mark.anyio

REPLY = "A refund takes five days. PayPal is faster."
SECRET = "4111-secret-1111"
KEY = "sk-not-for-logs"
WHOLE = answered(stream(*spoken(REPLY), "[DONE]"))


def settings(url: str, **fields: Any) -> OpenAICompatible:
    return OpenAICompatible(**{"base_url": url, "model": "tiny", **fields})


def a_secret_brief() -> Brief:
    return a_brief(a_hit("A refund takes five days."), conversation=a_conversation(SECRET))


async def written(url: str, brief: Brief | None = None, **fields: Any) -> Written:
    chosen = settings(url, **fields)
    watched = SupervisedWriter(OpenAICompatibleWriter(chosen), Breaker(BreakerSettings()), chosen.timeouts)
    try:
        return await watched.write(brief or a_secret_brief(), None)
    finally:
        await watched.aclose()


async def refusal(url: str, **fields: Any) -> str:
    writer = OpenAICompatibleWriter(settings(url, **fields))
    try:
        with pytest.raises(DrafterUnavailable) as caught:
            [piece async for piece in writer.write(a_secret_brief())]
    finally:
        await writer.aclose()
    assert SECRET not in repr(caught.value) + str(caught.value)
    assert caught.value.__cause__ is None
    return caught.value.reason


async def test_one_request_goes_out_with_the_prompt_and_the_settings() -> None:
    async with upstream(WHOLE) as server:
        result = await written(server.url + "/", temperature=0.4, max_tokens=77, api_key=KEY)

    (request,) = server.requests
    assert result == Written(text=REPLY, outcome="written")
    assert request.keys() == {"model", "messages", "stream", "temperature", "max_tokens"}
    assert (request["model"], request["stream"], request["temperature"], request["max_tokens"]) == (
        "tiny",
        True,
        0.4,
        77,
    )
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert "A refund takes five days." in request["messages"][1]["content"]
    assert server.heads[0].startswith("POST /v1/chat/completions HTTP/1.1")
    assert f"authorization: Bearer {KEY}" in server.heads[0]


async def test_without_a_key_none_is_sent() -> None:
    async with upstream(WHOLE) as server:
        await written(server.url)

    assert "authorization" not in server.heads[0].lower()


async def test_every_request_has_a_fence_of_its_own() -> None:
    async with upstream(WHOLE) as server:
        await written(server.url)
        await written(server.url)

    first, second = (request["messages"][1]["content"] for request in server.requests)
    assert first != second


STATUSES = [
    "301 Moved",
    "307 Temporary",
    "400 Bad",
    "401 No",
    "404 None",
    "413 Large",
    "429 Busy",
    "500 Oops",
    "503 Later",
]


@pytest.mark.parametrize("status", STATUSES)
async def test_a_refusal_is_told_by_its_status_and_no_redirect_is_followed(status: str) -> None:
    async with upstream(WHOLE) as elsewhere:
        location = f"location: {elsewhere.url}/chat/completions"
        async with upstream(answered(SECRET.encode(), status, location, kind="application/json")) as server:
            assert await refusal(server.url) == f"http_{status[:3]}"

    assert elsewhere.requests == []


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/octet-stream", ""])
async def test_a_wrong_content_type_does_not_matter(kind: str) -> None:
    async with upstream(answered(stream(*spoken(REPLY)), kind=kind)) as server:
        assert (await written(server.url)).text == REPLY


async def test_a_compressed_answer_that_was_not_asked_for_is_refused() -> None:
    bomb = gzip.compress(stream(*[delta("word " * 1_000)] * 1_000))
    async with upstream(answered(bomb, "200 OK", "content-encoding: gzip")) as server:
        assert await refusal(server.url) == "wrong_content"


CUT: list[tuple[str, list[object], Written]] = [
    ("before the answer", [Upstream.CUT], Written(text="", outcome="unavailable", reason="connection_lost")),
    ("closed without an answer", [], Written(text="", outcome="unavailable", reason="connection_lost")),
    ("no HTTP", [b"SSH-2.0-x\r\n\r\n"], Written(text="", outcome="unavailable", reason="connection_lost")),
    (
        "before the first piece",
        [CHUNKED, Upstream.CUT],
        Written(text="", outcome="unavailable", reason="connection_lost"),
    ),
    (
        "within a sentence",
        [CHUNKED, chunk(stream(delta("It takes")))],
        Written(text="", outcome="unavailable", reason="connection_lost"),
    ),
    (
        "after a sentence",
        [CHUNKED, chunk(stream(delta("It takes 5 days. Pay")))],
        Written(text="It takes 5 days.", outcome="cut", reason="connection_lost"),
    ),
    (
        "without a word about the end",
        [UNTIL_CLOSED, stream(delta("It takes 5 days. Pay"))],
        Written(text="It takes 5 days.", outcome="cut", reason="unfinished"),
    ),
    (
        "error within the stream",
        [CHUNKED, chunk(stream(delta("It takes 5 days. Pay"), {"error": SECRET})), LAST_CHUNK],
        Written(text="It takes 5 days.", outcome="cut", reason="upstream_error"),
    ),
]


@pytest.mark.parametrize(("script", "result"), [row[1:] for row in CUT], ids=[row[0] for row in CUT])
async def test_of_a_reply_that_breaks_off_whole_sentences_are_kept(script: list[object], result: Written) -> None:
    async with upstream(*script) as server:
        assert await written(server.url) == result


@pytest.mark.parametrize("head", [CHUNKED, UNTIL_CLOSED])
async def test_the_reply_is_over_when_the_server_says_so_even_if_it_does_not_hang_up(head: bytes) -> None:
    body = stream(*spoken(REPLY))
    async with upstream(head, chunk(body) if head is CHUNKED else body, asyncio.Event()) as server:
        assert await written(server.url) == Written(text=REPLY, outcome="written")
        await server.gone.wait()


async def test_pieces_come_as_the_server_sends_them() -> None:
    more = asyncio.Event()
    async with upstream(CHUNKED, chunk(event(delta("One. "))), more, chunk(stream(delta("Two."), "[DONE]"))) as server:
        writer = OpenAICompatibleWriter(settings(server.url))
        pieces = writer.write(a_brief())
        first = await anext(pieces)
        more.set()
        rest = "".join([piece async for piece in pieces])
        await writer.aclose()

    assert (first, rest) == ("One. ", "Two.")


PHASES = [
    ([asyncio.Event], "first_piece_timeout"),
    ([CHUNKED, asyncio.Event], "first_piece_timeout"),
    ([CHUNKED, chunk(b": ping\n\n"), asyncio.Event], "first_piece_timeout"),
    ([CHUNKED, chunk(event(delta("One. Tw"))), asyncio.Event], "between_pieces_timeout"),
]


@pytest.mark.parametrize(("script", "reason"), PHASES)
async def test_a_server_that_falls_silent_is_left(script: list[Any], reason: str) -> None:
    timeouts = WriterTimeouts(first_piece_seconds=0.3, between_pieces_seconds=0.3)
    async with upstream(*(step() if step is asyncio.Event else step for step in script)) as server:
        result = await written(server.url, timeouts=timeouts)
        await server.gone.wait()

    assert (result.outcome, result.reason) == ("late", reason)


async def test_closing_the_iterator_closes_the_connection() -> None:
    async with upstream(CHUNKED, chunk(event(delta("One. "))), asyncio.Event()) as server:
        writer = OpenAICompatibleWriter(settings(server.url))
        pieces = writer.write(a_brief())
        await anext(pieces)

        await pieces.aclose()

        await server.gone.wait()
        await writer.aclose()


async def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert await refusal(f"http://127.0.0.1:{port}/v1") == "connect"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ConnectTimeout, "connect_timeout"),
        (httpx.PoolTimeout, "connect_timeout"),
        (httpx.ConnectError, "connect"),
        (httpx.ReadError, "connection_lost"),
        (httpx.RemoteProtocolError, "connection_lost"),
        (httpx.DecodingError, "connection_lost"),
    ],
)
async def test_faults_of_the_connection_have_names_of_ours(error: type[httpx.HTTPError], reason: str) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error(SECRET)

    writer = OpenAICompatibleWriter(settings("http://model.test/v1"), httpx.MockTransport(fail))
    with pytest.raises(DrafterUnavailable) as caught:
        await anext(writer.write(a_brief()))
    await writer.aclose()

    assert caught.value.reason == reason
    assert SECRET not in repr(caught.value)


async def test_this_machine_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with upstream(answered(b"", "502 Proxy")) as proxy, upstream(WHOLE) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        assert (await written(server.url)).outcome == "written"

    assert proxy.requests == []


async def test_neither_key_nor_text_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with upstream(answered(SECRET.encode(), "500 Oops")) as server:
        writer = OpenAICompatibleWriter(settings(server.url, api_key=KEY))
        with pytest.raises(DrafterUnavailable):
            await anext(writer.write(a_secret_brief()))
        told = caplog.text + repr(writer) + repr(settings(server.url, api_key=KEY)) + writer.name
        await writer.aclose()

    assert KEY not in told
    assert SECRET not in told
