"""Questions in the order of statements."""

from __future__ import annotations

import pytest

from copilot.suggest.paraphrase.questions import indirect
from copilot.suggest.paraphrase.tokens import joined, tokens
from copilot.suggest.paraphrase.verbs import past, third


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("where is my parcel", "where my parcel is"),
        ("why was I charged", "why I was charged"),
        ("why hasn't my salary arrived yet", "why my salary hasn't arrived yet"),
        ("does it work", "whether it works"),
        ("did it ship on Monday", "whether it shipped on Monday"),
        ("do I need a receipt", "whether I need a receipt"),
        ("why did it not ship", "why it did not ship"),
        ("when will the lamp I ordered arrive", "when the lamp I ordered will arrive"),
        ("how long does delivery take", "how long delivery takes"),
        ("how many cards can I have", "how many cards I can have"),
        ("what is the fee for transfers", "the fee for transfers"),
        ("what is this charge", "what this charge is"),
        ("what is wrong with my card", "what is wrong with my card"),
        ("which cards are accepted", "which cards are accepted"),
        ("who sent this", "who sent this"),
        ("is there a fee", "whether there is a fee"),
        ("is my card active", "whether my card is active"),
        ("is this fee refundable", "whether this fee is refundable"),
        ("are the lamps dimmable", "whether the lamps are dimmable"),
        ("can that payment be reversed", "whether that payment can be reversed"),
        ("does the warranty cover water damage", "whether the warranty covers water damage"),
        ("what's my balance", "my balance"),
    ],
)
def test_subject_comes_before_the_verb(asked: str, told: str) -> None:
    found = indirect(tokens(asked))

    assert found is not None
    assert joined(found) == told


@pytest.mark.parametrize("unclear", ["is", "why", "does", "my parcel is late"])
def test_what_cannot_be_told_is_left_alone(unclear: str) -> None:
    assert indirect(tokens(unclear)) is None


@pytest.mark.parametrize(
    ("base", "simple_past", "third_person"),
    [
        ("ship", "shipped", "ships"),
        ("cancel", "cancelled", "cancels"),
        ("try", "tried", "tries"),
        ("pay", "paid", "pays"),
        ("go", "went", "goes"),
        ("arrive", "arrived", "arrives"),
        ("catch", "caught", "catches"),
        ("offer", "offered", "offers"),
    ],
)
def test_verbs_are_inflected(base: str, simple_past: str, third_person: str) -> None:
    assert (past(base), third(base)) == (simple_past, third_person)
