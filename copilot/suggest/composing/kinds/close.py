"""The end of a solved conversation: a word of thanks, what was agreed, and whether everything is solved (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from copilot.suggest.brief import Brief, Sketch
from copilot.suggest.composing.kinds.parts import line, sketch
from copilot.suggest.request import Conversation
from copilot.text import sentence_spans

_MOST_AGREED: Final = 2
_LIKELY: Final = 0.6
_THANKS: Final = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|great|perfect|brilliant|super|ah|oh|yes|no|all good|sorted)\W+)*"
    r"(?:thanks?|thank you|thx|cheers|ta|that(?:'s| is) all|bye|goodbye|that (?:worked|fixed it|helped))\b[^?]{0,60}$",
    re.IGNORECASE,
)
_MORE_TO_SAY: Final = re.compile(
    r"\b(?:but|still|however|although|except|nothing|also|not|why|how|when|where|what|which|\w+n['’]t)\b|\?",
    re.IGNORECASE,
)
_NOD: Final = re.compile(
    r"\s*(?:(?:ok(?:ay)?|great|perfect|super|cool|fine|all ?right|good|got it|i see|understood|will do|👍|👌|🙏)"
    r"[\s.,!:)-]*)+",
    re.IGNORECASE,
)
_LEAVES: Final = re.compile(
    r"\b(?:bye|goodbye|that(?:['’]s| is) all|good night|have a (?:good|nice|great))\b", re.IGNORECASE
)
_AGREED: Final = re.compile(
    r"\b(?:i|we)(?:['’]ll| will|['’]ve| have|['’]m going to| am going to)\b"
    r"|\byou(?:['’]ll| will) (?:receive|get|have|hear)\b"
    r"|\b\d+(?:\s?[-–]\s?\d+)? (?:working )?(?:minute|hour|day|week|month)s?\b",
    re.IGNORECASE,
)


def is_farewell(texts: Sequence[str], relief: float) -> bool:
    """True if a turn says thanks or goodbye, or that it is solved, and asks nothing more."""
    return bool(texts) and all(_ends(text, relief) for text in texts)


def only_nods(conversation: Conversation) -> bool:
    """True if a turn only takes note of what an operator has done or promised."""
    told = next((message.text for message in reversed(conversation.messages) if message.author == "operator"), "")
    is_promise = bool(_AGREED.search(told)) and "?" not in told
    return is_promise and all(_NOD.fullmatch(said.text) for said in conversation.burst)


def close(brief: Brief) -> Sketch:
    """Thanks, a recap in the operator's own words where there are promises, and a check; none for who is leaving."""
    agreed = list(_agreed(brief))
    ending = brief.brand.close
    said = "\n".join(message.text for message in brief.conversation.burst)
    check = [] if _LEAVES.search(said) else [getattr(ending.check, brief.tone.formality)]
    recap = [f"{ending.recap} ", *(f"{text} " for text in agreed)] if agreed else []
    return sketch(brief, "close", [f"{line(brief, ending.sentences)} ", *recap, *check], "solved")


def _ends(text: str, relief: float) -> bool:
    if _MORE_TO_SAY.search(text):
        return False
    return bool(_THANKS.match(text)) or relief >= _LIKELY


def _agreed(brief: Brief) -> Iterator[str]:
    """The operator's last sentences that tell what was done, will be done, or how long it takes."""
    told = [
        message.text[span.start : span.end]
        for message in brief.conversation.messages
        if message.author == "operator"
        for span in sentence_spans(message.text)
        if _AGREED.search(message.text, span.start, span.end) and message.text[span.end - 1] != "?"
    ]
    yield from dict.fromkeys(told[-_MOST_AGREED:])
