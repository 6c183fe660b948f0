"""`copilot purge` and `copilot forget`, beside a service that runs."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services, database_url, make_redactor
from copilot.commands import retention
from copilot.encoding.encoder import Encoder
from copilot.privacy.redactor import Redactor
from copilot.settings import Settings
from copilot.store.engine import open_engine, sqlite_url
from copilot.store.sql import SqlStore
from copilot.store.values import ConversationSpec
from tests.apps import asking, bytes_in, bytes_of, own_folders, rows, serving
from tests.command import Run
from tests.conftest import ROOT
from tests.fakes import sealed
from tests.stored import Clock, a_message, a_suggestion

Client = TestClient[Litestar]
MAIL = "zanzibar.canary@mail.example"
OTHER = "visitor-0815"
LONG = "zanzibar " * 800


@pytest.fixture(scope="module")
def own_settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return own_folders(services, tmp_path_factory.mktemp("retention"))


class Remembering:
    """The encoder, reading each text once: a long one takes it most of a second, and these tests say it many times."""

    def __init__(self, encoder: Encoder) -> None:
        self.manifest = encoder.manifest
        self.read = cache(encoder.read)
        self.read_many = encoder.read_many


@pytest.fixture(scope="module")
def redactor(services: Services) -> Redactor:
    return make_redactor(services.settings, Remembering(services.retriever))


@pytest.fixture
def service(services: Services, own_settings: Settings, redactor: Redactor) -> Iterator[Client]:
    with serving(services, own_settings, redactor=redactor) as client:
        yield client


@pytest.fixture
def fresh(tmp_path: Path, empty_database: Path) -> Path:
    """A state folder with an empty database."""
    (tmp_path / "var").mkdir()
    shutil.copy(empty_database, tmp_path / "var")
    return tmp_path / "var"


def copilot(settings: Settings, *arguments: str, stdin: str = "") -> dict[str, Any]:
    """The real command, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "copilot", *arguments, "--json", "--var", str(settings.var)],
        cwd=ROOT, input=stdin, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done
    deleted: dict[str, Any] = json.loads(done.stdout)
    return deleted


def converse(client: Client, name: str, customer_id: str, words: str) -> None:
    client.post("/v1/conversations", json={"id": name, "customer": {"id": customer_id}}).raise_for_status()
    for number in range(4):
        body = {"author": "customer", "text": f"Where is my order? {words}", "id": f"m{number}"}
        answer = client.post(f"/v1/conversations/{name}/messages?suggest=true", json=body).raise_for_status()
        said = {"type": "sent", "sent_text": f"Sorry! {words}", "reason": words[:1_000]}
        client.post(f"/v1/suggestions/{answer.json()['suggestion']['id']}/events", json=said).raise_for_status()
    alone = asking(f"How do I return it? {words}", customer={"id": customer_id})
    stateless = client.post("/v1/suggestions", json=alone).raise_for_status().json()
    client.post(f"/v1/suggestions/{stateless['id']}/events", json={"type": "viewed"}).raise_for_status()


def everything_of(client: Client, settings: Settings, name: str) -> list[object]:
    feedback = "SELECT feedback.* FROM feedback JOIN suggestion ON suggestion.id = suggestion_id"
    return [
        client.get(f"/v1/conversations/{name}").raise_for_status().content,
        rows(settings, "SELECT * FROM suggestion WHERE conversation_id = ?", name),
        rows(settings, f"{feedback} WHERE conversation_id = ? ORDER BY arrival", name),
    ]


