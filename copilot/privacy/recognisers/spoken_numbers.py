"""Codes, PINs, telephone and account numbers that are spelt out behind a word for them: `cvv one two three`."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from msgspec import Struct
from regex import Pattern

from copilot.privacy.clues import Clues
from copilot.privacy.context import is_announced, is_business, is_labelled, label
from copilot.privacy.findings import LABELLED, Finding
from copilot.privacy.recognisers.spoken_cards import spoken_cards
from copilot.privacy.recognisers.spoken_digits import SPOKEN, Said, spoken_runs

_PLUS = regex.compile(r"(?<![^\W_])(?:plus|piu|mas|mais)[^\S\n]{1,2}$|\+ ?$")
_PLUS_REACH = 7


class SpokenKind(Struct, frozen=True, kw_only=True):
    """How many digits the numbers of a kind have, and the words that announce one."""

    kind: str
    fewest: int
    most: int
    label: Pattern[str]


_KINDS = (
    SpokenKind(
        kind="CVV",
        fewest=3,
        most=4,
        label=label("cvv2?|cvc2?|cv2|security code|(?:on|of) the back|3 digits|three digits"),
    ),
    SpokenKind(
        kind="CARD_EXPIRY", fewest=3, most=6, label=label("exp|expir(?:y|es|ation)(?: date)?|valid (?:thru|until)")
    ),
    SpokenKind(kind="PIN", fewest=4, most=8, label=label("pin|passcode")),
    SpokenKind(kind="US_SSN", fewest=9, most=9, label=label("ssn|social(?: security)?")),
    SpokenKind(kind="SORT_CODE", fewest=6, most=6, label=label("sort ?code|bsb")),
    SpokenKind(kind="ABA_ROUTING_NUMBER", fewest=9, most=9, label=label("routing|aba")),
    SpokenKind(kind="BANK_ACCOUNT", fewest=6, most=14, label=label("(?:bank |checking |savings )?(?:account|acct?)")),
    SpokenKind(
        kind="PHONE_NUMBER",
        fewest=7,
        most=15,
        label=label(
            "phone|telephone|tel|mobile|cell|landline|whats ?app|(?:call|text|ring|reach) me(?: back)?(?: on| at)?"
            "|my (?:new |work |home |other |best |daytime )?number|(?:contact|callback) number"
            "|number to (?:call|ring|reach)"
            "|(?:husband|wife|son|daughter|mum|mom|dad|partner)'?s number|give me a (?:ring|call|bell)(?: on| at)?"
            "|telefon(?:nummer)?|handy(?:nummer)?|meine nummer|mi numero|mon numero|mijn nummer|meu numero|mio numero"
        ),  # codespell:ignore whats
    ),
    SpokenKind(
        kind="ONE_TIME_CODE",
        fewest=4,
        most=8,
        label=label(
            "otp|(?:the|my|verification|security|one[- ]time|login|access|text(?:ed)?|sms|email(?:ed)?) code"
            "|code (?:i|you|we) (?:got|received|sent|was)"
        ),
    ),
)
"""The first kind whose label stands beside a number of its length is believed."""


class SpokenNumberRecogniser:
    """Runs of spelt digits beside a label, and those that the other side asked for."""

    name = "spoken_numbers"
    kinds = ("CREDIT_CARD", *(one.kind for one in _KINDS))
    needs = SPOKEN

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Cards, and spelt numbers of three to fifteen digits."""
        runs = list(spoken_runs(clues))
        yield from spoken_cards(clues, runs)
        for run in runs:
            kind = _kind(clues, run)
            if kind:
                plus = _PLUS.search(clues.lowered, max(0, run[0].start - _PLUS_REACH), run[0].start)
                yield Finding(kind, plus.start() if plus else run[0].start, run[-1].end, LABELLED)


def _kind(clues: Clues, run: list[Said]) -> str | None:
    start, end = run[0].start, run[-1].end
    count = sum(len(said.digits) for said in run)
    fitting = [one for one in _KINDS if one.fewest <= count <= one.most]
    labelled = next((one.kind for one in fitting if is_announced(clues, start, one.label)), None)
    labelled = labelled or next((one.kind for one in fitting if is_labelled(clues, start, end, one.label)), None)
    if labelled or not clues.asked or is_business(clues, start, end):
        return labelled
    return next((one.kind for one in fitting if one.kind in clues.asked), None)
