"""Spans against labels, all by hand."""

from __future__ import annotations

import numpy as np
import pytest

from eval.datasets.filled import Span
from eval.measures.kinds import GROUPS, counted_as, is_same
from eval.measures.spans import Counts, Leak, counts_by_kind, f2, is_touched, leak, matched, overlap, precision, recall


def span(start: int, end: int, kind: str = "PERSON") -> Span:
    return Span(kind=kind, start=start, end=end)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (5, 10), 0.5),
        ((0, 10), (5, 15), 5 / 15),
        ((0, 10), (10, 12), 0.0),
        ((0, 10), (20, 22), 0.0),
        ((3, 6), (0, 12), 0.25),
    ],
)
def test_overlap_is_what_is_shared_over_what_is_covered(
    one: tuple[int, int], other: tuple[int, int], expected: float
) -> None:
    assert overlap(span(*one), span(*other)) == overlap(span(*other), span(*one)) == pytest.approx(expected)


@pytest.mark.parametrize(("threshold", "pairs"), [(0.5, [(0, 0)]), (0.7, [(0, 0)]), (0.9, [])])
def test_a_span_that_lacks_a_fifth_matches_up_to_a_threshold(threshold: float, pairs: list[tuple[int, int]]) -> None:
    assert matched([span(0, 10)], [span(0, 8)], threshold, same_kind=True) == pairs


def test_each_span_is_in_one_pair_at_most_and_the_best_overlap_comes_first() -> None:
    labels = [span(0, 10), span(10, 20)]
    found = [span(0, 7), span(0, 10), span(12, 20)]

    assert matched(labels, found, 0.5, same_kind=True) == [(0, 1), (1, 2)]


def test_of_equal_overlaps_the_first_is_taken() -> None:
    assert matched([span(0, 10)], [span(0, 5), span(5, 10)], 0.5, same_kind=True) == [(0, 0)]


def test_another_kind_matches_only_where_kinds_do_not_matter() -> None:
    labels, found = [span(0, 10)], [span(0, 10, "STREET_ADDRESS")]

    assert matched(labels, found, 0.5, same_kind=True) == []
    assert matched(labels, found, 0.5, same_kind=False) == [(0, 0)]


@pytest.mark.parametrize(
    ("labelled", "found", "expected"),
    [
        ("NATIONAL_ID", "PL_PESEL", True),
        ("NATIONAL_ID", "US_SSN", True),
        ("US_SSN", "NATIONAL_ID", False),
        ("US_SSN", "UK_NINO", False),
        ("PASSPORT", "UK_PASSPORT", True),
        ("NATIONAL_ID", "UK_PASSPORT", False),
        ("DRIVER_LICENSE", "UK_DRIVING_LICENCE", True),
        ("NATIONAL_ID", "PHONE_NUMBER", False),
    ],
)
def test_a_narrower_kind_is_right_and_a_wider_one_is_not(labelled: str, found: str, *, expected: bool) -> None:
    assert is_same(labelled, found) is expected


def test_a_finding_counts_against_its_own_kind_if_any_label_has_it() -> None:
    assert counted_as("PL_PESEL", {"PL_PESEL", "NATIONAL_ID"}) == "PL_PESEL"
    assert counted_as("PL_PESEL", {"PERSON"}) == "NATIONAL_ID"
    assert counted_as("CRYPTO", {"PERSON"}) == "CRYPTO"


def test_no_kind_is_in_two_groups() -> None:
    kinds = [kind for group in GROUPS.values() for kind in group]

    assert len(kinds) == len(set(kinds))


def test_hits_false_findings_and_misses_are_counted_for_their_kinds() -> None:
    labels = [span(0, 4), span(10, 20, "NATIONAL_ID"), span(30, 40)]
    found = [span(0, 4), span(10, 20, "PL_PESEL"), span(30, 40, "CVV"), span(50, 55, "PL_PESEL")]
    kinds = {"PERSON", "NATIONAL_ID"}

    same = list(counts_by_kind(labels, found, 0.5, kinds, same_kind=True))
    any_kind = list(counts_by_kind(labels, found, 0.5, kinds, same_kind=False))

    hit, false, missed = Counts(hits=1), Counts(false=1), Counts(missed=1)
    assert same == [
        ("PERSON", hit),
        ("NATIONAL_ID", hit),
        ("PERSON", missed),
        ("CVV", false),
        ("NATIONAL_ID", false),
    ]
    assert any_kind == [("PERSON", hit), ("NATIONAL_ID", hit), ("PERSON", hit), ("NATIONAL_ID", false)]


def test_f2_weighs_what_is_missed_four_times() -> None:
    counts = np.array([6.0, 2.0, 4.0])

    assert precision(counts) == pytest.approx(6 / 8)
    assert recall(counts) == pytest.approx(6 / 10)
    assert f2(counts) == pytest.approx(5 * 0.75 * 0.6 / (4 * 0.75 + 0.6))


def test_measures_of_nothing_say_nothing() -> None:
    nothing = np.zeros(3)

    assert np.isnan([precision(nothing), recall(nothing), f2(nothing)]).all()


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ([], 8),
        ([span(0, 14)], 0),
        ([span(0, 4, "CVV")], 6),
        ([span(0, 4), span(2, 6)], 4),
        ([span(4, 6)], 6),
        ([span(13, 14)], 8),
    ],
)
def test_only_letters_and_digits_that_nothing_covers_leak(found: list[Span], left: int) -> None:
    text = "12, High Rd. !"

    assert leak(text, span(0, 14, "STREET_ADDRESS"), found) == Leak(left, 8)


@pytest.mark.parametrize(("found", "expected"), [((0, 5), False), ((0, 6), True), ((9, 12), True), ((10, 12), False)])
def test_one_character_is_enough_to_touch(found: tuple[int, int], *, expected: bool) -> None:
    assert is_touched(span(5, 10), [span(*found)]) is expected
