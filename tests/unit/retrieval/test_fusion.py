"""Dense and lexical evidence as one score, on numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.retrieval.fusion import Scores, article_evidence, fused


def scores(*values: float) -> Scores:
    return np.array(values, dtype=np.float32)


@pytest.mark.parametrize(
    ("passage", "heading", "evidence"),
    [
        (0.8, 0.5, 0.8),  # the passage fits better than its title
        (0.5, 0.8, 0.68),  # the title fits better: .8 + .4 · (.5 - .8)
        (0.6, 0.6, 0.6),
        (-0.5, 0.5, 0.1),
    ],
)
def test_a_title_that_fits_better_lifts_its_passage_but_not_all_the_way(
    passage: float, heading: float, evidence: float
) -> None:
    assert article_evidence(scores(passage), scores(heading)) == pytest.approx([evidence])


def test_under_one_title_the_passage_that_fits_best_stays_first() -> None:
    evidence = article_evidence(scores(0.1, 0.4, 0.2), scores(0.9, 0.9, 0.9))

    assert np.argsort(-evidence).tolist() == [1, 2, 0]


def test_words_count_by_their_weight_and_a_perfect_passage_scores_one() -> None:
    assert fused(scores(0.6, 1.0), scores(0.5, 1.0), 0.25) == pytest.approx([0.58, 1.0])


def test_without_a_weight_words_do_not_count() -> None:
    dense = scores(0.6, 0.2)

    assert fused(dense, scores(0.0, 1.0), 0.0).tolist() == dense.tolist()


def test_an_exact_word_decides_between_passages_that_mean_the_same() -> None:
    found = fused(scores(0.70, 0.68), scores(0.1, 0.6), 0.4)

    assert found[1] > found[0]


def test_the_order_of_passages_does_not_change_their_scores() -> None:
    dense, words = scores(0.1, 0.5, 0.9), scores(0.3, 0.2, 0.0)

    assert fused(dense[::-1], words[::-1], 0.4).tolist() == fused(dense, words, 0.4)[::-1].tolist()


def test_scores_stay_single_precision() -> None:
    evidence = article_evidence(scores(0.1), scores(0.2))

    assert fused(evidence, evidence, 0.4).dtype == np.float32
