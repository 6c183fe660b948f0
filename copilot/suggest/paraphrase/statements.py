"""Whether words are a whole statement: a subject before its finite verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.suggest.paraphrase.lexicon import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    NOMINATIVE,
    PREPOSITION,
    PRONOUN,
    WH,
    opens_condition,
    word_set,
)
from copilot.suggest.paraphrase.tokens import Token
from copilot.suggest.paraphrase.verbs import (
    is_base,
    is_finite,
    is_gerund,
    is_participle,
    is_past,
    is_third,
    may_be_noun,
)

_SUBJECTS: Final = NOMINATIVE | word_set("you it this that there nobody everything nothing someone")
_PERSONS: Final = NOMINATIVE | {"you"}
_NO_STATEMENT: Final = AUXILIARY | (WH - {"what"})
_NO_SUBJECT: Final = PREPOSITION | word_set(
    """
    trying looking waiting having getting going not still unable would hope
    """
)
_BEFORE_NOUN: Final = DETERMINER | PREPOSITION | {"to"}
_ALWAYS_VERBS: Final = word_set("works shows needs looks seems keeps says")
_COUNTED: Final = word_set(
    """
    orders charges transfers payments fees refunds returns purchases prices costs offers
    """
)
_VERB_IF_BEFORE: Final = DETERMINER | PRONOUN | word_set("as up not out")
_BEFORE_VERB: Final = frozenset({"never", "just", "finally", "already"})
_FRONTED: Final = 8
"""Words of a phrase that may stand before the subject."""
_STATES: Final = word_set(
    """
    off on out down broken gone not still too so very up empty full late wrong dead missing
    """
)


def is_sentence(parts: Sequence[Token]) -> bool:
    """True if the words can stand alone; questions and conditions without consequence cannot."""
    first = parts[0].word
    if opens_condition(first, parts[1].word if len(parts) > 1 else ""):
        return _has_consequence(parts) or _has_fronted_phrase(parts)
    if first in _NO_STATEMENT:
        return False
    if first in NOMINATIVE:
        return len(parts) > 1 and parts[1].kind == "word"
    if first in PRONOUN and len(parts) > 2 and parts[1].word in {"not", "never", "no"}:
        return True
    if any(_is_its_verb(parts, place) for place in range(1, len(parts))):
        return True
    return _has_fronted_phrase(parts)


def _has_fronted_phrase(parts: Sequence[Token]) -> bool:
    is_phrase = parts[0].word in PREPOSITION or parts[0].word == "since"
    return is_phrase and any(_begins_subject(parts, place) for place in range(2, min(len(parts), _FRONTED)))


def _begins_subject(parts: Sequence[Token], place: int) -> bool:
    """True where the subject follows a phrase: "in my bathroom the tap drips"."""
    word, before = parts[place].word, parts[place - 1].word
    return (word in DETERMINER or word in _SUBJECTS) and before not in _BEFORE_NOUN and is_sentence(parts[place:])


def _is_its_verb(parts: Sequence[Token], place: int) -> bool:
    word = parts[place].word
    if word in AUXILIARY:
        return True
    if is_finite(word) and (parts[place - 1].word in _SUBJECTS or parts[0].word in PRONOUN):
        return True
    return _is_contracted(parts, place) or _follows_noun(parts, place)


def _is_contracted(parts: Sequence[Token], place: int) -> bool:
    """True where "'s" is no genitive: "the tap's off"."""
    word = parts[place].word
    return parts[place - 1].word.endswith("'s") and (word in _STATES or is_gerund(word) or is_participle(word))


def _follows_noun(parts: Sequence[Token], place: int) -> bool:
    """True if the word there is the verb of a subject that is a noun: "the driver left it", "my bill shows the fee"."""
    first = parts[0].word
    if first in _NO_SUBJECT or is_gerund(first) or parts[place - 1].word in _BEFORE_NOUN:
        return False
    begins = next((at for at, token in enumerate(parts) if token.word not in ADVERB), place)
    if place < begins + (2 if parts[begins].word in DETERMINER else 1):
        return False
    return _is_present(parts, place) or _is_told_past(parts, place)


def _is_present(parts: Sequence[Token], place: int) -> bool:
    word, before = parts[place].word, parts[place - 1].word
    if place + 1 == len(parts):
        return word == "works" or (is_third(word) and not may_be_noun(word) and parts[0].word in DETERMINER)
    if word in _ALWAYS_VERBS or (is_base(word) and not may_be_noun(word) and before.endswith("s")):
        return True
    if not is_third(word):
        return False
    after = parts[place + 1].word
    is_in_place = parts[0].word in DETERMINER and after in PREPOSITION | ADVERB and word not in _COUNTED
    return not may_be_noun(word) or after in _VERB_IF_BEFORE or is_in_place


def _is_told_past(parts: Sequence[Token], place: int) -> bool:
    word, first = parts[place].word, parts[0].word
    goes_on = place + 1 < len(parts) or parts[place - 1].word in _BEFORE_VERB
    is_verb = is_past(word) and not is_base(word) and goes_on
    return is_verb and not is_participle(first) and not is_base(first)


def _has_consequence(parts: Sequence[Token]) -> bool:
    """True if a condition is followed by what it is a condition of."""
    verbs = [place for place in range(1, len(parts)) if parts[place].word in AUXILIARY or _is_told(parts, place)]
    if len(verbs) > 1:
        return True
    if not verbs or len(parts) < 3:
        return False
    after = parts[1].word
    if after in {"so", "not"} or is_gerund(after) or is_participle(after):
        return verbs[0] > 1
    is_phrase = parts[0].word in PREPOSITION | {"since"}
    return is_phrase and verbs[0] > 3 and parts[verbs[0] - 1].word in _SUBJECTS


def _is_told(parts: Sequence[Token], place: int) -> bool:
    word, subject = parts[place].word, place - 1
    while subject > 0 and parts[subject].word in ADVERB:
        subject -= 1
    before = parts[subject].word
    if word in ADVERB or parts[place].kind == "mark":
        return False
    if before in _PERSONS or (before in PRONOUN and is_finite(word)):
        return True
    is_verb = (is_past(word) and not is_base(word)) or (place > 3 and is_third(word) and not may_be_noun(word))
    return is_verb and before not in _BEFORE_NOUN | AUXILIARY
