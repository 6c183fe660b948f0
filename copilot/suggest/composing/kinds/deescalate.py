"""To a customer who is upset: the feeling, its cause, and one concrete step (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composing.excerpt import excerpt
from copilot.suggest.composing.kinds.known import told
from copilot.suggest.composing.kinds.parts import empathy, is_upset, line, paragraph, sketch, tellable

_OUR_OWN: Final = ("I ", "I'", "I’", "We ", "We'", "We’")


def deescalate(brief: Brief) -> Sketch | None:
    """For frustrated and angry customers; it admits nothing and promises no more than the brand approves."""
    if not is_upset(brief):
        return None
    level = brief.triage.frustration.level
    because = "heated" if level == "calm" else f"frustration:{level}"
    return sketch(brief, "deescalate", [*paragraph(empathy(brief)), _step(brief)], because)


def _step(brief: Brief) -> str:
    """What is done now: the handover if one is due, else the procedure's step, what is known, or the best answer."""
    advice = brief.triage.escalation
    if advice.recommended and advice.target in brief.brand.deescalate.steps:
        return brief.brand.deescalate.steps[advice.target]
    if brief.position is not None:
        return brief.position.step.say
    if tellable(brief):
        return told(brief.known[0], brief.brand.context)
    units = [unit for answer in brief.answers[:1] for unit in excerpt(answer.passages, answer.question, "short")]
    best = max((unit for unit in units if unit.kind == "sentence"), key=lambda unit: unit.relevance, default=None)
    return best.text if best else line(brief, _what_we_do(brief.brand.next_step.sentences))


def _what_we_do(sentences: Sequence[str]) -> Sequence[str]:
    """The sentences that stand without anything before them: those of what we do ourselves."""
    return tuple(text for text in sentences if text.startswith(_OUR_OWN)) or sentences
