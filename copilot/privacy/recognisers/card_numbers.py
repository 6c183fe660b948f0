"""Which digits are the number of a payment card: issuer ranges and the check digit."""

from __future__ import annotations

import regex

from copilot.privacy.context import label

LENGTHS = range(13, 20)
_DOUBLED = str.maketrans("0123456789", "0246813579")  # twice the digit, minus nine if there are two

# ISO/IEC 7812 issuer ranges: Visa, Mastercard, American Express, Diners; Discover, UnionPay, RuPay, JCB, Mir and Troy.
BRANDED = regex.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"
    r"|3[47]\d{13}"
    r"|3(?:0[0-5]|6\d)\d{11}|3095\d{10}"
    r"|(?:6011|64[4-9]\d|65\d\d|62\d\d|8[12]\d\d|35(?:2[89]|[3-8]\d)|220[0-4]|9792)\d{12,15}"
)
# Maestro's usual ranges, then ranges so wide that a tenth of all long numbers would pass; JCB's and UATP's 15 digits.
WIDE = regex.compile(
    r"(?:50(?:18|19|20|38)|5[68]\d\d|6(?:304|39\d|759|76[1-7]))\d{9,15}|(?:5[0678]|6\d)(?:\d{14}|\d{17})"
    r"|3[689]\d{12,17}|3(?:0[0-5]\d|095)\d{12}|(?:1\d{3}|2131)\d{11}"
)

CARD_LABEL = label(
    "cards?|visa|master ?cards?|amex|american express|maestro|discover|diners|jcb|union ?pay|debit|credit|cc|pan"
    "|karte|kreditkarte|carte|tarjeta|carta|kaart"
    "|(?:paid|pay|paying|charge|charged|payment) (?:with|by|using|to|on|from)"
)


def luhn(digits: str) -> bool:
    """True if the check digit is right (ISO/IEC 7812-1, annex B)."""
    return sum(map(int, digits[-1::-2] + digits[-2::-2].translate(_DOUBLED))) % 10 == 0


def is_branded(digits: str) -> bool:
    """True if a known issuer gives out such numbers and the check digit is right."""
    return BRANDED.fullmatch(digits) is not None and len(set(digits)) > 1 and luhn(digits)
