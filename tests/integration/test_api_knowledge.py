"""`/v1/search`, `/v1/redact` and `/v1/kb`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services
from copilot.settings import Settings
from tests.apps import own_folders, problem_of, serving

Client = TestClient[Litestar]
MARKDOWN = {"Content-Type": "text/markdown"}
ARTICLES = 14


@pytest.fixture(scope="module")
def own_settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return own_folders(services, tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def own_client(services: Services, own_settings: Settings) -> Iterator[Client]:
    """A client whose knowledge base may be changed."""
    with serving(services, own_settings) as client:
        yield client


def found(client: Client, query: str, **more: object) -> list[dict[str, Any]]:
    response = client.post("/v1/search", json={"query": query, **more})
    assert response.status_code == 200, response.text
    passages: list[dict[str, Any]] = response.json()["passages"]
    return passages


def file(article_id: str, body: str, **fields: str) -> str:
    lines = "\n".join(f"{name}: {value}" for name, value in {"id": article_id, "title": "A title", **fields}.items())
    return f"---\n{lines}\n---\n{body}\n"


def test_search_answers_with_passages_answerability_and_timings(client: Client) -> None:
    answer = client.post("/v1/search", json={"query": "display shows E42", "k": 2}).json()

    assert set(answer) == {"passages", "answerability", "timings_ms"}
    assert [passage["rank"] for passage in answer["passages"]] == [1, 2]
    assert answer["passages"][0]["article_id"] == "error-e42"
    assert answer["answerability"]["verdict"] == "answer"
    assert "total" in answer["timings_ms"]


def test_search_finds_internal_articles_and_marks_them(client: Client) -> None:
    best = found(client, "How much goodwill credit can I give?")[0]

    assert (best["article_id"], best["audience"]) == ("goodwill-limits", "internal")


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        ({"audience": ["internal"]}, {"goodwill-limits", "identity-check", "returns-desk"}),
        ({"language": ["de"]}, {"akku-laden"}),
        ({"category": ["troubleshooting"]}, {"error-e42"}),
        ({"tags": ["battery"]}, {"error-e42", "charge-the-battery", "akku-laden"}),
        ({"tags": ["battery"], "language": ["en"]}, {"error-e42", "charge-the-battery"}),
        ({"tags": ["error-code", "goodwill"]}, {"error-e42", "goodwill-limits"}),
        ({"tags": ["battery"], "audience": ["internal"]}, set()),
        ({"category": ["nothing-like-it"]}, set()),
    ],
)
def test_filters_let_through_what_matches_every_one_of_them(
    client: Client, filters: dict[str, list[str]], articles: set[str]
) -> None:
    passages = found(client, "battery", k=50, filters=filters)

    assert {passage["article_id"] for passage in passages} == articles


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "$"),
        ({"query": ""}, "$.query"),
        ({"query": "a" * 20_001}, "$.query"),
        ({"query": "x", "k": 51}, "$.k"),
        ({"query": "x", "filters": {"colour": ["red"]}}, "$.filters"),
        ({"query": "x", "filters": {"audience": ["everybody"]}}, "$.filters.audience[0]"),
        ({"query": "x", "filters": {"tags": "battery"}}, "$.filters.tags"),
    ],
)
def test_a_search_that_is_not_valid_is_refused(client: Client, body: dict[str, Any], path: str) -> None:
    problem = problem_of(client.post("/v1/search", json=body))

    assert (problem["status"], problem["errors"][0]["path"]) == (400, path)


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽‍🚀🚲 mail me at ana@mail.example 👍",
        "e\u0301 ana@mail.example \U0001f6b2 4111 1111 1111 1111",
        "مرحبا ana@mail.example شكرا",
    ],
    ids=["emoji", "combining mark", "right to left"],
)
def test_entities_are_code_points_of_the_text_that_was_sent(client: Client, text: str) -> None:
    answer = client.post("/v1/redact", json={"text": text}).json()

    assert set(answer) == {"text", "entities"}
    address = next(entity for entity in answer["entities"] if entity["kind"] == "EMAIL_ADDRESS")
    assert set(address) == {"kind", "placeholder", "start", "end", "score"}
    assert text[address["start"] : address["end"]] == "ana@mail.example"
    rebuilt, done = "", 0
    for entity in answer["entities"]:
        rebuilt += text[done : entity["start"]] + entity["placeholder"]
        done = entity["end"]
    assert rebuilt + text[done:] == answer["text"]


def test_redact_takes_empty_text_and_refuses_too_much(client: Client) -> None:
    assert client.post("/v1/redact", json={"text": ""}).json() == {"text": "", "entities": []}
    assert problem_of(client.post("/v1/redact", json={"text": "a" * 20_001}))["status"] == 400


def test_status_tells_snapshot_encoder_and_size(client: Client) -> None:
    status = client.get("/v1/kb/status").json()

    assert {"snapshot_id", "encoder", "articles", "passages", "built_at"} <= set(status)
    assert (status["encoder"], status["articles"]) == ("minilm", ARTICLES)
    assert status["passages"] > ARTICLES
    assert datetime.fromisoformat(status["built_at"]).tzinfo is not None


def test_a_markdown_article_is_found_when_the_call_returns_and_gone_after_delete(own_client: Client) -> None:
    url = "/v1/kb/articles/zebra-lights"
    source = file("zebra-lights", "The Zebra light blinks purple when it updates itself.", tags="[zebra]")

    written = own_client.put(url, content=source, headers=MARKDOWN)
    passages = found(own_client, "Why does the Zebra light blink purple?")
    replaced = own_client.put(url, content=source.replace("purple", "green"), headers=MARKDOWN)
    after = found(own_client, "Why does the Zebra light blink?")
    deleted = own_client.delete(url)

    assert (written.status_code, replaced.status_code, deleted.status_code) == (201, 200, 204)
    assert passages[0]["article_id"] == after[0]["article_id"] == "zebra-lights"
    assert "green" in after[0]["text"]
    assert passages[0]["revision"] != after[0]["revision"]
    assert "zebra-lights" not in {passage["article_id"] for passage in found(own_client, "Zebra light", k=50)}
    assert problem_of(own_client.get(url))["status"] == 404
    assert problem_of(own_client.delete(url))["status"] == 404


def test_a_json_article_gets_the_defaults_and_can_be_read_in_both_forms(own_client: Client) -> None:
    url = "/v1/kb/articles/json-1"

    written = own_client.put(url, json={"title": "Yak wool", "body": "Yak wool is washed by hand.", "tags": ["yak"]})

    article = own_client.get(url).json()
    markdown = own_client.get(url, headers={"Accept": "text/markdown"})
    assert written.json() == article
    assert set(article) == {
        "id", "title", "body", "category", "tags", "audience", "language", "questions", "updated", "revision",
    }  # fmt: skip
    assert (article["category"], article["audience"], article["language"]) == ("general", "public", "en")
    assert article["updated"] == datetime.now(tz=UTC).date().isoformat()
    assert markdown.headers["content-type"].startswith("text/markdown")
    assert own_client.put(url, content=markdown.text, headers=MARKDOWN).json() == article


@pytest.mark.parametrize("content_type", ["Text/Markdown; charset=utf-8", "text/markdown;charset=UTF-8"])
def test_the_media_type_may_be_written_as_http_allows(own_client: Client, content_type: str) -> None:
    source = file("cased", "Some text with ümlauts.").encode()

    response = own_client.put("/v1/kb/articles/cased", content=source, headers={"Content-Type": content_type})

    assert response.status_code in {200, 201}
    assert response.json()["body"] == "Some text with ümlauts."


BAD_FILES = {
    "no front matter": ("Just text", 1),
    "no closing line": ("---\nid: bad\ntitle: T\n", 1),
    "broken YAML": ("---\nid: bad\ntitle: [T\n---\ntext\n", 3),
    "no title": ("---\nid: bad\n---\ntext\n", 2),
    "unknown field": ("---\nid: bad\ntitle: T\ncolour: red\n---\ntext\n", 4),
    "unknown audience": ("---\nid: bad\ntitle: T\naudience: friends\n---\ntext\n", 4),
    "wrong type": ("---\nid: bad\ntitle: T\ntags: battery\n---\ntext\n", 4),
    "an alias of itself": ("---\nid: bad\ntitle: T\ntags: &a [*a]\n---\ntext\n", 4),
    "no text": ("---\nid: bad\ntitle: T\n---\n\n", 1),
}


@pytest.mark.parametrize(("source", "line"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_broken_markdown_article_is_refused_with_its_line(own_client: Client, source: str, line: int) -> None:
    problem = problem_of(own_client.put("/v1/kb/articles/bad", content=source, headers=MARKDOWN))

    assert (problem["status"], problem["code"]) == (400, "corpus_invalid")
    assert [fault["line"] for fault in problem["errors"]] == [line]
    assert problem_of(own_client.get("/v1/kb/articles/bad"))["status"] == 404


@pytest.mark.parametrize(
    ("article_id", "content", "content_type"),
    [
        ("other", file("bad", "text").encode(), "text/markdown"),
        ("UPPER", b'{"title": "T", "body": "text"}', "application/json"),
        ("bad", b'{"title": "T"}', "application/json"),
        ("bad", b'{"title": "T", "body": "text", "updated": "2026-01-01"}', "application/json"),
        ("bad", b'{"title": "T", "body": "text", "audience": "friends"}', "application/json"),
        ("bad", b'{"title": "T", "body": " "}', "application/json"),
        ("bad", b"not JSON", "application/json"),
        ("bad", b'{"title": "\xff", "body": "text"}', "application/json"),
        ("bad", b"---\nid: bad\ntitle: \xff\n---\ntext\n", "text/markdown"),
        ("bad", b"---\nid: bad\ntitle: " + b"[" * 600 + b"\n---\ntext\n", "text/markdown"),
        ("bad", b"", "application/json"),
    ],
)
def test_an_article_that_is_not_valid_is_refused(
    own_client: Client, article_id: str, content: bytes, content_type: str
) -> None:
    url = f"/v1/kb/articles/{article_id}"

    problem = problem_of(own_client.put(url, content=content, headers={"Content-Type": content_type}))

    assert problem["status"] == 400


def test_reindex_takes_over_what_changed_in_the_folder(own_client: Client, own_settings: Settings) -> None:
    folder = own_settings.corpus.path / "articles" / "orders"
    (folder / "gift-cards.md").write_text(file("gift-cards", "A gift card is valid for three years."), encoding="utf-8")

    taken = own_client.post("/v1/kb/reindex")
    again = own_client.post("/v1/kb/reindex").json()
    best = found(own_client, "How long is a gift card valid?")[0]
    (folder / "gift-cards.md").unlink()
    removed = own_client.post("/v1/kb/reindex").json()

    assert taken.status_code == 200
    assert (taken.json()["written"], taken.json()["deleted"]) == (1, 0)
    assert (again["written"], again["deleted"], again["snapshot_id"]) == (0, 0, taken.json()["snapshot_id"])
    assert best["article_id"] == "gift-cards"
    assert (removed["written"], removed["deleted"]) == (0, 1)


def test_a_broken_file_is_named_and_the_old_state_is_served(own_client: Client, own_settings: Settings) -> None:
    before = own_client.get("/v1/kb/status").json()
    path = own_settings.corpus.path / "articles" / "bikes" / "warranty.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("category: bikes", "category: [bikes"), encoding="utf-8")
    (path.parent / "new.md").write_text(file("new", "Something new."), encoding="utf-8")

    problem = problem_of(own_client.post("/v1/kb/reindex"))

    assert (problem["status"], problem["code"]) == (400, "corpus_invalid")
    assert [(fault["path"], fault["line"]) for fault in problem["errors"]] == [("articles/bikes/warranty.md", 5)]
    assert "articles/bikes/warranty.md:5" in problem["detail"]
    assert own_client.get("/v1/kb/status").json() == before
    assert found(own_client, "How long is the warranty on my bike?")[0]["article_id"] == "warranty"
    path.write_text(good, encoding="utf-8")
    (path.parent / "new.md").unlink()


def test_a_corpus_folder_that_is_gone_is_told_and_the_old_state_is_served(
    own_client: Client, own_settings: Settings, tmp_path: Path
) -> None:
    own_settings.corpus.path.rename(tmp_path / "away")

    problem = problem_of(own_client.post("/v1/kb/reindex"))

    (tmp_path / "away").rename(own_settings.corpus.path)
    assert (problem["status"], problem["code"]) == (503, "config_error")
    assert "does not exist" in problem["detail"]
    assert found(own_client, "What does E42 mean?")[0]["article_id"] == "error-e42"


def test_another_process_sees_a_change_at_once(own_client: Client, services: Services, own_settings: Settings) -> None:
    with serving(services, own_settings) as other:
        own_client.put("/v1/kb/articles/seen", json={"title": "Seen", "body": "The walrus sleeps at noon."})
        passages = found(other, "When does the walrus sleep?")
        other.delete("/v1/kb/articles/seen")

    assert passages[0]["article_id"] == "seen"
    assert "seen" not in {passage["article_id"] for passage in found(own_client, "walrus", k=50)}


def test_an_internal_article_never_reaches_a_draft_even_when_it_was_public(own_client: Client) -> None:
    url = "/v1/kb/articles/secret-plan"
    article = {"title": "The secret plan", "body": "The secret plan is to paint every bicycle orange."}
    question = {"messages": [{"author": "customer", "text": "What is the secret plan?"}]}
    own_client.put(url, json=article)
    public = own_client.post("/v1/suggestions", json=question).json()

    own_client.put(url, json={**article, "audience": "internal"})
    internal = own_client.post("/v1/suggestions", json=question).json()

    own_client.delete(url)
    assert any("orange" in draft["text"] for draft in public["drafts"])
    assert internal["passages"][0]["article_id"] == "secret-plan"
    assert not any("orange" in draft["text"] for draft in internal["drafts"])
