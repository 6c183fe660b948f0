"""Postcodes where their form is certain, and any that a word such as `zip` or `PLZ` announces."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from regex import Match, Pattern

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business
from copilot.privacy.findings import LABELLED, STRONG, Finding, found

# Royal Mail's areas: no code begins with others, which keeps most model codes out.
_AREA = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]"
    "|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
_INWARD = r"\d[ABD-HJLNP-UW-Z]{2}"
_BRITISH = rf"(?:(?:{_AREA})\d[\dA-HJKPRSTUVW-Y]?|GIR(?= ?0AA)) ?{_INWARD}"
# Without the space a British postcode looks like a product code unless it has letters where products have none.
_BRITISH_SPACED = rf"(?:(?:{_AREA})\d[\dA-HJKPRSTUVW-Y]?|GIR) {_INWARD}"
_CANADIAN = r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d"
_CANADIAN_SPACED = r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d"
_IRISH_ROUTE = r"(?:[AC-FHKNPRTV-Y]\d\d|D6W)"
_IRISH_SPACED = rf"{_IRISH_ROUTE} (?=[AC-FHKNPRTV-Y\d]{{0,3}}\d)[AC-FHKNPRTV-Y\d]{{4}}"
_IRISH = rf"{_IRISH_ROUTE} ?[AC-FHKNPRTV-Y\d]{{4}}"
_DUTCH_SPACED = r"[1-9]\d{3} (?!SA|SD|SS)[A-Z]{2}"

_CERTAIN = regex.compile(
    rf"(?<![\w-])(?!\w\d [48][GT]B)(?:{_BRITISH_SPACED}|{_CANADIAN_SPACED}|{_IRISH_SPACED}|\d{{5}}-\d{{4}})(?![\w-])"
)
# `1012 AB` is an amount in `1012 KM`: believed in capitals that are no unit or currency, and not at a decimal point.
_DUTCH = regex.compile(
    rf"(?<![\w.,£$€-]){_DUTCH_SPACED}(?![\w-])(?<! (?:KM|KG|CM|MM|ML|MB|GB|TB|KB|HZ|AM|PM|HP|PS|OZ|LB|FT|IN|YD|KW|MW"
    rf"|MAH"
    r"|KR|HD|AH|ZL|FR|TL|RS|OR|IS|TO|OF|ON|AT|BY|AS|SO|NO|MY|WE|HE|IT|IF|AN|UP|BE|DO|GO|US|UK|EU|ID|PC|TV|XL|UM|NR|CT"
    r"|CC|DL"
    r"|CL|DB|BC|AD|BP|WH|VA|ST|ND|RD|TH|DE))"  # codespell:ignore nd
)
_TOWN = regex.compile(r",?[ \n]{1,2}[A-Z][a-z]{2}")
# `m1 8gb` is a computer and `m1 2nd exit` a motorway.
_UNIT = r"(?!\w{2,4}? ?(?:\d[gt]b|1st|2nd|3rd)(?!\w))"  # codespell:ignore nd
_LOWER = regex.compile(rf"(?<![\w-]){_UNIT}(?:{_BRITISH}|{_CANADIAN})(?![\w-])", regex.IGNORECASE)
_PLACE = regex.compile(
    r"\b(?:post ?code|zip|address|live|lives|living|moved|move|deliver\w*|ship\w*|send|sent|street|road|avenue|lane"
    r"|drive"
    r"|close|flat|house|area|near|located|based|home|st|rd|ave|in|at|to|from)\b"
)
_PLACE_REACH = 60

_FORMS = (
    rf"(?:{_BRITISH}|{_CANADIAN}|{_IRISH}|[1-9]\d{{3}} ?[a-z]{{2}}(?![^\W_])|\d{{5}}-\d{{3,4}}|\d{{2}}-\d{{3}}"
    rf"|\d{{4}}-\d{{3}}"
    r"|(?:[a-z]{1,2}-)?\d{3} \d{2,3}|(?:[a-z]{1,2}-)?\d{4,6})"
)
POSTCODE = regex.compile(rf"(?<![\w.,-]){_FORMS}(?![\w-]|[.,]\d)", regex.IGNORECASE)
"""A postcode of any country, for a text in which one is expected; matches many other numbers."""

_LABEL = (
    r"(?:post ?code|post-code|postal ?code|zip(?: ?code)?|zipcode|eircode|plz|postleitzahl|code postal|codigo postal"
    r"|c\.?p\.?"
    r"|cap|cep|postnummer|kod pocztowy|pin ?code|irsz|psc)"
)
_ANNOUNCED = regex.compile(
    rf"(?<![^\W_]){_LABEL}(?![^\W_])(?:[\s:=#'\"(,\-]{{1,3}}(?:is|was|ist|est|es|e|my|the|now|changed|to|should|be"
    rf"|it's|its|at"
    rf"|number|no|here|in|for|of|jest|and)(?![^\W_])){{0,5}}[\s:=#'\"(.,\-]{{0,4}}(?P<code>{_FORMS})(?![\w-]|[.,]\d)",
    regex.IGNORECASE,
)
_ANY_LABEL = regex.compile(rf"(?<![^\W_]){_LABEL}(?![^\W_])")
# How every form begins or ends that needs no label.
_QUICK = regex.compile(r"\d[a-z]{2}(?!\w)|\d[a-z]\d(?!\w)|\d{4} [a-z]{2}(?!\w)|\d\d [a-z\d]{4}(?!\w)|d6w |\d{5}-\d{4}")
_IS_CODE = regex.compile(rf"(?<![\w.,-])(?P<code>{_FORMS}) (?:is|was|as) (?:my|the|our) {_LABEL}\b", regex.IGNORECASE)


class PostcodeRecogniser:
    """`SW1A 1AA`, `K1A 0B1`, `1012 AB`, `D02 X285`, `94107-1234`, `zip is 90210`."""

    name = "postcodes"
    kinds = ("ZIP_CODE",)
    needs = Needs(digits=1)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Postcodes; those that look like product codes only where the text is about a place or nothing else."""
        for pattern in (_ANNOUNCED, _IS_CODE) if clues.has(_ANY_LABEL) else ():
            for match in clues.scan(pattern, lowered=False):
                yield found("ZIP_CODE", match.span("code"), STRONG)
        if clues.has(_QUICK):
            yield from _by_form(clues)


def _by_form(clues: Clues) -> Iterator[Finding]:
    is_asked = "ZIP_CODE" in clues.asked
    for match in clues.scan(_CERTAIN, lowered=False):
        if is_asked or not is_business(clues, *match.span()) or _is_of_a_place(clues, match.start()):
            yield found("ZIP_CODE", match.span(), LABELLED)
    for pattern in (_DUTCH, _LOWER):
        for match in clues.scan(pattern, lowered=False):
            if is_asked:
                yield found("ZIP_CODE", match.span(), LABELLED)
                continue
            is_plain = clues.is_alone(*match.span()) or _is_of_a_place(clues, match.start())
            if (is_plain or _has_town(clues, match, pattern)) and not is_business(clues, *match.span()):
                yield found("ZIP_CODE", match.span(), LABELLED)


def _has_town(clues: Clues, match: Match[str], pattern: Pattern[str]) -> bool:
    """True for a Dutch postcode with a name behind it."""
    return pattern is _DUTCH and _TOWN.match(clues.text, match.end()) is not None


def _is_of_a_place(clues: Clues, start: int) -> bool:
    return clues.labels(_PLACE).before(start, _PLACE_REACH) >= 0
