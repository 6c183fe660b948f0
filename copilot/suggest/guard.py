"""What each sentence of a draft rests on, computed from the text alone; what rests on nothing is taken out (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

from copilot.suggest.brand import filled
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.objections import asked, blocks
from copilot.text import sentence_spans, words
from copilot.types import Passage, Support

Place: TypeAlias = tuple[Passage, int, int]
"""A passage and the code points [start, end) of its text."""

UNSUPPORTED_REMOVED: Final = "unsupported_removed"
AVOIDED_WORD: Final = "avoided_word"
FORBIDDEN_PROMISE: Final = "forbidden_promise"
ASKS_FOR_SECRETS: Final = "asks_for_secrets"

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|without|cannot"
    r"|(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|should|would|must|need)n['’]?t)\b",
    re.IGNORECASE,
)
_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBER_WORDS: Final = {
    **{word: str(value) for value, word in enumerate(_COUNTED.split())},
    "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90", "hundred": "100",
    "thousand": "1000", "half": "½", "double": "×2", "twice": "×2", "once": "×1",
}  # fmt: skip
_NUMBER = re.compile(rf"\d+(?:[.,]\d+)*|[%€$£¥]|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_SMALL = """
a an and are as at be but by can do does for from has have if in is it its of on or so that the their then there they
this to was we were will with you your i my me
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_REMEMBERED: Final = 8_192
"""The same passages are looked at again and again: what their sentences say is worked out once."""

_ENOUGH_SHARED_WORDS = 0.85


class Trace(Struct, frozen=True, kw_only=True):
    """One part of a sketch and its support; `start`/`end` are code points in the passage's text."""

    part: str
    support: Support
    passage_id: str | None = None
    start: int | None = None
    end: int | None = None


class Guarded(Struct, frozen=True, kw_only=True):
    """A sketch after the guard: only parts that rest on something, and what was wrong.

    Nothing is left of a sketch that asks the customer for a card number, a password or the like.
    """

    sketch: Sketch
    traces: tuple[Trace, ...]
    warnings: tuple[str, ...]

    @property
    def says_something(self) -> bool:
        """False for a reply of which nothing but pleasantries is left, and for a sketch that asks for secrets."""
        if ASKS_FOR_SECRETS in self.warnings:
            return False
        return self.sketch.kind != "reply" or any(trace.support != "template" for trace in self.traces)


def guard(sketch: Sketch, brief: Brief) -> Guarded:
    """Trace every part of a sketch and drop those that nothing supports."""
    approved = _approved(brief)
    traces = [_trace(part, brief, approved) for part in sketch.parts]
    kept = tuple(trace for trace in traces if trace.support != "unsupported")
    if any(map(blocks, asked("".join(trace.part for trace in kept), brief.brand))):
        return Guarded(sketch=sketch, traces=(), warnings=(*sketch.warnings, ASKS_FOR_SECRETS))
    warnings = dict.fromkeys([*sketch.warnings, *_warnings(traces, kept, brief)])
    return Guarded(sketch=sketch, traces=kept, warnings=tuple(warnings))


def _approved(brief: Brief) -> frozenset[str]:
    """Everything that the brand approved, word for word, with the name filled in or closed up."""
    told = (text.replace("{wait}", brief.wait) for text in brief.brand.wait.sentences) if brief.wait else ()
    texts = [*brief.brand.approved, *told]
    return frozenset(filled(text, name).strip() for text in texts for name in {brief.name, None})


def _trace(part: str, brief: Brief, approved: frozenset[str]) -> Trace:
    text = part.strip()
    if text in approved:
        return Trace(part=part, support="template")
    titled = next((hit.passage for hit in brief.hits if text.removeprefix("- ") == hit.passage.title), None)
    if titled:
        return Trace(part=part, support="passage", passage_id=titled.passage_id)
    place = _first(_quoted(text, hit.passage) for hit in brief.hits) or _first(
        _reworded(text, hit.passage) for hit in brief.hits
    )
    if place:
        passage, start, end = place
        return Trace(part=part, support="passage", passage_id=passage.passage_id, start=start, end=end)
    if any(_says(said, text) for message in brief.conversation.messages for said in _sayings(message.text)):
        return Trace(part=part, support="conversation")
    return Trace(part=part, support="unsupported")


def _first(places: Iterable[Place | None]) -> Place | None:
    return next(filter(None, places), None)


def _quoted(text: str, passage: Passage) -> Place | None:
    """Where a passage has the text word for word, in whole sentences or lines: half of one may say the opposite."""
    if not text or text not in passage.text:
        return None
    spans = _candidates(passage.text)
    ends = {end for _, end in spans}
    starts = (start for start, _ in spans if passage.text.startswith(text, start))
    return _first((passage, start, start + len(text)) if start + len(text) in ends else None for start in starts)


def _reworded(text: str, passage: Passage) -> Place | None:
    """Where a passage has a sentence or line that says the same, no more and no less, in nearly the same words."""
    places = ((passage.text[start:end], start, end) for start, end in _candidates(passage.text))
    return _first(
        (passage, start, end) if _says(said, text) and _says(text, said) else None for said, start, end in places
    )


@lru_cache(_REMEMBERED)
def _candidates(text: str) -> tuple[tuple[int, int], ...]:
    """What a sentence may rest on: a sentence of a passage, or a line of it, such as a table row."""
    places = [(span.start, span.end) for span in sentence_spans(text)]
    start = 0
    for line in text.splitlines(keepends=True):
        places.append((start, start + len(line.rstrip())))
        start += len(line)
    return tuple(places)


def _sayings(message: str) -> Iterator[str]:
    """A message as a whole, and its sentences."""
    yield message
    yield from (message[span.start : span.end] for span in sentence_spans(message))


def _says(source: str, claim: str) -> bool:
    """True if the source holds nearly all content words of the claim, its numbers in order, and as many negations."""
    if not _numbers_agree(source, claim) or _negations(claim) != _negations(source):
        return False
    wanted = _content(claim)
    if len(wanted) < 2:
        return words(claim) == words(source) != []
    return len(wanted & _content(source)) / len(wanted) >= _ENOUGH_SHARED_WORDS


def _numbers_agree(source: str, claim: str) -> bool:
    """True if the claim's numbers, in figures or words, are numbers of the source in the same order."""
    given = iter(_numbers(source))
    return all(number in given for number in _numbers(claim))


@lru_cache(_REMEMBERED)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_NUMBER_WORDS.get(number, number) for number in _NUMBER.findall(text.casefold()))


@lru_cache(_REMEMBERED)
def _negations(text: str) -> int:
    return len(_NEGATION.findall(text))


@lru_cache(_REMEMBERED)
def _content(text: str) -> frozenset[str]:
    return frozenset(_NUMBER_WORDS.get(word, word) for word in words(text) if word not in _SMALL_WORDS)


def _warnings(traces: Sequence[Trace], kept: Sequence[Trace], brief: Brief) -> Iterator[str]:
    if len(kept) < len(traces):
        yield UNSUPPORTED_REMOVED
    text = " ".join(trace.part for trace in kept)
    if brief.brand.avoided.search(text):
        yield AVOIDED_WORD
    if brief.brand.forbidden.search(text):
        yield FORBIDDEN_PROMISE
