"""Signals in a customer's message."""

from __future__ import annotations

import pytest

from copilot.triage.signals import GRATITUDE, frustration_signals, safety_signals
from tests.examples import a_message


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("Where is my parcel?", []),
        ("I want to talk to a manager", ["demand_for_human"]),
        ("please connect me with a real person", ["demand_for_human"]),
        ("This is the third time I write", ["contacted_before"]),
        ("I have already told you", ["contacted_before"]),
        ("nobody has answered me", ["contacted_before"]),
        ("That didn't work", ["fix_failed"]),
        ("it doesn’t help at all", ["fix_failed"]),
        ("it is still not charging", ["fix_failed"]),
        ("This is ridiculous", ["anger"]),
        ("I'm fed up", ["anger"]),
        ("very disappointing", ["disappointment"]),
        ("I will never buy from you again", ["threat_to_leave"]),
        ("I'll leave a one-star review", ["threat_of_review"]),
        ("I'll start a chargeback", ["threat_of_chargeback"]),
        ("you will hear from my lawyer", ["legal_threat"]),
        ("wtf is this", ["profanity"]),
        ("WHERE IS MY PARCEL NOW", ["capitals"]),
        ("hello??? anyone", ["punctuation"]),
        ("USE THE V-205", []),
        ("Thanks! Great.", []),
        ("classic shitake crape paper", []),
    ],
)
def test_each_signal_is_found_once_and_nothing_else(text: str, signals: list[str]) -> None:
    found = list(frustration_signals(a_message(text)))

    assert [reason.signal for reason in found] == signals
    assert all(0 < reason.weight < 1 and reason.message_id == "m1" for reason in found)


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("The lamp is blinking", []),
        ("I want to die", ["self_harm"]),
        ("I'll find you", ["threat_of_violence"]),
        ("the charger caught fire", ["product_safety"]),
        ("It smells like burning", ["product_safety"]),
        ("I got an electric shock", ["product_safety"]),
        ("my account was hacked", ["account_takeover"]),
        ("someone is using my account", ["account_takeover"]),
        ("it wasn't me who ordered that", ["account_takeover"]),
        ("my account got hacked and the phone is overheating", ["product_safety", "account_takeover"]),
    ],
)
def test_what_needs_a_person_at_once_is_found(text: str, signals: list[str]) -> None:
    assert list(safety_signals(a_message(text))) == signals


@pytest.mark.parametrize(
    ("text", "is_grateful"),
    [("Thanks a lot", True), ("that fixed it", True), ("it works now", True), ("It does not work", False)],
)
def test_gratitude_is_recognised(text: str, *, is_grateful: bool) -> None:
    assert bool(GRATITUDE.search(text)) is is_grateful
