"""A conversation in a few lines for whoever takes over, each with the messages it rests on (pure).

Nothing is written anew: the lines are what customer and operator wrote, cut, and the names of what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from copilot.privacy.placeholders import PLACEHOLDER
from copilot.privacy.sealing import seal
from copilot.suggest.request import Conversation
from copilot.text import cut, sentence_spans, words
from copilot.triage.course import Heard
from copilot.triage.vocabulary import SIGNALS
from copilot.types import Message, SummaryLine, SummaryPart, Triage

_LINE_CHARS: Final = 300
_MOST_TRIED: Final = 4
_MOST_PROMISES: Final = 3
_MOST_FACTS: Final = 8
_SUBSTANCE_WORDS: Final = 5
_FAILED: Final = SIGNALS.index("fix_failed")
_LIKELY: Final = 0.5
_REFERENCE: Final = re.compile(r"\b[A-Z]{1,5}-?\d{4,}\b|#\d{3,}\b")
_PROMISE: Final = re.compile(
    r"\b(?:i|we)(?:['’]ll| will| am going to|['’]m going to| are going to)\b(?! (?:be happy|gladly|need|have to ask))"
    r"|\byou(?:['’]ll| will) (?:receive|get|have|hear)\b",
    re.IGNORECASE,
)


def summary(conversation: Conversation, heard: Sequence[Heard], triage: Triage) -> tuple[SummaryLine, ...]:
    """Issue, facts, what was tried, open promises, feeling and next step; parts without anything are left out."""
    messages = conversation.messages
    lines = [
        *_issue(messages),
        *_facts(messages),
        *_tried(messages, heard),
        *_promises(messages),
        *_feeling(triage, conversation.answered),
        *_next_step(triage, conversation.answered),
    ]
    return tuple(lines)


def with_handoff(triage: Triage, conversation: Conversation, heard: Sequence[Heard]) -> Triage:
    """The triage with the handoff summary, if a colleague should take over."""
    if not triage.escalation.recommended:
        return triage
    lines = summary(conversation, heard, triage)
    return msgspec.structs.replace(triage, escalation=msgspec.structs.replace(triage.escalation, handoff=lines))


def _issue(messages: Sequence[Message]) -> Iterator[SummaryLine]:
    """The customer's first message that says something; else their first one."""
    own = [message for message in messages if message.author == "customer"]
    found = next((message for message in own if len(words(message.text)) >= _SUBSTANCE_WORDS), own[0] if own else None)
    if found:
        yield _line("issue", found.text, [found])


def _facts(messages: Sequence[Message]) -> Iterator[SummaryLine]:
    """Order numbers, and placeholders of what the customer told."""
    seen: dict[str, Message] = {}
    for message in messages:
        if message.author == "customer":
            for pattern in (PLACEHOLDER, _REFERENCE):
                for match in pattern.finditer(message.text):
                    seen.setdefault(match.group(), message)
    told = dict(list(seen.items())[:_MOST_FACTS])
    if told:
        yield _line("facts", ", ".join(told), told.values())


def _tried(messages: Sequence[Message], heard: Sequence[Heard]) -> Iterator[SummaryLine]:
    """What an operator suggested right before the customer said that it did not help."""
    failed = {item.message_id for item in heard if item.impression.signals[_FAILED] >= _LIKELY}
    pairs = [
        (before, after)
        for before, after in pairwise(messages)
        if before.author == "operator" and after.author == "customer" and after.id in failed
    ]
    for before, after in pairs[-_MOST_TRIED:]:
        yield _line(
            "tried", f"{cut(before.text, _LINE_CHARS // 2)} → {cut(after.text, _LINE_CHARS // 2)}", [before, after]
        )


def _promises(messages: Sequence[Message]) -> Iterator[SummaryLine]:
    """Sentences in which an operator said what will be done, the last ones."""
    made = [
        (message, message.text[span.start : span.end])
        for message in messages
        if message.author == "operator"
        for span in sentence_spans(message.text)
        if _PROMISE.search(message.text, span.start, span.end)
    ]
    for message, sentence in made[-_MOST_PROMISES:]:
        yield _line("promises", sentence, [message])


def _feeling(triage: Triage, last: Message | None) -> Iterator[SummaryLine]:
    feeling = triage.frustration
    if feeling.level == "calm" or last is None:
        return
    named = ", ".join(reason.signal.replace("_", " ") for reason in feeling.reasons)
    text = f"{feeling.level} ({feeling.score:.2f}), {feeling.trend}" + (f": {named}" if named else "")
    ids = tuple(dict.fromkeys(reason.message_id for reason in feeling.reasons)) or (last.id,)
    yield SummaryLine(part="feeling", text=seal(text), message_ids=ids)


def _next_step(triage: Triage, last: Message | None) -> Iterator[SummaryLine]:
    advice = triage.escalation
    if advice.recommended and last is not None:
        reasons = ", ".join(advice.reasons).replace("_", " ")
        yield _line("next_step", f"Hand over to {advice.target}: {reasons}", [last])


def _line(part: SummaryPart, text: str, messages: Iterable[Message]) -> SummaryLine:
    """Text that is made of redacted messages and of our own words is redacted."""
    ids = tuple(dict.fromkeys(message.id for message in messages))
    return SummaryLine(part=part, text=seal(cut(" ".join(text.split()), _LINE_CHARS)), message_ids=ids)
