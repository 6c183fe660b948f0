"""Which kinds of personal data count as the same, and which stand together in a report."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final


def _kinds(names: str) -> frozenset[str]:
    return frozenset(names.split())


_NATIONAL_IDS: Final = _kinds("""
    AU_MEDICARE AU_TFN BE_NRN BR_CPF CA_SIN CH_AHV DE_HEALTH_INSURANCE DE_ID_CARD DE_SOCIAL_SECURITY DE_TAX_ID
    DE_TAX_NUMBER ES_NIE ES_NIF FI_PERSONAL_IDENTITY_CODE FR_NIR IN_AADHAAR IN_PAN IN_VOTER IT_FISCAL_CODE
    IT_IDENTITY_CARD KR_FRN KR_RRN MX_CURP NG_NIN NL_BSN PL_PESEL PT_NIF SE_PERSONNUMMER SG_NRIC_FIN TH_TNIN
    TR_NATIONAL_ID UK_NHS UK_NINO US_ITIN US_MBI US_SSN ZA_ID_NUMBER
""")
_PASSPORTS: Final = _kinds("DE_PASSPORT ES_PASSPORT IN_PASSPORT IT_PASSPORT KR_PASSPORT UK_PASSPORT US_PASSPORT")
_LICENCES: Final = _kinds("DE_DRIVER_LICENSE IT_DRIVER_LICENSE KR_DRIVER_LICENSE UK_DRIVING_LICENCE US_DRIVER_LICENSE")

ACCEPTED: Final = {"NATIONAL_ID": _NATIONAL_IDS, "PASSPORT": _PASSPORTS, "DRIVER_LICENSE": _LICENCES}
"""Kind of a label → narrower kinds that are right where it stands.

Not the other way round: a label that says which country's number it is wants to hear that.
"""

GROUPS: Final = {
    "payment and credentials": _kinds(
        "CREDIT_CARD CVV CARD_EXPIRY IBAN_CODE BANK_ACCOUNT SORT_CODE ABA_ROUTING_NUMBER "
        "PASSWORD PIN ONE_TIME_CODE API_KEY"
    ),
    "names and addresses": _kinds("PERSON STREET_ADDRESS ZIP_CODE"),
    "contact": _kinds("EMAIL_ADDRESS PHONE_NUMBER USER_NAME IP_ADDRESS MAC_ADDRESS"),
    "identity": _kinds("NATIONAL_ID PASSPORT DRIVER_LICENSE DATE_OF_BIRTH") | _NATIONAL_IDS | _PASSPORTS | _LICENCES,
}
"""What a group of kinds is called in reports → the kinds."""


def is_same(labelled: str, found: str) -> bool:
    """True if a found kind is right where a label says another."""
    return labelled == found or found in ACCEPTED.get(labelled, ())


def counted_as(found: str, labelled: Collection[str]) -> str:
    """The kind that a finding without a label counts against: its own if any label has it, else the wider one."""
    if found in labelled:
        return found
    return next((wide for wide, narrow in ACCEPTED.items() if found in narrow), found)
