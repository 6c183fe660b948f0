"""The one question whose answer separates what could be meant (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composing.kinds.parts import line, opening, sketch

_PRODUCT: Final = re.compile(r"\b[A-Z][a-z]+ (?!(?:19|20)\d\d\b)(?=[A-Z0-9]*\d)[A-Z0-9]{2,4}\b")
"""A name with a model number, such as "Cam C3" or "Vista 4K"; a year is none."""


def clarify(brief: Brief) -> Sketch:
    """One question: which product, if the candidates differ in that and none was named; else which of two topics."""
    titles = list(dict.fromkeys(hit.passage.title for hit in brief.hits))
    asked = " ".join(message.text for message in brief.conversation.burst)
    question = _which_product(brief, titles, asked) or _which_topic(brief, titles)
    parts = [question] if question else [line(brief, brief.brand.clarify.sentences)]
    return sketch(brief, "clarify", [*opening(brief), *parts], "verdict:clarify")


def products(text: str) -> list[str]:
    """The products that a text names, each once."""
    return list(dict.fromkeys(_PRODUCT.findall(text)))


def _which_product(brief: Brief, titles: Sequence[str], asked: str) -> str | None:
    """Between the products of the two best articles, if they are about different ones and the customer named none."""
    named = [products(title)[:1] for title in titles[:2]]
    if len(named) < 2 or not all(named) or named[0] == named[1] or any(_is_named(one[0], asked) for one in named):
        return None
    return _asking(brief.brand.clarify.which, f"the {named[0][0]}", f"the {named[1][0]}")


def _is_named(product: str, asked: str) -> bool:
    return any(word.lower() in asked.lower() for word in product.split())


def _which_topic(brief: Brief, titles: Sequence[str]) -> str | None:
    return _asking(brief.brand.clarify.between, titles[0], titles[1]) if len(titles) > 1 else None


def _asking(frame: str, first: str, second: str) -> str:
    return frame.replace("{first}", first).replace("{second}", second)
