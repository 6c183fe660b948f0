"""Frustration and escalation, measured on conversations whose triage is written down."""

from __future__ import annotations

import pytest

from copilot.errors import InvalidInput
from eval.heard import scores_of, truths_of
from eval.tasks import escalation, frustration
from tests.unit.eval.customers import a_conversation, a_triage, figures, heard, rows

CALM = a_conversation("a-1", 0, 0, tags=("hard_negative",))
HEATED = a_conversation("b-1", 1, 3, tags=("positive",))
FOUND = [
    heard(CALM, a_triage(0.1), a_triage(0.3), texts=("great, thanks", "lovely")),
    heard(HEATED, a_triage(0.2), a_triage(0.9), texts=("hello", "I hate this terrible mess")),
]


def test_scores_and_truths_come_message_by_message() -> None:
    assert scores_of(FOUND).tolist() == [0.1, 0.3, 0.2, 0.9]
    assert truths_of(FOUND).tolist() == [False, False, False, True]


def test_frustration_is_measured_after_each_message_beside_a_lexicon() -> None:
    section = frustration.run("own", FOUND)

    ours, last, running = rows(section, "after each message")
    assert [(row.name, row.n) for row in (ours, last, running)] == [
        ("copilot", 4),
        ("VADER, last message", 4),
        ("VADER, fading maximum", 4),
    ]
    assert ours.figures["AUROC"].value == 1.0
    assert ours.figures["Brier"].value == pytest.approx((0.01 + 0.09 + 0.04 + 0.01) / 4)
    assert ours.figures["ECE"].value == pytest.approx((0.1 + 0.3 + 0.2 + 0.1) / 4)
    assert last.figures.keys() == running.figures.keys() == {"AUROC"}
    assert last.figures["AUROC"].value == 1.0


def test_frustration_that_is_ordered_the_wrong_way_round_gets_nothing() -> None:
    found = [heard(CALM, a_triage(0.8), a_triage(0.7)), heard(HEATED, a_triage(0.6), a_triage(0.1))]

    assert figures(frustration.run("own", found), "after each")["copilot"]["AUROC"] == 0.0


def test_reliability_compares_scores_with_the_share_that_was_frustrated() -> None:
    found = [heard(a_conversation("a-1", 0, 2, 2, 0), *(a_triage(score) for score in (0.55, 0.59, 1.0, 0.0)))]
    section = frustration.run("own", [*found, *FOUND])

    (low, *_, middle, high) = rows(section, "reliability")

    assert (low.name, low.n, low.figures["share"].value) == ("0.0 – 0.1", 1, 0.0)
    assert (middle.name, middle.n, middle.figures["share"].value) == ("0.5 – 0.6", 2, 0.5)
    assert middle.figures["mean score"].value == pytest.approx(0.57)
    assert (high.name, high.n, high.figures["share"].value) == ("0.9 – 1.0", 2, 1.0)


def test_an_alarm_is_any_message_called_frustrated_and_small_groups_have_no_row() -> None:
    quiet = [heard(a_conversation(f"a-{n}", 0, tags=("plain",)), a_triage(0.6 if n < 2 else 0.4)) for n in range(8)]
    heated = [heard(a_conversation(f"b-{n}", 2, 0), a_triage(0.9), a_triage(0.0)) for n in range(8)]

    section = frustration.run("own", [*quiet, *heated, *FOUND])

    assert figures(section, "conversations") == {
        "frustrated at some point": {"alarm": 1.0},
        "never frustrated": {"alarm": pytest.approx(2 / 9)},
        "plain": {"alarm": 0.25},
    }


def test_every_conversation_is_an_item() -> None:
    items = frustration.run("own", FOUND).items

    assert items[1] == {
        "id": "b-1",
        "tags": ["positive"],
        "felt": [1, 3],
        "scores": [0.2, 0.9],
        "levels": ["calm", "angry"],
    }


@pytest.mark.parametrize("task", [frustration, escalation])
def test_an_empty_set_is_an_error(task: object) -> None:
    with pytest.raises(InvalidInput, match="the data set own has no conversation"):
        task.run("own", [])  # type: ignore[attr-defined]  # both modules have it


CALLED = [
    heard(a_conversation("on-time", 1, 2, due=("legal", 2)), a_triage(), a_triage(target="legal", rule="legal_threat")),
    heard(
        a_conversation("early", 1, 2, 3, due=("legal", 2)), a_triage(target="supervisor", rule="x"), *[a_triage()] * 2
    ),
    heard(
        a_conversation("late", 1, 2, 3, due=("legal", 0)),
        *[a_triage()] * 2,
        a_triage(target="legal", rule="legal_threat"),
    ),
    heard(a_conversation("missed", 3, due=("security", 0)), a_triage()),
    heard(
        a_conversation("false", 0, 0),
        a_triage(target="supervisor", rule="frustration"),
        a_triage(target="legal", rule="y"),
    ),
    heard(a_conversation("quiet", 0), a_triage()),
]


def test_a_colleague_is_called_rightly_or_not() -> None:
    section = escalation.run("own", CALLED)

    assert figures(section, "conversations") == {"all": {"precision": 0.75, "recall": 0.75}}
    assert rows(section, "conversations")[0].n == 6


def test_when_and_who_is_measured_on_those_called_rightly() -> None:
    section = escalation.run("own", CALLED)

    assert rows(section, "when")[0].n == 3
    assert figures(section, "when")["all"] == pytest.approx(
        {"right target": 2 / 3, "early": 1 / 3, "on time": 1 / 3, "late": 1 / 3, "mean delay": 1 / 3}
    )


def test_recall_is_told_by_target_and_false_alarms_by_the_rule_of_the_first_call() -> None:
    section = escalation.run("own", CALLED)

    assert figures(section, "recall by target") == {"legal": {"recall": 1.0}, "security": {"recall": 0.0}}
    assert figures(section, "false alarms") == {"frustration": {"false alarms": 0.5}}


def test_items_say_what_was_due_and_who_was_called_when() -> None:
    early, missed, quiet = (escalation.run("own", CALLED).items[place] for place in (1, 3, 5))

    assert early == {
        "id": "early",
        "due": {"target": "legal", "turn": 2},
        "called": {"target": "supervisor", "turn": 0},
        "reasons": ["x"],
    }
    assert (missed["called"], missed["reasons"]) == (None, [])
    assert (quiet["due"], quiet["called"]) == (None, None)


def test_where_nobody_was_called_there_is_no_precision() -> None:
    section = escalation.run("own", [heard(a_conversation("a", 0), a_triage())])

    assert figures(section, "conversations") == {"all": {}}
    assert rows(section, "when") == ()


def test_urgency_is_judged_at_the_end() -> None:
    found = [
        heard(a_conversation("a", 0, 0, urgency="critical"), a_triage(), a_triage(urgency="critical")),
        heard(a_conversation("b", 0, urgency="critical"), a_triage(urgency="high")),
        heard(a_conversation("c", 0, 0, urgency="high"), a_triage(urgency="high"), a_triage()),
        heard(a_conversation("d", 0, urgency="low"), a_triage(urgency="critical")),
    ]

    section = escalation.run("own", found)

    assert figures(section, "urgency") == {
        "high or critical": {"precision": pytest.approx(2 / 3), "recall": pytest.approx(2 / 3)},
        "critical": {"precision": 0.5, "recall": 0.5},
    }
    assert [row.n for row in rows(section, "urgency")] == [3, 2]
