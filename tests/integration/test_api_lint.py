"""`POST /v1/lint` over HTTP."""

from __future__ import annotations

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from structlog.testing import capture_logs

from copilot.bootstrap import Services
from tests.apps import bytes_in, own_folders, problem_of, serving

Client = TestClient[Litestar]


def test_a_request_for_a_card_number_is_blocked(client: Client) -> None:
    text = "🙂 Could you send me your card number?"

    response = client.post("/v1/lint", json={"text": text})

    answer = response.json()
    assert (response.status_code, answer["verdict"]) == (200, "block")
    (finding,) = answer["findings"]
    assert finding["rule"] == "asks_for_card_number"
    assert text[finding["start"] : finding["end"]] == "card number"


def test_a_warning_not_to_send_it_may_go(client: Client) -> None:
    assert client.post("/v1/lint", json={"text": "Never send us your password."}).json() == {
        "verdict": "ok",
        "findings": [],
    }


def test_a_card_number_in_the_text_is_blocked(client: Client) -> None:
    answer = client.post("/v1/lint", json={"text": "I charged 4111 1111 1111 1111 again."}).json()

    assert [finding["rule"] for finding in answer["findings"]] == ["contains_card_number"]


def test_an_unknown_conversation_is_404(client: Client) -> None:
    response = client.post("/v1/lint", json={"text": "Hi", "conversation_id": "nobody-knows"})

    assert problem_of(response)["status"] == 404


def test_what_the_customer_wrote_in_the_conversation_is_known(client: Client) -> None:
    conversation = client.post("/v1/conversations", json={}).json()["id"]
    message = {"author": "customer", "text": "my card is 4111 1111 1111 1111, cvv 731"}
    client.post(f"/v1/conversations/{conversation}/messages", json=message)

    with_it = client.post("/v1/lint", json={"text": "So it was 731?", "conversation_id": conversation}).json()
    without = client.post("/v1/lint", json={"text": "So it was 731?"}).json()

    assert (with_it["verdict"], without["verdict"]) == ("block", "ok")
    assert [finding["rule"] for finding in with_it["findings"]] == ["contains_secret"]


def test_text_that_is_too_long_is_400(client: Client) -> None:
    assert problem_of(client.post("/v1/lint", json={"text": "a" * 20_001}))["status"] == 400


def test_nothing_of_the_text_is_stored_or_logged(services: Services, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = own_folders(services, tmp_path_factory.mktemp("lint"))
    with serving(services, settings) as client, capture_logs() as logs:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        body = {"text": "Quetzalcoatl, your card number?", "conversation_id": conversation}

        response = client.post("/v1/lint", json=body)

        assert response.json()["verdict"] == "block"
    assert b"Quetzalcoatl" not in bytes_in(settings)
    assert "Quetzalcoatl" not in str(logs) + response.text