def test_forgets_a_customer_to_the_last_byte_while_the_service_runs(service: Client, own_settings: Settings) -> None:
    converse(service, "mine", MAIL, LONG)
    converse(service, "other", OTHER, "elsewhere")
    kept = everything_of(service, own_settings, "other")
    assert b"zanzibar" in bytes_in(own_settings)

    dry = copilot(own_settings, "forget", "--customer", MAIL, "--dry-run")
    done = copilot(own_settings, "forget", "--customer", "-", stdin=f"{MAIL}\n")

    assert done == {"dry_run": False, "conversations": 1, "messages": 4, "suggestions": 5, "feedback": 5}
    assert dry == {**done, "dry_run": True}
    assert b"zanzibar" not in bytes_in(own_settings)
    assert everything_of(service, own_settings, "other") == kept
    assert service.get("/v1/conversations/mine").status_code == 404
    converse(service, "mine", MAIL, "again")
    assert copilot(own_settings, "forget", "--customer", MAIL)["conversations"] == 1


def test_forgets_a_conversation_to_the_last_byte_while_the_service_runs(
    service: Client, own_settings: Settings
) -> None:
    converse(service, "alone", "4711", LONG)
    copilot(own_settings, "forget", "--customer", "nobody")
    assert b"zanzibar" in bytes_in(own_settings)

    done = copilot(own_settings, "forget", "--conversation", "alone")

    assert (done["conversations"], done["messages"], done["suggestions"]) == (1, 4, 4)
    assert copilot(own_settings, "forget", "--customer", "4711")["suggestions"] == 1
    assert b"zanzibar" not in bytes_in(own_settings)


def test_purges_what_is_old_to_the_last_byte_while_the_service_runs(service: Client, own_settings: Settings) -> None:
    converse(service, "recent", "4711", "of today")
    kept = everything_of(service, own_settings, "recent")
    asyncio.run(_store_old(database_url(own_settings), "old-1"))
    asyncio.run(_store_old(database_url(own_settings), "old-2"))
    assert b"zanzibar" in bytes_in(own_settings)

    assert copilot(own_settings, "purge", "--older-than", "6w")["conversations"] == 0
    done = copilot(own_settings, "purge", "--older-than", "30d")

    assert done == {"dry_run": False, "conversations": 2, "messages": 2, "suggestions": 4, "feedback": 0}
    assert b"zanzibar" not in bytes_in(own_settings)
    assert everything_of(service, own_settings, "recent") == kept


async def _store_old(url: str, name: str) -> None:
    clock = Clock()
    clock.now = datetime.now(UTC) - timedelta(days=31)
    store = SqlStore(open_engine(url), reseal=sealed, clock=clock)
    await store.open_conversation(ConversationSpec(id=name))
    await store.add_message(name, a_message(text=LONG))
    body = json.dumps({"customer_text": LONG}).encode()
    for suggestion_id, owner in ((f"sug_{name}", name), (f"sug_alone_{name}", None)):
        record = a_suggestion(suggestion_id, owner, body)
        await store.record_suggestion(type(record)(**{**_fields(record), "created_at": clock.now}))
    await store.aclose()


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_what_customers_ids_are_is_stored_nowhere(service: Client, own_settings: Settings) -> None:
    converse(service, "whose", MAIL, "hello")
    wishes = {"customer": {"id": MAIL}}
    service.post("/v1/conversations/whose/suggestions", json=wishes).raise_for_status()

    assert b"zanzibar.canary" not in bytes_in(own_settings)
    ((ref,),) = rows(own_settings, "SELECT customer_ref FROM conversation WHERE id = 'whose'")
    assert re.fullmatch(r"[0-9a-f]{32}", ref)
    assert rows(own_settings, "SELECT count(*) FROM suggestion WHERE customer_ref = ?", ref) == [(2,)]
    assert ref not in service.get("/v1/conversations/whose").text


@pytest.mark.parametrize("customer_id", ["", "  ", "a" * 201, 4711, ["zanzibar"]])
def test_refuses_a_customers_id_that_is_none(service: Client, customer_id: object) -> None:
    body = {"customer": {"id": customer_id}}

    for path, sent in (("/v1/conversations", body), ("/v1/suggestions", asking("Hi", **body))):
        response = service.post(path, json=sent)

        assert response.status_code == 400
        assert "zanzibar" not in response.text


