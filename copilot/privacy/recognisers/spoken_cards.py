"""Payment cards that are spelt out or dictated, with the expiry date and code right behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from copilot.privacy.clues import Clues
from copilot.privacy.context import is_labelled
from copilot.privacy.findings import CERTAIN, LABELLED, STRONG, Finding
from copilot.privacy.recognisers.card_numbers import CARD_LABEL, LENGTHS, is_branded
from copilot.privacy.recognisers.scattered_cards import is_near
from copilot.privacy.recognisers.spoken_digits import Said

_USUAL = (16, 15, 19, 14, 18, 17, 13)
_EXPIRY = regex.compile(r"(?:0[1-9]|1[0-2])(?:20)?[2-4]\d")


def spoken_cards(clues: Clues, runs: Iterable[list[Said]]) -> Iterator[Finding]:
    """Numbers that pass the Luhn check and are of a known issuer, and any of their length beside a card word.

    `runs` are the spelt digits of the text, in order; between those of one card somebody may have said `hang on`.
    """
    run: list[Said] = []
    for following in runs:
        if run and not is_near(clues, run[-1].end, following[0].start):
            yield from _cards(clues, run)
            run = []
        run = [*run, *following]
    yield from _cards(clues, run)


def _cards(clues: Clues, run: list[Said]) -> Iterator[Finding]:
    first = 0
    while first < len(run):
        window = _window(clues, run, first)
        if window is None:
            first += 1
            continue
        last, score = window
        yield Finding("CREDIT_CARD", run[first].start, run[last].end, score)
        yield from _behind(run[last + 1 :])
        first = last + 1


def _window(clues: Clues, run: list[Said], first: int) -> tuple[int, float] | None:
    """Where the card that begins with a piece ends, and how certain it is."""
    digits, ends = "", {}
    for last in range(first, min(len(run), first + max(LENGTHS))):
        digits += run[last].digits
        if len(digits) in LENGTHS:
            ends[len(digits)] = last
    for length in _USUAL:
        if length in ends and _is_certain(run[first : ends[length] + 1], digits[:length]):
            return ends[length], CERTAIN
    labelled = next((ends[length] for length in _USUAL if length in ends), None)
    if labelled is not None and is_labelled(clues, run[first].start, run[labelled].end, CARD_LABEL):
        return labelled, LABELLED
    return None


def _is_certain(pieces: Sequence[Said], digits: str) -> bool:
    """True if the digits are a card's; plain digits are left to the recogniser that minds how they are grouped."""
    return is_branded(digits) and not all(said.is_plain for said in pieces)


def _behind(rest: list[Said]) -> Iterator[Finding]:
    """An expiry date, a code, or both, if that is all that is left of the run."""
    digits, done = "".join(said.digits for said in rest), 0
    if not 3 <= len(digits) <= 10:
        return
    expiry = _EXPIRY.match(digits)
    length = expiry.end() if expiry and len(digits) - expiry.end() in {0, 3, 4} else 0
    for last, said in enumerate(rest, 1):
        done += len(said.digits)
        if length and done == length:
            yield Finding("CARD_EXPIRY", rest[0].start, said.end, STRONG)
            rest, digits = rest[last:], digits[length:]
            break
    if len(digits) in {3, 4}:
        yield Finding("CVV", rest[0].start, rest[-1].end, STRONG)
