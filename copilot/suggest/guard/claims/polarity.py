"""What a sentence denies, and on which side of an opposition it stands (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct

from copilot.suggest.guard.claims.lexicon import REMEMBERED, Members, meaning, stem, tokens, vocabulary

_CLAUSE: Final = re.compile(
    r"[;|()\n]|[,:.!?](?:\s|$)|\b(?:but|otherwise|while|whereas|because|if|unless|so that|which)\b"
    r"|\band (?=(?:the|it|you|your|this|we|they|then|is|are|was|were|has|have|can|will|does|do)\b)"
    r"|(?=\b(?:once|when|until|before|after)\b)"
)
_NEGATOR: Final = re.compile(r"(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|without|cannot|\w+n't)")
_REFUSED: Final = re.compile(
    r"prohibit(?:s|ed)?|forbid(?:s|den)?|banned|refused|rejected|declined|unavailable|unable|impossible|optional|ineligible"
    r"|unsupported|excluded"
)
"""Words that deny the whole clause: "Smoking is prohibited"."""
_PREDICATE: Final = frozenset(
    {"is", "are", "was", "were", "isn't", "aren't", "have", "has", "had", "be", "been", "any"}
)
"""Beside these, a negation denies what the clause is about: "The Wi-Fi is not free"."""
_REACH: Final = 4
"""How many telling words after a negation it denies."""


class Pole(NamedTuple):
    """A side (0 or 1) of an opposition, and the telling word that follows; "" where none does."""

    group: int
    side: int
    beside: str


class Assertion(Struct, frozen=True, kw_only=True):
    """One clause: the stems that it denies and those that it affirms, and its sides of oppositions.

    `turned`: the oppositions whose side is told by a denial, "not open" for "closed".
    """

    denied: frozenset[str]
    affirmed: frozenset[str]
    negations: int
    opposites: frozenset[Pole]
    contrasts: frozenset[Pole]
    turned: frozenset[int]

    @property
    def content(self) -> frozenset[str]:
        """Every telling word of the clause."""
        return self.denied | self.affirmed


def assertions(text: str) -> tuple[Assertion, ...]:
    """The clauses of a text that went through `lexicon.plain`, in order; those without a telling word are left out."""
    found = (_assertion(tokens(clause)) for clause in _CLAUSE.split(text))
    return tuple(one for one in found if one.content)


def _assertion(words: Sequence[str]) -> Assertion:
    known = vocabulary()
    under = _under_negation(words)
    telling = [(meaning(word), is_denied) for word, is_denied in zip(words, under, strict=True) if is_telling(word)]
    return Assertion(
        denied=frozenset(word for word, is_denied in telling if is_denied),
        affirmed=frozenset(word for word, is_denied in telling if not is_denied),
        negations=sum(1 for word in words if _NEGATOR.fullmatch(word) or _REFUSED.fullmatch(word)),
        opposites=frozenset(_poles(words, under, known.opposites)),
        contrasts=frozenset(_poles(words, under, known.contrasts)),
        turned=frozenset(_turned(words, under, known.opposites)),
    )


@lru_cache(REMEMBERED)
def is_telling(word: str) -> bool:
    """True for a word that says something by itself and is no number."""
    return word not in vocabulary().small and not word[0].isdigit() and not _NEGATOR.fullmatch(word)


def _under_negation(words: Sequence[str]) -> list[bool]:
    """For each word whether a negation denies it: those that follow, or the clause where what follows says little.

    "Pets are not allowed" and "We do not allow pets" deny the same.
    """
    under = [False] * len(words)
    for place, word in enumerate(words):
        if _REFUSED.fullmatch(word):
            reached = range(len(words))
        elif _NEGATOR.fullmatch(word):
            reached = _reached(words, place)
        else:
            continue
        for at in reached:
            under[at] = at != place
    return under


def _reached(words: Sequence[str], place: int) -> range:
    """The places that a negation denies: up to four telling words after it, or the whole clause."""
    telling = [at for at in range(place + 1, len(words)) if is_telling(words[at])][:_REACH]
    beside = words[max(place - 1, 0) : place + 2]
    says_little = not _PREDICATE.isdisjoint(beside) or not telling or meaning(words[telling[0]]) in vocabulary().generic
    return range(len(words)) if says_little else range(place + 1, telling[-1] + 1)


def _poles(words: Sequence[str], under: Sequence[bool], members: Members) -> Iterator[Pole]:
    for place, word in enumerate(words):
        for group, side in members.get(stem(word), ()):
            beside = next((meaning(one) for one in words[place + 1 :] if is_telling(one)), "")
            yield Pole(group, side ^ int(under[place]), beside)


def _turned(words: Sequence[str], under: Sequence[bool], members: Members) -> Iterator[int]:
    denied = (word for word, is_denied in zip(words, under, strict=True) if is_denied)
    return (group for word in denied for group, _ in members.get(stem(word), ()))
