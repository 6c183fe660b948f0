"""Payment and credential data that a customer has sent: what the operator is warned of."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from copilot.privacy.placeholders import PLACEHOLDER, kind_of
from copilot.privacy.vault import SECRET_KINDS

CARD_KINDS: Final = frozenset({"CREDIT_CARD", "CVV", "CARD_EXPIRY"})
_CREDENTIAL_KINDS: Final = frozenset({"PASSWORD", "PIN", "ONE_TIME_CODE", "API_KEY"})
PAYMENT_DATA: Final = "payment_data"
_CREDENTIAL_DATA: Final = "credential_data"


def secrets_in(kinds: AbstractSet[str]) -> tuple[str, ...]:
    """The warnings for kinds of personal data: `payment_data`, `credential_data`, both or none."""
    payment = (PAYMENT_DATA,) if kinds & CARD_KINDS else ()
    return (*payment, _CREDENTIAL_DATA) if kinds & _CREDENTIAL_KINDS else payment


def holds_secret(text: str) -> bool:
    """True if a redacted text has a placeholder of payment data or of a credential: nobody is to be told it again."""
    return any(kind_of(match) in SECRET_KINDS for match in PLACEHOLDER.finditer(text))
