"""Where a clause of its own may begin: a subject with its verb, a question, an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.suggest.paraphrase.lexicon import (
    ADVERB,
    AUXILIARY,
    CLITIC,
    COORDINATOR,
    DETERMINER,
    NOMINATIVE,
    PREPOSITION,
    PRONOUN,
    WH,
    word_set,
)
from copilot.suggest.paraphrase.tokens import Token
from copilot.suggest.paraphrase.verbs import is_base, is_finite

ORDERS: Final = word_set(
    """
    cancel refund send give tell show explain help stop change update delete remove close block unblock freeze
    replace fix repair check confirm resend return transfer forward call email contact add activate reset unlock
    unsubscribe deactivate credit reverse redo ship deliver book reschedule move extend upgrade downgrade let make
    put take get provide issue pay reimburse process correct escalate pass connect redirect find track waive apply
    raise do don't set erase verify approve release restore reopen ensure advise please switch arrange leave keep
    order
    """
)
"""Verbs that customers tell a company to do."""
_ASKING: Final = AUXILIARY - CLITIC
_SUBJECT_REACH: Final = 7
_NOUN_BEGINS: Final = (DETERMINER - {"what", "which"}) | PRONOUN
_ENDS_SUBJECT: Final = (COORDINATOR - {"also", "then"}) | WH | (PREPOSITION - word_set("of for on in from after"))
_TOLD: Final = word_set("my your our his her its their this that these those the a an")
"""Right behind a question word, these begin what is told, not asked: "how the app works"."""
_COUNTED: Final = word_set("orders charges transfers fees refunds")
_OBJECTS: Final = DETERMINER | word_set("me us it them that this")
_ADVERBS: Final = ADVERB - word_set("so back please not")


def starts_clause(parts: Sequence[Token], place: int) -> bool:
    """True if a main clause begins here."""
    place = over_adverbs(parts, place)
    word, after = word_at(parts, place), word_at(parts, over_adverbs(parts, place + 1))
    if word in NOMINATIVE:
        return bool(after)
    if word in PRONOUN and (after in AUXILIARY or (word not in DETERMINER and is_finite(after))):
        return True
    if word in WH:
        return asks(parts, place)
    return after in _NOUN_BEGINS if word in _ASKING else _has_verb(parts, place)


def starts_question(parts: Sequence[Token], place: int) -> bool:
    """True for an auxiliary with a subject right behind it."""
    return word_at(parts, place) in _ASKING and word_at(parts, place + 1) in PRONOUN | DETERMINER


def starts_order(parts: Sequence[Token], place: int) -> bool:
    """True for a verb of `ORDERS` with an object right behind it."""
    place = over_adverbs(parts, place)
    word = word_at(parts, place)
    return word in ORDERS and (word == "don't" or word_at(parts, place + 1) in _OBJECTS)


def asks(parts: Sequence[Token], place: int) -> bool:
    """True for a question word whose auxiliary comes with its subject: "how long does it", not "how long it"."""
    reach = [token.word for token in parts[place + 1 : place + 6]]
    if reach and reach[0] in _TOLD:
        return False
    for offset, word in enumerate(reach):
        if word in AUXILIARY:
            return offset + 1 < len(reach)
        if word in NOMINATIVE:
            return False
    return parts[place].word == "how" and bool(reach) and reach[0] in {"come", "to"}


def over_adverbs(parts: Sequence[Token], place: int) -> int:
    """The next place from this one on that holds no adverb."""
    while place < len(parts) and parts[place].word in _ADVERBS:
        place += 1
    return place


def word_at(parts: Sequence[Token], place: int) -> str:
    """The word there, or nothing outside the clause."""
    return parts[place].word if 0 <= place < len(parts) else ""


def _has_verb(parts: Sequence[Token], place: int) -> bool:
    """True for a noun with its verb close behind: "the app doesn't", "nobody rang", "my son is"."""
    first = word_at(parts, place)
    if first not in _NOUN_BEGINS:
        return False
    least = 1 if first not in DETERMINER else 2
    for offset in range(1, min(_SUBJECT_REACH, len(parts) - place)):
        token = parts[place + offset]
        if token.kind == "mark" or token.word in _ENDS_SUBJECT:
            return False
        if token.word in AUXILIARY and (offset > 1 or first in PRONOUN):
            return True
        if offset >= least and _is_verb(token.word):
            return place + offset + 1 < len(parts)
    return False


def _is_verb(word: str) -> bool:
    """True for verb forms that are no base form, which may be nouns."""
    return is_finite(word) and not is_base(word) and word not in _COUNTED
