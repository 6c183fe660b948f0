"""Bank account numbers and sort codes where a word says that they are such; 10 to 12 digits alone are order numbers."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import FILLER
from copilot.privacy.findings import LABELLED, Finding, found

_ACCOUNT = regex.compile(
    r"\b(?:(?:bank|checking|savings?|current|giro|deposit)\s(?:account|acct|number)|account|acct|acc|a/c"
    r"|konto(?:nummer)?|kto|(?:numero de )?cuenta"
    r"|compte|conto|rekening(?:nummer)?|konta|clabe)(?:[\s.]*(?:number|no\.?|nr|num|#))?\b"
    rf"{FILLER}(\d(?:[ -]?\d){{5,19}})(?![\w-]|[.,]\d)"
)
_SORT_CODE = regex.compile(
    rf"\b(?:sort ?-?code|sort(?=[: ]+\d)|s/c|bsb|bank code|blz|bankleitzahl){FILLER}"
    r"(\d\d[- ]?\d\d[- ]?\d\d(?:\d\d)?|\d{3}[- ]\d{3})(?!\d)"
)
_ROUTING = regex.compile(rf"\b(?:routing|aba|transit|rtn){FILLER}(\d{{4}}-?\d{{4}}-?\d|\d{{5}}-\d{{3}})(?!\d)")
# A British pair: sort code, then account number, in a message about money.
_PAIR = regex.compile(
    r"(?<![\d-])(\d\d-\d\d-\d\d)[\s,/;:]{1,3}(?:(?:acc?|account|a/c)\.?(?: number| no\.?)?[\s:]{0,2})?(\d{8})(?!\d)"
)
_DETAILS = regex.compile(
    r"\b(?:bank|account|banking|payment|refund) (?:details?|info(?:rmation)?|account)\b[^\d\n\0]{0,30}(?<!\d)(\d{6}"
    r"|\d\d[ -]\d\d[ -]\d\d)"
    r"[\s,/;:&]{1,3}(?:and )?(\d{8})(?!\d)"
)
_REVERSED = regex.compile(
    r"(?<![\d-])(\d{8})[\s,/;:&]{1,3}(?:and )?(?:sort ?code|s/c)?[\s:]{0,2}(\d\d-\d\d-\d\d)(?![\d-])"
)
_MONEY = regex.compile(r"\b(?:bank|sort|account|acct?|refund|transfer|pay|payment)\b")


class BankAccountRecogniser:
    """`account number 55779911`, `sort code 20-00-00`, `routing number 121000358`."""

    name = "bank_accounts"
    kinds = ("BANK_ACCOUNT", "SORT_CODE", "ABA_ROUTING_NUMBER")
    needs = Needs(digits=6)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers right behind their label, and British pairs of sort code and account."""
        for kind, pattern in (("BANK_ACCOUNT", _ACCOUNT), ("SORT_CODE", _SORT_CODE), ("ABA_ROUTING_NUMBER", _ROUTING)):
            for match in clues.scan(pattern):
                yield found(kind, match.span(1), LABELLED)
        pairs = [*clues.scan(_DETAILS)]
        pairs += [match for match in clues.scan(_PAIR) if clues.is_alone(*match.span()) or clues.has(_MONEY)]
        for match in clues.scan(_REVERSED) if clues.has(_MONEY) else ():
            yield found("BANK_ACCOUNT", match.span(1), LABELLED)
            yield found("SORT_CODE", match.span(2), LABELLED)
        for match in pairs:
            yield found("SORT_CODE", match.span(1), LABELLED)
            yield found("BANK_ACCOUNT", match.span(2), LABELLED)
