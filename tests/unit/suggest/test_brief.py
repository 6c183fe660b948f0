"""The tone of a draft."""

from __future__ import annotations

import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.brief import wished_tone
from copilot.suggest.voice import Voice
from copilot.types import Channel, Length, Tone, ToneWish, Writing

BRAND = Brand(voice=Voice(formality="formal", warmth="cool", length="long"))
FOLLOWING = Brand(
    voice=Voice(
        formality="formal",
        warmth="cool",
        length="long",
        formalities=("casual", "neutral"),
        warmths=("warm",),
        lengths=("short",),
    )
)
CASUAL = Writing(formality="casual", warmth="warm", length="short")


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
    assert wished_tone(BRAND, wish, CASUAL) == tone


def test_a_draft_follows_how_the_customer_writes_where_the_brand_lets_it() -> None:
    assert wished_tone(FOLLOWING, None, CASUAL) == Tone(formality="casual", warmth="warm", length="short")


def test_a_customer_who_writes_as_the_brand_never_does_is_answered_in_its_own_tone() -> None:
    writing = Writing(formality="formal", warmth="neutral", length="medium")

    assert wished_tone(FOLLOWING, None, writing) == Tone(formality="formal", warmth="cool", length="long")


def test_the_wish_wins_over_how_the_customer_writes() -> None:
    tone = wished_tone(FOLLOWING, ToneWish(formality="formal"), CASUAL)

    assert tone == Tone(formality="formal", warmth="warm", length="short")


@pytest.mark.parametrize(
    ("channel", "wish", "length"),
    [
        ("chat", None, "long"),
        ("email", None, "medium"),
        ("social", None, "short"),
        ("social", "long", "long"),
        ("email", "short", "short"),
    ],
)
def test_a_channel_keeps_its_own_length_unless_the_operator_wishes_another(
    channel: Channel, wish: Length | None, length: Length
) -> None:
    assert wished_tone(BRAND, ToneWish(length=wish), CASUAL, channel).length == length
    assert wished_tone(FOLLOWING, ToneWish(length=wish), CASUAL, channel).length == (
        "short" if channel == "chat" else length
    )
