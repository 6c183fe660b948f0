"""`POST /v1/conversations/{id}/summary`: a conversation in a few lines, each with what it rests on."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.settings import Settings
from tests.apps import problem_of, rows

Client = TestClient[Litestar]

CARD = "4111 1111 1111 1111"
SAID = (
    ("customer", "Hello"),
    ("customer", f"Order RH-1234567 was charged twice to my card {CARD}, I am at ana.lopez@mail.example"),
    ("operator", "Please sign out and in again, Ana."),
    ("customer", "I did that and it did not work at all"),
    ("operator", "I will refund it today. Can I help you with anything else?"),
    ("customer", "This is RIDICULOUS!!! Third time I write, nobody helps. I want to speak to your manager NOW"),
)


def stored(client: Client, *messages: tuple[str, str]) -> str:
    """A conversation with the messages m1, m2 …."""
    conversation_id: str = client.post("/v1/conversations", json={"customer": {"name": "Ana"}}).json()["id"]
    for number, (author, text) in enumerate(messages, start=1):
        body = {"author": author, "text": text, "id": f"m{number}", "sent_at": f"2026-01-05T10:{number:02d}:00Z"}
        assert client.post(f"/v1/conversations/{conversation_id}/messages", json=body).status_code == 201
    return conversation_id


def summarised(client: Client, conversation_id: str, kind: str = "handoff") -> Any:
    return client.post(f"/v1/conversations/{conversation_id}/summary", json={"kind": kind})


def lines(client: Client, *messages: tuple[str, str]) -> dict[str, list[tuple[str, list[str]]]]:
    """The lines of a summary by part, as (text, message ids)."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for line in summarised(client, stored(client, *messages)).json()["lines"]:
        found.setdefault(line["part"], []).append((line["text"], line["message_ids"]))
    return found


@pytest.mark.parametrize("kind", ["handoff", "wrap_up"])
def test_a_summary_has_every_part_with_the_messages_it_rests_on(client: Client, kind: str) -> None:
    response = summarised(client, stored(client, *SAID), kind)

    assert response.status_code == 200
    summary = response.json()
    assert (set(summary), summary["kind"]) == ({"kind", "lines"}, kind)
    assert [line["part"] for line in summary["lines"]] == [
        "issue", "facts", "tried", "promises", "feeling", "next_step",
    ]  # fmt: skip
    assert all(set(line) == {"part", "text", "message_ids"} for line in summary["lines"])
    assert all(line["message_ids"] for line in summary["lines"])
    assert {name for line in summary["lines"] for name in line["message_ids"]} <= {f"m{n}" for n in range(1, 7)}


def test_each_line_says_what_was_written(client: Client) -> None:
    found = lines(client, *SAID)

    (issue,), (facts,) = found["issue"], found["facts"]
    assert issue[0].startswith("Order RH-1234567 was charged twice to my card <CREDIT_CARD_1>")
    assert (issue[1], facts[1]) == (["m2"], ["m2"])
    assert set(facts[0].split(", ")) == {"<CREDIT_CARD_1>", "<EMAIL_ADDRESS_1>", "RH-1234567"}
    assert found["tried"] == [
        ("Please sign out and in again, <PERSON_1>. → I did that and it did not work at all", ["m3", "m4"])
    ]
    assert found["promises"] == [("I will refund it today.", ["m5"])]
    assert found["feeling"][0][0].startswith("angry (")
    assert found["next_step"][0][0].startswith("Hand over to supervisor: ")


def test_a_calm_question_is_an_issue_and_nothing_else(client: Client) -> None:
    assert lines(client, ("customer", "What does the error E42 mean?")) == {
        "issue": [("What does the error E42 mean?", ["m1"])]
    }


@pytest.mark.parametrize("messages", [(), (("operator", "Hello, how can I help?"),), (("system", "Ana joined"),)])
def test_without_a_customers_message_there_is_nothing_to_tell(
    client: Client, messages: tuple[tuple[str, str], ...]
) -> None:
    assert lines(client, *messages) == {}


def test_a_long_message_is_cut(client: Client) -> None:
    (issue,) = lines(client, ("customer", "The battery of my bicycle does not charge any more. " * 100))["issue"]

    assert len(issue[0]) <= 300


def test_a_summary_holds_no_personal_data_and_stores_nothing(client: Client, settings: Settings) -> None:
    conversation_id = stored(client, *SAID)
    before = client.get(f"/v1/conversations/{conversation_id}").json()

    text = summarised(client, conversation_id).text

    assert not [clear for clear in ("4111", "1111", "ana.lopez", "Ana") if clear in text]
    assert client.get(f"/v1/conversations/{conversation_id}").json() == before
    assert rows(settings, "SELECT count(*) FROM suggestion WHERE conversation_id = ?", conversation_id) == [(0,)]


def test_a_closed_conversation_can_be_wrapped_up(client: Client) -> None:
    conversation_id = stored(client, *SAID)
    open_one = summarised(client, conversation_id, "wrap_up").json()
    client.post(f"/v1/conversations/{conversation_id}/close", json={"outcome": "escalated"})

    closed_one = summarised(client, conversation_id, "wrap_up")

    assert (closed_one.status_code, closed_one.json()) == (200, open_one)


def test_an_unknown_conversation_is_404(client: Client) -> None:
    problem = problem_of(summarised(client, "nobody"))

    assert (problem["status"], problem["code"]) == (404, "not_found")


@pytest.mark.parametrize("body", [{"kind": "poem"}, {}, {"kind": None}, {"kind": "handoff", "length": "short"}])
def test_another_kind_than_the_contracts_is_refused(client: Client, body: dict[str, Any]) -> None:
    response = client.post(f"/v1/conversations/{stored(client)}/summary", json=body)

    problem = problem_of(response)
    assert (problem["status"], problem["code"]) == (400, "invalid_input")
    assert "poem" not in response.text
