"""Where the subject of a question ends and its predicate begins, without a parser: by auxiliary and word classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.suggest.paraphrase.lexicon import (
    ADVERB,
    AUXILIARY,
    BE,
    COORDINATOR,
    DEMONSTRATIVE,
    DETERMINER,
    HAVE,
    KNOWN,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    WH,
    word_set,
)
from copilot.suggest.paraphrase.tokens import Token
from copilot.suggest.paraphrase.verbs import is_base, is_finite, is_gerund, is_participle, may_be_noun

_ADJECTIVES: Final = word_set(
    """
    able active allowed available back blocked broken cancelled charged cheap cheaper closed compatible complete
    correct damaged declined delayed different difficult down due eligible empty enough expensive faulty fine free
    full good gone hard high here higher in included incorrect invalid late less limited locked long longer low
    lower missing more necessary negative new off ok okay on online open out over pending possible ready required
    responsible restricted safe same short showing slow small still supported sure there too unavailable up valid
    visible wrong legit genuine refundable normal true worth similar subject important urgent stuck supposed about
    taxable waterproof current
    """
)
_SAID_OF_WHAT: Final = word_set(
    """
    wrong responsible involved required needed available going next left up different
    """
)
"""What stands right behind the auxiliary if the question word itself is the subject: "what is wrong"."""
_ATTRIBUTES: Final = word_set(
    """
    required preferred estimated expected updated registered fixed allowed included used
    """
)
"""Participles that stand before a noun as often as they are predicates."""
_MIDDLE: Final = word_set(
    """
    not never always still already just only also even been being so actually ever now automatically suddenly
    currently normally usually really
    """
)
"""Adverbs and the like, which stand between subject and verb."""
_RELATIVE: Final = word_set("that which who i you we they")
_OBJECTS: Final = POSSESSIVE | word_set("me us it them the a an this that these those")
_AFTER_VERB: Final = PREPOSITION | SUBORDINATOR | (ADVERB - {"not"}) | {"to"}
_LONGEST: Final = 14
_ENDS: Final = word_set("now right if when because exactly today since after and but")


def subject_end(parts: Sequence[Token], helper: str, *, guesses: bool = True) -> int | None:
    """How many of the words behind an auxiliary are its subject; None if that cannot be told.

    `guesses`: the last word may be the predicate, though it is not known as one ("is the lamp dimmable").
    """
    if not parts or parts[0].kind == "mark":
        return None
    first = parts[0].word
    if first in PRONOUN and len(parts) > 1 and parts[1].word == "else":
        return 2
    if first in PRONOUN - DEMONSTRATIVE - {"one"} or (first in DEMONSTRATIVE and _stands_alone(parts, helper)):
        return 1
    if first in (WH | COORDINATOR | SUBORDINATOR | PREPOSITION) - {"that"}:
        return None
    if parts[0].kind == "fixed" and len(parts) > 1 and _follows_code(parts[1]):
        return 1
    least = 2 if first in DETERMINER else 1
    end = _noun_end(parts, least, helper)
    return end if end is not None or not guesses else _guessed(parts, least, helper)


def is_predicate(parts: Sequence[Token], place: int, helper: str) -> bool:
    """True if what goes with the auxiliary may begin here."""
    word = parts[place].word
    if word in _MIDDLE or (word == "be" and helper not in BE | HAVE):
        return True
    if helper in BE:
        is_attribute = word in _ATTRIBUTES and _is_noun(parts, place + 1)
        is_in_phrase = place > 0 and parts[place - 1].word in PREPOSITION
        is_adjective = (word in _ADJECTIVES and not _is_particle(parts, place)) or word.endswith(("able", "ible"))
        return not is_attribute and not is_in_phrase and (is_gerund(word) or is_participle(word) or is_adjective)
    if helper in HAVE:
        return is_participle(word)
    if is_base(word):
        return not _is_noun_before_verb(parts, place)
    following = parts[place + 1].word if place + 1 < len(parts) else ""
    return following in _OBJECTS and parts[place].kind == "word" and word not in KNOWN


def _is_particle(parts: Sequence[Token], place: int) -> bool:
    """True for the "up" of "is top up not working", which belongs to the noun."""
    if parts[place].word not in PREPOSITION | {"back"} or place + 1 >= len(parts):
        return False
    following = parts[place + 1].word
    return following in _MIDDLE or is_gerund(following) or is_participle(following)


def is_said_of_question_word(parts: Sequence[Token], helper: str) -> bool:
    """True if no subject follows the auxiliary: "what is wrong", "which cards are accepted", "who can help"."""
    word = parts[0].word
    if word in _MIDDLE:
        return True
    if helper in BE:
        return is_gerund(word) or is_participle(word) or word in _SAID_OF_WHAT
    return is_participle(word) if helper in HAVE else is_base(word) or word == "be"


def tail_start(rest: Sequence[Token]) -> int:
    """Where the subject of "where is my parcel now" ends: before a trailing adverb or condition."""
    ends = (place for place in range(1, len(rest)) if rest[place].word in _ENDS or rest[place].text == ",")
    return next(ends, len(rest))


def _follows_code(token: Token) -> bool:
    """True for what cannot belong to the name of a thing: "is E-40 still in stock"."""
    return token.word in ADVERB | PREPOSITION | DETERMINER | _ADJECTIVES or is_gerund(token.word)


def _stands_alone(parts: Sequence[Token], helper: str) -> bool:
    """True for the "this" of "is this normal", false for that of "is this fee refundable"."""
    if len(parts) < 2:
        return True
    after = parts[1].word
    if after in DETERMINER | ADVERB | _ADJECTIVES | PREPOSITION or is_gerund(after):
        return True
    if helper in BE | HAVE:
        return is_participle(after) or len(parts) == 2
    return after == "be" or (is_base(after) and not (may_be_noun(after) and len(parts) > 2))


def _noun_end(parts: Sequence[Token], least: int, helper: str) -> int | None:
    """The first word that can begin the predicate; the verb of a relative clause ("the card I ordered") is not it."""
    owed = 0
    for place in range(least, min(len(parts), _LONGEST + 1)):
        word = parts[place].word
        if parts[place].kind == "mark":
            return None
        if word in _RELATIVE and parts[place - 1].word != "and":
            owed = max(owed, 1)
        elif not owed and is_predicate(parts, place, helper):
            return place
        elif owed and _is_verb(word):
            owed -= 1
    return None


def _is_verb(word: str) -> bool:
    return word not in AUXILIARY and (is_finite(word) or is_participle(word) or is_gerund(word))


def _guessed(parts: Sequence[Token], least: int, helper: str) -> int | None:
    """The word before a phrase or the end as predicate: "is the lamp waterproof", "does the new lamp dim at night"."""
    end = next((at for at in range(least, len(parts)) if parts[at].word in _AFTER_VERB), len(parts)) - 1
    last = parts[end]
    is_free = end >= least and last.kind == "word" and not is_finite(last.word) and last.word not in KNOWN
    if helper in BE:
        return least if is_free and len(parts) == least + 1 and parts[0].word in DETERMINER else None
    return end if is_free and helper not in HAVE and not last.word.endswith("s") else None


def _is_noun(parts: Sequence[Token], place: int) -> bool:
    return place < len(parts) and parts[place].kind == "word" and parts[place].word not in PREPOSITION | ADVERB | {"to"}


def _is_noun_before_verb(parts: Sequence[Token], place: int) -> bool:
    """True for the "order" of "does my card order go through": a noun with its verb behind."""
    if not may_be_noun(parts[place].word) or place + 1 >= len(parts):
        return False
    following = parts[place + 1].word
    behind = parts[place + 2].word if place + 2 < len(parts) else ""
    is_verb = is_base(following) and (not may_be_noun(following) or behind in DETERMINER | PRONOUN)
    return is_verb or following == "be"
