"""Which of Presidio's recognisers are used, and when each is believed."""

from __future__ import annotations

from msgspec import Struct


class IdRule(Struct, frozen=True, kw_only=True):
    """One recogniser of Presidio and when its matches are believed.

    A word of `label` (alternatives, lower case, no accents) beside a match is always enough. A match whose whole text
    fits `shape` needs none, unless a business word such as `order` stands beside it. `checked`: the check digits are
    reason enough when the number is all that somebody wrote. `digits`: how many digits the shortest match has.
    `quick`: a pattern without which there is no match. `skip`: names of patterns of Presidio that are too wide, or not
    linear in time.
    """

    recogniser: str
    label: str
    digits: int = 0
    shape: str | None = None
    checked: bool = True
    quick: str | None = None
    skip: frozenset[str] = frozenset()


_ANY = r".+"
_PASSPORT = "passports?|travel document|reisepass|pasaporte|passeport|passaporto|paspoort"

_EUROPE = (
    IdRule(recogniser="UkNinoRecognizer", label="national insurance|nino|ni", digits=6, shape=_ANY),
    IdRule(
        recogniser="NhsRecognizer",
        label="nhs|national health(?: service)?",
        digits=10,
        shape=r"\d{3}[- ]\d{3}[- ]\d{4}",
    ),
    IdRule(recogniser="UkDrivingLicenceRecognizer", label="driving licen[cs]e|licen[cs]e|dvla", digits=4, shape=_ANY),
    IdRule(recogniser="UkPassportRecognizer", label=_PASSPORT, digits=7, checked=False),
    IdRule(recogniser="EsNifRecognizer", label="dni|nif|identificacion|documento nacional", digits=7, shape=_ANY),
    IdRule(recogniser="EsNieRecognizer", label="nie|extranjero", digits=7, shape=r"[xyzXYZ].+"),
    IdRule(recogniser="ItFiscalCodeRecognizer", label="codice fiscale|cf", digits=2, shape=_ANY),
    IdRule(recogniser="PlPeselRecognizer", label="pesel", digits=11),
    IdRule(
        recogniser="FiPersonalIdentityCodeRecognizer",
        label="hetu|henkilotunnus",
        digits=9,
        shape=r"\d{6}[-+A]\d{3}\w",
    ),
    IdRule(
        recogniser="SePersonnummerRecognizer",
        label="personnummer|samordningsnummer",
        digits=10,
        shape=r"(?:\d\d)?\d{6}[-+]\d{4}",
    ),
    IdRule(recogniser="DeTaxIdRecognizer", label=r"steuer\S{0,30}|idnr|tax", digits=11),
    IdRule(
        recogniser="DeSocialSecurityRecognizer",
        label=r"\w{0,30}versicherungsnummer|rvnr|svnr|sv-nummer",
        digits=11,
        shape=_ANY,
    ),
    IdRule(
        recogniser="DeHealthInsuranceRecognizer",
        label=r"\w{0,30}versicherten?\w{0,12}|kvnr|krankenkasse|gesundheitskarte",
        digits=9,
    ),
    IdRule(
        recogniser="DeIdCardRecognizer", label=r"\w{0,30}ausweis\w{0,12}|identity card|id card|national id", digits=1
    ),
    IdRule(recogniser="DePassportRecognizer", label=_PASSPORT + r"|pass\w{0,12}nummer", digits=1),
    IdRule(recogniser="TrNationalIdRecognizer", label="tc|tckn|kimlik|turkish id|national id", digits=11),
)

_AMERICA = (
    IdRule(
        recogniser="UsItinRecognizer",
        label="itin|tax|taxpayer|tin",
        digits=9,
        shape=r"9\d\d-\d\d-\d{4}",
        checked=False,
    ),
    IdRule(
        recogniser="UsMbiRecognizer",
        label="medicare|mbi|medicaid|beneficiary",
        digits=4,
        shape=r"\w{4}-?\w{3}-?\w{4}",
        checked=False,
    ),
    IdRule(recogniser="UsPassportRecognizer", label=_PASSPORT, digits=8, checked=False),
    IdRule(recogniser="AbaRoutingRecognizer", label="aba|routing|rtn", digits=9),
    IdRule(recogniser="CaSinRecognizer", label="sin|social insurance|nas|assurance sociale", digits=9),
)

_ASIA_AFRICA_OCEANIA = (
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
    IdRule(recogniser="KrRrnRecognizer", label="rrn|resident registration", digits=13, shape=r"\d{6}-\d{7}"),
    IdRule(recogniser="ThTninRecognizer", label="tnin|thai id|thai national", digits=13),
    IdRule(recogniser="ZaIdNumberRecognizer", label="identity|rsa|south african|national id", digits=13),
    IdRule(recogniser="NgNinRecognizer", label="nin|national identi(?:ty|fication)|nimc", digits=11),
)

_EVERYWHERE = (
    IdRule(recogniser="CryptoRecognizer", label="wallet|btc|bitcoin|crypto", digits=3, shape=_ANY),
    IdRule(
        recogniser="IpRecognizer",
        label="ip|ipv4|ipv6",
        shape=r".*[0-9a-fA-F].*",
        checked=False,
        quick=r"\d\.\d{1,3}\.\d|:[0-9a-f]{0,4}:",
    ),
    IdRule(
        recogniser="MacAddressRecognizer",
        label="mac",
        shape=_ANY,
        checked=False,
        quick=r"[0-9a-f]{2}([:-])[0-9a-f]{2}\1|[0-9a-f]{4}\.[0-9a-f]{4}\.",
    ),
)

ID_RULES = (*_EUROPE, *_AMERICA, *_ASIA_AFRICA_OCEANIA, *_EVERYWHERE)
