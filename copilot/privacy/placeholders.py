"""Placeholders such as `<EMAIL_ADDRESS_1>`: their form, and how look-alikes are found and made harmless.

A policy may have one tell a hint, as in `<CREDIT_CARD_1:4242>`.
"""

from __future__ import annotations

import re

# Bounded on both sides, so that a run of `<` or of capitals is read in linear time.
PLACEHOLDER = re.compile(r"<([A-Z][A-Z0-9_]{1,39})_[1-9][0-9]{0,5}(?::[A-Za-z0-9.\-]{1,24})?>")
BLANK = "\0"
_ESCAPED_BRACKET = "\u2039"


def placeholder(kind: str, index: int, hint: str | None = None) -> str:
    """The placeholder of the `index`-th value (from 1) of a kind, with what may be told of it."""
    return f"<{kind}_{index}:{hint}>" if hint else f"<{kind}_{index}>"


def kind_of(match: re.Match[str]) -> str:
    """The kind that a match of `PLACEHOLDER` stands for."""
    return match[1]


def without_hint(name: str) -> str:
    """The placeholder as it would be without its hint: what makes it one of its kind."""
    return name.partition(":")[0].rstrip(">") + ">"


def escaped(look_alike: str) -> str:
    """The look-alike with its bracket exchanged for a similar one: same length, no longer a placeholder."""
    return _ESCAPED_BRACKET + look_alike[1:]


def blanked(text: str) -> str:
    """The text with each placeholder overwritten by as many `BLANK`s, so that no recogniser looks inside."""
    return PLACEHOLDER.sub(lambda match: BLANK * len(match.group()), text)
