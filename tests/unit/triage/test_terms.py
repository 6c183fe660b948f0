"""Words, pairs and pieces of words."""

from __future__ import annotations

import math
from zlib import crc32

import numpy as np
import pytest

from copilot.triage.terms import terms


def hashed(term: str) -> int:
    return crc32(term.encode())


def weights(text: str) -> dict[int, float]:
    return dict(zip(*(part.tolist() for part in terms(text)), strict=True))


def test_a_text_is_its_words_its_pairs_and_its_runs_of_four_characters() -> None:
    found = weights("Hi hi you")

    words, pairs, pieces = ["w hi", "w you"], ["p  hi", "p hi hi", "p hi you"], [" hi ", " you", "you "]
    assert found.keys() == {hashed(term) for term in (*words, *pairs, *pieces)}


def test_a_term_weighs_one_and_the_logarithm_of_its_count() -> None:
    found = weights("no no no yes")

    assert found[hashed("w no")] == pytest.approx(1 + math.log(3))
    assert found[hashed("p no no")] == pytest.approx(1 + math.log(2))
    assert found[hashed("w yes")] == 1


def test_hashes_come_in_rising_order_without_repetition() -> None:
    hashes, _ = terms("the quick brown fox jumps over the lazy dog and the cat")

    assert hashes.dtype == np.uint32
    assert (np.diff(hashes.astype(np.int64)) > 0).all()


@pytest.mark.parametrize(
    ("text", "term"),
    [("I don't", "w don't"), ("it’s", "w it’s"), ("what?!", "w ?!"), ("Größe", "w größe"), ("order_id", "p order id")],
)
def test_contractions_stay_whole_and_runs_of_marks_are_words(text: str, term: str) -> None:
    assert hashed(term) in weights(text)


@pytest.mark.parametrize("text", ["", " \n", "...", "!", "_ - _"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    hashes, counts = terms(text)

    assert (len(hashes), len(counts)) == (0, 0)


def test_capitals_make_no_difference() -> None:
    assert weights("WHERE is It") == weights("where IS it")


@pytest.mark.parametrize(("filler", "is_known"), [(390, True), (1_400, False)])
def test_what_comes_after_four_thousand_characters_is_not_looked_at(filler: int, is_known: bool) -> None:
    found = weights("lamp " * filler + "needle")

    assert (hashed("w needle") in found) is is_known
