"""Security codes and expiry dates told without their usual words, where a card is spoken of: `10/26, code 481`."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from regex import Match

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, Finding, found
from copilot.privacy.recognisers.card_details import CARD, CODE_LABEL, EXPIRY_DATE, EXPIRY_LABEL, OTHER

_CODE = (
    r"(?P<code>\d{3,4})(?![\d.,/:-]*\d|\s?(?:%|€|£|\$|eur|euros?|gbp|usd|pounds?|dollars?|quid|bucks|times|days|points)"
    r"(?![^\W_]))"
)
_DATE = rf"(?<![\d/.,£$€-])(?P<date>{EXPIRY_DATE})"
_ENTERED = (
    r"(?<![^\W_])(?:put|putting|type|typed|typing|enter|entered|entering|try|tried|use|used|using|gave|give|wrote|write"
    r"|filled|fill|inserted|insert|keyed)(?: in| it as)?"
)
_NOUN = (
    r"(?:(?:and|with|then|plus|the|my|its|sec|security|safety|secret|back|card|und|et|y|e) ){0,4}+"
    r"(?:code|codice|codigo|kod|number|numbers|digits|nr|no\.?|back|sec(?:urity)?|pruf(?:nummer|ziffer))"
    r"(?: (?:number|code|digits))?(?: on (?:the |its )?back)?"
)
_IS = r"(?:\s?[:=-])?(?: is| are| ist| es| est)?\s?"
_GAP = r"[\s,;|/.&+-]{1,4}"

_CODE_BEHIND_DATE = regex.compile(rf"{_DATE}{_GAP}{_NOUN}{_IS}{_CODE}")
_CODE_BEHIND_WORDS = regex.compile(rf"(?<![^\W_]){EXPIRY_LABEL} [^\d\n!?;.\0]{{3,30}}?[,;|/&+] ?{_NOUN}{_IS}{_CODE}")
_BARE_BEHIND_DATE = regex.compile(
    rf"(?<![^\W\d_]){EXPIRY_LABEL}[\s:=.-]{{1,3}}(?:is )?{_DATE}[\s,;|/&+-]{{1,3}}(?:and )?(?<!\d){_CODE}(?=\s*+"
    rf"(?:$|[.,;)!]))"
)
_CODE_BEFORE_DATE = regex.compile(
    rf"(?<![^\W_]){_NOUN}{_IS}(?<=\s|:|=){_CODE}{_GAP}(?:and |und |et |y |e )?(?:it |the |my )?{EXPIRY_LABEL}(?!\w)"
    rf"(?:[\s:=.]{{1,3}}(?P<date>{EXPIRY_DATE}))?"
)
_BACK = regex.compile(
    rf"(?<![^\W_])(?:back|reverse|other side|flip side)(?: of (?:it|the card|my card))?(?: (?:it|that))?"
    rf"(?:\s?[:=]| (?:is|says|reads|has|shows|are))\s(?:the )?{_CODE}"
)
_BEHIND_LABEL = regex.compile(
    rf"(?<![^\W\d_]){CODE_LABEL}(?![^\W_])[^\d.!?;\n\0]{{0,30}}?{_ENTERED}[\s:'\"]{{1,3}}(?:my |the |in ){{0,2}}{_CODE}"
)
_IN_FIELD = regex.compile(
    rf"{_ENTERED}\s+(?<![\d.,])(?P<code>\d{{3,4}})\s+(?:in|into|as|for|at|under|to)\s+(?:the |my |a "
    rf"|that )?{CODE_LABEL}"
    r"(?![^\W_])"
)
_LOCK = regex.compile(rf"[\U0001F50F\U0001F510-\U0001F513]\uFE0F?[\s:=]{{0,3}}{_CODE}")
_CALENDAR = regex.compile(
    rf"[\U0001F4C5\U0001F4C6\U0001F5D3\u23F3\u231B\U0001F4C7]\uFE0F?[\s:=]{{0,3}}(?P<date>{EXPIRY_DATE})"
)
_MONTH_YEAR = regex.compile(rf"(?<!\w)mm ?[/-] ?(?:yy){{1,2}}\)?[\s:=(-]{{1,4}}(?:is )?(?P<date>{EXPIRY_DATE})")
_ENTERED_DATE = regex.compile(
    rf"{_ENTERED}\s(?:(?:as|the|my|expiry|end|valid) ){{0,3}}+(?:date |month )?(?:(?:of|as|is) )?[:=]?\s?(?<=\s|:"
    rf"|=)(?P<date>{EXPIRY_DATE})"
)
_DATE_ON_IT = regex.compile(
    rf"(?<![^\W_])(?:dates?|month)(?: (?:on|of) (?:it|(?:the|my) (?:card|front|visa|mastercard)))(?: is| says"
    rf"|\s?[:=])?\s"
    rf"(?P<date>{EXPIRY_DATE})"
)
_VALID_FROM = regex.compile(
    rf"(?<![^\W_])(?:valid|good)(?: from)? {EXPIRY_DATE}\s?(?:to|-|until|till|thru|through)\s?(?P<date>{EXPIRY_DATE})"
)
_SPEAKS_FOR_ITSELF = (_BEHIND_LABEL, _IN_FIELD, _MONTH_YEAR, _DATE_ON_IT)
_BESIDE_A_CARD = (
    *(_CODE_BEHIND_DATE, _CODE_BEHIND_WORDS, _BARE_BEHIND_DATE, _CODE_BEFORE_DATE, _BACK, _LOCK),
    *(_CALENDAR, _ENTERED_DATE, _VALID_FROM),
)
_REACH = 100


class CardTalkRecogniser:
    """`expires may 2031, code 481`, `i put 560 as the cvc`, `and the back is 560`."""

    name = "card_talk"
    kinds = ("CVV", "CARD_EXPIRY")
    needs = Needs(digits=3, pattern=regex.compile(rf"{CARD.pattern}|mm ?[/-] ?yy|secur|{CODE_LABEL}|\bcrads?\b"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Codes and dates in the place of such, most of them only where a card is what was spoken of last."""
        for patterns, needs_card in ((_SPEAKS_FOR_ITSELF, False), (_BESIDE_A_CARD, True)):
            for pattern in patterns:
                for match in clues.scan(pattern):
                    if not needs_card or _is_about_a_card(clues, match):
                        yield from _details(match)


def _is_about_a_card(clues: Clues, match: Match[str]) -> bool:
    """True if a card is spoken of before, nearer than anything else with a date or code, or else behind."""
    start = match.end()
    card = clues.labels(CARD).before(start, _REACH)
    other = clues.labels(OTHER).before(match.start(), _REACH)
    if card < 0 and other < 0:
        return clues.labels(CARD).is_within(match.end(), _REACH)
    return card >= 0 and card >= other


def _details(match: Match[str]) -> Iterator[Finding]:
    groups = match.groupdict()
    if groups.get("code"):
        yield found("CVV", match.span("code"), LABELLED)
    if groups.get("date"):
        yield found("CARD_EXPIRY", match.span("date"), LABELLED)
