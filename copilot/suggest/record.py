"""A suggestion as it is stored: redacted, with the revisions it relied on, without the passages' text."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from copilot.store.values import SuggestionRecord
from copilot.suggest.suggestion import Suggestion
from copilot.types import RedactedText


class RecordedHit(Struct, frozen=True, kw_only=True):
    """Which passage was shown, in which revision of its article."""

    passage_id: str
    article_id: str
    revision: str
    score: float
    rank: int


def record_of(suggestion: Suggestion) -> SuggestionRecord:
    """The row that the store keeps."""
    return SuggestionRecord(
        id=suggestion.id,
        conversation_id=suggestion.conversation_id,
        answers_message_id=suggestion.answers_message_id,
        created_at=suggestion.created_at,
        verdict=suggestion.answerability.verdict,
        confidence=suggestion.answerability.confidence,
        tier=suggestion.tier,
        language=suggestion.triage.language,
        settings_fingerprint=suggestion.settings,
        snapshot_id=suggestion.snapshot_id,
        total_ms=suggestion.timings_ms["total"],
        body=_body(suggestion),
        situation=suggestion.situation,
    )


def template_of(record: SuggestionRecord, draft_id: str) -> str | None:
    """The stored text of a draft, or None if the suggestion has no such draft."""
    drafts = msgspec.json.decode(record.body)["drafts"]
    return next((draft["template_text"] for draft in drafts if draft["id"] == draft_id), None)


def _body(suggestion: Suggestion) -> bytes:
    fields = msgspec.structs.asdict(suggestion)
    del fields["situation"]  # has a place of its own
    fields["hits"] = [
        RecordedHit(
            passage_id=hit.passage.passage_id,
            article_id=hit.passage.article_id,
            revision=hit.passage.revision,
            score=hit.score,
            rank=hit.rank,
        )
        for hit in suggestion.hits
    ]
    return msgspec.json.encode(fields, enc_hook=_plain)


def _plain(value: Any) -> str:
    """A redacted text as plain `str`: msgspec encodes no subclass of it.

    Raises:
        NotImplementedError: something that does not belong into a record, such as a vault.
    """
    if isinstance(value, RedactedText):
        return str.__str__(value)
    raise NotImplementedError(type(value).__name__)
