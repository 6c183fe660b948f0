"""Numbers as they are spelt out or dictated: `four one one one`, `double five`, `triple 0`, `4O1I`, `41 eleven`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import regex

from copilot.privacy.clues import Clues, Needs

_UNITS = """
zero 0 oh 0 nought 0 naught 0 nil 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9
null 0 eins 1 zwei 2 zwo 2 drei 3 vier 4 funf 5 fuenf 5 sechs 6 sieben 7 acht 8 neun 9
un 1 deux 2 trois 3 quatre 4 cinq 5 sept 7 huit 8 neuf 9
cero 0 uno 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9
nul 0 een 1 twee 2 drie 3 vijf 5 zes 6 zeven 7 negen 9
due 2 tre 3 quattro 4 cinque 5 sei 6 sette 7 otto 8 nove 9
um 1 dois 2 quatro 4 sete 7 oito 8
jeden 1 dwa 2 trzy 3 cztery 4 piec 5 szesc 6 siedem 7 osiem 8 dziewiec 9
"""
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TIMES = {"double": 2, "dbl": 2, "triple": 3, "treble": 3, "quadruple": 4, "doppel": 2, "doble": 2, "dubbel": 2}
_ROUND = {"hundred": "00", "hundert": "00", "honderd": "00", "cent": "00", "thousand": "000", "tausend": "000"}
_DIGITS: dict[str, str] = dict(zip(*[iter(_UNITS.split())] * 2, strict=True))
_DIGITS |= {word: str(number) for number, word in enumerate(_TEENS.split(), 10)}
_DIGITS |= {word: str(number) for number, word in enumerate(_TENS.split(), 2)}
_ENGLISH = "zero|oh|one|two|three|four|five|six|seven|eight|nine"

# What people say between the groups of a number; also `the first four are`, which holds no digit of it.
_BETWEEN = regex.compile(
    r"(?:and|then|next|followed by|after that|dash|hyphen|minus|dot|point|space|slash|comma|uh|erm|so|it's|its"
    r"|(?:(?:and|then|the|my) ){0,3}(?:first|next|second|third|middle|last|final|other)"
    r"(?: (?:four|six|three|five|two|4|6|3|5|2))?(?: (?:digits?|numbers?|ones?|group|part|set|bit))?"
    r"(?: (?:is|are|being|were))?)(?![^\W_])[:,]?"
)
_WORD_OR_DIGITS = regex.compile(r"[^\W_]+")
_NUMBER_LIKE = regex.compile(r"[\doil]+")
_GAP = regex.compile(r"(?:[^\w\0]|_){1,4}+")
_FEWEST, _FEWEST_ROUND = 3, 9
_LETTERS = str.maketrans("oil", "011")


def _by_first_letter(words: Iterable[str]) -> str:
    """Alternatives in which each first letter is tried once."""
    longest_first = sorted(set(words), key=lambda word: (word[0], -len(word)))
    groups = groupby(longest_first, key=lambda word: word[0])
    return "|".join(f"{first}(?:{'|'.join(word[1:] for word in group)})" for first, group in groups)


SPOKEN = Needs(
    pattern=regex.compile(
        rf"(?<![^\W_])(?:{_by_first_letter((*_DIGITS, *_TIMES))})[\W_]{{1,4}}"
        rf"(?:\d|[a-z]{{2,8}}(?![^\W_]))|\d[oil]|[oil]\d|\d[\W_]{{1,4}}(?:{_ENGLISH}|double|triple|eleven|and|then|next"
        r"|followed|last|after|dash|dot|space)(?![^\W_])"
    )
)
"""What a text has in which digits may be spelt out."""


class Said(NamedTuple):
    """A piece [start, end) of a text that says some digits; `is_plain` if it is digits and nothing else.

    `is_round` for `nine hundred`, which says digits in a long number and counts things in a short one.
    """

    start: int
    end: int
    digits: str
    is_plain: bool
    is_round: bool = False


def spoken_runs(clues: Clues) -> Iterator[list[Said]]:
    """Stretches in which every word says digits or links groups of them; each has something that is no plain digit.

    Runs of fewer than three digits are left out, and so are the links at their ends.
    """
    run: list[Said] = []
    position, end = 0, len(clues.lowered)
    while position < end:
        said = _said(clues.lowered, position)
        if said:
            run.append(said)
            position = _gap(clues.lowered, said.end)
            continue
        link = _BETWEEN.match(clues.lowered, position) if run else None
        if link:
            position = _gap(clues.lowered, link.end())
            run.append(Said(link.start(), link.end(), "", is_plain=False))
            continue
        yield from _worth_reading(run)
        run = []
        word = _WORD_OR_DIGITS.search(clues.lowered, position)
        if word is None:
            return
        position = word.start() if word.start() > position else _gap(clues.lowered, word.end())
    yield from _worth_reading(run)


def _worth_reading(run: list[Said]) -> Iterator[list[Said]]:
    run = list(_trimmed(run))
    fewest = _FEWEST_ROUND if any(said.is_round for said in run) else _FEWEST
    if not all(said.is_plain for said in run) and sum(len(said.digits) for said in run) >= fewest:
        yield [said for said in run if said.digits]


def _trimmed(run: list[Said]) -> Iterator[Said]:
    """The run without links and without the pronoun `I` at its ends."""
    telling = [index for index, said in enumerate(run) if said.digits and (said.is_plain or said.end - said.start > 1)]
    yield from run[telling[0] : telling[-1] + 1] if telling else ()


def _gap(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position


def _said(text: str, position: int) -> Said | None:
    """What the word at a position says in digits, with the word after `double` and the unit after `forty`."""
    match = _WORD_OR_DIGITS.match(text, position)
    if match is None or match.end() - match.start() > 40:
        return None
    word = match.group()
    if word in _TIMES:
        return _repeated(text, match.start(), match.end(), _TIMES[word])
    if word in _DIGITS and not word.endswith("ty"):
        hundreds = _hundreds(text, match.end())
        if hundreds:
            return Said(match.start(), hundreds.end, _DIGITS[word] + hundreds.digits, is_plain=False, is_round=True)
    if word in _DIGITS:
        unit = _unit(text, match.end()) if word.endswith("ty") else None
        end, last = (unit.end, unit.digits) if unit else (match.end(), "0" if word.endswith("ty") else "")
        return Said(match.start(), end, _DIGITS[word] + last, is_plain=False)
    if _NUMBER_LIKE.fullmatch(word) and (word.isdigit() or any(map(str.isdigit, word)) or len(word) in {1, 3, 4}):
        return Said(match.start(), match.end(), word.translate(_LETTERS), is_plain=word.isdigit())
    return None


def _hundreds(text: str, position: int) -> Said | None:
    """The noughts right behind `nine`, as in `nine hundred`."""
    match = _WORD_OR_DIGITS.match(text, _gap(text, position))
    noughts = _ROUND.get(match.group()) if match else None
    return Said(match.start(), match.end(), noughts, is_plain=False) if match and noughts else None


def _unit(text: str, position: int) -> Said | None:
    """The unit right behind `forty`."""
    match = _WORD_OR_DIGITS.match(text, _gap(text, position))
    digit = _DIGITS.get(match.group(), "") if match else ""
    is_unit = match is not None and len(digit) == 1 and digit != "0" and not match.group().endswith("ty")
    return Said(match.start(), match.end(), digit, is_plain=False) if match and is_unit else None


def _repeated(text: str, start: int, end: int, times: int) -> Said | None:
    match = _WORD_OR_DIGITS.match(text, _gap(text, end))
    digit = (_DIGITS.get(match.group().removesuffix("s"), match.group()).translate(_LETTERS)) if match else ""
    if match is None or not digit.isdigit() or len(digit) > 2 or match.group().endswith("ty"):
        return None
    return Said(start, match.end(), digit * times, is_plain=False)
