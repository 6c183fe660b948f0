"""A real server of language models: `transformers serve`, with models of some hundred kilobytes."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from copilot.bootstrap import make_writer
from copilot.settings import load_settings
from copilot.suggest.guard.guard import guard
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.suggest.writing.written import sketch_of
from tests.examples import a_brief, a_conversation, a_customer, a_hit
from tests.tiny_writers import ENDLESS, REPLY, make_causal

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

TRANSFORMERS = Path(sys.executable).with_name("transformers")
UNHEARD_OF_TOKENS = 500_000
"""A reply that nobody stops takes a quarter of an hour."""


class Server(NamedTuple):
    url: str
    process: subprocess.Popen[bytes]
    models: Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """It loads a model when the first request names it."""
    folder = tmp_path_factory.mktemp("serve")
    make_causal(folder / "taught")
    make_causal(folder / "endless", ENDLESS, is_endless=True, max_tokens=2 * UNHEARD_OF_TOKENS)
    port = free_port()
    command = [TRANSFORMERS, "serve", "--device", "cpu", "--host", "127.0.0.1", "--port", str(port)]
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "HF_HOME": str(folder / "home")}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=offline, stdout=log, stderr=log)
    try:
        wait_until_ready(process, port, folder / "log")
        yield Server(f"http://127.0.0.1:{port}/v1", process, folder)
    finally:
        stop(process)


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"transformers serve did not start:\n{log.read_text(errors='replace')[-2_000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Only this process, by its id."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def a_writer(server: Server, model: str, **settings: object) -> SupervisedWriter:
    """Made from variables, as in production."""
    values = {
        "kind": "openai_compatible",
        "base_url": server.url,
        "model": server.models / model,
        "timeouts__first_piece_seconds": 60,  # the model is loaded first
        "timeouts__total_seconds": 120,
        **settings,
    }
    writer = make_writer(
        load_settings(None, {f"COPILOT__WRITER__{name.upper()}": str(values[name]) for name in values})
    )
    assert writer is not None
    return writer


async def test_a_draft_is_streamed_and_the_guard_keeps_it(server: Server) -> None:
    brief = a_brief(
        a_hit("A refund takes five days. Would PayPal be faster?"),
        conversation=a_conversation("Hi", ("operator", "Hello"), "How long does a refund take?", customer=a_customer()),
    )
    writer, heard = a_writer(server, "taught"), list[str]()

    written = await writer.write(brief, None, heard.append)
    await writer.aclose()

    assert (written.outcome, written.text) == ("written", REPLY)
    assert len(heard) > 3
    assert "".join(heard) == REPLY
    assert writer.name == "openai_compatible:taught"
    (guarded,) = guard([sketch_of(written.text, brief, writer.name)], brief)
    assert [trace.support for trace in guarded.traces] == ["passage", "passage"]


async def test_of_a_reply_that_is_too_long_whole_sentences_are_kept(server: Server) -> None:
    writer = a_writer(server, "taught", max_tokens=8)

    written = await writer.write(a_brief(), None)
    await writer.aclose()

    assert (written.outcome, written.reason) == ("cut", "length")
    assert written.text == "A refund takes five days."


async def test_a_model_that_is_not_there_makes_no_draft(server: Server) -> None:
    writer = a_writer(server, "nowhere")

    written = await writer.write(a_brief(), None)
    await writer.aclose()

    assert (written.text, written.outcome) == ("", "unavailable")
    assert str(written.reason).startswith("http_")


async def test_a_reply_that_nobody_waits_for_is_stopped_in_the_server(server: Server) -> None:
    """It writes one reply at a time: the next one begins only if the one before has been stopped."""
    endless, taught = a_writer(server, "endless", max_tokens=UNHEARD_OF_TOKENS), a_writer(server, "taught")
    begun = asyncio.Event()
    task = asyncio.create_task(endless.write(a_brief(), None, lambda _: begun.set()))
    await begun.wait()

    late = await endless.write(a_brief(), 0.5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    written = await taught.write(a_brief(), None)
    await endless.aclose()
    await taught.aclose()

    assert (late.outcome, late.reason) == ("late", "deadline")
    assert written.outcome == "written"


async def test_a_server_that_has_gone_makes_no_draft_and_is_left_alone(server: Server) -> None:
    writer = a_writer(server, "taught", breaker__failures=2)
    before = await writer.write(a_brief(), None)
    stop(server.process)

    after = [await writer.write(a_brief(), 5) for _ in range(3)]
    await writer.aclose()

    assert before.outcome == "written"
    assert [one.outcome for one in after] == ["unavailable", "unavailable", "open"]
    assert {one.reason for one in after[:2]} <= {"connect", "connection_lost"}
