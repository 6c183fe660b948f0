"""Canned replies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copilot.errors import CorpusInvalid
from copilot.suggest.canned import CannedReplies, canned_text, read_canned
from copilot.types import CannedReply
from tests.examples import a_conversation, a_customer
from tests.fakes import FakeEncoder

MARKDOWN = "---\nid: ask\ntitle: Ask for the order\ntags: [orders]\nintents: [a.b]\n---\nWhich order is it?\n"


def a_folder(root: Path, **files: str | bytes) -> Path:
    (root / "canned").mkdir()
    for name, content in files.items():
        path = root / "canned" / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def test_all_three_kinds_of_file_are_read_and_ordered_by_id(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        x__md=MARKDOWN,
        y__jsonl='{"id": "b", "title": "B", "text": "Bee"}\n\n{"id": "a", "title": "A", "text": "Ay", "tags": ["t"]}\n',
        z__json='[{"id": "c", "title": "C", "text": "Sea"}]',
        README__md="not a reply",
        notes__txt="no",
    )

    replies = read_canned(folder)

    assert [reply.id for reply in replies] == ["a", "ask", "b", "c"]
    assert replies[1] == CannedReply(
        id="ask", title="Ask for the order", text="Which order is it?", tags=("orders",), intents=("a.b",)
    )


def test_a_corpus_without_canned_replies_has_none(tmp_path: Path) -> None:
    assert read_canned(tmp_path) == ()


def test_every_fault_is_named_with_file_and_line(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        a__md="no front matter",
        b__jsonl='{"id": "b", "title": "B", "text": "x"}\n{"id": 1}\n',
        c__json="{}",
        d__md=b"\xff",
        e__md=MARKDOWN,
        f__md=MARKDOWN,
    )

    with pytest.raises(CorpusInvalid, match=r"5 fault\(s\)") as raised:
        read_canned(folder)

    assert [(fault.path, fault.line) for fault in raised.value.faults] == [
        ("canned/a.md", 1),
        ("canned/b.jsonl", 2),
        ("canned/c.json", 1),
        ("canned/d.md", 1),
        ("canned/f.md", 1),
    ]


def replies(*texts: str) -> CannedReplies:
    encoder = FakeEncoder()
    items = [CannedReply(id=f"r{number}", title="", text=text) for number, text in enumerate(texts)]
    vectors = [encoder.read(canned_text(item)).vector for item in items]
    return CannedReplies(items, np.array(vectors, dtype=np.float32).reshape(-1, 256))


def asked(text: str) -> np.ndarray:
    return FakeEncoder().read(text).vector


def test_replies_come_best_first_and_no_more_than_wanted() -> None:
    canned = replies("reset the lamp", "refund the order now", "refund the order")

    ranked = canned.rank(asked("refund the order"), a_conversation("x"), 2)

    assert [item.reply.id for item in ranked] == ["r2", "r1"]
    assert ranked[0].score == pytest.approx(1, abs=1e-3)


def test_replies_about_something_else_are_not_offered() -> None:
    assert replies("reset the lamp").rank(asked("where is my parcel"), a_conversation("x"), 3) == ()


def test_no_replies_no_offers() -> None:
    assert replies().rank(asked("x"), a_conversation("x"), 3) == ()


def test_slots_that_the_conversation_fills_are_filled_and_the_others_are_missing() -> None:
    conversation = a_conversation("My order LK-1234567", "LK-1234567 please", customer=a_customer())
    canned = replies("Hi {{customer_name}}, {{ order_number }} comes on {{day}}; yes, on {{day}}")

    (filled,) = canned.rank(asked("hi comes on yes on"), conversation, 1)

    assert filled.text == "Hi <PERSON_1>, LK-1234567 comes on {{day}}; yes, on {{day}}"
    assert filled.missing == ("day",)


@pytest.mark.parametrize("said", ["LK-1234567 or LK-7654321?", "no number", "lk-1234567", "LK-12345"])
def test_an_order_number_is_filled_in_only_if_there_is_exactly_one(said: str) -> None:
    (filled,) = replies("order {{order_number}}").rank(asked("order"), a_conversation(said), 1)

    assert filled.missing == ("order_number",)


def test_slots_say_nothing_about_the_meaning_of_a_reply() -> None:
    assert canned_text(CannedReply(id="a", title="T", text="Hi {{customer_name}}!")) == "T\nHi !"
