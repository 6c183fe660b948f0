"""What every `Store` does to delete and to hide."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from copilot.errors import InvalidInput, NotFound, RedactionFailed
from copilot.store.port import Store
from copilot.store.retention import Extent, Inactive, OfConversation, OfCustomer, Scope
from copilot.store.values import ConversationSpec, Feedback, SuggestionRecord
from copilot.types import RedactedText
from tests.fakes import sealed
from tests.stored import HOUR, NOON, Clock, a_feedback, a_message, a_suggestion, opened

pytestmark = pytest.mark.anyio

CARD = sealed("<CREDIT_CARD_1>")


async def erase_all(store: Store, scope: Scope) -> Extent:
    erased = Extent()
    while (part := await store.erase(scope)).rows:
        erased += part
    await store.vanish()
    return erased


async def full_conversation(store: Store, name: str, customer_ref: str | None = None) -> tuple[Any, ...]:
    await store.open_conversation(ConversationSpec(id=name, customer_ref=customer_ref))
    for number in range(3):
        await store.add_message(name, a_message(f"m{number}", f"text {number} of {name}"))
    await store.record_suggestion(a_suggestion(f"sug_{name}", name))
    await store.add_feedback(f"sug_{name}", a_feedback(f"f_{name}", f"sug_{name}"))
    return await all_of(store, name)


async def all_of(store: Store, name: str) -> tuple[Any, ...]:
    return (
        await store.get_conversation(name),
        await store.messages(name),
        await store.get_suggestion(f"sug_{name}"),
        await store.feedback(f"sug_{name}"),
    )


async def exist(store: Store, *ids: str) -> list[str]:
    gone = await store.unknown(ids)
    return [one for one in ids if one not in gone]


async def test_a_customers_reference_is_always_the_same_and_says_nothing(store: Store) -> None:
    first, other = await store.customer_ref("ana@mail.example"), await store.customer_ref("Ana@mail.example")

    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != other
    assert await store.customer_ref(" ana@mail.example\n") == first
    assert await store.customer_ref("Jose\u0301") == await store.customer_ref("Jos\u00e9")


@pytest.mark.parametrize("customer_id", ["", " ", "a" * 201, "a\0", "a\udfff"])
async def test_refuses_an_id_that_is_none_without_repeating_it(store: Store, customer_id: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        await store.customer_ref(customer_id)

    assert not customer_id.strip() or customer_id not in refusal.value.detail


async def test_a_conversation_and_a_suggestion_keep_whose_they_are(store: Store) -> None:
    ref = await store.customer_ref("4711")
    record = msgspec.structs.replace(a_suggestion(), customer_ref=ref)

    opened_one, _ = await store.open_conversation(ConversationSpec(id="c1", customer_ref=ref))
    await store.record_suggestion(record)

    assert opened_one.customer_ref == ref
    assert await store.get_conversation("c1") == opened_one
    assert await store.get_suggestion("sug_1") == record


async def test_a_conversation_takes_over_the_first_reference_that_it_is_told(store: Store) -> None:
    first, _ = await store.open_conversation(ConversationSpec(id="c1"))
    await store.close_conversation("c1", "resolved")

    again, is_new = await store.open_conversation(ConversationSpec(id="c1", customer_ref="aa"))
    other, _ = await store.open_conversation(ConversationSpec(id="c1", customer_ref="bb"))
    silent, _ = await store.open_conversation(ConversationSpec(id="c1"))

    assert (first.customer_ref, is_new) == (None, False)
    assert [one.customer_ref for one in (again, other, silent)] == ["aa", "aa", "aa"]
    assert await store.get_conversation("c1") == again


async def test_forgets_everything_of_a_customer_and_nothing_else(store: Store) -> None:
    mine, other = await store.customer_ref("mine"), await store.customer_ref("other")
    await full_conversation(store, "mine-1", mine)
    await full_conversation(store, "mine-2", mine)
    kept = [await full_conversation(store, "other", other), await full_conversation(store, "nobody")]
    await store.record_suggestion(msgspec.structs.replace(a_suggestion("stateless"), customer_ref=mine))
    await store.add_feedback("stateless", a_feedback("f1", "stateless"))
    await store.record_suggestion(msgspec.structs.replace(a_suggestion("in-other", "other"), customer_ref=mine))
    scope = OfCustomer(customer_ref=mine)

    found = await store.extent(scope)
    erased = await erase_all(store, scope)

    assert found == erased == Extent(conversations=2, messages=6, suggestions=4, feedback=3)
    assert await store.extent(scope) == Extent()
    assert await exist(store, "mine-1", "sug_mine-1", "mine-2", "sug_mine-2", "stateless", "in-other") == []
    assert [await all_of(store, name) for name in ("other", "nobody")] == kept


async def test_forgets_one_conversation(store: Store) -> None:
    await full_conversation(store, "c1")
    kept = await full_conversation(store, "c2")

    erased = await erase_all(store, OfConversation(conversation_id="c1"))

    assert erased == Extent(conversations=1, messages=3, suggestions=1, feedback=1)
    assert await all_of(store, "c2") == kept
    with pytest.raises(NotFound):
        await store.messages("c1")


async def test_to_forget_again_deletes_nothing(store: Store) -> None:
    await full_conversation(store, "c1", "aa")

    assert (await erase_all(store, OfCustomer(customer_ref="aa"))).rows == 6
    assert await erase_all(store, OfCustomer(customer_ref="aa")) == Extent()
    assert await erase_all(store, OfConversation(conversation_id="c1")) == Extent()


async def test_an_id_that_was_forgotten_may_be_used_again(store: Store) -> None:
    await full_conversation(store, "c1")
    await erase_all(store, OfConversation(conversation_id="c1"))

    _, is_new = await store.open_conversation(ConversationSpec(id="c1"))

    assert is_new
    assert await store.messages("c1") == ()


def suggestion_at(moment: datetime, suggestion_id: str, conversation_id: str | None = None) -> SuggestionRecord:
    return msgspec.structs.replace(a_suggestion(suggestion_id, conversation_id), created_at=moment)


def feedback_at(moment: datetime, suggestion_id: str) -> Feedback:
    return msgspec.structs.replace(a_feedback(f"f_{suggestion_id}", suggestion_id), at=moment)


@pytest.mark.parametrize(
    "activity", ["opened", "message", "message of long ago", "suggestion", "feedback", "closed", "none"]
)
async def test_a_conversation_is_as_old_as_what_happened_in_it_last(store: Store, clock: Clock, activity: str) -> None:
    clock.now = NOON + 9 * HOUR if activity == "opened" else NOON
    await store.open_conversation(ConversationSpec(id="c1"))
    await store.add_message("c1", a_message("m1", sent_at=NOON + 10_000 * HOUR))
    await store.record_suggestion(suggestion_at(NOON, "sug_1", "c1"))
    clock.now = later = NOON + 9 * HOUR
    if activity.startswith("message"):
        await store.add_message("c1", a_message("m2", sent_at=NOON - 1_000 * HOUR if "ago" in activity else later))
    elif activity == "suggestion":
        await store.record_suggestion(suggestion_at(later, "sug_2", "c1"))
    elif activity == "feedback":
        await store.add_feedback("sug_1", feedback_at(later, "sug_1"))
    elif activity == "closed":
        await store.close_conversation("c1", "resolved")

    at_once = await store.extent(Inactive(since=later))
    afterwards = await store.extent(Inactive(since=later + timedelta(microseconds=1)))

    assert (at_once.conversations, afterwards.conversations) == (1 if activity == "none" else 0, 1)


async def test_a_suggestion_without_conversation_is_as_old_as_its_last_feedback(store: Store) -> None:
    later = NOON + 9 * HOUR
    await store.record_suggestion(suggestion_at(NOON, "old"))
    await store.add_feedback("old", feedback_at(NOON, "old"))
    await store.record_suggestion(suggestion_at(NOON, "answered"))
    await store.add_feedback("answered", feedback_at(later, "answered"))
    await store.record_suggestion(suggestion_at(later, "new"))

    erased = await erase_all(store, Inactive(since=later))

    assert erased == Extent(suggestions=1, feedback=1)
    assert await exist(store, "old", "answered", "new") == ["answered", "new"]


async def test_purging_keeps_what_is_younger_as_it_was(store: Store, clock: Clock) -> None:
    for number in range(230):
        clock.now = NOON + number * HOUR
        await store.open_conversation(ConversationSpec(id=f"c{number}"))
        await store.add_message(f"c{number}", a_message())
    young = await full_conversation(store, "young")
    young_suggestions = [suggestion_at(clock.now, f"sug_{number}") for number in range(2)]
    for record in (*young_suggestions, *(suggestion_at(NOON, f"old_{number}") for number in range(230))):
        await store.record_suggestion(record)

    erased = await erase_all(store, Inactive(since=NOON + 225 * HOUR))

    assert erased == Extent(conversations=225, messages=225, suggestions=230)
    assert await exist(store, *(f"c{number}" for number in range(230))) == [f"c{number}" for number in range(225, 230)]
    assert [await store.get_suggestion(record.id) for record in young_suggestions] == young_suggestions
    assert await all_of(store, "young") == young


async def test_hides_fragments_in_messages_records_and_feedback_and_nowhere_else(store: Store) -> None:
    text = "my card is 4111 1111 and"
    for name in ("c1", "c2"):
        await opened(store, name)
        await store.add_message(name, a_message(text=text))
        body = json.dumps({"id": "4111 1111", "customer_text": text, "drafts": [{"template_text": f"“{text}”"}]})
        await store.record_suggestion(a_suggestion(f"sug_{name}", name, body.encode()))
        given = msgspec.structs.replace(a_feedback(f"f_{name}", f"sug_{name}"), reason=sealed("4111\n1111"))
        await store.add_feedback(f"sug_{name}", given)
    other = await all_of(store, "c2")

    changed = await store.hide("c1", [("4111 1111", CARD)])

    _, (message,), record, (given,) = await all_of(store, "c1")
    hidden = json.loads(record.body)
    assert changed == 3
    assert message.text == "my card is <CREDIT_CARD_1> and"
    assert isinstance(message.text, RedactedText)
    assert hidden["customer_text"] == message.text
    assert hidden["drafts"] == [{"template_text": f"“{message.text}”"}]
    assert hidden["id"] == "4111 1111"
    assert given.reason == "<CREDIT_CARD_1>"
    assert await all_of(store, "c2") == other


async def test_hiding_again_changes_nothing(store: Store) -> None:
    await opened(store)
    await store.add_message("c1", a_message(text="4111"))

    assert await store.hide("c1", [("4111", CARD)]) == 1
    assert await store.hide("c1", [("4111", CARD), ("", CARD)]) == 0


async def test_refuses_to_hide_behind_what_was_not_redacted(store: Store) -> None:
    await opened(store)
    await store.add_message("c1", a_message(text="4111"))
    leak: Any = "5500"

    with pytest.raises(RedactionFailed):
        await store.hide("c1", [("4111", leak)])

    assert [message.text for message in await store.messages("c1")] == ["4111"]


async def test_says_so_when_there_is_nothing_to_hide_in(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.hide("unknown", [("4111", CARD)])


async def test_tells_which_ids_are_not_known(store: Store) -> None:
    await full_conversation(store, "c1")

    assert await store.unknown(["c1", "sug_c1", "c2", *map(str, range(450))]) == {"c2", *map(str, range(450))}
    assert await store.unknown([]) == frozenset()
