"""Security codes and expiry dates of cards where a word says that they are such."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from regex import Match

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, STRONG, Finding, found

_FILLER = (
    r"(?:[\s:=#'\"(\-]+(?:is|was|are|of|for|on|my|the|this|that|a|card|visa|mastercard|amex|number|no|code|back"
    r"|its|it's)\b)"
)
_CODE_LABEL = (
    r"(?:cvv2?|cvc2?|cvn2?|cv2|csc|card verification(?: value| code| number)?|card security code|security code"
    r"|(?<!last )(?<!final )(?:3|three|4|four)[\s-]digits?(?: security)?(?: code| number)?"
    r"|(?:code|number|digits) on the (?:back|front|reverse))"
)
_CODE_AFTER = regex.compile(rf"\b{_CODE_LABEL}\b{_FILLER}{{0,7}}+[\s:=#'\"(\-]{{0,4}}(\d{{3,4}})(?![\d/.-]*\d)")
_CODE_BEFORE = regex.compile(rf"(?<![\d/.\-])(\d{{3,4}})\)?\s+(?:is|was|=|as|for)\s+(?:my|the|its)?\s*{_CODE_LABEL}\b")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE = (
    rf"(?P<date>(?:(?:0?[1-9]|1[0-2])\s?[/.\-\s]\s?|{_MONTH}[\s/.,-]{{1,3}})(?:20)?[2-4]\d|(?:0[1-9]|1[0-2])[2-4]\d)"
    r"(?![\d/.-]*\d)"
)
_EXPIRY_LABEL = (
    r"(?:exp(?:\.|iry|ires?|iring|iration|d)?(?:[\s-]date)?|valid (?:thru|through|until|till|to)|good thr(?:u|ough))"
)
_EXPIRY = regex.compile(
    rf"\b(?P<label>{_EXPIRY_LABEL})(?!\w){_FILLER}{{0,7}}+(?:\s(?:in|at))?[\s:=#.(\-]{{0,4}}{_DATE}"
)
_CARD = regex.compile(
    r"\b(?:cards?|visa|master ?card|amex|american express|maestro|cvv2?|cvc2?|cv2|debit|credit|karte|carte|tarjeta)\b"
    r"|\d{4}[\s.-]?\d{4}[\s.-]?\d{4}"
)
_OTHER = regex.compile(
    r"\b(?:subscription|membership|plan|warranty|guarantee|voucher|coupon|promo\w*|offer|discount|code|licen[cs]e"
    r"|passport|visa application|contract|insurance|policy|trial|certificate|token|link|medicine|food|milk"
    r"|batter(?:y|ies)|gift ?cards?|points)\b"
)
_REACH = 80


class CardDetailRecogniser:
    """`cvv 123`, `the code on the back is 123`, `exp 12/26`."""

    name = "card_details"
    kinds = ("CVV", "CARD_EXPIRY")
    needs = Needs(
        digits=2,
        any_of=("cv", "csc", "verification", "digit", "security", "on the", "exp", "valid", "good thr"),
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Codes of three or four digits and months with a year; expiry dates only where a card is spoken of."""
        for pattern in (_CODE_AFTER, _CODE_BEFORE):
            for match in clues.scan(pattern):
                yield found("CVV", match.span(1), STRONG)
        for match in clues.scan(_EXPIRY):
            if _is_about_a_card(clues, match):
                yield found("CARD_EXPIRY", match.span("date"), LABELLED)


def _is_about_a_card(clues: Clues, expiry: Match[str]) -> bool:
    """True if a card is spoken of nearby, and nearer before the date than anything else that expires.

    `exp` by itself is what stands on cards, and needs no more than that nothing else is spoken of.
    """
    card = clues.labels(_CARD).before(expiry.start(), _REACH)
    other = clues.labels(_OTHER).before(expiry.start(), _REACH)
    if card >= 0 or other >= 0:
        return card > other
    is_short = expiry["label"].startswith("exp") and "expir" not in expiry["label"]
    return is_short or clues.labels(_CARD).is_within(expiry.end(), _REACH)
