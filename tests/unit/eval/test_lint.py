"""The task `lint` and its data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from copilot.errors import InvalidInput
from eval.datasets.operators import OperatorMessage, operators_hash, read_operators
from eval.tasks.lint import run

FOLDER = Path(__file__).parents[3] / "eval" / "data" / "lint"


def plain(items: Sequence[OperatorMessage], _: str) -> Iterable[OperatorMessage]:
    return items


def message(number: int, text: str, *asks: str) -> OperatorMessage:
    return OperatorMessage(id=f"m{number}", text=text, asks=frozenset(asks))


def test_precision_and_recall_are_those_of_messages() -> None:
    messages = [
        message(1, "Your PIN please?", "PIN"),
        message(2, "Your PIN please?"),
        message(3, "mumble", "PIN"),
        message(4, "Your postcode?", "ZIP_CODE"),
    ]

    section = run("own", messages, plain)

    rules, kinds, whole = section.tables
    pin = next(row for row in rules.rows if row.name == "asks_for_pin")
    assert (pin.n, pin.figures["precision"].value, pin.figures["recall"].value) == (2, 0.5, 0.5)
    anything = kinds.rows[0]
    assert (anything.n, anything.figures["recall"].value) == (3, pytest.approx(2 / 3))
    assert whole.rows[0].figures["exactly right"].value == 0.5
    assert whole.rows[1].figures["false alarms"].value == 0.5
    assert section.items[1] == {"id": "m2", "text": "Your PIN please?", "missed": [], "false": ["PIN"]}


def test_what_cannot_be_measured_is_left_out() -> None:
    rules = run("own", [message(1, "mumble")], plain).tables[0]

    assert [(row.name, row.n, row.figures) for row in rules.rows] == [("any rule that blocks", 0, {})]


def test_no_message_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="no message"):
        run("own", [], plain)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"id": "a", "text": "x"}', "messages.jsonl:1"),
        (b'{"id": "a", "text": "x", "asks": []}\n{"id": "a", "text": "y", "asks": []}', "used twice"),
        (b'{"id": "a", "text": "x", "asks": [], "split": "dev"}', "no message in the split"),
    ],
)
def test_faults_in_the_file_are_named(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "messages.jsonl").write_bytes(content)

    with pytest.raises(InvalidInput, match=problem):
        read_operators(tmp_path, "test")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_operators(tmp_path, "all")


def test_the_shipped_messages_are_enough_and_about_half_ask() -> None:
    everything = read_operators(FOLDER, "all")

    asking = sum(bool(one.asks) for one in everything)
    assert len(everything) >= 400
    assert 0.4 <= asking / len(everything) <= 0.6
    assert len({one.text for one in everything}) == len(everything)


def test_the_hash_tells_messages_apart_and_not_their_order_of_kinds() -> None:
    assert operators_hash([message(1, "x", "PIN", "CVV")]) == operators_hash([message(1, "x", "CVV", "PIN")])
    assert operators_hash([message(1, "x", "PIN")]) != operators_hash([message(1, "x")])
