"""What every `Drafter` does."""

from __future__ import annotations

import pytest

from copilot.suggest.brief import Brief, Drafter
from copilot.suggest.composing.composer import Composer
from copilot.suggest.guard.guard import guard
from copilot.types import Channel, Verdict
from tests.examples import a_brief, a_conversation, a_customer, a_hit, a_triage, an_entity


@pytest.fixture(params=[Composer])
def drafter(request: pytest.FixtureRequest) -> Drafter:
    return request.param()


@pytest.fixture(params=["answer", "clarify", "abstain"])
def verdict(request: pytest.FixtureRequest) -> Verdict:
    return request.param


@pytest.fixture(params=["chat", "email", "social"])
def brief(request: pytest.FixtureRequest, verdict: Verdict) -> Brief:
    channel: Channel = request.param
    return a_brief(
        a_hit("A refund takes 5 days.\n\n1. Open the app.\n2. Tap Save."),
        conversation=a_conversation("How long?", customer=a_customer(), entities=(an_entity("PASSWORD"),)),
        triage=a_triage("frustrated"),
        verdict=verdict,
        channel=channel,
    )


def test_drafts_are_signed_and_have_the_tone_that_was_asked_for(drafter: Drafter, brief: Brief) -> None:
    sketches = drafter.draft(brief)

    assert sketches
    assert all(sketch.drafter and sketch.tone == brief.tone for sketch in sketches)


def test_parts_carry_their_own_white_space_and_are_never_blank(drafter: Drafter, brief: Brief) -> None:
    assert all(part.strip() for sketch in drafter.draft(brief) for part in sketch.parts)


def test_the_customer_is_named_by_placeholder_only(drafter: Drafter, brief: Brief) -> None:
    text = "".join(part for sketch in drafter.draft(brief) for part in sketch.parts)

    assert "<PERSON_1>" in text
    assert "{name}" not in text


def test_something_is_left_of_every_draft_when_the_guard_has_looked_at_it(drafter: Drafter, brief: Brief) -> None:
    sketches = drafter.draft(brief)

    assert [guarded.sketch for guarded in guard(sketches, brief)] == list(sketches)


def test_every_draft_says_why_it_is_there(drafter: Drafter, brief: Brief) -> None:
    assert all(sketch.because for sketch in drafter.draft(brief))


def test_the_same_brief_gives_the_same_drafts(drafter: Drafter, brief: Brief) -> None:
    assert drafter.draft(brief) == drafter.draft(brief)


def test_no_two_drafts_say_the_same(drafter: Drafter, brief: Brief) -> None:
    texts = ["".join(sketch.parts) for sketch in drafter.draft(brief)]

    assert len(set(texts)) == len(texts)
