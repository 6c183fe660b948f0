"""What all kinds of drafts are made of: approved lines that vary, a greeting, a sign-off (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from copilot.suggest.brand import filled, greeting
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.request import ContextFact
from copilot.suggest.tone import styled
from copilot.types import DraftKind

NAME: Final = "composer"
_UPSET: Final = frozenset({"frustrated", "angry"})
"""Levels of frustration at which a draft begins with the feeling."""
PERSONAL: Final = re.compile(r"<[A-Z_]+_\d+|\b[A-Z]{2,4}-\d{5,}\b")
"""What had better not be written where everybody reads."""
_WITHOUT_CAUTION: Final[frozenset[DraftKind]] = frozenset({"steer_payment", "close"})


def line(brief: Brief, choices: Sequence[str]) -> str:
    """One of the approved sentences in the wished tone: the next one with each turn, and none that was said already.

    The greeting names the customer; nothing behind it does so again.
    """
    turn, name = brief.conversation.operator_turns, None if greets(brief) else brief.name
    rotated = [filled(choices[(turn + place) % len(choices)], name) for place in range(len(choices))]
    said = [message.text for message in brief.conversation.messages if message.author == "operator"]
    fresh = next((text for text in rotated if not any(text in one for one in said)), rotated[0])
    return styled(fresh, brief.tone.formality)


def greets(brief: Brief) -> bool:
    """True if the draft begins with a greeting: the first answer of a conversation, and every mail."""
    return brief.conversation.operator_turns == 0 or brief.channel == "email"


def tellable(brief: Brief) -> tuple[ContextFact, ...]:
    """The facts of this case that may be told: none where everybody reads."""
    return () if brief.channel == "social" else brief.known


def caution(brief: Brief) -> list[str]:
    """Where everybody reads: a word to a customer who writes or asks there what had better be kept private."""
    is_exposed = bool(brief.known) or any(PERSONAL.search(message.text) for message in brief.conversation.burst)
    return [line(brief, brief.brand.public_channel.sentences)] if brief.channel == "social" and is_exposed else []


def is_upset(brief: Brief) -> bool:
    """True if a draft should begin with the customer's feeling: by the whole course, or by how they write just now."""
    return brief.is_heated or brief.triage.frustration.level in _UPSET


def empathy(brief: Brief) -> list[str]:
    """The feeling, and the first cause that there is a sentence for; to a customer who is only annoyed the cause."""
    calming, feeling = brief.brand.deescalate, brief.triage.frustration
    if not is_upset(brief) and feeling.level != "annoyed":
        return []
    level = "annoyed" if feeling.level == "calm" else feeling.level
    named = [calming.feelings.get(level) or line(brief, calming.sentences)] if is_upset(brief) else []
    causes = [calming.causes[reason.signal] for reason in feeling.reasons if reason.signal in calming.causes]
    return [styled(text, brief.tone.formality) for text in (*named, *causes[:1])]


def opening(brief: Brief) -> list[str]:
    """The feeling of a customer who is upset; a warm word to one whom nobody has answered yet."""
    felt = empathy(brief)
    if felt:
        return paragraph(felt)
    is_warm = brief.tone.warmth == "warm" and brief.channel != "social"
    is_first = brief.conversation.operator_turns == 0
    return paragraph([line(brief, brief.brand.acknowledge.sentences)]) if is_first and is_warm else []


def paragraph(sentences: Sequence[str]) -> list[str]:
    """Sentences as parts of one paragraph that others follow; none for none."""
    return [*(f"{text} " for text in sentences[:-1]), *(f"{text}\n\n" for text in sentences[-1:])]


def sketch(brief: Brief, kind: DraftKind, parts: Sequence[str], because: str) -> Sketch:
    """Greeting for the first answer (in mails always), then the parts in the wished tone, a caution, the sign-off."""
    formality = brief.tone.formality
    hello = [f"{greeting(brief.brand, brief.channel, formality, brief.name)}\n\n"] if greets(brief) else []
    warning = [] if kind in _WITHOUT_CAUTION else [f"\n\n{text}" for text in caution(brief)]
    sign_offs = brief.brand.closing.sign_off
    sign_off = sign_offs.get(f"{brief.channel}_{formality}", sign_offs.get(brief.channel, ""))
    tail = [f"\n\n{filled(sign_off, brief.name)}"] if sign_off else []
    body = [*parts[:-1], *(part.rstrip() for part in parts[-1:])]
    return Sketch(kind=kind, parts=(*hello, *body, *warning, *tail), tone=brief.tone, drafter=NAME, because=because)
