"""What a drafter is given: redacted text, public passages and the house rules; nothing else."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from copilot.suggest.brand import Brand
from copilot.suggest.request import Conversation
from copilot.types import Channel, DraftKind, Hit, Tone, ToneWish, Triage, Verdict, Writing


class Brief(Struct, frozen=True, kw_only=True):
    """`hits` are public, best first. `name` is the placeholder of the customer's name, if it is known.

    `wait` says when the customer can expect an answer ("within 5 minutes"), if they still wait for the first one.
    """

    conversation: Conversation
    triage: Triage
    verdict: Verdict
    hits: tuple[Hit, ...]
    brand: Brand
    channel: Channel
    tone: Tone
    name: str | None
    wait: str | None = None


class Sketch(Struct, frozen=True, kw_only=True):
    """A draft before the guard: its sentences and list items in order, each with the white space that follows it."""

    kind: DraftKind
    parts: tuple[str, ...]
    tone: Tone
    drafter: str
    warnings: tuple[str, ...] = ()


class Drafter(Protocol):
    """Writes sketches. It cites nothing: what a sentence rests on is computed afterwards, by the guard."""

    def draft(self, brief: Brief) -> tuple[Sketch, ...]:
        """Drafts for a brief, the most useful first.

        Raises:
            DrafterUnavailable: there is none in time; the pipeline degrades.
        """


def wished_tone(brand: Brand, wish: ToneWish | None, writing: Writing) -> Tone:
    """The operator's wish where there is one, else the customer's way of writing where the brand allows it."""
    own, voice = brand.tone, brand.voice
    wish = wish or ToneWish()
    return Tone(
        formality=wish.formality or (writing.formality if writing.formality in voice.formalities else own.formality),
        warmth=wish.warmth or (writing.warmth if writing.warmth in voice.warmths else own.warmth),
        length=wish.length or (writing.length if writing.length in voice.lengths else own.length),
    )
