"""Conversations: open, add messages, read, close."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services
from copilot.settings import Settings
from tests.apps import problem_of, rows, serving

Client = TestClient[Litestar]
CARD = "4111 1111 1111 1111"


def opened(client: Client, **body: object) -> str:
    conversation_id: str = client.post("/v1/conversations", json=body).json()["id"]
    return conversation_id


def added(client: Client, conversation_id: str, text: str, **more: object) -> dict[str, Any]:
    body = {"author": "customer", "text": text, **more}
    response = client.post(f"/v1/conversations/{conversation_id}/messages", json=body)
    assert response.status_code in {200, 201}, response.text
    message: dict[str, Any] = response.json()
    return message


def test_opens_a_conversation_with_a_placeholder_for_the_name(client: Client, settings: Settings) -> None:
    body = {"id": "open-1", "channel": "email", "brand": "radhaus", "customer": {"name": "Ana López", "tier": "gold"}}

    response = client.post("/v1/conversations", json=body)

    assert response.status_code == 201
    conversation = response.json()
    assert set(conversation) == {
        "id", "channel", "brand", "customer", "opened_at", "closed_at", "outcome", "csat", "nps",
        "assigned_to", "messages",
    }  # fmt: skip
    assert conversation["customer"] == {"name": "<PERSON_1>", "language": None, "tier": "gold"}
    assert (conversation["id"], conversation["channel"], conversation["brand"]) == ("open-1", "email", "radhaus")
    assert datetime.fromisoformat(conversation["opened_at"]).utcoffset() == timedelta(0)
    assert "López" not in str(rows(settings, "SELECT * FROM conversation WHERE id = 'open-1'"))


def test_the_same_id_again_is_the_same_conversation(client: Client) -> None:
    first = client.post("/v1/conversations", json={"id": "twice-1", "channel": "social"})
    added(client, "twice-1", "Hello", id="m1")

    again = client.post("/v1/conversations", json={"id": "twice-1", "channel": "email"})

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["channel"] == "social"
    assert [message["id"] for message in again.json()["messages"]] == ["m1"]


@pytest.mark.parametrize("content", [b"", b"{}", b"null"], ids=["no body", "empty object", "null"])
def test_everything_about_a_new_conversation_is_optional(client: Client, content: bytes) -> None:
    response = client.post("/v1/conversations", content=content)

    assert response.status_code == 201
    assert response.json()["id"].startswith("cnv_")
    assert (response.json()["channel"], response.json()["brand"]) == ("chat", "default")


def test_a_message_is_stored_redacted_and_given_back_so(client: Client, settings: Settings) -> None:
    conversation_id = opened(client, customer={"name": "Ana"})

    message = added(
        client, conversation_id, f"Ana here, my card is {CARD} 🚲", id="m1", sent_at="2026-01-05T11:00:00+01:00"
    )

    assert message["text"] == "<PERSON_1> here, my card is <CREDIT_CARD_1> 🚲"
    assert message["conversation_id"] == conversation_id
    assert message["sent_at"] == "2026-01-05T10:00:00Z"
    assert [entity["kind"] for entity in message["entities"]] == ["PERSON", "CREDIT_CARD"]
    assert "suggestion" not in message
    ((stored,),) = rows(settings, "SELECT text FROM message WHERE conversation_id = ?", conversation_id)
    assert stored == message["text"]


def test_a_value_keeps_its_placeholder_through_the_conversation(client: Client) -> None:
    conversation_id = opened(client)
    added(client, conversation_id, "I am at ana@mail.example")

    later = added(client, conversation_id, "Not bob@mail.example but ana@mail.example", author="operator")

    assert later["text"] == "Not <EMAIL_ADDRESS_2> but <EMAIL_ADDRESS_1>"


def test_the_same_message_id_again_changes_nothing(client: Client, settings: Settings) -> None:
    conversation_id = opened(client)
    url = f"/v1/conversations/{conversation_id}/messages"
    first = client.post(url, json={"author": "customer", "text": "first", "id": "m1"})

    again = client.post(url, json={"author": "operator", "text": "second", "id": "m1"})

    assert (first.status_code, again.status_code) == (201, 200)
    assert (again.json()["author"], again.json()["text"]) == ("customer", "first")
    assert again.json()["sent_at"] == first.json()["sent_at"]
    assert rows(settings, "SELECT count(*) FROM message WHERE conversation_id = ?", conversation_id) == [(1,)]


def test_suggest_true_adds_a_suggestion_for_the_conversation(client: Client) -> None:
    conversation_id = opened(client, customer={"name": "Ana"})
    url = f"/v1/conversations/{conversation_id}/messages"

    message = client.post(f"{url}?suggest=true", json={"author": "customer", "text": "What does E42 mean?", "id": "m1"})
    again = client.post(f"{url}?suggest=true", json={"author": "customer", "text": "What does E42 mean?", "id": "m1"})

    assert (message.status_code, again.status_code) == (201, 200)
    suggestion = message.json()["suggestion"]
    assert suggestion["answers_message_id"] == "m1"
    assert suggestion["drafts"][0]["text"].startswith("Hello Ana,")
    assert again.json()["suggestion"]["passages"] == suggestion["passages"]


def test_reading_gives_the_messages_in_order_of_arrival(client: Client) -> None:
    conversation_id = opened(client)
    noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    for number in range(3):
        added(client, conversation_id, f"number {number}", sent_at=(noon - timedelta(hours=number)).isoformat())

    conversation = client.get(f"/v1/conversations/{conversation_id}").json()

    assert [message["text"] for message in conversation["messages"]] == ["number 0", "number 1", "number 2"]
    assert set(conversation["messages"][0]) == {"id", "author", "text", "sent_at"}


def test_closing_keeps_outcome_and_scores_and_refuses_new_messages(client: Client) -> None:
    conversation_id = opened(client)
    added(client, conversation_id, "Hello", id="m1")
    body = {"outcome": "resolved", "csat": 5, "nps": 0}

    closed = client.post(f"/v1/conversations/{conversation_id}/close", json=body)
    again = client.post(f"/v1/conversations/{conversation_id}/close", json=body)
    otherwise = client.post(f"/v1/conversations/{conversation_id}/close", json={"outcome": "escalated"})
    late = client.post(f"/v1/conversations/{conversation_id}/messages", json={"author": "customer", "text": "wait"})

    assert (closed.status_code, again.status_code) == (200, 200)
    assert (closed.json()["outcome"], closed.json()["csat"], closed.json()["nps"]) == ("resolved", 5, 0)
    assert closed.json()["closed_at"] == again.json()["closed_at"] is not None
    assert [message["id"] for message in closed.json()["messages"]] == ["m1"]
    assert (problem_of(otherwise)["status"], problem_of(otherwise)["code"]) == (409, "conflict")
    assert problem_of(late)["status"] == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"outcome": "won"},
        {"outcome": "resolved", "csat": 0},
        {"outcome": "resolved", "csat": 6},
        {"outcome": "resolved", "nps": -1},
        {"outcome": "resolved", "nps": 11},
        {"outcome": "resolved", "note": "x"},
    ],
)
def test_closing_in_another_way_than_the_contracts_is_refused(client: Client, body: dict[str, Any]) -> None:
    conversation_id = opened(client)

    response = client.post(f"/v1/conversations/{conversation_id}/close", json=body)

    assert problem_of(response)["status"] == 400
    assert client.get(f"/v1/conversations/{conversation_id}").json()["closed_at"] is None


CALLS = [
    ("GET", "/v1/conversations/nobody", None),
    ("POST", "/v1/conversations/nobody/messages", {"author": "customer", "text": "Hello"}),
    ("POST", "/v1/conversations/nobody/suggestions", {}),
    ("POST", "/v1/conversations/nobody/close", {"outcome": "resolved"}),
    ("POST", "/v1/conversations/nobody/assign", {"operator": "op-1"}),
    ("POST", "/v1/conversations/nobody/assign", {"operator": None}),
    ("POST", "/v1/conversations/nobody/summary", {"kind": "handoff"}),
    ("POST", "/v1/conversations/nobody/messages?suggest=true", {"author": "customer", "text": "Hello"}),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_an_unknown_conversation_is_404(client: Client, method: str, path: str, body: object) -> None:
    problem = problem_of(client.request(method, path, json=body))

    assert (problem["status"], problem["code"]) == (404, "not_found")


@pytest.mark.parametrize("suggest", ["maybe", "2", ""])
def test_suggest_is_true_or_false(client: Client, suggest: str) -> None:
    conversation_id = opened(client)
    body = {"author": "customer", "text": "Hello"}

    problem = problem_of(client.post(f"/v1/conversations/{conversation_id}/messages?suggest={suggest}", json=body))

    assert [fault["path"] for fault in problem["errors"]] == ["$.suggest"]
    assert client.get(f"/v1/conversations/{conversation_id}").json()["messages"] == []


def test_another_process_goes_on_with_the_conversation_and_gives_out_no_placeholder_twice(
    client: Client, services: Services
) -> None:
    conversation_id = opened(client, customer={"name": "Ana"})
    added(client, conversation_id, "I am at ana@mail.example")

    with serving(services) as other:
        later = added(other, conversation_id, "and bob@mail.example")
        url = f"/v1/conversations/{conversation_id}/suggestions"
        drafts = other.post(url, json={"customer": {"name": "Bob"}}).json()["drafts"]

    assert later["text"] == "and <EMAIL_ADDRESS_2>"
    assert "<PERSON_2>" in drafts[0]["template_text"]


def test_two_processes_in_turn_give_out_no_placeholder_twice(client: Client, services: Services) -> None:
    conversation_id = opened(client)
    added(client, conversation_id, "I am at ana@mail.example")

    with serving(services) as other:
        added(other, conversation_id, "and bob@mail.example")
    last = added(client, conversation_id, "and eve@mail.example")

    assert last["text"] == "and <EMAIL_ADDRESS_3>"
