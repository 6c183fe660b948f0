"""Placeholders such as `<EMAIL_ADDRESS_1>`: their form, and how look-alikes are found and made harmless."""

from __future__ import annotations

import re

# Bounded on both sides, so that a run of `<` or of capitals is read in linear time.
PLACEHOLDER = re.compile(r"<[A-Z][A-Z0-9_]{1,39}_[1-9][0-9]{0,5}>")
BLANK = "\0"
_ESCAPED_BRACKET = "\u2039"


def placeholder(kind: str, index: int) -> str:
    """The placeholder of the `index`-th value (from 1) of a kind."""
    return f"<{kind}_{index}>"


def escaped(look_alike: str) -> str:
    """The look-alike with its bracket exchanged for a similar one: same length, no longer a placeholder."""
    return _ESCAPED_BRACKET + look_alike[1:]


def blanked(text: str) -> str:
    """The text with each placeholder overwritten by as many `BLANK`s, so that no recogniser looks inside."""
    return PLACEHOLDER.sub(lambda match: BLANK * len(match.group()), text)
