"""What every `Store` does about canned replies and picks of them."""

from __future__ import annotations

import msgspec
import pytest

from copilot.errors import InvalidInput
from copilot.store.port import Store
from copilot.store.retention import OfConversation
from copilot.store.values import Feedback
from copilot.types import CannedReply, FeedbackType
from tests.fakes import sealed
from tests.stored import NOON, a_feedback, a_suggestion, opened

pytestmark = pytest.mark.anyio

PICKS: tuple[FeedbackType, ...] = ("copied", "inserted", "sent", "rejected")


def a_reply(reply_id: str = "refund", text: str = "Hi {{customer_name}} 🙂") -> CannedReply:
    return CannedReply(id=reply_id, title="Refund", text=text, tags=("a", "b"), intents=("x.y",))


async def suggested(
    store: Store, suggestion_id: str, situation: bytes | None, conversation_id: str | None = None
) -> None:
    record = a_suggestion(suggestion_id, conversation_id)
    await store.record_suggestion(msgspec.structs.replace(record, situation=situation))


async def given(
    store: Store, number: int, kind: FeedbackType, canned_id: str | None, suggestion_id: str = "s1"
) -> None:
    feedback = Feedback(id=f"f{number}", suggestion_id=suggestion_id, type=kind, at=NOON, canned_id=canned_id)
    await store.add_feedback(suggestion_id, feedback)


async def test_a_suggestion_keeps_its_situation(store: Store) -> None:
    await suggested(store, "s1", b"\x00\xff")
    await suggested(store, "s2", None)

    assert (await store.get_suggestion("s1")).situation == b"\x00\xff"
    assert (await store.get_suggestion("s2")).situation is None


async def test_events_about_canned_replies_come_with_the_situation_in_order(store: Store) -> None:
    await suggested(store, "s1", b"one")
    for number, kind in enumerate(PICKS):
        await given(store, number, kind, f"r{number}")

    found = await store.picks_after(0, 10)

    assert [(pick.canned_id, pick.type, pick.situation) for pick in found] == [
        (f"r{number}", kind, b"one") for number, kind in enumerate(PICKS)
    ]
    assert [pick.arrival for pick in found] == sorted({pick.arrival for pick in found})


async def test_other_events_are_no_picks(store: Store) -> None:
    await suggested(store, "s1", b"one")
    await suggested(store, "s2", None)
    await given(store, 1, "displayed", "r")
    await given(store, 2, "viewed", "r")
    await given(store, 3, "sent", None)
    await given(store, 4, "sent", "r", "s2")
    await store.add_feedback("s1", a_feedback("f5", "s1"))

    assert await store.picks_after(0, 10) == ()


async def test_picks_are_read_page_by_page(store: Store) -> None:
    await suggested(store, "s1", b"one")
    for number in range(5):
        await given(store, number, "sent", f"r{number}")

    first = await store.picks_after(0, 2)
    rest = await store.picks_after(first[-1].arrival, 10)

    assert [pick.canned_id for pick in (*first, *rest)] == ["r0", "r1", "r2", "r3", "r4"]
    assert await store.picks_after(rest[-1].arrival, 10) == ()


@pytest.mark.parametrize(("newest", "left"), [(0, []), (2, ["r3", "r4"]), (5, 5), (9, 5)])
async def test_the_cursor_leaves_the_newest(store: Store, newest: int, left: list[str] | int) -> None:
    await suggested(store, "s1", b"one")
    for number in range(5):
        await given(store, number, "sent", f"r{number}")

    found = [pick.canned_id for pick in await store.picks_after(await store.cursor_before(newest), 10)]

    assert found == (left if isinstance(left, list) else [f"r{number}" for number in range(left)])


async def test_erased_suggestions_take_their_picks_along(store: Store) -> None:
    await suggested(store, "s1", b"one", await opened(store))
    await suggested(store, "s2", b"two")
    await given(store, 1, "sent", "r")
    await given(store, 2, "sent", "r", "s2")

    await store.erase(OfConversation(conversation_id="c1"))

    assert [pick.suggestion_id for pick in await store.picks_after(0, 10)] == ["s2"]
    assert await store.without_situation(["s1", "s2", "s3"]) == {"s1", "s3"}


async def test_hiding_drops_the_situations_of_the_conversation_and_no_others(store: Store) -> None:
    await suggested(store, "s1", b"one", await opened(store))
    await suggested(store, "s2", b"two", await opened(store, "c2"))

    await store.hide("c1", [("4111 1111", sealed("<CREDIT_CARD_1>"))])

    assert (await store.get_suggestion("s1")).situation is None
    assert (await store.get_suggestion("s2")).situation == b"two"
    assert await store.without_situation(["s1", "s2"]) == {"s1"}


async def test_of_many_suggestions_those_without_a_situation_are_named(store: Store) -> None:
    await suggested(store, "s1", b"one")
    ids = [f"s{number}" for number in range(1_300)]

    assert await store.without_situation(ids) == set(ids) - {"s1"}
    assert await store.without_situation([]) == frozenset()


async def test_what_was_done_to_replies_comes_back_in_order(store: Store) -> None:
    await store.edit_canned("refund", a_reply())
    await store.edit_canned("hello", None)

    edits = await store.canned_edits()

    assert [(edit.id, edit.reply) for edit in edits] == [("refund", a_reply()), ("hello", None)]
    assert edits[0].revision < edits[1].revision


async def test_only_the_last_edit_of_a_reply_counts(store: Store) -> None:
    await store.edit_canned("refund", a_reply())
    await store.edit_canned("hello", a_reply("hello"))
    await store.edit_canned("refund", None)
    last = await store.edit_canned("refund", a_reply(text="Other"))

    edits = await store.canned_edits()

    assert [(edit.id, edit.reply) for edit in edits] == [
        ("hello", a_reply("hello")),
        ("refund", a_reply(text="Other")),
    ]
    assert edits[1] == last


async def test_later_edits_are_found_from_the_last_known_revision_on(store: Store) -> None:
    known = await store.edit_canned("a", a_reply("a"))
    await store.edit_canned("b", a_reply("b"))

    assert [edit.id for edit in await store.canned_edits(known.revision)] == ["a", "b"]
    assert [edit.id for edit in await store.canned_edits(known.revision + 1)] == ["b"]


@pytest.mark.parametrize("text", ["nul \0", "half \ud83d"])
async def test_texts_that_a_database_cannot_hold_are_refused(store: Store, text: str) -> None:
    with pytest.raises(InvalidInput):
        await store.edit_canned("refund", a_reply(text=text))

    assert await store.canned_edits() == ()
