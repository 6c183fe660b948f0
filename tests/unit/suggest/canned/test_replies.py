"""Canned replies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copilot.errors import CorpusInvalid, NotFound
from copilot.suggest.canned.files import read_canned
from copilot.suggest.canned.picks import Pick
from copilot.suggest.canned.replies import CannedReplies, canned_text
from copilot.suggest.canned.situation import Situation, codes_of, situation
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


def now(customer: str, typed: str = "") -> Situation:
    return situation(256, customer=[asked(customer)], operator=[], typed=asked(typed) if typed else None)


def picked(canned: CannedReplies, reply_id: str, customer: str, number: int = 1, *, is_rejected: bool = False) -> None:
    codes = codes_of(now(customer))
    canned.picks.learn([Pick(suggestion_id=f"s{number}", canned_id=reply_id, is_rejected=is_rejected, codes=codes)])


def order(canned: CannedReplies, customer: str, most: int = 9) -> list[str]:
    ranked = canned.rank(asked(customer), a_conversation(customer), most, now(customer))
    return [item.reply.id for item in ranked]


def test_without_picks_a_situation_changes_nothing() -> None:
    canned = replies("reset the lamp", "refund the order now", "refund the order")

    with_situation = canned.rank(asked("refund the order"), a_conversation("x"), 3, now("refund the order"))

    assert with_situation == canned.rank(asked("refund the order"), a_conversation("x"), 3)


def test_a_reply_that_was_picked_in_such_a_situation_comes_first_whatever_it_says() -> None:
    canned = replies("refund the order", "we are sorry about that")

    picked(canned, "r1", "refund the order please")

    assert order(canned, "refund the order please") == ["r1", "r0"]


def test_a_pick_changes_nothing_where_the_situation_is_another() -> None:
    canned = replies("refund the order", "reset the lamp", "welcome")
    before = order(canned, "please reset the green lamp")

    picked(canned, "r2", "refund the order please")

    assert order(canned, "please reset the green lamp") == before


def test_a_majority_of_picks_outweighs_one() -> None:
    canned = replies("a", "b")
    for number in range(4):
        picked(canned, "r1", "my lamp is dark", number)

    picked(canned, "r0", "my lamp is dark", 9)

    assert order(canned, "my lamp is dark")[0] == "r1"


def test_a_rejected_reply_goes_behind_others() -> None:
    canned = replies("refund the order now", "refund the order soon thanks")
    assert order(canned, "refund the order now") == ["r0", "r1"]

    picked(canned, "r0", "refund the order now", is_rejected=True)

    assert order(canned, "refund the order now")[:1] == ["r1"]


def test_scores_stay_between_0_and_1() -> None:
    canned = replies("refund the order", "reset the lamp")
    for number in range(30):
        picked(canned, "r0", "refund the order", number)

    ranked = canned.rank(asked("refund the order"), a_conversation("x"), 3, now("refund the order"))

    assert all(0 < item.score <= 1 for item in ranked)


def test_what_the_customer_wrote_counts_beside_what_is_typed() -> None:
    canned = replies("refund of the parcel", "refund of the lamp")
    typed = asked("refund")

    ranked = canned.rank(typed, a_conversation("x"), 2, now("the lamp", typed="refund"))

    assert [item.reply.id for item in ranked] == ["r1", "r0"]


def test_picks_of_replies_that_are_not_offered_count_for_nothing() -> None:
    canned = replies("refund the order", "we are sorry")
    picked(canned, "r1", "refund the order")

    canned.remove("r1")

    assert order(canned, "refund the order") == ["r0"]


def test_a_reply_is_offered_once_it_is_put_and_no_more_once_it_is_removed() -> None:
    canned = replies("refund the order")
    fresh = CannedReply(id="a", title="", text="reset the lamp")

    canned.put(fresh, asked(canned_text(fresh)))

    assert [reply.id for reply in canned.replies] == ["a", "r0"]
    assert order(canned, "reset the lamp") == ["a"]
    assert canned.find("a") == fresh
    canned.remove("a")
    canned.remove("a")
    assert order(canned, "reset the lamp") == []
    with pytest.raises(NotFound):
        canned.find("a")


def test_putting_a_known_id_exchanges_the_reply() -> None:
    canned = replies("refund the order", "reset the lamp")
    changed = CannedReply(id="r0", title="", text="water the plant")

    canned.put(changed, asked(canned_text(changed)))

    assert canned.replies == (changed, canned.find("r1"))
    assert order(canned, "water the plant") == ["r0"]
    assert canned.vector_of("r0") == pytest.approx(asked("water the plant"))
    assert canned.vector_of("r9") is None
