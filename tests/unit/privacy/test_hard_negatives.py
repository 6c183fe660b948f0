"""What an operator needs to work stays, with all recognisers together."""

from __future__ import annotations

import pytest

from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault


@pytest.mark.parametrize(
    "text",
    [
        "my order LW-20483157 has not arrived",
        "order number 4815162342, ordered on 12 May",
        "order 481516234212 and ticket 7012345678",
        "I'd like to return order 20483157 and order 20483199",
        "tracking 1Z999AA10123456784 says delivered",
        "where is my parcel 00340434161094042557",
        "JD014600006228974 is still in transit",
        "RMA-482913 was approved",
        "RMA 48291377 for my kettle",
        "ticket #48213, invoice 2024-000123",
        "serial MM2403118842",
        "serial number is MM2403118842",
        "part number 0201379624",
        "error V-205 on the display",
        "the display shows code 4040",
        "firmware 2.14.3.1 is installed, version 1.2.3.4 is out",
        "the kettle KT-1700 has 1.7 l and 2200 W",
        "I was charged 1,299.00 on 12/05/2024 and 49.99 before",
        "delivery on 2024-05-12 between 10:30 and 12:45",
        "it is 20 x 30 x 40 cm, 12345 pieces",
        "card ending in 4242, last four digits 4242",
        "**** **** **** 4242",
        "open 24/7, 365 days",
        "ISBN 978-3-16-148410-0",
        "temperature 20.5.21",
        "100 000 000 people",
        "the Acme Corp office in Leeds",
        "http://example.com/a/b?id=123456",
        "please never send your password or PIN in chat",
        "",
        "   ",
        "👋🏽",
    ],
)
def test_leaves_what_is_not_personal(redactor: PresidioRedactor, text: str) -> None:
    redaction = redactor.redact(text, Vault())

    assert redaction.text == text
    assert redaction.entities == ()
