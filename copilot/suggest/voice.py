"""The parts of `brand.toml`: who talks, in which voice, with which approved sentences."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta, Struct, field

from copilot.types import EscalationTarget, Formality, FrustrationLevel, Length, Warmth

_FEELINGS: Final[dict[FrustrationLevel, str]] = {
    "annoyed": "I can see that this is annoying.",
    "frustrated": "I'm sorry, I can see how frustrating this is.",
    "angry": "I'm sorry. I understand that you're angry about this.",
}
_CAUSES: Final[dict[str, str]] = {
    "repeated_request": "You've had to explain this more than once, and you shouldn't have to.",
    "contacted_before": "You've had to come back to us about the same thing, and you shouldn't have to.",
    "waiting": "You've been waiting for an answer too long.",
    "fix_failed": "You've tried what we suggested, and it still doesn't work.",
    "disappointment": "This isn't what you expected from us.",
    "giving_up": "You've put a lot of effort into this already.",
    "demand_for_human": "You'd like a person to look after this, and I'm here.",
}
_STEPS: Final[dict[EscalationTarget, str]] = {
    "supervisor": "I'm asking a supervisor to look at this with me now, so that you don't have to explain it again.",
    "specialist": "I'm passing this to a specialist with everything you've told me, so that you needn't repeat it.",
    "security": "I'm passing this to our security team now.",
    "legal": "I'm passing this to the colleagues who handle such matters.",
}


class BrandName(Struct, frozen=True, kw_only=True):
    """Who is talking, in which languages."""

    id: str = "default"
    name: str = ""
    languages: tuple[str, ...] = ("en",)


class Voice(Struct, frozen=True, kw_only=True):
    """The tone that holds unless the operator asks for another.

    `formalities`, `warmths` and `lengths` are those in which a draft may follow the customer; left empty it does not.
    """

    formality: Formality = "neutral"
    warmth: Warmth = "warm"
    length: Length = "short"
    formalities: tuple[Formality, ...] = ()
    warmths: tuple[Warmth, ...] = ()
    lengths: tuple[Length, ...] = ()


class WordRules(Struct, frozen=True, kw_only=True):
    """`use`: preferred word → the words it replaces. `avoid`: words that never appear."""

    use: dict[str, tuple[str, ...]] = {}
    avoid: tuple[str, ...] = ()


class Greetings(Struct, frozen=True, kw_only=True):
    """Greetings by formality, with `{name}`, and without a name."""

    casual: str = "Hi {name},"
    casual_without_name: str = "Hi,"
    neutral: str = "Hello {name},"
    neutral_without_name: str = "Hello,"
    formal: str = "Dear {name},"
    formal_without_name: str = "Good day,"


class ChannelGreetings(Greetings, frozen=True, kw_only=True):
    """Greetings of the chat, and those of other channels where they differ."""

    email: Greetings | None = None
    social: Greetings | None = None


class Questions(Struct, frozen=True, kw_only=True):
    """The last question of a chat reply, by formality."""

    casual: str = "Anything else?"
    neutral: str = "Is there anything else I can help you with?"
    formal: str = "May I help you with anything else?"


class Closing(Struct, frozen=True, kw_only=True):
    """How a reply ends; `sign_off` by channel (`email`) or channel and formality (`email_formal`)."""

    question: Questions = Questions()
    sign_off: dict[str, str] = {}


class Sentences(Struct, frozen=True, kw_only=True):
    """Approved sentences for one purpose."""

    sentences: Annotated[tuple[str, ...], Meta(min_length=1)]


class Clarifying(Sentences, frozen=True, kw_only=True):
    """How to ask back. `between` and `which` ask for one of two titles or products, {first} and {second}."""

    between: str = "Is it about “{first}” or about “{second}”?"
    which: str = "Which one is it: {first} or {second}?"


class Deescalation(Sentences, frozen=True, kw_only=True):
    """What is said to a customer who is upset; `feelings` by level and `causes` by signal where there are some."""

    feelings: dict[FrustrationLevel, str] = field(default_factory=lambda: dict(_FEELINGS))
    causes: dict[str, str] = field(default_factory=lambda: dict(_CAUSES))
    steps: dict[EscalationTarget, str] = field(default_factory=lambda: dict(_STEPS))


class Confirming(Struct, frozen=True, kw_only=True):
    """What stands before and after what the customer said, restated for them to confirm."""

    openings: Annotated[tuple[str, ...], Meta(min_length=1)] = (
        "Let me check that I've understood you.",
        "Just to be sure that I have it right:",
        "Here is what I've noted so far.",
    )
    questions: Annotated[tuple[str, ...], Meta(min_length=1)] = (
        "Is that right?",
        "Did I get that right?",
        "Is there anything to correct?",
    )


class Recap(Sentences, frozen=True, kw_only=True):
    """How a solved conversation ends: what was agreed behind `recap`, then whether everything is solved."""

    recap: str = "To recap:"
    check: Questions = Questions(
        casual="All sorted, or is there anything else?",
        neutral="Is everything solved for you now?",
        formal="May I ask whether everything has been resolved for you?",
    )


class Knowing(Struct, frozen=True, kw_only=True):
    """How a fact of another system is told, with `{label}` and `{value}`.

    `short` for a label that is a noun, `verb` for one such as "ends on"; any other label and a long value take `long`.
    """

    short: str = "Your {label} is {value}."
    verb: str = "Your {label} {value}."
    long: str = "{Label}: {value}"


class SecurePayment(Struct, frozen=True, kw_only=True):
    """Where customers may pay."""

    url: str = ""
    explanation: str = ""


class Promises(Struct, frozen=True, kw_only=True):
    """What may and what must not be promised."""

    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
