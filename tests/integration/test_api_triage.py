"""What a suggestion says of the customer: feeling, hand-over, language, manner and what is wanted."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services, make_triager
from copilot.commands.printing import Printer
from copilot.commands.teaching import fit
from copilot.settings import Settings
from copilot.suggest.brand import load_brand
from copilot.triage.heads import SHIPPED, load_heads
from tests.apps import own_folders, serving
from tests.conftest import ROOT
from tests.labels import LABELS

Client = TestClient[Litestar]

FURIOUS = (
    ("customer", "My order RH-1234567 was charged twice, please refund it"),
    ("operator", "I am sorry, please try the refund form again."),
    ("customer", "I did that and it did not work"),
    ("operator", "We will refund you, please wait."),
    ("customer", "This is RIDICULOUS!!! Third time I write, nobody helps. I want to speak to your manager NOW"),
)  # fmt: skip
CALMED = (
    *FURIOUS,
    ("operator", "I have refunded it now."),
    ("customer", "Thank you so much, that solved it, all good"),
)
CASUAL = "yo hey guys lol so whats error E42 on my bike?? thx"


@pytest.fixture
def larkwell(services: Services) -> Iterator[Client]:
    """A client of a service that talks as the sample company does."""
    copilot = dataclasses.replace(services.copilot, brand=load_brand(ROOT / "kb_corpus"))
    with serving(dataclasses.replace(services, copilot=copilot)) as client:
        yield client


@pytest.fixture
def taught(services: Services, tmp_path: Path) -> Iterator[tuple[Client, Settings]]:
    """A client of a service with a state folder of its own, and its settings."""
    settings = own_folders(services, tmp_path)
    (settings.var / "models").symlink_to(services.settings.var / "models", target_is_directory=True)
    heads = load_heads(SHIPPED, services.retriever.manifest)
    triager = make_triager(settings, services.knowledge, heads, services.retriever, services.copilot.brand)
    copilot = dataclasses.replace(services.copilot, triager=triager)
    with serving(dataclasses.replace(services, copilot=copilot), settings) as client:
        yield client, settings


def suggested(client: Client, *messages: str | tuple[str, str], **more: object) -> dict[str, Any]:
    spoken = [("customer", one) if isinstance(one, str) else one for one in messages]
    sent = [
        {"author": author, "text": text, "id": f"m{number}", "sent_at": f"2026-01-05T10:{number:02d}:00Z"}
        for number, (author, text) in enumerate(spoken, start=1)
    ]
    response = client.post("/v1/suggestions", json={"messages": sent, **more})
    assert response.status_code == 200, response.text
    suggestion: dict[str, Any] = response.json()
    return suggestion


def labels(suggestion: dict[str, Any]) -> list[str]:
    return [intent["label"] for intent in suggestion["triage"]["intents"]]


def test_a_furious_complaint_that_is_repeated_has_a_level_and_reasons_with_their_messages(client: Client) -> None:
    triage = suggested(client, *FURIOUS)["triage"]

    feeling = triage["frustration"]
    assert (feeling["level"], feeling["trend"], triage["urgency"]) == ("angry", "rising", "high")
    assert {"contacted_before", "demand_for_human"} <= {reason["signal"] for reason in feeling["reasons"]}
    assert {reason["message_id"] for reason in feeling["reasons"]} <= {"m1", "m3", "m5"}
    assert 0 < sum(reason["weight"] for reason in feeling["reasons"]) <= feeling["score"] + 0.01


def test_a_furious_complaint_that_is_repeated_is_handed_over_with_what_the_colleague_needs(client: Client) -> None:
    suggestion = suggested(client, *FURIOUS)

    advice = suggestion["triage"]["escalation"]
    assert (advice["recommended"], advice["target"]) == (True, "supervisor")
    assert advice["reasons"][0] == "demand_for_human"
    handoff = {line["part"]: line for line in advice["handoff"]}
    assert handoff["issue"]["message_ids"] == ["m1"]
    assert handoff["tried"]["message_ids"] == ["m2", "m3"]
    assert handoff["promises"]["message_ids"] == ["m4"]
    assert {"facts", "feeling", "next_step"} <= set(handoff)
    assert suggestion["next_steps"][0]["action"] == "escalate"
    assert "deescalate" in {draft["kind"] for draft in suggestion["drafts"]}


def test_thanks_for_a_solution_calm_it_and_nobody_must_take_over(client: Client) -> None:
    suggestion = suggested(client, *CALMED)

    triage = suggestion["triage"]
    assert (triage["frustration"]["level"], triage["frustration"]["trend"]) == ("calm", "falling")
    assert triage["escalation"] == {"recommended": False, "target": None, "reasons": [], "handoff": []}
    assert "escalate" not in {step["action"] for step in suggestion["next_steps"]}
    assert suggestion["drafts"][0]["kind"] == "close"


def test_a_calm_question_is_calm(client: Client) -> None:
    triage = suggested(client, "What does E42 mean?")["triage"]

    assert (triage["frustration"]["level"], triage["frustration"]["reasons"]) == ("calm", [])
    assert not triage["escalation"]["recommended"]


@pytest.mark.parametrize(
    ("text", "target", "reason"),
    [
        ("My battery is on fire", "specialist", "product_safety"),
        ("Somebody is logged into my account right now and ordering bikes", "security", "account_takeover"),
    ],
)
def test_a_danger_is_critical_and_due_in_minutes_however_calmly_it_is_told(
    client: Client, text: str, target: str, reason: str
) -> None:
    suggestion = suggested(client, text)

    advice = suggestion["triage"]["escalation"]
    assert suggestion["triage"]["urgency"] == "critical"
    assert (advice["target"], advice["reasons"][0]) == (target, reason)
    assert suggestion["next_steps"][0]["due_in_minutes"] == 15


def test_a_german_message_to_an_english_brand_is_answered_in_german(larkwell: Client) -> None:
    suggestion = suggested(larkwell, "Wo bleibt denn mein Paket? Es sollte gestern kommen")

    triage = suggestion["triage"]
    assert (triage["language"], triage["is_served"]) == ("de", False)
    (step,) = [step for step in suggestion["next_steps"] if step["action"] == "language_not_served"]
    assert "writes in de" in step["label"]
    assert "answers in en" in step["label"]
    first = suggestion["drafts"][0]
    assert (first["kind"], first["warnings"]) == ("acknowledge", [])
    assert first["text"] == load_brand(ROOT / "kb_corpus").other_languages["de"]


def test_an_english_message_to_an_english_brand_is_served(larkwell: Client) -> None:
    suggestion = suggested(larkwell, "Where is my parcel? It should have come yesterday")

    assert (suggestion["triage"]["language"], suggestion["triage"]["is_served"]) == ("en", True)
    assert "language_not_served" not in {step["action"] for step in suggestion["next_steps"]}


def test_a_casual_customer_is_greeted_casually(larkwell: Client) -> None:
    suggestion = suggested(larkwell, CASUAL, customer={"name": "Ana"})

    assert suggestion["triage"]["writing"]["formality"] == "casual"
    assert suggestion["drafts"][0]["tone"]["formality"] == "casual"
    assert suggestion["drafts"][0]["text"].startswith("Hey Ana,")


def test_the_operators_tone_wins_over_the_customers(larkwell: Client) -> None:
    suggestion = suggested(larkwell, CASUAL, customer={"name": "Ana"}, tone={"formality": "formal"})

    assert suggestion["triage"]["writing"]["formality"] == "casual"
    assert suggestion["drafts"][0]["tone"]["formality"] == "formal"
    assert suggestion["drafts"][0]["text"].startswith("Dear Ana,")


def test_a_brand_that_follows_nobody_keeps_its_own_tone(client: Client) -> None:
    assert suggested(client, CASUAL)["drafts"][0]["tone"]["formality"] == "neutral"


@pytest.mark.parametrize(
    "text",
    [
        "How long does a refund take? Also, how do I reset my password?",
        "How long does a refund take, and how do I reset my password?",
    ],
)
def test_two_things_that_are_asked_are_two_intents(client: Client, text: str) -> None:
    suggestion = suggested(client, text)

    assert labels(suggestion) == ["orders.refund-times", "account.reset-password"]
    assert suggestion["triage"]["tags"] == ["orders", "account"]
    assert suggestion["triage"]["intent"] == suggestion["triage"]["intents"][0]
    confidences = [intent["confidence"] for intent in suggestion["triage"]["intents"]]
    assert confidences == sorted(confidences, reverse=True)


@pytest.mark.parametrize("text", ["What is the capital of Peru?", "Hello"])
def test_what_fits_nothing_has_no_intent(client: Client, text: str) -> None:
    triage = suggested(client, text)["triage"]

    assert (triage["intent"], triage["intents"], triage["tags"]) == (None, [], [])


def test_labels_that_were_taught_count_without_a_restart(taught: tuple[Client, Settings], tmp_path: Path) -> None:
    client, settings = taught
    examples = tmp_path / "examples.csv"
    with examples.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("text", "label"))
        lines.writerows((text, label) for label, texts in LABELS.items() for text in texts)
    before = suggested(client, "The rear brake is loud in the rain")

    fit(settings, examples, Printer(as_json=True, quiet=True))
    after = suggested(client, "The rear brake is loud in the rain")

    assert not set(labels(before)) & set(LABELS)
    assert labels(after) == ["noisy_brake"]
    assert after["triage"]["tags"] == ["noisy_brake"]


def test_the_knowledge_base_gives_the_labels_again_once_those_that_were_taught_are_taken_away(
    taught: tuple[Client, Settings],
) -> None:
    client, settings = taught
    intents = settings.var / "triage" / "intents.npz"
    intents.parent.mkdir()
    intents.write_bytes(b"not a classifier")
    damaged = suggested(client, "How long does a refund take?")

    intents.unlink()

    assert labels(damaged) == labels(suggested(client, "How long does a refund take?")) == ["orders.refund-times"]
