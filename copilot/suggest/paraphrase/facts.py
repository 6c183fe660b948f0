"""What a customer said, fact by fact, each with its place and what became of it in later turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from copilot.suggest.paraphrase.clauses import clauses
from copilot.suggest.paraphrase.content import content_of, share, span_of, stems
from copilot.suggest.paraphrase.frames import MENTIONED, NAMED
from copilot.suggest.paraphrase.lexicon import POSSESSIVE
from copilot.suggest.paraphrase.sources import Source
from copilot.suggest.paraphrase.wording import Wording, worded
from copilot.types import Message

Status = Literal["stated", "confirmed", "denied", "missing"]
_SAME: float = 0.8
"""Shared content from which on two clauses say the same."""


class Fact(Struct, frozen=True, kw_only=True):
    """A clause in the second person without final mark, and the code points of the message that it restates.

    A `denied` fact is what was taken back, or what an operator said and the customer corrected. A `missing` one is a
    thing that an operator asked for and has not got: its place is in the operator's message.
    """

    text: str
    message_id: str
    start: int
    end: int
    status: Status = "stated"


class Claim(Struct, frozen=True, kw_only=True):
    """A fact of the customer with what is needed to weigh it; `turn` counts messages, `stems` are its content."""

    fact: Fact
    wording: Wording
    turn: int
    stems: frozenset[str]


def claims(messages: Sequence[Message]) -> list[Claim]:
    """The customer's facts in the order said; one that is said again replaces the first, and is confirmed."""
    found: list[Claim] = []
    for claim in _all(messages):
        same = next((place for place, old in enumerate(found) if _says_the_same(old, claim)), None)
        if same is None:
            found.append(claim)
        elif claim.turn != found[same].turn:
            found[same] = with_status(found[same], "confirmed")
    return found


def with_status(claim: Claim, status: Status) -> Claim:
    """The claim with another status."""
    return replace(claim, fact=replace(claim.fact, status=status))


def _all(messages: Sequence[Message]) -> Iterator[Claim]:
    answers = False
    for turn, message in enumerate(messages):
        if message.author == "customer":
            yield from _of_message(message, turn, answers=answers)
        answers = message.author == "operator" or (answers and message.author == "customer")


def _of_message(message: Message, turn: int, *, answers: bool) -> Iterator[Claim]:
    source = Source(message.text)
    for clause in clauses(message.text):
        wording = worded(clause)
        if wording is None or not source.restated_by(wording.text):
            continue
        if not answers and _is_bare(wording):
            continue
        if answers and wording.frame in NAMED:
            wording = replace(wording, frame=MENTIONED)
        start, end = span_of(clause.tokens)
        fact = Fact(text=wording.text, message_id=message.id, start=start, end=end)
        yield Claim(fact=fact, wording=wording, turn=turn, stems=stems(content_of(clause.tokens)))


def _is_bare(wording: Wording) -> bool:
    """A single word that names a thing, unless it is the customer's own ("my order")."""
    is_named = wording.frame in NAMED and wording.source[0].word not in POSSESSIVE
    return is_named and len(content_of(wording.source)) < 2


def _says_the_same(old: Claim, new: Claim) -> bool:
    if old.fact.text == new.fact.text:
        return True
    if new.wording.frame == MENTIONED and new.stems:
        return new.stems <= old.stems
    return len(new.stems) > 2 and share(new.stems, old.stems) >= 1 and share(old.stems, new.stems) >= _SAME
