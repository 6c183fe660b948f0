"""Ages and extents."""

from __future__ import annotations

from datetime import timedelta

import pytest

from copilot.errors import InvalidInput
from copilot.store.retention import Extent, read_age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("12h", timedelta(hours=12)),
        ("30d", timedelta(days=30)),
        (" 6W ", timedelta(weeks=6)),
        ("2y", timedelta(days=730)),
    ],
)
def test_reads_an_age(text: str, age: timedelta) -> None:
    assert read_age(text) == age


@pytest.mark.parametrize("text", ["", "30", "d", "0d", "-1d", "1.5d", "30 d", "30m", "30days", "999999d", "٣d"])
def test_refuses_what_is_no_age(text: str) -> None:
    with pytest.raises(InvalidInput, match="such as 12h"):
        read_age(text)


def test_extents_add_up() -> None:
    one = Extent(conversations=1, messages=2, suggestions=3, feedback=4)

    assert (one + one).rows == 20
    assert Extent().rows == 0
    assert one + Extent() == one
