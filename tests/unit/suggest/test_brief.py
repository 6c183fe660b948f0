"""The tone of a draft."""

from __future__ import annotations

import pytest

from copilot.suggest.brand import Brand, Voice
from copilot.suggest.brief import wished_tone
from copilot.types import Tone, ToneWish

BRAND = Brand(voice=Voice(formality="formal", warmth="cool", length="long"))


@pytest.mark.parametrize(
    ("wish", "tone"),
    [
        (None, Tone(formality="formal", warmth="cool", length="long")),
        (ToneWish(), Tone(formality="formal", warmth="cool", length="long")),
        (ToneWish(warmth="warm"), Tone(formality="formal", warmth="warm", length="long")),
        (ToneWish(formality="casual", warmth="warm", length="short"), Tone(formality="casual", warmth="warm")),
    ],
)
def test_the_wish_wins_where_there_is_one(wish: ToneWish | None, tone: Tone) -> None:
    assert wished_tone(BRAND, wish) == tone
