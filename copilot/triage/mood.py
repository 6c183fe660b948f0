"""How the customer sounds in their last message, whatever came before (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.triage.course import Heard
from copilot.triage.impression import Impression
from copilot.triage.vocabulary import RELIEF, SIGNALS

_HEAT: Final = [SIGNALS.index(name) for name in ("anger", "insult", "sarcasm")]
_HOT: Final = 0.4
_SHOUTED: Final = 0.35
"""The share of capitals from which a message of several words is shouted; both chosen on the dev conversations."""
_SEVERAL_WORDS: Final = 4


def relief(heard: Sequence[Heard]) -> float:
    """The probability (0..1) that the customer's last message says that it is solved."""
    last = _last(heard)
    return float(last.signals[SIGNALS.index(RELIEF)]) if last else 0.0


def is_heated(heard: Sequence[Heard]) -> bool:
    """True if the customer's last message is angry, insulting, sarcastic or shouted."""
    last = _last(heard)
    if last is None:
        return False
    is_shouted = last.typing.capitals >= _SHOUTED and last.typing.words >= _SEVERAL_WORDS
    return is_shouted or float(last.signals[_HEAT].max()) >= _HOT


def _last(heard: Sequence[Heard]) -> Impression | None:
    return next((item.impression for item in reversed(heard) if item.author == "customer"), None)
