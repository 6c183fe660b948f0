"""The test vectors of Presidio's own recognisers, where a folder with public data is given."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from copilot.privacy.redactor import PresidioRedactor
from copilot.privacy.vault import Vault

DATA = Path(os.environ.get("COPILOT_DATA", "")) / "presidio_pattern_vectors" / "vectors.jsonl"

# How many vectors of each kind may fail, and why.
ACCEPTED = {
    "CREDIT_CARD": 2,  # a number that fails its check digit is masked beside the word `card`: it is a mistyped card
    "IP_ADDRESS": 3,  # `::` is nobody's address
    "PHONE_NUMBER": 3,  # one text with and without its last number; mistyped ones are masked too
    "US_SSN": 2,  # nine digits without a label are an order number; 5-4 digits are ZIP+4
    "US_ITIN": 2,  # as above
    "UK_NHS": 1,  # ten digits without a label: one in ten order numbers would pass the check digit
    "ABA_ROUTING_NUMBER": 2,  # nine digits, as above
    "CA_SIN": 2,  # nine digits, as above
    "DE_TAX_ID": 2,  # eleven digits, as above
    "IN_AADHAAR": 2,  # twelve digits, as above
    "US_PASSPORT": 3,  # a letter and eight digits without a label are a serial number
    "UK_NINO": 1,  # the vector's span begins with the space before the number
    "IN_PAN": 1,  # any ten letters and digits are a product code
}
UNSUPPORTED = {"DATE_TIME", "URL", "US_BANK_NUMBER", "US_DRIVER_LICENSE"}
OUR_NAMES = {"UK_POSTCODE": "ZIP_CODE"}


@pytest.mark.skipif(not DATA.is_file(), reason="COPILOT_DATA names no folder with presidio_pattern_vectors")
def test_agrees_with_presidio_but_for_what_is_accepted(redactor: PresidioRedactor) -> None:
    vectors = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    failed = Counter(
        vector["entity"]
        for vector in vectors
        if vector["expected_count"] is not None and vector["entity"] not in UNSUPPORTED and not agrees(redactor, vector)
    )

    assert len(vectors) > 700
    assert {kind: count for kind, count in failed.items() if count > ACCEPTED.get(kind, 0)} == {}


def agrees(redactor: PresidioRedactor, vector: dict) -> bool:
    entities = redactor.redact(vector["text"], Vault()).entities
    kind = OUR_NAMES.get(vector["entity"], vector["entity"])
    spans = [[entity.start, entity.end] for entity in entities if entity.kind == kind]
    expected = vector["expected_spans"] if vector["expected_count"] else []
    if expected and isinstance(expected[0], int):
        expected = [expected]
    return spans == expected if expected else len(spans) == vector["expected_count"]
