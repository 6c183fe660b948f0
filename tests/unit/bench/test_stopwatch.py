from __future__ import annotations

from collections.abc import Iterator

import pytest
import regex

from copilot.privacy.clues import Clues, Needs, clues_of
from copilot.privacy.findings import Finding
from tests.bench.stopwatch import Stopwatch, WatchedRecogniser
from tests.bench.yardstick import MEANT_MS, slower, work, yardstick


class Finder:
    name = "finder"
    kinds = ("X",)
    needs = Needs(pattern=regex.compile("x"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        yield Finding("X", 0, 1, 1.0)


def clues(text: str) -> Clues:
    return clues_of(text, 1.0)


def test_times_add_up() -> None:
    watch = Stopwatch()

    for _ in range(3):
        with watch:
            work()

    assert watch.times == 3
    assert watch.cpu > 0


def test_what_raises_counts_too() -> None:
    watch = Stopwatch()

    with pytest.raises(TimeoutError), watch:
        raise TimeoutError

    assert watch.times == 1


@pytest.mark.parametrize(("text", "expected"), [("x", [Finding("X", 0, 1, 1.0)]), ("y", [])])
def test_a_watched_recogniser_finds_what_it_would_find_unwatched(text: str, expected: list[Finding]) -> None:
    watched = WatchedRecogniser(Finder())

    assert list(watched.find(clues(text))) == expected
    assert watched.watch.times == 1


def test_the_yardstick_is_the_same_work_each_time() -> None:
    assert work() == work() > 0
    assert yardstick(1) > 0


def test_the_machine_meant_is_as_slow_as_itself() -> None:
    assert slower(MEANT_MS) == 1.0
    assert slower(MEANT_MS * 3) == pytest.approx(3.0)
