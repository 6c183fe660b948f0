"""A part whose error quotes its input tells it to nobody; nor does a model that repeats its prompt."""

from __future__ import annotations

import base64
import json
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from copilot.bootstrap import Services
from copilot.errors import RedactionFailed
from copilot.privacy.vault import Vault
from copilot.settings import Settings
from tests.apps import asking, own_folders, serving
from tests.leaks import breaking
from tests.leaks.canaries import KINDS, Canary, Mint
from tests.leaks.scanning import Scanner
from tests.leaks.sinks import Sinks, folder_bytes

Break = Callable[[Services, pytest.MonkeyPatch], dict[str, Any]]


def patched(place: str) -> Break:
    def broken(_: Services, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        monkeypatch.setattr(place, breaking.quote)
        return {}

    return broken


BROKEN: dict[str, Break] = {
    "detector": lambda services, _: {"redactor": breaking.with_finder(services)},
    "encoder in redaction": lambda services, _: {"redactor": breaking.with_encoder(services)},
    "redactor": lambda *_: {"redactor": breaking.BrokenRedactor()},
    "encoder": lambda services, _: {"services": breaking.with_deaf_listener(services)},
    "triage": lambda services, _: {"services": breaking.with_part(services, triager=breaking.BrokenTriager())},
    "retrieval": patched("copilot.retrieval.knowledge.KnowledgeBase.search"),
    "drafter": lambda *_: {"drafter": type("Drafter", (), {"draft": breaking.quote})()},
    "guard": patched("copilot.suggest.pipeline.guard"),
    "respond": patched("copilot.suggest.pipeline.respond"),
    "record": patched("copilot.api.desk.record_of"),
    "restore": patched("copilot.api.suggesting.ready"),
    "leak check": patched("copilot.suggest.suggestion.sealed_parts"),
    "store write": lambda *_: {"store": breaking.UnwritableStore()},
    "store read": lambda *_: {"store": breaking.UnreadableStore()},
}  # fmt: skip


def told(mint: Mint) -> tuple[str, list[Canary]]:
    canaries = [mint.of(kind) for kind in KINDS]
    return "What does E42 mean? " + " ".join(canary.text for canary in canaries), canaries


def requests(client: Any, text: str) -> list[Any]:
    """Every call that takes text, of which some will fail."""
    message = {"author": "customer", "text": text}
    opened = client.post("/v1/conversations", json={})
    conversation = f"/v1/conversations/{opened.json().get('id', 'none')}"
    suggestion = client.post("/v1/suggestions", json=asking("What does E42 mean?")).json().get("id", "none")
    stream = {"Accept": "text/event-stream"}
    return [
        client.post("/v1/suggestions", json=asking(text, query=text, instruction=text)),
        client.post("/v1/suggestions", json=asking(text), headers=stream),
        client.post("/v1/conversations", json={"customer": {"name": text[:200], "id": text[:200]}}),
        client.post(f"{conversation}/messages", json=message),
        client.post(f"{conversation}/messages?suggest=true", json=message),
        client.post(f"{conversation}/suggestions", json={"instruction": text}),
        client.post(f"{conversation}/summary", json={"kind": "handoff"}),
        client.get(conversation),
        client.get("/v1/queue"),
        client.post(
            f"/v1/suggestions/{suggestion}/events", json={"type": "sent", "sent_text": text, "reason": text[:999]}
        ),
        client.post("/v1/search", json={"query": text}),
        client.post("/v1/redact", json={"text": text}),
        client.post("/v1/lint", json={"text": text}),
        client.put("/v1/kb/articles/quoted", json={"title": "T", "body": text}),
    ]


def hits_in(contents: dict[str, bytes], canaries: list[Canary]) -> list[str]:
    scanner = Scanner(canaries)
    return [f"{sink}: {hit}" for sink, content in contents.items() for hit in scanner.hits(content)]


@pytest.fixture(scope="module")
def own_settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return own_folders(services, tmp_path_factory.mktemp("quoting"))


@pytest.mark.parametrize("part", BROKEN)
def test_an_error_that_quotes_its_input_is_repeated_nowhere(
    services: Services, own_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    sinks = Sinks(tmp_path)
    text, canaries = told(Mint(100 + list(BROKEN).index(part)))
    given = BROKEN[part](services, monkeypatch)
    with sinks.open(), serving(given.pop("services", services), own_settings, **given) as client:
        answers = requests(client, text)
        metrics = client.get("/metrics").content

    failed = [answer for answer in answers if answer.status_code >= 500]
    problems = b"\n".join(repr(answer.headers).encode() + answer.content for answer in answers if answer in failed)
    contents = {**sinks.contents(), "metrics": metrics, "problems": problems, "state": folder_bytes(own_settings.var)}

    assert failed or b"stage_failed" in contents["log"], "the part was not used"
    assert not hits_in(contents, canaries)


def test_a_model_that_repeats_its_prompt_and_makes_up_a_card_number_gives_nothing_away(
    services: Services, own_settings: Settings, tmp_path: Path
) -> None:
    sinks, mint = Sinks(tmp_path), Mint(3)
    text, canaries = told(mint)
    invented = mint.card("visa")
    drafter = breaking.EchoingDrafter(invented.value)
    with sinks.open(), serving(services, own_settings, drafter=drafter) as client:
        answers = requests(client, text)

    drafts = [draft for answer in answers[:1] for draft in answer.json()["drafts"]]
    contents = {
        "prompts": "\n".join(drafter.prompts).encode(),
        "state": folder_bytes(own_settings.var),
        "templates": repr([draft["template_text"] for draft in drafts]).encode(),
        **sinks.contents(),
    }
    restored = repr([draft["text"] for draft in drafts]).encode()
    secrets = [one for one in canaries if one.kind in {"CREDIT_CARD", "CVV", "PASSWORD", "PIN", "API_KEY"}]

    assert len(drafter.prompts) > 3
    assert drafts
    assert not hits_in(contents, [*canaries, invented])
    assert not hits_in({"drafts": restored}, [*secrets, invented])


@pytest.mark.parametrize("make", [breaking.with_finder, breaking.with_encoder])
def test_a_failed_redaction_carries_nothing_of_the_text(services: Services, make: Any) -> None:
    text, canaries = told(Mint(5))

    with pytest.raises(RedactionFailed) as failure:
        make(services).redact(text, Vault())

    shown = "".join(traceback.format_exception(failure.value)) + repr(failure.value) + repr(vars(failure.value))
    assert "QuotingError" in shown
    assert not hits_in({"traceback": shown.encode()}, canaries)


def test_a_protection_that_is_switched_off_is_seen(
    services: Services, own_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sinks, mint = Sinks(tmp_path), Mint(9)
    card, mail = mint.of("CREDIT_CARD"), mint.of("EMAIL_ADDRESS")
    monkeypatch.setattr("copilot.privacy.recognisers.emails.EmailRecogniser.find", lambda *_: iter(()))
    with sinks.open(), serving(services, own_settings) as client:
        answer = client.post("/v1/suggestions", json=asking(f"Hello. {card.text} {mail.text}"))

    scanner = Scanner(mint.made)
    found = {hit.canary for hit in scanner.hits(folder_bytes(own_settings.var))}

    assert answer.status_code == 200
    assert found == {mail}


@pytest.mark.parametrize("form", ["{}", "x{}y", "%s", "json", "base64", "hex"])
def test_the_scanner_finds_a_canary_in_the_forms_that_software_gives_it(form: str) -> None:
    mint = Mint(11)
    mail, card = mint.of("EMAIL_ADDRESS"), mint.card("visa")
    grouped = "-".join(card.value[start : start + 4] for start in range(0, 16, 4))
    written = {
        "%s": quote(f"{mail.value} {grouped}", safe=""),
        "json": json.dumps({"a": [mail.value.upper(), int(card.value)]}),
        "base64": base64.b64encode(f"padding {mail.value} {card.value} end".encode()).decode(),
        "hex": f"{mail.value} {card.value}".encode().hex(),
    }.get(form, form.format(f"{mail.value}, {grouped} "))

    found = {hit.canary for hit in Scanner(mint.made).hits(b"\0\xff" + written.encode() + b"\0")}

    assert found == {mail, card}
