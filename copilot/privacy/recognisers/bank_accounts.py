"""Bank account numbers and sort codes where a word says that they are such; 10 to 12 digits alone are order numbers."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import FILLER, is_business
from copilot.privacy.findings import LABELLED, Finding, found

_ACCOUNT = regex.compile(
    r"\b(?:(?:bank|checking|savings?|current|giro|deposit)\s(?:account|acct|number)|account|acct|acc|a/c"
    r"|konto(?:nummer)?|kto|(?:numero de )?cuenta"
    r"|compte|conto|rekening(?:nummer)?|konta|clabe)(?:[\s.]*(?:number|no\.?|nr|num|#))?\b"
    rf"{FILLER}(\d(?:[ -]?\d){{5,19}})(?![\w-]|[.,]\d)"
)
_SORT_CODE = regex.compile(
    rf"\b(?:sort ?-?code|sort(?=[: ]+\d)|s/c|bsb|bank code|blz|bankleitzahl){FILLER}"
    r"(\d\d[-. ]?\d\d[-. ]?\d\d(?:\d\d)?|\d{3}[- ]\d{3})(?!\d)"
)
# `the old sort code that you have for me (30-90-01)`
_SORT_CODE_LATER = regex.compile(
    r"\bsort ?-?codes?\b[^\d\n.;!?\0]{1,40}+(?<!\b(?:on|since|from|by|until|dated) )(\d\d([-. ])\d\d\2\d\d)(?![\d/-])"
)
# What no calendar has: neither the first nor the second pair is a month with a day beside it.
_NO_DATE = regex.compile(
    r"(?<![\d./-])(\d\d-(?:00|3[2-9]|[4-9]\d)-\d\d|(?:00|1[3-9]|[2-9]\d)-(?:1[3-9]|2\d|3[01])-\d\d)(?![\d/-]|[.,]\d)"
)
_CHECKING = regex.compile(
    r"(?<!\b(?:still|keep|been|are|was|am|i'm|im|is|on|by|for) )\b(?:checking|chequing"
    r"|savings?)[\s:#-]{1,3}(\d(?:[ -]?\d){5,16})(?![\w-]|[.,]\d)"
)
_AMERICAN = regex.compile(r"\b(?:aba|routing|rtn|ach|wire|direct deposit)\b")
_ROUTING = regex.compile(rf"\b(?:routing|aba|transit|rtn){FILLER}(\d{{4}}-?\d{{4}}-?\d|\d{{5}}-\d{{3}})(?!\d)")
# A British pair: sort code, then account number, in a message about money.
_PAIR = regex.compile(
    r"(?<![\d-])(\d\d(?:-\d\d-|\.\d\d\.)\d\d)[\s,/;:]{1,3}(?:(?:and|&) )?(?:(?:acc?|account|a/c)\.?(?: number"
    r"| no\.?)?[\s:]{0,2})?(\d{8})(?!\d)"
)
_DETAILS = regex.compile(
    r"\b(?:bank|account|banking|payment|refund) (?:details?|info(?:rmation)?|account)\b[^\d\n\0]{0,30}(?<!\d)(\d{6}"
    r"|\d\d[ -]\d\d[ -]\d\d)"
    r"[\s,/;:&]{1,3}(?:and )?(\d{8})(?!\d)"
)
_BARE_PAIR = regex.compile(r"(?<![\w.,/#-])(\d{6}|\d\d \d\d \d\d)[ ,/;:&]{1,3}(?:and )?(\d{8})(?![\w/-]|[.,]\d)")
_REVERSED = regex.compile(
    r"(?<![\d-])(\d{8})[\s,/;:&]{1,3}(?:and )?(?:sort ?code|s/c)?[\s:]{0,2}(\d\d-\d\d-\d\d)(?![\d-])"
)
_MONEY = regex.compile(
    r"\b(?:bank|sort|account|acct?|refund|transfer|pay|payment|details|statement|payee|beneficiary|deposit|wire)\b"
)
_DETAILS_OF_MINE = regex.compile(r"\b(?:details|sort ?code|bank|refund\w*|payee|pay (?:me|it))\b")
_BANK = regex.compile(r"\b(?:bank|sort ?codes?|statement|payee)\b")

_LABELLED = (
    ("BANK_ACCOUNT", _ACCOUNT),
    ("SORT_CODE", _SORT_CODE),
    ("SORT_CODE", _SORT_CODE_LATER),
    ("ABA_ROUTING_NUMBER", _ROUTING),
)


class BankAccountRecogniser:
    """`account number 55779911`, `sort code 20-00-00`, `routing number 121000358`."""

    name = "bank_accounts"
    kinds = ("BANK_ACCOUNT", "SORT_CODE", "ABA_ROUTING_NUMBER")
    needs = Needs(digits=6)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers right behind their label, and British pairs of sort code and account."""
        for kind, pattern in _LABELLED:
            for match in clues.scan(pattern):
                yield found(kind, match.span(1), LABELLED)
        for match in clues.scan(_CHECKING) if clues.has(_AMERICAN) else ():
            yield found("BANK_ACCOUNT", match.span(1), LABELLED)
        for match in clues.scan(_NO_DATE) if clues.has(_BANK) else ():
            if not is_business(clues, *match.span(1)):
                yield found("SORT_CODE", match.span(1), LABELLED)
        for code, account in _pairs(clues):
            yield found("SORT_CODE", code, LABELLED)
            yield found("BANK_ACCOUNT", account, LABELLED)


def _pairs(clues: Clues) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the sort code and where the account of each British pair is."""
    has_money = clues.has(_MONEY)
    for match in clues.scan(_DETAILS):
        yield match.span(1), match.span(2)
    for match in clues.scan(_PAIR):
        if has_money or clues.is_alone(*match.span()):
            yield match.span(1), match.span(2)
    for match in clues.scan(_BARE_PAIR) if clues.has(_DETAILS_OF_MINE) else ():
        if not is_business(clues, *match.span()):
            yield match.span(1), match.span(2)
    for match in clues.scan(_REVERSED) if has_money else ():
        yield match.span(2), match.span(1)
