"""Check digits of national identity numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copilot.privacy.recognisers import id_checks

# Published examples of each country's authority or of the standard.
EXAMPLES = {
    id_checks.french_nir: "269054958815780",
    id_checks.dutch_bsn: "111222333",
    id_checks.belgian: "93051822361",
    id_checks.portuguese_nif: "123456789",
    id_checks.brazilian_cpf: "52998224725",
    id_checks.swiss_ahv: "7569217076985",
    id_checks.chilean_rut: "123456785",
    id_checks.chinese: "11010519491231002X",
    id_checks.norwegian: "15108695088",
    id_checks.irish_pps: "1234567T",
    id_checks.romanian_cnp: "1630615123457",
    id_checks.czech: "7103192745",
    id_checks.austrian: "1237010180",
    id_checks.greek_afm: "094259216",
    id_checks.croatian_oib: "33392005961",
}


@pytest.mark.parametrize(("check", "number"), EXAMPLES.items(), ids=[check.__name__ for check in EXAMPLES])
def test_accepts_an_example_and_hardly_any_other(check: Callable[[str], bool], number: str) -> None:
    places = "0123456789" if number[-1].isdigit() else "ABCDEFGHIJ"
    changed = number[:3] + ("1" if number[3] != "1" else "2") + number[4:]

    assert check(number)
    assert not check(changed) or sum(check(number[:-1] + place) for place in places) <= 2


def test_counts_corsica_as_nineteen() -> None:
    number = "184022A004036"
    key = 97 - int(number.replace("2A", "19")) % 97

    assert id_checks.french_nir(f"{number}{key:02}")
    assert not id_checks.french_nir(f"{number}{key % 97 + 1:02}")


def test_a_danish_number_begins_with_a_day() -> None:
    assert id_checks.danish("2110625629")
    assert not id_checks.danish("3113625629")
