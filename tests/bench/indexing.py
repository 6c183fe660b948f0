"""The indexing rate, in turn with sentence-transformers on the same texts."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from msgspec import Struct

from tests.bench.plan import Plan
from tests.bench.probes.indexing import IndexingRequest, IndexingRound
from tests.bench.probing import probe
from tests.bench.startup import Say


class Indexing(Struct, frozen=True, kw_only=True):
    """`ratio`: how many times faster than sentence-transformers' bare `encode`; median of pairs, and the extremes."""

    passages: int
    texts: int
    passages_per_second: float
    texts_per_second: float
    reference_texts_per_second: float
    ratio: float
    lowest: float
    highest: float


def measure_indexing(state: Path, plan: Plan, say: Say) -> Indexing:
    """Ours, theirs, ours, theirs, …"""
    request = IndexingRequest(state=state, every_article=plan.every_article)
    pairs = []
    for number in range(1, plan.indexing_rounds + 1):
        say(f"indexing, round {number} of {plan.indexing_rounds}: ours")
        own = probe("indexing", request, IndexingRound)
        say(f"indexing, round {number} of {plan.indexing_rounds}: sentence-transformers")
        pairs.append((own, probe("reference", request, IndexingRound)))
    return summary(pairs)


def summary(pairs: list[tuple[IndexingRound, IndexingRound]]) -> Indexing:
    """Rates as medians; the ratio is taken pair by pair, so that a slow minute hits both of a pair."""
    own = [pair[0] for pair in pairs]
    ratios = [theirs.seconds / ours.seconds for ours, theirs in pairs]
    return Indexing(
        passages=own[0].passages,
        texts=own[0].texts,
        passages_per_second=median(item.passages / item.seconds for item in own),
        texts_per_second=median(item.texts / item.seconds for item in own),
        reference_texts_per_second=median(theirs.texts / theirs.seconds for _, theirs in pairs),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
    )
