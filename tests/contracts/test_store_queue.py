"""What every `Store` keeps for the queue: who waits since when, how a conversation stands, and who has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from copilot.errors import Conflict, NotFound
from copilot.store.port import Store
from copilot.store.values import Answers
from copilot.types import Author, Message, Standing
from tests.fakes import sealed
from tests.stored import HOUR, NOON, Clock, opened

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)
STANDING = Standing(
    urgency="high",
    score=0.812,
    level="angry",
    trend="rising",
    escalation="supervisor",
    reasons=("demand_for_human", "frustration"),
    intents=("billing.duplicate-charge",),
    tags=("billing",),
    language="en",
    turns=3,
)


@pytest.fixture(autouse=True)
def past_noon(clock: Clock) -> None:
    """The clock of the store shows an hour past noon."""
    clock.now = NOON + HOUR


async def said(store: Store, author: Author, message_id: str, at: datetime = NOON, conversation_id: str = "c1") -> None:
    message = Message(id=message_id, author=author, text=sealed("Hello"), sent_at=at)
    await store.add_message(conversation_id, message)


async def times(store: Store, conversation_id: str = "c1") -> tuple[datetime | None, ...]:
    one = await store.get_conversation(conversation_id)
    return one.asked_at, one.answered_at, one.waiting_since


async def test_a_new_conversation_waits_for_nobody_and_belongs_to_nobody(store: Store) -> None:
    conversation = await store.get_conversation(await opened(store))

    assert await times(store) == (None, None, None)
    assert (conversation.assigned_to, conversation.standing) == (None, None)


async def test_a_customer_waits_from_their_first_message_that_nobody_has_answered(store: Store) -> None:
    await opened(store)

    await said(store, "customer", "m1", NOON)
    await said(store, "customer", "m2", NOON + MINUTE)

    assert await times(store) == (NOON, None, NOON)


async def test_an_answer_ends_the_waiting_and_the_next_question_begins_it_again(store: Store) -> None:
    await opened(store)

    await said(store, "customer", "m1", NOON)
    await said(store, "operator", "m2", NOON + MINUTE)
    answered = await times(store)
    await said(store, "customer", "m3", NOON + 2 * MINUTE)

    assert answered == (NOON, NOON + MINUTE, None)
    assert await times(store) == (NOON, NOON + MINUTE, NOON + 2 * MINUTE)


async def test_the_first_answer_stays_the_first_one(store: Store) -> None:
    await opened(store)

    for number, author in enumerate(("operator", "customer", "operator")):
        await said(store, author, f"m{number}", NOON + number * MINUTE)

    assert await times(store) == (NOON + MINUTE, NOON, None)


async def test_what_the_system_says_is_no_question_and_no_answer(store: Store) -> None:
    await opened(store)

    await said(store, "system", "m1", NOON)
    before = await times(store)
    await said(store, "customer", "m2", NOON + MINUTE)
    await said(store, "system", "m3", NOON + 2 * MINUTE)

    assert before == (None, None, None)
    assert await times(store) == (NOON + MINUTE, None, NOON + MINUTE)


@pytest.mark.parametrize("author", ["customer", "operator"])
async def test_a_message_from_the_future_counts_from_when_it_was_stored(store: Store, author: Author) -> None:
    await opened(store)

    await said(store, author, "m1", NOON + 5 * HOUR)

    stored_at = NOON + HOUR
    assert await times(store) == ((stored_at, None, stored_at) if author == "customer" else (None, stored_at, None))
    assert [message.sent_at for message in await store.messages("c1")] == [NOON + 5 * HOUR]


async def test_the_same_message_again_changes_nothing(store: Store) -> None:
    await opened(store)
    await said(store, "customer", "m1", NOON)
    await said(store, "operator", "m2", NOON + MINUTE)

    await said(store, "customer", "m1", NOON + 2 * MINUTE)
    await said(store, "operator", "m1", NOON + 3 * MINUTE)

    assert await times(store) == (NOON, NOON + MINUTE, None)


async def test_a_message_of_one_conversation_leaves_the_others_alone(store: Store) -> None:
    await opened(store, "c1")
    await opened(store, "c2")

    await said(store, "customer", "m1", conversation_id="c2")

    assert await times(store, "c1") == (None, None, None)


async def test_open_conversations_come_in_the_order_of_their_opening(store: Store, clock: Clock) -> None:
    for number, name in enumerate(("b", "c", "a")):
        clock.now = NOON + number * MINUTE
        await opened(store, name)

    found = await store.open_conversations()

    assert [one.id for one in found] == ["b", "c", "a"]
    assert found[0] == await store.get_conversation("b")


async def test_a_closed_conversation_leaves_the_open_ones(store: Store) -> None:
    await opened(store, "c1")
    await opened(store, "c2")

    await store.close_conversation("c1", "resolved")

    assert [one.id for one in await store.open_conversations()] == ["c2"]


async def test_nothing_is_open_before_anything_was_opened(store: Store) -> None:
    assert await store.open_conversations() == ()


async def test_a_standing_comes_back_as_it_was(store: Store) -> None:
    await opened(store)

    await store.set_standing("c1", STANDING)

    assert (await store.get_conversation("c1")).standing == STANDING
    assert [one.standing for one in await store.open_conversations()] == [STANDING]


async def test_a_later_standing_replaces_the_earlier_one(store: Store) -> None:
    await opened(store)
    await store.set_standing("c1", STANDING)

    await store.set_standing("c1", Standing())

    assert (await store.get_conversation("c1")).standing == Standing()


async def test_an_operator_takes_a_conversation_and_gives_it_back(store: Store) -> None:
    await opened(store)

    taken = await store.assign("c1", "op-1", limit=4)
    released = await store.assign("c1", None, limit=4)

    assert (taken.assigned_to, released.assigned_to) == ("op-1", None)
    assert await store.get_conversation("c1") == released


async def test_taking_a_conversation_again_changes_nothing_even_at_the_limit(store: Store) -> None:
    first = await store.assign(await opened(store), "op-1", limit=1)

    assert await store.assign("c1", "op-1", limit=1) == first


async def test_nobody_takes_what_another_operator_has(store: Store) -> None:
    await store.assign(await opened(store), "op-1", limit=4)

    with pytest.raises(Conflict):
        await store.assign("c1", "op-2", limit=4)

    assert (await store.get_conversation("c1")).assigned_to == "op-1"


async def test_what_was_given_back_may_be_taken_by_another(store: Store) -> None:
    await store.assign(await opened(store), "op-1", limit=4)
    await store.assign("c1", None, limit=4)

    assert (await store.assign("c1", "op-2", limit=4)).assigned_to == "op-2"


async def test_an_operator_takes_as_many_as_the_limit_and_no_more(store: Store) -> None:
    for name in ("c1", "c2", "c3"):
        await opened(store, name)
    await store.assign("c1", "op-1", limit=2)
    await store.assign("c2", "op-1", limit=2)

    with pytest.raises(Conflict):
        await store.assign("c3", "op-1", limit=2)

    assert (await store.get_conversation("c3")).assigned_to is None
    assert (await store.assign("c3", "op-2", limit=2)).assigned_to == "op-2"


@pytest.mark.parametrize("ends", ["closed", "given back"])
async def test_what_is_done_with_counts_no_longer_towards_the_limit(store: Store, ends: str) -> None:
    await store.assign(await opened(store, "c1"), "op-1", limit=1)
    await opened(store, "c2")

    await (store.close_conversation("c1", "resolved") if ends == "closed" else store.assign("c1", None, limit=1))

    assert (await store.assign("c2", "op-1", limit=1)).assigned_to == "op-1"


async def test_a_closed_conversation_is_taken_by_nobody_but_may_be_given_back(store: Store) -> None:
    await store.assign(await opened(store), "op-1", limit=4)
    await store.close_conversation("c1", "resolved")

    for operator in ("op-1", "op-2"):
        with pytest.raises(Conflict):
            await store.assign("c1", operator, limit=4)

    assert (await store.assign("c1", None, limit=4)).assigned_to is None


async def test_closing_keeps_who_had_it_and_how_it_stood(store: Store) -> None:
    await store.set_standing(await opened(store), STANDING)
    await store.assign("c1", "op-1", limit=4)

    closed = await store.close_conversation("c1", "escalated")

    assert (closed.assigned_to, closed.standing) == ("op-1", STANDING)


async def test_several_messages_of_operators_in_a_row_are_one_answer(store: Store) -> None:
    await opened(store)

    for number, author in enumerate(("customer", "operator", "operator", "customer", "operator", "operator")):
        await said(store, author, f"m{number}")

    assert (await store.answers_since(NOON)).count == 2


async def test_answers_are_counted_by_conversation(store: Store) -> None:
    for name in ("c1", "c2"):
        await opened(store, name)
    for number, name in enumerate(("c1", "c2", "c1", "c2")):
        await said(store, "operator", f"m{number}", conversation_id=name)

    assert (await store.answers_since(NOON)).count == 2


async def test_waits_begin_with_the_first_unanswered_message_and_add_up(store: Store, clock: Clock) -> None:
    for name in ("c1", "c2"):
        await opened(store, name)
    for minutes, name, author in (
        (0, "c1", "customer"),
        (1, "c1", "customer"),
        (3, "c1", "operator"),
        (4, "c1", "operator"),
        (5, "c2", "customer"),
        (7, "c2", "operator"),
        (8, "c2", "customer"),
    ):
        clock.now = NOON + minutes * HOUR / 60
        await said(store, author, f"m{minutes}", conversation_id=name)

    assert await store.answers_since(NOON) == Answers(count=2, waited_seconds=5 * 60)


async def test_questions_and_what_the_system_says_are_no_answers(store: Store) -> None:
    await opened(store)

    await said(store, "customer", "m1")
    await said(store, "system", "m2")

    assert (await store.answers_since(NOON)).count == 0


async def test_only_answers_stored_since_then_count_whatever_time_they_carry(store: Store, clock: Clock) -> None:
    await opened(store)
    await said(store, "operator", "old", NOON + HOUR)
    clock.now = NOON + 2 * HOUR
    await said(store, "customer", "m1", NOON)
    await said(store, "operator", "new", NOON)

    counts = [(await store.answers_since(since)).count for since in (NOON, NOON + 2 * HOUR, NOON + 3 * HOUR)]

    assert counts == [2, 1, 0]


@pytest.mark.parametrize(
    "call",
    [
        lambda store: store.set_standing("unknown", STANDING),
        lambda store: store.assign("unknown", "op-1", limit=4),
        lambda store: store.assign("unknown", None, limit=4),
    ],
    ids=["standing", "taking", "giving back"],
)
async def test_says_so_when_a_conversation_is_not_known(
    store: Store, call: Callable[[Store], Awaitable[object]]
) -> None:
    with pytest.raises(NotFound):
        await call(store)
