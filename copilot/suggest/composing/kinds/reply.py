"""The grounded answer: what is known of this case, then what the knowledge base says, then what happens next (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copilot.suggest.brief import Answer, Brief, Sketch
from copilot.suggest.composing.excerpt import excerpt
from copilot.suggest.composing.kinds.known import told
from copilot.suggest.composing.kinds.parts import caution, opening, paragraph, sketch, tellable
from copilot.suggest.composing.units import Unit
from copilot.suggest.guard.wording import says
from copilot.text import sentence_spans

_SHARE: Final = 0.65
"""How much of the usual length each answer has where there are several, or facts before it."""


def reply(brief: Brief) -> Sketch | None:
    """An answer in chat length: facts of this case first, each question's answer after the other; None without any."""
    facts = [told(fact, brief.brand.context) for fact in tellable(brief)]
    answers = list(_answers(brief, brief.answers))
    if not facts and not answers:
        return None
    because = "context" if not answers else "verdict:answer" if len(answers) == 1 else "several_questions"
    return _answering(brief, facts, answers, because)


def alternatives(brief: Brief) -> Iterator[Sketch]:
    """The answer by another article that fits nearly as well, for the operator to choose."""
    for other in brief.alternatives:
        answers = list(_answers(brief, [other]))
        if answers:
            yield _answering(brief, [], answers, f"alternative:{other.passages[0].passage.article_id}")


def _answering(brief: Brief, facts: Sequence[str], answers: Sequence[Sequence[Unit]], because: str) -> Sketch:
    body = [*paragraph(facts), *(part for units in answers for part in _body(units))]
    has_steps = any(unit.kind == "step" for units in answers for unit in units)
    return sketch(brief, "reply", [*opening(brief), *body, *_ending(brief, has_steps=has_steps)], because)


def from_procedure(brief: Brief) -> Sketch | None:
    """The step of a procedure that comes next, word for word; the choices too if the answer fitted none."""
    position = brief.position
    if position is None:
        return None
    step = position.step
    choices = [f"- {answer.label}\n" for answer in step.answers] if position.asks_again else []
    asked = [f"{step.say}\n\n" if choices else step.say]
    parts = [*opening(brief), *asked, *choices]
    return sketch(brief, "reply", parts, f"procedure:{position.procedure.id}")


def _answers(brief: Brief, found: Sequence[Answer]) -> Iterator[list[Unit]]:
    """What is quoted for each question; nothing twice, and less for each if there are several."""
    case = [str(fact.value) for fact in brief.conversation.context]
    share = 1.0 if len(brief.answers) < 2 and not tellable(brief) else _SHARE
    quoted: list[Unit] = []
    for answer in found:
        units = excerpt(answer.passages, answer.question, brief.tone.length, case, share)
        fresh = [unit for unit in units if not any(_is_told(unit, before) for before in quoted)]
        quoted += fresh
        if fresh:
            yield fresh


def _is_told(unit: Unit, before: Unit) -> bool:
    """True if another answer has it already, perhaps from another article."""
    is_same = (unit.passage.passage_id, unit.start) == (before.passage.passage_id, before.start)
    return is_same or (unit.kind == "sentence" and says(before.text, unit.text))


def _body(units: Sequence[Unit]) -> list[str]:
    parts = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        same_block = following is not None and following.kind == unit.kind
        is_line = unit.kind != "sentence"
        space = ("\n" if is_line else " ") if same_block else "\n\n"
        parts += _sentences(unit, space)
    return parts


def _sentences(unit: Unit, space: str) -> list[str]:
    """The unit's sentences as parts of their own, since each rests on something; anything but prose stays whole."""
    if unit.kind != "sentence":
        return [_spoken(unit) + space]
    texts = [unit.text[span.start : span.end] for span in sentence_spans(unit.text)]
    return [*(f"{text} " for text in texts[:-1]), texts[-1] + space]


def _spoken(unit: Unit) -> str:
    """A unit as it is said in a chat: a table row reads `first cell: the others`."""
    if unit.kind != "row":
        return unit.text
    first, *others = unit.text.split(" | ")
    told = "; ".join(cell.rstrip(". ") for cell in others)
    return f"{first}: {told}" if told.endswith(("!", "?")) else f"{first}: {told}."


def _ending(brief: Brief, *, has_steps: bool) -> list[str]:
    """Steps are to be tried before anything else is asked; a word of caution stands alone."""
    if caution(brief):
        return []
    if has_steps:
        return [_try_that(brief)]
    return [] if brief.tone.warmth == "cool" else [getattr(brief.brand.closing.question, brief.tone.formality)]


def _try_that(brief: Brief) -> str:
    """The approved sentence that asks for a result, if the brand has one."""
    sentences = brief.brand.next_step.sentences
    return next((item for item in sentences if "try" in item.lower()), sentences[0])
