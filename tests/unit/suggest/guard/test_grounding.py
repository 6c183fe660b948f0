"""Does a passage support a sentence?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from copilot.encoding.reading import Matrix
from copilot.suggest.guard.claims.lexicon import is_courtesy
from copilot.suggest.guard.grounding import Grounding, supported
from tests.examples import a_passage

RETURNS = (
    "You can return a lamp within 30 days of delivery if you have changed your mind. The label is free in Malta and "
    "costs €4.50 in Norway.\n\n1. Open shop.example/returns.\n2. Select the lamp.\n3. Print the label.\n\n"
    "Hand the parcel to the carrier within 14 days. Batteries must not be posted. Only unopened filters can be "
    "returned. A bank transfer is booked within 2–3 working days after the inspection."
)
TABLE = "You paid with | The refund is there\nVisa | 5–7 working days\nPayPal | 1–2 working days\nGift card | at once"


def place(claim: str, *texts: str) -> Grounding:
    found = supported(
        claim, [a_passage(text, f"returns#{number}") for number, text in enumerate(texts or (RETURNS, TABLE))]
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "If you've changed your mind, a lamp can be returned within thirty days of delivery.",
            "You can return a lamp",
        ),
        ("Sure, batteries can't be posted.", "Batteries must not be posted."),
        ("Batteries are not to be posted, happy to help!", "Batteries must not be posted."),
        ("In Norway the label costs 4.50 euros.", "The label is free in Malta"),
        ("Open shop.example/returns, select the lamp and print the label.", "1. Open shop.example/returns."),
        ("Please hand the parcel to the courier within two weeks.", "Hand the parcel to the carrier"),
        ("PayPal refunds are there in one to two working days.", "PayPal | 1–2 working days"),
        ("Filters can only be returned unopened.", "Only unopened filters"),
        ("A bank transfer takes up to 3 business days after the inspection.", "A bank transfer is booked"),
    ],
)
def test_an_honest_rewording_is_traced_to_where_it_comes_from(claim: str, source: str) -> None:
    found = place(claim)

    text = (RETURNS, TABLE)[int(found.passage_id.rpartition("#")[2])]
    assert found.reasons == ()
    assert text[found.start : found.end].startswith(source)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("You can return a lamp within 60 days of delivery if you have changed your mind.", "number"),
        ("Hand the parcel to the carrier within 30 days.", "number"),
        ("Hand the parcel to the carrier within at least 14 days.", "number"),
        ("A bank transfer is booked within 2–3 days after the inspection.", "number"),
        ("PayPal refunds are there in 5–7 working days.", "number"),
        ("The label costs €5.40 in Norway.", "amount"),
        ("The label costs £4.50 in Norway.", "amount"),
        ("Hand the parcel to the carrier by Friday.", "date"),
        ("Hand the parcel to the carrier by 14 March.", "date"),
        ("Open shop.example/refunds.", "link"),
        ("Open shop.example.evil.example/returns.", "link"),
        ("The label is free in Portugal.", "name"),
        ("Select the Lumina X2 and print the label.", "name"),
        ("Batteries must be posted.", "negation"),
        ("Batteries may always be posted.", "negation"),
        ("A bank transfer is booked before the inspection.", "negation"),
        (
            "We guarantee that you can return a lamp within 30 days of delivery if you have changed your mind.",
            "promise",
        ),
        ("I'll book the bank transfer today.", "promise"),
        ("You can return a lamp within 30 days of delivery.", "condition"),
        ("Filters can be returned.", "condition"),
        ("You can print the label if your account is verified.", "condition"),
        ("Print the label and then select the lamp.", "order"),
        ("Our showroom is next to the old harbour.", "little_in_common"),
    ],
)
def test_what_goes_against_a_passage_or_beyond_it_is_told_with_its_reason(claim: str, reason: str) -> None:
    found = place(claim)

    assert not found.is_supported
    assert reason in found.reasons


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The fee is 1000 euros.", "The fee is €1,000."),
        ("It takes 24 hours.", "It takes one to two hours, or 24 hrs at night."),
        ("We are open from 9 am to 5:30 pm.", "We are open 09:00–17:30."),
        ("The sale ends on January 31st.", "The sale ends on 31 January."),
        ("It needs 2.4 GHz Wi-Fi.", "It needs a Wi-Fi with 2.4 GHz."),
        ("Children under 5 travel for free.", "Children under five travel at no charge."),
        ("The room is between 4 and 6 m wide.", "The room is 4–6 metres wide."),
    ],
)
def test_quantities_are_the_same_however_they_are_written(claim: str, text: str) -> None:
    assert not {"number", "amount", "date"} & set(place(claim, text).reasons)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Pets are not allowed.", "We do not allow pets."),
        ("Smoking is prohibited here.", "Smoking is not allowed here."),
        ("You don't need a receipt.", "No receipt is needed."),
        ("The garage is closed on holidays.", "On holidays the garage is not open."),
    ],
)
def test_a_denial_in_other_words_agrees(claim: str, text: str) -> None:
    assert "negation" not in place(claim, text).reasons


def test_a_fact_weighs_more_than_any_closeness() -> None:
    def the_same_vector(texts: Sequence[str]) -> Matrix:
        return np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(texts), 1))

    found = supported("Batteries must be posted.", [a_passage(RETURNS)], the_same_vector)

    assert found is not None
    assert found.probability > 0.5
    assert found.reasons == ("negation",)


def test_closeness_in_meaning_makes_support_likelier() -> None:
    claim = "You are able to hand lamps in at any carrier."
    near, far = (
        supported(claim, [a_passage(RETURNS)], lambda texts, like=like: _turned(len(texts), like))
        for like in (0.9, 0.1)
    )

    assert near is not None
    assert far is not None
    assert near.probability > far.probability


def _turned(count: int, cosine: float) -> Matrix:
    """The claim's vector, and others at this cosine to it."""
    others = np.array([cosine, (1 - cosine**2) ** 0.5], dtype=np.float32)
    return np.vstack([np.array([1.0, 0.0], dtype=np.float32), np.tile(others, (count - 1, 1))])


def test_a_name_of_the_title_may_be_said() -> None:
    passage = a_passage("The light blinks blue.", title="Set up the Beam S1")
    other = supported("The light of the Mesh M2 blinks blue.", [passage])
    same = supported("The light of the Beam S1 blinks blue.", [passage])

    assert same is not None
    assert other is not None
    assert "name" not in same.reasons
    assert "name" in other.reasons


def test_a_sentence_may_rest_on_two_neighbours_but_on_no_two_rows() -> None:
    merged = place("Hand the parcel to the carrier within 14 days, and don't post batteries.")
    rows = place("Visa and PayPal refunds are there in 5–7 working days.")

    assert RETURNS[merged.start : merged.end].count(".") == 2
    assert "number" in rows.reasons or "\n" not in TABLE[rows.start : rows.end]


@pytest.mark.parametrize("claim", ["Happy to help!", "I'm so sorry about that.", "Thanks for your patience."])
def test_a_courtesy_claims_nothing(claim: str) -> None:
    assert is_courtesy(claim)


@pytest.mark.parametrize(
    "claim", ["Yes.", "No!", "Happy to refund you 20 euros.", "Sorry, the label is not free.", "…"]
)
def test_an_answer_or_a_fact_is_no_courtesy(claim: str) -> None:
    assert not is_courtesy(claim)


def test_nothing_supports_a_sentence_where_there_is_no_text() -> None:
    assert supported("The label is free.", []) is None
    assert supported("The label is free.", [a_passage("")]) is None
