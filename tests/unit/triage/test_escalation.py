"""When a colleague takes over, who, and how soon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from copilot.settings import EscalationSettings
from copilot.triage.course import moments
from copilot.triage.escalation import Situation, escalation, signals_of, urgency
from copilot.triage.vocabulary import SIGNALS
from copilot.types import Escalation, Frustration, FrustrationLevel
from tests.unit.triage.values import a_heard, an_impression

RULES = EscalationSettings(
    due=0.5,
    frustration=0.8,
    tiers={"gold": 0.6},
    signal=0.3,
    failed_fixes=2,
    urgent=0.5,
    idle=0.1,
    keywords={"legal": ("GDPR", "data breach"), "specialist": ("c++",)},
    security_intents=("account.hacked", "fraud"),
)
TIME, TOO_SOON = 0.5, 0.49


def situation(
    *signals: Mapping[str, float],
    due: float = TIME,
    urgent: float = 0.3,
    level: FrustrationLevel = "calm",
    score: float = 0.0,
    text: str = "",
    topics: Sequence[str] = (),
    tier: str | None = None,
) -> Situation:
    return Situation(
        signals=tuple({**dict.fromkeys(SIGNALS, 0.0), **one} for one in signals),
        frustration=Frustration(score=score, level=level, trend="steady"),
        due=due,
        urgent=urgent,
        text=text,
        topics=tuple(topics),
        tier=tier,
    )


def called(now: Situation, rules: EscalationSettings = RULES) -> tuple[str | None, tuple[str, ...]]:
    found = escalation(now, rules)
    assert found.recommended is bool(found.reasons) is (found.target is not None)
    return found.target, found.reasons


def test_nothing_heard_calls_nobody() -> None:
    assert escalation(situation({}, {}), RULES) == Escalation()


@pytest.mark.parametrize(
    ("signal", "target"),
    [
        ("self_harm", "supervisor"),
        ("threat_of_violence", "supervisor"),
        ("product_safety", "specialist"),
        ("fraud_in_progress", "security"),
        ("account_takeover", "security"),
        ("legal_threat", "legal"),
        ("demand_for_human", "supervisor"),
        ("threat_of_chargeback", "specialist"),
    ],
)
def test_a_signal_calls_its_target_when_it_is_time(signal: str, target: str) -> None:
    assert called(situation({signal: 0.3})) == (target, (signal,))
    assert called(situation({signal: 0.29})) == (None, ())
    assert called(situation({signal: 0.79}, due=TOO_SOON)) == (None, ())


@pytest.mark.parametrize(
    "signal", ["anger", "insult", "sarcasm", "waiting", "disappointment", "giving_up", "fix_failed"]
)
def test_what_is_only_felt_calls_nobody_by_itself(signal: str) -> None:
    assert called(situation({signal: 1.0})) == (None, ())


@pytest.mark.parametrize(("certainty", "passes"), [(0.8, True), (0.79, False)])
@pytest.mark.parametrize("signal", ["self_harm", "account_takeover", "legal_threat", "demand_for_human"])
def test_only_what_is_certain_passes_before_it_is_time(signal: str, certainty: float, passes: bool) -> None:
    assert bool(called(situation({signal: certainty}, due=0.0))[0]) is passes


def test_failed_fixes_never_pass_before_it_is_time() -> None:
    assert called(situation({"fix_failed": 1.0}, {"fix_failed": 1.0}, due=0.0)) == (None, ())


@pytest.mark.parametrize(
    ("failures", "reasons"),
    [([0.3], ()), ([0.3, 0.3], ("failed_fixes",)), ([0.9, 0.0, 0.4], ("failed_fixes",)), ([0.9, 0.29], ())],
)
def test_a_second_fix_that_failed_needs_a_specialist(failures: list[float], reasons: tuple[str, ...]) -> None:
    now = situation(*({"fix_failed": value} for value in failures))

    assert called(now) == ("specialist" if reasons else None, reasons)


@pytest.mark.parametrize(
    ("score", "tier", "is_called"),
    [(0.8, None, True), (0.79, None, False), (0.79, "silver", False), (0.6, "gold", True), (0.59, "gold", False)],
)
def test_frustration_calls_a_supervisor_earlier_for_some_tiers(score: float, tier: str | None, is_called: bool) -> None:
    target, reasons = called(situation({}, score=score, tier=tier))

    assert (target, reasons) == (("supervisor", ("frustration",)) if is_called else (None, ()))


@pytest.mark.parametrize("signal", ["threat_to_leave", "threat_of_review"])
@pytest.mark.parametrize(("level", "is_called"), [("annoyed", False), ("frustrated", True), ("angry", True)])
def test_a_threat_to_leave_or_to_tell_others_counts_if_it_is_meant(
    signal: str, level: FrustrationLevel, is_called: bool
) -> None:
    assert called(situation({signal: 1.0}, level=level))[1] == ((signal,) if is_called else ())


def test_the_most_pressing_rule_comes_first_and_decides_who() -> None:
    now = situation({"legal_threat": 1.0, "account_takeover": 1.0, "self_harm": 1.0}, score=0.9, topics=["fraud"])

    assert called(now) == (
        "supervisor",
        ("self_harm", "account_takeover", "security_intent", "legal_threat", "frustration"),
    )


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("i want my data under gdpr.", ("keyword_legal",)),
        ("was there a data breach?", ("keyword_legal",)),
        ("gdprs", ()),
        ("eugdpr", ()),
        ("database breach", ()),
        ("is it written in c++?", ("keyword_specialist",)),
        ("c++ and the gdpr", ("keyword_legal", "keyword_specialist")),
    ],
)
def test_a_keyword_calls_its_target_at_any_time(text: str, reasons: tuple[str, ...]) -> None:
    assert called(situation({}, due=0.0, text=text))[1] == reasons


@pytest.mark.parametrize(
    ("topics", "is_called"), [(["account.hacked"], True), (["fraud"], True), (["account"], False), ([], False)]
)
def test_an_intent_of_security_always_goes_to_security(topics: list[str], is_called: bool) -> None:
    now = situation({}, due=0.0, topics=topics)

    assert called(now) == (("security", ("security_intent",)) if is_called else (None, ()))


@pytest.mark.parametrize("signal", ["product_safety", "legal_threat"])
def test_relief_ends_what_was_heard_before(signal: str) -> None:
    assert called(situation({signal: 1.0}, {"relief": 0.3})) == (None, ())
    assert called(situation({signal: 1.0}, {"relief": 0.29}))[1] == (signal,)
    assert called(situation({signal: 1.0}, {"relief": 1.0}, {}, level="annoyed")) == (None, ())


def test_what_is_heard_after_relief_counts() -> None:
    now = situation({"relief": 1.0}, {"legal_threat": 1.0})

    assert called(now) == ("legal", ("legal_threat",))


def test_relief_of_somebody_who_is_frustrated_ends_nothing() -> None:
    now = situation({"product_safety": 1.0}, {"relief": 1.0}, level="frustrated")

    assert called(now)[1] == ("product_safety",)


def test_failed_fixes_before_the_relief_are_not_counted() -> None:
    now = situation({"fix_failed": 1.0}, {"relief": 1.0}, {"fix_failed": 1.0})

    assert called(now) == (None, ())


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (situation({}, urgent=0.3), "normal"),
        (situation({}, urgent=0.1), "normal"),
        (situation({}, urgent=0.09), "low"),
        (situation({}, urgent=0.5), "high"),
        (situation({}, urgent=0.0, level="frustrated"), "high"),
        (situation({}, urgent=0.0, level="angry"), "high"),
        (situation({}, urgent=0.3, level="annoyed"), "normal"),
        (situation({"legal_threat": 1.0}, urgent=0.3), "normal"),
        (situation({"self_harm": 0.3}, urgent=0.0), "critical"),
        (situation({"self_harm": 0.3}, urgent=0.0, due=TOO_SOON), "low"),
        (situation({"self_harm": 0.8}, urgent=0.0, due=0.0), "critical"),
        (situation({"self_harm": 1.0}, {"relief": 1.0}, urgent=0.3), "normal"),
        (situation({}, topics=["fraud"], urgent=0.3), "normal"),
    ],
)
def test_urgency_says_how_soon(now: Situation, expected: str) -> None:
    assert urgency(now, RULES) == expected


def test_signals_are_those_of_the_customers_messages_in_order() -> None:
    heard = [
        a_heard(an_impression(anger=0.5), 1),
        a_heard(an_impression(insult=1.0), 2, "operator"),
        a_heard(an_impression(relief=0.25), 3),
    ]

    signals = signals_of(heard)

    assert [(one["anger"], one["insult"], one["relief"]) for one in signals] == [(0.5, 0.0, 0.0), (0.0, 0.0, 0.25)]
    assert len(signals) == len(list(moments(heard)))


def test_a_danger_in_the_same_breath_as_relief_counts_and_a_complaint_does_not() -> None:
    now = situation({"relief": 1.0, "product_safety": 1.0, "demand_for_human": 1.0})

    assert called(now) == ("specialist", ("product_safety",))
    assert urgency(now, RULES) == "critical"
