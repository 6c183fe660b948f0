"""Claims that are made for fitting grounding."""

from __future__ import annotations

from random import Random

import pytest

from tests.examples import a_passage
from training.fit_grounding import NAMES, fitted, seen
from training.grounding_pairs import CLAUSE, GOLD, NAME, NEGATION, NUMBER, OTHER, Pair, claims_of, spoilt_claims

OTHERS = [a_passage("Breakfast is served until noon.")]


def spoilt(claim: str, name: str | None = "Blue Inn") -> dict[str, str]:
    return dict(spoilt_claims(claim, name, ["Blue Inn", "Red Lion"], OTHERS, Random(1)))  # noqa: S311 - which word is spoilt, not a secret


def test_only_sentences_that_claim_something_are_taken_from_a_reply() -> None:
    reply = "Sure! Pets are welcome at the Blue Inn. Is there anything else I can help you with? Happy to help!"

    assert list(claims_of(reply)) == ["Pets are welcome at the Blue Inn."]


@pytest.mark.parametrize(
    ("claim", "flipped"),
    [
        ("Pets are welcome.", "Pets are not welcome."),
        ("You can't park here.", "You can park here."),
        ("No, they do not deliver.", "No, they do deliver."),
        ("There is no lift.", "There is lift."),
    ],
)
def test_a_negation_is_put_in_or_taken_out(claim: str, flipped: str) -> None:
    assert spoilt(claim)[NEGATION] == flipped


def test_every_other_corruption_changes_just_one_thing() -> None:
    found = spoilt("The Blue Inn has 12 rooms.")

    assert found[NAME] == "The Red Lion has 12 rooms."
    assert found[NUMBER] != "The Blue Inn has 12 rooms."
    assert found[NUMBER].startswith("The Blue Inn has ")
    assert found[CLAUSE] == "The Blue Inn has 12 rooms, and breakfast is served until noon."


def test_what_cannot_be_spoilt_is_left_out() -> None:
    assert set(spoilt("Pets welcome here.", name=None)) == {CLAUSE}


def test_the_fitted_model_tells_its_own_snippet_from_another() -> None:
    texts = [
        "Dogs are welcome.",
        "The garage closes early.",
        "Towels are in the cupboard.",
        "Wine is served downstairs.",
    ]
    passages = [a_passage(text, f"inn#{number}") for number, text in enumerate(texts)]
    pairs = [
        Pair(claim=claim, passage=passage, kind=GOLD if claim == passage.text else OTHER, source="inn#0")
        for claim in texts
        for passage in passages
    ]

    model = fitted([seen(pair, None) for pair in pairs], NAMES)

    assert set(model.weights) == set(NAMES)
    assert model.weights["missing"] < 0 < model.weights["words"]
    assert 0 < model.threshold < 1
