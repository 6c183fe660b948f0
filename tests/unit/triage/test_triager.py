"""What a support lead would say at a glance."""

from __future__ import annotations

import pytest

from copilot.triage.triager import Triager
from copilot.types import Author, Customer, Message, Triage
from tests.examples import a_message
from tests.fakes import FakeLanguageDetector, sealed


def said(*texts: str | tuple[Author, str]) -> list[Message]:
    spoken = [("customer", text) if isinstance(text, str) else text for text in texts]
    return [a_message(text, author, number) for number, (author, text) in enumerate(spoken, start=1)]


def triaged(*texts: str | tuple[Author, str], customer: Customer | None = None) -> Triage:
    return Triager(FakeLanguageDetector()).triage(said(*texts), customer)


def test_a_calm_question_needs_nothing_but_an_answer() -> None:
    triage = triaged("Where is my parcel?")

    assert (triage.urgency, triage.escalation.recommended, triage.escalation.target) == ("normal", False, None)
    assert (triage.intent, triage.tags) == (None, ())


@pytest.mark.parametrize(
    ("text", "urgency", "target", "reasons"),
    [
        ("I want to die", "critical", "supervisor", ("self_harm",)),
        ("the charger caught fire", "critical", "specialist", ("product_safety",)),
        ("my account was hacked", "critical", "security", ("account_takeover",)),
        ("my lawyer will write to you", "normal", "legal", ("legal_threat",)),
        ("I want to talk to a manager", "normal", "supervisor", ("demand_for_human",)),
        (
            "hacked into my account, the battery caught fire",
            "critical",
            "security",
            ("account_takeover", "product_safety"),
        ),
        ("RIDICULOUS!!! wtf, this scam, third time, still waiting, TRUSTPILOT", "high", "supervisor", ("angry",)),
        ("That didn't work, third time", "normal", None, ()),
    ],
)
def test_the_most_pressing_signal_names_who_takes_over(
    text: str, urgency: str, target: str | None, reasons: tuple[str, ...]
) -> None:
    triage = triaged(text)

    assert (triage.urgency, triage.escalation.target, triage.escalation.reasons) == (urgency, target, reasons)
    assert triage.escalation.recommended is bool(reasons)


def test_a_danger_stays_until_an_operator_has_answered() -> None:
    before = triaged("the charger caught fire", "hello?")
    after = triaged("the charger caught fire", ("operator", "Please unplug it."), "done, it is out")

    assert before.urgency == "critical"
    assert after.urgency == "normal"


def test_frustration_is_urgent() -> None:
    assert triaged("This is ridiculous, that didn't work, third time").urgency == "high"


@pytest.mark.parametrize(
    ("customer", "language"),
    [(None, "en"), (Customer(name=None), "en"), (Customer(language="de", name=sealed("<PERSON_1>")), "de")],
)
def test_the_customers_language_is_expected(customer: Customer | None, language: str) -> None:
    assert triaged("ok", customer=customer).language == language


def test_without_a_customer_message_nothing_is_read_into_it() -> None:
    triage = triaged(("operator", "the charger caught fire, this is ridiculous"))

    assert (triage.urgency, triage.frustration.level, triage.language) == ("normal", "calm", "en")
