"""Which of Presidio's recognisers are used, and when each is believed."""

from __future__ import annotations

from msgspec import Struct


class IdRule(Struct, frozen=True, kw_only=True):
    """One recogniser of Presidio and when its matches are believed.

    A word of `label` (alternatives, lower case, no accents) beside a match is always enough. A match whose whole text
    fits `shape` needs none, unless a business word such as `order` stands beside it. `checked`: the check digits are
    reason enough when the number is asked for, or is all that somebody wrote and grouped as such numbers are.
    `is_dated`: so few numbers pass (a date is in them) that it need not be grouped. `digits`: how many digits the
    shortest match has.
    `quick`: a pattern without which there is no match. `skip`: names of patterns of Presidio that are too wide, or not
    linear in time.
    """

    recogniser: str
    label: str
    digits: int = 0
    shape: str | None = None
    checked: bool = True
    is_dated: bool = False
    quick: str | None = None
    skip: frozenset[str] = frozenset()


_ANY = r".+"
_NINO = r"[a-z]{2}[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[a-d]"
_PASSPORT = "passports?|travel document|reisepass|pasaporte|passeport|passaporto|paspoort"

_EUROPE = (
    IdRule(recogniser="UkNinoRecognizer", label="national insurance|nino|ni", quick=_NINO, digits=6, shape=_ANY),
    IdRule(
        recogniser="NhsRecognizer",
        label="nhs|national health(?: service)?",
        quick=r"\d{3}[ -]?\d{3}[ -]?\d{4}",
        digits=10,
        shape=r"\d{3}[- ]\d{3}[- ]\d{4}",
    ),
    IdRule(
        recogniser="UkDrivingLicenceRecognizer",
        label="driving licen[cs]e|licen[cs]e|dvla",
        quick=r"\d{6}[a-z9]{2}",
        digits=4,
        shape=_ANY,
    ),
    IdRule(recogniser="UkPassportRecognizer", label=_PASSPORT, digits=7, checked=False),
    IdRule(
        recogniser="EsNifRecognizer",
        label="dni|nif|identificacion|documento nacional",
        quick=r"\d{7}-?[a-z]",
        digits=7,
        shape=_ANY,
    ),
    IdRule(recogniser="EsNieRecognizer", label="nie|extranjero", quick=r"[xyz]-?\d{7}", digits=7, shape=r"[xyzXYZ].+"),
    IdRule(
        recogniser="ItFiscalCodeRecognizer",
        label="codice fiscale|cf",
        quick=r"[a-z]{6}[a-z\d]{2}[a-z][a-z\d]{2}[a-z][a-z\d]{3}[a-z]",
        digits=2,
        shape=_ANY,
    ),
    IdRule(recogniser="PlPeselRecognizer", label="pesel", digits=11, is_dated=True),
    IdRule(
        recogniser="FiPersonalIdentityCodeRecognizer",
        label="hetu|henkilotunnus",
        quick=r"\d{6}[-+a]\d{3}\w",
        digits=9,
        shape=r"\d{6}[-+A]\d{3}\w",
    ),
    IdRule(
        recogniser="SePersonnummerRecognizer",
        label="personnummer|samordningsnummer",
        quick=r"\d{6}[-+ ]?\d{4}",
        digits=10,
        shape=r"(?:\d\d)?\d{6}[-+]\d{4}",
        is_dated=True,
    ),
    IdRule(recogniser="DeTaxIdRecognizer", label=r"steuer\S{0,30}|idnr|tax", digits=11),
    IdRule(
        recogniser="DeSocialSecurityRecognizer",
        label=r"\w{0,30}versicherungsnummer|rvnr|svnr|sv-nummer",
        quick=r"\d ?\d{6} ?[a-z]",
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
    IdRule(
        recogniser="TrNationalIdRecognizer", label="tc|tckn|kimlik|turkish id|national id", digits=11, is_dated=True
    ),
)

_AMERICA = (
    IdRule(
        recogniser="UsItinRecognizer",
        label="itin|tax|taxpayer|tin",
        quick=r"9\d\d[- ]?\d\d[- ]?\d{4}",
        digits=9,
        shape=r"9\d\d-\d\d-\d{4}",
        checked=False,
    ),
    IdRule(
        recogniser="UsMbiRecognizer",
        label="medicare|mbi|medicaid|beneficiary",
        quick=r"\d[a-z][a-z\d]\d-?[a-z]",
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
    IdRule(
        recogniser="AuAbnRecognizer",
        label="abn|australian business",
        quick=r"\d\d ?\d{3} ?\d{3} ?\d{3}",
        digits=11,
        shape=r"\d\d \d{3} \d{3} \d{3}",
    ),
    IdRule(recogniser="AuMedicareRecognizer", label="medicare", digits=10),
    IdRule(recogniser="InAadhaarRecognizer", label="aadhaar|aadhar|uidai", digits=12),
    IdRule(
        recogniser="InPanRecognizer",
        label="pan|permanent account",
        quick=r"[a-z]{5}\d{4}[a-z]",
        digits=4,
        shape=r"[A-Z]{5}\d{4}[A-Z]",
        checked=False,
        skip=frozenset({"PAN (Low)"}),
    ),
    IdRule(
        recogniser="KrRrnRecognizer", label="rrn|resident registration", digits=13, shape=r"\d{6}-\d{7}", is_dated=True
    ),
    IdRule(recogniser="ThTninRecognizer", label="tnin|thai id|thai national", digits=13),
    IdRule(
        recogniser="ZaIdNumberRecognizer", label="identity|rsa|south african|national id|id", digits=13, is_dated=True
    ),
    IdRule(recogniser="NgNinRecognizer", label="nin|national identi(?:ty|fication)|nimc", digits=11),
)

_LICENCE = "driv(?:ing|er'?s?) licen[cs]e|licen[cs]e"
_PLATE = (
    "registration|reg|vrn|vrm|(?:number|licen[cs]e) plate|plate|licen[cs]e plate|vehicle|kennzeichen|nummernschild"
    "|plaka"
    "|matricula|immatriculation"
)

_PAPERS_AND_PLATES = (
    IdRule(
        recogniser="DeFuehrerscheinRecognizer",
        label=r"f(?:u|ue)hrerschein\w{0,10}|fahrerlaubnis\w{0,8}",
        digits=8,
        checked=False,
    ),
    IdRule(recogniser="ItDriverLicenseRecognizer", label="patente(?: di guida)?", digits=7, checked=False),
    IdRule(recogniser="ItIdentityCardRecognizer", label="carta d'identita|carta identita|cie", digits=5, checked=False),
    IdRule(recogniser="KrDriverLicenseRecognizer", label=_LICENCE, digits=12, checked=False),
    IdRule(recogniser="KrFrnRecognizer", label="frn|foreigner registration|arc", digits=13, checked=False),
    IdRule(recogniser="ZaDriverLicenseRecognizer", label=_LICENCE, digits=6, checked=False),
    IdRule(recogniser="ZaIncomeTaxNumberRecognizer", label="tax|itr|sars|taxpayer", digits=10, checked=False),
    IdRule(recogniser="PhTinRecognizer", label="tin|tax", digits=9, checked=False),
    IdRule(recogniser="PhUmidRecognizer", label="umid|crn", digits=12, checked=False),
    IdRule(recogniser="InVoterRecognizer", label="voter|epic", digits=7, checked=False),
    IdRule(recogniser="DeTaxNumberRecognizer", label=r"steuer\S{0,30}|st-nr", digits=10, checked=False),
    IdRule(recogniser="MedicalLicenseRecognizer", label="dea|medical licen[cs]e", digits=7, checked=False),
    IdRule(recogniser="UkVehicleRegistrationRecognizer", label=_PLATE, digits=1, checked=False),
    IdRule(recogniser="DeKfzRecognizer", label=_PLATE, digits=1, checked=False),
    IdRule(recogniser="TrLicensePlateRecognizer", label=_PLATE, digits=4, checked=False),
    IdRule(recogniser="InVehicleRegistrationRecognizer", label=_PLATE, digits=4, checked=False),
    IdRule(recogniser="NgVehicleRegistrationRecognizer", label=_PLATE, digits=3, checked=False),
    IdRule(recogniser="ZaLicensePlateRecognizer", label=_PLATE, digits=2, checked=False),
)

_EVERYWHERE = (
    IdRule(
        recogniser="CryptoRecognizer", label="wallet|btc|bitcoin|crypto", quick=r"[a-z\d]{26}", digits=3, shape=_ANY
    ),
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

ID_RULES = (*_EUROPE, *_AMERICA, *_ASIA_AFRICA_OCEANIA, *_PAPERS_AND_PLATES, *_EVERYWHERE)

ASKED_IDS = frozenset({"NATIONAL_ID", "US_SSN", "UK_NINO", "UK_NHS", "PASSPORT", "DRIVER_LICENSE"})
"""Kinds that an operator asks for when any number of an identity paper, of whatever country, is a fitting answer."""

NO_PERSONS = frozenset({"ABA_ROUTING_NUMBER", "AU_ABN", "CRYPTO", "IP_ADDRESS", "MAC_ADDRESS"})
"""Kinds here that are no identity paper."""
