"""Does a passage support a sentence? What is kept that nothing supports, and what is taken out that something does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from msgspec import Struct

from copilot.suggest.guard.claims.lexicon import is_courtesy
from copilot.suggest.guard.grounding import Embed, Grounding, supported
from eval.datasets.grounded import Claim, Grounded
from eval.measures.confidence import auroc
from eval.measures.interval import mean, resampled
from eval.report import Figure, Row, Section, Table
from eval.subject import Track

NAME: Final = "grounding"


class _Judged(Struct, frozen=True, kw_only=True):
    """A claim and the verdict on it: `score` orders claims, those with a reason against them below all others."""

    claim: Claim
    kept: bool
    score: float
    reasons: tuple[str, ...]


def run(name: str, grounded: Grounded, embed: Embed | None, track: Track[Claim]) -> Section:
    """Every claim is held against all passages of its article, with the cosine and without."""
    without = [_judged(one, grounded, None) for one in track(grounded.claims, f"{NAME} {name}")]
    with_cosine = [_judged(one, grounded, embed) for one in grounded.claims] if embed else None
    ways = {"without encoder": without, **({"with encoder": with_cosine} if with_cosine else {})}
    shown = with_cosine or without
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(title="verdicts", rows=tuple(_verdicts(ways)), note="precision, recall: of claims that were kept"),
            Table(title="not supported", rows=tuple(_refused(shown)), note="named: the reason is among those given"),
            Table(title="supported", rows=tuple(_kept(shown)), note="by how the claim differs from the article"),
        ),
        items=tuple(map(_item, shown)),
    )


def _judged(claim: Claim, grounded: Grounded, embed: Embed | None) -> _Judged:
    found = supported(claim.claim, grounded.passages[claim.article], embed)
    is_free = is_courtesy(claim.claim)
    return _Judged(
        claim=claim,
        kept=is_free or (found is not None and found.is_supported),
        score=1.0 if is_free else _score(found),
        reasons=() if found is None or is_free else found.reasons,
    )


def _score(found: Grounding | None) -> float:
    if found is None:
        return -1.0
    return found.probability - (0 if found.is_supported else 1)


def _verdicts(ways: Mapping[str, Sequence[_Judged]]) -> Iterator[Row]:
    for name, judged in ways.items():
        labels = np.array([one.claim.supported for one in judged])
        scores = np.array([one.score for one in judged])
        figures: dict[str, Figure] = {}
        if kept := [float(one.claim.supported) for one in judged if one.kept]:
            figures["precision"] = mean(kept)
        if true := [float(one.kept) for one in judged if one.claim.supported]:
            figures["recall"] = mean(true)
        if labels.any() and not labels.all():
            figures["AUROC"] = resampled(auroc, scores, labels)
        yield Row(name=name, n=len(judged), figures=figures)


def _refused(judged: Sequence[_Judged]) -> Iterator[Row]:
    wrong = [one for one in judged if not one.claim.supported]
    for reason, group in _grouped(wrong, [str(one.claim.reason) for one in wrong]):
        figures = {
            "refused": mean([float(not one.kept) for one in group]),
            "named": mean([float(one.claim.reason in one.reasons) for one in group]),
        }
        yield Row(name=reason, n=len(group), figures=figures)


def _kept(judged: Sequence[_Judged]) -> Iterator[Row]:
    right = [one for one in judged if one.claim.supported]
    for tag, group in _grouped(right, [one.claim.tag for one in right]):
        yield Row(name=tag, n=len(group), figures={"kept": mean([float(one.kept) for one in group])})


def _grouped(judged: Sequence[_Judged], names: Iterable[str]) -> Iterator[tuple[str, list[_Judged]]]:
    """All of them first, then each group by name; nothing where there is none."""
    if not judged:
        return
    yield "all", list(judged)
    groups: dict[str, list[_Judged]] = {}
    for name, one in zip(names, judged, strict=True):
        groups.setdefault(name, []).append(one)
    yield from sorted(groups.items())


def _item(judged: _Judged) -> Mapping[str, Any]:
    return {
        "id": judged.claim.id,
        "claim": judged.claim.claim,
        "supported": judged.claim.supported,
        "kept": judged.kept,
        "score": judged.score,
        "reason": judged.claim.reason,
        "reasons": list(judged.reasons),
    }
