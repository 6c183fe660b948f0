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
    r"(?:[ ./-](?=[a-z]{0,3}\d|[a-z](?![^\W_]))[a-z\d]{1,12}+){0,5}+)(?![a-z\d-])"
)
_SOCIAL_SECURITY = regex.compile(
    rf"\b(?:ssn|s\.s\.n\.?|social(?: security)?"
    rf"|soc(?:ial)? sec)(?![^\W_]){_NUMBER}{FILLER}(\d{{3}}[-. ]?\d{{2}}[-. ]?\d{{4}})(?![\d-])"
)
# Not 000 or 666, no group of zeros (20 CFR 422.103).
_DASHED = regex.compile(r"(?<![\w.-])(?!000|666)\d{3}([-. ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-]|\.\d)")
PASSPORT = (
    r"passport|travel doc(?:ument)?s?|pp(?= (?:no|number|nr)(?![^\W_]))|reisepass(?:nummer)?|pass(?:nummer|nr)"
    r"|pasaporte"
    r"|passeport|passaporto|paspoort(?:nummer)?|paszport\w{0,3}"
)
LICENCE = (
    r"driv(?:er'?s?|ing)[ -]?(?:licen[cs]e|permit)|licen[cs]e(?= (?:number|no|nr|#))|d\.?l\.?(?= (?:number|no|#))|f(?:u"
    r"|ue)hrerschein(?:nummer)?"
    r"|permis de conduire|carnet de conducir|licencia de conducir|patente di guida|rijbewijs(?:nummer)?|prawo jazdy"
    r"|carta de conducao|cnh"
)
IDENTITY = (
    r"nir|ahv(?:-?nummer)?|avs|oib|afm|ppsn?|cpr|svnr|pesel|(?:national|citizen|resident|residence|government|state"
    r"|photo)[ -]?(?:id(?:entity|entification)?)(?: card)?|id card|identity card"
    r"|identification number|personalausweis(?:nummer)?|ausweis(?:nummer|nr)?|carte (?:nationale )?d'identite|cni"
    r"|carta d'identita"
    r"|documento de identidad|cedula|dni|nie|nif|cpf|rg|cnp|bsn|curp|rfc|rut|cuil|cuit|nino|national insurance"
    r"|ni(?= (?:number|no|nr|num|#))|itin|personal (?:identity|identification|id)(?: (?:number|no))?|citizenship"
    r"|citizen number|identity(?= (?:number|no|nr|code)(?![^\W_]))|civil id"
    r"|(?:income )?tax (?:id|identification|payer|file|number|reference)|taxpayer id|tin|utr|steuer-?(?:id|nummer"
    r"|identifikationsnummer)"
    r"|idnr|numero fiscal|numer(?:o)? (?:fiscale|identyfikacyjny)|dowod(?:u)?(?: osobisty| osobistego)?|nip"
    r"|personnummer|social insurance"
    r"|sozialversicherungsnummer|securite sociale|seguridad social|residence permit|green card|visa number"
    r"|alien number|nhs|medicare|(?:health|insurance) (?:member|subscriber|card)|subscriber id"
)
_PAPERS = {
    "PASSPORT": regex.compile(rf"\b(?:{PASSPORT})(?![^\W_]){_NUMBER}{FILLER}{_VALUE}"),
    "DRIVER_LICENSE": regex.compile(rf"\b(?:{LICENCE})(?![^\W_]){_NUMBER}{FILLER}{_VALUE}"),
    "NATIONAL_ID": regex.compile(rf"\b(?:{IDENTITY})(?![^\W_]){_NUMBER}{FILLER}{_VALUE}"),
}
# Five letters of the family name, the day of birth, initials and check characters, in the groups that are printed.
_BRITISH_LICENCE = regex.compile(
    r"(?<![\w-])[a-z][a-z9]{4}[ -]?\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d"
    r"|3[01])\d[ -]?[a-z9]{2}[a-z\d] ?[a-z]{2}"
    r"(?: \d\d)?(?![\w-])"
)
# `C01X00T47 is my passport number`
_BEHIND = {
    kind: regex.compile(
        rf"(?<![\w.,£$€-])(?=[a-z]{{0,4}}\d)([a-z\d]{{6,14}}+)\s(?:is|was|as)\s(?:my|the|his"
        rf"|her)\s(?:{words})(?![^\W_])"
    )
    for kind, words in (("PASSPORT", PASSPORT), ("DRIVER_LICENSE", LICENCE), ("NATIONAL_ID", IDENTITY))
}
_ANY_LABEL = regex.compile(rf"\b(?:{PASSPORT}|{LICENCE}|{IDENTITY})")
# What stands behind such a label and is no number of it: years, dates, days.
_DATE = regex.compile(r"(?:19|20)\d\d|\d{1,2}[ ./-]\d{1,2}(?:[ ./-]\d{2,4})?|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?")
# Below the score of a recogniser that knows the country, which then gives the kind.
_GENERIC = 0.75
_FEWEST_DIGITS = 4
_FEWEST_AMONG_LETTERS = 2


class LabelledIdRecogniser:
    """`my passport number is 533380006`, `ssn 123-45-6789`."""

    name = "labelled_ids"
    kinds = ("US_SSN", *_PAPERS)
    needs = Needs(digits=_FEWEST_AMONG_LETTERS)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Numbers with at least four digits right behind their label; social security numbers also by their dashes."""
        for match in clues.scan(_SOCIAL_SECURITY):
            yield found("US_SSN", match.span(1), STRONG)
        for match in clues.scan(_DASHED):
            if len(set(match.group())) > 2 and not is_business(clues, *match.span()):  # one digit and a dash
                yield found("US_SSN", match.span(), LABELLED)
        for match in clues.scan(_BRITISH_LICENCE):
            yield found("DRIVER_LICENSE", match.span(), LABELLED)
        for patterns in (_PAPERS, _BEHIND) if clues.has(_ANY_LABEL) else ():
            for kind, pattern in patterns.items():
                yield from _papers(clues, kind, pattern)


def _papers(clues: Clues, kind: str, pattern: Pattern[str]) -> Iterator[Finding]:
    for match in clues.scan(pattern):
        if _has_digits(match[1]) and not _DATE.fullmatch(match[1]):
            yield found(kind, match.span(1), _GENERIC)


def _has_digits(value: str) -> bool:
    """Four digits, or two among the nine characters of a paper that has letters in any place."""
    digits = sum(map(str.isdigit, value))
    return digits >= _FEWEST_DIGITS or (digits >= _FEWEST_AMONG_LETTERS and value.isalnum() and len(value) in {9, 10})
