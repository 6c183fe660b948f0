"""How good rankings are: nDCG@10, recall@5 and MRR@10 for each question, through `ir_measures`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from copilot.errors import InvalidInput

Judgements = Mapping[str, Mapping[str, int]]
"""Question id → article id → grade (1 or more: relevant)."""
Rankings = Mapping[str, Sequence[str]]
"""Question id → article ids, best first."""

MEASURES: Final = {"nDCG@10": "nDCG@10", "recall@5": "R@5", "MRR@10": "RR@10"}
"""What a measure is called in reports → in `ir_measures`."""


def ranked(judgements: Judgements, rankings: Rankings) -> dict[str, dict[str, float]]:
    """Question id → measure → value (0..1), in the order of the judgements; a question without a ranking scores 0.

    Raises:
        InvalidInput: there is no judgement, or a question has none.
    """
    import ir_measures

    if not judgements or not all(judgements.values()):
        raise InvalidInput("every question that is ranked needs a relevant article: leave the others out")
    # the rank is the score, so that no tie is left for trec_eval to break in its own way
    run = {key: {article: -rank for rank, article in enumerate(rankings.get(key, ()))} for key in judgements}
    wanted = {ir_measures.parse_measure(name): shown for shown, name in MEASURES.items()}
    values = {key: dict.fromkeys(MEASURES, 0.0) for key in judgements}
    plain = {key: dict(grades) for key, grades in judgements.items()}
    for metric in ir_measures.iter_calc(list(wanted), plain, {key: scores for key, scores in run.items() if scores}):
        values[metric.query_id][wanted[metric.measure]] = float(metric.value)
    return values
