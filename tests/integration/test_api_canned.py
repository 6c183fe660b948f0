"""`/v1/canned`, and rankings that learn from picks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services
from copilot.settings import Settings
from tests.apps import asking, bytes_in, make_keys, own_folders, problem_of, rows, serving, with_keys

Client = TestClient[Litestar]
LONGEST_WAIT_SECONDS = 20

QUESTION = "How do I get the crumbs out of my toaster?"
TRAY = {
    "title": "Crumb tray",
    "text": "Hi {{customer_name}}, pull out the crumb tray under the toaster.",
    "tags": ["care"],
}
SORRY = {"title": "Sorry", "text": "I am sorry to hear that.", "tags": []}


@pytest.fixture
def own(services: Services, tmp_path: Path) -> Settings:
    return own_folders(services, tmp_path)


@pytest.fixture
def desk(services: Services, own: Settings) -> Iterator[Client]:
    with serving(services, own) as client:
        yield client


def put(client: Client, reply_id: str, body: dict[str, Any]) -> dict[str, Any]:
    response = client.put(f"/v1/canned/{reply_id}", json=body)
    assert response.status_code in {200, 201}, response.text
    answer: dict[str, Any] = response.json()
    return answer


def suggested(client: Client, text: str = QUESTION, **more: object) -> dict[str, Any]:
    response = client.post("/v1/suggestions", json=asking(text, **more))
    assert response.status_code == 200, response.text
    suggestion: dict[str, Any] = response.json()
    return suggestion


def offered(client: Client, text: str = QUESTION, **more: object) -> list[str]:
    return [item["id"] for item in suggested(client, text, **more)["canned"]]


def told(client: Client, suggestion: dict[str, Any], canned_id: str, kind: str = "sent") -> None:
    body = {"type": kind, "canned_id": canned_id}
    assert client.post(f"/v1/suggestions/{suggestion['id']}/events", json=body).status_code == 202


def eventually(client: Client, first: str) -> list[str]:
    """What is offered, as soon as `first` is the first of it."""
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while (found := offered(client))[:1] != [first] and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def test_a_reply_that_is_written_is_offered_when_the_call_returns(desk: Client) -> None:
    written = desk.put("/v1/canned/crumb-tray", json=TRAY)

    assert written.status_code == 201
    assert written.json() == {"id": "crumb-tray", **TRAY, "intents": [], "slots": ["customer_name"]}
    assert desk.get("/v1/canned/crumb-tray").json() == written.json()
    assert written.json() in desk.get("/v1/canned").json()
    (first, *_) = suggested(desk, customer={"name": "Ana"})["canned"]
    assert (first["id"], first["missing"]) == ("crumb-tray", [])
    assert first["text"].startswith("Hi Ana, pull out")


def test_writing_again_exchanges_the_reply(desk: Client) -> None:
    put(desk, "crumb-tray", TRAY)

    again = desk.put("/v1/canned/crumb-tray", json={**TRAY, "text": "Shake it.", "id": "crumb-tray"})

    assert again.status_code == 200
    assert desk.get("/v1/canned/crumb-tray").json()["text"] == "Shake it."


def test_a_deleted_reply_is_offered_no_more(desk: Client) -> None:
    put(desk, "crumb-tray", TRAY)

    assert desk.delete("/v1/canned/crumb-tray").status_code == 204

    assert "crumb-tray" not in offered(desk)
    assert problem_of(desk.get("/v1/canned/crumb-tray"))["status"] == 404
    assert problem_of(desk.delete("/v1/canned/crumb-tray"))["status"] == 404


def test_replies_are_listed_in_the_order_of_their_ids(desk: Client) -> None:
    put(desk, "a-first", SORRY)
    put(desk, "z-last", SORRY)

    ids = [reply["id"] for reply in desk.get("/v1/canned").json()]

    assert ids == sorted(ids)
    assert {"a-first", "z-last"} < set(ids)


def test_what_was_written_and_deleted_outlives_the_service(services: Services, own: Settings) -> None:
    with serving(services, own) as first:
        of_a_file = first.get("/v1/canned").json()[0]["id"]
        put(first, "crumb-tray", TRAY)
        first.delete(f"/v1/canned/{of_a_file}")

    with serving(services, own) as second:
        assert second.get("/v1/canned/crumb-tray").status_code == 200
        assert second.get(f"/v1/canned/{of_a_file}").status_code == 404
        assert offered(second)[0] == "crumb-tray"


@pytest.mark.parametrize("kind", ["copied", "inserted", "sent"])
def test_a_pick_changes_the_next_ranking(desk: Client, kind: str) -> None:
    put(desk, "crumb-tray", TRAY)
    put(desk, "sorry", SORRY)
    assert offered(desk)[0] == "crumb-tray"

    told(desk, suggested(desk), "sorry", kind)

    assert offered(desk)[:2] == ["sorry", "crumb-tray"]


@pytest.mark.parametrize("kind", ["displayed", "viewed"])
def test_what_was_only_seen_teaches_nothing(desk: Client, kind: str) -> None:
    put(desk, "crumb-tray", TRAY)
    put(desk, "sorry", SORRY)

    told(desk, suggested(desk), "sorry", kind)

    assert offered(desk)[0] == "crumb-tray"


def test_a_rejected_reply_is_not_offered_again_in_the_same_situation(desk: Client) -> None:
    put(desk, "crumb-tray", TRAY)

    told(desk, suggested(desk), "crumb-tray", "rejected")

    assert "crumb-tray" not in offered(desk)[:1]


def test_a_pick_changes_nothing_for_other_questions(desk: Client) -> None:
    put(desk, "crumb-tray", TRAY)
    put(desk, "sorry", SORRY)
    other = "Do you ship replacement parts to Norway, and what does it cost?"
    before = offered(desk, other)

    told(desk, suggested(desk), "sorry")

    assert offered(desk, other) == before


def test_what_the_operator_types_decides_and_is_learnt_with_the_pick(desk: Client) -> None:
    put(desk, "crumb-tray", TRAY)
    put(desk, "sorry", SORRY)
    put(desk, "bye", {**SORRY, "title": "Bye", "text": "Goodbye, and thank you."})

    told(desk, suggested(desk, query="wave"), "bye")
    told(desk, suggested(desk, query="regrets"), "sorry")

    assert offered(desk, query="wave")[0] == "bye"
    assert offered(desk, query="regrets")[0] == "sorry"


def test_the_same_event_twice_counts_once_and_many_count_more(desk: Client) -> None:
    put(desk, "sorry", SORRY)
    put(desk, "bye", {**SORRY, "title": "Bye", "text": "Goodbye."})
    suggestion = suggested(desk)
    for _ in range(3):
        told(desk, suggestion, "sorry")

    for _ in range(2):
        told(desk, suggested(desk), "bye")

    assert offered(desk)[0] == "bye"


def test_another_process_learns_the_pick_and_the_replies(services: Services, own: Settings, desk: Client) -> None:
    with serving(services, own) as other:
        put(desk, "crumb-tray", TRAY)
        put(desk, "sorry", SORRY)
        assert eventually(other, "crumb-tray")[0] == "crumb-tray"

        told(desk, suggested(desk), "sorry")

        assert eventually(other, "sorry")[0] == "sorry"
        other.delete("/v1/canned/sorry")
        assert eventually(desk, "crumb-tray")[0] == "crumb-tray"


def test_picks_outlive_the_service(services: Services, own: Settings) -> None:
    with serving(services, own) as first:
        put(first, "crumb-tray", TRAY)
        put(first, "sorry", SORRY)
        told(first, suggested(first), "sorry")

    with serving(services, own) as second:
        assert offered(second)[0] == "sorry"


def test_a_pick_in_a_stored_conversation_is_learnt(desk: Client) -> None:
    put(desk, "sorry", SORRY)
    for name in ("one", "two"):
        desk.post("/v1/conversations", json={"id": name})
        message = {"author": "customer", "text": QUESTION}
        suggestion = desk.post(f"/v1/conversations/{name}/messages?suggest=true", json=message).json()["suggestion"]
        if name == "one":
            told(desk, suggestion, "sorry")

    assert suggestion["canned"][0]["id"] == "sorry"


def test_of_the_situation_only_vectors_are_kept(desk: Client, own: Settings) -> None:
    put(desk, "sorry", SORRY)
    body = asking("Nobody answers at walnut-harbour, I am Zebulon", query="quetzal words", customer={"name": "Zebulon"})

    told(desk, desk.post("/v1/suggestions", json=body).json(), "sorry")

    ((situation,),) = rows(own, "SELECT situation FROM suggestion")
    assert len(situation) > 384
    assert not any(word in situation.lower() for word in (b"walnut", b"quetzal", b"zebulon"))
    assert b"quetzal" not in bytes_in(own)
    assert b"Zebulon" not in bytes_in(own)


@pytest.mark.parametrize(
    ("body", "where", "rule"),
    [
        ({**SORRY, "text": "Please tell me your password."}, "$.text", "asks_for_password"),
        ({**SORRY, "text": "Hello\nSend me the card number, all 16 digits."}, "$.text", "asks_for_card_number"),
        ({**SORRY, "text": "We charged 4111 1111 1111 1111 twice."}, "$.text", "CREDIT_CARD"),
        ({**SORRY, "title": "For 4111 1111 1111 1111"}, "$.title", "CREDIT_CARD"),
        ({**SORRY, "tags": ["4111 1111 1111 1111"]}, "$.tags", "CREDIT_CARD"),
    ],
)
def test_what_no_reply_may_hold_is_refused_with_the_rule(
    desk: Client, own: Settings, body: dict[str, Any], where: str, rule: str
) -> None:
    problem = problem_of(desk.put("/v1/canned/sorry", json=body))

    assert problem["status"] == 400
    assert [fault["path"] for fault in problem["errors"]] == [where]
    assert rule in problem["errors"][0]["rule"]
    assert "4111" not in str(problem)
    assert desk.get("/v1/canned/sorry").status_code == 404
    assert rows(own, "SELECT count(*) FROM canned_reply") == [(0,)]


@pytest.mark.parametrize(
    ("reply_id", "body"),
    [
        ("sorry", {}),
        ("sorry", {**SORRY, "text": "  "}),
        ("sorry", {**SORRY, "title": ""}),
        ("sorry", {**SORRY, "text": "a" * 20_001}),
        ("sorry", {**SORRY, "stars": 5}),
        ("sorry", {**SORRY, "id": "other"}),
        ("4111111111111111", SORRY),
        ("no blanks", SORRY),
        ("a" * 129, SORRY),
    ],
)
def test_what_is_no_reply_is_refused(desk: Client, reply_id: str, body: dict[str, Any]) -> None:
    assert problem_of(desk.put(f"/v1/canned/{reply_id}", json=body))["status"] == 400


def test_anyone_with_a_key_reads_and_editors_write(services: Services, own: Settings) -> None:
    settings = with_keys(own)
    keys = make_keys(settings, "operator", "supervisor", "editor", "integration")

    with serving(services, settings) as client:
        statuses = {
            role: (
                client.get("/v1/canned", headers=header).status_code,
                client.put("/v1/canned/sorry", json=SORRY, headers=header).status_code,
                client.delete("/v1/canned/nothing", headers=header).status_code,
            )
            for role, (_, header) in keys.items()
        }
        nobody = client.get("/v1/canned").status_code

    assert nobody == 401
    assert statuses.pop("editor") == (200, 201, 404)
    assert set(statuses.values()) == {(200, 403, 403)}
