"""A suggestion as the store keeps it."""

from __future__ import annotations

import json

import msgspec
import pytest

from copilot.privacy.vault import Vault
from copilot.suggest.record import record_of, template_of
from copilot.suggest.suggestion import Suggestion
from tests.examples import a_guarded_reply, a_hit, a_suggestion


@pytest.fixture
def suggestion() -> Suggestion:
    vault = Vault()
    vault.placeholder("EMAIL_ADDRESS", "ana@example.org")
    hit = a_hit("The text of the passage.", revision="sha256:42")
    return a_suggestion(vault, a_guarded_reply(("I write to <EMAIL_ADDRESS_1>.", "passage")), hits=(hit,))


def test_a_record_says_what_was_answered_how_and_from_what(suggestion: Suggestion) -> None:
    record = record_of(suggestion)

    assert (record.id, record.conversation_id, record.answers_message_id) == (suggestion.id, "c1", "m1")
    assert (record.verdict, record.confidence, record.tier, record.language) == ("answer", 0.9, "full", "en")
    assert (record.snapshot_id, record.settings_fingerprint) == ("1-a", "s")
    assert record.total_ms == suggestion.timings_ms["total"]


def test_hits_are_kept_by_revision_and_without_their_text(suggestion: Suggestion) -> None:
    body = json.loads(record_of(suggestion).body)

    assert body["hits"] == [
        {
            "passage_id": "refund-times#1",
            "article_id": "refund-times",
            "revision": "sha256:42",
            "score": 0.8,
            "rank": 1,
        }
    ]
    assert "The text of the passage" not in json.dumps(body)


def test_nothing_personal_is_in_the_record(suggestion: Suggestion) -> None:
    body = record_of(suggestion).body.decode()

    assert "ana@example.org" not in body
    assert "<EMAIL_ADDRESS_1>" in body


def test_a_drafts_template_is_found_by_its_id(suggestion: Suggestion) -> None:
    record = record_of(suggestion)

    assert template_of(record, suggestion.drafts[0].id) == "I write to <EMAIL_ADDRESS_1>."
    assert template_of(record, "drf_unknown") is None


def test_a_vault_can_never_be_recorded(suggestion: Suggestion) -> None:
    smuggled = msgspec.structs.replace(suggestion, customer_text=Vault())

    with pytest.raises(NotImplementedError, match="Vault"):
        record_of(smuggled)
