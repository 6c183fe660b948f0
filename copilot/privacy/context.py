"""Labels beside a number: which word says what it is, and which says that it is no personal data."""

from __future__ import annotations

import regex
from regex import Pattern

from copilot.privacy.clues import Clues

_REACH = 50
_NOUN = r"(?:\W{0,2}(?:number|numbers|no|nr|num|id|code|label|details?|digits?)\b)*"

_ABBREVIATED = r"(?:(?<=\b(?:no|nr|num|idnr|tel|mob|ph|ref|acc))\.)?"

# What a business numbers: these stay, since an operator works with them.
_BUSINESS = (
    "orders?|ordered|tracking|tracked|parcels?|packages?|shipments?|shipping|deliver(?:y|ies)|consignment|courier|rma|returns?"
    "|tickets?|cases?|references?|ref|serials?|s/n|sn|model|sku|parts?|products?|items?|articles?|invoices?|receipts?|bookings?"
    "|reservation|confirmation|transactions?|vouchers?|coupons?|promo|discount|errors?|faults?|versions?|firmware|fw|build"
    "|release|imei|barcodes?|ean|upc|isbn|batch|lot|flight|room|policy|claim|quote|price|total|amount|qty|quantity"
    "|cancel|where is|where's|wheres|status|track"
    "|bestellung|bestellnummer|auftrag|sendungsnummer|sendung|commande|pedido|ordine|bestelling"
)
# Kinds that may be asked for with an order number and leave no doubt which of the numbers in the answer is which.
_ASKED_BESIDE_ORDERS = frozenset({"ORDER_NUMBER", "PERSON", "EMAIL_ADDRESS", "STREET_ADDRESS", "ZIP_CODE", "USER_NAME"})
# What people put between a label and its value: `my account number should be …`.
FILLER = (
    r"(?:[\s:=#'\"(,\-]{1,3}(?:is|was|are|am|be|should|would|will|has|have|as|to|that|which|associated|with|on|in|for|at|the"
    r"|my|your|our|it's|its|it|i|here|this|number|no\.?|nr|num|code|day|date|now|following|follows|es|est|ist|lautet|jest)\b){0,6}+"
    r"[\s:=#'\"(.,\-]{0,4}+"
)
_BREAK = regex.compile(r"[!?;\n\0]|[.,]\s")
BUSINESS_LABEL = regex.compile(rf"\b(?:{_BUSINESS})\b{_NOUN}{_ABBREVIATED}")


def label(words: str) -> Pattern[str]:
    """A pattern for labels: alternatives in lower case without accents; `number`, `no`, `id` … may follow each."""
    return regex.compile(rf"\b(?:{words})\b{_NOUN}{_ABBREVIATED}")


def is_announced(clues: Clues, start: int, labels: Pattern[str]) -> bool:
    """True if the nearest label before the position in its clause is one of `labels`."""
    before = _label_end(clues, start, labels)
    return before >= 0 and before > _label_end(clues, start, BUSINESS_LABEL)


def is_labelled(clues: Clues, start: int, end: int, labels: Pattern[str]) -> bool:
    """True if the nearest label before the span in its clause is one of `labels`, or one follows right behind it."""
    return is_announced(clues, start, labels) or _label_follows(clues, end, labels)


def is_business(clues: Clues, start: int, end: int) -> bool:
    """True if a word beside the span, or the question before, says that it is an order, a ticket or the like."""
    if "ORDER_NUMBER" in clues.asked and clues.asked <= _ASKED_BESIDE_ORDERS:
        return True
    return _label_end(clues, start, BUSINESS_LABEL) >= 0 or _label_follows(clues, end, BUSINESS_LABEL)


def _label_end(clues: Clues, start: int, labels: Pattern[str]) -> int:
    """Where the nearest label before `start` ends; -1 if there is none in the same clause."""
    nearest = clues.labels(labels).before(start, _REACH)
    return -1 if nearest < 0 or _BREAK.search(clues.lowered, nearest, start) else nearest


_COPULA = regex.compile(r"[^\S\n]*(?:[(\[=:,/-]|is|was|as)?[^\S\n]*")
_DETERMINER = regex.compile(r"(?:(?:my|the|our|a|an|his|her)[^\S\n]+)?")


def _label_follows(clues: Clues, end: int, labels: Pattern[str]) -> bool:
    """True for `… is my number`, whether or not the label has the `my` in it."""
    found = clues.labels(labels)
    copula = _COPULA.match(clues.lowered, end, timeout=clues.timeout_seconds) if found.starts else None
    if copula is None:
        return False
    determiner = _DETERMINER.match(clues.lowered, copula.end(), timeout=clues.timeout_seconds)
    return found.begins_at(copula.end()) or (determiner is not None and found.begins_at(determiner.end()))
