"""Hiding what turned out to be personal later."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from copilot.errors import RedactionFailed
from copilot.store.hiding import hide_in_record, hiding
from tests.fakes import sealed

CARD = sealed("<CREDIT_CARD_1>")
NAME = sealed("<PERSON_2>")


@pytest.mark.parametrize(
    ("fragments", "text", "hidden"),
    [
        ({"4111 1111": CARD}, "it is 4111 1111, ok", "it is <CREDIT_CARD_1>, ok"),
        ({"4111 1111": CARD}, "4111  1111 4111\n1111 4111\u00a01111", " ".join([CARD] * 3)),
        ({" 4111 ": CARD}, "card4111x", "card<CREDIT_CARD_1>x"),
        ({"11": CARD}, "order 2011 or 110 or LW-20112099", "order 2011 or 110 or LW-20112099"),
        ({"11": CARD}, "first 11, then (11)", "first <CREDIT_CARD_1>, then (<CREDIT_CARD_1>)"),
        ({"1": CARD, "PERSON": NAME}, "<PERSON_1> and 1", "<PERSON_1> and <CREDIT_CARD_1>"),
        ({"4111": CARD, "4111 1111": NAME}, "4111 1111 4111", "<PERSON_2> <CREDIT_CARD_1>"),
        ({"Ana": sealed("<PERSON_1>"), "PERSON_1": CARD}, "Ana", "<PERSON_1>"),
        ({"a.b+c(": CARD}, "aXb a.b+c( end", "aXb <CREDIT_CARD_1> end"),
        ({"José": NAME}, "José, Jose", "<PERSON_2>, Jose"),
        ({"": CARD, " \n": CARD}, "as it was", "as it was"),
        ({}, "as it was", "as it was"),
    ],
)
def test_hides(fragments: dict[str, Any], text: str, hidden: str) -> None:
    hide = hiding(list(fragments.items()))

    assert hide(text) == hidden
    assert hide(hide(text)) == hidden


def test_refuses_a_replacement_that_was_not_redacted_without_repeating_it() -> None:
    leak: Any = "4111"

    with pytest.raises(RedactionFailed) as refusal:
        hiding([("5500", leak)])

    assert "4111" not in refusal.value.detail


def test_hides_in_every_text_of_a_record_and_in_no_id() -> None:
    record = {
        "id": "sug_11",
        "answers_message_id": "11",
        "drafts": [{"id": "11", "sentences": [{"text": "or 11?", "passage_id": "11", "start": 11}]}],
        "revision": "11",
        "confidence": 0.11,
        "reasons": ["11", None, True],
    }

    hidden = msgspec.json.decode(hide_in_record(msgspec.json.encode(record), hiding([("11", CARD)])))

    assert hidden == {
        **record,
        "drafts": [{"id": "11", "sentences": [{"text": f"or {CARD}?", "passage_id": "11", "start": 11}]}],
        "reasons": [CARD, None, True],
    }


def test_entities_stand_where_they_stand_afterwards() -> None:
    mail = {"kind": "EMAIL_ADDRESS", "placeholder": "<EMAIL_ADDRESS_1>", "start": 9, "end": 26, "score": 0.5}
    record = {"customer_text": "4111 and <EMAIL_ADDRESS_1>", "entities": [mail]}

    hidden = msgspec.json.decode(hide_in_record(msgspec.json.encode(record), hiding([("4111", CARD)])))

    text = hidden["customer_text"]
    assert [text[one["start"] : one["end"]] for one in hidden["entities"]] == [CARD, mail["placeholder"]]
    assert [(one["kind"], one["score"]) for one in hidden["entities"]] == [("CREDIT_CARD", 1.0), ("EMAIL_ADDRESS", 0.5)]


@pytest.mark.parametrize("body", [b'{"text": "nothing \\u00e9"}', b"[]", b"not JSON", b"\xff"])
def test_a_record_without_a_fragment_is_left_as_it_is(body: bytes) -> None:
    assert hide_in_record(body, hiding([("4111", CARD)])) == body


@pytest.mark.parametrize("body", [b'"4\\u0031\\u0031\\u0031"', b"not JSON: 4111", b'{"4111": "4111"'])
def test_hides_however_it_is_written(body: bytes) -> None:
    hidden = hide_in_record(body, hiding([("4111", CARD)]))

    assert CARD.encode() in hidden
    assert b"4111" not in hidden
