"""Clauses restated one by one."""

from __future__ import annotations

import pytest

from copilot.suggest.paraphrase.clauses import clauses
from copilot.suggest.paraphrase.wording import worded


def restated(text: str) -> list[str | None]:
    found = [worded(clause) for clause in clauses(text)]
    return [wording.text if wording else None for wording in found]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Can you tell me where my order is?", "you'd like to know where your order is"),
        ("can you tell me where is my order", "you'd like to know where your order is"),
        ("I was wondering if I can return it", "you'd like to know whether you can return it"),
        ("I was wondering if you could cancel it", "you'd like us to cancel it"),
        ("can you tell me my balance", "you'd like to know your balance"),
        ("Could you cancel my order please?", "you'd like us to cancel your order"),
        ("Would you be so kind as to send me the invoice?", "you'd like us to send you the invoice"),
        ("please send me a new one", "you'd like us to send you a new one"),
        ("Don't ship the second parcel", "you'd like us not to ship the second parcel"),
        ("if it is lost, cancel my order", "you'd like us to cancel your order if it is lost"),
        ("If I return it, will I get a refund?", "you'd like to know whether you will get a refund if you return it"),
        ("how do I reset it", "you'd like to know how to reset it"),
        ("how do you reset it", "you'd like to know how to reset it"),
        ("how do you calculate the fee", "you'd like to know how we calculate the fee"),
        ("can you use it abroad", "you'd like to know whether you can use it abroad"),
        ("do you ship to Norway", "you'd like to know whether we ship to Norway"),
        ("You ship to Norway, right?", "you'd like to know whether we ship to Norway"),
        ("What if I am late?", "you'd like to know what happens if you are late"),
        ("can I speak to a manager", "you'd like to speak to a manager"),
        ("by when do I have to pay", "you'd like to know by when you have to pay"),
        ("I would like to know the price", "you'd like to know the price"),
    ],
)
def test_questions_and_requests_are_introduced(said: str, told: str) -> None:
    assert restated(said) == [told]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("need a refund", "you need a refund"),
        ("still waiting for it", "you're still waiting for it"),
        ("never received it", "you never received it"),
        ("been charged twice", "you've been charged twice"),
        ("won't turn on", "it won't turn on"),
        ("no internet since Monday", "there's no internet since Monday"),
        ("did not receive the mail", "you did not receive the mail"),
        ("refund status?", "you're asking about refund status"),
        ("lost card", "you lost card"),
        ("wrong size", "you're writing about wrong size"),
        ("for the 8pm show", "for the 8pm show"),
    ],
)
def test_what_was_left_out_is_put_in(said: str, told: str) -> None:
    assert restated(said) == [told]


@pytest.mark.parametrize("risky", ["when my card expires", "why hasn't the one I sent him arrive", "is my ("])
def test_what_cannot_be_said_safely_is_not_said(risky: str) -> None:
    told = restated(risky)

    assert all(text is None or text.startswith(("when your card", "you")) for text in told)
