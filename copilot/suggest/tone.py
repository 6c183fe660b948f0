"""How a text sounds, by marks that can be counted, and how far that is from what was wished (pure)."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from copilot.text import words
from copilot.triage.writing import reading_level
from copilot.types import Formality, Length, Tone, ToneDistance, Warmth, Writing

PLAIN_GRADE: Final = 8.0
"""What nobody has to be spared: official guides to plain language aim at it or below."""

_FORMALITY: Final[dict[Formality, float]] = {"casual": 0.0, "neutral": 0.5, "formal": 1.0}
_WARMTH: Final[dict[Warmth, float]] = {"cool": 0.0, "neutral": 0.5, "warm": 1.0}
_MOST_WORDS: Final[dict[Length, int]] = {"short": 110, "medium": 170, "long": 280}
_LEAST_WORDS: Final[dict[Length, int]] = {"short": 1, "medium": 12, "long": 30}
_GRADES: Final = 10.0

_LONG_FORMS: Final = {
    "can't": "cannot", "won't": "will not", "shan't": "shall not", "i'm": "I am", "let's": "let us",
}  # fmt: skip
_ENDINGS: Final = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will"}
_IS_AFTER: Final = frozenset(
    {"it", "that", "there", "here", "what", "where", "who", "how", "everything", "nothing", "he", "she"}
)
_CONTRACTED: Final = re.compile(r"\b([A-Za-z]+)(['’])(t|re|ve|ll|m|s|d)\b(?!['’])")
_CONTRACTIBLE: Final = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|could|should|would|must|will|can) not|cannot"
    r"|(?:I|you|we|they) (?:am|are|have|will)|(?:it|that|there) is)\b(?=\s+\w)",
    re.IGNORECASE,
)
_CASUAL_MARKS: Final = re.compile(
    r"\b(?:hey|hiya|hi there|yep|yeah|nope|ok|okay|cool|awesome|no worries|cheers|sure thing|gonna|wanna|thanks)\b|!",
    re.IGNORECASE,
)
_FORMAL_MARKS: Final = re.compile(
    r"\b(?:dear|good day|good (?:morning|afternoon|evening)|sincerely|regards|may i|kindly|furthermore|regarding"
    r"|would you (?:please|be so kind)|should you|we would|i would|shall)\b",
    re.IGNORECASE,
)
_WARM_MARKS: Final = re.compile(
    r"\b(?:sorry|thank(?:s| you)|glad|happy|please|understand|i can (?:see|hear|imagine)|of course|gladly|take care"
    r"|have a (?:good|nice|great)|all the best|best regards|hope|help you|do for you|welcome|appreciate)\b|!",
    re.IGNORECASE,
)
_ENOUGH_WARMTH: Final = 2


class Sound(Struct, frozen=True, kw_only=True):
    """A text's `formality` and `warmth` (0..1), its words, and its school grade of the United States (0..18)."""

    formality: float
    warmth: float
    words: int
    reading_level: float


def sound_of(text: str) -> Sound:
    """How a text sounds, by its marks: short forms against long ones, greetings, pleasantries."""
    casual = len(_CASUAL_MARKS.findall(text)) + len(_contractions(text))
    formal = len(_FORMAL_MARKS.findall(text)) + len(_CONTRACTIBLE.findall(text))
    return Sound(
        formality=round(0.5 + 0.5 * (formal - casual) / max(formal + casual, 2), 3),
        warmth=round(min(len(_WARM_MARKS.findall(text)) / _ENOUGH_WARMTH, 1.0), 3),
        words=len(words(text)),
        reading_level=reading_level(text),
    )


def distance(text: str, wished: Tone, customer: Writing) -> ToneDistance:
    """How far a text is from the tone that was wished, 0 (there) to 1 in each dimension.

    `reading_level`: grades above what the customer writes, or above plain language if they write plainer, in tens.
    """
    sound = sound_of(text)
    above = sound.reading_level - max(customer.reading_level, PLAIN_GRADE)
    return ToneDistance(
        formality=round(abs(sound.formality - _FORMALITY[wished.formality]), 3),
        warmth=round(abs(sound.warmth - _WARMTH[wished.warmth]), 3),
        length=round(_off_length(sound.words, wished.length), 3),
        reading_level=round(min(max(above, 0.0) / _GRADES, 1.0), 3),
    )


def styled(text: str, formality: Formality) -> str:
    """The text with long forms where it should be formal, with short negations where it should be casual."""
    if formality == "formal":
        return long_forms(text)
    return _short_negations(text) if formality == "casual" else text


def long_forms(text: str) -> str:
    """The text without contractions; possessives and what may stand for two words ("I'd") stay."""
    return _CONTRACTED.sub(_long_form, text) if "'" in text or "’" in text else text


def _contractions(text: str) -> list[re.Match[str]]:
    return [match for match in _CONTRACTED.finditer(text) if _long_form(match) != match.group()]


def _long_form(match: re.Match[str]) -> str:
    word = match.group().replace("’", "'")
    known = _LONG_FORMS.get(word.lower())
    if known:
        return known[0].upper() + known[1:] if word[0].isupper() else known
    if word.lower().endswith("n't"):
        return f"{word[:-3]} not"
    stem, ending = match.group(1), f"'{match.group(3)}"
    if ending == "'s":
        return f"{stem} {_is_or_has(match)}" if stem.lower() in _IS_AFTER else match.group()
    return stem + _ENDINGS.get(ending, ending) if ending in _ENDINGS else match.group()


def _is_or_has(match: re.Match[str]) -> str:
    """A short form of "has" only before what can't follow an "is"."""
    return "has" if re.match(r"\s+(?:been|got|had)\b", match.string[match.end() :]) else "is"


_NEGATED: Final = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|could|should|would|must|can|will)( not|not)\b(?=\s+[a-z])",
    re.IGNORECASE,
)


def _short_negations(text: str) -> str:
    return _NEGATED.sub(lambda match: _short(match.group(1)), text)


def _short(verb: str) -> str:
    irregular = {"will": "won't", "can": "can't"}.get(verb.lower(), f"{verb.lower()}n't")
    return irregular[0].upper() + irregular[1:] if verb[0].isupper() else irregular


def _off_length(count: int, wished: Length) -> float:
    """How far the number of words is outside what the length allows, as a share of the limit."""
    most, least = _MOST_WORDS[wished], _LEAST_WORDS[wished]
    return min(max(count - most, 0) / most + max(least - count, 0) / least, 1.0)
