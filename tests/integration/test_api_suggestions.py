"""`POST /v1/suggestions` and `POST /v1/conversations/{id}/suggestions`: what a suggestion holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.settings import Settings
from tests.apps import asking, problem_of, rows

Client = TestClient[Litestar]

MEMBERS = {
    "id", "answers_message_id", "customer_text", "entities", "triage", "answerability", "passages", "drafts", "canned",
    "next_steps", "tier", "timings_ms", "warnings", "superseded_by",
}  # fmt: skip
PASSAGE_MEMBERS = {
    "passage_id", "article_id", "title", "heading", "text", "url", "score", "rank", "revision", "audience",
}  # fmt: skip
TRIAGE_MEMBERS = {
    "language", "intent", "tags", "urgency", "frustration", "escalation", "intents", "is_served", "writing",
}  # fmt: skip
DRAFT_MEMBERS = {
    "id", "kind", "text", "template_text", "tone", "distance", "sentences", "drafter", "because", "facts", "warnings",
}  # fmt: skip


def suggested(client: Client, text: str, **more: object) -> dict[str, Any]:
    response = client.post("/v1/suggestions", json=asking(text, **more))
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def replies(suggestion: dict[str, Any]) -> list[dict[str, Any]]:
    return [draft for draft in suggestion["drafts"] if draft["kind"] == "reply"]


def test_a_suggestion_has_every_member_of_the_contract(client: Client) -> None:
    suggestion = suggested(client, "I was charged twice", customer={"name": "Ana", "language": "en", "tier": "gold"})

    assert set(suggestion) == MEMBERS
    assert suggestion["id"].startswith("sug_")
    assert suggestion["answers_message_id"] == "m1"
    assert suggestion["tier"] == "full"
    assert suggestion["answerability"]["verdict"] == "answer"
    assert 0 <= suggestion["answerability"]["confidence"] <= 1
    assert {"redact", "read", "triage", "retrieve", "draft", "guard", "total"} == set(suggestion["timings_ms"])
    assert all(set(passage) == PASSAGE_MEMBERS for passage in suggestion["passages"])
    assert all(set(draft) == DRAFT_MEMBERS for draft in suggestion["drafts"])
    assert all(set(reply) == {"id", "title", "text", "score", "missing"} for reply in suggestion["canned"])


def test_triage_has_every_member(client: Client) -> None:
    triage = suggested(client, "This is RIDICULOUS, third time I write about E42!!! I want your manager")["triage"]

    assert set(triage) == TRIAGE_MEMBERS
    assert set(triage["intent"]) == {"label", "confidence"}
    assert triage["intents"][0] == triage["intent"]
    assert set(triage["frustration"]) == {"score", "level", "trend", "reasons"}
    assert all(set(reason) == {"signal", "weight", "message_id"} for reason in triage["frustration"]["reasons"])
    assert set(triage["escalation"]) == {"recommended", "target", "reasons", "handoff"}
    assert set(triage["writing"]) == {"formality", "warmth", "length", "reading_level"}


def test_personal_data_is_in_no_member_but_the_ready_text(client: Client, settings: Settings) -> None:
    text = "My card 4111 1111 1111 1111 was charged twice, write to ana.lopez@mail.example"

    suggestion = suggested(client, text, customer={"name": "Ana López"})

    assert suggestion["customer_text"] == ("My card <CREDIT_CARD_1> was charged twice, write to <EMAIL_ADDRESS_1>")
    for entity in suggestion["entities"]:
        assert suggestion["customer_text"][entity["start"] : entity["end"]] == entity["placeholder"]
    assert [entity["kind"] for entity in suggestion["entities"]] == ["CREDIT_CARD", "EMAIL_ADDRESS"]
    assert replies(suggestion)[0]["text"].startswith("Hello Ana López,")
    assert replies(suggestion)[0]["template_text"].startswith("Hello <PERSON_1>,")
    ((record,),) = rows(settings, "SELECT body FROM suggestion WHERE id = ?", suggestion["id"])
    assert not any(value in record.decode() for value in ("4111", "ana.lopez", "López"))


def test_every_sentence_of_a_reply_names_the_place_it_was_taken_from(client: Client) -> None:
    suggestion = suggested(client, "How do I return an order?")

    passages = {passage["passage_id"]: passage["text"] for passage in suggestion["passages"]}
    quoted = [sentence for sentence in replies(suggestion)[0]["sentences"] if sentence["support"] == "passage"]
    assert len(quoted) >= 4
    for sentence in quoted:
        assert passages[sentence["passage_id"]][sentence["start"] : sentence["end"]] == sentence["text"]
    assert not [item for item in replies(suggestion)[0]["sentences"] if item["support"] == "unsupported"]


def test_steps_stay_numbered_and_in_order(client: Client) -> None:
    text = replies(suggested(client, "How do I return an order?"))[0]["text"]

    places = [text.index(step) for step in ("1. Open radhaus", "2. Choose the items", "3. Pack", "4. Hand the parcel")]
    assert places == sorted(places)


def test_passages_come_best_first_with_rank_revision_and_url(client: Client) -> None:
    passages = suggested(client, "What does error E42 mean?", k=3)["passages"]

    assert [passage["rank"] for passage in passages] == [1, 2, 3]
    assert [passage["score"] for passage in passages] == sorted((p["score"] for p in passages), reverse=True)
    assert passages[0]["article_id"] == "error-e42"
    assert passages[0]["url"] == "/v1/kb/articles/error-e42"
    assert passages[0]["revision"].startswith("sha256:")


@pytest.mark.parametrize(
    "question", ["How much goodwill credit can I give a customer?", "How do I verify the identity of a caller?"]
)
def test_internal_articles_are_shown_to_the_operator_and_never_drafted(client: Client, question: str) -> None:
    suggestion = suggested(client, question)

    assert suggestion["passages"][0]["audience"] == "internal"
    assert suggestion["answerability"]["verdict"] == "abstain"
    internal = {p["passage_id"] for p in suggestion["passages"] if p["audience"] == "internal"}
    for draft in suggestion["drafts"]:
        assert not internal & {sentence["passage_id"] for sentence in draft["sentences"]}
        assert "25 euros" not in draft["text"]
        assert "postcode" not in draft["text"]


def test_an_internal_article_that_fits_better_than_the_public_one_is_not_quoted(client: Client) -> None:
    suggestion = suggested(client, "How do I return the order that came yesterday?", k=10)

    assert suggestion["passages"][0]["article_id"] == "returns-desk"
    assert suggestion["answerability"]["verdict"] == "answer"
    text = replies(suggestion)[0]["text"]
    assert "1. Open radhaus.example/returns" in text
    assert "serial returners" not in text
    quoted = {sentence["passage_id"] for draft in suggestion["drafts"] for sentence in draft["sentences"]} - {None}
    assert {passage_id.partition("#")[0] for passage_id in quoted} == {"return-an-order"}


@pytest.mark.parametrize("question", ["What is the capital of Peru?", "Can I rent a surfboard from you in Bali?"])
def test_abstains_when_the_knowledge_base_does_not_answer(client: Client, question: str) -> None:
    suggestion = suggested(client, question)

    assert suggestion["answerability"]["verdict"] == "abstain"
    assert not replies(suggestion)
    assert "asking a colleague" in suggestion["drafts"][0]["text"]


def test_canned_replies_come_with_slots_filled_or_named_as_missing(client: Client) -> None:
    text = "How do I return an order? It is RH-1234567"

    canned = {reply["id"]: reply for reply in suggested(client, text, customer={"name": "Ana"})["canned"]}

    assert canned["return-label"]["missing"] == ["last_day"]
    assert "order RH-1234567." in canned["return-label"]["text"]
    assert canned["ask-order-number"]["missing"] == []
    assert canned["ask-order-number"]["text"].startswith("Hello Ana,")


def test_a_fitting_procedure_is_the_next_step(client: Client) -> None:
    (step,) = suggested(client, "my battery does not charge")["next_steps"]

    assert set(step) == {"action", "label", "due_in_minutes"}
    assert step["action"] == "start_procedure"
    assert "What does the display show" in step["label"]


def test_card_data_brings_a_draft_that_steers_to_the_payment_page(client: Client) -> None:
    suggestion = suggested(client, "Here is my card: 4111 1111 1111 1111")

    assert suggestion["drafts"][0]["kind"] == "steer_payment"
    assert "https://pay.radhaus.example" in suggestion["drafts"][0]["text"]
    assert "steer_payment" in {step["action"] for step in suggestion["next_steps"]}


def test_a_look_alike_placeholder_that_the_customer_typed_gets_nobodys_data(client: Client) -> None:
    messages = [
        {"author": "customer", "text": "I am at ana.lopez@mail.example"},
        {"author": "customer", "text": "What does error E42 mean? <EMAIL_ADDRESS_1> <PERSON_1> <EMAIL_ADDRESS_2>"},
    ]

    suggestion = client.post("/v1/suggestions", json={"messages": messages, "customer": {"name": "Ana"}}).json()

    drafts = [draft for draft in suggestion["drafts"] if draft["kind"] != "paraphrase"]  # which says back the first one
    shown = json.dumps([*drafts, *suggestion["canned"]], ensure_ascii=False)
    assert "ana.lopez" not in shown
    assert "<EMAIL_ADDRESS_1>" not in suggestion["customer_text"]
    assert "<PERSON_1>" not in suggestion["customer_text"]


def test_the_operators_own_words_are_searched_instead_of_the_message(client: Client) -> None:
    suggestion = suggested(client, "Hello there", query="error E42")

    assert suggestion["passages"][0]["article_id"] == "error-e42"
    assert suggestion["customer_text"] == "Hello there"


def test_tone_and_channel_shape_the_draft(client: Client) -> None:
    wish = {"formality": "formal", "length": "short"}

    draft = replies(suggested(client, "What does E42 mean?", channel="email", tone=wish, customer={"name": "Ana"}))[0]

    assert draft["tone"] == {"formality": "formal", "warmth": "warm", "length": "short"}
    assert draft["text"].startswith("Dear Ana,")
    assert draft["text"].endswith("Kind regards, Radhaus")


def test_a_deadline_that_has_passed_gives_passages_without_drafts(client: Client) -> None:
    suggestion = suggested(client, "What does error E42 mean?", deadline_ms=0)

    assert suggestion["tier"] == "passages"
    assert suggestion["drafts"] == []
    assert suggestion["passages"][0]["article_id"] == "error-e42"


def test_nothing_is_drafted_when_no_customer_has_written(client: Client) -> None:
    messages = [{"author": "operator", "text": "What does error E42 mean?"}]

    suggestion = client.post("/v1/suggestions", json={"messages": messages, "query": "error E42"}).json()

    assert (suggestion["answers_message_id"], suggestion["customer_text"]) == (None, None)
    assert suggestion["drafts"] == []
    assert suggestion["passages"][0]["article_id"] == "error-e42"


def test_the_stored_form_answers_as_the_stateless_one_does(client: Client, settings: Settings) -> None:
    customer = {"name": "Ana", "language": "en"}
    conversation = client.post("/v1/conversations", json={"customer": customer}).json()["id"]
    text = "I was charged twice, my card is 4111 1111 1111 1111"
    client.post(f"/v1/conversations/{conversation}/messages", json={"author": "customer", "text": text, "id": "m1"})

    stored = client.post(f"/v1/conversations/{conversation}/suggestions", json={}).json()

    stateless = suggested(client, text, customer=customer)
    for member in (
        "answers_message_id",
        "customer_text",
        "triage",
        "answerability",
        "passages",
        "canned",
        "next_steps",
    ):
        assert stored[member] == stateless[member], member
    own = [draft["text"] for draft in stored["drafts"] if "Somebody will answer you here" not in draft["text"]]
    assert own == [draft["text"] for draft in stateless["drafts"]]
    assert rows(settings, "SELECT conversation_id FROM suggestion WHERE id = ?", stored["id"]) == [(conversation,)]


def test_the_stored_form_needs_no_body_and_refuses_messages(client: Client) -> None:
    conversation = client.post("/v1/conversations").json()["id"]

    without_body = client.post(f"/v1/conversations/{conversation}/suggestions")
    with_messages = client.post(f"/v1/conversations/{conversation}/suggestions", json=asking("Hello"))

    assert without_body.status_code == 200
    assert without_body.json()["answers_message_id"] is None
    assert problem_of(with_messages)["status"] == 400


BAD_BODIES = {
    "no messages": ({}, "$"),
    "empty messages": ({"messages": []}, "$.messages"),
    "text of 20,001 characters": (asking("a" * 20_001), "$.messages[0].text"),
    "blank text": (asking(" \n\t"), "$.messages[0].text"),
    "unknown author": ({"messages": [{"author": "robot", "text": "Hi"}]}, "$.messages[0].author"),
    "unknown field": (asking("Hi", colour="red"), "$"),
    "unknown field in a message": ({"messages": [{"author": "customer", "text": "Hi", "x": 1}]}, "$.messages[0]"),
    "k of 0": (asking("Hi", k=0), "$.k"),
    "k of 51": (asking("Hi", k=51), "$.k"),
    "k in words": (asking("Hi", k="five"), "$.k"),
    "unknown channel": (asking("Hi", channel="fax"), "$.channel"),
    "unknown tone": (asking("Hi", tone={"warmth": "hot"}), "$.tone.warmth"),
    "time without zone": (
        {"messages": [{"author": "customer", "text": "Hi", "sent_at": "2026-01-05T10:00:00"}]},
        "$.messages[0].sent_at",
    ),
    "time before the first one in UTC": (
        {"messages": [{"author": "customer", "text": "Hi", "sent_at": "0001-01-01T00:00:00+05:00"}]},
        "$.messages[0]",
    ),
    "negative deadline": (asking("Hi", deadline_ms=-1), "$.deadline_ms"),
    "id with a space": ({"messages": [{"author": "customer", "text": "Hi", "id": "a b"}]}, "$.messages[0].id"),
}


@pytest.mark.parametrize(("body", "path"), BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_what_is_not_valid_is_refused_with_its_json_path(client: Client, body: dict[str, Any], path: str) -> None:
    problem = problem_of(client.post("/v1/suggestions", json=body))

    assert (problem["status"], problem["code"]) == (400, "invalid_input")
    assert [fault["path"] for fault in problem["errors"]] == [path]
    assert path in problem["detail"]


def test_a_text_of_20_000_characters_is_answered(client: Client) -> None:
    text = ("What does error E42 mean? " * 800)[:19_990] + "0123456789"

    assert suggested(client, text)["passages"][0]["article_id"] == "error-e42"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("null \x00 bell \x07 escape \x1b[31m E42", "null   bell   escape  [31m E42"),
        ("مرحبا، الشاشة تعرض E42", "مرحبا، الشاشة تعرض E42"),
        ("\u202eE42 backwards\u202c", "\u202eE42 backwards\u202c"),
        ("👩🏽‍🚀 E42 🚲", "👩🏽‍🚀 E42 🚲"),
    ],
    ids=["control characters", "right to left", "direction marks", "emoji"],
)
def test_unusual_text_is_answered_and_kept_readable(client: Client, text: str, stored: str) -> None:
    assert suggested(client, text)["customer_text"] == stored


def test_an_unpaired_surrogate_is_refused(client: Client) -> None:
    body = b'{"messages": [{"author": "customer", "text": "E42 \\ud83d"}]}'

    assert problem_of(client.post("/v1/suggestions", content=body))["status"] == 400
