"""That somebody is there, is looking, or will answer, and when (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from copilot.suggest.brand import filled
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composing.kinds.parts import NAME, is_upset, line, opening, sketch
from copilot.suggest.tone import styled
from copilot.suggest.voice import Sentences
from copilot.text import words

_LONG_WORDS: Final = 40
_GREETING = r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|(?:is )?any(?:one|body) (?:there|here))"
_HELLO: Final = re.compile(
    rf"^\W*{_GREETING}(?: (?-i:[A-Z][a-z]+))?(?:\W+(?:{_GREETING}|there|all|everyone|team|again|please"
    r"|<[A-Z0-9_]+_\d+(?::[\w.-]+)?>"
    r"|are you there|(?:can|could) (?:you|someone|anyone) (?:please )?help(?: me)?|i need (?:some |your )?help"
    r"|i(?:['’]ve| have) a question))*\W*$",
    re.IGNORECASE,
)
"""A greeting and nothing else; one capitalised word behind it is taken for a name."""


def is_greeting(texts: Sequence[str]) -> bool:
    """True if a turn only greets."""
    return bool(texts) and all(map(_HELLO.match, texts))


def welcome(brief: Brief) -> Sketch:
    """To a customer who has only greeted: thanks, and what it is about."""
    return _said(brief, "greeting", brief.brand.acknowledge, brief.brand.clarify)


def ask_a_colleague(brief: Brief) -> Sketch:
    """That nobody knows it yet and somebody asks: better than a guess."""
    return sketch(
        brief,
        "acknowledge",
        [*opening(brief), line(brief, brief.brand.abstain.sentences)],
        "verdict:abstain",
    )


def reading_it(brief: Brief) -> Sketch | None:
    """To a first message that takes time: it is read, somebody is on it, and when an answer can be expected."""
    if brief.conversation.operator_turns:
        return None
    if brief.wait is not None:
        return _expected_wait(brief, brief.wait)
    said = sum(len(words(message.text)) for message in brief.conversation.burst)
    if not is_upset(brief) and said < _LONG_WORDS and brief.triage.urgency not in {"high", "critical"}:
        return None
    because = "upset" if is_upset(brief) else "long_message" if said >= _LONG_WORDS else "urgent"
    return sketch(
        brief,
        "acknowledge",
        [*opening(brief), styled(brief.brand.next_step.sentences[0], brief.tone.formality)],
        because,
    )


def _expected_wait(brief: Brief, wait: str) -> Sketch:
    """That somebody will answer, and when."""
    told = filled(brief.brand.wait.sentences[0], brief.name).replace("{wait}", wait)
    return sketch(brief, "acknowledge", [f"{line(brief, brief.brand.acknowledge.sentences)} ", told], "waits")


def in_their_language(brief: Brief) -> Sketch | None:
    """What the brand says in a language that it does not answer in; no greeting in another one before it."""
    text = brief.brand.other_languages.get(brief.triage.language)
    if brief.triage.is_served or text is None:
        return None
    because = f"language:{brief.triage.language}"
    return Sketch(kind="acknowledge", parts=(text,), tone=brief.tone, drafter=NAME, because=because)


def _said(brief: Brief, because: str, *choices: Sentences) -> Sketch:
    return sketch(brief, "acknowledge", [f"{line(brief, choice.sentences)} " for choice in choices], because)
