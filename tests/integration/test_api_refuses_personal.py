"""Ids that are somebody's numbers and articles that hold secrets are refused before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services
from copilot.settings import Settings
from tests.apps import asking, bytes_in, own_folders, problem_of, serving

Client = TestClient[Litestar]
CARD = "4929118322344417"
MARKDOWN = {"Content-Type": "text/markdown"}


@pytest.fixture(scope="module")
def own_settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return own_folders(services, tmp_path_factory.mktemp("refusing"))


@pytest.fixture(scope="module")
def own_client(services: Services, own_settings: Settings) -> Iterator[Client]:
    with serving(services, own_settings) as client:
        client.post("/v1/conversations", json={"id": "known"})
        yield client


def refused(response: Any) -> dict[str, Any]:
    problem = dict(problem_of(response))
    assert (problem["status"], problem["code"]) == (400, "invalid_input")
    assert CARD not in response.text
    return problem


IDS: list[tuple[str, str, Any]] = [
    ("id", "/v1/conversations", {"id": CARD}),
    ("brand", "/v1/conversations", {"brand": CARD}),
    ("id", "/v1/conversations/known/messages", {"author": "customer", "text": "Hi", "id": f"card:{CARD}"}),
    ("brand", "/v1/conversations/known/suggestions", {"brand": CARD}),
    ("brand", "/v1/suggestions", asking("Hi", brand=CARD)),
    ("id", "/v1/suggestions", {"messages": [{"author": "customer", "text": "Hi", "id": CARD}]}),
]


@pytest.mark.parametrize(("field", "path", "body"), IDS)
def test_an_id_that_is_a_card_number_is_refused_in_a_sentence(
    own_client: Client, own_settings: Settings, field: str, path: str, body: Any
) -> None:
    problem = refused(own_client.post(path, json=body))

    assert f"`{field}` is a card number: use an opaque id" in problem["detail"]
    assert CARD.encode() not in bytes_in(own_settings)


@pytest.mark.parametrize("field", ["draft_id", "canned_id"])
def test_feedback_about_an_id_that_is_a_card_number_is_refused(own_client: Client, field: str) -> None:
    suggestion = own_client.post("/v1/suggestions", json=asking("What does E42 mean?")).json()["id"]

    problem = refused(own_client.post(f"/v1/suggestions/{suggestion}/events", json={"type": "sent", field: CARD}))

    assert f"`{field}` is a card number" in problem["detail"]


def test_an_article_under_an_id_that_is_a_card_number_is_refused(own_client: Client) -> None:
    problem = refused(own_client.put(f"/v1/kb/articles/{CARD}", json={"title": "T", "body": "text"}))

    assert "`id` is a card number: use an opaque id" in problem["detail"]


@pytest.mark.parametrize("conversation", ["1234567", "123456789012", "6f1ed002-ab55-4859-9014-ebf0951522d9", "ABC_1:2"])
def test_ordinary_ids_pass(own_client: Client, conversation: str) -> None:
    assert own_client.post("/v1/conversations", json={"id": conversation}).status_code == 201


def test_a_language_is_stored_without_words_that_are_none_of_it(own_client: Client) -> None:
    customer = {"language": "zh-Hans-CN-49291183-22344418"}

    refused_or_cut = own_client.post("/v1/conversations", json={"customer": {"language": "zh-Hans-CN-49291183"}})

    assert own_client.post("/v1/conversations", json={"customer": customer}).status_code == 400
    assert refused_or_cut.json()["customer"]["language"] == "zh-Hans-CN"


def test_a_name_that_is_a_card_number_greets_nobody(own_client: Client) -> None:
    answer = own_client.post("/v1/suggestions", json=asking("What does E42 mean?", customer={"name": CARD}))

    assert answer.status_code == 200
    assert answer.json()["drafts"]
    assert CARD not in answer.text


def test_secrets_in_an_article_are_named_by_line_and_kind(own_client: Client) -> None:
    body = f"Words.\n\nTry it with {CARD}.\n\nThe CVV is 417."

    problem = refused(own_client.put("/v1/kb/articles/secret", json={"title": f"Pay by {CARD}", "body": body}))

    assert [(fault["path"], fault["line"]) for fault in problem["errors"]] == [
        ("$.title", None),
        ("$.body", 3),
        ("$.body", 5),
    ]
    assert "$.body line 3: holds a CREDIT_CARD, which must not be published: take it out" in problem["detail"]
    assert own_client.get("/v1/kb/articles/secret").status_code == 404


def test_lines_of_a_markdown_article_are_those_of_the_file(own_client: Client) -> None:
    file = f"---\r\nid: secret\r\ntitle: T\r\n---\r\n\r\nWords.\r\nTry it with {CARD}.\r\n"

    problem = refused(own_client.put("/v1/kb/articles/secret", content=file.encode(), headers=MARKDOWN))

    assert [(fault["path"], fault["line"]) for fault in problem["errors"]] == [("$.body", 7)]


def test_what_a_company_tells_everybody_may_be_published(own_client: Client) -> None:
    body = "Call +44 20 7946 0958, write to help@larkwell.example, or pay to DE89 3704 0044 0532 0130 00."

    assert own_client.put("/v1/kb/articles/contact", json={"title": "Contact", "body": body}).status_code == 201


def test_a_file_that_is_called_by_a_card_number_is_not_named(own_client: Client, own_settings: Settings) -> None:
    path = own_settings.corpus.path / "articles" / f"{CARD}.md"
    path.write_text("---\nid: [\n---\nx", encoding="utf-8")

    problem = refused_corpus = own_client.post("/v1/kb/reindex")

    path.unlink()
    assert CARD not in refused_corpus.text
    assert problem.json()["errors"][0]["path"] == "articles/“…”"
