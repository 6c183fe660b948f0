"""Signals in plain words."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.triage.rules import CERTAINTY, ruled
from copilot.triage.vocabulary import SIGNALS


def signals_in(text: str) -> set[str]:
    return {SIGNALS[place] for place in np.flatnonzero(ruled(text)).tolist()}


CLEAR = {
    "repeated_request": ["As I already said, no", "I'm asking for the third time", "You still haven't answered"],
    "contacted_before": ["This is the third time I contact you", "We have called twice", "Nobody called me back"],
    "waiting": ["I've been waiting for an hour", "hello???", "is anyone there?", "still no refund"],
    "fix_failed": ["That didn't work", "it doesn’t work", "still the same", "I tried that and nothing happened"],
    "demand_for_human": ["I want to speak to a manager", "get me your supervisor", "am I talking to a bot?"],
    "threat_to_leave": ["I will never order from you again", "My business elsewhere then", "you've lost a customer"],
    "threat_of_review": ["expect a one-star review", "see you on Trustpilot", "I'll post this online"],
    "threat_of_chargeback": ["I'll do a chargeback", "I will dispute the charge with my bank"],
    "legal_threat": ["my lawyer will contact you", "I'll take you to court", "I will sue you", "reporting it to Ofcom"],
    "insult": ["you are useless", "you people are a bunch of idiots", "screw you"],
    "anger": ["This is ridiculous", "that's unacceptable", "I am furious", "worst service ever", "how dare you"],
    "disappointment": ["I'm really disappointed", "not happy with this", "I expected better from you"],
    "giving_up": ["forget it", "I give up", "why do I even bother"],
    "relief": ["That fixed it, thanks!", "it works now", "problem solved", "you're a star"],
    "self_harm": ["I want to die", "I will kill myself", "I don't want to live", "suicidal thoughts"],
    "threat_of_violence": ["I know where you live", "I will hurt you", "there is a bomb"],
    "product_safety": ["the charger caught fire", "it smells of gas", "the battery is swollen", "smoke is coming out"],
    "account_takeover": ["someone logged into my account", "my account was hacked", "I didn't make this order"],
    "fraud_in_progress": ["I was phished just now: getting scammed", "a man on the phone wants gift cards"],
}  # fmt: skip


@pytest.mark.parametrize(("signal", "text"), [(signal, text) for signal, texts in CLEAR.items() for text in texts])
def test_a_clear_phrase_gives_its_signal_away(signal: str, text: str) -> None:
    assert signal in signals_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Where is my parcel, please?",
        "This is the second time I order from you and I love it",
        "waiting list for the new lamp",
        "does this work with my phone?",
        "still the same address as before",
        "can I manage my account?",
        "the manager app does not load",
        "I will never forget this kindness",
        "where can I write a review?",
        "do you have a chargeback policy",
        "I am a lawyer and need an invoice",
        "you are useful",
        "the anger management course",
        "where is the forget password link?",
        "it works on my phone but not on the TV",
        "my phone died and I am dying to try the new one",
        "I want to die of laughter",
        "the fire TV does not turn on",
        "smoking area",
        "is the fire extinguisher in stock?",
        "how do I change the email in my account?",
        "gift card balance",
        "someone else can collect it?",
        "that did nothing",
        "not everything works now",
        "when is it working again?",
        "I give up smoking",
        "thank you for the smoked salmon",
        "My battery isn't swollen",
        "it isn't on fire",
        "I never order this size",
        "How often must I water it?",
        "how much longer is the cable?",
        "No change, thank you",
        "I will tell people how nice you are",
        "I want a human-readable invoice",
        "I need someone who can install it",
    ],
)
def test_a_phrase_that_only_looks_like_it_gives_nothing_away(text: str) -> None:
    assert signals_in(text) == set()


@pytest.mark.parametrize("text", ["THIS IS RIDICULOUS", "this is ridiculous", "So this is just ridiculous."])
def test_neither_capitals_nor_what_stands_around_matters(text: str) -> None:
    assert signals_in(text) == {"anger"}


def test_one_message_may_give_several_signals_away() -> None:
    assert signals_in("This is ridiculous. I want to speak to your manager!") == {"anger", "demand_for_human"}


def test_a_rule_is_less_than_certain() -> None:
    found = ruled("I am furious")

    assert found.dtype == np.float32
    assert found.shape == (len(SIGNALS),)
    assert found[SIGNALS.index("anger")] == pytest.approx(CERTAINTY) == pytest.approx(0.9)


def test_a_rule_begins_at_the_start_of_a_word() -> None:
    assert signals_in("the newsagent's absurd") == set()
    assert signals_in("xwtf") == set()
    assert signals_in("oh wtf") == {"anger"}


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("That did not work", "fix_failed"),
        ("it works now!", "relief"),
        ("I've already told you that", "repeated_request"),
        ("you're useless", "insult"),
        ("I'd like a manager", "demand_for_human"),
        ("I never authorised this", "account_takeover"),
        ("orders I never made", "account_takeover"),
        ("the charger started smoking", "product_safety"),
    ],
)
def test_contractions_and_negations_are_read(text: str, signal: str) -> None:
    assert signals_in(text) == {signal}
