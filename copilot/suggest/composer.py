"""The drafter without a language model: quotes the passages and speaks in the brand's approved sentences."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from copilot.suggest.brand import Sentences, filled, greeting, sentence
from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.excerpt import Unit, excerpt
from copilot.suggest.secrets import secrets_in
from copilot.types import DraftKind

NAME: Final = "composer"
DRAFTER_UNAVAILABLE: Final = "drafter_unavailable"

_THANKS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|great|perfect|brilliant|super|ah|oh|yes|no|all good|sorted)\W+)*"
    r"(?:thanks?|thank you|thx|cheers|ta|that(?:'s| is) all|bye|goodbye|that (?:worked|fixed it|helped))\b[^?]{0,60}$",
    re.IGNORECASE,
)
_MORE_TO_SAY = re.compile(
    r"\b(?:but|still|however|although|except|nothing|also|not|why|how|when|where|what|which|\w+n['’]t)\b", re.IGNORECASE
)
_GREETING = r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|(?:is )?any(?:one|body) (?:there|here))"
_HELLO = re.compile(
    rf"^\W*{_GREETING}(?: (?-i:[A-Z][a-z]+))?(?:\W+(?:{_GREETING}|there|all|everyone|team|again|please"
    r"|<[A-Z0-9_]+_\d+(?::[\w.-]+)?>"
    r"|are you there|(?:can|could) (?:you|someone|anyone) (?:please )?help(?: me)?|i need (?:some |your )?help"
    r"|i(?:['’]ve| have) a question))*\W*$",
    re.IGNORECASE,
)
"""A greeting and nothing else; one capitalised word behind it is taken for a name."""


class Composer:
    """Deterministic: the same brief gives the same drafts; sentences vary with the turn of the conversation."""

    def draft(self, brief: Brief) -> tuple[Sketch, ...]:
        """The draft that the verdict asks for, and those that the triage adds."""
        sketches = [self._main(brief), *_acknowledgement(brief)]
        if brief.triage.frustration.level in {"frustrated", "angry"}:
            sketches.append(_template(brief, "deescalate", brief.brand.deescalate, brief.brand.next_step))
        if secrets_in(brief.conversation.kinds):
            sketches.insert(0, _steer_payment(brief))
        if not brief.triage.is_served and brief.triage.language in brief.brand.other_languages:
            sketches.insert(0, _in_their_language(brief))
        return tuple(sketches)

    def _main(self, brief: Brief) -> Sketch:
        said = [] if brief.conversation.query else [message.text for message in brief.conversation.burst]
        if said and all(map(_is_farewell, said)):
            return _template(brief, "close", brief.brand.close)
        if said and all(map(_HELLO.match, said)):
            return _template(brief, "acknowledge", brief.brand.acknowledge, brief.brand.clarify)
        match brief.verdict:
            case "answer":
                return _reply(brief)
            case "clarify":
                return _clarify(brief)
            case "abstain":
                return _template(brief, "acknowledge", brief.brand.abstain)


def _is_farewell(text: str) -> bool:
    return bool(_THANKS.match(text)) and not _MORE_TO_SAY.search(text)


def holding(brief: Brief) -> tuple[Sketch, ...]:
    """What can be sent when no drafter could write: that somebody is looking. It says so in its warnings."""
    if brief.conversation.answered is None:
        return ()
    sketch = _template(brief, "acknowledge", brief.brand.abstain)
    return (msgspec.structs.replace(sketch, drafter="template", warnings=(DRAFTER_UNAVAILABLE,)),)


def _reply(brief: Brief) -> Sketch:
    units = excerpt(brief.hits, _question(brief), brief.tone.length)
    if not units:
        return _template(brief, "acknowledge", brief.brand.abstain)
    opening = (
        [f"{_line(brief, brief.brand.deescalate)}\n\n"]
        if brief.triage.frustration.level in {"frustrated", "angry"}
        else []
    )
    return _sketch(brief, "reply", [*opening, *_body(units), *_ending(brief, has_steps=units[-1].kind == "step")])


def _question(brief: Brief) -> str:
    asked = brief.conversation
    return "\n".join([asked.query or "", *(message.text for message in asked.burst)])


def _body(units: list[Unit]) -> list[str]:
    parts = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        same_block = following is not None and following.kind == unit.kind
        is_line = unit.kind != "sentence"
        space = ("\n" if is_line else " ") if same_block else "\n\n"
        parts.append(_spoken(unit) + space)
    return parts


def _spoken(unit: Unit) -> str:
    """A unit as it is said in a chat: a table row reads `first cell: the others`."""
    if unit.kind != "row":
        return unit.text
    first, *others = unit.text.split(" | ")
    return f"{first}: {' '.join(cell if cell.endswith(('.', '!', '?')) else cell + '.' for cell in others)}"


def _ending(brief: Brief, *, has_steps: bool) -> list[str]:
    question = getattr(brief.brand.closing.question, brief.tone.formality)
    if has_steps and brief.brand.next_step.sentences:
        return [f"{_try_that(brief)} ", question]
    return [question]


def _try_that(brief: Brief) -> str:
    """The approved sentence that asks for a result, if the brand has one."""
    sentences = brief.brand.next_step.sentences
    return next((item for item in sentences if "try" in item.lower()), sentences[0])


def _clarify(brief: Brief) -> Sketch:
    titles = list(dict.fromkeys(hit.passage.title for hit in brief.hits))[:2]
    parts = [f"{_line(brief, brief.brand.clarify)}\n\n", *(f"- {title}\n" for title in titles)]
    return _sketch(brief, "clarify", parts)


def _steer_payment(brief: Brief) -> Sketch:
    secure = brief.brand.secure_payment.explanation
    parts = [f"{_line(brief, brief.brand.steer_payment)} ", *([secure] if secure else [])]
    return msgspec.structs.replace(
        _sketch(brief, "steer_payment", parts), warnings=secrets_in(brief.conversation.kinds)
    )


def _template(brief: Brief, kind: DraftKind, *choices: Sentences) -> Sketch:
    return _sketch(brief, kind, [f"{_line(brief, choice)} " for choice in choices])


def _acknowledgement(brief: Brief) -> list[Sketch]:
    """That somebody will answer, and when: only for a customer who still waits for the first answer."""
    if brief.wait is None or brief.conversation.operator_turns:
        return []
    told = sentence(brief.brand.wait, brief.name, 0).replace("{wait}", brief.wait)
    return [_sketch(brief, "acknowledge", [f"{_line(brief, brief.brand.acknowledge)} ", told])]


def _in_their_language(brief: Brief) -> Sketch:
    """What the brand says in a language that it does not answer in; no greeting in another one before it."""
    text = brief.brand.other_languages[brief.triage.language]
    return Sketch(kind="acknowledge", parts=(text,), tone=brief.tone, drafter=NAME)


def _line(brief: Brief, choices: Sentences) -> str:
    return sentence(choices, brief.name, brief.conversation.operator_turns)


def _sketch(brief: Brief, kind: DraftKind, parts: list[str]) -> Sketch:
    """Greeting for the first answer (in mails always), then the parts, then the channel's sign-off."""
    greets = brief.conversation.operator_turns == 0 or brief.channel == "email"
    hello = [f"{greeting(brief.brand, brief.channel, brief.tone.formality, brief.name)}\n\n"] if greets else []
    sign_offs = brief.brand.closing.sign_off
    sign_off = sign_offs.get(f"{brief.channel}_{brief.tone.formality}", sign_offs.get(brief.channel, ""))
    tail = [f"\n\n{filled(sign_off, brief.name)}"] if sign_off else []
    return Sketch(kind=kind, parts=(*hello, *parts, *tail), tone=brief.tone, drafter=NAME)
