"""Numbers of identity papers and social security numbers that a label announces, whatever country they are from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import FILLER, is_business
from copilot.privacy.findings import LABELLED, STRONG, Finding, found

if TYPE_CHECKING:
    from regex import Pattern

_NUMBER = r"(?:\W{0,2}(?:number|numbers|card|no|nr|num|id|code|#)(?![^\W_])\.?){0,3}"
_VALUE = (
    r"((?=[a-z]{0,8}\d|[a-z]{1,2}[ .-]\d)[a-z\d]{1,18}+"
    r"(?:[ ./-](?=[a-z]{0,3}\d|[a-z](?![^\W_]))[a-z\d]{1,10}+){0,5}+)(?![a-z\d-])"
)
_SOCIAL_SECURITY = regex.compile(
    rf"\b(?:ssn|s\.s\.n\.?|social(?: security)?"
    rf"|soc(?:ial)? sec)(?![^\W_]){_NUMBER}{FILLER}(\d{{3}}[-. ]?\d{{2}}[-. ]?\d{{4}})(?![\d-])"
)
# Not 000 or 666, no group of zeros (20 CFR 422.103).
_DASHED = regex.compile(r"(?<![\w.-])(?!000|666)\d{3}([-. ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-]|\.\d)")
_PASSPORT = (
    r"passport|pp(?= (?:no|number|nr)(?![^\W_]))|reisepass(?:nummer)?|pass(?:nummer|nr)|pasaporte"
    r"|passeport|passaporto|paspoort(?:nummer)?|paszport\w{0,3}"
)
_LICENCE = (
    r"driv(?:er'?s?|ing)[ -]?(?:licen[cs]e|permit)|licen[cs]e (?=number|no)|d\.?l\.? (?=number|no|#)|f(?:u"
    r"|ue)hrerschein(?:nummer)?"
    r"|permis de conduire|carnet de conducir|licencia de conducir|patente di guida|rijbewijs(?:nummer)?|prawo jazdy"
    r"|carta de conducao|cnh"
)
_IDENTITY = (
    r"nir|ahv(?:-?nummer)?|avs|oib|afm|ppsn?|cpr|svnr|pesel|(?:national|citizen|resident|residence|government|state"
    r"|photo)[ -]?(?:id(?:entity|entification)?)(?: card)?|id card|identity card"
    r"|identification number|personalausweis(?:nummer)?|ausweis(?:nummer|nr)?|carte (?:nationale )?d'identite|cni"
    r"|carta d'identita"
    r"|documento de identidad|cedula|dni|nie|nif|cpf|rg|cnp|bsn|curp|rfc|rut|cuil|cuit|nino|national insurance"
    r"|ni number"
    r"|(?:income )?tax (?:id|identification|payer|file|number|reference)|taxpayer id|tin|utr|steuer-?(?:id|nummer"
    r"|identifikationsnummer)"
    r"|idnr|numero fiscal|numer(?:o)? (?:fiscale|identyfikacyjny)|dowod(?:u)?(?: osobisty| osobistego)?|nip"
    r"|personnummer|social insurance"
    r"|sozialversicherungsnummer|securite sociale|seguridad social|residence permit|green card|visa number"
    r"|alien number|nhs|medicare|(?:health|insurance) (?:member|subscriber|card)|subscriber id"
)
_PAPERS = {
    "PASSPORT": regex.compile(rf"\b(?:{_PASSPORT})(?![^\W_]){_NUMBER}{FILLER}{_VALUE}"),
    "DRIVER_LICENSE": regex.compile(rf"\b(?:{_LICENCE})(?![^\W_])?{_NUMBER}{FILLER}{_VALUE}"),
    "NATIONAL_ID": regex.compile(rf"\b(?:{_IDENTITY})(?![^\W_]){_NUMBER}{FILLER}{_VALUE}"),
}
# `C01X00T47 is my passport number`
_BEHIND = {
    kind: regex.compile(
        rf"(?<![\w.,£$€-])(?=[a-z]{{0,4}}\d)([a-z\d]{{6,14}}+)\s(?:is|was|as)\s(?:my|the|his"
        rf"|her)\s(?:{words})(?![^\W_])"
    )
    for kind, words in (("PASSPORT", _PASSPORT), ("DRIVER_LICENSE", _LICENCE), ("NATIONAL_ID", _IDENTITY))
}
_ANY_LABEL = regex.compile(rf"\b(?:{_PASSPORT}|{_LICENCE}|{_IDENTITY})")
# What stands behind such a label and is no number of it: years, dates, days.
_DATE = regex.compile(r"(?:19|20)\d\d|\d{1,2}[ ./-]\d{1,2}(?:[ ./-]\d{2,4})?|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?")
# Below the score of a recogniser that knows the country, which then gives the kind.
_GENERIC = 0.75
_FEWEST_DIGITS = 4


class LabelledIdRecogniser:
    """`my passport number is 533380006`, `ssn 123-45-6789`."""

    name = "labelled_ids"
    kinds = ("US_SSN", *_PAPERS)
    needs = Needs(digits=_FEWEST_DIGITS)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers with at least four digits right behind their label; social security numbers also by their dashes."""
        for match in clues.scan(_SOCIAL_SECURITY):
            yield found("US_SSN", match.span(1), STRONG)
        for match in clues.scan(_DASHED):
            if len(set(match.group())) > 2 and not is_business(clues, *match.span()):  # one digit and a dash
                yield found("US_SSN", match.span(), LABELLED)
        for patterns in (_PAPERS, _BEHIND) if clues.has(_ANY_LABEL) else ():
            for kind, pattern in patterns.items():
                yield from _papers(clues, kind, pattern)


def _papers(clues: Clues, kind: str, pattern: Pattern[str]) -> Iterator[Finding]:
    for match in clues.scan(pattern):
        if sum(map(str.isdigit, match[1])) >= _FEWEST_DIGITS and not _DATE.fullmatch(match[1]):
            yield found(kind, match.span(1), _GENERIC)
