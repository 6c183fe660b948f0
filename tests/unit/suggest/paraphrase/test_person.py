"""The shift of person."""

from __future__ import annotations

import pytest

from copilot.suggest.paraphrase.person import is_shifted, shifted
from copilot.suggest.paraphrase.tokens import joined, tokens


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I am here", "you are here"),
        ("I'm not sure", "you're not sure"),
        ("I was told that I've won", "you were told that you've won"),
        ("I wasn't there", "you weren't there"),
        ("I called and was told to wait", "you called and were told to wait"),
        ("it was my fault", "it was your fault"),
        ("the receipt is mine, I bought it myself", "the receipt is yours, you bought it yourself"),
        ("we paid for our room", "you paid for your room"),
        ("my wife and I are here", "you and your wife are here"),
        ("you sent me the wrong one", "we sent you the wrong one"),
        ("I paid you last week", "you paid us last week"),
        ("the subscription you sold us", "the subscription we sold you"),
        ("I ordered it from you", "you ordered it from us"),
        ("I think you lost it", "you think we lost it"),
        ("your driver told me you're closed", "our driver told you we're closed"),
        ("it hums when you press it", "it hums when you press it"),
        ("it says you have no credit", "it says you have no credit"),
        ("he says it is his", "he says it is his"),
        ("at 8 am I left", "at 8 am you left"),
        ('it says "I am offline"', 'it says "I am offline"'),
    ],
)
def test_customer_becomes_you_and_company_becomes_we(said: str, told: str) -> None:
    assert joined(shifted(tokens(said))) == told


def test_a_you_that_means_anybody_stays() -> None:
    assert joined(shifted(tokens("you need a receipt"), is_general=True)) == "you need a receipt"


def test_what_is_left_of_the_first_person_is_seen() -> None:
    assert not is_shifted(tokens("it is my lamp"))
    assert is_shifted(shifted(tokens("it is my lamp")))
    assert is_shifted(tokens('it says "my lamp"'))
