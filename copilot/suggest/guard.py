"""What of a draft may be sent: what rests on nothing is taken out, what must not be said withholds it (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.objections import asked, blocks
from copilot.suggest.tracing import Grounding, Trace, Tracer
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
    guarded = (traced(sketch, brief, tracer) for sketch in sketches)
    return tuple(one for one in guarded if one.says_something)


def traced(sketch: Sketch, brief: Brief, tracer: Tracer) -> Guarded:
    """A sketch, each part traced, whether it says something or not."""
    traces = [tracer.trace(part) for part in sketch.parts]
    faults = dict.fromkeys(fault for trace in traces for fault in _faults(trace, brief))
    kept = tuple(trace for trace in traces if not any(_faults(trace, brief)))
    if any(map(blocks, asked("".join(trace.part for trace in kept), brief.brand))):
        return Guarded(sketch=sketch, traces=(), warnings=(*sketch.warnings, ASKS_FOR_SECRETS))
    return Guarded(sketch=sketch, traces=kept, warnings=tuple(dict.fromkeys([*sketch.warnings, *faults])))


def _faults(trace: Trace, brief: Brief) -> Iterator[str]:
    """Why a part can't stay: it rests on nothing, or has words or promises that the brand does not make."""
    if trace.support == "unsupported":
        yield UNSUPPORTED_REMOVED
    if trace.support != "template":
        if brief.brand.avoided.search(trace.part):
            yield AVOIDED_WORD
        if brief.brand.forbidden.search(trace.part):
            yield FORBIDDEN_PROMISE
