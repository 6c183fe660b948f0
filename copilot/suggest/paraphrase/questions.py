"""Direct questions → indirect ones: "why was I charged" → "why I was charged", "does it work" → "whether it works"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from copilot.suggest.paraphrase.lexicon import (
    ADVERB,
    AUXILIARY,
    BE,
    CLITIC,
    DEMONSTRATIVE,
    DETERMINER,
    DO,
    NEGATION,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    WH,
)
from copilot.suggest.paraphrase.subjects import is_predicate, is_said_of_question_word, subject_end, tail_start
from copilot.suggest.paraphrase.tokens import Token, a_word
from copilot.suggest.paraphrase.verbs import is_base, is_finite, is_gerund, is_participle, may_be_noun, past, third

_SPELT: Final = {"'re": "are", "'ve": "have", "'d": "would", "'ll": "will", "'m": "am"}
_HAS_BEFORE: Final = frozenset({"been", "happened", "got", "gone"})
_TOLD: Final = POSSESSIVE | DEMONSTRATIVE | {"the", "a", "an"}
"""Behind "what" or "how", these begin the subject of a question that is already in the order of a statement."""


def indirect(parts: Sequence[Token]) -> list[Token] | None:
    """The question as it stands behind "you'd like to know", its persons not yet shifted; None if that is not safe."""
    if not parts:
        return None
    if parts[0].word in WH:
        return _of_wh(parts)
    if parts[0].word in AUXILIARY - CLITIC:
        told = _uninverted(parts, 0)
        return None if told is None else [a_word("whether", parts[0]), *told]
    return None


def is_question(parts: Sequence[Token]) -> bool:
    """True if the words are in the order of a question."""
    word = parts[0].word if parts else ""
    after = parts[1].word if len(parts) > 1 else ""
    if word in WH:
        return (
            auxiliary_of(parts) is not None
            or after in {"not", "come"}
            or _asks_how_to(parts)
            or _asks_for_subject(parts)
        )
    if (
        word not in AUXILIARY - CLITIC
        or after in {"", "not"}
        or (word == "am" and after != "i")
        or is_participle(after)
    ):
        return False
    if word not in {"do", "don't", "have"} or after in PRONOUN - {"it"}:
        return True
    if after == "it" or (is_base(after) and not may_be_noun(after)) or (word == "don't" and is_base(after)):
        return False
    return after not in DETERMINER or subject_end(parts[1:], word, guesses=False) is not None


def auxiliary_of(parts: Sequence[Token]) -> int | None:
    """Where the auxiliary of a question stands: right behind "why", further on in "how many cards can I"."""
    if len(parts) > 1 and parts[1].word in _TOLD:
        return None
    reach = 7 if parts[0].word in {"what", "which", "how", "whose"} else 2
    for place in range(1, min(reach + 1, len(parts))):
        word = parts[place].word
        if word in AUXILIARY:
            return place
        is_verb = is_finite(word) and not may_be_noun(word) and place > 1
        if word in PRONOUN - {"one", "none", "this", "that"} or is_verb:
            return None
    return None


def _asks_how_to(parts: Sequence[Token]) -> bool:
    return len(parts) > 2 and parts[1].word == "to" and parts[2].word not in PRONOUN


def _asks_for_subject(parts: Sequence[Token]) -> bool:
    """True in the order of a statement already: "who sent this", "what happened"."""
    return parts[0].word in {"who", "what", "which"} and len(parts) > 1 and is_finite(parts[1].word)


def _of_wh(parts: Sequence[Token]) -> list[Token] | None:
    auxiliary = None if [token.word for token in parts[:2]] == ["how", "come"] else auxiliary_of(parts)
    if auxiliary is None or auxiliary == len(parts) - 1:
        return list(parts) if len(parts) > 1 + (auxiliary is not None) else None
    asked, rest = parts[:auxiliary], parts[auxiliary + 1 :]
    named = _named(parts, auxiliary)
    if named is not None:
        return named
    if is_said_of_question_word(rest, parts[auxiliary].word):
        return [*asked, _spelt(parts[auxiliary], rest), *rest]
    told = _uninverted(parts, auxiliary)
    return None if told is None else [*asked, *told]


def _named(parts: Sequence[Token], auxiliary: int) -> list[Token] | None:
    """The thing asked for: "the fee" for "what is the fee"; None if that would lose a verb."""
    rest = list(parts[auxiliary + 1 :])
    is_plain = auxiliary == 1 and parts[0].word == "what" and parts[auxiliary].word in BE
    if not is_plain or rest[0].word not in DETERMINER - DEMONSTRATIVE - {"a", "an"}:
        return None
    end = subject_end(rest, parts[auxiliary].word, guesses=False)
    return rest if end is None or end == len(rest) or _goes_with_noun(rest[end].word) else None


def _goes_with_noun(word: str) -> bool:
    return word in PREPOSITION | {"to", "being"} or (is_participle(word) and not is_gerund(word))


def _uninverted(parts: Sequence[Token], auxiliary: int) -> list[Token] | None:
    """What comes from the auxiliary on, as a statement: subject, auxiliary, the rest."""
    rest = list(parts[auxiliary + 1 :])
    helper = parts[auxiliary]
    end = _end_of_subject(parts, auxiliary, rest)
    if end is None:
        return None
    subject, predicate = rest[:end], rest[end:]
    if subject:
        subject[0] = replace(subject[0], spaced=True)
    if helper.word in DO:
        return _without_do(helper, subject, predicate)
    return [*subject, _spelt(helper, predicate), *predicate] if auxiliary or predicate else None


def _end_of_subject(parts: Sequence[Token], auxiliary: int, rest: Sequence[Token]) -> int | None:
    helper = parts[auxiliary].word
    is_yes_or_no = auxiliary == 0
    end = subject_end(rest, helper, guesses=helper not in BE or is_yes_or_no or parts[0].word == "why")
    if is_yes_or_no or helper not in BE or not rest:
        return end
    if end is None:
        return tail_start(rest)
    is_whole = end == 1 and len(rest) == 2 and rest[0].word in DEMONSTRATIVE
    return 2 if is_whole and not is_predicate(rest, 1, helper) else end


def _spelt(helper: Token, predicate: Sequence[Token]) -> Token:
    """The auxiliary as a word of its own: "what's my …" gives "is", "what's happened" gives "has"."""
    after = predicate[0].word if predicate else ""
    word = ("has" if after in _HAS_BEFORE else "is") if helper.word == "'s" else _SPELT.get(helper.word, helper.word)
    return a_word(word, helper) if word != helper.word else replace(helper, spaced=True)


def _without_do(helper: Token, subject: list[Token], predicate: list[Token]) -> list[Token] | None:
    """Subject and inflected verb: "it works" for "does it work"; with a negation "do" stays."""
    place = 0
    while place < len(predicate) and predicate[place].word in ADVERB - {"not", "never"}:
        place += 1
    if place == len(predicate) or not subject:
        return None
    verb = predicate[place]
    if helper.word in NEGATION or verb.word in {"not", "never"}:
        return [*subject, replace(helper, spaced=True), *predicate]
    if verb.kind != "word" or not verb.word.isalpha() or (is_finite(verb.word) and not is_base(verb.word)):
        return None
    word = _inflected(helper.word, verb.word, subject)
    shown = verb if word == verb.word else replace(verb, text=word, word=word)
    return [*subject, *predicate[:place], shown, *predicate[place + 1 :]]


def _inflected(helper: str, verb: str, subject: Sequence[Token]) -> str:
    if helper == "did":
        return past(verb)
    is_singular = helper == "does" or (len(subject) == 1 and subject[0].word == "it")
    return third(verb) if is_singular else verb
