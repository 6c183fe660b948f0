"""How likely it is that evidence supports a claim, from the words of both (pure).

A logistic function of a few numbers, fitted by `training/fit_grounding.py`. Facts have their veto elsewhere
(`copilot.suggest.guard.claims.disagreement`); here a disagreement only makes support less likely.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from copilot.suggest.guard.claims.disagreement import Evidence, Reason
from copilot.suggest.guard.claims.facts import Facts
from copilot.suggest.guard.claims.lexicon import meaning, vocabulary

_GENERIC_WEIGHT: Final = 1 / 3
_ABOVE_WEIGHT: Final = 1 / 2
_COUNTS: Final = frozenset({"number", "amount", "date"})


class Features(Struct, frozen=True, kw_only=True):
    """A claim against its evidence; shares are 0..1, and generic words count for a third.

    `words`, `weakest`, `pairs`: share of the claim's words, of those of its worst clause, and of its neighbouring
    words, that the evidence has. Names count neither way; words that only the title or heading has count half.
    `missing`: log(1 + words that it has not). `used`: share of the evidence's words that the claim has. `longer`: log
    of the claim's length over the evidence's. `denies`, `miscounts`: 1 if they disagree so, else 0. `cosine` (-1..1):
    of the claim to the closest of the sentences and their whole; 0 without an encoder.
    """

    words: float
    weakest: float
    pairs: float
    missing: float
    used: float
    longer: float
    denies: float
    miscounts: float
    cosine: float = 0.0


class Model(Struct, frozen=True, kw_only=True):
    """log odds = intercept + weights · features; supported from `threshold` on."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float


def features(claim: Facts, evidence: Evidence, against: Sequence[Reason], cosine: float) -> Features:
    """What the model sees."""
    whole, above = evidence.whole.content, evidence.above.content - evidence.whole.content
    names = frozenset(map(meaning, claim.names))
    own = claim.content - names or claim.content
    telling = [clause - names for clause in claim.clauses if clause - names - vocabulary().generic]
    words = (weight(own & whole) + _ABOVE_WEIGHT * weight(own & above)) / weight(own) if own else 0.0
    missing = weight(own - whole - above) + (1 - _ABOVE_WEIGHT) * weight(own & above)
    return Features(
        words=words,
        weakest=min((share(clause, whole | above) for clause in telling), default=words),
        pairs=len(claim.pairs & evidence.whole.pairs) / max(1, len(claim.pairs)),
        missing=math.log1p(missing),
        used=share(whole, claim.content),
        longer=math.log((1 + len(claim.words)) / (1 + len(evidence.whole.words))),
        denies=float("negation" in against),
        miscounts=float(not _COUNTS.isdisjoint(against)),
        cosine=cosine,
    )


def probability(model: Model, seen: Features) -> float:
    """The probability (0..1) that the evidence supports the claim, reasons aside."""
    odds = model.intercept + sum(part * getattr(seen, name) for name, part in model.weights.items())
    return 1 / (1 + math.exp(-odds))


def share(words: frozenset[str], known: frozenset[str]) -> float:
    """The share (0..1) of words that are known, by weight; 0 of no words."""
    return weight(words & known) / weight(words) if words else 0.0


def weight(words: frozenset[str]) -> float:
    """How much words say together: 1 each, a third for a generic one."""
    return len(words) - (1 - _GENERIC_WEIGHT) * len(words & vocabulary().generic)
