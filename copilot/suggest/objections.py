"""What is wrong with a text for a customer: which rule it breaks, where, and what may be written instead (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from copilot.privacy.asking import requests_in
from copilot.suggest.brand import Brand

Severity = Literal["warn", "block"]


class Objection(Struct, frozen=True, kw_only=True):
    """A rule that is broken by the code points [start, end); `message` says so and never quotes the text."""

    rule: str
    message: str
    start: int
    end: int


class Rule(Struct, frozen=True, kw_only=True):
    """`{secure}` in the message is where this brand takes payments."""

    name: str
    severity: Severity
    message: str


_CARD: Final = Rule(
    name="asks_for_card_number",
    severity="block",
    message="A full card number must not be asked for in chat: ask for the last four digits, or point to {secure}.",
)
_SECURITY_CODE: Final = Rule(
    name="asks_for_security_code",
    severity="block",
    message="The card's security code must never be asked for: the customer may enter it only at {secure}.",
)
_PASSWORD: Final = Rule(
    name="asks_for_password",
    severity="block",
    message="Nobody needs a customer's password: send a link to reset it, or ask for the e-mail address or user name.",
)
_PIN: Final = Rule(
    name="asks_for_pin",
    severity="block",
    message="A PIN stays with the customer: verify them in another way, such as by their postcode or order number.",
)
_ONE_TIME_CODE: Final = Rule(
    name="asks_for_one_time_code",
    severity="block",
    message="A one-time code is for the customer alone: ask them to enter it on the sign-in page, not to tell it.",
)
_API_KEY: Final = Rule(
    name="asks_for_api_key",
    severity="block",
    message="A key gives access to everything behind it: ask for its name or its last four characters instead.",
)
_IDENTITY: Final = Rule(
    name="asks_for_identity_number",
    severity="block",
    message="A full identity number must not be asked for in chat: the last four digits, or your secure form, will do.",
)
_BANK: Final = Rule(
    name="asks_for_bank_account",
    severity="warn",
    message="Bank details are better not written in chat: refund the way it was paid, or point to {secure}.",
)
_EXPIRY: Final = Rule(
    name="asks_for_card_expiry",
    severity="warn",
    message="An expiry date is payment data: the last four digits tell cards apart, and to pay there is {secure}.",
)
CARD_TOLD: Final = Rule(
    name="contains_card_number",
    severity="block",
    message="There is a full card number in it: write only the last four digits.",
)
SECRET_TOLD: Final = Rule(
    name="contains_secret",
    severity="block",
    message="There is a password, code or key in it: leave it out, and say where the customer can see or reset it.",
)

_ASKED: Final = {
    "CREDIT_CARD": _CARD,
    "CVV": _SECURITY_CODE,
    "PASSWORD": _PASSWORD,
    "PIN": _PIN,
    "ONE_TIME_CODE": _ONE_TIME_CODE,
    "API_KEY": _API_KEY,
    **dict.fromkeys(("US_SSN", "UK_NINO", "UK_NHS", "PASSPORT", "DRIVER_LICENSE", "NATIONAL_ID"), _IDENTITY),
    **dict.fromkeys(("IBAN_CODE", "BANK_ACCOUNT", "SORT_CODE", "ABA_ROUTING_NUMBER"), _BANK),
    "CARD_EXPIRY": _EXPIRY,
}
TOLD: Final = {
    "CREDIT_CARD": CARD_TOLD,
    **dict.fromkeys(("CVV", "PASSWORD", "PIN", "ONE_TIME_CODE", "API_KEY"), SECRET_TOLD),
}
"""Kinds of data that no message to a customer tells → the rule that says so."""

_BLOCKING: Final = frozenset(rule.name for rule in (*_ASKED.values(), *TOLD.values()) if rule.severity == "block")
_ANY_SECURE_WAY: Final = "your secure payment form"


def asked(text: str, brand: Brand) -> Iterator[Objection]:
    """An objection to each thing that a customer must not, or had better not, be asked to write."""
    for request in requests_in(text):
        rule = _ASKED.get(request.kind)
        if rule is not None:
            yield objection(rule, request.start, request.end, brand)


def rule_of(kind: str) -> Rule | None:
    """The rule about asking for a kind of data; None if it may be asked for."""
    return _ASKED.get(kind)


def objection(rule: Rule, start: int, end: int, brand: Brand) -> Objection:
    """The rule, broken at [start, end), in this brand's words."""
    secure = brand.secure_payment.url or _ANY_SECURE_WAY
    return Objection(rule=rule.name, message=rule.message.replace("{secure}", secure), start=start, end=end)


def blocks(found: Objection) -> bool:
    """True if the text must not be sent as it is."""
    return found.rule in _BLOCKING
