"""Security codes and expiry dates of cards where a word says that they are such."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from regex import Match

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, STRONG, Finding, found

_FILLER = (
    r"(?:[\s:=#'\"(,\-]+(?:is|was|are|of|for|on|in|my|the|this|that|a|card|visa|mastercard|amex|number|numbers|digits?"
    r"|no|nr"
    r"|code|back|front|strip|signature|reverse|its|it's|it|says|ist|lautet|est|es|e|de|la|le|el|del|meiner|karte|carte"
    r"|tarjeta"
    r"|and|should be|be|would be)(?![^\W_]))"
)
_SIDE = r"(?:(?:on|at|of|from|in) (?:the |my |its )?(?:very )?(?:back|front|reverse|rear|signature strip|strip)|behind)"
CODE_LABEL = (
    r"(?:cvv2?|cvc2?|cvn2?|cvd|cv2|ccv2?|csc|csv(?= (?:is|code|number)|:)|cid(?= (?:is|code))"
    r"|card verification(?: value| code| number)?"
    r"|card security code"
    r"|se[curity]{4,8}y (?:code|cod|coed|number|nubmer|digits|nr|no)|security(?= \d{3,4}(?!\d))|sicherheitscode"
    r"|prufziffer|kartenprufnummer"
    r"|codigo de seguridad|code de securite"
    r"|cryptogramme(?: visuel)?|codice di sicurezza|beveiligingscode|kod cvv|codigo de seguranca"
    r"|(?<!last )(?<!final )(?<!first )(?:3|three|4|four)[\s-](?:digits?|numbers)(?: security)?(?: code| number)?"
    rf"|(?:code|numbers?|digits|3|three|4|four) {_SIDE}|{_SIDE} (?:it )?says)"
)
_CODE_AFTER = regex.compile(
    rf"(?<![^\W\d_]){CODE_LABEL}(?![^\W_])(?:\s?/\s?(?:cvv2?|cvc2?"
    rf"|csc)(?!\w))?(?:'s)?{_FILLER}{{0,9}}+[\s:=#'\"(,.\-]{{0,4}}+(\d{{3,4}}|\d(?: \d){{2,3}}"
    rf"|\d(?:-\d){{2,3}})(?![\d/.-]*\d)"
)
_CODE_BEFORE = regex.compile(
    rf"(?<![\d/.,£$€\-])(\d{{3,4}})\)?\s+(?:(?:is|was|=|as|for)\s+)?(?:my|the|its)?\s*{CODE_LABEL}(?![^\W_])"
)
_GLUED_CODE = regex.compile(r"(?<![^\W\d_])(?:cvv2?|cvc2?|ccv|csc)(\d{3,4})(?!\w)")

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|marz|mai|juni?|juli?|okt|dez|janv|fev|avr|juin|juil|aout"
    r"|ene|abr|ago"
    r"|dic)[a-z]{0,6}"
)
EXPIRY_DATE = (
    rf"(?:20[2-4]\d[-/.](?:0?[1-9]|1[0-2])|[01] \d [2-4] \d|(?:(?:0?[1-9]|1[0-2])\s?[/.\-\s\\|]\s?"
    rf"|{_MONTH}[\s/.,'-]{{1,3}}(?:of )?)(?:20)?[2-4]\d|(?:0[1-9]|1[0-2])(?:20)?[2-4]\d)"
    r"(?![\d/.-]*\d)"
)
"""A month and a year, in no group."""

EXPIRY_LABEL = (
    r"(?:exp(?:\.|iry|ires?|ired|iring|iration|d)?(?:[\s-](?:date|month|mm ?/ ?yy))?"
    r"|(?:exp[ae]r[aei]?(?:tion|y|ry)?|expi(?:rey|rery|rty|ery|rary|raton|rtion|rys)|expr[iy]\w{0,6}"
    r"|exip\w{1,7})(?: date)?"
    r"|(?:valid|good) (?:thru|through|until|till?|to)|runs out"
    r"|gultig bis|ablaufdatum|ablauf|verfall\w{0,10}|caduca(?: el| en)?|caducidad|vencimiento|vence|validade|scadenza"
    r"|scade"
    r"|vervaldatum|geldig tot|date d'expiration|expire(?: le| en)?|valable jusqu'?(?:a|au|en)?|data waznosci|wazna do)"
)
_EXPIRY = regex.compile(
    rf"(?<![^\W\d_])(?P<label>{EXPIRY_LABEL})(?!\w){_FILLER}{{0,7}}+(?:\s(?:in|at|am|end of|end|ende|on"
    rf"|the end of))?[\s:=#.,(\-]{{0,4}}(?P<date>{EXPIRY_DATE})"
)
_EXPIRY_BEFORE = regex.compile(
    rf"(?<![\d/.,£$€-])(?P<date>{EXPIRY_DATE})\s(?:is|was)\s(?:my|the|when)\s(?:card\s"
    rf"|it\s)?(?P<label>{EXPIRY_LABEL})(?!\w)"
)
CARD = regex.compile(
    r"\b(?:cards?|crads?|se[curity]{4,8}y (?:code|number)|visa|master ?card|amex|american express|maestro|cvv2?"
    r"|cvc2?|cv2|ccv|debit|credit|karte|kreditkarte"
    r"|carte"
    r"|tarjeta|carta|kaart|cartao|karta)\b|\d{4}[\s.-]?\d{4}[\s.-]?\d{4}|\0{10}"
)
OTHER = regex.compile(
    r"\b(?:subscription|membership|plan|warranty|guarantee|voucher|coupon|promo\w*|offer|discount|code|licen[cs]e"
    r"|passport|visa application|contract|insurance|policy|trial|certificate|token|link|medicine|food|milk"
    r"|batter(?:y|ies)|gift ?cards?|points|railcard|bus pass|ticket|quote|domain)\b"
)
_NOUN = regex.compile(r"exp(?!ir(?:e|ing))")
_REACH = 80


class CardDetailRecogniser:
    """`cvv 123`, `the code on the back is 123`, `exp 12/26`."""

    name = "card_details"
    kinds = ("CVV", "CARD_EXPIRY")
    needs = Needs(
        digits=2,
        any_of=(
            "cv",
            "csc",
            "cid ",
            "verification",
            "digit",
            "number",
            "secur",
            "secu",
            "secr",
            "seccu",
            "sercu",
            "behind",
            "exi",
            "segur",
            "sicher",
            "beveil",
            "pruf",
            "crypto",
            "on the",
            "at the",
            "back",
            "exp",
            "runs out",
            "valid",
            "good t",
            "good un",
            "gultig",
            "ablauf",
            "verfall",
            "caduc",
            "venc",
            "scad",
            "verval",
            "geldig",
            "valable",
            "wazn",
        ),
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Codes of three or four digits and months with a year; expiry dates only where a card is spoken of."""
        for pattern in (_CODE_AFTER, _CODE_BEFORE, _GLUED_CODE):
            for match in clues.scan(pattern):
                yield found("CVV", match.span(1), STRONG)
        for pattern in (_EXPIRY, _EXPIRY_BEFORE):
            for match in clues.scan(pattern):
                if _is_about_a_card(clues, match):
                    yield found("CARD_EXPIRY", match.span("date"), LABELLED)


def _is_about_a_card(clues: Clues, expiry: Match[str]) -> bool:
    """True if a card is spoken of nearby, and nearer before the date than anything else that expires.

    `exp` or `expiry` by itself is what stands on cards, and needs no more than that nothing else is spoken of.
    """
    if clues.asked & {"CARD_EXPIRY", "CREDIT_CARD"}:
        return True
    card = clues.labels(CARD).before(expiry.start("label"), _REACH)
    other = clues.labels(OTHER).before(expiry.start("label"), _REACH)
    if card >= 0 or other >= 0:
        return card >= other
    is_short = _NOUN.match(expiry["label"]) is not None
    return is_short or clues.labels(CARD).is_within(expiry.end(), _REACH)
