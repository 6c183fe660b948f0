"""The shift of person: what customers say of themselves becomes "you", what they say of the company becomes "we"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from copilot.suggest.paraphrase.lexicon import (
    ADVERB,
    AUXILIARY,
    BE,
    COMPANY,
    COORDINATOR,
    DO,
    KNOWN,
    MODAL,
    PREPOSITION,
    SUBORDINATOR,
    WH,
    word_set,
)
from copilot.suggest.paraphrase.tokens import Token, a_word
from copilot.suggest.paraphrase.verbs import is_base, is_finite, is_gerund, is_participle, is_third, may_be_noun

_OWN: Final = {
    "i": "you",
    "me": "you",
    "we": "you",
    "us": "you",
    "my": "your",
    "our": "your",
    "mine": "yours",
    "ours": "yours",
    "myself": "yourself",
    "ourselves": "yourselves",
    "am": "are",
    "'m": "'re",
}
_THEIRS: Final = {"your": "our", "yours": "ours", "yourself": "ourselves", "yourselves": "ourselves"}
_WAS: Final = {"was": "were", "wasn't": "weren't"}
_HANDLED: Final = word_set(
    """
    hold press click tap open close turn plug push pull select choose log sign type enter scroll touch go buy pay
    spend wear wash use drive walk switch start restart order add put reach zoom swipe play speak unplug charge
    remove hover stand sit sleep twist lift shake
    """
)
"""What anybody does with a thing: "when you press it"."""
_SHOWN: Final = word_set("twist press push pull turn click tap hold lift")
"""What is told of anybody even without a condition: "you twist it and it comes off"."""
_GENERAL_AFTER: Final = word_set("when whenever if once after before unless until while where that")
_SPEAKING_THINGS: Final = word_set(
    """
    it app page site website message screen error email letter text status tracking link
    """
)
_SAYING: Final = word_set("says say said tells shows showed reads read stating saying states")
_CLAUSE_TAKING: Final = word_set(
    """
    think thought say says said hope believe know see saw assume guess suppose understand wish sure that hear heard
    notice noticed promised claim claimed read realise realize
    """
)
_PERSONAL: Final = word_set(
    """
    told charged asked given sent promised informed expecting hoping wondering trying able unable advised billed
    refused denied assured offered transferred disconnected cut put quoted debited refunded shown redirected
    notified supposed going waiting looking using left made overcharged locked logged kicked forced required
    """
)
"""What happens to people, not to things: "I called and was told"."""


def shifted(parts: Sequence[Token], *, is_general: bool = False) -> list[Token]:
    """The tokens with persons and verbs shifted; `is_general`: "you" means anybody, and stays.

    Quotations, codes and placeholders are single tokens, which nothing changes.
    """
    ordered = _own_first(parts)
    return [_shifted_at(ordered, place, is_general=is_general) for place in range(len(ordered))]


def is_shifted(parts: Sequence[Token]) -> bool:
    """True if nothing is left of the first person of who wrote."""
    return not any(token.word in {"i", "me", "my", "mine", "myself", "am", "'m"} for token in parts)


def uncapitalised(parts: Sequence[Token]) -> list[Token]:
    """With a small first letter, unless the first word may be a name or an abbreviation."""
    if not parts or parts[0].kind != "word":
        return list(parts)
    first = parts[0]
    is_plain = first.word in KNOWN or is_finite(first.word) or is_gerund(first.word) or first.word in _COMMON
    if first.word == "i" or not is_plain or first.text.upper() == first.text != "A":
        return list(parts)
    return [replace(first, text=first.text[0].lower() + first.text[1:]), *parts[1:]]


_COMMON: Final = word_set(
    """
    order orders parcel package card cards payment payments delivery refund account product item items money phone
    app website fee fees charge service support internet customer people today yesterday tomorrow tonight last next
    since days weeks bank cash transaction transactions transfer transfers shipping tracking courier driver password
    code email emails top verification exchange purchase subscription invoice bill nothing everything half none
    wrong new system error page screen direct pending need needed unable per other others different broken missing
    one two three months hours minutes exactly several certain virtual disposable duplicate double
    """
)


def _own_first(parts: Sequence[Token]) -> list[Token]:
    """The words with "I" before "my wife", as "you and your wife" is said."""
    for place in range(2, min(6, len(parts))):
        is_pair = parts[place].word == "i" and parts[place - 1].word == "and"
        if is_pair and not any(_is_verb(token.word) for token in parts[1 : place - 1]):
            name = [replace(parts[0], spaced=True), *parts[1 : place - 1]]
            return [parts[place], parts[place - 1], *name, *parts[place + 1 :]]
    return list(parts)


def _is_verb(word: str) -> bool:
    return word in AUXILIARY or (is_finite(word) and not is_base(word))


def _shifted_at(parts: Sequence[Token], place: int, *, is_general: bool) -> Token:
    token = parts[place]
    word = token.word
    if word == "am" and place and parts[place - 1].kind == "fixed" and parts[place - 1].text[0].isdigit():
        return token
    if word in _OWN:
        return _reworded(token, _OWN[word])
    if word in _WAS and _is_of_customer(parts, place):
        return _reworded(token, _WAS[word])
    if word == "ain't":
        return _reworded(token, "aren't" if _before(parts, place) in {"i", "we", "you"} else "isn't")
    if word in COMPANY and not is_general and not _is_anybody(parts, place):
        return _reworded(token, _THEIRS.get(word) or ("we" if is_subject(parts, place) else "us"))
    return token


def _reworded(token: Token, text: str) -> Token:
    return replace(a_word(text, token), spaced=token.spaced)


def is_subject(parts: Sequence[Token], place: int) -> bool:
    """True if the "you" there is the subject of a verb, not its object."""
    before = parts[place - 1].word if place else ""
    after = _after(parts, place)
    has_verb = after in AUXILIARY or (is_finite(after) and not is_third(after)) or is_gerund(after)
    if place == 0 or before in BE | DO | MODAL or (before in AUXILIARY and has_verb):
        return True
    if before in PREPOSITION and before not in SUBORDINATOR:
        return False
    if before in WH | SUBORDINATOR | COORDINATOR or parts[place - 1].kind == "mark":
        return has_verb or (bool(after) and after not in KNOWN)
    if after in AUXILIARY:
        return True
    if _takes_object(before) and not (has_verb and may_be_noun(before)):
        return False
    return has_verb


def _takes_object(word: str) -> bool:
    return word not in _CLAUSE_TAKING and (is_finite(word) or is_gerund(word) or is_participle(word))


def _is_anybody(parts: Sequence[Token], place: int) -> bool:
    """True for the "you" of instructions ("when you press it") and of what a thing says ("it says you have none")."""
    start = place
    while start >= 0 and parts[start].word != "you":
        if place - start > 11:
            return False
        start -= 1
    if start < 0:
        return False
    rest = {token.word for token in parts[start : start + 9]}
    begins = start == 0 and _after(parts, 0) in _SHOWN
    if begins or (_before(parts, start) in _GENERAL_AFTER and _after(parts, start) in _HANDLED):
        return not rest & {"my", "me", "our", "us", "i"}
    said = [token.word for token in parts[max(0, start - 4) : start]]
    return any(word in _SAYING and said[at - 1] in _SPEAKING_THINGS for at, word in enumerate(said) if at)


def _is_of_customer(parts: Sequence[Token], place: int) -> bool:
    """True if the subject of the "was" there is "I" or "we", before it, behind it, or in the clause that it goes on."""
    before = _before(parts, place)
    if before in {"i", "we"}:
        return True
    if before == "you":
        return True
    if _after(parts, place) in {"i", "we"}:
        return before in WH | {""} or place == 0 or before in COORDINATOR
    if before in {"and", "but", "or"} and _after(parts, place) in _PERSONAL:
        subjects = [token.word for token in parts[:place] if token.word in {"i", "we", "he", "she", "they", "it"}]
        return bool(subjects) and subjects[0] in {"i", "we"}
    return False


def _before(parts: Sequence[Token], place: int) -> str:
    place -= 1
    while place > 0 and parts[place].word in ADVERB:
        place -= 1
    return parts[place].word if place >= 0 else ""


def _after(parts: Sequence[Token], place: int) -> str:
    place += 1
    while place < len(parts) - 1 and parts[place].word in ADVERB:
        place += 1
    return parts[place].word if place < len(parts) else ""
