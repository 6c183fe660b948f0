"""Card data in chat: found over several messages, warned of, steered away, never repeated."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.settings import Settings
from tests.apps import asking, rows

Client = TestClient[Litestar]
HALVES = ("my card is 4111 1111", "1111 1111")


def said(
    client: Client, conversation_id: str, text: str, author: str = "customer", *, suggest: bool = False
) -> dict[str, Any]:
    answer = client.post(
        f"/v1/conversations/{conversation_id}/messages",
        params={"suggest": "true"} if suggest else None,
        json={"author": author, "text": text},
    )
    assert answer.status_code == 201, answer.text
    message: dict[str, Any] = answer.json()
    return message


def texts(client: Client, conversation_id: str) -> list[str]:
    return [message["text"] for message in client.get(f"/v1/conversations/{conversation_id}").json()["messages"]]


def test_a_card_in_two_messages_is_hidden_in_both_once_the_second_comes(client: Client, settings: Settings) -> None:
    client.post("/v1/conversations", json={"id": "split-1"})
    said(client, "split-1", HALVES[0], suggest=True)

    second = said(client, "split-1", HALVES[1])

    assert texts(client, "split-1") == ["my card is <CREDIT_CARD_1>", "<CREDIT_CARD_2>"]
    assert second["warnings"] == ["payment_data"]
    assert [(one["kind"], one["start"], one["end"]) for one in second["entities"]] == [("CREDIT_CARD", 0, 9)]
    stored = str(rows(settings, "SELECT body FROM suggestion WHERE conversation_id = 'split-1'"))
    assert "4111 1111" not in stored


def test_a_card_over_three_messages_with_an_operator_between_is_found(client: Client) -> None:
    client.post("/v1/conversations", json={"id": "split-2"})

    said(client, "split-2", "the number on my visa card is 4111 1111")
    said(client, "split-2", "Please do not send it here.", author="operator")
    said(client, "split-2", "1111")
    said(client, "split-2", "1111")

    assert not any("1111" in text for text in texts(client, "split-2"))


def test_a_stateless_conversation_is_read_as_a_whole(client: Client) -> None:
    messages = [{"author": "customer", "text": text} for text in HALVES]

    answer = client.post("/v1/suggestions", json={"messages": messages}).json()

    assert answer["customer_text"] == "<CREDIT_CARD_2>"
    assert answer["warnings"] == ["payment_data"]


@pytest.mark.parametrize(
    "numbers", [("order 20483157", "20483158"), ("LW-20483157", "and LW-20483158"), ("2048", "3157")]
)
def test_order_numbers_in_a_row_are_no_card(client: Client, numbers: tuple[str, str]) -> None:
    messages = [{"author": "customer", "text": text} for text in numbers]

    answer = client.post("/v1/suggestions", json={"messages": messages}).json()

    assert (answer["customer_text"], answer["warnings"]) == (numbers[1], [])


def test_the_operator_is_warned_and_given_a_way_to_steer(client: Client) -> None:
    answer = client.post("/v1/suggestions", json=asking("charge 4111 1111 1111 1111 exp 12/29 cvv 123 please")).json()

    first = answer["drafts"][0]
    assert (first["kind"], first["warnings"]) == ("steer_payment", ["payment_data"])
    assert answer["warnings"] == ["payment_data"]
    assert "steer_payment" in [step["action"] for step in answer["next_steps"]]
    assert not any("4111" in draft["text"] for draft in answer["drafts"])


def test_the_warning_stays_while_the_turn_lasts(client: Client) -> None:
    messages = [{"author": "customer", "text": text} for text in ("4111 1111 1111 1111", "so where is my parcel?")]

    answer = client.post("/v1/suggestions", json={"messages": messages}).json()

    assert answer["warnings"] == ["payment_data"]


@pytest.mark.parametrize(
    ("question", "reply", "stored"),
    [
        ("May I have your name, please?", "Maria Kowalska", "<PERSON_1>"),
        ("What are the three digits on the back?", "123", "<CVV_1>"),
        ("What is your date of birth?", "12 march 1985", "<DATE_OF_BIRTH_1>"),
        ("What is your order number?", "204831572233", "204831572233"),
    ],
)
def test_an_operators_question_says_what_a_bare_answer_is(
    client: Client, question: str, reply: str, stored: str
) -> None:
    conversation_id = client.post("/v1/conversations", json={}).json()["id"]
    said(client, conversation_id, question, author="operator")

    assert said(client, conversation_id, reply)["text"] == stored
    answer = client.post(
        "/v1/suggestions",
        json={"messages": [{"author": "operator", "text": question}, {"author": "customer", "text": reply}]},
    ).json()
    assert answer["customer_text"] == stored
