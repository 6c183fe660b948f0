"""Sentences that are polite and say nothing else (pure)."""

from __future__ import annotations

import re
from typing import Final

from copilot.text import words

_MOST_WORDS: Final = 16
_PLEASANT: Final = frozenset(
    re.findall(
        r"\w+",
        """
        thank thanks thankyou you your yours for so much very patience understanding message reaching out getting in
        touch contacting us writing to happy glad pleased delighted help helping assist here i we am are is be been it
        this that of course sure certainly hi hello dear hope helps have a an the great good nice lovely day evening
        weekend rest take care welcome sorry hear about trouble apologise apologies apologize let me know if anything
        else there any other questions please feel free ask can do how understand frustrating see sounds must all best
        regards kind wishes sincerely appreciate and or
        """,
    )
)
_TELLING: Final = re.compile(r"\d|\b(?:no|not|never|n['’]t|if there is)\b", re.IGNORECASE)
_HARMLESS: Final = re.compile(
    r"\b(?:i|we) (?:can|do) (?:see|understand|help|assist|do for|appreciate|hope|apologi[sz]e)\b|\bmust apologi[sz]e\b"
    r"|\b(?:this|that|it|you) must be\b|\byou have any\b"
    r"|\bhave an? (?:very )?(?:good|nice|great|lovely)\b|\bto have you\b",
    re.IGNORECASE,
)
_ALLOWS: Final = re.compile(r"\b(?:can|must|do|have)\b|\bof course (?:it|that|this|you)\b", re.IGNORECASE)
"""What answers a question with yes in polite words, unless it stands in a phrase that is harmless."""
_KERNEL: Final = re.compile(
    r"\b(?:thank|thanks|glad|happy|pleased|sorry|apologi\w+|hope|welcome|regards|wishes|sincerely|hello|hi|dear|appreciate"
    r"|let me know|of course|take care|(?:good|nice|great|lovely) (?:day|evening|weekend))\b",
    re.IGNORECASE,
)


def is_pleasantry(text: str) -> bool:
    """True if a sentence thanks, greets, feels with the customer or offers help, in a closed list of words."""
    said = [word for word in re.split(r"['’.-]", " ".join(words(text))) for word in word.split()]
    if _ALLOWS.search(_HARMLESS.sub("", text)):
        return False
    is_short = 0 < len(said) <= _MOST_WORDS
    short_forms = {"m", "re", "ve", "ll", "d", "s"}
    return (
        is_short and bool(_KERNEL.search(text)) and not _TELLING.search(text) and set(said) <= _PLEASANT | short_forms
    )
