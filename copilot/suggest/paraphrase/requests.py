"""What customers ask, and what they ask for: questions, polite requests, orders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from copilot.suggest.paraphrase.beginnings import ORDERS
from copilot.suggest.paraphrase.courtesies import trimmed
from copilot.suggest.paraphrase.frames import KNOW, LIKE, ORDER, ORDER_NOT, Found
from copilot.suggest.paraphrase.lexicon import (
    ADVERB,
    AUXILIARY,
    CLITIC,
    COORDINATOR,
    CUSTOMER,
    HAVE,
    NOMINATIVE,
    PREPOSITION,
    PRONOUN,
    WH,
    opens_condition,
    word_set,
)
from copilot.suggest.paraphrase.person import shifted
from copilot.suggest.paraphrase.questions import indirect, is_question
from copilot.suggest.paraphrase.tokens import Token, a_word
from copilot.suggest.paraphrase.verbs import is_base, is_finite, is_gerund, is_participle

_ASKING: Final = re.compile(
    r"(?:(?:(?:can|could|would|will|may) (?:you|someone|anyone|somebody|anybody) (?:be able to |mind )?)?"
    r"(?:tell me|telling me|let me know|explain(?: to me)?|confirm(?: to me)?|check|advise|inform me|clarify|see"
    r"|help me (?:understand|find out))"
    r"|(?:(?:i|we) )?(?:just )?(?:(?:would |'d )?(?:like|love)|want(?:ed)?|need(?:ed)?|wish|must|have"
    r"|(?:am |'m |was )?(?:trying|looking)) (?:to )?(?:just )?"
    r"(?:know|ask(?: you)?|find out|figure out|understand|check)"
    r"|(?:i )?(?:(?:was|am|'m) )?(?:just )?(?:wondering|curious|asking|checking)|i (?:keep )?wonder(?:ing)?"
    r"|(?:can|could|may|might) i ask(?: you)?|(?:would|do|does|did) (?:you|anyone|anybody)(?: happen to)? know"
    r"|(?:do|have) you (?:have )?any idea|any (?:ideas?|clue)|are you able to tell me|i (?:need|want) you to tell me"
    r"|(?:i (?:am|'m) )?not sure)(?= |$)"
)
_FORMAL: Final = re.compile(
    r"(?:(?:(?:would|could|can|will) you )?be (?:so (?:kind|good)(?: as)?|kind enough) to"
    r"|(?:i|we) (?:would |'d |should |will )?(?:be (?:very |most |really )?(?:grateful|thankful|glad|happy|obliged)"
    r"|(?:really |very much |greatly |highly )?appreciate(?: it)?) if you (?:would|could|can)"
    r"|(?:it|that) (?:would |'d )be (?:really |very )?(?:great|nice|good|lovely|helpful|kind|wonderful)"
    r" if you (?:would|could|can)|(?:i|we) (?:would |must |'d like to )?(?:kindly |therefore |hereby )*"
    r"(?:ask|request|beg|urge) you(?: kindly)? to|(?:may|can|could|might) (?:i|we) ask you to"
    r"|(?:would it be|is it) possible for you to)(?= )"
)
"""Requests of those who write formally; what is wanted follows."""
_LONGEST_ASKING: Final = 9
_DONE: Final = word_set(
    """
    not asking ask checking check see confirm explain clarify sure understand
    """
)
"""Verbs of asking that take a thing as something to be done: "check my card"."""
_THING_ASKED: Final = word_set("my the your our his her about its their")
_POLITE: Final = word_set("can could would will may")
_SOFTENING: Final = word_set("just also maybe possibly at least now then perhaps")
_ROUGHLY: Final = PREPOSITION | word_set("approximately roughly exactly since until after")
_FOR_ANYBODY: Final = word_set(
    """
    use return buy withdraw wear wash travel combine stack choose pick eat drink spend pay top
    """
)
_BY_COMPANY: Final = word_set(
    """
    calculate charge decide determine handle process ship deliver price store protect treat plan intend verify
    expect have offer sell accept support provide take do make work keep know sort fix explain justify call stock
    carry operate cover allow need want ask say stop think
    """
)
_ASKS_NOW: Final = (AUXILIARY - CLITIC - HAVE) | WH
_MEASURED: Final = word_set("many much long far often soon")
_NO_ORDER: Final = word_set(
    """
    need want have like love hope wish think know see understand guess believe lose lack thank require mean
    appreciate
    """
)
_OBJECTS: Final = word_set("me us my our it them this that the a an your his her their all both")


def asked(parts: list[Token]) -> Found | None:
    """What follows "can you tell me", "I was wondering" and the like, as an indirect question."""
    if parts[0].word in _POLITE and len(parts) > 3 and parts[2].word in _SOFTENING:
        parts = [*parts[:2], *parts[3:]]
    found = _ASKING.match(" ".join(token.word for token in parts[:_LONGEST_ASKING]))
    rest = trimmed(parts[len(found.group().split()) :]) if found else []
    if not found or not rest:
        return None
    first = rest[0].word
    if first in {"if", "whether"} and len(rest) > 3:
        return _whether(rest)
    if first in WH or is_question(rest):
        told = _in_order(rest)
        return None if told is None else (KNOW, told)
    is_thing = first == "about" or (first in _THING_ASKED and not any(token.word in AUXILIARY for token in rest))
    return (KNOW, shifted(rest)) if is_thing and not set(found.group().split()) & _DONE else None


def requested(parts: list[Token]) -> Found | None:
    """What the company is to do: "Could you cancel my order"."""
    words = [token.word for token in parts]
    formal = _FORMAL.match(" ".join(words))
    if formal:
        rest = parts[len(formal.group().split()) :]
        return (ORDER, shifted(rest)) if rest and is_base(rest[0].word) else None
    if len(words) < 3 or words[0] not in _POLITE or words[1] != "you":
        return None
    place = 2
    while place < len(words) and words[place] in _SOFTENING:
        place += 1
    place += 3 * (words[place : place + 3] == ["be", "able", "to"])
    is_plan = words[0] == "will" and not {"me", "my"} & set(words)
    if place >= len(words) or not is_base(words[place]) or is_plan or _is_general(parts, 1):
        return None
    return ORDER, shifted(parts[place:])


def questioned(parts: list[Token], *, has_tag: bool) -> Found | None:
    """A direct question as an indirect one."""
    words = [token.word for token in parts[:3]]
    if words[0] in _ROUGHLY and len(parts) > 3 and words[1] in WH and is_question(parts[1:]):
        told = _in_order(parts[1:])
        return None if told is None else (KNOW, [parts[0], *told])
    if len(parts) > 2 and words[0] in {"what", "how"} and words[1] in {"if", "about"}:
        return KNOW, shifted([parts[0], a_word("happens", parts[0]), *parts[1:]] if words[1] == "if" else parts[1:])
    main, condition = _parted(parts)
    if condition:
        return _conditional(main, condition)
    if is_question(main):
        return _inverted(main)
    if _is_told_question(parts) or words == ["why"]:
        return KNOW, shifted(parts)
    return (KNOW, [a_word("whether", parts[0]), *shifted(parts)]) if has_tag else None


def ordered(parts: list[Token]) -> Found | None:
    """What the company is to do: "Cancel my order", "don't ship it"."""
    words = [token.word for token in parts[:3]]
    if words[0] in {"let's", "lets"} and len(parts) > 2 and is_base(words[1]):
        return LIKE, shifted([a_word("to", parts[0]), *parts[1:]])
    negated = 1 if words[0] == "don't" else 2 if words[:2] == ["do", "not"] else 0
    if negated:
        rest = parts[negated:]
        return (ORDER_NOT, shifted(rest)) if rest and rest[0].word in ORDERS and is_base(rest[0].word) else None
    is_twofold = words[0] == "double" and len(parts) > 2 and is_base(words[1])
    return (ORDER, shifted(parts)) if is_twofold or _is_order(parts) else None


def _whether(rest: list[Token]) -> Found:
    """A request for "… if you could cancel it", a question for "… if I can cancel it"."""
    inner = rest[1:]
    if inner[0].word == "you" and inner[1].word in _POLITE:
        wish = requested([inner[1], inner[0], *inner[2:]])
        if wish:
            return wish
    return KNOW, shifted([a_word("whether", rest[0]), *inner])


def _conditional(main: list[Token], condition: list[Token]) -> Found | None:
    """A request, order or question with the condition that was said before it."""
    found = asked(main) or requested(main) or (_inverted(main) if is_question(main) else ordered(main))
    return None if found is None else (found[0], [*found[1], *shifted(condition)])


def _inverted(main: list[Token]) -> Found | None:
    words = [token.word for token in main[:3]]
    wishes = (
        words[0] in {"can", "could", "may"} and words[1] in {"i", "we"} and words[2:] in (["speak"], ["talk"], ["have"])
    )
    if wishes and len(main) > 3:
        return LIKE, shifted([a_word("to", main[0]), *main[2:]])
    told = _in_order(main)
    return None if told is None else (KNOW, told)


def _in_order(parts: list[Token]) -> list[Token] | None:
    """An indirect question out of words that may still be in the order of a direct one, shifted."""
    if not is_question(parts):
        return shifted(parts) if parts[0].word in WH and len(parts) > 2 else None
    words = [token.word for token in parts[:3]]
    if len(parts) > 3 and words[0] == "how" and words[1] in {"do", "can", "would", "should"}:
        is_own = words[2] in {"i", "we"} and words[1] in {"do", "can"}
        if is_own or (words[2] == "you" and _is_for_anybody(parts[3:])):
            return shifted([parts[0], a_word("to", parts[1]), *parts[3:]])
    told = indirect(parts)
    you = next((place for place, token in enumerate(parts[:6]) if token.word == "you"), 0)
    return None if told is None else shifted(told, is_general=you > 0 and _is_general(parts, you))


def _is_for_anybody(rest: Sequence[Token]) -> bool:
    return rest[0].word not in _BY_COMPANY and not {token.word for token in rest} & CUSTOMER


def _is_general(parts: Sequence[Token], you: int) -> bool:
    """True if the "you" there means anybody: "do you need a receipt", "can you use it abroad"."""
    behind = [token.word for token in parts[you + 1 :]]
    if not behind or set(behind) & (CUSTOMER | {"your"}) or parts[0].word == "when":
        return False
    if behind[0] == "need" or behind[:2] == ["have", "to"]:
        return True
    return parts[you - 1].word in {"can", "could", "do", "must", "should"} and behind[0] in _FOR_ANYBODY


def _parted(parts: list[Token]) -> tuple[list[Token], list[Token]]:
    """A question and the condition that was said before it: "if I cancel, will I be charged"."""
    if len(parts) < 4 or not opens_condition(parts[0].word, parts[1].word) or is_question(parts):
        return parts, []
    for place in range(2, len(parts) - 2):
        is_comma = parts[place].text == ","
        behind = parts[place + 1 :] if is_comma else parts[place:]
        is_asked = behind[0].word in _ASKS_NOW and is_question(behind) and (is_comma or _follows(parts, place))
        if is_asked or (is_comma and (_is_order(behind) or behind[0].word == "don't")):
            return behind, parts[:place]
    return parts, []


def _follows(parts: Sequence[Token], place: int) -> bool:
    """True if a question can begin here without a comma."""
    if parts[place].word in WH:
        return place > 2 and parts[place + 1].word in AUXILIARY and parts[place + 2].word in PRONOUN
    return place > 3 and parts[place - 1].word not in PRONOUN | WH and parts[place + 1].word in PRONOUN


def _is_told_question(parts: Sequence[Token]) -> bool:
    """A question in the order of a statement: "how much I earned", "why it's late", "which cards work"."""
    first = parts[0].word
    if len(parts) < 3 or first not in {"how", "why", "which", "what", "where"} or is_question(parts):
        return False
    if parts[1].word in NOMINATIVE or parts[1].word in {"it", "this", "that", "someone", "everyone"}:
        return True
    if first in {"which", "what"}:
        return any(is_finite(token.word) for token in parts[2:4])
    has_subject = any(token.word in NOMINATIVE or token.word == "it" for token in parts[1:5])
    return has_subject or (first == "how" and parts[1].word in _MEASURED)


def _is_order(parts: Sequence[Token]) -> bool:
    """True for a verb with its object: any verb before "my" or "me", the usual ones before any noun."""
    first = parts[0].word
    if len(parts) < 2 or parts[1].kind == "mark" or not is_base(first) or first in _NO_ORDER:
        return False
    after = parts[1].word
    if first == "order" and parts[1].kind == "fixed":
        return False
    if after in _OBJECTS or parts[1].kind == "fixed" or (first == "stop" and is_gerund(after)):
        return True
    goes_on = after in AUXILIARY | COORDINATOR | ADVERB or is_gerund(after) or is_participle(after)
    return first in ORDERS and len(parts) > 2 and not goes_on
