"""Templates become messages whose personal data is known to the code point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from copilot.errors import InvalidInput
from eval.datasets.filled import Case, Deck, Span, Template, fill, read_filled

VALUES = {
    "PERSON.first": ["Jo"],
    "STREET_ADDRESS": ["12 Straße"],
    "order_number": ["A-77"],
    "CVV": ["123"],
}


def template(text: str, case: Case = "as_is", after: str | None = None) -> Template:
    return Template(id="t-1", text=text, case=case, after=after)


def choose(slot: str) -> str:
    return VALUES[slot][0]


def folder(place: Path, templates: Sequence[object], negatives: Sequence[object] = (), **values: list[str]) -> Path:
    (place / "templates.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, templates)))
    (place / "negatives.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, negatives)))
    (place / "values.json").write_bytes(msgspec.json.encode(values or VALUES))
    return place


def test_a_slot_in_capitals_becomes_a_span_and_one_in_small_letters_something_that_stays() -> None:
    filled = fill(template("hi its {PERSON.first} 🙂, order {order_number}"), choose)

    assert filled.text == "hi its Jo 🙂, order A-77"
    assert filled.spans == (Span(kind="PERSON", start=7, end=9),)
    assert filled.stays == (Span(kind="order_number", start=19, end=23),)
    assert filled.template == "t-1"


@pytest.mark.parametrize(
    ("case", "text", "start", "end"),
    [
        ("as_is", "Süß: 12 Straße!", 5, 14),
        ("lower", "süß: 12 straße!", 5, 14),
        ("upper", "SÜSS: 12 STRASSE!", 6, 16),
    ],
)
def test_spans_fit_also_where_the_case_changes_the_length(case: Case, text: str, start: int, end: int) -> None:
    filled = fill(template("Süß: {STREET_ADDRESS}!", case), choose)

    assert filled.text == text
    assert filled.spans == (Span(kind="STREET_ADDRESS", start=start, end=end),)


def test_the_operators_message_is_filled_first_and_has_no_spans() -> None:
    deck = Deck({"PERSON.first": ["Jo", "Al"]}, seed=1)
    first, second = deck.choose("PERSON.first"), deck.choose("PERSON.first")

    filled = fill(
        template("{PERSON.first} here", "upper", after="Is that {PERSON.first}?"),
        Deck({"PERSON.first": ["Jo", "Al"]}, seed=1).choose,
    )

    assert filled.after == f"Is that {first}?"
    assert filled.text == f"{second.upper()} HERE"
    assert [span.start for span in filled.spans] == [0]


def test_braces_that_are_no_slot_stay() -> None:
    filled = fill(template('{"cvv": "{CVV}", "a": {}}'), choose)

    assert filled.text == '{"cvv": "123", "a": {}}'
    assert filled.spans == (Span(kind="CVV", start=9, end=12),)


def test_a_slot_without_values_is_named_with_its_template() -> None:
    with pytest.raises(InvalidInput, match=r"t-1 has the slot PERSON\.last"):
        fill(template("{PERSON.last}"), choose)


def test_no_value_comes_again_before_all_have_been_drawn() -> None:
    deck = Deck({"CVV": ["1", "2", "3"]}, seed=5)

    drawn = [deck.choose("CVV") for _ in range(6)]

    assert Counter(drawn[:3]) == Counter(drawn[3:]) == Counter(["1", "2", "3"])


def test_a_new_slot_does_not_change_what_others_are_filled_with() -> None:
    few = Deck({"CVV": list("12345678")}, seed=5)
    more = Deck({"PIN": ["9"], "CVV": list("12345678")}, seed=5)

    assert [few.choose("CVV") for _ in range(8)] == [
        chosen for _ in range(8) for chosen in (more.choose("CVV"), more.choose("PIN")) if chosen != "9"
    ]


def test_every_template_is_filled_eight_times_and_messages_without_personal_data_follow(tmp_path: Path) -> None:
    templates = [{"id": "a", "text": "cvv {CVV}"}, {"id": "b", "text": "order {order_number}", "case": "lower"}]
    negatives = [{"id": "n", "text": "May I?", "after": "Anything else?"}]
    codes = [str(code) for code in range(100, 110)]

    messages = read_filled(folder(tmp_path, templates, negatives, CVV=codes, order_number=["A"]))

    assert [message.template for message in messages] == ["a"] * 8 + ["b"] * 8 + ["n"]
    assert len({message.text for message in messages[:8]}) == 8
    assert messages[8].text == "order a"
    assert messages[-1].after == "Anything else?"
    assert not messages[-1].spans
    assert messages == read_filled(tmp_path)


@pytest.mark.parametrize(
    ("templates", "fault"),
    [
        ([{"id": "a", "text": "x"}, {"id": "a", "text": "y"}], r"templates\.jsonl:2: the id a is used twice"),
        ([{"id": "a", "text": "x", "earlier": "y"}], r"templates\.jsonl:1: .*earlier"),
        ([{"id": "a", "text": "{PERSON.First}"}], r"templates\.jsonl:1: the slot \{PERSON\.First\} is malformed"),
        ([{"id": "a", "text": "x", "after": "{ CVV }"}], r"templates\.jsonl:1: the slot \{ CVV \} is malformed"),
        ([{"id": "a", "text": "x", "case": "title"}], r"templates\.jsonl:1: .*title"),
    ],
)
def test_a_faulty_line_is_named(templates: list[object], fault: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=fault):
        read_filled(folder(tmp_path, templates))


def test_values_that_are_missing_are_one_sentence(tmp_path: Path) -> None:
    folder(tmp_path, [{"id": "a", "text": "x"}])
    (tmp_path / "values.json").unlink()

    with pytest.raises(InvalidInput, match=r"values\.json cannot be read"):
        read_filled(tmp_path)
