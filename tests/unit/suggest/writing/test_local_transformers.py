"""The adapter to models on this machine, with models of some hundred kilobytes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest
from structlog.testing import capture_logs

from copilot.errors import DrafterUnavailable
from copilot.suggest.brief import Brief
from copilot.suggest.writing.adapters.local_transformers import LocalTransformersWriter
from copilot.writer_settings import LocalTransformers
from tests.examples import a_brief, a_conversation, a_hit
from tests.tiny_writers import ENDLESS, NO_SYSTEM, REPLY, TEMPLATE, make_causal, make_seq2seq

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

KINDS = ["chat", "no system role", "no template", "seq2seq", "thinking"]
SECRET = "4111-secret-1111"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    make_causal(folder / "chat")
    make_causal(folder / "no system role", template=NO_SYSTEM)
    make_causal(folder / "no template", template=None)
    make_seq2seq(folder / "seq2seq")
    make_causal(folder / "thinking", f"<think>Five!</think>{REPLY.replace('five', 'ten')}")
    make_causal(folder / "endless", ENDLESS, is_endless=True)
    return folder


def a_writer(path: Path, **fields: Any) -> LocalTransformersWriter:
    return LocalTransformersWriter(LocalTransformers(path=path, **{"max_new_tokens": 60, **fields}))


async def reply(path: Path, brief: Brief | None = None, **fields: Any) -> str:
    writer = a_writer(path, **fields)
    try:
        return "".join([piece async for piece in writer.write(brief or a_brief())])
    finally:
        await writer.aclose()


async def refusal(writer: LocalTransformersWriter, brief: Brief | None = None) -> str:
    with pytest.raises(DrafterUnavailable) as caught:
        [piece async for piece in writer.write(brief or a_brief())]
    return caught.value.reason


@pytest.mark.parametrize("kind", KINDS[:-1])
async def test_a_model_of_any_kind_writes_what_it_knows(models: Path, kind: str) -> None:
    assert await reply(models / kind, a_brief(a_hit("A refund takes five days."))) == REPLY


async def test_its_thoughts_are_left_out(models: Path) -> None:
    assert await reply(models / "thinking") == REPLY.replace("five", "ten")


async def test_a_thought_that_the_template_begins_is_left_out(tmp_path: Path) -> None:
    thinking = TEMPLATE.replace("<|role|>{% endif %}", "<|role|><think>{% endif %}")
    make_causal(tmp_path / "model", f"Five!</think>{REPLY}", template=thinking, start="<think>")

    assert await reply(tmp_path / "model") == REPLY


async def test_pieces_come_while_it_writes(models: Path) -> None:
    writer = a_writer(models / "endless", max_new_tokens=5_000)
    pieces = writer.write(a_brief())

    said = "".join([await anext(pieces) for _ in range(12)])

    await pieces.aclose()
    await writer.aclose()
    assert said.startswith(" on and on and")


async def test_a_reply_that_is_too_long_breaks_off(models: Path) -> None:
    assert await refusal(a_writer(models / "endless", max_new_tokens=20)) == "length"
    assert await refusal(a_writer(models / "chat", max_new_tokens=4)) == "length"


async def test_closing_the_iterator_stops_the_model_and_the_next_reply_is_written(models: Path) -> None:
    writer = a_writer(models / "endless", max_new_tokens=5_000, max_waiting=0)
    await begin_and_leave(writer)
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    writer._loaded.result().model.register_forward_hook(count)
    for _ in range(3):
        await begin_and_leave(writer)

    await writer.aclose()
    assert 0 < steps < 5_000, "one of four replies would have been more"


async def begin_and_leave(writer: LocalTransformersWriter) -> None:
    """Listen to the first piece, as soon as whoever was before is gone."""
    while True:
        pieces = writer.write(a_brief())
        try:
            await anext(pieces)
        except DrafterUnavailable:
            await asyncio.sleep(0.01)
        else:
            await pieces.aclose()
            return


async def test_a_few_wait_and_the_others_find_it_busy(models: Path) -> None:
    writer = a_writer(models / "endless", max_new_tokens=5_000, max_waiting=1)
    first, second = writer.write(a_brief()), writer.write(a_brief())
    await anext(first)
    waiting = asyncio.ensure_future(anext(second))
    await asyncio.sleep(0)

    assert await refusal(writer) == "busy"
    assert not waiting.done()
    await first.aclose()
    await waiting
    await second.aclose()
    await writer.aclose()


async def test_who_waits_may_leave_before_it_is_their_turn(models: Path) -> None:
    writer = a_writer(models / "endless", max_new_tokens=5_000, max_waiting=1)
    first = writer.write(a_brief())
    await anext(first)
    for _ in range(5):
        waiting = asyncio.ensure_future(anext(writer.write(a_brief())))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    await first.aclose()
    await writer.aclose()


async def test_closing_the_writer_ends_what_is_written_and_what_waits(models: Path) -> None:
    writer = a_writer(models / "endless", max_new_tokens=5_000)
    pieces = writer.write(a_brief())
    await anext(pieces)
    waiting = asyncio.ensure_future(refusal(writer))
    await asyncio.sleep(0)

    await writer.aclose()

    with pytest.raises(DrafterUnavailable, match="no whole reply"):
        [piece async for piece in pieces]
    assert await waiting == "closed"
    assert await refusal(writer) == "closed"


async def test_a_long_conversation_is_cut_until_it_fits_the_model(models: Path, tmp_path: Path) -> None:
    small = make_causal(tmp_path / "small", max_tokens=2_500)
    long = a_brief(conversation=a_conversation(*["So it goes on and on. " * 20] * 40))

    assert await reply(small, long) == REPLY
    assert await reply(models / "chat", long) == REPLY


async def test_a_model_that_is_too_small_for_any_prompt_says_so(tmp_path: Path) -> None:
    tiny = make_causal(tmp_path / "tiny", max_tokens=100)

    writer = a_writer(tiny, max_new_tokens=20)

    assert await refusal(writer) == "prompt_too_long"
    await writer.aclose()


async def test_a_folder_that_holds_no_model_is_logged_once_and_never_quoted(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(f'{{"model_type": "{SECRET}"}}')
    with capture_logs() as logs:
        writer = a_writer(tmp_path)
        reasons = [await refusal(writer) for _ in range(2)]
    await writer.aclose()

    assert reasons == ["not_loaded", "not_loaded"]
    assert [log["event"] for log in logs] == ["writer_not_loaded"]
    assert SECRET not in str(logs)


async def test_nothing_is_written_to_standard_error(models: Path, capfd: pytest.CaptureFixture[str]) -> None:
    await reply(models / "chat")

    assert capfd.readouterr().err == ""


async def test_it_is_named_after_its_folder_without_the_path(models: Path) -> None:
    writer = a_writer(models / "chat")
    await writer.aclose()

    assert writer.name == "transformers:chat"


async def test_the_same_brief_gives_the_same_reply(models: Path) -> None:
    brief = a_brief(a_hit("A refund takes five days."))

    assert await reply(models / "seq2seq", brief) == await reply(models / "seq2seq", msgspec.structs.replace(brief))
