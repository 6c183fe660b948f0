from __future__ import annotations

from uuid import UUID

import pytest

from copilot.api.opaque_ids import personal, refuse_personal

PERSONAL = [
    ("4111111111111111", "a card number"),
    ("card-4111-1111-1111-1111", "a card number"),
    ("chat:4111.1111.1111.1111", "a card number"),
    ("378282246310005", "a card number"),
    ("3782-822463-10005", "a card number"),
    ("36572024793172", "a card number"),
    ("6221-2638-1325-8961-956", "a card number"),
    ("DE89370400440532013000", "a bank account number"),
    ("gb29nwbk60161331926819", "a bank account number"),
    ("DE89-3704-0044-0532-0130-00", "a bank account number"),
    ("536-22-8714", "a social security number"),
    ("customer:536-22-8714", "a social security number"),
    ("whatsapp:+447700900123", "a telephone number"),
    ("sms=+44-7700-900123", "a telephone number"),
]
OPAQUE = [
    *(
        "m1",
        "chat-4711",
        "LW-20990412",
        "1234567",
        "123456789012",
        "4408833155983",
        "1700000000.123456",
        "447700900123",
    ),
    *("4111111111111112", "9111111111111111", "2026-01-05T10:00:00", "2026-11-21-10", "DE89370400440532013001"),
    *("6f1ed002ab5595859014ebf0951522d9", "5f2b6c0e9d1e8a0017a3c9b4", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "abc+12345678x"),
    *("f88ec836-4326-4fc0-bc5b-db7489929245", "cnv_01a1fc5c21151eb1218b345c99de", "t_1234567890123452"),
    *(str(UUID(int=number * 0x9E3779B97F4A7C15F39CC0605CEDC834 % 2**128, version=4)) for number in range(1, 200)),
]


@pytest.mark.parametrize(("value", "what"), PERSONAL)
def test_an_id_that_is_somebodys_number_is_told_from_others(value: str, what: str) -> None:
    assert personal(value) == what


@pytest.mark.parametrize("value", OPAQUE)
def test_an_opaque_id_passes(value: str) -> None:
    assert personal(value) is None


def test_a_refusal_names_the_field_and_not_the_value() -> None:
    with pytest.raises(ValueError, match=r"^`brand` is a card number: use an opaque id, such as a UUID$"):
        refuse_personal(id="m1", brand="4111111111111111")
