"""What a support lead would say at a glance, with weights of rules and counts alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from copilot.settings import EscalationSettings
from copilot.triage.course import FEATURES
from copilot.triage.course_head import CourseHead, CourseHeads
from copilot.types import Author, Customer, Frustration, Triage, Writing
from tests.fakes import FakeClassifier, FakeEncoder, a_listener, a_triager, sealed
from tests.unit.triage.values import named, said

ENCODER = FakeEncoder()
DIM = ENCODER.manifest.dim


def a_head(bias: float, **features: float) -> CourseHead:
    nothing = np.zeros(DIM, dtype=np.float32)
    return CourseHead(nothing, nothing, nothing, named(FEATURES, features), bias)


def heads(
    frustrated: CourseHead | None = None, due: CourseHead | None = None, urgent: CourseHead | None = None
) -> CourseHeads:
    return CourseHeads(frustrated or a_head(-9.0), due or a_head(-9.0), urgent or a_head(-1.0))


ANGRY = heads(frustrated=a_head(-2.0, anger=5.0), due=a_head(-1.0, anger=4.0, demand_for_human=4.0))


def triaged(
    *texts: str | tuple[Author, str],
    customer: Customer | None = None,
    classifier: FakeClassifier | None = None,
    **fields: object,
) -> Triage:
    spoken = said(*texts)
    heard = a_listener(ENCODER).hear(spoken)
    return a_triager(classifier, **{"heads": heads(), **fields}).triage(spoken, heard, customer)


def test_a_calm_question_needs_nothing_but_an_answer() -> None:
    triage = triaged("Where is my parcel?")

    assert (triage.urgency, triage.frustration.level, triage.frustration.score) == ("normal", "calm", 0.0)
    assert (triage.escalation.recommended, triage.intent, triage.intents, triage.tags) == (False, None, (), ())


def test_the_shipped_weights_of_rules_keep_a_calm_question_calm() -> None:
    spoken = said("Where is my parcel?")

    triage = a_triager().triage(spoken, a_listener(ENCODER).hear(spoken), None)

    assert (triage.frustration.level, triage.escalation.recommended) == ("calm", False)


def test_frustration_is_felt_by_its_head_and_explained() -> None:
    triage = triaged("Where is it?", ("operator", "On its way."), "This is ridiculous", heads=ANGRY)

    assert triage.frustration == Frustration(
        score=0.924, level="angry", trend="rising", reasons=(triage.frustration.reasons[0],)
    )
    assert [(reason.signal, reason.message_id) for reason in triage.frustration.reasons] == [("anger", "m3")]
    assert triage.urgency == "high"


@pytest.mark.parametrize(
    ("text", "urgency", "target", "reasons"),
    [
        ("I want to die", "critical", "supervisor", ("self_harm",)),
        ("the charger caught fire", "critical", "specialist", ("product_safety",)),
        ("my account was hacked", "critical", "security", ("account_takeover",)),
        ("account hacked, charger on fire", "critical", "specialist", ("product_safety", "account_takeover")),
        ("I want to talk to a manager", "normal", "supervisor", ("demand_for_human",)),
        ("my lawyer will write to you", "normal", "legal", ("legal_threat",)),
        ("This is ridiculous, get me a manager", "high", "supervisor", ("demand_for_human", "frustration")),
    ],
)  # fmt: skip
def test_the_most_pressing_signal_names_who_takes_over(
    text: str, urgency: str, target: str | None, reasons: tuple[str, ...]
) -> None:
    triage = triaged(text, heads=ANGRY)

    assert (triage.urgency, triage.escalation.target, triage.escalation.reasons) == (urgency, target, reasons)


def test_a_danger_stays_until_the_customer_says_that_it_is_over() -> None:
    start = ("the charger caught fire", ("operator", "Please unplug it."))

    before, after = triaged(*start, "how?"), triaged(*start, "done", "that worked")

    assert before.urgency == "critical"
    assert (after.urgency, after.escalation.recommended) == ("normal", False)


@pytest.mark.parametrize(("bias", "urgency"), [(-3.0, "low"), (-1.0, "normal"), (0.5, "high")])
def test_how_urgent_it_is_comes_from_its_head(bias: float, urgency: str) -> None:
    assert triaged("Where is it?", heads=heads(urgent=a_head(bias))).urgency == urgency


@pytest.mark.parametrize(("tier", "is_called"), [(None, False), ("silver", False), ("gold", True)])
def test_the_customers_tier_decides_how_soon_a_supervisor_comes(tier: str | None, is_called: bool) -> None:
    rules = EscalationSettings(frustration=0.99, tiers={"gold": 0.5})

    triage = triaged("This is ridiculous", customer=Customer(tier=tier), heads=ANGRY, rules=rules)

    assert triage.escalation.recommended is is_called


@pytest.mark.parametrize(
    ("texts", "is_called"),
    [
        (["Is that GDPR conformant?"], True),
        (["GDPR?", "hello?"], True),
        (["GDPR?", ("operator", "Yes."), "thanks"], False),
        ([("operator", "We obey the GDPR")], False),
    ],
)
def test_keywords_are_looked_for_in_the_customers_last_turn(texts: Sequence[str], is_called: bool) -> None:
    rules = EscalationSettings(keywords={"legal": ("gdpr",)})

    assert triaged(*texts, rules=rules).escalation.recommended is is_called


def knows(**labels: str) -> FakeClassifier:
    return FakeClassifier(ENCODER, **labels)


def test_two_things_asked_in_one_turn_are_two_intents() -> None:
    classifier = knows(**{"billing.refund": "refund", "account.login": "password"})

    triage = triaged("refund please", "password lost", classifier=classifier)

    assert {intent.label for intent in triage.intents} == {"billing.refund", "account.login"}
    assert triage.intent == triage.intents[0]
    assert set(triage.tags) == {"billing", "account"}


def test_two_things_asked_in_one_sentence_are_two_intents() -> None:
    triage = triaged("refund refund refund and password password password", classifier=knows(a="refund", b="password"))

    assert {intent.label for intent in triage.intents} == {"a", "b"}


def test_only_what_was_asked_since_the_operators_last_answer_is_wanted() -> None:
    classifier = knows(refund="refund", login="password")

    answered = triaged("refund", ("operator", "Done."), "password", classifier=classifier)
    waiting = triaged("refund", ("operator", "Done."), classifier=classifier)

    assert [intent.label for intent in answered.intents] == ["login"]
    assert [intent.label for intent in waiting.intents] == ["refund"]


@pytest.mark.parametrize("topic", ["account.hacked", "account"])
def test_an_intent_or_its_category_may_belong_to_security(topic: str) -> None:
    triage = triaged(
        "hacked", classifier=knows(**{"account.hacked": "hacked"}), rules=EscalationSettings(security_intents=(topic,))
    )

    assert (triage.escalation.target, triage.escalation.reasons) == ("security", ("security_intent",))


@pytest.mark.parametrize(
    ("customer", "language"),
    [
        (None, "en"),
        (Customer(name=None), "en"),
        (Customer(language="de", name=sealed("<PERSON_1>")), "de"),
        (Customer(language="de-AT"), "de"),
        (Customer(language="PT-br"), "pt"),
    ],
)
def test_the_customers_language_is_expected(customer: Customer | None, language: str) -> None:
    assert triaged("ok", customer=customer).language == language
    assert triaged(("operator", "ok"), customer=customer).language == language


@pytest.mark.parametrize(
    ("served", "expected", "is_served"), [(("en",), "en", True), (("de", "en"), "de", True), (("de",), "en", False)]
)
def test_it_is_told_whether_the_brand_answers_in_the_language(
    served: tuple[str, ...], expected: str, is_served: bool
) -> None:
    triage = triaged("where is it now", customer=Customer(language=expected), served=served)

    assert (triage.language, triage.is_served) == (expected, is_served)


def test_a_single_word_is_no_reason_to_say_that_a_language_is_not_served() -> None:
    triage = triaged("ok", customer=Customer(language="en"), served=("de",))

    assert (triage.language, triage.is_served) == ("en", True)


def test_the_first_language_served_is_expected_of_a_stranger() -> None:
    assert triaged("ok", served=("de", "en")).language == "de"


def test_the_customers_own_messages_tell_how_they_write() -> None:
    triage = triaged("word " * 20, ("operator", "word " * 200), "word " * 30)

    assert (triage.writing.length, triage.writing.formality) == ("medium", "neutral")


def test_without_a_customer_message_nothing_is_read_into_it() -> None:
    triage = triaged(("operator", "the charger caught fire, this is ridiculous"), heads=ANGRY)

    assert (triage.urgency, triage.frustration.level, triage.language) == ("low", "calm", "en")
    assert (triage.escalation.recommended, triage.intents, triage.writing) == (False, (), Writing())


def test_nothing_said_needs_nothing() -> None:
    triage = triaged()

    assert (triage.urgency, triage.escalation.recommended, triage.language) == ("low", False, "en")


def test_a_notice_of_the_system_ends_no_turn() -> None:
    classifier = FakeClassifier(ENCODER, parcel="parcel", refund="refund")

    triage = triaged("parcel", ("system", "An operator joined"), "refund", classifier=classifier)

    assert {intent.label for intent in triage.intents} == {"parcel", "refund"}
