"""Bank accounts and dates of birth, which need a label."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers.bank_accounts import BankAccountRecogniser
from copilot.privacy.recognisers.birth_dates import BirthDateRecogniser

Find = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("account number is 55779911", [("BANK_ACCOUNT", "55779911")]),
        ("my bank account no. 0123456789", [("BANK_ACCOUNT", "0123456789")]),
        ("acct # 123456789012", [("BANK_ACCOUNT", "123456789012")]),
        ("my bank account number should be 2983095570", [("BANK_ACCOUNT", "2983095570")]),
        ("sort code: 20-00-00", [("SORT_CODE", "20-00-00")]),
        ("sort code 200000 account 55779911", [("SORT_CODE", "200000"), ("BANK_ACCOUNT", "55779911")]),
        ("refund to 20-00-00 55779911", [("SORT_CODE", "20-00-00"), ("BANK_ACCOUNT", "55779911")]),
        ("20-00-00 55779911", [("SORT_CODE", "20-00-00"), ("BANK_ACCOUNT", "55779911")]),
        ("bank details: 200000 55779911", [("SORT_CODE", "200000"), ("BANK_ACCOUNT", "55779911")]),
        ("refund me to 70872490, 40-47-84", [("BANK_ACCOUNT", "70872490"), ("SORT_CODE", "40-47-84")]),
        ("account number ending in 7788", []),
        ("routing number 121000358", [("ABA_ROUTING_NUMBER", "121000358")]),
        ("order 4815162342 is not on my account", []),
        ("481516234212", []),
        ("it came on 20-05-24, 20483157", []),
        ("my account is 10 years old", []),
        ("I have 3 accounts and 2 orders", []),
    ],
)
def test_takes_bank_numbers_only_with_their_label(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(BankAccountRecogniser(), text) == expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("born 12/05/1985", "12/05/1985"),
        ("I was born on the 3rd of May 1985", "3rd of May 1985"),
        ("DOB: 1985-05-12", "1985-05-12"),
        ("d.o.b. 12.05.85", "12.05.85"),
        ("my date of birth is 3 May 1985", "3 May 1985"),
        ("my birthday is May 3rd, 1985", "May 3rd, 1985"),
        ("my birthday is May 3", "May 3"),
        ("12.05.1985 is my date of birth", "12.05.1985"),
        ("dob 12051985", "12051985"),
        ("Geburtsdatum: 12.05.1985", "12.05.1985"),
        ("geb. 12.03.1985", "12.03.1985"),
        ("né le 3 mars 1990", "3 mars 1990"),
        ("nacido el 5 de mayo de 1980", "5 de mayo de 1980"),
        ("my dob: 12-Mar-1985", "12-Mar-1985"),
        ("07/04/1982 (dob)", "07/04/1982"),
        ("born on the seventh of april 1982", "seventh of april 1982"),
        ("turning 40 on 12 march 2025", "12 march 2025"),
        ("I was born in 1985", "1985"),
    ],
)
def test_finds_a_date_of_birth(find: Find, text: str, date: str) -> None:
    assert find(BirthDateRecogniser(), text) == [("DATE_OF_BIRTH", date)]


@pytest.mark.parametrize(
    "text",
    [
        "ordered on 12/05/2024",
        "delivered 3 May 2024",
        "a birthday present, ordered on 12/05/2024",
        "born in the wrong place",
        "20240512",
        "I'm 40 years old",
        "a surprise party for my daughter 16th birthday",
        "turning off wifi at 12 march street",
        "birth certificate copy costs 12.50",
    ],
)
def test_leaves_ordinary_dates(find: Find, text: str) -> None:
    assert find(BirthDateRecogniser(), text) == []
