"""What a short text says word by word."""

from __future__ import annotations

import pytest

from copilot.suggest.procedures.branching.phrases import Phrases
from copilot.suggest.procedures.branching.stems import denial, stem, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [("works", "worked"), ("charging", "charge"), ("E-21", "e21"), ("Blinking", "blinks"), ("plugged", "plug")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one.lower()) == stem(other.lower())


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("it's not red, it's white", {"¬red", "whit"}),
        ("the light isn’t green but blue", {"light", "¬green", "blu"}),
        ("no luck", {"¬luck"}),
        ("nothing at all", {"nothing", "¬all"}),
        ("H 05", {"h05"}),
        ("", set()),
    ],
)
def test_a_negation_reaches_to_the_end_of_its_clause(text: str, stems: set[str]) -> None:
    assert wording(text).stems == stems


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ("yes", "yes"),
        ("Oh yes, it does", "yes"),
        ("that did the trick", "yes"),
        ("it works now", "yes"),
        ("nope, stays dark", "no"),
        ("it did not work", "no"),
        ("it didn't help at all", "no"),
        ("still the same", "no"),
        ("I asked. they don't have it", "no"),
        ("no idea", None),
        ("red", None),
        ("it has a light", None),
        ("yes. no", None),
    ],
)
def test_agreement_and_refusal_success_and_failure(text: str, gist: str | None) -> None:
    assert wording(text).gist == gist


def test_phrases_are_found_by_their_share_and_lose_by_denial() -> None:
    phrases = Phrases([frozenset({"red", "light"}), frozenset({denial("light")}), frozenset()])

    assert phrases.found({"red", "lamp"}).tolist() == [0.5, 0, 0]
    assert phrases.agreed({"red", "light"}).tolist() == [1, -0.75, 0]
