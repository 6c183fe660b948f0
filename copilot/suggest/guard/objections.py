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
INTERNAL: Final = Rule(
    name="internal_content",
    severity="block",
    message="This is in an internal article only: customers must not be told.",
)
UNSUPPORTED: Final = Rule(
    name="unsupported_fact",
    severity="warn",
    message="No public article and no message of this conversation says so: check the number, date, link or promise.",
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

FORBIDDEN: Final = Rule(
    name="forbidden_promise",
    severity="block",
    message="This promises what the brand does not promise: say what happens next and by when instead.",
)
AVOIDED: Final = Rule(
    name="avoided_word",
    severity="warn",
    message="The brand does not use these words: say it in other ones, or leave them out.",
)
_PREFERRED: Final = Rule(name="preferred_word", severity="warn", message="The brand has another word for it: {word}.")

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

_BLOCKING: Final = frozenset(
    rule.name for rule in (*_ASKED.values(), *TOLD.values(), FORBIDDEN, INTERNAL) if rule.severity == "block"
)
_ANY_SECURE_WAY: Final = "your secure payment form"


def asked(text: str, brand: Brand) -> Iterator[Objection]:
    """An objection to each thing that a customer must not, or had better not, be asked to write."""
    for request in requests_in(text):
        rule = _ASKED.get(request.kind)
        if rule is not None:
            yield objection(rule, request.start, request.end, brand)


def worded(text: str, brand: Brand) -> Iterator[Objection]:
    """An objection to each promise that must not be made, to each word that is avoided or has a preferred one."""
    yield from (objection(FORBIDDEN, *match.span(), brand) for match in brand.forbidden.finditer(text))
    yield from (objection(AVOIDED, *match.span(), brand) for match in brand.avoided.finditer(text))
    for match in brand.replaced.finditer(text):
        word = brand.preferred(match.group())
        if word != match.group():
            yield Objection(
                rule=_PREFERRED.name,
                message=_PREFERRED.message.replace("{word}", word),
                start=match.start(),
                end=match.end(),
            )


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