@pytest.mark.parametrize("customer_id", ["ana b@mail.example", "Ünï/קוד 👍", "a" * 200, "'; --"])
def test_any_other_text_may_be_an_id(service: Client, own_settings: Settings, run: Run, customer_id: str) -> None:
    service.post("/v1/conversations", json={"customer": {"id": customer_id}}).raise_for_status()

    done = run("forget", "--customer", customer_id, "--dry-run", "--json", "--var", str(own_settings.var))

    assert done.json["conversations"] == 1


def test_tells_people_what_was_deleted(run: Run, fresh: Path) -> None:
    asyncio.run(_store_old(sqlite_url(fresh / "copilot.db"), "old-1"))

    dry = run("purge", "--older-than", "4w", "--dry-run", "--var", str(fresh))
    done = run("purge", "--older-than", "4w", "--var", str(fresh))
    nothing = run("forget", "--conversation", "old-1", "--var", str(fresh))

    assert dry.out == "Would delete: 1 conversations, 1 messages, 2 suggestions, 0 feedback\n"
    assert done.out == "Deleted: 1 conversations, 1 messages, 2 suggestions, 0 feedback\n"
    assert nothing.out == "Deleted: 0 conversations, 0 messages, 0 suggestions, 0 feedback\n"
    assert "Deleting" in done.err
    assert "Backups" in done.err
    assert (dry.status, done.status, nothing.status) == (0, 0, 0)


def test_fails_when_somebody_reads_for_too_long_and_finishes_when_it_is_repeated(
    run: Run, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(_store_old(sqlite_url(fresh / "copilot.db"), "old-1"))

    def make_store(settings: Settings) -> SqlStore:
        return SqlStore(open_engine(database_url(settings)), reseal=sealed, patience_seconds=0)

    monkeypatch.setattr(retention, "make_store", make_store)
    with closing(sqlite3.connect(fresh / "copilot.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM message").fetchone()
        blocked = run("forget", "--conversation", "old-1", "--var", str(fresh))
        assert b"zanzibar" in bytes_of(*fresh.iterdir())
    done = run("purge", "--older-than", "1d", "--var", str(fresh))

    assert (blocked.status, blocked.out) == (1, "")
    assert "everything is deleted, but traces may be left" in " ".join(blocked.err.split())
    assert "run the same command again" in " ".join(blocked.err.split())
    assert done.status == 0
    assert b"zanzibar" not in bytes_of(*fresh.iterdir())


FAILURES = [
    (("purge", "--older-than", "30"), 1, "such as 12h, 30d"),
    (("purge", "--older-than", "99999y"), 1, "smaller age"),
    (("purge",), 2, "Missing option"),
    (("forget",), 1, "either --customer or --conversation"),
    (("forget", "--customer", "a", "--conversation", "b"), 1, "either --customer or --conversation"),
    (("forget", "--customer", ""), 1, "blank"),
    (("forget", "--customer", "zanzibar" * 26), 1, "more than 200"),
    (("forget", "--customer", "zanzibar\udcff"), 1, "unpaired surrogate"),
]


@pytest.mark.parametrize(("arguments", "status", "message"), FAILURES)
def test_a_failure_is_told_in_a_sentence_without_the_id(
    run: Run, fresh: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    done = run(*arguments, "--var", str(fresh))

    assert (done.status, done.out) == (status, "")
    assert message in " ".join(done.err.split())
    assert "zanzibar" not in done.err


@pytest.mark.parametrize("arguments", [("purge", "--older-than", "30d"), ("forget", "--customer", "4711")])
def test_a_folder_without_a_database_is_not_taken_for_one_without_customers(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = run(*arguments, "--var", str(tmp_path / "mistyped"))

    assert done.status == 1
    assert "there is no database at" in done.err
    assert not (tmp_path / "mistyped").exists()
