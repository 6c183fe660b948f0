"""The `{{slots}}` of canned replies, filled with what the conversation and other systems say for sure (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from copilot.privacy.placeholders import PLACEHOLDER, kind_of
from copilot.privacy.vault import SECRET_KINDS
from copilot.suggest.request import ContextFact, Conversation

SLOT: Final = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_ORDER_NUMBER: Final = re.compile(r"\b[A-Z]{2,4}-\d{6,10}\b")
_SERIAL_NUMBER: Final = re.compile(
    r"\b(?:serial(?: (?:number|no\.?))?|s/n)(?: is)?\s*[:#]?\s*((?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{5,29})\b",
    re.IGNORECASE,
)
_KINDS: Final = {
    "EMAIL_ADDRESS": ("email", "email_address", "customer_email"),
    "PHONE_NUMBER": ("phone", "phone_number", "customer_phone"),
    "STREET_ADDRESS": ("address", "street_address"),
    "ZIP_CODE": ("postcode", "zip_code"),
}
"""Kinds of placeholders → the slots that they fill."""
_NO_NAME: Final = re.compile(r"[\W_]+")


class Filled(Struct, frozen=True, kw_only=True):
    """A text with the slots filled that could be; `missing` are the others, each once, in text order."""

    text: str
    missing: tuple[str, ...]


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put values into slots, in one pass: a value that looks like a slot stays as it is."""
    slots = dict.fromkeys(SLOT.findall(text))
    return Filled(
        text=SLOT.sub(lambda match: values.get(match.group(1), match.group()), text),
        missing=tuple(slot for slot in slots if slot not in values),
    )


def slot_values(conversation: Conversation) -> dict[str, str]:
    """Values by slot, with placeholders in the place of personal data; what has two values has none.

    A fact of another system fills the slot that its label names, also with the system in front: `delivery_status` and
    `shop_delivery_status` for "delivery status" of the system `shop`.
    """
    found: dict[str, set[str]] = {}
    for slot, value in (*_of_facts(conversation), *_of_messages(conversation)):
        found.setdefault(slot, set()).add(value)
    values = {slot: values.pop() for slot, values in found.items() if len(values) == 1}
    if conversation.customer and conversation.customer.name:
        values["customer_name"] = str(conversation.customer.name)
    return values


def slot_name(label: str) -> str:
    """The slot that a label names: case, blanks, dashes and underscores do not count."""
    return _NO_NAME.sub("_", label.casefold()).strip("_")


def _of_facts(conversation: Conversation) -> Iterator[tuple[str, str]]:
    for fact in conversation.context:
        value = fact.value.strip()
        if value and not _tells_a_secret(fact):
            yield slot_name(fact.label), value
            yield slot_name(f"{fact.source} {fact.label}"), value


def _of_messages(conversation: Conversation) -> Iterator[tuple[str, str]]:
    for message in conversation.messages:
        for number in _ORDER_NUMBER.findall(message.text):
            yield "order_number", number
        if message.author == "customer":
            for number in _SERIAL_NUMBER.findall(message.text):
                yield "serial_number", number.upper()
            for match in PLACEHOLDER.finditer(message.text):
                yield from ((slot, match.group()) for slot in _KINDS.get(kind_of(match), ()))


def _tells_a_secret(fact: ContextFact) -> bool:
    return any(kind_of(match) in SECRET_KINDS for match in PLACEHOLDER.finditer(fact.value))
