"""Labelled conversations: what is read, and which faults are named where."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from copilot.errors import InvalidInput
from eval.datasets.conversations import conversations_hash, read_conversations
from eval.triage import OWN


def a_line(identifier: str = "a-001", **fields: Any) -> dict[str, Any]:
    turns = [
        {"author": "customer", "at": 0, "text": "Where is it?", "frustration": 1, "signals": ["waiting"]},
        {"author": "operator", "at": 90, "text": "On its way."},
        {"author": "customer", "at": 100, "text": "Again?!", "frustration": 3, "signals": []},
    ]
    style = {"formality": "casual", "warmth": "cool"}
    values = {"channel": "chat", "tags": ["positive"], "urgency": "high", "style": style, "turns": turns, **fields}
    return {"id": identifier, **values}


def turns_with(place: int, **fields: Any) -> list[dict[str, Any]]:
    turns = a_line()["turns"]
    turns[place] = {**turns[place], **fields}
    return turns


def folder_with(folder: Path, **files: list[Any]) -> Path:
    for name, lines in files.items():
        content = [line if isinstance(line, bytes) else msgspec.json.encode(line) for line in lines]
        (folder / f"{name.replace('_', '-')}.jsonl").write_bytes(b"\n".join(content) + b"\n")
    return folder


def test_a_line_becomes_a_conversation(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path, conversations_a=[a_line(tier="gold", escalation={"target": "supervisor", "turn": 2}, split="dev")]
    )

    (found,) = read_conversations(folder, "dev")

    assert (found.id, found.writer, found.felt, found.tier) == ("a-001", "a", (1, 3), "gold")
    assert found.escalation is not None
    assert (found.escalation.target, found.escalation.turn) == ("supervisor", 2)
    assert found.turns[0].signals == {"waiting"}


def test_messages_come_as_a_console_would_send_them(tmp_path: Path) -> None:
    (found,) = read_conversations(folder_with(tmp_path, conversations_a=[a_line()]), "test")

    first, second, third = found.incoming()

    assert [message.id for message in (first, second, third)] == ["0", "1", "2"]
    assert [message.author for message in (first, second, third)] == ["customer", "operator", "customer"]
    assert first.text == "Where is it?"
    assert third.sent_at is not None
    assert first.sent_at is not None
    assert third.sent_at - first.sent_at == timedelta(seconds=100)


@pytest.mark.parametrize(
    ("part", "ids"), [("dev", ["b-001"]), ("test", ["a-001", "c-001"]), ("all", ["a-001", "b-001", "c-001"])]
)
def test_a_split_is_read_file_by_file(tmp_path: Path, part: str, ids: list[str]) -> None:
    folder = folder_with(
        tmp_path,
        conversations_2=[a_line("c-001")],
        conversations_1=[a_line("a-001"), a_line("b-001", split="dev")],
        writing=[{"id": "write-1"}],
    )

    assert [found.id for found in read_conversations(folder, part)] == ids  # type: ignore[arg-type]  # of a table


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", r"conversations-a\.jsonl:2: "),
        (b"", r"conversations-a\.jsonl:2: "),
        (a_line("b-001", mood="sad"), r"conversations-a\.jsonl:2: .*`mood`"),
        (a_line("b-001", urgency="extreme"), r"conversations-a\.jsonl:2: Invalid enum value.*\$\.urgency"),
        (a_line("b-001", turns=turns_with(0, frustration=4)), r":2: .*\$\.turns\[0\]\.frustration"),
        (a_line("b-001", turns=turns_with(0, frustration=None)), r":2: the customer's turns, and only those"),
        (a_line("b-001", turns=turns_with(1, frustration=0)), r":2: the customer's turns, and only those"),
        (a_line("b-001", turns=turns_with(2, signals=["rage"])), r":2: no signal is called rage"),
        (a_line("b-001", escalation={"target": "legal", "turn": 1}), r":2: an escalation is due after a turn of the"),
        (a_line("b-001", escalation={"target": "legal", "turn": 3}), r":2: an escalation is due after a turn of the"),
        (a_line("b-001", escalation={"target": "legal", "turn": -1}), r":2: an escalation is due after a turn of the"),
        (a_line("a-001"), r":2: the id a-001 is used twice"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, line: object, message: str) -> None:
    folder = folder_with(tmp_path, conversations_a=[a_line("a-001"), line, a_line("c-001")])

    with pytest.raises(InvalidInput, match=message):
        read_conversations(folder, "all")


def test_an_id_is_used_once_in_all_files(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, conversations_a=[a_line()], conversations_b=[a_line("b-001"), a_line()])

    with pytest.raises(InvalidInput, match=r"conversations-b\.jsonl:2: the id a-001 is used twice"):
        read_conversations(folder, "all")


@pytest.mark.parametrize("files", [{}, {"writing": [a_line()]}, {"conversations_a": [a_line()]}])
def test_an_empty_split_is_refused(tmp_path: Path, files: dict[str, list[Any]]) -> None:
    with pytest.raises(InvalidInput, match="no conversation in the split 'dev': choose another --split"):
        read_conversations(folder_with(tmp_path, **files), "dev")


def test_the_hash_changes_with_a_label(tmp_path: Path) -> None:
    (one,) = read_conversations(folder_with(tmp_path, conversations_a=[a_line()]), "all")
    other = msgspec.structs.replace(one, urgency="low")

    assert conversations_hash([one]) == conversations_hash([one])
    assert conversations_hash([one]) != conversations_hash([other])
    assert conversations_hash([one]).startswith("sha256:")


@pytest.mark.parametrize("part", ["dev", "test"])
def test_our_own_conversations_are_whole_and_no_writer_is_in_both_splits(part: str) -> None:
    found = read_conversations(OWN, part)  # type: ignore[arg-type]  # of a table
    others = read_conversations(OWN, "test" if part == "dev" else "dev")

    assert all(one.felt for one in found)
    assert {one.writer for one in found}.isdisjoint(one.writer for one in others)
    assert all([turn.at for turn in one.turns] == sorted(turn.at for turn in one.turns) for one in found)
