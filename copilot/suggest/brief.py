"""What a drafter is given: redacted text, public passages and the house rules; nothing else."""

from __future__ import annotations

from typing import Final, Protocol

from msgspec import Struct

from copilot.suggest.brand import Brand
from copilot.suggest.paraphrase.facts import Fact
from copilot.suggest.paraphrase.restatement import Restatement
from copilot.suggest.procedures.following import Position
from copilot.suggest.request import ContextFact, Conversation
from copilot.types import Channel, DraftKind, Hit, Length, Tone, ToneWish, Triage, Verdict, Writing

_CHANNEL_LENGTH: Final[dict[Channel, Length]] = {"email": "medium", "social": "short"}
"""What is usual on a channel, whoever writes."""


class Answer(Struct, frozen=True, kw_only=True):
    """The article that answers a question, every passage in reading order, its sentences scored for this question."""

    question: str
    passages: tuple[Hit, ...]


class Brief(Struct, frozen=True, kw_only=True):
    """`hits` are public, best first; `answers` one for each question that is answered, in order.

    `alternatives` are articles that may answer a single question as well.
    `known` are the facts of other systems that the question is about, best first. `relief` is the probability (0..1)
    that the customer says that it is solved; `is_heated`: they are angry in their last turn. `name` is the placeholder
    of the customer's name, if it is known. `wait` says when the customer can expect an answer ("within 5 minutes"), if
    they still wait for the first one.
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
    answers: tuple[Answer, ...] = ()
    alternatives: tuple[Answer, ...] = ()
    known: tuple[ContextFact, ...] = ()
    relief: float = 0.0
    is_heated: bool = False
    position: Position | None = None
    restatement: Restatement | None = None


class Sketch(Struct, frozen=True, kw_only=True):
    """A draft before the guard: its sentences and list items in order, each with the white space that follows it.

    `because` names what makes it useful, such as `verdict:answer`.
    """

    kind: DraftKind
    parts: tuple[str, ...]
    tone: Tone
    drafter: str
    because: str = ""
    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()


class Drafter(Protocol):
    """Writes sketches. It cites nothing: what a sentence rests on is computed afterwards, by the guard."""

    def draft(self, brief: Brief) -> tuple[Sketch, ...]:
        """Drafts for a brief, the most useful first.

        Raises:
            DrafterUnavailable: there is none in time; the pipeline degrades.
        """


def wished_tone(brand: Brand, wish: ToneWish | None, writing: Writing, channel: Channel = "chat") -> Tone:
    """The operator's wish; else the customer's way of writing where the brand allows it; else the brand's.

    A channel with a length of its own keeps it, unless the operator wishes another.
    """
    own, voice = brand.tone, brand.voice
    wish = wish or ToneWish()
    length = _CHANNEL_LENGTH.get(channel) or (writing.length if writing.length in voice.lengths else own.length)
    return Tone(
        formality=wish.formality or (writing.formality if writing.formality in voice.formalities else own.formality),
        warmth=wish.warmth or (writing.warmth if writing.warmth in voice.warmths else own.warmth),
        length=wish.length or length,
    )
