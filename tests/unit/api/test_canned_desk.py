"""The picks and replies of a process are those of the store."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest

from copilot.api import canned_desk
from copilot.api.canned_desk import CannedDesk
from copilot.api.workers import Workers
from copilot.errors import StoreUnavailable
from copilot.store.retention import OfConversation
from copilot.store.values import Feedback
from copilot.suggest.canned.replies import CannedReplies
from copilot.suggest.canned.situation import Situation, codes_of, pack, situation
from copilot.types import CannedReply, FeedbackType
from tests.fakes import FakeEncoder, FakeStore
from tests.stored import NOON, a_suggestion, opened

pytestmark = pytest.mark.anyio

DIM = 256


def after(text: str) -> Situation:
    return situation(DIM, customer=[FakeEncoder(DIM).read(text).vector], operator=[])


def a_desk(store: FakeStore) -> CannedDesk:
    encoder = FakeEncoder(DIM)
    canned = CannedReplies([], np.empty((0, DIM), dtype=np.float32))
    services: Any = SimpleNamespace(store=store, retriever=encoder, copilot=SimpleNamespace(canned=canned))
    return CannedDesk(services, Workers(2, 100))


async def picked(
    store: FakeStore,
    number: int,
    text: str = "my lamp",
    kind: FeedbackType = "sent",
    encoder: str = "sha256:fake",
    conversation_id: str | None = None,
) -> Feedback:
    record = a_suggestion(f"s{number}", conversation_id)
    await store.record_suggestion(msgspec.structs.replace(record, situation=pack(codes_of(after(text)), encoder)))
    feedback = Feedback(id=f"f{number}", suggestion_id=f"s{number}", type=kind, at=NOON, canned_id="r")
    await store.add_feedback(f"s{number}", feedback)
    return feedback


def known(desk: CannedDesk) -> set[str]:
    return set(desk.canned.picks.suggestion_ids)


async def test_all_pages_of_picks_are_loaded_and_later_ones_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canned_desk, "_PAGE", 4)
    store = FakeStore()
    desk = a_desk(store)
    for number in range(11):
        await picked(store, number)

    await desk.refresh()
    loaded = known(desk)
    await picked(store, 11)
    await desk.refresh()

    assert loaded == {f"s{number}" for number in range(11)}
    assert known(desk) == loaded | {"s11"}


async def test_at_the_start_only_the_newest_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canned_desk, "MOST_PICKS", 3)
    monkeypatch.setattr(canned_desk, "_OVERLAP", 0)
    store = FakeStore()
    for number in range(9):
        await picked(store, number)

    desk = a_desk(store)
    await desk.refresh()

    assert known(desk) == {"s6", "s7", "s8"}


async def test_an_event_that_could_be_read_late_is_not_missed() -> None:
    store = FakeStore()
    desk = a_desk(store)
    late = await picked(store, 1)
    del store._feedback[late.id]  # another process has not committed it yet
    await picked(store, 2)
    await desk.refresh()
    assert known(desk) == {"s2"}

    store._feedback = {late.id: late, **store._feedback}  # now it has
    await desk.refresh()

    assert known(desk) == {"s1", "s2"}


async def test_a_pick_is_learnt_from_its_event_alone() -> None:
    store = FakeStore()
    desk = a_desk(store)

    await desk.learn(await picked(store, 1))

    assert desk.canned.picks.votes(after("my lamp"))["r"].picked > 0.9


@pytest.mark.parametrize(("kind", "expected"), [("rejected", True), ("sent", False)])
async def test_a_rejection_is_learnt_as_one(kind: FeedbackType, expected: object) -> None:
    store = FakeStore()
    desk = a_desk(store)

    await desk.learn(await picked(store, 1, kind=kind))

    assert (desk.canned.picks.votes(after("my lamp"))["r"].rejected > 0) == expected


async def test_picks_of_another_encoder_teach_nothing() -> None:
    store = FakeStore()
    desk = a_desk(store)
    await picked(store, 1, encoder="sha256:other")
    await picked(store, 2)

    await desk.refresh()

    assert known(desk) == {"s2"}


async def test_what_was_erased_or_hidden_is_let_go() -> None:
    store = FakeStore()
    desk = a_desk(store)
    for number, name in enumerate(("c0", "c1", "c2")):
        await picked(store, number, conversation_id=await opened(store, name))
    await desk.refresh()

    await store.erase(OfConversation(conversation_id="c0"))
    await store.hide("c1", [])
    await desk.forget_what_is_gone()

    assert known(desk) == {"s2"}


async def test_every_pick_is_looked_at_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canned_desk, "_CHECKED", 2)
    store = FakeStore()
    desk = a_desk(store)
    for number in range(5):
        await picked(store, number)
    await desk.refresh()
    store._suggestions.clear()

    for _ in range(5):
        await desk.forget_what_is_gone()

    assert known(desk) == set()


async def test_edits_of_other_processes_are_taken_over() -> None:
    store = FakeStore()
    desk, reply = a_desk(store), CannedReply(id="r", title="T", text="Which lamp?")
    await store.edit_canned("r", reply)
    await store.edit_canned("gone", None)

    await desk.refresh()
    assert desk.canned.replies == (reply,)
    await store.edit_canned("r", None)
    await desk.refresh()

    assert desk.canned.replies == ()


class BrokenStore(FakeStore):
    async def get_suggestion(self, suggestion_id: str) -> Any:
        raise StoreUnavailable("down")


async def test_a_fault_while_learning_does_not_reach_the_caller() -> None:
    store = BrokenStore()
    desk = a_desk(store)

    await desk.learn(await picked(store, 1))

    assert known(desk) == set()
