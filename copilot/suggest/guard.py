"""What each sentence of a draft rests on, computed from the text alone; what rests on nothing is taken out (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from copilot.suggest.brand import filled
from copilot.suggest.brief import Brief, Sketch
from copilot.text import sentence_spans, words
from copilot.types import Hit, Passage, Support

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


def guard(sketch: Sketch, brief: Brief) -> Guarded:
    """Trace every part of a sketch and drop those that nothing supports."""
    approved = _approved(brief)
    traces = [_trace(part, brief, approved) for part in sketch.parts]
    kept = tuple(trace for trace in traces if trace.support != "unsupported")
    warnings = dict.fromkeys(_warnings(traces, kept, brief))
    return Guarded(sketch=sketch, traces=kept, warnings=tuple(warnings))


def _approved(brief: Brief) -> frozenset[str]:
    """Everything that the brand approved, word for word, with the name filled in."""
    brand = brief.brand
    lists = (
        brand.next_step, brand.clarify, brand.abstain, brand.acknowledge, brand.deescalate, brand.steer_payment, brand.close,
    )  # fmt: skip
    greetings = [brand.greeting, *filter(None, (brand.greeting.email, brand.greeting.social))]
    texts = [item for choice in lists for item in choice.sentences]
    texts += [
        getattr(item, name) for item in greetings for name in item.__struct_fields__ if name not in {"email", "social"}
    ]
    texts += [brand.closing.question.casual, brand.closing.question.neutral, brand.closing.question.formal]
    texts += [*brand.closing.sign_off.values(), brand.secure_payment.explanation]
    return frozenset(filled(text, name).strip() for text in texts if text for name in {brief.name, None})


def _trace(part: str, brief: Brief, approved: frozenset[str]) -> Trace:
    text = part.strip()
    if text in approved:
        return Trace(part=part, support="template")
    for hit in brief.hits:
        found = _in_passage(text, hit)
        if found:
            start, end = found
            return Trace(part=part, support="passage", passage_id=hit.passage.passage_id, start=start, end=end)
    titled = next((hit.passage for hit in brief.hits if text.removeprefix("- ") == hit.passage.title), None)
    if titled:
        return Trace(part=part, support="passage", passage_id=titled.passage_id)
    if any(_says(message.text, text) for message in brief.conversation.messages):
        return Trace(part=part, support="conversation")
    return Trace(part=part, support="unsupported")


def _in_passage(text: str, hit: Hit) -> tuple[int, int] | None:
    at = hit.passage.text.find(text)
    if at >= 0:
        return at, at + len(text)
    return next(
        ((start, end) for start, end in _candidates(hit.passage) if _says(hit.passage.text[start:end], text)), None
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
    wanted = _content(claim)
    if len(wanted) < 2:
        return False
    shared = len(wanted & _content(source)) / len(wanted)
    return (
        shared >= _ENOUGH_SHARED_WORDS
        and set(_NUMBER.findall(claim)) <= set(_NUMBER.findall(source))
        and bool(_NEGATION.search(claim)) == bool(_NEGATION.search(source))
    )


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in _SMALL_WORDS}


def _warnings(traces: Sequence[Trace], kept: Sequence[Trace], brief: Brief) -> Iterator[str]:
    if len(kept) < len(traces):
        yield UNSUPPORTED_REMOVED
    text = " ".join(trace.part for trace in kept).casefold()
    if any(_contains(text, phrase) for phrase in brief.brand.words.avoid):
        yield AVOIDED_WORD
    if any(_contains(text, phrase) for phrase in brief.brand.promises.forbidden):
        yield FORBIDDEN_PROMISE


def _contains(folded: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase.casefold())}(?!\w)", folded) is not None
