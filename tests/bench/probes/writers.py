"""What each kind of drafter takes, after retrieval: the composer, and a language model through the supervisor.

The model is tiny and random: its times are those of the way around it, which a real model's come on top of.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec import Struct

from copilot.bootstrap import make_copilot, make_writer
from copilot.privacy.vault import Vault
from copilot.settings import Settings
from copilot.suggest.brief import Brief
from copilot.suggest.pipeline import Copilot
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.writer_settings import LocalTransformers, OpenAICompatible
from tests.bench.latency import Latency, latency, timed
from tests.bench.probing import respond
from tests.bench.state import settings_for
from tests.bench.workload import messages, single
from tests.tiny_writers import REPLY, make_causal
from tests.upstream import answered, spoken, stream, upstream

_WARM_UP = 5


class WritersRequest(Struct, frozen=True, kw_only=True):
    """The state folder (its index is up to date), and what to ask."""

    state: Path
    questions: tuple[str, ...]


class WritersRound(Struct, frozen=True, kw_only=True):
    """`composer`: all its drafts for a brief; of models the first piece, and the whole reply.

    `server_…`: over HTTP, from a server that answers at once; `model_…`: a model in the process.
    """

    composer: Latency
    server_first: Latency
    server_whole: Latency
    model_first: Latency
    model_whole: Latency


def measure(request: WritersRequest) -> WritersRound:
    """The briefs of real suggestions, given to each drafter once."""
    copilot = make_copilot(settings_for(request.state))
    briefs = [_brief(copilot, text) for text in messages(request.questions)]
    composed = timed(copilot.drafter.draft, briefs)
    served = asyncio.run(_served(briefs))
    with TemporaryDirectory() as folder:
        local = asyncio.run(_written(briefs, LocalTransformers(path=make_causal(Path(folder)), max_new_tokens=32)))
    return WritersRound(
        composer=latency(composed),
        server_first=latency([first for first, _ in served]),
        server_whole=latency([whole for _, whole in served]),
        model_first=latency([first for first, _ in local]),
        model_whole=latency([whole for _, whole in local]),
    )


def _brief(copilot: Copilot, text: str) -> Brief:
    return copilot.suggest(single(text), Vault()).brief


async def _served(briefs: Sequence[Brief]) -> list[tuple[float, float]]:
    async with upstream(answered(stream(*spoken(REPLY)))) as server:
        return await _written(briefs, OpenAICompatible(base_url=server.url, model="none"))


async def _written(briefs: Sequence[Brief], chosen: OpenAICompatible | LocalTransformers) -> list[tuple[float, float]]:
    """Milliseconds to the first piece and to the whole reply, for each brief."""
    writer = make_writer(Settings(writer=chosen))
    assert writer is not None
    try:
        for brief in briefs[:_WARM_UP]:
            await _one(writer, brief)
        return [await _one(writer, brief) for brief in briefs]
    finally:
        await writer.aclose()


async def _one(writer: SupervisedWriter, brief: Brief) -> tuple[float, float]:
    """Milliseconds to the first piece, and to the whole reply."""
    started, pieces = perf_counter(), []
    await writer.write(brief, None, lambda _: pieces.append(perf_counter()))
    ended = perf_counter()
    return ((pieces[0] if pieces else ended) - started) * 1e3, (ended - started) * 1e3


if __name__ == "__main__":
    respond(WritersRequest, measure)
