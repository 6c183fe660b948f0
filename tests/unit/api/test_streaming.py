"""A suggestion as server-sent events."""

from __future__ import annotations

import json

import msgspec
import pytest

from copilot.api.streaming import events_of
from copilot.api.suggesting import Done, Started, Wrote
from copilot.privacy.vault import Vault
from copilot.suggest.ready import ReadySuggestion, ready
from tests.examples import a_guarded_reply, a_hit, a_suggestion

MAIL = "ana@example.org"


def streamed(*drafts: list[str]) -> ReadySuggestion:
    """Drafts of parts with the white space that follows them."""
    vault = Vault()
    vault.placeholder("EMAIL_ADDRESS", MAIL)
    guards = [a_guarded_reply(*((part, "passage") for part in parts)) for parts in drafts]
    return ready(a_suggestion(vault, *guards, hits=(a_hit("Text."),)), vault)


def events(suggestion: ReadySuggestion) -> list[tuple[str, object]]:
    """Those of a suggestion to which nothing was added."""
    told = frozenset(draft.id for draft in suggestion.drafts)
    messages = [*events_of(Started(suggestion)), *events_of(Done(None, suggestion), told)]
    return [(message.event, json.loads(message.data)) for message in messages]


def test_a_draft_that_was_added_comes_piece_by_piece_and_once_as_a_whole() -> None:
    before, after = streamed(["One."]), streamed(["One."], ["Two."])
    told = frozenset(draft.id for draft in (*before.drafts, after.drafts[0]))

    (piece,) = events_of(Wrote("drf_new", "Two."))
    last = [message.event for message in events_of(Done(None, after), told)]

    assert (piece.event, json.loads(piece.data)) == ("draft.delta", {"draft_id": "drf_new", "text": "Two."})
    assert last == ["draft", "suggestion"]


def test_events_come_in_the_order_of_the_contract() -> None:
    names = [name for name, _ in events(streamed(["One. ", "Two."], ["Three."]))]

    assert names == ["triage", "passages", "draft.delta", "draft.delta", "draft", "draft.delta", "draft", "suggestion"]


def test_without_drafts_there_are_only_findings_and_the_whole() -> None:
    assert [name for name, _ in events(streamed())] == ["triage", "passages", "suggestion"]


@pytest.mark.parametrize(
    "parts",
    [
        ["Hello,\n\n", "One. ", "Two.\n", "\n- a\n", "- b\n"],
        ["Same. ", "Same. ", "Same."],
        ["I write to <EMAIL_ADDRESS_1>. ", "Soon."],
        ["😀 ", "שלום."],
    ],
)
def test_the_pieces_of_a_draft_are_its_text(parts: list[str]) -> None:
    suggestion = streamed(parts)

    pieces = [data for name, data in events(suggestion) if name == "draft.delta"]

    assert "".join(piece["text"] for piece in pieces) == suggestion.drafts[0].text
    assert {piece["draft_id"] for piece in pieces} == {suggestion.drafts[0].id}
    assert len(pieces) == len(parts)


def test_the_last_event_is_the_whole_suggestion() -> None:
    suggestion = streamed(["One."])

    name, whole = events(suggestion)[-1]

    assert name == "suggestion"
    assert whole == json.loads(msgspec.json.encode(suggestion, enc_hook=str.__str__))
    assert whole["drafts"][0]["text"] == "One."
    assert whole["customer_text"] == "I am <EMAIL_ADDRESS_1>"
