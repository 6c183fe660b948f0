"""Named signals in a customer's message, found by rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from copilot.types import Message, Reason

_SHOUTING_MIN_LETTERS = 12
_SHOUTING_SHARE = 0.7


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b", re.IGNORECASE)


FRUSTRATION_SIGNALS: Final[dict[str, tuple[float, re.Pattern[str]]]] = {
    "demand_for_human": (
        0.35,
        _any(
            r"(?:speak|talk|put me through|connect me) (?:to|with) (?:a |an |your |the )?"
            r"(?:manager|supervisor|human|real person|someone)",
            r"(?:your|the) (?:manager|supervisor|boss)",
        ),
    ),
    "contacted_before": (
        0.3,
        _any(
            r"(?:second|third|fourth|fifth|\d+(?:nd|rd|th)) time",
            r"(?:still|yet again) (?:waiting|nothing|no (?:answer|reply|response))",
            r"(?:already|previously) (?:told|wrote|written|asked|explained|contacted|called)",
            r"no ?(?:one|body) (?:has )?(?:answers?|answered|replies|replied|responded)",
            r"how many (?:more )?times",
            r"keep (?:asking|telling|calling)",
        ),
    ),
    "fix_failed": (
        0.25,
        _any(
            r"(?:that|this|it) (?:did ?n.?t|does ?n.?t|has ?n.?t) (?:work|help|fix)\w*",
            r"still (?:not|does ?n.?t|is ?n.?t|wo ?n.?t|broken|dead)",
            r"(?:broke|failed|stopped working) again",
            r"same (?:problem|issue|error) again",
        ),
    ),
    "anger": (
        0.4,
        _any(
            r"ridiculous",
            r"disgrace(?:ful)?",
            r"disgusting",
            r"unacceptable",
            r"outrageous",
            r"furious",
            r"fed up",
            r"sick of (?:this|you|it)",
            r"worst (?:service|company|shop|support)",
            r"joke of a",
            r"appalling",
            r"useless",
            r"pathetic",
            r"had enough",
            r"rip-?off",
            r"scam(?:mers?)?",
        ),
    ),
    "disappointment": (
        0.2,
        _any(
            r"disappoint(?:ed|ing|ment)",
            r"frustrat(?:ed|ing|ion)",
            r"annoy(?:ed|ing)",
            r"not happy",
            r"unhappy",
            r"let down",
            r"upset",
        ),
    ),
    "threat_to_leave": (
        0.25,
        _any(
            r"never (?:buy|order|shop)(?:ing)? (?:here |from you |with you )?again",
            r"(?:cancel|close) (?:everything|my account)",
            r"(?:switch|go|going) (?:to )?(?:a |your |another |the )?compet\w+",
            r"last time i (?:buy|order)",
        ),
    ),
    "threat_of_review": (
        0.25,
        _any(
            r"(?:bad|negative|one[- ]star|1[- ]star) review",
            r"trustpilot",
            r"tell everyone",
            r"post (?:this|it) (?:on|everywhere)",
        ),
    ),
    "threat_of_chargeback": (
        0.25,
        _any(r"charge ?back", r"dispute (?:the|this|it|my) (?:charge|payment|with my bank)?"),
    ),
    "legal_threat": (
        0.4,
        _any(
            r"my (?:lawyer|solicitor|attorney)",
            r"(?:take|taking) (?:you|this) to court",
            r"sue you",
            r"legal action",
            r"small claims",
            r"trading standards",
            r"ombudsman",
        ),
    ),
    "profanity": (
        0.3,
        _any(
            r"wtf",
            r"f+u+c+k\w*",
            r"bullshit",
            r"shit(?:ty|show)?",
            r"bloody (?:hell|joke|useless)",
            r"crap",
            r"idiots?",
            r"morons?",
        ),
    ),
}

SAFETY_SIGNALS: Final[dict[str, re.Pattern[str]]] = {
    "self_harm": _any(r"kill myself", r"end my life", r"suicid\w+", r"want to die", r"hurt myself"),
    "threat_of_violence": _any(r"(?:i.?ll|i will|going to) (?:kill|hurt|find) (?:you|someone|him|her|them)", r"bomb"),
    "product_safety": _any(
        r"smoke (?:is |came |coming |comes |out )\w*",
        r"(?:caught|catch(?:es|ing)?|on) fire",
        r"burn(?:t|ed|ing|s)? (?:my|his|her|smell|hand|finger|down)",
        r"smells? (?:of|like) burn\w*",
        r"electric(?:al)? shock",
        r"overheat(?:s|ed|ing)?",
        r"explod(?:e|ed|es|ing)",
        r"melt(?:ed|ing)",
        r"swollen battery",
    ),
    "account_takeover": _any(
        r"(?:someone|somebody)\b[^.?!\n]{0,40}\bmy account",
        r"was ?n.?t me",
        r"(?:account|email|e-mail) (?:was|is|has been|got|been) hacked",
        r"hacked (?:my|into)",
        r"(?:someone|somebody) (?:else )?(?:is |has |was )?"
        r"(?:in|into|using|used|logged into|got into|ordered (?:from|on)|changed) my",
        r"(?:was ?n.?t|not) me who (?:ordered|logged|changed)",
        r"did ?n.?t (?:order|log|make) (?:this|that|it)",
        r"stolen (?:account|card)",
    ),
}

GRATITUDE: Final = _any(
    r"thanks?",
    r"thank you",
    r"thx",
    r"cheers",
    r"that (?:fixed|solved|worked|helped)",
    r"works? now",
    r"sorted",
    r"perfect",
    r"brilliant",
)
_EMPHASIS = re.compile(r"[!?]{3,}|!{2,}")


def frustration_signals(message: Message) -> Iterator[Reason]:
    """The signals in one message, each at most once, with its weight (0..1)."""
    for signal, (weight, pattern) in FRUSTRATION_SIGNALS.items():
        if pattern.search(message.text):
            yield Reason(signal=signal, weight=weight, message_id=message.id)
    if _is_shouting(message.text):
        yield Reason(signal="capitals", weight=0.15, message_id=message.id)
    if _EMPHASIS.search(message.text):
        yield Reason(signal="punctuation", weight=0.1, message_id=message.id)


def safety_signals(message: Message) -> Iterator[str]:
    """Signals that need a person at once, whatever the tone."""
    return (signal for signal, pattern in SAFETY_SIGNALS.items() if pattern.search(message.text))


def _is_shouting(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _SHOUTING_MIN_LETTERS and sum(map(str.isupper, letters)) / len(letters) >= _SHOUTING_SHARE
