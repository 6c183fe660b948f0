"""Which words of a text carry its facts, and how much two texts share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from copilot.suggest.paraphrase.lexicon import (
    AUXILIARY,
    COMPANY,
    COORDINATOR,
    CUSTOMER,
    DETERMINER,
    NEGATION,
    PREPOSITION,
    PRONOUN,
    WH,
    word_set,
)
from copilot.suggest.paraphrase.tokens import Token, tokens

_LIGHT: Final = (
    (AUXILIARY - {"can", "can't", "cannot"})
    | CUSTOMER
    | COMPANY
    | (COORDINATOR - {"or"})
    | (
        DETERMINER
        - word_set(
            """
            one two three four five six seven eight nine ten both each every all no many most several
            """
        )
    )
    | PRONOUN
    | WH
    | word_set("to of that whether about there be been being s")
)
"""Words that bear no fact by themselves."""


def content_of(parts: Iterable[Token]) -> list[str]:
    """The words that carry facts, in order, lower case; numbers, codes and placeholders as they are written."""
    return [token.word or token.text.lower() for token in parts if is_content(token)]


def is_content(token: Token) -> bool:
    """True for a word that carries a fact, and for everything fixed."""
    return token.kind == "fixed" or (token.kind == "word" and token.word not in _LIGHT)


def stems(words: Iterable[str]) -> frozenset[str]:
    """Words without their endings, roughly: to tell whether two texts are about the same."""
    return frozenset(_stem(word) for word in words if word not in PREPOSITION or word in NEGATION)


def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return stems(content_of(tokens(text)))


def share(part: frozenset[str], whole: Iterable[str]) -> float:
    """How much of a set another one holds, 0 to 1; 0 for an empty set."""
    return len(part & frozenset(whole)) / len(part) if part else 0.0


def _stem(word: str) -> str:
    for ending in ("ies", "ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and word.isalpha():
            return word[: -len(ending)]
    return word


def span_of(parts: Sequence[Token]) -> tuple[int, int]:
    """Where the tokens begin and end in their text."""
    return min(token.start for token in parts), max(token.end for token in parts)
