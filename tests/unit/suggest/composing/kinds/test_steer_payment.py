"""To a customer who has sent payment or credential data."""

from __future__ import annotations

import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.composing.kinds.steer_payment import steer_payment
from copilot.suggest.guard.guard import guard
from copilot.suggest.voice import SecurePayment
from copilot.types import Tone
from tests.examples import a_brief, a_conversation, an_entity, text_of

WHERE = "Secure links come only from https://pay.example; we never ask for a card number in a message."


@pytest.mark.parametrize(
    ("kinds", "warnings"),
    [
        (("CREDIT_CARD",), ("payment_data",)),
        (("CVV", "CARD_EXPIRY"), ("payment_data",)),
        (("PASSWORD",), ("credential_data",)),
        (("ONE_TIME_CODE", "CREDIT_CARD"), ("payment_data", "credential_data")),
        (("EMAIL_ADDRESS",), None),
        ((), None),
    ],
)
def test_only_who_has_sent_secrets_is_told_where_they_belong(
    kinds: tuple[str, ...], warnings: tuple[str, ...] | None
) -> None:
    conversation = a_conversation("here", entities=tuple(map(an_entity, kinds)))

    found = steer_payment(a_brief(conversation=conversation))

    assert (found.warnings if found else None) == warnings


@pytest.mark.parametrize("formality", ["casual", "neutral", "formal"])
@pytest.mark.parametrize("channel", ["chat", "email", "social"])
def test_the_guard_lets_it_through_in_every_tone_and_channel(formality: str, channel: str) -> None:
    """Long forms, "I do not need them", ask for nothing either."""
    brief = a_brief(
        conversation=a_conversation("4111 <CREDIT_CARD_1>", entities=(an_entity(),)),
        brand=Brand(secure_payment=SecurePayment(url="https://pay.example", explanation=WHERE)),
        tone=Tone(formality=formality),
        channel=channel,
    )

    (found,) = guard([steer_payment(brief)], brief)

    assert found.warnings == ("payment_data",)
    assert "send card details" in text_of(found)
    assert text_of(found).endswith(WHERE)
    assert "CREDIT_CARD" not in text_of(found)
