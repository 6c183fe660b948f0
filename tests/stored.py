"""What tests put into a store, and a clock for it that they set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from copilot.store.port import Store
from copilot.store.values import ApiKey, ConversationSpec, Feedback, SuggestionRecord
from copilot.types import Message
from tests.fakes import sealed

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """A clock that shows what it is set to, and the real time until then."""

    def __init__(self) -> None:
        self.now: datetime | None = None

    def __call__(self) -> datetime:
        return self.now or datetime.now(UTC)


def a_message(message_id: str = "m1", text: str = "Hello", sent_at: datetime = NOON) -> Message:
    return Message(id=message_id, author="customer", text=sealed(text), sent_at=sent_at)


def a_suggestion(
    suggestion_id: str = "sug_1", conversation_id: str | None = None, body: bytes = b"{}"
) -> SuggestionRecord:
    return SuggestionRecord(
        id=suggestion_id,
        conversation_id=conversation_id,
        answers_message_id="m1",
        created_at=NOON,
        verdict="answer",
        confidence=0.83,
        tier="full",
        language="en",
        settings_fingerprint="sha256:0",
        snapshot_id="snapshot",
        total_ms=5.4,
        body=body,
    )


def a_feedback(feedback_id: str = "f1", suggestion_id: str = "sug_1") -> Feedback:
    return Feedback(
        id=feedback_id,
        suggestion_id=suggestion_id,
        type="sent",
        at=NOON,
        draft_id="drf_1",
        sent_text=sealed("Dear <PERSON_1>"),
        edit_distance=3,
    )


def a_key(key_id: str = "key_1", secret_sha256: str = "aa") -> ApiKey:  # noqa: S107 - made up
    return ApiKey(id=key_id, name="desk", role="operator", secret_sha256=secret_sha256, created_at=NOON)


async def opened(store: Store, conversation_id: str = "c1") -> str:
    conversation, _ = await store.open_conversation(ConversationSpec(id=conversation_id))
    return conversation.id
