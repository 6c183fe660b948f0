"""Identity, tax, health and network numbers that Presidio has patterns and check digits for, and when each is believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

import regex
from msgspec import Struct

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business, is_labelled, label
from copilot.privacy.findings import LABELLED, STRONG, Finding

_FLAGS = regex.DOTALL | regex.MULTILINE | regex.IGNORECASE


class IdRule(Struct, frozen=True, kw_only=True):
    """One recogniser of Presidio and when its matches are believed.

    `label` (alternatives, lower case, no accents) is always enough. A match whose whole text fits `shape` needs none, unless
    a business word such as `order` stands beside it. `checked`: the check digits are reason enough when the number is all
    that somebody wrote. `digits`: how many digits the shortest match has. `quick`: a pattern without which there is no match.
    `skip`: names of patterns of Presidio that are too wide, or not linear in time.
    """

    recogniser: str
    label: str
    digits: int
    shape: str | None = None
    checked: bool = True
    quick: str | None = None
    skip: frozenset[str] = frozenset()


_ALWAYS = r".+"
_PASSPORT = "passports?|travel document|reisepass|pasaporte|passeport|passaporto|paspoort"

ID_RULES = (
    IdRule(recogniser="UkNinoRecognizer", label="national insurance|nino|ni", digits=6, shape=_ALWAYS),
    IdRule(
        recogniser="NhsRecognizer",
        label="nhs|national health(?: service)?",
        digits=10,
        shape=r"\d{3}[- ]\d{3}[- ]\d{4}",
    ),
    IdRule(
        recogniser="UkDrivingLicenceRecognizer", label="driving licen[cs]e|licen[cs]e|dvla", digits=4, shape=_ALWAYS
    ),
    IdRule(
        recogniser="UsItinRecognizer", label="itin|tax|taxpayer|tin", digits=9, shape=r"9\d\d-\d\d-\d{4}", checked=False
    ),
    IdRule(
        recogniser="UsMbiRecognizer",
        label="medicare|mbi|medicaid|beneficiary",
        digits=4,
        shape=r"\w{4}-?\w{3}-?\w{4}",
        checked=False,
    ),
    IdRule(recogniser="AbaRoutingRecognizer", label="aba|routing|rtn", digits=9),
    IdRule(recogniser="CaSinRecognizer", label="sin|social insurance|nas|assurance sociale", digits=9),
    IdRule(
        recogniser="EsNifRecognizer",
        label="dni|nif|identificacion|documento nacional(?: de identidad)?",
        digits=7,
        shape=_ALWAYS,
    ),
    IdRule(recogniser="EsNieRecognizer", label="nie|extranjero", digits=7, shape=r"[xyzXYZ].+"),
    IdRule(recogniser="ItFiscalCodeRecognizer", label="codice fiscale|cf", digits=2, shape=_ALWAYS),
    IdRule(recogniser="PlPeselRecognizer", label="pesel", digits=11),
    IdRule(
        recogniser="FiPersonalIdentityCodeRecognizer", label="hetu|henkilotunnus", digits=9, shape=r"\d{6}[-+A]\d{3}\w"
    ),
    IdRule(
        recogniser="SePersonnummerRecognizer",
        label="personnummer|samordningsnummer",
        digits=10,
        shape=r"(?:\d\d)?\d{6}[-+]\d{4}",
    ),
    IdRule(recogniser="SgFinRecognizer", label="nric|fin", digits=7, checked=False),
    IdRule(recogniser="AuTfnRecognizer", label="tfn|tax file", digits=9),
    IdRule(recogniser="AuAbnRecognizer", label="abn|australian business", digits=11, shape=r"\d\d \d{3} \d{3} \d{3}"),
    IdRule(recogniser="AuMedicareRecognizer", label="medicare", digits=10),
    IdRule(recogniser="InAadhaarRecognizer", label="aadhaar|aadhar|uidai", digits=12),
    IdRule(
        recogniser="InPanRecognizer",
        label="pan|permanent account",
        digits=4,
        shape=r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]",
        checked=False,
        skip=frozenset({"PAN (Low)"}),
    ),
    IdRule(recogniser="DeTaxIdRecognizer", label="steuer\\S{0,30}|idnr|tax", digits=11),
    IdRule(
        recogniser="DeSocialSecurityRecognizer",
        label=r"\w*versicherungsnummer|rvnr|svnr|sv-nummer",
        digits=11,
        shape=_ALWAYS,
    ),
    IdRule(
        recogniser="DeHealthInsuranceRecognizer",
        label=r"\w*versicherte\w*|kvnr|krankenkasse|gesundheitskarte",
        digits=9,
    ),
    IdRule(recogniser="DeIdCardRecognizer", label=r"\w*ausweis\w*|identity card|id card|national id", digits=1),
    IdRule(recogniser="DePassportRecognizer", label=_PASSPORT + r"|pass\w*nummer", digits=1),
    IdRule(recogniser="KrRrnRecognizer", label="rrn|resident registration", digits=13, shape=r"\d{6}-\d{7}"),
    IdRule(recogniser="ThTninRecognizer", label="tnin|thai id|thai national", digits=13),
    IdRule(recogniser="TrNationalIdRecognizer", label="tc|tckn|kimlik|turkish id|national id", digits=11),
    IdRule(recogniser="ZaIdNumberRecognizer", label="identity|rsa|south african|national id", digits=13),
    IdRule(recogniser="NgNinRecognizer", label="nin|national identi(?:ty|fication)|nimc", digits=11),
    IdRule(recogniser="UsPassportRecognizer", label=_PASSPORT, digits=8, checked=False),
    IdRule(recogniser="UkPassportRecognizer", label=_PASSPORT, digits=7, checked=False),
    IdRule(recogniser="CryptoRecognizer", label="wallet|btc|bitcoin|crypto", digits=3, shape=_ALWAYS),
    IdRule(
        recogniser="IpRecognizer",
        label="ip|ipv4|ipv6",
        digits=0,
        shape=r".*[0-9a-fA-F].*",
        checked=False,
        quick=r"\d\.\d{1,3}\.\d|:[0-9a-f]{0,4}:",
    ),
    IdRule(
        recogniser="MacAddressRecognizer",
        label="mac",
        digits=0,
        shape=_ALWAYS,
        checked=False,
        quick=r"[0-9a-f]{2}([:-])[0-9a-f]{2}\1|[0-9a-f]{4}\.[0-9a-f]{4}\.",
    ),
)


class IdPattern(Protocol):
    """A pattern of Presidio."""

    name: str
    regex: str


class IdCheck(Protocol):
    """What is used of Presidio's pattern recognisers: patterns and checks, but not the code that runs them.

    That code skips a pattern that timed out and goes on, which would let personal data through.
    """

    supported_entities: list[str]
    patterns: list[IdPattern]

    def validate_result(self, pattern_text: str) -> bool | None:
        """True or False by the check digits, None if there are none."""

    def invalidate_result(self, pattern_text: str) -> bool | None:
        """True if the text cannot be such a number."""


class IdRecogniser:
    """Runs the patterns and checks of Presidio's recognisers, and raises where a pattern takes too long."""

    name = "national_ids"
    needs = Needs()

    def __init__(self, checks: Mapping[str, IdCheck]) -> None:
        """Take Presidio's recognisers by class name, one for each of `ID_RULES`."""
        self._ids = [_Id(checks[rule.recogniser], rule) for rule in ID_RULES]
        self.kinds = tuple(identity.kind for identity in self._ids)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Matches that are whole words, pass their checks and are believed."""
        for identity in self._ids:
            if identity.needs.are_met(clues):
                yield from identity.find(clues)


class _Id:
    """One recogniser of Presidio with its rule."""

    def __init__(self, check: IdCheck, rule: IdRule) -> None:
        self.kind = check.supported_entities[0]
        self.needs = Needs(digits=rule.digits, pattern=regex.compile(rule.quick) if rule.quick else None)
        self._check = check
        self._rule = rule
        self._patterns = [
            regex.compile(pattern.regex, _FLAGS) for pattern in check.patterns if pattern.name not in rule.skip
        ]
        self._label = label(rule.label)
        self._shape = regex.compile(rule.shape) if rule.shape else None

    def find(self, clues: Clues) -> Iterator[Finding]:
        for pattern in self._patterns:
            for match in clues.scan(pattern, lowered=False):
                start, end = match.span()
                if not _is_whole(clues.text, start, end):
                    continue
                is_shaped = self._shape is not None and self._shape.fullmatch(match.group()) is not None
                if is_shaped or self._rule.checked or clues.labels(self._label).starts:
                    yield from self._believed(clues, start, end, is_shaped=is_shaped)

    def _believed(self, clues: Clues, start: int, end: int, *, is_shaped: bool) -> Iterator[Finding]:
        """The match if a label, its shape or its being alone speaks for it, and its check digits do not speak against it."""
        if is_shaped and not is_business(clues, start, end):
            score = STRONG
        elif (self._rule.checked and clues.is_alone(start, end)) or is_labelled(clues, start, end, self._label):
            score = LABELLED
        else:
            return
        written = clues.text[start:end]
        if self._check.validate_result(written) is not False and not self._check.invalidate_result(written):
            yield Finding(self.kind, start, end, score)


def _is_whole(text: str, start: int, end: int) -> bool:
    """True if the match is not empty nor a piece of a longer word or number; some patterns of Presidio do not ask."""
    return (
        start < end
        and not (start and text[start - 1].isalnum() and text[start].isalnum())
        and not (text[end : end + 1].isalnum() and text[end - 1].isalnum())
    )
