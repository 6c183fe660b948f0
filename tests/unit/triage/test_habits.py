"""How a customer types."""

from __future__ import annotations

import pytest

from copilot.triage.habits import Typing, beyond_habit, typing_of


def typed(capitals: float = 0.0, marks: int = 0) -> Typing:
    return Typing(capitals=capitals, marks=marks, words=5)


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("WHERE IS MY PARCEL", 1.0),
        ("where IS MY parcel", 4 / 15),
        ("where is my parcel", 0.0),
        ("WHERE IS IT", 0.0),
        ("ABCDEFGHIJKL", 1.0),
        ("ABCDEFGHIJK", 0.0),
        ("12345 67890 12345", 0.0),
    ],
)
def test_capitals_are_a_share_of_the_letters_if_there_are_twelve(text: str, capitals: float) -> None:
    assert typing_of(text, 4).capitals == pytest.approx(capitals)


@pytest.mark.parametrize(
    ("text", "marks"),
    [("What?", 0), ("What??", 1), ("What?!?", 2), ("No!! Really?? Stop!", 2), ("!" * 20, 6), ("Hi. So... well", 0)],
)
def test_marks_are_those_beyond_the_first_of_a_run(text: str, marks: int) -> None:
    assert typing_of(text, 1).marks == marks


def test_the_number_of_words_is_taken_as_it_comes() -> None:
    assert typing_of("any text", 7).words == 7


@pytest.mark.parametrize(
    ("now", "before", "beyond"),
    [
        (typed(0.6, 3), [], (0.5, 0.5)),
        (typed(0.1, 0), [], (0.0, 0.0)),
        (typed(0.6, 3), [typed(0.2, 1), typed(0.4, 3)], (0.3, 1 / 6)),
        (typed(0.6, 3), [typed(0.02)], (0.5, 0.5)),
        (typed(0.6, 3), [typed(0.9, 6)], (0.0, 0.0)),
    ],
)
def test_only_what_is_more_than_usual_counts(now: Typing, before: list[Typing], beyond: tuple[float, float]) -> None:
    assert beyond_habit(now, before) == pytest.approx(beyond)
