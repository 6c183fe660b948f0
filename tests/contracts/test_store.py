"""What every `Store` does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timezone
from typing import Any

import msgspec
import pytest

from copilot.errors import Conflict, InvalidInput, NotFound, RedactionFailed
from copilot.store.port import Store
from copilot.store.values import ApiKey, ConversationSpec
from copilot.types import Customer, Message, Outcome, RedactedText
from tests.fakes import sealed
from tests.stored import HOUR, NOON, a_feedback, a_key, a_message, a_suggestion, opened

pytestmark = pytest.mark.anyio


async def test_opens_a_conversation_with_what_is_known_of_the_customer(store: Store) -> None:
    customer = Customer(name=sealed("<PERSON_1>"), language="pt", tier="gold")

    conversation, is_new = await store.open_conversation(
        ConversationSpec(id="c1", channel="email", brand="acme", customer=customer)
    )

    assert is_new
    assert conversation.is_open
    assert (conversation.id, conversation.channel, conversation.brand) == ("c1", "email", "acme")
    assert conversation.customer == customer
    assert conversation == await store.get_conversation("c1")


async def test_makes_an_id_for_each_conversation_that_comes_without_one(store: Store) -> None:
    first, _ = await store.open_conversation(ConversationSpec())
    second, is_new = await store.open_conversation(ConversationSpec())

    assert is_new
    assert first.id.startswith("cnv_")
    assert first.id != second.id


async def test_opening_a_known_conversation_gives_the_stored_one(store: Store) -> None:
    first, _ = await store.open_conversation(ConversationSpec(id="c1", brand="acme"))

    second, is_new = await store.open_conversation(ConversationSpec(id="c1", brand="other"))

    assert not is_new
    assert second == first


async def test_closing_keeps_outcome_and_scores(store: Store) -> None:
    await opened(store)

    closed = await store.close_conversation("c1", "escalated", csat=1, nps=0)

    assert not closed.is_open
    assert (closed.outcome, closed.csat, closed.nps) == ("escalated", 1, 0)
    assert closed == await store.get_conversation("c1")


async def test_closing_or_opening_a_closed_conversation_again_changes_nothing(store: Store) -> None:
    first = await store.close_conversation(await opened(store), "resolved", csat=5)

    assert await store.close_conversation("c1", "resolved", csat=5) == first
    assert await store.open_conversation(ConversationSpec(id="c1")) == (first, False)


@pytest.mark.parametrize(("outcome", "csat"), [("unresolved", 5), ("resolved", None), ("resolved", 4)])
async def test_refuses_to_close_again_in_another_way(store: Store, outcome: Outcome, csat: int | None) -> None:
    first = await store.close_conversation(await opened(store), "resolved", csat=5)

    with pytest.raises(Conflict):
        await store.close_conversation("c1", outcome, csat=csat)

    assert await store.get_conversation("c1") == first


async def test_gives_messages_in_order_of_arrival_whatever_time_they_carry(store: Store) -> None:
    await opened(store)
    sent = [a_message(f"m{number}", sent_at=NOON - number * HOUR) for number in range(5)]
    for message in sent:
        await store.add_message("c1", message)

    assert await store.messages("c1") == tuple(sent)


async def test_a_repeated_message_id_changes_nothing(store: Store) -> None:
    await opened(store)
    first, is_new = await store.add_message("c1", a_message(text="first"))

    again, is_new_again = await store.add_message("c1", a_message(text="second", sent_at=NOON + HOUR))

    assert (is_new, is_new_again) == (True, False)
    assert again == first == a_message(text="first")
    assert await store.messages("c1") == (first,)


async def test_two_conversations_may_use_the_same_message_id(store: Store) -> None:
    for conversation_id in (await opened(store, "c1"), await opened(store, "c2")):
        _, is_new = await store.add_message(conversation_id, a_message(text=conversation_id))

        assert is_new
        assert [message.text for message in await store.messages(conversation_id)] == [conversation_id]


async def test_a_closed_conversation_takes_no_new_message(store: Store) -> None:
    await store.close_conversation(await opened(store), "resolved")

    with pytest.raises(Conflict):
        await store.add_message("c1", a_message())

    assert await store.messages("c1") == ()


async def test_repeating_a_message_after_the_closing_gives_the_stored_one(store: Store) -> None:
    stored, _ = await store.add_message(await opened(store), a_message())
    await store.close_conversation("c1", "resolved")

    assert await store.add_message("c1", a_message()) == (stored, False)


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦 🇩🇪 👍🏽",
        "שלום, ההזמנה שלי \u202bלא הגיעה\u202c",
        "مرحبا، أين طلبي؟",
        "e\u0301 is not \u00e9",
        "line\nbreak\tand\r\ntab",
        "quote ' \" ; -- % \\ {{slot}} :name ?",
        "\U0010ffff\ufeff\u200b",
        "",
        "long " * 4_000,
    ],
)
async def test_text_comes_back_unchanged(store: Store, text: str) -> None:
    await opened(store)

    await store.add_message("c1", a_message(text=text))

    (stored,) = await store.messages("c1")
    assert stored.text == text


async def test_text_comes_back_as_redacted_text(store: Store) -> None:
    await store.open_conversation(ConversationSpec(id="c1", customer=Customer(name=sealed("<PERSON_1>"))))
    await store.add_message("c1", a_message())
    await store.record_suggestion(a_suggestion())
    await store.add_feedback("sug_1", a_feedback())

    (message,) = await store.messages("c1")
    (feedback,) = await store.feedback("sug_1")
    customer = (await store.get_conversation("c1")).customer

    assert isinstance(message.text, RedactedText)
    assert isinstance(feedback.sent_text, RedactedText)
    assert customer is not None
    assert isinstance(customer.name, RedactedText)


async def test_times_come_back_in_utc(store: Store) -> None:
    await opened(store)
    local = NOON.astimezone(timezone(2 * HOUR)).replace(microsecond=123_456)

    await store.add_message("c1", a_message(sent_at=local))

    (stored,) = await store.messages("c1")
    assert stored.sent_at == local
    assert stored.sent_at.tzinfo is not None


@pytest.mark.parametrize(
    "message",
    [
        a_message("m\0"),
        a_message("m\ud800"),
        a_message(text="nul \0 inside"),
        a_message(text="unpaired \udfff"),
        a_message(sent_at=NOON.replace(tzinfo=None)),
    ],
    ids=["NUL in id", "surrogate in id", "NUL in text", "surrogate in text", "no time zone"],
)
async def test_refuses_what_a_database_cannot_hold_without_repeating_it(store: Store, message: Message) -> None:
    await opened(store)

    with pytest.raises(InvalidInput) as refusal:
        await store.add_message("c1", message)

    assert message.text not in refusal.value.detail
    assert await store.messages("c1") == ()


async def test_refuses_text_that_was_not_redacted(store: Store) -> None:
    await opened(store)
    leak: Any = "4111 1111 1111 1111"

    with pytest.raises(RedactionFailed) as refusal:
        await store.add_message("c1", msgspec.structs.replace(a_message(), text=leak))
    with pytest.raises(RedactionFailed):
        await store.open_conversation(ConversationSpec(id="c2", customer=Customer(name=leak)))

    assert "4111" not in refusal.value.detail
    assert await store.messages("c1") == ()
    with pytest.raises(NotFound):
        await store.get_conversation("c2")


async def test_fifty_writers_of_one_message_store_it_once(store: Store) -> None:
    await opened(store)

    answers = await asyncio.gather(*(store.add_message("c1", a_message(text=f"try {n}")) for n in range(50)))

    (stored,) = await store.messages("c1")
    assert [is_new for _, is_new in answers].count(True) == 1
    assert {message.text for message, _ in answers} == {stored.text}


async def test_messages_written_at_once_keep_the_order_of_the_calls(store: Store) -> None:
    await opened(store)
    sent = [a_message(f"m{number}") for number in range(200)]

    await asyncio.gather(*(store.add_message("c1", message) for message in sent))

    assert await store.messages("c1") == tuple(sent)


async def test_a_refused_write_leaves_its_neighbours_alone(store: Store) -> None:
    await store.close_conversation(await opened(store, "closed"), "resolved")
    await opened(store, "open")
    targets = ["open", "closed", "unknown"] * 10

    results = await asyncio.gather(
        *(store.add_message(target, a_message(f"m{n}")) for n, target in enumerate(targets)), return_exceptions=True
    )

    kinds = [type(result) for result in results]
    assert kinds == [tuple, Conflict, NotFound] * 10
    assert [message.id for message in await store.messages("open")] == [f"m{n}" for n in range(0, 30, 3)]


@pytest.mark.parametrize("in_conversation", [True, False])
async def test_a_suggestion_comes_back_as_it_was(store: Store, *, in_conversation: bool) -> None:
    conversation_id = await opened(store) if in_conversation else None
    record = a_suggestion(conversation_id=conversation_id, body='{"text":"שלום 👍","nul":"\\u0000"}'.encode())

    await store.record_suggestion(record)

    assert await store.get_suggestion("sug_1") == record


async def test_a_repeated_suggestion_id_changes_nothing(store: Store) -> None:
    await store.record_suggestion(a_suggestion(body=b"first"))

    await store.record_suggestion(a_suggestion(body=b"second"))

    assert (await store.get_suggestion("sug_1")).body == b"first"


async def test_feedback_comes_back_in_order_of_arrival_and_once(store: Store) -> None:
    await store.record_suggestion(a_suggestion())
    await store.record_suggestion(a_suggestion("sug_2"))
    given = [a_feedback(f"f{number}") for number in (3, 1, 2)]

    for feedback in [*given, given[0]]:
        await store.add_feedback("sug_1", feedback)

    assert await store.feedback("sug_1") == tuple(given)
    assert await store.feedback("sug_2") == ()


async def test_refuses_feedback_that_names_another_suggestion(store: Store) -> None:
    await store.record_suggestion(a_suggestion())

    with pytest.raises(Conflict):
        await store.add_feedback("sug_1", a_feedback(suggestion_id="sug_2"))

    assert await store.feedback("sug_1") == ()


async def test_keys_come_back_in_order_of_arrival(store: Store) -> None:
    added = [a_key("key_2", "bb"), a_key("key_1", "aa")]
    for key in added:
        await store.add_key(key)

    assert await store.keys() == tuple(added)
    assert await store.find_key("key_1") == added[1]
    assert await store.find_key("key_3") is None


@pytest.mark.parametrize("second", [a_key(secret_sha256="bb"), a_key("key_2")], ids=["same id", "same secret"])
async def test_refuses_a_key_that_is_known(store: Store, second: ApiKey) -> None:
    await store.add_key(a_key())

    with pytest.raises(Conflict):
        await store.add_key(second)

    assert await store.keys() == (a_key(),)


async def test_a_revoked_key_stays_known_and_keeps_its_time(store: Store) -> None:
    await store.add_key(a_key())

    revoked = await store.revoke_key("key_1")

    assert not revoked.is_active
    assert await store.revoke_key("key_1") == revoked
    assert await store.find_key("key_1") == revoked
    assert await store.keys() == (revoked,)


@pytest.mark.parametrize(
    "call",
    [
        lambda store: store.get_conversation("unknown"),
        lambda store: store.messages("unknown"),
        lambda store: store.add_message("unknown", a_message()),
        lambda store: store.close_conversation("unknown", "resolved"),
        lambda store: store.record_suggestion(a_suggestion(conversation_id="unknown")),
        lambda store: store.get_suggestion("unknown"),
        lambda store: store.add_feedback("unknown", a_feedback(suggestion_id="unknown")),
        lambda store: store.feedback("unknown"),
        lambda store: store.revoke_key("unknown"),
    ],
)
async def test_says_so_when_an_id_is_not_known(store: Store, call: Callable[[Store], Awaitable[object]]) -> None:
    with pytest.raises(NotFound):
        await call(store)


async def test_answers_a_ping_and_may_be_closed_twice(store: Store) -> None:
    await store.ping()

    await store.aclose()
    await store.aclose()
