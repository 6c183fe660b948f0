"""A language model under supervision: on time or not at all, left alone while it fails, and never an error."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from inspect import isawaitable
from time import perf_counter
from typing import Final, TypeAlias

from copilot.errors import DrafterUnavailable
from copilot.suggest.brief import Brief
from copilot.suggest.writing.breaker import Breaker, Verdict
from copilot.suggest.writing.thoughts import without_thoughts
from copilot.suggest.writing.writer import BUSY, CLOSED, FILTERED, LENGTH, PROMPT_TOO_LONG, TOO_LONG, Writer
from copilot.suggest.writing.written import Written, whole_sentences
from copilot.telemetry import WRITER_FIRST_PIECE_SECONDS, WRITER_REPLIES, Label, log_event, log_failure
from copilot.writer_settings import WriterTimeouts

Listener: TypeAlias = Callable[[str], None] | Callable[[str], Awaitable[None]]

FIRST_PIECE_TIMEOUT: Final = "first_piece_timeout"
BETWEEN_PIECES_TIMEOUT: Final = "between_pieces_timeout"
TOTAL_TIMEOUT: Final = "total_timeout"
DEADLINE: Final = "deadline"
EMPTY: Final = "empty"
BREAKER_OPEN: Final = "breaker_open"
FAULT: Final = "fault"
NOT_HEARD: Final = "not_heard"

_LATE: Final = frozenset({FIRST_PIECE_TIMEOUT, BETWEEN_PIECES_TIMEOUT, TOTAL_TIMEOUT, DEADLINE})
_WORKS: Final = frozenset({None, LENGTH, TOO_LONG, FILTERED})
"""Reasons that show a model at work, even if what it wrote is no whole reply."""
_SAYS_NOTHING: Final = frozenset({BUSY, CLOSED, PROMPT_TOO_LONG, DEADLINE, NOT_HEARD})
"""Reasons that lie with the request or with whoever asks: the next one may well be answered."""


@dataclass(slots=True)
class _Stream:
    """What has come so far, and why no more does; `reason` is None for a whole reply."""

    pieces: list[str] = field(default_factory=list)
    reason: str | None = None


class _NotHeard(Exception):
    """Whoever listens cannot take any more pieces."""


class SupervisedWriter:
    """A `Writer` with time limits for each phase and a circuit breaker; for one event loop."""

    def __init__(self, writer: Writer, breaker: Breaker, timeouts: WriterTimeouts) -> None:
        self._writer = writer
        self._breaker = breaker
        self._timeouts = timeouts

    @property
    def name(self) -> str:
        """The writer's name."""
        return self._writer.name

    async def aclose(self) -> None:
        """End what is under way and give back what the writer holds."""
        await self._writer.aclose()

    async def write(self, brief: Brief, deadline_seconds: float | None, on_piece: Listener | None = None) -> Written:
        """A reply, or what there is of it at the deadline; `on_piece` is told each piece, in order, as it comes.

        It never raises but when it is cancelled. However it ends, the writer's request has ended too.
        """
        if deadline_seconds is not None and deadline_seconds <= 0:
            return _counted(Written(text="", outcome="late", reason=DEADLINE))
        permit = self._breaker.admit()
        if permit is None:
            return _counted(Written(text="", outcome="open", reason=BREAKER_OPEN))
        verdict: Verdict = "unknown"
        try:
            stream = await self._listen(brief, deadline_seconds, on_piece)
            written = _written(stream)
            verdict = _verdict(written.reason)
        finally:
            self._breaker.settle(permit, verdict)
        return _counted(written)

    async def _listen(self, brief: Brief, deadline_seconds: float | None, on_piece: Listener | None) -> _Stream:
        stream = _Stream()
        try:
            stream.reason = await self._within_time(brief, deadline_seconds, on_piece, stream.pieces)
        except DrafterUnavailable as error:
            stream.reason = error.reason
        except _NotHeard:
            stream.reason = NOT_HEARD
        except Exception as error:  # noqa: BLE001  # whatever a model library raises, the composer's draft is there
            log_failure(Label("writer_failed"), error)
            stream.reason = FAULT
        return stream

    async def _within_time(
        self, brief: Brief, deadline_seconds: float | None, on_piece: Listener | None, pieces: list[str]
    ) -> str | None:
        """Read on until the end or until a limit is reached, which is given back."""
        total = self._timeouts.total_seconds
        is_urgent = deadline_seconds is not None and deadline_seconds < total
        try:
            async with asyncio.timeout(deadline_seconds if is_urgent else total) as limit:
                return await self._read(brief, on_piece, pieces)
        except TimeoutError:
            if limit.expired():
                return DEADLINE if is_urgent else TOTAL_TIMEOUT
            raise

    async def _read(self, brief: Brief, on_piece: Listener | None, pieces: list[str]) -> str | None:
        started, has_begun = perf_counter(), False
        async with aclosing(self._writer.write(brief)) as written:
            while True:
                seconds = self._timeouts.between_pieces_seconds if has_begun else self._timeouts.first_piece_seconds
                try:
                    async with asyncio.timeout(seconds) as limit:
                        piece = await anext(written, None)
                except TimeoutError:
                    if limit.expired():
                        return BETWEEN_PIECES_TIMEOUT if has_begun else FIRST_PIECE_TIMEOUT
                    raise
                if piece is None:
                    return None
                if not has_begun:
                    WRITER_FIRST_PIECE_SECONDS.observe(perf_counter() - started)
                has_begun = True
                if piece:
                    pieces.append(piece)
                    await _tell(on_piece, piece)


async def _tell(on_piece: Listener | None, piece: str) -> None:
    try:
        told = on_piece(piece) if on_piece else None
        if isawaitable(told):
            await told
    except Exception as error:  # noqa: BLE001  # the listener's fault must not look like the model's
        log_failure(Label("writer_not_heard"), error)
        raise _NotHeard from None


def _written(stream: _Stream) -> Written:
    text = without_thoughts("".join(stream.pieces)).strip()
    if stream.reason is None:
        return Written(text=text, outcome="written") if text else _none(EMPTY)
    whole = whole_sentences(text)
    if stream.reason in _LATE:
        return Written(text=whole, outcome="late", reason=stream.reason)
    return Written(text=whole, outcome="cut", reason=stream.reason) if whole else _none(stream.reason)


def _none(reason: str) -> Written:
    return Written(text="", outcome="unavailable", reason=reason)


def _verdict(reason: str | None) -> Verdict:
    if reason in _SAYS_NOTHING:
        return "unknown"
    return "succeeded" if reason in _WORKS else "failed"


def _counted(written: Written) -> Written:
    WRITER_REPLIES.labels(written.outcome).inc()
    if written.reason:
        log_event(Label("writer_fell_short"), outcome=Label(written.outcome), reason=Label(written.reason))
    return written
