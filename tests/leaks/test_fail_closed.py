"""A detector that raises, takes too long or is not loaded stops every call that takes text, and nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from structlog.testing import capture_logs

from copilot.bootstrap import Services, make_redactor
from copilot.errors import ConfigError, CopilotError
from copilot.privacy.names.head import SHIPPED_HEAD, load_head
from copilot.privacy.redactor import PresidioRedactor, Redactor
from copilot.settings import Settings
from tests.apps import asking, bytes_in, own_folders, problem_of, serving
from tests.leaks import breaking

pytestmark = pytest.mark.slow

TOLD = "I am Wilhelmina Quetzalcoatl, card 4111 1111 1111 1111, at 17 Marlowe Road, Leeds LS6 3AB"
MARKS = (b"Quetzalcoatl", b"4111 1111", b"4111111111111111", b"Marlowe")


def with_broken_presidio(services: Services, monkeypatch: pytest.MonkeyPatch) -> Redactor:
    monkeypatch.setattr("presidio_analyzer.AnalyzerEngine.analyze", breaking.quote)
    return PresidioRedactor(services.settings.privacy)


def with_a_broken_recogniser(services: Services, monkeypatch: pytest.MonkeyPatch) -> Redactor:
    monkeypatch.setattr("copilot.privacy.recognisers.cards.CardRecogniser.find", breaking.quote)
    return PresidioRedactor(services.settings.privacy)


def with_a_broken_head(services: Services, monkeypatch: pytest.MonkeyPatch) -> Redactor:
    monkeypatch.setattr("copilot.privacy.names.head.Head.tag", breaking.quote)
    return make_redactor(services.settings, services.retriever)


def with_a_broken_vault(services: Services, monkeypatch: pytest.MonkeyPatch) -> Redactor:
    monkeypatch.setattr("copilot.privacy.vault.Vault.placeholder", breaking.quote)
    return make_redactor(services.settings, services.retriever)


BROKEN: dict[str, Callable[[Services, pytest.MonkeyPatch], Redactor]] = {
    "a detector that raises": lambda services, _: breaking.with_finder(services),
    "a detector that takes too long": lambda services, _: breaking.with_finder(services, TimeoutError),
    "a detector without memory": lambda services, _: breaking.with_finder(services, MemoryError),
    "a detector that recurses": lambda services, _: breaking.with_finder(services, RecursionError),
    "an encoder that raises": lambda services, _: breaking.with_encoder(services),
    "a recogniser that raises": with_a_broken_recogniser,
    "a names head that raises": with_a_broken_head,
    "a vault that raises": with_a_broken_vault,
    "Presidio that raises": with_broken_presidio,
}


@pytest.fixture(scope="module")
def own_settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return own_folders(services, tmp_path_factory.mktemp("closed"))


def rows(settings: Settings) -> list[str]:
    with closing(sqlite3.connect(settings.var / "copilot.db")) as connection:
        return list(connection.iterdump())


def calls(client: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """Every call that takes text, over things that exist."""
    conversation = client.post("/v1/conversations", json={}).json()["id"]
    path = f"/v1/conversations/{conversation}"
    client.post(f"{path}/messages", json={"author": "customer", "text": "What does E42 mean?"})
    suggestion = client.post("/v1/suggestions", json=asking("What does E42 mean?")).json()["id"]
    return [
        ("POST", "/v1/suggestions", asking(TOLD)),
        ("POST", "/v1/suggestions", asking("Hi", query=TOLD)),
        ("POST", "/v1/suggestions", asking("Hi", instruction=TOLD)),
        ("POST", "/v1/conversations", {"customer": {"tier": "4111111111111111"}}),
        *(
            ("POST", f"{path}/messages", {"author": author, "text": TOLD})
            for author in ("customer", "operator", "system")
        ),
        ("POST", f"{path}/messages?suggest=true", {"author": "customer", "text": TOLD}),
        ("POST", f"{path}/suggestions", {"query": TOLD}),
        ("POST", f"{path}/suggestions", {"instruction": TOLD}),
        ("POST", f"/v1/suggestions/{suggestion}/events", {"type": "sent", "sent_text": TOLD}),
        ("POST", f"/v1/suggestions/{suggestion}/events", {"type": "rejected", "reason": TOLD}),
        ("POST", "/v1/redact", {"text": TOLD}),
        ("POST", "/v1/lint", {"text": TOLD}),
        ("POST", "/v1/lint", {"text": TOLD, "conversation_id": conversation}),
    ]


@pytest.mark.parametrize("what", BROKEN)
def test_nothing_is_written_or_told_with(
    services: Services, own_settings: Settings, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    with serving(services, own_settings) as client:
        wanted = calls(client)
    before = rows(own_settings)

    redactor = BROKEN[what](services, monkeypatch)
    with serving(services, own_settings, redactor=redactor) as client, capture_logs() as logs:
        answers = [client.request(method, path, json=body) for method, path, body in wanted]
        ready = client.get("/readyz")

    if what not in WITHOUT_FAULT_IN_READY:
        assert (ready.status_code, ready.json()["checks"]["redactor"]) == (503, "down")
    for (_, path, _), answer in zip(wanted, answers, strict=True):
        assert (problem_of(answer)["status"], problem_of(answer)["code"]) == (503, "redaction_failed"), path
        assert answer.headers["retry-after"].isdigit()
    assert rows(own_settings) == before
    seen = bytes_in(own_settings) + repr(logs).encode() + b"".join(answer.content for answer in answers)
    assert not [mark for mark in MARKS if mark in seen]


WITHOUT_FAULT_IN_READY = {"a vault that raises", "a recogniser that raises"}
"""The word that `/readyz` has redacted holds nothing that these would find."""


def test_an_article_that_cannot_be_checked_is_not_written(services: Services, own_settings: Settings) -> None:
    with serving(services, own_settings, redactor=breaking.with_finder(services)) as client:
        answer = client.put("/v1/kb/articles/unchecked", json={"title": "T", "body": TOLD})
        found = client.get("/v1/kb/articles/unchecked")

    assert (problem_of(answer)["status"], problem_of(answer)["code"]) == (503, "redaction_failed")
    assert found.status_code == 404


def test_search_needs_no_detector_and_keeps_nothing(services: Services, own_settings: Settings) -> None:
    before = rows(own_settings)

    with serving(services, own_settings, redactor=breaking.with_finder(services)) as client, capture_logs() as logs:
        answer = client.post("/v1/search", json={"query": TOLD})

    assert answer.status_code == 200
    assert rows(own_settings) == before
    assert not [mark for mark in MARKS if mark in bytes_in(own_settings) + repr(logs).encode()]


def damaged(folder: Path) -> None:
    (folder / "head.npz").write_bytes((SHIPPED_HEAD / "head.npz").read_bytes()[:1_000])
    (folder / "head.json").write_bytes((SHIPPED_HEAD / "head.json").read_bytes())


def without_weights(folder: Path) -> None:
    (folder / "head.json").write_bytes((SHIPPED_HEAD / "head.json").read_bytes())


def of_another_encoder(folder: Path) -> None:
    (folder / "head.npz").write_bytes((SHIPPED_HEAD / "head.npz").read_bytes())
    card = msgspec.json.decode((SHIPPED_HEAD / "head.json").read_bytes())
    (folder / "head.json").write_bytes(msgspec.json.encode({**card, "encoder": "sha256:other"}))


@pytest.mark.parametrize("spoil", [lambda _: None, without_weights, damaged, of_another_encoder])
def test_the_service_does_not_start_without_its_names_head(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    spoil(tmp_path)
    monkeypatch.setattr("copilot.privacy.redactor.SHIPPED_HEAD", tmp_path)

    with pytest.raises(ConfigError):
        make_redactor(services.settings, services.retriever)


def test_the_shipped_head_fits_the_encoder(services: Services) -> None:
    assert load_head(SHIPPED_HEAD, services.retriever.manifest)


def test_the_service_does_not_start_without_presidio(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("presidio_analyzer.AnalyzerEngine.__init__", breaking.quote)

    with pytest.raises((CopilotError, breaking.QuotingError)):
        make_redactor(services.settings, services.retriever)
