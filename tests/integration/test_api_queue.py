"""`GET /v1/queue` and `POST /v1/conversations/{id}/assign`: who is next, why, and who takes whom."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services
from copilot.store.engine import sqlite_url
from tests.apps import problem_of, serving

Client = TestClient[Litestar]

LONG_AGO = "2026-01-05T10:00:00Z"
PLACE_MEMBERS = {
    "position", "conversation_id", "channel", "brand", "customer", "opened_at", "waiting_since", "waiting_seconds",
    "points", "reasons", "sla", "estimate", "standing", "assigned_to",
}  # fmt: skip


@pytest.fixture
def desk(services: Services, empty_database: Path, tmp_path: Path) -> Iterator[Client]:
    """A client of a service whose store is empty, and where an operator takes two conversations."""
    shutil.copy(empty_database, tmp_path / "copilot.db")
    settings = msgspec.structs.replace(
        services.settings,
        store=msgspec.structs.replace(services.settings.store, url=sqlite_url(tmp_path / "copilot.db")),
        queue=msgspec.structs.replace(services.settings.queue, chats_per_operator=2),
    )
    with serving(services, settings) as client:
        yield client


def opened(client: Client, name: str, *texts: str, **body: object) -> str:
    """A conversation in which the customer has written."""
    client.post("/v1/conversations", json={"id": name, **body})
    for text in texts:
        said(client, name, text)
    return name


def said(client: Client, name: str, text: str, author: str = "customer", **more: object) -> None:
    response = client.post(f"/v1/conversations/{name}/messages", json={"author": author, "text": text, **more})
    assert response.status_code == 201, response.text


def assigned(client: Client, name: str, operator: str | None) -> Any:
    return client.post(f"/v1/conversations/{name}/assign", json={"operator": operator})


def queue_of(client: Client) -> dict[str, Any]:
    response = client.get("/v1/queue")
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def names(queue: dict[str, Any]) -> list[str]:
    return [one["conversation_id"] for one in queue["conversations"]]


def test_an_empty_queue_waits_for_nobody(desk: Client) -> None:
    queue = queue_of(desk)

    assert set(queue) == {
        "at", "conversations", "waiting", "at_risk", "breached", "answers_a_minute", "chats_per_operator", "operators",
    }  # fmt: skip
    assert (queue["conversations"], queue["operators"], queue["chats_per_operator"]) == ([], [], 2)
    assert (queue["waiting"], queue["at_risk"], queue["breached"], queue["answers_a_minute"]) == (0, 0, 0, 0)


def test_a_danger_stands_before_calm_questions_that_came_first(desk: Client) -> None:
    opened(desk, "calm", "What does E42 mean?")
    opened(desk, "danger", "My battery is on fire")

    queue = queue_of(desk)

    assert names(queue) == ["danger", "calm"]
    first = queue["conversations"][0]
    assert (first["position"], first["standing"]["urgency"]) == (1, "critical")
    assert (first["standing"]["escalation"], first["standing"]["reasons"]) == ("specialist", ["product_safety"])


def test_each_place_has_its_reasons_in_points_and_words(desk: Client) -> None:
    opened(desk, "danger", "My battery is on fire", customer={"tier": "gold"}, brand="radhaus", channel="email")

    (place,) = queue_of(desk)["conversations"]

    assert set(place) == PLACE_MEMBERS
    assert (place["channel"], place["brand"], place["customer"]["tier"]) == ("email", "radhaus", "gold")
    labels = {reason["factor"]: reason["label"] for reason in place["reasons"]}
    assert labels["urgency"] == "critical urgency"
    assert labels["escalation"] == "for specialist: product safety"
    assert set(labels) >= {"urgency", "escalation", "complexity"}
    assert all(reason["points"] >= 0 for reason in place["reasons"])
    assert place["points"] == pytest.approx(sum(reason["points"] for reason in place["reasons"]), abs=0.05)


@pytest.mark.parametrize(("channel", "seconds"), [("chat", 60), ("social", 1_800), ("email", 14_400)])
def test_the_clock_of_the_first_answer_runs_by_channel(desk: Client, channel: str, seconds: int) -> None:
    opened(desk, "c1", "What does E42 mean?", channel=channel)

    sla = queue_of(desk)["conversations"][0]["sla"]

    assert set(sla) == {"kind", "target_seconds", "due_at", "remaining_seconds", "state"}
    assert (sla["kind"], sla["target_seconds"]) == ("first_response", seconds)
    assert sla["remaining_seconds"] <= seconds


def test_a_wait_beyond_its_target_is_breached_and_stands_before_a_fresh_one(desk: Client) -> None:
    opened(desk, "fresh", "What does E42 mean?", channel="email")
    opened(desk, "late", channel="email")
    said(desk, "late", "What does E42 mean?", sent_at=LONG_AGO)

    queue = queue_of(desk)

    late, fresh = queue["conversations"]
    assert (late["conversation_id"], late["waiting_since"]) == ("late", LONG_AGO)
    assert (late["sla"]["state"], late["sla"]["due_at"]) == ("breached", "2026-01-05T14:00:00Z")
    assert late["sla"]["remaining_seconds"] < 0 < late["waiting_seconds"]
    assert fresh["sla"]["state"] == "ok"
    assert (queue["waiting"], queue["breached"], queue["at_risk"]) == (2, 1, 0)


def test_who_was_answered_comes_after_those_who_wait_and_without_a_clock(desk: Client) -> None:
    opened(desk, "answered", "My battery is on fire")
    opened(desk, "waiting", "What does E42 mean?")
    said(desk, "answered", "Please leave the room.", "operator")

    queue = queue_of(desk)

    assert names(queue) == ["waiting", "answered"]
    answered = queue["conversations"][1]
    assert (answered["waiting_since"], answered["sla"], answered["estimate"]) == (None, None, None)
    assert queue["waiting"] == 1


def test_a_question_after_an_answer_is_due_as_a_further_answer(desk: Client) -> None:
    opened(desk, "c1", "What does E42 mean?")
    said(desk, "c1", "It is too cold.", "operator")
    said(desk, "c1", "And when does it go away?")

    sla = queue_of(desk)["conversations"][0]["sla"]

    assert (sla["kind"], sla["target_seconds"]) == ("next_response", 120)


def test_a_closed_conversation_is_gone(desk: Client) -> None:
    opened(desk, "closed", "What does E42 mean?")
    opened(desk, "open", "What does E42 mean?")

    desk.post("/v1/conversations/closed/close", json={"outcome": "resolved"})

    assert names(queue_of(desk)) == ["open"]


def test_a_conversation_without_a_message_stands_last_and_calm(desk: Client) -> None:
    opened(desk, "silent")
    opened(desk, "asking", "What does E42 mean?")

    queue = queue_of(desk)

    assert names(queue) == ["asking", "silent"]
    assert (queue["conversations"][1]["standing"]["level"], queue["conversations"][1]["sla"]) == ("calm", None)


def test_an_estimate_needs_answers_to_rest_on(desk: Client) -> None:
    opened(desk, "first", "What does E42 mean?")
    opened(desk, "second", "What does E42 mean?")
    before = queue_of(desk)
    said(desk, "first", "It is too cold.", "operator")

    after = queue_of(desk)

    assert [one["estimate"] for one in before["conversations"]] == [None, None]
    assert before["answers_a_minute"] == 0
    estimate = after["conversations"][0]["estimate"]
    assert after["answers_a_minute"] > 0
    assert 0 < estimate["typical_seconds"] < estimate["likely_seconds"]
    assert [one["estimate"] for one in after["conversations"][1:]] == [None]


def told(client: Client, name: str) -> list[str]:
    """The drafts that tell the customer when somebody will answer."""
    drafts = client.post(f"/v1/conversations/{name}/suggestions").json()["drafts"]
    return [draft["text"] for draft in drafts if "Somebody will answer you" in draft["text"]]


def test_whoever_waits_for_the_first_answer_can_be_told_how_long(desk: Client) -> None:
    said(desk, opened(desk, "answered"), "It is too cold.", "operator")
    opened(desk, "new", "What does E42 mean?")

    before = told(desk, "new")
    said(desk, "new", "It is too cold.", "operator")
    said(desk, "new", "And then?")

    (text,) = before
    assert "Somebody will answer you here within 3 minutes." in text
    assert told(desk, "new") == []


def test_customers_who_come_right_after_one_another_are_all_told(desk: Client) -> None:
    said(desk, opened(desk, "answered"), "It is too cold.", "operator")
    names_of_new = ("first", "second", "third")

    drafts = [told(desk, opened(desk, name, "What does E42 mean?")) for name in names_of_new]

    assert [len(found) for found in drafts] == [1, 1, 1]


def test_nobody_is_told_a_wait_that_rests_on_nothing(desk: Client) -> None:
    assert told(desk, opened(desk, "new", "What does E42 mean?")) == []


def test_an_operator_takes_a_conversation_and_gives_it_back(desk: Client) -> None:
    opened(desk, "c1", "What does E42 mean?")

    taken = assigned(desk, "c1", "op-1")
    shown = queue_of(desk)
    again = assigned(desk, "c1", "op-1")
    released = assigned(desk, "c1", None)

    assert [one.status_code for one in (taken, again, released)] == [200, 200, 200]
    assert (taken.json()["assigned_to"], again.json(), released.json()["assigned_to"]) == ("op-1", taken.json(), None)
    assert [message["text"] for message in taken.json()["messages"]] == ["What does E42 mean?"]
    assert shown["conversations"][0]["assigned_to"] == "op-1"
    assert queue_of(desk)["operators"] == []


def test_loads_are_told_by_operator(desk: Client) -> None:
    for name, operator in (("c1", "op-2"), ("c2", "op-1"), ("c3", "op-2"), ("c4", None)):
        assigned(desk, opened(desk, name), operator)

    assert queue_of(desk)["operators"] == [
        {"operator": "op-1", "open": 1, "free": 1},
        {"operator": "op-2", "open": 2, "free": 0},
    ]


TAKEN_BEFORE = {"another has it": [("c3", "op-2")], "too many": [("c1", "op-1"), ("c2", "op-1")], "closed": []}


@pytest.mark.parametrize("why", TAKEN_BEFORE)
def test_what_cannot_be_taken_is_a_conflict(desk: Client, why: str) -> None:
    for name in ("c1", "c2", "c3"):
        opened(desk, name)
    if why == "closed":
        desk.post("/v1/conversations/c3/close", json={"outcome": "resolved"})
    for name, operator in TAKEN_BEFORE[why]:
        assigned(desk, name, operator)

    problem = problem_of(assigned(desk, "c3", "op-1"))

    assert (problem["status"], problem["code"]) == (409, "conflict")


BAD_OPERATORS: dict[str, object] = {
    "a telephone number": {"operator": "+442079460958"},
    "a card number": {"operator": "4111-1111-1111-1111"},
    "an e-mail address": {"operator": "ana@mail.example"},
    "empty": {"operator": ""},
    "too long": {"operator": "a" * 201},
    "a number": {"operator": 7},
    "not there": {},
    "more than that": {"operator": "op-1", "colour": "red"},
}


@pytest.mark.parametrize("body", BAD_OPERATORS.values(), ids=BAD_OPERATORS.keys())
def test_an_operator_that_is_no_opaque_id_is_refused_and_not_repeated(desk: Client, body: dict[str, Any]) -> None:
    opened(desk, "c1")

    response = desk.post("/v1/conversations/c1/assign", json=body)

    problem = problem_of(response)
    assert (problem["status"], problem["code"]) == (400, "invalid_input")
    assert len(str(body.get("operator", ""))) < 9 or str(body["operator"]) not in response.text
    assert desk.get("/v1/conversations/c1").json()["assigned_to"] is None


def test_the_queue_holds_no_text_of_a_customer(desk: Client) -> None:
    opened(desk, "c1", "My battery smells of marzipan, call +44 20 7946 0958", customer={"name": "Ana López"})
    said(desk, "c1", "Thank you Ana, marzipan indeed", "operator")

    response = desk.get("/v1/queue")

    assert not [word for word in ("marzipan", "7946", "López", "Ana") if word in response.text]
    assert response.json()["conversations"][0]["customer"]["name"] == "<PERSON_1>"
