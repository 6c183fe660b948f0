"""A suggestion as server-sent events."""

from __future__ import annotations

import json
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services
from tests.apps import asking, problem_of, serving
from tests.faulty import FailingRedactor

Client = TestClient[Litestar]
STREAM = {"Accept": "text/event-stream"}


def events(text: str) -> list[tuple[str, Any]]:
    """(event, data) of each block of an event stream."""
    found = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        assert set(fields) == {"event", "data"}
        found.append((fields["event"], json.loads(fields["data"])))
    return found


def without_run(suggestion: dict[str, Any]) -> dict[str, Any]:
    """A suggestion without what differs from one run to the next."""
    drafts = [{**draft, "id": ""} for draft in suggestion["drafts"]]
    return {**suggestion, "id": "", "timings_ms": {}, "drafts": drafts}


def test_events_come_in_the_order_of_the_contract(client: Client) -> None:
    response = client.post("/v1/suggestions", json=asking("My card 4111 1111 1111 1111 shows E42"), headers=STREAM)

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    names = [name for name, _ in events(response.text)]
    assert names[:2] == ["triage", "passages"]
    assert names[-1] == "suggestion"
    drafts = names[2:-1]
    assert drafts.count("draft") >= 2
    assert drafts[-1] == "draft"
    assert "draft.delta" in drafts
    assert set(drafts) == {"draft.delta", "draft"}


def test_deltas_add_up_to_the_draft_that_follows(client: Client) -> None:
    question = asking("How do I return an order?", customer={"name": "Ana"})

    streamed = events(client.post("/v1/suggestions", json=question, headers=STREAM).text)

    deltas = [data for name, data in streamed if name == "draft.delta"]
    (draft,) = [data for name, data in streamed if name == "draft"]
    assert len(deltas) > 3
    assert "".join(delta["text"] for delta in deltas) == draft["text"]
    assert {delta["draft_id"] for delta in deltas} == {draft["id"]}


def test_the_last_event_is_the_whole_body_of_the_plain_answer(client: Client) -> None:
    question = asking("What does E42 mean?", customer={"name": "Ana"})

    streamed = dict(events(client.post("/v1/suggestions", json=question, headers=STREAM).text))

    plain = client.post("/v1/suggestions", json=question).json()
    assert without_run(streamed["suggestion"]) == without_run(plain)
    assert streamed["triage"] == plain["triage"]
    assert streamed["passages"] == plain["passages"]
    assert streamed["draft"]["text"].startswith("Hello Ana,")


def test_the_stored_form_streams_too(client: Client) -> None:
    conversation = client.post("/v1/conversations").json()["id"]
    message = {"author": "customer", "text": "What does E42 mean?"}
    client.post(f"/v1/conversations/{conversation}/messages", json=message)

    streamed = events(client.post(f"/v1/conversations/{conversation}/suggestions", headers=STREAM).text)

    assert [name for name, _ in streamed][:2] == ["triage", "passages"]
    assert streamed[-1][0] == "suggestion"


def test_a_failure_after_the_headers_ends_the_stream_with_a_problem(services: Services) -> None:
    with serving(services, redactor=FailingRedactor()) as client:
        response = client.post("/v1/suggestions", json=asking("What does E42 mean?"), headers=STREAM)

    ((name, problem),) = events(response.text)
    assert name == "problem"
    assert (problem["status"], problem["code"]) == (503, "redaction_failed")
    assert problem["instance"] == f"urn:request:{response.headers['x-request-id']}"


def test_an_unknown_conversation_is_told_in_the_stream(client: Client) -> None:
    streamed = events(client.post("/v1/conversations/nobody/suggestions", headers=STREAM).text)

    assert [(name, data["status"]) for name, data in streamed] == [("problem", 404)]


def test_what_is_not_valid_is_refused_before_a_stream_begins(client: Client) -> None:
    response = client.post("/v1/suggestions", json=asking(""), headers=STREAM)

    assert problem_of(response)["status"] == 400
