"""What of a draft may be sent: what rests on nothing is taken out, what must not be said withholds it (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.guard.objections import asked, blocks
from copilot.suggest.guard.tracing import Grounding, Trace, Tracer
from copilot.types import DraftKind, Support

UNSUPPORTED_REMOVED: Final = "unsupported_removed"
AVOIDED_WORD: Final = "avoided_word_removed"
FORBIDDEN_PROMISE: Final = "forbidden_promise_removed"
ASKS_FOR_SECRETS: Final = "asks_for_secrets"

_NEEDS: Final[dict[DraftKind, frozenset[Support]]] = {
    "reply": frozenset({"passage", "context", "conversation"}),
    "paraphrase": frozenset({"conversation"}),
}
"""Without a part that rests on one of these a draft says nothing but pleasantries."""


class Guarded(Struct, frozen=True, kw_only=True):
    """A sketch after the guard: only parts that rest on something, and what was wrong.

    Nothing is left of a sketch that asks the customer for a card number, a password or the like.
    """

    sketch: Sketch
    traces: tuple[Trace, ...]
    warnings: tuple[str, ...]

    @property
    def says_something(self) -> bool:
        """False for a draft of which nothing but pleasantries is left."""
        needed = _NEEDS.get(self.sketch.kind)
        if self.sketch.because.startswith("procedure:"):
            return len(self.traces) > 0
        return bool(self.traces) and (needed is None or any(trace.support in needed for trace in self.traces))


def guard(
    sketches: Sequence[Sketch],
    brief: Brief,
    sayings: frozenset[str] = frozenset(),
    grounding: Grounding | None = None,
) -> tuple[Guarded, ...]:
    """The sketches that say something, each part traced; see `Tracer` for the other arguments."""
    tracer = Tracer(brief, sayings, grounding)
    guarded = [_traced(sketch, brief, tracer) for sketch in sketches]
    said = dict.fromkeys(trace.part for one in guarded for trace in one.traces)
    if _asks_for_secrets("\n".join(said), brief):  # one look for all of them; who is it?
        guarded = [_without_requests(one, brief) for one in guarded]
    return tuple(one for one in guarded if one.says_something)


def checked(sketch: Sketch, brief: Brief, tracer: Tracer) -> Guarded:
    """One sketch after the guard, whether it says something or not."""
    return _without_requests(_traced(sketch, brief, tracer), brief)


def _traced(sketch: Sketch, brief: Brief, tracer: Tracer) -> Guarded:
    """A sketch, each part traced, without those that rest on nothing; whether it asks for secrets is not looked at."""
    traces = [tracer.trace(part) for part in sketch.parts]
    faults = [tuple(_faults(trace, brief)) for trace in traces]
    kept = tuple(trace for trace, found in zip(traces, faults, strict=True) if not found)
    warnings = dict.fromkeys([*sketch.warnings, *(fault for found in faults for fault in found)])
    return Guarded(sketch=sketch, traces=kept, warnings=tuple(warnings))


def _without_requests(guarded: Guarded, brief: Brief) -> Guarded:
    """Nothing of a sketch that asks for secrets."""
    if not _asks_for_secrets("".join(trace.part for trace in guarded.traces), brief):
        return guarded
    return Guarded(sketch=guarded.sketch, traces=(), warnings=(*guarded.sketch.warnings, ASKS_FOR_SECRETS))


def _asks_for_secrets(text: str, brief: Brief) -> bool:
    return any(map(blocks, asked(text, brief.brand)))


def _faults(trace: Trace, brief: Brief) -> Iterator[str]:
    """Why a part can't stay: it rests on nothing, or has words or promises that the brand does not make."""
    if trace.support == "unsupported":
        yield UNSUPPORTED_REMOVED
    if trace.support != "template":
        if brief.brand.avoided.search(trace.part):
            yield AVOIDED_WORD
        if brief.brand.forbidden.search(trace.part):
            yield FORBIDDEN_PROMISE
