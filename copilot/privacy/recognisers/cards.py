"""Payment cards of every brand and length, however their digits are grouped, with what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.context import is_business, is_labelled
from copilot.privacy.findings import CERTAIN, LABELLED, STRONG, Finding, found
from copilot.privacy.recognisers.card_numbers import BRANDED, CARD_LABEL, LENGTHS, WIDE, luhn

_SHORTEST_GROUP = 4
_RUN = regex.compile(r"(?<!\d)\d(?:[\s.\-_/]{0,3}+\d){12,}+")
_GROUP = regex.compile(r"\d+")
# US postal tracking numbers are longer than a card and would contain one in a few per cent of all cases.
_POSTAL_TRACKING = regex.compile(r"(?:9[1-5]|420\d{5}9[1-5])\d{18,24}")
_MARKETPLACE_ORDER = (3, 7, 7)
# A run of digits glued to letters is a tracking number, unless the letters say that it is a card.
_GLUED = regex.compile(r"(?r)[^\W\d_]++")
_GLUED_LABEL = regex.compile(r"cards?|visa|amex|mastercard|maestro|cc|no|nr|number|is|it's|its")

# With the little pictures of a calendar and a lock that people put there.
_GAP = r"[\s,;|/\-\u2022\u00B7\u231B\u23F3\uFE0F\U0001F4C5\U0001F4C6\U0001F50F-\U0001F513\U0001F5D3]{1,4}"
_DETAILS = regex.compile(
    rf"(?:{_GAP}(?:exp\w*[\s.:]*)?(?P<expiry>(?:0?[1-9]|1[0-2])\s?[/.\- |]\s?(?:20)?[2-4]\d"
    rf"|(?:0[1-9]|1[0-2])[2-4]\d(?={_GAP}\d{{3,4}}(?!\d)))(?!\d))?+"
    rf"(?:{_GAP}(?:(?:cvv2?|cvc2?|cv2|code)[\s:]*)?(?P<code>\d{{3,4}})(?!\d))?+"
)
_END = regex.compile(r"\s*(?:$|[.,;)\n])")

_Groups = list[tuple[int, int]]


class CardRecogniser:
    """Numbers of 13 to 19 digits that pass the Luhn check, and those that fail it beside a word for a card."""

    name = "cards"
    kinds = ("CREDIT_CARD", "CARD_EXPIRY", "CVV")
    needs = Needs(digits=13)

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Cards, each with the expiry date and security code right behind it."""
        for run in clues.scan(_RUN):
            groups = [match.span() for match in _GROUP.finditer(clues.text, *run.span())]
            if _is_glued(clues, run.start()):
                del groups[0]
            for card in _cards(clues, groups):
                yield card
                yield from details_behind(clues, card.end)


def _is_glued(clues: Clues, start: int) -> bool:
    letters = _GLUED.match(clues.lowered, max(0, start - 12), start)
    return letters is not None and _GLUED_LABEL.fullmatch(letters.group()) is None


def _cards(clues: Clues, groups: _Groups) -> Iterator[Finding]:
    sizes = tuple(end - start for start, end in groups)
    if sizes == _MARKETPLACE_ORDER or _POSTAL_TRACKING.fullmatch(_digits(clues, groups)):
        return
    first = 0
    while first < len(groups):
        last, score = _card_from(clues, groups, first)
        if score:
            yield Finding("CREDIT_CARD", groups[first][0], groups[last][1], score)
        first = last + 1


def _card_from(clues: Clues, groups: _Groups, first: int) -> tuple[int, float]:
    """The last group of the best card that begins with a group, and how certain it is; 0 if there is none."""
    if first and groups[first][1] - groups[first][0] < _SHORTEST_GROUP:
        return first, 0.0
    windows = _windows(groups, first)
    for last in windows:
        score = _score(clues, groups[first : last + 1])
        if score:
            return last, score
    for last in windows:
        if is_labelled(clues, groups[first][0], groups[last][1], CARD_LABEL):
            return last, LABELLED
    return first, 0.0


def _score(clues: Clues, groups: _Groups) -> float:
    """How certain the digits by themselves are a card; 0 if they are none."""
    digits = _digits(clues, groups)
    branded, wide = BRANDED.fullmatch(digits), WIDE.fullmatch(digits)
    if not (branded or wide) or len(set(digits)) == 1 or not luhn(digits):
        return 0.0
    if branded:
        return CERTAIN
    return 0.0 if is_business(clues, groups[0][0], groups[-1][1]) else STRONG


def _digits(clues: Clues, groups: _Groups) -> str:
    return "".join(clues.text[start:end] for start, end in groups)


def _windows(groups: _Groups, first: int) -> list[int]:
    """Indices of groups with which a card that begins at `first` may end: usual groupings first, then the longest."""
    sizes = [end - start for start, end in groups[first : first + 19]]
    fitting = [count for count, total in enumerate(accumulate(sizes), 1) if total in LENGTHS]
    usual = [count for count in fitting if _is_usual(sizes[:count])]
    unusual = [count for count in fitting if count not in usual] if first == 0 else []
    unusual = [count for count in unusual if _may_follow(groups[count:])]
    return [first + count - 1 for count in [*reversed(usual), *reversed(unusual)]]


def _is_usual(sizes: list[int]) -> bool:
    if len(sizes) == 1 or tuple(sizes) in {(4, 6, 5), (4, 6, 4), (6, 13), (8, 8)}:
        return True
    *front, last = sizes
    return set(front) == {4} and last <= 4  # cards are printed in fours


def _may_follow(groups: _Groups) -> bool:
    """True if the groups can be an expiry date and a security code, or are none at all."""
    return len(groups) <= 3 and all(end - start <= 4 for start, end in groups)


def details_behind(clues: Clues, end: int) -> Iterator[Finding]:
    """The expiry date and code that people type right behind a card; a bare code only if nothing follows it."""
    match = _DETAILS.match(clues.lowered, end, timeout=clues.timeout_seconds)
    if match and match["expiry"]:
        yield found("CARD_EXPIRY", match.span("expiry"), STRONG)
    if match and match["code"] and (match["expiry"] or _END.match(clues.lowered, match.end())):
        yield found("CVV", match.span("code"), STRONG)
