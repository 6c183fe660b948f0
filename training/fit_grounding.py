"""Fit `copilot/suggest/guard/grounding.json`: `python -m training.fit_grounding PATH` (DSTC9 track 1's folder).

Fitted on sentences of replies to its validation part; measured on its test part, whose knowledge is of other places.
Supported: a sentence that a person wrote from a snippet. Not supported: the same sentence against another snippet of
the same place, and with a clause from elsewhere added; the two sides count half each. What only facts can tell (a
changed number shares all other words) is measured, and not fitted on. The threshold is as high as it can be while the
model, reasons aside, refuses at most 10 % of the supported ones: what is wrongly taken out costs an operator a few
words, what is wrongly kept costs trust.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from msgspec import Struct
from rich.console import Console
from rich.table import Table

from copilot.bootstrap import make_encoder
from copilot.settings import Settings
from copilot.suggest.guard.claims.disagreement import Reason
from copilot.suggest.guard.claims.facts import facts
from copilot.suggest.guard.claims.lexicon import without_courtesies
from copilot.suggest.guard.claims.likelihood import Features, Model, probability
from copilot.suggest.guard.claims.places import nearest
from copilot.suggest.guard.grounding import Embed, Models, compared, embedding
from eval.measures.confidence import auroc
from eval.measures.interval import SEED, Floats, mean, resampled
from eval.report import Figure
from training.grounding_pairs import CLAUSE, CORRUPTIONS, GOLD, OTHER, Pair, read_pairs, remembered

NAMES: Final = tuple(field for field in Features.__struct_fields__ if field != "cosine")
WITH_COSINE: Final = (*NAMES, "cosine")
_REFUSED: Final = 0.1
_STRENGTH: Final = 1.0
_ROUNDS: Final = 3
_START: Final = Model(
    intercept=0.0, weights={"words": 1.0, "used": 0.5, "denies": -1.0, "miscounts": -1.0}, threshold=0.0
)


class Seen(Struct, frozen=True):
    """What a pair looks like from each place that its claim may rest on."""

    pair: Pair
    places: tuple[tuple[Features, tuple[Reason, ...], int], ...]
    """Features, reasons, and how many sentences."""


def main() -> None:
    """Fit, write the file, and print what was found on the test part."""
    given = _arguments()
    settings = Settings(var=given.var)
    encoder = make_encoder(settings, settings.encoder.retriever)
    embed = remembered(embedding(encoder))
    fit = [seen(pair, embed) for pair in read_pairs(given.data, "val", SEED)]
    test = [seen(pair, embed) for pair in read_pairs(given.data, "test", SEED)]
    models = Models(
        with_cosine=fitted(fit, WITH_COSINE),
        without_cosine=fitted(fit, NAMES),
        encoder=encoder.manifest.fingerprint,
        fitted={"data": "DSTC9 track 1, validation part (Apache-2.0)", **_counted(fit)},
    )
    given.out.write_bytes(msgspec.json.format(msgspec.json.encode(models), indent=2) + b"\n")
    Console(width=140).print(_order(test, models), _found(test, models))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fit the grounding models.")
    parser.add_argument("data", type=Path, help="DSTC9 track 1: knowledge and labels")
    parser.add_argument("--var", type=Path, default=Path("var"))
    parser.add_argument("--out", type=Path, default=Path("copilot/suggest/guard/grounding.json"))
    return parser.parse_args()


def seen(pair: Pair, embed: Embed | None) -> Seen:
    """A pair with its features at every place."""
    said = without_courtesies(pair.claim) or pair.claim
    places = nearest(facts(said), [pair.passage])
    return Seen(pair, tuple((*compared(said, place, embed), len(place.sentences)) for place in places))


def best(model: Model, one: Seen) -> tuple[Features, tuple[Reason, ...]]:
    """The place that `supported` would choose."""
    seen, against, _ = max(one.places, key=lambda place: _preference(model, place))
    return seen, against


def _preference(model: Model, place: tuple[Features, tuple[Reason, ...], int]) -> tuple[bool, int, float]:
    seen, against, size = place
    likely = probability(model, seen)
    return not against and likely >= model.threshold, -size, likely


def fitted(pairs: Sequence[Seen], names: Sequence[str]) -> Model:
    """The model over some of the features; which place a claim rests on is told by the model of the round before."""
    model = _START
    pairs = [one for one in pairs if _is_told_by_words(one.pair)]
    labels = np.array([one.pair.is_supported for one in pairs])
    for _ in range(_ROUNDS):
        chosen = [best(model, one)[0] for one in pairs]
        rows = np.array([[getattr(row, name) for name in names] for row in chosen])
        model = _logistic(rows, labels, _weights(pairs), names)
    likely = np.sort([probability(model, best(model, one)[0]) for one in pairs if one.pair.is_supported])
    return msgspec.structs.replace(model, threshold=round(float(likely[int(_REFUSED * len(likely))]), 3))


def _is_told_by_words(pair: Pair) -> bool:
    """False for what facts alone can tell: a changed number shares all other words, and would teach the wrong thing."""
    return pair.kind in {GOLD, OTHER, CLAUSE}


def _logistic(rows: Floats, labels: Any, weights: Floats, names: Sequence[str]) -> Model:
    from sklearn.linear_model import LogisticRegression

    fit = LogisticRegression(C=_STRENGTH, max_iter=1_000).fit(rows, labels, sample_weight=weights)
    found = {name: round(float(weight), 4) for name, weight in zip(names, fit.coef_[0], strict=True)}
    return Model(intercept=round(float(fit.intercept_[0]), 4), weights=found, threshold=0.0)


def _weights(pairs: Sequence[Seen]) -> Floats:
    """Half for the supported ones, the other half in equal parts for each kind of the others."""
    kinds = np.array([one.pair.kind for one in pairs])
    weights = np.empty(len(kinds))
    others = sorted(set(kinds.tolist()) - {GOLD})
    for kind in (GOLD, *others):
        inside = kinds == kind
        share = 1.0 if kind == GOLD else 1 / len(others)
        weights[inside] = share * len(kinds) / (2 * inside.sum())
    return weights


def _counted(pairs: Sequence[Seen]) -> dict[str, int]:
    kept = [one.pair for one in pairs if _is_told_by_words(one.pair)]
    return {"pairs": len(kept), "supported": sum(pair.is_supported for pair in kept)}


def _order(test: Sequence[Seen], models: Models) -> Table:
    """Is a sentence nearer to its own snippet than another sentence is to this one?"""
    table = Table(title="Test: its own snippet against another of the same place, AUROC")
    for column in ("by", "AUROC"):
        table.add_column(column)
    pairs = [one for one in test if one.pair.kind in {GOLD, OTHER}]
    labels = np.array([one.pair.is_supported for one in pairs])
    for name, scores in _scores(pairs, models).items():
        table.add_row(name, _shown(resampled(auroc, scores, labels)))
    return table


def _scores(pairs: Sequence[Seen], models: Models) -> dict[str, Floats]:
    both = models.with_cosine, models.without_cosine
    likely = [np.array([probability(model, best(model, one)[0]) for one in pairs]) for model in both]
    return {
        "cosine alone": np.array([max(place.cosine for place, _, _ in one.places) for one in pairs]),
        "shared words alone": np.array([max(place.words for place, _, _ in one.places) for one in pairs]),
        "negation alone": np.array([max(-place.denies for place, _, _ in one.places) for one in pairs]),
        "the model with cosine": likely[0],
        "the model without": likely[1],
    }


def _found(test: Sequence[Seen], models: Models) -> Table:
    """What is refused of each kind: by facts alone, by the model alone, by both."""
    table = Table(title="Test: refused, of each kind")
    for column in ("kind", "n", "facts alone", "model alone", "both", "both, without cosine"):
        table.add_column(column)
    for kind in (GOLD, OTHER, *CORRUPTIONS):
        pairs = [one for one in test if one.pair.kind == kind]
        with_cosine = [_refusals(one, models.with_cosine) for one in pairs]
        without = [_refusals(one, models.without_cosine) for one in pairs]
        columns = ([by[0] for by in with_cosine], [by[1] for by in with_cosine], [max(by) for by in with_cosine])
        shown = [_shown(mean(column)) for column in (*columns, [max(by) for by in without])]
        table.add_row(kind, str(len(pairs)), *shown)
    return table


def _refusals(one: Seen, model: Model) -> tuple[float, float]:
    """1 or 0 for the facts and for the model, at the place that is chosen."""
    place, against = best(model, one)
    return float(bool(against)), float(probability(model, place) < model.threshold)


def _shown(figure: Figure) -> str:
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


if __name__ == "__main__":
    main()
