"""What the customer said, restated for them to confirm (pure)."""

from __future__ import annotations

from typing import Final

import msgspec

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composing.kinds.parts import PERSONAL, line, opening, sketch
from copilot.suggest.request import Conversation
from copilot.suggest.secrets import holds_secret
from copilot.text import words

_LEAST_WORDS: Final = 5
_ENOUGH_WORDS: Final = 8
_ENOUGH_FACTS: Final = 2
_ASKS: Final = "you'd like to know"


def is_long_enough(conversation: Conversation) -> bool:
    """False for a turn that is too short to be worth restating, whatever it says."""
    return _said(conversation) >= _LEAST_WORDS


def paraphrase(brief: Brief) -> Sketch | None:
    """For a customer who has told what happened or what they want; an answered question needs no confirmation."""
    restated = brief.restatement
    if restated is None or not restated.sentences or not _is_worth_it(brief):
        return None
    if any(_is_better_unsaid(sentence, brief) for sentence in restated.sentences):
        return None
    confirming = brief.brand.paraphrase
    parts = [
        *opening(brief),
        f"{line(brief, confirming.openings)} ",
        *(f"{sentence} " for sentence in restated.sentences),
        line(brief, confirming.questions),
    ]
    return msgspec.structs.replace(sketch(brief, "paraphrase", parts, "several_facts"), facts=restated.facts)


def _is_better_unsaid(sentence: str, brief: Brief) -> bool:
    """True for a secret, and for personal data where everybody reads."""
    return holds_secret(sentence) or (brief.channel == "social" and bool(PERSONAL.search(sentence)))


def _is_worth_it(brief: Brief) -> bool:
    """Several facts, or one told at length, and more than questions that have their answer already."""
    restated = brief.restatement
    facts = [fact for fact in restated.facts if fact.status in {"stated", "confirmed"}] if restated else []
    told = [fact for fact in facts if brief.verdict != "answer" or not fact.text.lower().startswith(_ASKS)]
    return bool(told) and (len(facts) >= _ENOUGH_FACTS or _said(brief.conversation) >= _ENOUGH_WORDS)


def _said(conversation: Conversation) -> int:
    """Words of the customer's last turn."""
    return sum(len(words(message.text)) for message in conversation.burst)
