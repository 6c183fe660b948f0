"""To a customer who is upset: the feeling, its cause, and one concrete step."""

from __future__ import annotations

import msgspec
import pytest

from copilot.suggest.brand import Brand
from copilot.suggest.brief import Brief
from copilot.suggest.composing.kinds.deescalate import deescalate
from copilot.suggest.guard.guard import guard
from copilot.suggest.procedures.following import Position
from copilot.suggest.procedures.procedures import Procedure, Step
from copilot.suggest.voice import Sentences
from copilot.types import Escalation, Frustration, Reason, Tone, Triage
from tests.examples import a_brief, a_conversation, a_fact, a_hit, a_triage, text_of

ANSWER = a_hit("A refund takes 5 days.\n\n1. Open the app.\n2. Tap Returns.", scores=(0.4, 0.8, 0.9))
STEP = Step(id="a", kind="ask", say="Is it plugged in?")
POSITION = Position(procedure=Procedure(id="p", title="Lamp", when=("x",), start="a", steps=(STEP,)), step=STEP)
SECURITY = Escalation(recommended=True, target="security", reasons=("account_takeover",))
CHECKING = "I'm checking it now and will tell you here what I find."


def upset(*signals: str, level: str = "angry", **fields: object) -> Triage:
    reasons = tuple(Reason(signal=signal, weight=0.3, message_id="m1") for signal in signals)
    feeling = Frustration(score=0.9, level=level, trend="rising", reasons=reasons)
    return msgspec.structs.replace(a_triage(level, **fields), frustration=feeling)


def text(brief: Brief) -> str:
    found = deescalate(brief)
    assert found is not None
    return text_of(found).removeprefix("Hello,\n\n")


@pytest.mark.parametrize(
    ("level", "feeling"),
    [
        ("frustrated", "I'm sorry, I can see how frustrating this is."),
        ("angry", "I'm sorry. I understand that you're angry about this."),
    ],
)
@pytest.mark.parametrize(
    ("signals", "cause"),
    [
        (("waiting",), "You've been waiting for an answer too long."),
        (("insult", "fix_failed", "waiting"), "You've tried what we suggested, and it still doesn't work."),
        (("insult",), ""),
    ],
)
def test_it_names_the_feeling_then_its_cause_then_what_is_done(
    level: str, feeling: str, signals: tuple[str, ...], cause: str
) -> None:
    said = text(a_brief(triage=upset(*signals, level=level)))

    assert said == f"{' '.join(filter(None, (feeling, cause)))}\n\n{CHECKING}"


@pytest.mark.parametrize("level", ["calm", "annoyed"])
def test_nobody_else_is_calmed_down(level: str) -> None:
    assert deescalate(a_brief(ANSWER, triage=a_triage(level))) is None


def test_who_is_angry_just_now_is_whatever_came_before() -> None:
    found = deescalate(a_brief(ANSWER, is_heated=True))

    assert found.because == "heated"
    assert "annoying" in text_of(found)


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({"triage": upset(escalation=SECURITY), "position": POSITION}, "I'm passing this to our security team now."),
        ({"position": POSITION, "known": (a_fact("delivery status", "lost"),)}, "Is it plugged in?"),
        ({"known": (a_fact("delivery status", "lost"), a_fact("carrier", "X"))}, "Your delivery status is lost."),
        ({}, "A refund takes 5 days."),
        ({"answers": ()}, CHECKING),
    ],
    ids=["handover", "procedure", "known", "answer", "nothing known"],
)
def test_the_one_step_is_the_surest_that_there_is(fields: dict[str, object], step: str) -> None:
    said = text(a_brief(ANSWER, **{"triage": upset(), **fields}))

    assert said.endswith(f"\n\n{step}")


def test_nobody_is_told_to_try_what_was_not_named() -> None:
    brand = Brand(next_step=Sentences(sentences=("Please try that.", "We're on it.", "Wait until then.")))
    for turns in range(4):
        said = ["Hi", *[("operator", f"turn {turn}") for turn in range(turns)], "again"]
        assert text(a_brief(brand=brand, triage=upset(), conversation=a_conversation(*said))).endswith("We're on it.")


@pytest.mark.parametrize("formality", ["casual", "neutral", "formal"])
@pytest.mark.parametrize("signal", sorted(Brand().deescalate.causes))
@pytest.mark.parametrize("target", ["supervisor", "specialist", "security", "legal"])
def test_every_sentence_is_approved(formality: str, signal: str, target: str) -> None:
    advice = Escalation(recommended=True, target=target, reasons=("x",))
    brief = a_brief(triage=upset(signal, escalation=advice), tone=Tone(formality=formality))

    (found,) = guard([deescalate(brief)], brief)

    assert (found.warnings, {trace.support for trace in found.traces}) == ((), {"template"})
    assert len(found.traces) == 4
