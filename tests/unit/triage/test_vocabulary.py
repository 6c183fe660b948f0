"""The names of what is looked for, in the order of the heads' columns."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from copilot.triage.course import FADING_FEATURES, FEATURES
from copilot.triage.escalation import DANGERS as WHO_HELPS
from copilot.triage.heads import SHIPPED
from copilot.triage.vocabulary import COMPLAINTS, DANGERS, EMOTIONS, MANNERS, RELIEF, SIGNALS

RULES = Path(SHIPPED).with_name("rules.toml")


def test_signals_are_complaints_then_relief_then_dangers() -> None:
    assert (*COMPLAINTS, RELIEF, *DANGERS) == SIGNALS
    assert SIGNALS.index(RELIEF) == len(COMPLAINTS) == 14


@pytest.mark.parametrize("names", [SIGNALS, EMOTIONS, MANNERS, FEATURES])
def test_every_name_is_there_once(names: tuple[str, ...]) -> None:
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("group", "names"), [("signals", SIGNALS), ("emotions", EMOTIONS), ("manners", MANNERS)])
def test_the_shipped_heads_have_their_columns_in_this_order(group: str, names: tuple[str, ...]) -> None:
    with np.load(SHIPPED) as stored:
        assert tuple(stored[f"{group}.labels"].tolist()) == names


def test_what_fades_comes_first_and_relief_does_not_fade() -> None:
    fading = FEATURES[:FADING_FEATURES]

    assert set(COMPLAINTS) | set(DANGERS) | set(EMOTIONS) <= set(fading)
    assert FEATURES[FADING_FEATURES:] == ("relief_now", "positive_now", "unanswered", "waited", "turns", "terse")


def test_there_are_rules_for_signals_only_and_for_all_but_sarcasm() -> None:
    ruled = tomllib.loads(RULES.read_text(encoding="utf-8")).keys()

    assert set(SIGNALS) - ruled == {"sarcasm"}
    assert ruled <= set(SIGNALS)


def test_every_danger_has_somebody_who_helps() -> None:
    assert WHO_HELPS.keys() == set(DANGERS)
