"""A suggestion as it comes about: what the pipeline has at once, then what a language model adds in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from time import perf_counter
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from copilot.api.repeats import Repeats
from copilot.api.workers import Workers
from copilot.bootstrap import Services
from copilot.privacy.vault import Vault
from copilot.suggest.pipeline import Begun
from copilot.suggest.ready import ReadySuggestion, ready
from copilot.suggest.request import SuggestionRequest
from copilot.suggest.suggestion import Suggestion
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.suggest.writing.written import Written, sketch_of, whole_sentences

WRITER_REJECTED: Final = "writer_rejected"
"""Nothing of what the model wrote was supported."""

VaultOf: TypeAlias = Callable[[], AbstractContextManager[Vault]]


class Started(Struct, frozen=True):
    """What can be shown already: everything, with the drafts that need no model."""

    answer: ReadySuggestion


class Wrote(Struct, frozen=True):
    """More text of the model's draft, traced and ready to be shown."""

    draft_id: str
    text: str


class Done(Struct, frozen=True):
    """The whole suggestion, for the record and for the operator."""

    suggestion: Suggestion
    answer: ReadySuggestion


Progress: TypeAlias = Started | Wrote | Done


class Suggester:
    """Makes suggestions; `writer` is a language model, if there is one."""

    def __init__(self, services: Services, workers: Workers, writer: SupervisedWriter | None) -> None:
        self._services = services
        self._workers = workers
        self._writer = writer
        self._repeats = Repeats()

    async def progress(
        self, request: SuggestionRequest, vault_of: VaultOf, *, may_repeat: bool = True
    ) -> AsyncIterator[Progress]:
        """What there is, as it comes; `Done` comes last. Whoever stops listening ends the model's work.

        What would be the same as the conversation's last suggestion is that one again, if it `may_repeat`.

        Raises:
            RedactionFailed: nothing of the request was kept or passed on.
        """
        started = perf_counter()
        begun, answer = await self._workers.run(self._begin, request, vault_of)
        earlier = self._repeats.earlier(begun.suggestion) if may_repeat else None
        if earlier is not None:
            answer = await self._workers.run(self._again, earlier, vault_of)
        yield Started(answer)
        if earlier is not None:
            yield Done(earlier, answer)
        elif self._writer is None or not self._is_wanted(begun, request):
            yield self._done(begun, Done(begun.suggestion, answer))
        else:
            async for step in self._written(self._writer, begun, request, vault_of, started):
                yield step

    async def _written(
        self, writer: SupervisedWriter, begun: Begun, request: SuggestionRequest, vault_of: VaultOf, started: float
    ) -> AsyncIterator[Progress]:
        """What the model writes, and the suggestion with it."""
        left = None if request.deadline_ms is None else request.deadline_ms / 1000 - (perf_counter() - started)
        stream = _Stream(writer, begun, left)
        async for text in stream.sentences():
            shown = await self._workers.run(self._shown, begun, text, vault_of)
            if shown:
                yield Wrote(stream.draft_id, shown)
        yield self._done(begun, await self._workers.run(self._finish, begun, stream, vault_of))

    def _done(self, begun: Begun, done: Done) -> Done:
        self._repeats.keep(begun.suggestion, done.suggestion)
        return done

    def _again(self, earlier: Suggestion, vault_of: VaultOf) -> ReadySuggestion:
        with vault_of() as vault:
            return ready(earlier, vault)

    def _is_wanted(self, begun: Begun, request: SuggestionRequest) -> bool:
        """A model writes answers; nobody waits for one while typing a search."""
        has_reply = any(draft.kind == "reply" for draft in begun.suggestion.drafts)
        return (
            self._services.copilot.best_tier == "full"
            and has_reply
            and (not request.query or request.instruction is not None)
        )

    def _begin(self, request: SuggestionRequest, vault_of: VaultOf) -> tuple[Begun, ReadySuggestion]:
        with vault_of() as vault:
            begun = self._services.copilot.suggest(request, vault)
            return begun, ready(begun.suggestion, vault)

    def _shown(self, begun: Begun, text: str, vault_of: VaultOf) -> str:
        """The text, if it is supported, with the customer's values."""
        sketch = sketch_of(text, begun.brief, "")
        supported = self._services.copilot.supported(begun, sketch)
        space = text[: len(text) - len(text.lstrip())]
        with vault_of() as vault:
            return space + vault.restore(supported, secrets=False) if supported else ""

    def _finish(self, begun: Begun, stream: _Stream, vault_of: VaultOf) -> Done:
        written, copilot = stream.written, self._services.copilot
        sketch = sketch_of(written.text, begun.brief, stream.name)
        with vault_of() as vault:
            added = copilot.add(begun, sketch, vault) if sketch.parts else None
            warnings = () if added and written.outcome == "written" else (_warning(written),)
            made = added or msgspec.structs.replace(begun.suggestion, tier="template")
            suggestion = msgspec.structs.replace(made, warnings=(*made.warnings, *warnings))
            return Done(suggestion, ready(suggestion, vault))


async def finished(progress: AsyncIterator[Progress]) -> ReadySuggestion:
    """The whole suggestion, for who does not want to watch it come about."""
    answers = [step.answer async for step in progress if isinstance(step, Done)]
    return answers[-1]


class _Stream:
    """What a model writes, sentence by sentence; `written` is there when the sentences have ended."""

    def __init__(self, writer: SupervisedWriter, begun: Begun, deadline_seconds: float | None) -> None:
        self.draft_id = begun.writer_draft_id
        self.name = writer.name
        self.written = Written(text="", outcome="late", reason="deadline")
        self._writer = writer
        self._begun = begun
        self._deadline = deadline_seconds

    async def sentences(self) -> AsyncIterator[str]:
        """Whole sentences with the white space before them, as soon as they are whole."""
        if self._deadline is not None and self._deadline <= 0:
            return
        pieces: asyncio.Queue[str | None] = asyncio.Queue()
        task = asyncio.create_task(self._write(pieces))
        text, told = "", 0
        try:
            while (piece := await pieces.get()) is not None:
                text += piece
                whole = whole_sentences(text)
                if len(whole) > told:
                    yield whole[told:]
                    told = len(whole)
            if len(self.written.text) > told and self.written.text.startswith(text[:told]):
                yield self.written.text[told:]
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _write(self, pieces: asyncio.Queue[str | None]) -> None:
        try:
            self.written = await self._writer.write(self._begun.brief, self._deadline, pieces.put_nowait)
        finally:
            pieces.put_nowait(None)


def _warning(written: Written) -> str:
    """What the operator is told of a model that gave nothing, or not all."""
    return WRITER_REJECTED if written.outcome == "written" else f"writer_{written.outcome}"
