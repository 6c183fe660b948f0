"""Clauses that customers leave incomplete: "need a refund", "still waiting", "card declined", "lost card"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.suggest.paraphrase.frames import ASKING_ABOUT, KNOW, MENTIONED, TAIL, WRITING_ABOUT, Found
from copilot.suggest.paraphrase.lexicon import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    NOMINATIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    WH,
    opens_condition,
    word_set,
)
from copilot.suggest.paraphrase.statements import is_sentence
from copilot.suggest.paraphrase.tokens import Token, a_word
from copilot.suggest.paraphrase.verbs import is_finite, is_gerund, is_past

_LEFT_OUT: Final = word_set(
    """
    am bought ordered received tried got lost paid forgot need want wanted
    """
)
"""What a sentence begins with whose "I" was left out, and no other one."""
_WANTING: Final = _LEFT_OUT | word_set(
    """
    wish have hope would require prefer made sent was used went left found thought told asked called gave booked
    took saw put did had transferred returned changed cancelled canceled updated downloaded installed contacted
    emailed signed needed never haven't hadn't don't can't cannot couldn't deposited withdrew noticed accidentally
    entered typed applied moved chose placed purchased
    """
)
"""The same, if there is no subject further on."""
_TRYING: Final = word_set(
    """
    trying looking waiting having getting hoping calling experiencing struggling asking seeing missing still unable
    considering thinking planning wanting expecting using writing going not
    """
)
"""What "I'm" was left out of."""
_OF_THINGS: Final = word_set("won't doesn't isn't keeps says hasn't works stopped didn't")
"""What "it" was left out of."""
_AUXILIARIES: Final = word_set("did have had could can would was does is has will am")
_DONE_ONCE: Final = word_set("never already just recently accidentally")
_SUBJECTS: Final = NOMINATIVE | word_set("you it this that there nobody everything nothing someone")
_NO_THING: Final = (
    PREPOSITION | SUBORDINATOR | AUXILIARY | WH | (PRONOUN - DETERMINER) | word_set("me us you not but and or of to")
)
_LONGEST_TAIL: Final = 16
_LONGEST_THING: Final = 20
_LONGEST_MENTION: Final = 6


def completed(parts: Sequence[Token], *, is_asked: bool) -> Found | None:
    """A frame and the words of a clause; the frame is empty where they are, or become, a sentence by themselves.

    None if it cannot be told what was left out.
    """
    first = parts[0].word
    if len(parts) > 1 and first in _LEFT_OUT:
        return _with(parts, "I")
    if is_sentence(parts):
        return "", list(parts)
    if len(parts) > 1:
        if first in ADVERB and parts[1].word not in _SUBJECTS:
            return _after_adverb(parts, is_asked=is_asked)
        left_out = _left_out(first, parts[1].word)
        if left_out:
            return _with(parts, *left_out)
    return _named(parts, is_asked=is_asked)


def _left_out(first: str, after: str) -> tuple[str, ...]:
    """The subject, and its auxiliary, that such a beginning lacks."""
    if after == "not" and first in _AUXILIARIES:
        return ("it",) if first in {"does", "is", "has", "will"} else ("I",)
    if first in _WANTING or (first in {"keep", "kept"} and is_gerund(after)):
        return ("I",)
    if first in _TRYING:
        return "I", "'m"
    if first == "been":
        return "I", "'ve"
    return ("it",) if first in _OF_THINGS else ()


def _with(parts: Sequence[Token], *words: str) -> Found:
    return "", [*(a_word(word, parts[0]) for word in words), a_word(parts[0].word, parts[0]), *parts[1:]]


def _after_adverb(parts: Sequence[Token], *, is_asked: bool) -> Found | None:
    """What follows an adverb: "still waiting", "just got a mail", "never received it", "only half of it came"."""
    place = next((at for at, token in enumerate(parts) if token.word not in ADVERB), len(parts) - 1)
    word = parts[place].word
    if word in _WANTING or (is_past(word) and parts[0].word in _DONE_ONCE):
        return _with(parts, "I")
    if is_gerund(word) or word == "unable":
        return _with(parts, "I", "'m")
    if word in {"no", "nothing"} and parts[0].word == "still":
        return _with(parts, "there", "'s")
    return _named(parts, is_asked=is_asked) if word in DETERMINER or _goes_on(parts) else None


def _named(parts: Sequence[Token], *, is_asked: bool) -> Found | None:
    """A thing without a verb: what the customer writes or asks about."""
    first = parts[0].word
    if first == "no" and len(parts) > 1 and parts[1].kind == "word":
        return _with(parts, "I", "have") if parts[1].word in {"idea", "clue"} else _with(parts, "there", "'s")
    if first == "any" and len(parts) > 1:
        return KNOW, [a_word("whether", parts[0]), *_with(parts, "there", "'s")[1]]
    if _goes_on(parts):
        return (TAIL, list(parts)) if 1 < len(parts) <= _LONGEST_TAIL else None
    if first in _NO_THING or not _is_thing(parts):
        return None
    if parts[0].kind == "fixed" and len(parts) <= _LONGEST_MENTION:
        return MENTIONED, list(parts)
    return (ASKING_ABOUT if is_asked else WRITING_ABOUT), list(parts)


def _goes_on(parts: Sequence[Token]) -> bool:
    """True for a phrase or a condition without main clause, with or without an adverb before it."""
    words = [token.word for token in parts[:3]] + [""] * 3
    begins = words[1:3] if words[0] in ADVERB and words[0] not in PREPOSITION else words[:2]
    return begins[0] in PREPOSITION or opens_condition(begins[0], begins[1])


def _is_thing(parts: Sequence[Token]) -> bool:
    """True unless there is no word in it, or a subject without its verb."""
    words = [token.word for token in parts]
    has_subject = any(word in {"i", "we", "you"} for word in words) and not any(map(is_finite, words))
    has_word = parts[0].kind == "fixed" or any(len(word) > 2 for word in words)
    return has_word and len(parts) <= _LONGEST_THING and not has_subject
