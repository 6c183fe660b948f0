"""What every `Writer` does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from copilot.errors import DrafterUnavailable
from copilot.suggest.brief import Brief
from copilot.suggest.guard.guard import guard
from copilot.suggest.writing.adapters.local_transformers import LocalTransformersWriter
from copilot.suggest.writing.adapters.openai_compatible import OpenAICompatibleWriter
from copilot.suggest.writing.breaker import Breaker
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.suggest.writing.writer import Writer, unavailable
from copilot.suggest.writing.written import sketch_of
from copilot.writer_settings import BreakerSettings, LocalTransformers, OpenAICompatible, WriterTimeouts
from tests.examples import a_brief, a_conversation, a_hit
from tests.fake_writer import FakeWriter
from tests.tiny_writers import ENDLESS, REPLY, make_causal, make_seq2seq
from tests.upstream import CHUNKED, answered, chunk, delta, spoken, stream, upstream

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

SECRET = "4111-secret-1111"
KINDS = ["fake", "openai_compatible", "causal", "seq2seq"]
Made = AbstractAsyncContextManager[Writer]
PATIENT = WriterTimeouts(first_piece_seconds=60, between_pieces_seconds=60, total_seconds=60)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    make_causal(folder / "causal")
    make_seq2seq(folder / "seq2seq")
    make_causal(folder / "endless", ENDLESS, is_endless=True)
    return folder


@asynccontextmanager
async def closed(writer: Writer) -> AsyncIterator[Writer]:
    try:
        yield writer
    finally:
        await writer.aclose()


def local(path: Path, max_new_tokens: int = 60) -> Made:
    return closed(LocalTransformersWriter(LocalTransformers(path=path, max_new_tokens=max_new_tokens, max_waiting=8)))


@asynccontextmanager
async def served(*script: object) -> AsyncIterator[Writer]:
    async with (
        upstream(*script) as server,
        closed(OpenAICompatibleWriter(OpenAICompatible(base_url=server.url, model="tiny"))) as writer,
    ):
        yield writer


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def sane(kind: str, models: Path) -> Callable[[], Made]:
    """A writer that writes `REPLY`."""
    if kind == "fake":
        return lambda: closed(FakeWriter(*REPLY.replace(" ", " |").split("|")))
    if kind == "openai_compatible":
        return lambda: served(answered(stream(*spoken(REPLY), "[DONE]")))
    return lambda: local(models / kind)


@pytest.fixture
def endless(kind: str, models: Path) -> Callable[[], Made]:
    """A writer that begins and does not end."""
    if kind == "fake":
        return lambda: closed(FakeWriter("on ", "and ", asyncio.Event()))
    if kind == "openai_compatible":
        return lambda: served(CHUNKED, chunk(stream(delta("on "), delta("and "))), asyncio.Event())
    return lambda: local(models / "endless", 5_000)


@pytest.fixture
def broken(kind: str, tmp_path: Path) -> Callable[[], Made]:
    """A writer that cannot write."""
    if kind == "fake":
        return lambda: closed(FakeWriter(unavailable("http_500")))
    if kind == "openai_compatible":
        return lambda: served(answered(SECRET.encode(), "500 Oops"))
    return lambda: local(tmp_path)


@pytest.fixture
def brief() -> Brief:
    return a_brief(a_hit("A refund takes five days. Would PayPal be faster?"), conversation=a_conversation(SECRET))


async def reply(writer: Writer, brief: Brief) -> str:
    return "".join([piece async for piece in writer.write(brief)])


async def test_pieces_make_one_reply(sane: Callable[[], Made], brief: Brief) -> None:
    async with sane() as writer:
        assert await reply(writer, brief) == REPLY


async def test_it_writes_again_and_several_at_once(sane: Callable[[], Made], brief: Brief) -> None:
    async with sane() as writer:
        assert await asyncio.gather(*(reply(writer, brief) for _ in range(3))) == [REPLY] * 3
        assert await reply(writer, brief) == REPLY


async def test_whoever_stops_listening_is_not_waited_for(endless: Callable[[], Made], brief: Brief) -> None:
    async with endless() as writer:
        for _ in range(2):
            pieces = writer.write(brief)
            await anext(pieces)
            await pieces.aclose()
            with pytest.raises(StopAsyncIteration):
                await anext(pieces)


async def test_it_can_be_cancelled_while_it_writes(endless: Callable[[], Made], brief: Brief) -> None:
    async with endless() as writer:
        begun = asyncio.Event()

        async def listen() -> None:
            async for _ in writer.write(brief):
                begun.set()

        task = asyncio.create_task(listen())
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_one_that_cannot_write_says_why_in_a_word_and_quotes_nothing(
    broken: Callable[[], Made], brief: Brief
) -> None:
    async with broken() as writer:
        with pytest.raises(DrafterUnavailable) as caught:
            await reply(writer, brief)

    assert caught.value.reason.replace("_", "").isalnum()
    assert SECRET not in repr(caught.value) + caught.value.detail


async def test_nothing_is_written_when_it_is_closed(sane: Callable[[], Made], brief: Brief) -> None:
    async with sane() as writer:
        await writer.aclose()
        with pytest.raises(DrafterUnavailable) as caught:
            await reply(writer, brief)

    assert caught.value.reason == "closed"


async def test_its_name_tells_its_kind_and_model_and_no_path_or_address(sane: Callable[[], Made]) -> None:
    async with sane() as writer:
        family, _, model = writer.name.partition(":")

    assert family
    assert model
    assert "/" not in writer.name


async def test_under_supervision_its_reply_becomes_a_draft_that_the_guard_keeps(
    sane: Callable[[], Made], brief: Brief
) -> None:
    heard: list[str] = []
    async with sane() as writer:
        watched = SupervisedWriter(writer, Breaker(BreakerSettings()), PATIENT)
        written = await watched.write(brief, 60, heard.append)

    assert (written.outcome, written.text) == ("written", REPLY)
    assert "".join(heard).strip() == REPLY
    (guarded,) = guard([sketch_of(written.text, brief, writer.name)], brief)
    assert [trace.support for trace in guarded.traces] == ["passage", "passage"]


async def test_under_supervision_it_is_late_at_the_deadline(endless: Callable[[], Made], brief: Brief) -> None:
    begun = asyncio.Event()
    async with endless() as writer:
        pieces = writer.write(brief)
        await anext(pieces)  # a model is loaded by now
        await pieces.aclose()
        watched = SupervisedWriter(writer, Breaker(BreakerSettings()), PATIENT)
        written = await watched.write(brief, 0.5, lambda _: begun.set())

    assert (written.outcome, written.reason) == ("late", "deadline")
