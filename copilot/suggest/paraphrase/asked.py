"""What an operator asked for and has not got: order numbers, photographs, dates, models and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from copilot.suggest.paraphrase.clauses import clauses
from copilot.suggest.paraphrase.content import stems_of
from copilot.suggest.paraphrase.facts import Fact
from copilot.text import sentence_spans
from copilot.types import Message

_WH: Final = r"(?:what|which|when|where|who|whose|how)\b"
_GIVING: Final = (
    r"(?:(?:send|give|tell|share|provide|confirm|show|email|get|let (?:me|us) (?:have|know))"
    r"(?: (?:me|us))?(?: (?:with|to me|back))?)"
)
_REQUEST: Final = re.compile(
    rf"^(?:(?:and|also|so|ok(?:ay)?|sure|then|first|please|kindly|thanks|sorry|but)\W+)*"
    rf"(?:(?:can|could|would|will|may|might) (?:you|i|we)(?: (?:please|kindly|also|just|possibly|quickly))*"
    rf" (?:{_GIVING}|have|ask(?: you)?(?: for)?|take|know|see)"
    rf"|(?:please |kindly )?{_GIVING}"
    r"|(?:i|we)(?:['’]ll| will| would|['’]d)? (?:also |just |only )?(?:need|require)(?: to know)?)\s+",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    rf"^(?:(?:and|also|so|ok(?:ay)?|sure|then|first|please|sorry|but|under|for|on|in|at|from|by|since|until|to)\W+)*{_WH}",
    re.IGNORECASE,
)
_ELLIPSIS: Final = re.compile(r"^(?:and|also|plus) (?:your|the|a|an)\b[^?]{2,40}\?$", re.IGNORECASE)
_PARTS: Final = re.compile(
    rf"(?:,\s*|\s+)(?:and|or) (?=(?:also |on |in |for |under |at )?{_WH}|your\b|the\b|a\b|an\b|whether\b|if\b)"
    rf"|,\s+(?=your\b|the\b|{_WH})",
    re.IGNORECASE,
)
_OFFER: Final = re.compile(
    r"\b(?:help you|do for you|assist you|anything else|like me to|like us to|how are you|what happened"
    r"|the (?:problem|issue)|how about|what about|going on)\b",
    re.IGNORECASE,
)
_JOINING: Final = re.compile(r"^(?:and|also|plus|so) ", re.IGNORECASE)
_PURPOSE: Final = re.compile(r"\s+(?:so|to|for|because|please|then|if)\b.*$", re.IGNORECASE)
_DAY: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today|tomorrow|tonight|(?:last|next|this) (?:week|month|year|night|christmas)|ago|morning|noon"
)
_NUMBER: Final = r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|half|both|none|once|twice)\b"
_CODE: Final = (
    r"(?<![<\w])(?=[\w-]*\d)[A-Za-z0-9][\w-]{3,}\b|<(?!PERSON|EMAIL|PHONE|DATE|LOCATION|NAME|USER)[A-Z_]+_\d+"
)
_GIVEN: Final = {
    "code": re.compile(_CODE),
    "mail": re.compile(r"<EMAIL|@"),
    "phone": re.compile(r"<PHONE|\b\d[\d ]{6,}\b"),
    "name": re.compile(r"<(?:PERSON|NAME|USER)"),
    "place": re.compile(r"<(?:LOCATION|ADDRESS|STREET|POST|ZIP)|\d"),
    "birth": re.compile(r"<(?:DATE|BIRTH|DOB)|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"),
    "date": re.compile(
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}[./:-]\d{{1,2}}|\d{{1,2}} ?[ap]m|{_DAY})\b|<DATE", re.IGNORECASE
    ),
    "number": re.compile(_NUMBER, re.IGNORECASE),
    "picture": re.compile(r"\b(?:attached|attachment|here (?:it is|they are|you go)|sent|uploaded)\b", re.IGNORECASE),
}
_KINDS: Final = {
    "birth": "birth", "mail": "mail", "phone": "phone", " name": "name", "address": "place", "post": "place",
    "zip": "place", "photo": "picture", "picture": "picture", "screenshot": "picture", "receipt": "picture",
    "proof": "picture", "how many": "number", "how much": "number", "how old": "number", "how long": "number",
    "how often": "number", "number": "code", "reference": "code", "code": "code", " id": "code", "date": "date",
    " day": "date", "night": "date", " when": "date", "time": "date", "amount": "number", "size": "number",
    "kilomet": "number", "mileage": "number", "quantity": "number", "reading": "number", "iban": "code",
}  # fmt: skip
"""What is found in the name of a thing → how it looks when it is given; the first that is found counts."""
_UNKNOWN: Final = re.compile(
    r"\b(?:don['’]?t|do not|not|no|never|where|how|what|can['’]?t|cannot|why|which|later|check|look)\b|\?",
    re.IGNORECASE,
)
_MOMENT: Final = re.compile(r"\b(?:one|two) (?:sec|second|moment|minute|min)s?\b", re.IGNORECASE)


class _Item(Struct, frozen=True, kw_only=True):
    """A thing asked for; `rank` counts those of its message whose look is not known."""

    text: str
    kind: str | None
    message: Message
    turn: int
    start: int
    end: int
    rank: int


def missing(messages: Sequence[Message]) -> Iterator[Fact]:
    """What is still owed to the operator, in the order asked; a thing that is asked for twice, once."""
    owed: dict[str, _Item] = {}
    for item in _items(messages):
        key = " ".join(sorted(stems_of(item.text)))
        owed.pop(key, None)
        if not _is_given(item, messages):
            owed[key] = item
    for item in owed.values():
        yield Fact(text=item.text, message_id=item.message.id, start=item.start, end=item.end, status="missing")


def _items(messages: Sequence[Message]) -> Iterator[_Item]:
    for turn, message in enumerate(messages):
        rank = 0
        for span in sentence_spans(message.text) if message.author == "operator" else ():
            for text in _asked_in(message.text[span.start : span.end]):
                kind = next((kind for word, kind in _KINDS.items() if word in f" {text.lower()}"), None)
                yield _Item(text=text, kind=kind, message=message, turn=turn, start=span.start, end=span.end, rank=rank)
                rank += kind is None


def _asked_in(sentence: str) -> Iterator[str]:
    """The things that a sentence asks for: what follows a request, or a question word, part by part."""
    request = _REQUEST.match(sentence)
    is_asked = sentence.endswith("?") and (_ASKS.match(sentence) or _ELLIPSIS.match(sentence))
    if not (request or is_asked) or _OFFER.search(sentence):
        return
    asked = (
        sentence[request.end() :] if request else re.sub(r"^(?:and|also|plus|so) ", "", sentence, flags=re.IGNORECASE)
    )
    for part in _PARTS.split(asked.rstrip(" ?.!")):
        text = _PURPOSE.sub("", part.strip()) if request else part.strip()
        if text:
            yield text[0].lower() + text[1:]


def _is_given(item: _Item, messages: Sequence[Message]) -> bool:
    """True if something that looks like it stands in what the customer wrote afterwards."""
    after = [message.text for message in messages[item.turn + 1 :] if message.author == "customer"]
    if item.kind is not None:
        return any(_GIVEN[item.kind].search(_MOMENT.sub("", text)) for text in after)
    return bool(after) and not _evades(item, after)


def _evades(item: _Item, replies: Sequence[str]) -> bool:
    """True if less was told than asked, or the thing is only named to say that it is not known."""
    named = [text for text in replies if stems_of(item.text) & stems_of(text)]
    if named:
        return all(_UNKNOWN.search(text) for text in named)
    told = [clause for text in replies for clause in clauses(text) if not clause.is_asked]
    return len(told) <= item.rank
