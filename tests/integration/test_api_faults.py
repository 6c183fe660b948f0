"""What a client sees when a part of the service fails or has too much to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from structlog.testing import capture_logs

from copilot.bootstrap import Services
from copilot.settings import Settings
from copilot.suggest.brief import Drafter
from tests.apps import asking, bytes_in, own_folders, problem_of, rows, serving, with_limits
from tests.faulty import BrokenDrafter, BrokenRedactor, FailingRedactor, FullDisk, UnavailableDrafter, WaitingRedactor

Client = TestClient[Litestar]
CANARY = "Quetzalcoatl"
TABLES = ("conversation", "message", "suggestion", "feedback")


@pytest.fixture(scope="module")
def own_settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return own_folders(services, tmp_path_factory.mktemp("faults"))


def sizes(settings: Settings) -> list[int]:
    return [rows(settings, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]  # noqa: S608 - our own names


def calls_that_store(client: Client) -> list[tuple[str, dict[str, Any]]]:
    """Calls with text, over a conversation and a suggestion that exist."""
    conversation = client.post("/v1/conversations", json={}).json()["id"]
    client.post(
        f"/v1/conversations/{conversation}/messages", json={"author": "customer", "text": "What does E42 mean?"}
    )
    suggestion = client.post("/v1/suggestions", json=asking("What does E42 mean?")).json()["id"]
    return [
        ("/v1/suggestions", asking(f"I am {CANARY}")),
        ("/v1/conversations", {"customer": {"tier": CANARY}}),
        (f"/v1/conversations/{conversation}/messages", {"author": "customer", "text": f"I am {CANARY}"}),
        (f"/v1/conversations/{conversation}/messages?suggest=true", {"author": "customer", "text": f"I am {CANARY}"}),
        (f"/v1/conversations/{conversation}/suggestions", {"query": CANARY}),
        (f"/v1/suggestions/{suggestion}/events", {"type": "sent", "sent_text": f"Dear {CANARY}"}),
        (f"/v1/suggestions/{suggestion}/events", {"type": "rejected", "reason": f"It is for {CANARY}"}),
        ("/v1/redact", {"text": f"I am {CANARY}"}),
        ("/v1/lint", {"text": f"I am {CANARY}"}),
        ("/v1/lint", {"text": f"I am {CANARY}", "conversation_id": conversation}),
    ]


def test_nothing_is_stored_when_the_redactor_fails(services: Services, own_settings: Settings) -> None:
    with serving(services, own_settings) as client:
        calls = calls_that_store(client)
    before = sizes(own_settings)

    with serving(services, own_settings, redactor=FailingRedactor()) as client, capture_logs() as logs:
        responses = [client.post(path, json=body) for path, body in calls]

    for response in responses:
        assert (problem_of(response)["status"], problem_of(response)["code"]) == (503, "redaction_failed")
        assert response.headers["retry-after"].isdigit()
        assert CANARY not in response.text
    assert sizes(own_settings) == before
    assert CANARY.encode() not in bytes_in(own_settings)
    assert CANARY not in str(logs)


def test_a_redactor_that_breaks_is_a_500_that_quotes_nothing(services: Services, own_settings: Settings) -> None:
    with serving(services, own_settings) as client:
        calls = calls_that_store(client)
    before = sizes(own_settings)

    with serving(services, own_settings, redactor=BrokenRedactor()) as client, capture_logs() as logs:
        responses = [client.post(path, json=body) for path, body in calls]

    for response in responses:
        assert (problem_of(response)["status"], problem_of(response)["code"]) == (500, "internal")
        assert CANARY not in response.text
    assert sizes(own_settings) == before
    assert CANARY not in str(logs)
    failures = [entry for entry in logs if entry["event"] == "unexpected_error"]
    assert {(entry["error"], entry["where"].split(":")[0]) for entry in failures} == {("RuntimeError", "tests.faulty")}
    assert [problem_of(r)["instance"] for r in responses] == [f"urn:request:{entry['instance']}" for entry in failures]


@pytest.mark.parametrize("drafter", [UnavailableDrafter(), BrokenDrafter()], ids=["unavailable", "broken"])
def test_a_drafter_that_fails_lowers_the_tier(services: Services, drafter: Drafter) -> None:
    with serving(services, drafter=drafter) as client, capture_logs() as logs:
        response = client.post("/v1/suggestions", json=asking(f"What does error E42 mean, asks {CANARY}"))

    suggestion = response.json()
    assert response.status_code == 200
    assert suggestion["tier"] == "template"
    assert [(draft["kind"], draft["warnings"]) for draft in suggestion["drafts"]] == [
        ("acknowledge", ["drafter_unavailable"])
    ]
    assert suggestion["passages"][0]["article_id"] == "error-e42"
    assert [entry["event"] for entry in logs].count("stage_failed") == 1
    assert CANARY not in str(logs)


def test_nothing_is_acknowledged_that_the_database_did_not_take(services: Services) -> None:
    store = FullDisk()
    with serving(services, store=store) as client:
        responses = [
            client.post("/v1/suggestions", json=asking("What does E42 mean?")),
            client.post("/v1/conversations", json={}),
        ]

    for response in responses:
        assert (problem_of(response)["status"], problem_of(response)["code"]) == (503, "store_unavailable")
        assert response.headers["retry-after"].isdigit()


def test_more_requests_than_may_wait_are_refused_at_once_and_the_others_answered(services: Services) -> None:
    redactor = WaitingRedactor(services.redactor)
    settings = with_limits(services.settings, worker_threads=1, waiting_requests=0)

    with serving(services, settings, redactor=redactor) as client, ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.post, "/v1/redact", json={"text": "ana@mail.example"})
        assert redactor.is_busy.wait(timeout=60)
        refused = client.post("/v1/redact", json={"text": "ana@mail.example"})
        alive, ready = client.get("/livez"), client.get("/readyz")
        redactor.may_go_on.set()
        answered = first.result(timeout=60)
        later = client.post("/v1/redact", json={"text": "ana@mail.example"})

    assert (problem_of(refused)["status"], problem_of(refused)["code"]) == (503, "overloaded")
    assert refused.headers["retry-after"].isdigit()
    assert alive.status_code == 200
    assert (ready.status_code, ready.json()["status"], ready.json()["checks"]["store"]) == (200, "degraded", "ok")
    assert answered.json()["text"] == later.json()["text"] == "<EMAIL_ADDRESS_1>"
