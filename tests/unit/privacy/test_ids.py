"""Identity papers, tax, health and network numbers, with all recognisers together."""

from __future__ import annotations

import pytest

from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault


def pieces(redactor: PresidioRedactor, text: str) -> list[tuple[str, str]]:
    return [(entity.kind, text[entity.start : entity.end]) for entity in redactor.redact(text, Vault()).entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ssn 123-45-6789", ("US_SSN", "123-45-6789")),
        ("my social security number is 123456789", ("US_SSN", "123456789")),
        ("it is 219-09-9999 ok", ("US_SSN", "219-09-9999")),
        ("my itin is 911-70-1234", ("US_ITIN", "911-70-1234")),
        ("medicare 1EG4-TE5-MK73", ("US_MBI", "1EG4-TE5-MK73")),
        ("nino AB123456C", ("UK_NINO", "AB123456C")),
        ("it's AB 12 34 56 C", ("UK_NINO", "AB 12 34 56 C")),
        ("nhs number 401 023 2137", ("UK_NHS", "401 023 2137")),
        ("driving licence MORGA657054SM9IJ", ("UK_DRIVING_LICENCE", "MORGA657054SM9IJ")),
        ("DNI 12345678Z", ("ES_NIF", "12345678Z")),
        ("NIE X1234567L", ("ES_NIE", "X1234567L")),
        ("codice fiscale RSSMRA85T10A562S", ("IT_FISCAL_CODE", "RSSMRA85T10A562S")),
        ("pesel 44051401359", ("PL_PESEL", "44051401359")),
        ("henkilötunnus 131052-308T", ("FI_PERSONAL_IDENTITY_CODE", "131052-308T")),
        ("personnummer 811218-9876", ("SE_PERSONNUMMER", "811218-9876")),
        ("steuer-id 12345678903", ("DE_TAX_ID", "12345678903")),
        ("IdNr. 98765432106 liegt bei", ("DE_TAX_ID", "98765432106")),
        ("nric S1234567D", ("SG_NRIC_FIN", "S1234567D")),
        ("tfn 876 543 210", ("AU_TFN", "876 543 210")),
        ("abn 51 824 753 556", ("AU_ABN", "51 824 753 556")),
        ("my aadhaar is 3123 4567 8909", ("IN_AADHAAR", "3123 4567 8909")),
        ("pan ABCPD1234Z", ("IN_PAN", "ABCPD1234Z")),
        ("sin 130-692-544", ("CA_SIN", "130-692-544")),
        ("my passport is A12803456", ("US_PASSPORT", "A12803456")),
        ("my passport no is C01X00T47K2", ("PASSPORT", "C01X00T47K2")),
        ("drivers license number D1234567", ("DRIVER_LICENSE", "D1234567")),
        ("my national id is 1234-567-89", ("NATIONAL_ID", "1234-567-89")),
        ("BSN 111222333", ("NATIONAL_ID", "111222333")),
        ("cpf: 52998224725", ("NATIONAL_ID", "52998224725")),
        ("my curp is HEGG560427MVZRRL04", ("NATIONAL_ID", "HEGG560427MVZRRL04")),
        ("pps 1234567T", ("NATIONAL_ID", "1234567T")),
        ("utr 1234567890", ("NATIONAL_ID", "1234567890")),
        ("C01X00T47 is my passport number", ("PASSPORT", "C01X00T47")),
        ("permis de conduire 123456789012", ("DRIVER_LICENSE", "123456789012")),
        ("drivers license no: D123-4567-8901", ("DRIVER_LICENSE", "D123-4567-8901")),
        ("my reg is AB12 CDE", ("UK_VEHICLE_REGISTRATION", "AB12 CDE")),
        ("Kennzeichen B-AB 1234", ("DE_KFZ", "B-AB 1234")),
        ("eth 0x52908400098527886E0F7030069857D2E4169EE7", ("CRYPTO", "0x52908400098527886E0F7030069857D2E4169EE7")),
        ("iban is DE89 3704 0044 0532 0130 01", ("IBAN_CODE", "DE89 3704 0044 0532 0130 01")),
        ("my ip is 81.2.69.142", ("IP_ADDRESS", "81.2.69.142")),
        ("2001:db8::1", ("IP_ADDRESS", "2001:db8::1")),
        ("mac 00:1A:2B:3C:4D:5E", ("MAC_ADDRESS", "00:1A:2B:3C:4D:5E")),
        ("send it to 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ", ("CRYPTO", "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ")),
        ("GB29 NWBK 6016 1331 9268 19 please", ("IBAN_CODE", "GB29 NWBK 6016 1331 9268 19")),
        ("iban: nl91abna0417164300", ("IBAN_CODE", "nl91abna0417164300")),
        ("Gb29nwbk60161331926819", ("IBAN_CODE", "Gb29nwbk60161331926819")),
        ("DE89-3704-0044-0532-0130-00 2 days ago", ("IBAN_CODE", "DE89-3704-0044-0532-0130-00")),
    ],
)
def test_finds_a_number_with_its_kind(redactor: PresidioRedactor, text: str, expected: tuple[str, str]) -> None:
    assert pieces(redactor, text) == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("44051401359", "PL_PESEL"),
        (" 130 692 544.", "CA_SIN"),
        ("3222-7162-7", "ABA_ROUTING_NUMBER"),
        ("3123 4567 8909", "IN_AADHAAR"),
        ("AB123456C", "UK_NINO"),
        ("529.982.247-25", "NATIONAL_ID"),
        ("756.9217.0769.85", "NATIONAL_ID"),
        ("2 69 05 49 588 157 80", "NATIONAL_ID"),
    ],
)
def test_believes_check_digits_if_a_grouped_or_dated_number_is_the_whole_message(
    redactor: PresidioRedactor, text: str, kind: str
) -> None:
    assert [found for found, _ in pieces(redactor, text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "see 44051401359 again",
        "order 219-09-9999",
        "000-12-3456",
        "GB29 NWBK 6016 1331 9268 18",
        "0032698674",
        "121000358",
        "312345678909",
        "order 529.982.247-25",
        "my passport expired on 12/05/2023",
        "vehicle tax 2024",
        "GI75 aWBK 0000 0000 7099 453",
        "firmware 1.0.2.5",
        "serial number AB123456C",
        "std::cout << x",
        "12:34:56",
        "ab:cd",
        "my passport expired in 2023",
        "id card lost",
        "XX12 3456 7890 1234",
        "GB29 NWBK 6016",
        "BIC DEUTDEFF",
    ],
)
def test_leaves_numbers_that_nothing_speaks_for(redactor: PresidioRedactor, text: str) -> None:
    assert pieces(redactor, text) == []
