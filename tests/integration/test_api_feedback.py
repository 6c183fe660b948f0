"""`POST /v1/suggestions/{id}/events`: what an operator did with a suggestion."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services
from copilot.settings import Settings
from tests.apps import asking, problem_of, rows, serving

Client = TestClient[Litestar]


def suggested(client: Client, text: str = "What does E42 mean?") -> dict[str, Any]:
    suggestion: dict[str, Any] = client.post("/v1/suggestions", json=asking(text, customer={"name": "Ana"})).json()
    return suggestion


def sent(client: Client, suggestion: dict[str, Any], **body: object) -> None:
    response = client.post(f"/v1/suggestions/{suggestion['id']}/events", json=body)
    assert response.status_code == 202, response.text
    assert response.json()["id"].startswith("fbk_")


def stored(settings: Settings, suggestion: dict[str, Any], column: str) -> list[Any]:
    query = f"SELECT {column} FROM feedback WHERE suggestion_id = ? ORDER BY arrival"  # noqa: S608 - our own column
    return [value for (value,) in rows(settings, query, suggestion["id"])]


@pytest.mark.parametrize("kind", ["displayed", "viewed", "copied", "inserted", "sent", "rejected"])
def test_every_kind_of_event_is_kept_with_what_it_is_about(client: Client, settings: Settings, kind: str) -> None:
    suggestion = suggested(client, "How do I return an order?")
    draft, passage, canned = suggestion["drafts"][0], suggestion["passages"][0], suggestion["canned"][0]

    sent(client, suggestion, type=kind, draft_id=draft["id"])
    sent(client, suggestion, type=kind, passage_id=passage["passage_id"])
    sent(client, suggestion, type=kind, canned_id=canned["id"])

    assert stored(settings, suggestion, "type") == [kind] * 3
    assert stored(settings, suggestion, "draft_id") == [draft["id"], None, None]
    assert stored(settings, suggestion, "passage_id") == [None, passage["passage_id"], None]
    assert stored(settings, suggestion, "canned_id") == [None, None, canned["id"]]


def test_a_draft_that_was_sent_as_it_is_has_distance_0(client: Client, settings: Settings) -> None:
    suggestion = suggested(client)
    draft = suggestion["drafts"][0]

    sent(client, suggestion, type="sent", draft_id=draft["id"], sent_text=draft["text"])

    assert stored(settings, suggestion, "edit_distance") == [0]
    assert stored(settings, suggestion, "sent_text") == [draft["template_text"]]


def test_the_distance_counts_the_characters_that_were_changed(client: Client, settings: Settings) -> None:
    suggestion = suggested(client)
    draft = suggestion["drafts"][0]
    edited = draft["text"].replace("anything else", "anything more") + "!!"

    sent(client, suggestion, type="sent", draft_id=draft["id"], sent_text=edited)

    assert stored(settings, suggestion, "edit_distance") == [5]


@pytest.mark.parametrize("member", ["sent_text", "reason"])
def test_what_an_operator_wrote_is_stored_redacted(client: Client, settings: Settings, member: str) -> None:
    suggestion = suggested(client)

    sent(client, suggestion, type="sent", **{member: "Ana, your card 4111 1111 1111 1111 and ana@mail.example"})

    (text,) = stored(settings, suggestion, member)
    assert text == "<PERSON_1>, your card <CREDIT_CARD_1> and <EMAIL_ADDRESS_1>"


def test_without_a_draft_there_is_no_distance(client: Client, settings: Settings) -> None:
    suggestion = suggested(client)

    sent(client, suggestion, type="sent", sent_text="My own words")

    assert stored(settings, suggestion, "edit_distance") == [None]


def test_feedback_to_a_stored_conversation_uses_its_placeholders(client: Client, settings: Settings) -> None:
    conversation = client.post("/v1/conversations", json={"customer": {"name": "Ana"}}).json()["id"]
    body = {"author": "customer", "text": "ana@mail.example, E42?"}
    message = client.post(f"/v1/conversations/{conversation}/messages?suggest=true", json=body).json()

    sent(client, message["suggestion"], type="sent", sent_text="Ana, I wrote to ana@mail.example and bob@mail.example")

    assert stored(settings, message["suggestion"], "sent_text") == [
        "<PERSON_1>, I wrote to <EMAIL_ADDRESS_1> and <EMAIL_ADDRESS_2>"
    ]


def test_another_process_may_take_the_feedback(client: Client, services: Services, settings: Settings) -> None:
    suggestion = suggested(client)
    draft = suggestion["drafts"][0]

    with serving(services) as other:
        sent(other, suggestion, type="sent", draft_id=draft["id"], sent_text=draft["text"])

    assert "Ana" not in stored(settings, suggestion, "sent_text")[0]
    assert stored(settings, suggestion, "edit_distance")[0] <= 1


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "$"),
        ({"type": "loved"}, "$.type"),
        ({"type": "sent", "sent_text": "a" * 20_001}, "$.sent_text"),
        ({"type": "sent", "reason": "a" * 2_001}, "$.reason"),
        ({"type": "sent", "draft_id": "a b"}, "$.draft_id"),
        ({"type": "sent", "passage_id": "no-number"}, "$.passage_id"),
        ({"type": "sent", "stars": 5}, "$"),
    ],
)
def test_an_event_that_is_not_valid_is_refused(client: Client, body: dict[str, Any], path: str) -> None:
    suggestion = suggested(client)

    problem = problem_of(client.post(f"/v1/suggestions/{suggestion['id']}/events", json=body))

    assert (problem["status"], problem["errors"][0]["path"]) == (400, path)


def test_an_unknown_suggestion_is_404(client: Client) -> None:
    problem = problem_of(client.post("/v1/suggestions/sug_none/events", json={"type": "viewed"}))

    assert (problem["status"], problem["code"]) == (404, "not_found")
