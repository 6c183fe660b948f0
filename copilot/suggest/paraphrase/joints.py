"""Where one clause ends and the next begins: at marks, at joining words, and where customers use neither."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.suggest.paraphrase.beginnings import (
    ORDERS,
    asks,
    over_adverbs,
    starts_clause,
    starts_order,
    starts_question,
    word_at,
)
from copilot.suggest.paraphrase.courtesies import is_noise
from copilot.suggest.paraphrase.lexicon import (
    AUXILIARY,
    COORDINATOR,
    DETERMINER,
    NOMINATIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    WH,
    opens_condition,
    word_set,
)
from copilot.suggest.paraphrase.tokens import Token
from copilot.suggest.paraphrase.verbs import is_base, is_finite, is_gerund, is_participle

Joint = tuple[str, int]
"""The joining word, empty if there is none, and where the next clause begins."""

_PARTING: Final = frozenset({";", "–", "—", "..", "...", "…", "....", "•", "|", "!", "?"})
_JOINING: Final = COORDINATOR - {"then"}
_THINKING: Final = word_set(
    """
    think thought say says said hope believe know see saw told sure afraid guess assume mean suppose wish feel sorry
    glad understand prove ensure remember realise realize noticed notice found heard seen felt thing one way time
    all day reason what which who that where when how why if because since unless until while although though as
    than before after once whether but and or so
    """
)
"""A subject behind one of these begins no sentence of its own, though no mark and no joining word stands between."""
_PARTICLES: Final = word_set("in on off up out back down")
_GOVERNING: Final = PREPOSITION - _PARTICLES
_LOOSE: Final = word_set("plus also yet so")
_FRONTED: Final = WH | SUBORDINATOR | AUXILIARY | PREPOSITION
_TELLING_I: Final = word_set("want need would 'd don't didn't can't have 've 'm am was still")
_TELLING_IT: Final = word_set("'s is was doesn't won't keeps says just didn't still")
_NO_END: Final = DETERMINER | PRONOUN
_ASIDES: Final = word_set("need want says haven't didn't can't thanks no")


def joint_at(parts: Sequence[Token], begun: int, place: int) -> Joint | None:
    """The joint before `place`, if the clause that has `begun` ends there; None if it goes on."""
    if place == begun or place + 1 >= len(parts):
        return None
    if parts[place].kind == "mark":
        return _at_mark(parts, begun, place)
    if parts[place].word in _JOINING:
        return None if _is_open(parts[begun:place]) else _at_word(parts, begun, place)
    goes_on = not _runs_on(parts, begun, place) or _is_open(parts[begun:place])
    return None if goes_on else ("", place)


def _at_mark(parts: Sequence[Token], begun: int, place: int) -> Joint | None:
    mark, following = parts[place].text, place + 1
    is_stop = mark == "." and not parts[following].spaced and parts[following].text[:1].isupper()
    if mark in _PARTING or is_stop or (mark == "-" and parts[following].spaced):
        return "", following
    if mark == ":" and parts[following].kind != "fixed" and parts[following].spaced:
        return "", following
    return _at_comma(parts, begun, place) if mark == "," else None


def _at_comma(parts: Sequence[Token], begun: int, place: int) -> Joint | None:
    following = place + 1
    if is_noise(parts[begun:place]) or parts[begun].word == "not":
        return "", following
    if _is_open(parts[begun:place]):
        return None
    lead = word_at(parts, following)
    if lead in COORDINATOR:
        begins = starts_clause(parts, following + 1) or word_at(parts, following + 1) in ORDERS
        return (lead, following + 1) if begins else None
    begins = starts_clause(parts, following) or starts_order(parts, following) or is_noise(parts[following:])
    return ("", following) if begins or _is_aside(parts, following) else None


def _at_word(parts: Sequence[Token], begun: int, place: int) -> Joint | None:
    word, following = parts[place].word, place + 1
    if place - begun < 2 or (word == "so" and word_at(parts, following) in {"that", "far", "many", "much"}):
        return None
    if word == "or":
        begins = is_noise(parts[following:]) or starts_question(parts, following)
    elif word in _LOOSE:
        begins = _begins_surely(parts, following) or (word == "so" and starts_order(parts, following))
    else:
        begins = starts_clause(parts, following) or word_at(parts, following) == "please"
    return (word, following) if begins else None


def _begins_surely(parts: Sequence[Token], place: int) -> bool:
    place = over_adverbs(parts, place)
    is_begun = word_at(parts, place) in NOMINATIVE | WH or starts_question(parts, place)
    return is_begun or starts_clause(parts, place)


def _is_open(said: Sequence[Token]) -> bool:
    """True if only a condition or the like was said so far: what it belongs to still has to come."""
    start = 0 if opens_condition(word_at(said, 0), word_at(said, 1)) else over_adverbs(said, 0)
    if word_at(said, start) in COORDINATOR:
        start += 1
    if word_at(said, start) in WH and word_at(said, start + 1) in AUXILIARY:
        return False
    is_condition = opens_condition(word_at(said, start), word_at(said, start + 1))
    return (is_condition or word_at(said, start) == "even") and not _has_main(said[start:])


def _has_main(said: Sequence[Token]) -> bool:
    """True if a clause follows the comma of a leading condition, or without comma a subject of its own."""
    commas = [place for place, token in enumerate(said) if token.text == ","]
    if commas:
        return any(starts_clause(said, place + 1) or starts_order(said, place + 1) for place in commas)
    subjects = [place for place, token in enumerate(said) if token.word in NOMINATIVE and place > 2]
    return bool(subjects) and len(said) > subjects[-1] + 2 and said[subjects[-1] - 1].word not in _THINKING


def _is_aside(parts: Sequence[Token], place: int) -> bool:
    """Words without subject that stand for a clause: ", still waiting", ", need it by Friday", ", no answer"."""
    first, after = word_at(parts, place), word_at(parts, place + 1)
    if first in {"still", "not"}:
        return is_gerund(after)
    if first in {"just", "recently"}:
        return is_finite(after) and not is_base(after)
    return first in _ASIDES and bool(after)


def _runs_on(parts: Sequence[Token], begun: int, place: int) -> bool:
    """A new sentence without any mark before it: "i was charged twice i want my money back"."""
    word, before, after = parts[place].word, parts[place - 1].word, word_at(parts, place + 1)
    is_told = before in _THINKING or before in _GOVERNING
    if place - begun < 3 or (is_told and word != "please"):
        return False
    if word == "please":
        return after in ORDERS | {"can", "could"}
    if word in WH:
        return _asks_now(parts, begun, place)
    if word in {"can", "could", "would", "will"} and after in {"you", "i"}:
        return parts[begun].word not in _FRONTED - AUXILIARY and bool(word_at(parts, place + 2))
    if word == "it":
        return after in _TELLING_IT and not _takes_it(before)
    return word == "i" and after in _TELLING_I and before not in _NO_END and not _is_relative(parts, begun, place)


def _asks_now(parts: Sequence[Token], begun: int, place: int) -> bool:
    word, before, after = parts[place].word, parts[place - 1].word, word_at(parts, place + 1)
    if (after not in AUXILIARY and word != "how") or before in AUXILIARY or before in {"me", "us"} or is_base(before):
        return False
    if word in {"how", "why", "where"}:
        return asks(parts, place)
    is_asked_about = before in PRONOUN | PREPOSITION | {"no", "to"} or is_gerund(before)
    is_question = word_at(parts, place + 2) in PRONOUN | DETERMINER and parts[begun].word not in _FRONTED
    return word in {"what", "when"} and is_question and not is_asked_about


def _takes_it(before: str) -> bool:
    is_verb = is_finite(before) or is_gerund(before) or is_participle(before)
    return is_verb or before in AUXILIARY | DETERMINER | PREPOSITION


def _is_relative(parts: Sequence[Token], begun: int, place: int) -> bool:
    """True where "I" may begin "(that) I ordered": a noun without verb before it, or no object behind the verb."""
    said = [token.word for token in parts[begun:place]]
    if not any(word in AUXILIARY or is_finite(word) for word in said[:-1]):
        return True
    if not set(said[-3:]) & (DETERMINER | {"of"}):
        return False
    return word_at(parts, place + 2) not in DETERMINER | {"it", "them"}
