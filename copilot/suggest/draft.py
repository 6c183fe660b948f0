"""A draft as it is stored: with placeholders, each sentence with what it rests on."""

from __future__ import annotations

from msgspec import Struct

from copilot.suggest.paraphrase.facts import Fact
from copilot.types import DraftKind, RedactedText, Support, Tone, ToneDistance


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence of a draft and what it rests on.

    `start`/`end` are code points in the text of that passage, or in that of the message; `source` names the system and
    the label of a fact from the context.
    """

    text: RedactedText
    support: Support
    passage_id: str | None = None
    message_id: str | None = None
    source: str | None = None
    start: int | None = None
    end: int | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """`because` says what made it useful, such as `frustration:angry`; `facts` are those that a paraphrase restates."""

    id: str
    kind: DraftKind
    template_text: RedactedText
    tone: Tone
    distance: ToneDistance
    sentences: tuple[Sentence, ...]
    drafter: str
    because: str = ""
    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()
