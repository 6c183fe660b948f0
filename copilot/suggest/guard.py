"""What each sentence of a draft rests on, computed from the text alone; what rests on nothing is taken out (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from copilot.suggest.brand import filled
from copilot.suggest.brief import Brief, Sketch
from copilot.text import sentence_spans, words
from copilot.types import Passage, Support

Place: TypeAlias = tuple[Passage, int, int]
"""A passage and the code points [start, end) of its text."""

UNSUPPORTED_REMOVED: Final = "unsupported_removed"
AVOIDED_WORD: Final = "avoided_word"
FORBIDDEN_PROMISE: Final = "forbidden_promise"

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|without|cannot|can't|don't|doesn't|isn't|won't|n't)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SMALL_WORDS = frozenset(
    "a an and are as at be but by can do does for from has have if in is it its of on or so that the their then there they this to "
    "was we were will with you your i my me".split()
)
_ENOUGH_SHARED_WORDS = 0.85


class Trace(Struct, frozen=True, kw_only=True):
    """One part of a sketch and its support; `start`/`end` are code points in the passage's text."""

    part: str
    support: Support
    passage_id: str | None = None
    start: int | None = None
    end: int | None = None


class Guarded(Struct, frozen=True, kw_only=True):
    """A sketch after the guard: only parts that rest on something, and what was wrong."""

    sketch: Sketch
    traces: tuple[Trace, ...]
    warnings: tuple[str, ...]

    @property
    def says_something(self) -> bool:
        """False for a reply of which nothing but pleasantries is left."""
        return self.sketch.kind != "reply" or any(trace.support != "template" for trace in self.traces)


def guard(sketch: Sketch, brief: Brief) -> Guarded:
    """Trace every part of a sketch and drop those that nothing supports."""
    approved = _approved(brief)
    traces = [_trace(part, brief, approved) for part in sketch.parts]
    kept = tuple(trace for trace in traces if trace.support != "unsupported")
    warnings = dict.fromkeys(_warnings(traces, kept, brief))
    return Guarded(sketch=sketch, traces=kept, warnings=tuple(warnings))


def _approved(brief: Brief) -> frozenset[str]:
    """Everything that the brand approved, word for word, with the name filled in or closed up."""
    return frozenset(filled(text, name).strip() for text in brief.brand.approved for name in {brief.name, None})


def _trace(part: str, brief: Brief, approved: frozenset[str]) -> Trace:
    text = part.strip()
    if text in approved:
        return Trace(part=part, support="template")
    place = _first(_quoted(text, hit.passage) for hit in brief.hits) or _first(
        _reworded(text, hit.passage) for hit in brief.hits
    )
    if place:
        passage, start, end = place
        return Trace(part=part, support="passage", passage_id=passage.passage_id, start=start, end=end)
    titled = next((hit.passage for hit in brief.hits if text.removeprefix("- ") == hit.passage.title), None)
    if titled:
        return Trace(part=part, support="passage", passage_id=titled.passage_id)
    if any(_says(message.text, text) for message in brief.conversation.messages):
        return Trace(part=part, support="conversation")
    return Trace(part=part, support="unsupported")


def _first(places: Iterable[Place | None]) -> Place | None:
    return next(filter(None, places), None)


def _quoted(text: str, passage: Passage) -> Place | None:
    """Where a passage has the text word for word, as whole sentences or lines: half of a sentence may say the opposite."""
    start = passage.text.find(text)
    if start < 0:
        return None
    end = start + len(text)
    spans = list(_candidates(passage))
    is_whole = any(span[0] == start for span in spans) and any(span[1] == end for span in spans)
    return (passage, start, end) if is_whole else None


def _reworded(text: str, passage: Passage) -> Place | None:
    """Where a passage has a sentence or line that says the same in nearly the same words."""
    return _first(
        (passage, start, end) if _says(passage.text[start:end], text) else None for start, end in _candidates(passage)
    )


def _candidates(passage: Passage) -> Iterator[tuple[int, int]]:
    """What a sentence may rest on: a sentence of the passage, or a line of it, such as a table row."""
    yield from ((span.start, span.end) for span in sentence_spans(passage.text))
    start = 0
    for line in passage.text.splitlines(keepends=True):
        yield start, start + len(line.rstrip())
        start += len(line)


def _says(source: str, claim: str) -> bool:
    """True if the source holds nearly all content words of the claim, all its numbers, and agrees in negation."""
    if not set(_NUMBER.findall(claim)) <= set(_NUMBER.findall(source)):
        return False
    wanted = _content(claim)
    if len(wanted) < 2 or len(wanted & _content(source)) / len(wanted) < _ENOUGH_SHARED_WORDS:
        return False
    return bool(_NEGATION.search(claim)) == bool(_NEGATION.search(source))


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in _SMALL_WORDS}


def _warnings(traces: Sequence[Trace], kept: Sequence[Trace], brief: Brief) -> Iterator[str]:
    if len(kept) < len(traces):
        yield UNSUPPORTED_REMOVED
    text = " ".join(trace.part for trace in kept)
    if brief.brand.avoided.search(text):
        yield AVOIDED_WORD
    if brief.brand.forbidden.search(text):
        yield FORBIDDEN_PROMISE
