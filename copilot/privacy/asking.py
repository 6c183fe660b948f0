"""What a message asks the other side to tell: kinds of personal data, and where each is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from copilot.privacy.folding import fold
from copilot.privacy.phrases import abroad, cues, items
from copilot.privacy.phrases.arrivals import awaited
from copilot.privacy.phrases.book import Phrasebook, Token
from copilot.privacy.phrases.sentence import Sentence, Wish, sentence
from copilot.privacy.placeholders import BLANK, blanked

_END = re.compile(r"(?<![.!?\u2026])[.!?\u2026]++(?=\s|$)|\n|;")
_QUOTED = re.compile(r"(?<![^\W_])(?:\"[^\"\n]{1,300}\"|'[^'\n]{1,300}'(?![^\W_]))|^[ \t]*>[^\n]*", re.MULTILINE)
_QUOTE_WORDS = 3
# A plain `code` is a one-time code where the message speaks of texting, else nothing personal.
_TEXTED = re.compile(r"\b(?:text(?:ed|s)?|sms|phone|mobile|authenticator|sent you|send you|e-?mailed|verify you)\b")


class Asked(Struct, frozen=True, kw_only=True):
    """One thing that is asked for; `start`/`end` are code points of the words that name it."""

    kind: str
    start: int
    end: int


def asked_for(text: str) -> frozenset[str]:
    """The kinds that a message asks for, by the redactor's names, `ORDER_NUMBER` for any number of the business.

    Asking whether a one-time code has come is no request and yet brings the code, so that it counts here.
    """
    return frozenset(asked.kind for asked in requests_in(text)) | awaited(_plain(fold(blanked(text)).text))


def requests_in(text: str) -> list[Asked]:
    """What a message asks for, in text order: not what it warns of telling, or wants told in a safer place.

    Takes any language's text; requests are understood in English and, where they are put in a common way, in German,
    French, Spanish, Dutch, Italian, Polish and Portuguese. The time grows with the length of the text.
    """
    folded = fold(blanked(text))
    plain = _plain(folded.text)
    tokens = _book().tokens(plain)
    code = "ONE_TIME_CODE" if _TEXTED.search(plain) else ""
    found = dict.fromkeys(wish._replace(kind=code) if wish.kind == "CODE" else wish for wish in _wishes(plain, tokens))
    spans = sorted((*folded.original(wish.start, wish.end), wish.kind) for wish in found if wish.kind)
    return [Asked(kind=kind, start=start, end=end) for start, end, kind in spans]


@cache
def _book() -> Phrasebook:
    phrases: dict[str, str] = {}
    for part in (items.ITEMS, abroad.ITEMS, cues.CUES, abroad.CUES, {"OTHER": items.OTHER + abroad.OTHER}):
        for role, lines in part.items():
            phrases[role] = f"{phrases.get(role, '')}\n{lines}"
    return Phrasebook(phrases, {**items.MACROS, **cues.MACROS})


def _plain(folded: str) -> str:
    return _without_quotes(_lowered(folded))


def _lowered(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _without_quotes(text: str) -> str:
    """The text with what somebody else said overwritten; a text that is nothing but a quotation says it itself."""
    pieces, done = [], 0
    for match in _QUOTED.finditer(text):
        quotes_somebody = match[0].count(" ") >= _QUOTE_WORDS or "?" in match[0]
        if quotes_somebody and match[0].strip() != text.strip():
            pieces += [text[done : match.start()], BLANK * len(match[0])]
            done = match.end()
    return "".join([*pieces, text[done:]])


def _wishes(text: str, tokens: list[Token]) -> Iterator[Wish]:
    """Sentence by sentence; each knows what the one before it named, since `send it to me` points back."""
    before = Sentence()
    for start, end, inside in _sentences(text, tokens):
        before = sentence(text, start, end, inside, before)
        yield from before.asked


def _sentences(text: str, tokens: list[Token]) -> Iterator[tuple[int, int, list[Token]]]:
    """(start, end, tokens) of each sentence or line; a full stop in a phrase ends none."""
    start = index = 0
    for match in _END.finditer(text):
        first = index
        while index < len(tokens) and tokens[index].start < match.start():
            index += 1
        if index > first and tokens[index - 1].end > match.end():
            index = first
            continue
        yield start, match.end(), tokens[first:index]
        start = match.end()
    if start < len(text):
        yield start, len(text), tokens[index:]
