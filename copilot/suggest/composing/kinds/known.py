"""Facts of other systems in sentences: which of them a question is about, and how they are told (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from copilot.encoding.reading import Matrix
from copilot.suggest.request import ContextFact
from copilot.suggest.secrets import holds_secret
from copilot.suggest.voice import Knowing
from copilot.text import words

MOST_FACTS: Final = 3
_ALIKE: Final = 0.5
"""Cosine of question and label, and what their words have in common, from which they are about the same."""
_PERHAPS: Final = 0.4
"""Enough for the best fact, if no other one is closer. Both were chosen on the dev conversations."""
_WORD_WEIGHT: Final = 0.4
_SOURCE_WEIGHT: Final = 0.2
_SHORT_WORDS: Final = 8
_LIKE_A_SENTENCE: Final = re.compile(r"[.;!?]\s|[.!?]$|^(?:yes|no|true|false)\b|\n", re.IGNORECASE)
_IDENTIFIES: Final = re.compile(r"^[A-Z]{1,5}[-\s]?\d{4,}$|^\d{6,}$")
"""A number that says which case it is, and answers nothing."""
_ASKS_NUMBER: Final = re.compile(r"\b(?:number|id|reference|code|which order)\b", re.IGNORECASE)
_NOUN: Final = re.compile(
    r"\b(?:status|state|stage|date|day|time|number|amount|price|balance|total|plan|version|firmware|address|method"
    r"|payment|delivery|device|model|carrier|code|period|end|result|points|credit|limit|name|order|queue)$"
)
_VERB: Final = re.compile(
    r"^(?:ends?|renews?|expires?|arrives?|starts?|began|runs?|closes?|opens?|ships?) (?:on|at|in|until)$"
)
_GENERIC: Final = re.compile(r"^(?:status|state|stage|amount|date|plan|number|result|price|total|period)$")
_EMPTY: Final = frozenset(
    ["the", "a", "an", "of", "my", "your", "is", "it", "in", "on", "for", "to", "and", "at", "by"]
)


def relevant(
    facts: Sequence[ContextFact], question: str, vector: Matrix, embed: Callable[[str], Matrix]
) -> tuple[ContextFact, ...]:
    """The facts that a question is about, best first, by the words and the meaning of their labels."""
    asked = _stems(question)
    open_facts = [fact for fact in facts if not holds_secret(fact.value)]
    telling = [fact for fact in open_facts if not _IDENTIFIES.search(fact.value) or _ASKS_NUMBER.search(question)]
    scored = [(_score(fact, asked) + float(embed(named(fact)) @ vector), fact) for fact in telling]
    ranked = sorted(scored, key=lambda item: -item[0])
    close = [fact for score, fact in ranked if score >= _ALIKE]
    return tuple(close[:MOST_FACTS]) or tuple(fact for score, fact in ranked[:1] if score >= _PERHAPS)


def told(fact: ContextFact, knowing: Knowing) -> str:
    """The fact in a sentence if its label is a noun or a verb; anything else, and a long value, behind the label."""
    label, value = _spoken(fact.label), fact.value.strip()
    whole = f"{_thing(fact.source)} {label}" if _GENERIC.match(label) or _VERB.match(label) else label
    is_long = _LIKE_A_SENTENCE.search(value) or len(value.split()) > _SHORT_WORDS
    if _VERB.match(label) and not is_long:
        frame = knowing.verb
    else:
        frame = knowing.short if _NOUN.search(label) and not is_long else knowing.long
    text = frame.replace("{label}", whole).replace("{Label}", whole[:1].upper() + whole[1:]).replace("{value}", value)
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def named(fact: ContextFact) -> str:
    """What the fact is about, for a search by meaning."""
    return f"{_thing(fact.source)} {_spoken(fact.label)}"


def source_of(fact: ContextFact) -> str:
    """How a sentence that rests on the fact names it."""
    return f"{fact.source}: {fact.label}"


def _spoken(label: str) -> str:
    """The label as it is said in a sentence: `delivery_status` is "delivery status", an abbreviation stays one."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label.replace("_", " ").replace("-", " ")).strip(" :")
    return " ".join(word if word.isupper() or any(map(str.isdigit, word)) else word.lower() for word in spaced.split())


def _thing(source: str) -> str:
    """What a system keeps, one of them: `orders` is "order"."""
    spoken = _spoken(source)
    return spoken[:-1] if re.search(r"[^siu]s$", spoken) and spoken != "plus" else spoken


def _score(fact: ContextFact, asked: frozenset[str]) -> float:
    """What the label's and the system's own words have in common with the question."""
    own = _stems(_spoken(fact.label))
    share = len(own & asked) / len(own) if own else 0.0
    return _WORD_WEIGHT * share + _SOURCE_WEIGHT * bool(_stems(_thing(fact.source)) & asked)


def _stems(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"(?:ing|ed|es|s|y|ies)$", "", word) or word for word in words(text) if word not in _EMPTY)
