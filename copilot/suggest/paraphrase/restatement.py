"""A customer's problem in one or two sentences, to be said back and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from copilot.suggest.paraphrase.asked import missing
from copilot.suggest.paraphrase.facts import Claim, Fact, claims
from copilot.suggest.paraphrase.frames import MENTIONED, TAIL, WRITING_ABOUT
from copilot.suggest.paraphrase.lexicon import POSSESSIVE
from copilot.suggest.paraphrase.relevance import most_relevant
from copilot.suggest.paraphrase.statuses import judged
from copilot.suggest.paraphrase.wording import Wording
from copilot.types import Message

_MOST_WORDS: Final = 45
"""Of all sentences together; a single fact may be longer."""
_FEW: Final = 3
_ONE_SENTENCE: Final = 18
_LOOKED_BACK: Final = 40
"""Messages: what is older is no longer what a customer writes about."""


class Restatement(Struct, frozen=True, kw_only=True):
    """One or two whole sentences in the second person, and the facts: those said in them, those denied and missing."""

    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]


def restate(messages: Sequence[Message], *, most_facts: int = 5) -> Restatement | None:
    """What the customer's messages say, in their own words and the second person; None if they say nothing.

    Args:
        messages: redacted, of all authors, in order, up to now.
        most_facts: how many clauses are said, 1 or more; the most telling ones, in the order they were said.
    """
    recent = messages[-_LOOKED_BACK:]
    found, corrected = judged(recent, claims(recent))
    said = [claim for claim in found if claim.fact.status != "denied"]
    chosen = _led(most_relevant(said, most_facts, _MOST_WORDS))
    if not any(map(_says_something, chosen)):
        return None
    judged_ones = [
        claim.fact for claim in found if claim not in chosen and claim.fact.status in {"denied", "confirmed"}
    ]
    facts = (*(claim.fact for claim in chosen), *judged_ones, *corrected, *missing(recent))
    return Restatement(sentences=_sentences([claim.wording for claim in chosen]), facts=facts)


def _led(chosen: list[Claim]) -> list[Claim]:
    """Without words at the beginning that go on with a clause which is not there."""
    return chosen[next((place for place, claim in enumerate(chosen) if claim.wording.frame != TAIL), len(chosen)) :]


def _says_something(claim: Claim) -> bool:
    """False for a short answer without its question, and for a thing of few words that is only named."""
    fixed = [token.text for token in claim.wording.source if token.kind == "fixed"]
    if claim.wording.frame == MENTIONED:
        return len(claim.stems) > 1 or any(len(text) > 3 for text in fixed)
    is_own = claim.wording.source[0].word in POSSESSIVE
    return claim.wording.frame != WRITING_ABOUT or bool(fixed) or is_own or len(claim.stems) > _FEW


def _length(wording: Wording) -> int:
    return len(wording.text.split())


def _sentences(wordings: Sequence[Wording]) -> tuple[str, ...]:
    """One sentence, or two where that reads better: told before asked, about as long as each other."""
    if len(wordings) == 1 or (len(wordings) <= 3 and sum(map(_length, wordings)) <= _ONE_SENTENCE):
        return (_sentence(wordings),)
    place = min(range(1, len(wordings)), key=lambda at: _imbalance(wordings, at))
    if wordings[place].frame == TAIL:
        return (_sentence(wordings),)
    return _sentence(wordings[:place]), _sentence(wordings[place:])


def _imbalance(wordings: Sequence[Wording], place: int) -> float:
    before, after = sum(map(_length, wordings[:place])), sum(map(_length, wordings[place:]))
    turns = (wordings[place - 1].frame == "") != (wordings[place].frame == "")
    return abs(before - after) - 12 * turns + 8 * (wordings[place].lead == "but")


def _sentence(wordings: Sequence[Wording]) -> str:
    """Clauses as "A.", "A, and B." or "A, B, and C."; what is asked or wished twice is introduced once."""
    text = wordings[0].text
    for place, (before, wording) in enumerate(pairwise(wordings), start=1):
        shares = bool(wording.frame) and wording.frame == before.frame
        is_last = place == len(wordings) - 1
        if wording.frame == TAIL:
            text += ", " + wording.body
            continue
        word = "or" if wording.lead == "or" else "but" if wording.lead == "but" and not shares else "and" * is_last
        said = wording.body if shares else wording.text
        text += ("," if not (shares and word) else "") + (f" {word} " if word else " ") + said
    return text[0].upper() + text[1:] + "."
