"""Values to rows and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec import Struct

from copilot.errors import StoreUnavailable
from copilot.store.rows import from_row, to_row
from copilot.store.schema import metadata
from copilot.store.values import ApiKey, Conversation, Feedback, SuggestionRecord
from copilot.types import Customer, Message
from tests.fakes import sealed

MESSAGE = Message(
    id="m1",
    author="customer",
    text=sealed("<EMAIL_1>"),
    sent_at=datetime(2026, 1, 5, 14, tzinfo=timezone(timedelta(hours=2))),
)


def test_a_row_holds_plain_strings_and_times_in_utc() -> None:
    row = to_row(MESSAGE)

    assert type(row["text"]) is str
    assert row["sent_at"].utcoffset() == timedelta(0)
    assert row["sent_at"] == MESSAGE.sent_at


def test_a_row_reads_back_as_the_same_value_whatever_columns_it_has_besides() -> None:
    row = {"arrival": 7, **to_row(MESSAGE)}

    assert from_row(row, Message, sealed) == MESSAGE


def test_a_customer_of_whom_nothing_is_known_is_not_no_customer() -> None:
    conversation = Conversation(
        id="c1", channel="chat", brand="b", customer=Customer(), opened_at=datetime(2026, 1, 5, tzinfo=UTC)
    )

    assert from_row(to_row(conversation), Conversation, sealed).customer == Customer()


def test_a_row_of_another_version_is_refused_without_repeating_it() -> None:
    row = {**to_row(MESSAGE), "author": "a robot called 555-0199"}

    with pytest.raises(StoreUnavailable) as refusal:
        from_row(row, Message, sealed)

    assert "robot" not in refusal.value.detail
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize(
    ("table", "value", "added"),
    [
        ("conversation", Conversation, set()),
        ("message", Message, {"arrival", "conversation_id", "stored_at"}),
        ("suggestion", SuggestionRecord, set()),
        ("feedback", Feedback, {"arrival"}),
        ("api_key", ApiKey, {"arrival"}),
    ],
)
def test_each_field_has_a_column_and_each_column_a_field(table: str, value: type[Struct], added: set[str]) -> None:
    columns = set(metadata.tables[table].columns.keys())

    assert columns == {*value.__struct_fields__, *added}
