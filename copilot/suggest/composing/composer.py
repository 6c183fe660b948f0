"""The drafter without a language model: quotes the passages and speaks in the brand's approved sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composing.kinds.acknowledge import (
    ask_a_colleague,
    in_their_language,
    is_greeting,
    reading_it,
    welcome,
)
from copilot.suggest.composing.kinds.clarify import clarify
from copilot.suggest.composing.kinds.close import close, is_farewell, only_nods
from copilot.suggest.composing.kinds.deescalate import deescalate
from copilot.suggest.composing.kinds.paraphrase import paraphrase
from copilot.suggest.composing.kinds.reply import alternatives, from_procedure, reply
from copilot.suggest.composing.kinds.steer_payment import steer_payment

DRAFTER_UNAVAILABLE: Final = "drafter_unavailable"


class Composer:
    """Deterministic: the same brief gives the same drafts; sentences vary with the turn of the conversation."""

    def draft(self, brief: Brief) -> tuple[Sketch, ...]:
        """What is of use now, the most useful first; no two drafts say the same."""
        told: dict[tuple[str, ...], Sketch] = {}
        for sketch in filter(None, _drafts(brief)):
            told.setdefault(sketch.parts, sketch)
        return tuple(told.values())


def holding(brief: Brief) -> tuple[Sketch, ...]:
    """What can be sent when no drafter could write: that somebody is looking. It says so in its warnings."""
    if brief.conversation.answered is None:
        return ()
    held = msgspec.structs.replace(ask_a_colleague(brief), drafter="template", warnings=(DRAFTER_UNAVAILABLE,))
    return (held,)


def _drafts(brief: Brief) -> Iterator[Sketch | None]:
    yield in_their_language(brief)
    yield steer_payment(brief)
    yield from _answers(brief)


def _answers(brief: Brief) -> Iterator[Sketch | None]:
    """The end of the conversation, a welcome, or what is said about the question."""
    said = [] if brief.conversation.query else [message.text for message in brief.conversation.burst]
    if is_farewell(said, brief.relief) or (said and only_nods(brief.conversation)):
        yield close(brief)
        return
    if is_greeting(said):
        yield welcome(brief)
    else:
        yield from _main(brief)
        yield deescalate(brief)
        yield paraphrase(brief)
    yield reading_it(brief)


def _main(brief: Brief) -> Iterator[Sketch | None]:
    """A procedure that has begun goes on; else the answer, a question back, or that a colleague is asked."""
    answered, step = reply(brief), from_procedure(brief)
    if step and brief.position and not brief.position.is_new:
        yield step
        yield answered
    elif answered:
        yield answered
        yield step
        yield from alternatives(brief)
    else:
        yield step
        yield clarify(brief) if brief.verdict != "abstain" else ask_a_colleague(brief)
