"""What is said but holds no fact: greetings, thanks, sign-offs, fillers, small talk, abuse, sarcasm and threats."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from copilot.suggest.paraphrase.lexicon import (
    AUXILIARY,
    COMPANY,
    CUSTOMER,
    DETERMINER,
    NEGATION,
    NUMBER,
    PRONOUN,
    WH,
    word_set,
)
from copilot.suggest.paraphrase.tokens import Token

_FILE: Final = Path(__file__).with_name("courtesies.toml")
_NAME: Final = re.compile(r"<(?:PERSON|NAME)\w*>")
_LONGEST: Final = 24
"""Words of a clause; a longer one is not all noise."""
_AUDIENCE: Final = frozenset({"people", "guys", "folks", "lot", "all", "bunch"})
"""Behind "you", meaning the company."""
_GOES_ON: Final = frozenset({"and", "but", "or", "so", "because"})

_VAGUE: Final = (
    CUSTOMER
    | COMPANY
    | AUXILIARY
    | PRONOUN
    | (WH - {"why"})
    | (DETERMINER - NUMBER)
    | word_set(
        """
        guess say said saying think thought know knew mean mind want wanted ask asked asking go going like love hate
        feel felt sure very really too just even so not no yes well ok okay good bad great nice fine thing things
        something way lot bit sad happy glad bored rude mad to and but or of be about with for on at please again
        ever never kind idea whatever anyway stuff cool lol quite pretty more less else here now then if because
        """
    )
)
"""Words of which a clause says nothing."""
_POINTED: Final = word_set("how where when which who")
"""Questions with these ask for something, though only what was said before tells what about."""
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Courtesies:
    """`openings` and `endings` are grouped by their first and last word, the longest first."""

    clause: re.Pattern[str]
    abuse: re.Pattern[str]
    swearing: re.Pattern[str]
    curse: re.Pattern[str]
    intensifier: re.Pattern[str]
    openings: dict[str, list[Phrase]]
    endings: dict[str, list[Phrase]]


def is_noise(parts: Sequence[Token]) -> bool:
    """True for a clause that holds nothing that could be restated."""
    said = _spoken(parts)
    if not said or _is_cursed(said) or _is_vague(said):
        return True
    return len(said) <= _LONGEST and bool(_courtesies().clause.fullmatch(" ".join(said)))


def _is_cursed(said: Sequence[str]) -> bool:
    """True if a swear word is the verb: without it nothing would be left that could be said."""
    curses = _courtesies().curse
    return any(curses.fullmatch(word) and said[place - 1] != "the" for place, word in enumerate(said))


def _is_vague(said: Sequence[str]) -> bool:
    """True if no word says what it is about: "I guess", "you do that", "it is so bad"."""
    if len(said) > 2 and said[0] in _POINTED:
        return False
    return all(word in _VAGUE for word in said) and not any(word in NEGATION for word in said[1:])


def trimmed(parts: Sequence[Token]) -> list[Token]:
    """The clause without marks at its ends, openings, endings, swear words and what the company is called."""
    kept = _without_swearing(_without_names(parts))
    length = -1
    while length != len(kept):
        length = len(kept)
        kept = _without_ending(_without_opening(_bare(kept)))
    return kept


def _without_names(parts: Sequence[Token]) -> list[Token]:
    """Without what a customer calls the company: "you thieves", "you useless people", and handles such as `@shop`."""
    kept: list[Token] = []
    place = 0
    while place < len(parts):
        end = _name_end(parts, place)
        if end == place:
            kept.append(parts[place])
        place = max(end, place + 1)
    return kept


def _name_end(parts: Sequence[Token], place: int) -> int:
    """Where a name for the company that begins at `place` ends; `place` itself if none does."""
    if parts[place].text.startswith("@") and len(parts[place].text) > 1:
        return place + 1
    if parts[place].word not in {"you", "u"}:
        return place
    end = place + 1
    while end < len(parts) and _is_name_word(parts[end].word):
        end += 1
    is_abusive = any(not _is_audience(token.word) for token in parts[place + 1 : end])
    is_whole = end == len(parts) or parts[end].kind == "mark" or parts[end].word in _GOES_ON
    return end if is_abusive and is_whole else place


def _is_audience(word: str) -> bool:
    return word in _AUDIENCE or word == "of"


def _is_name_word(word: str) -> bool:
    known = _courtesies()
    return _is_audience(word) or any(one.fullmatch(word) for one in (known.abuse, known.swearing, known.curse))


def _without_swearing(parts: Sequence[Token]) -> list[Token]:
    known = _courtesies()
    kept: list[Token] = []
    for place, token in enumerate(parts):
        before = kept[-1].word if kept else ""
        is_name = before in {"you", "your"} and (token.word in _AUDIENCE or known.abuse.fullmatch(token.word))
        after = parts[place + 1].word if place + 1 < len(parts) else ""
        is_name = is_name and not (token.word == "all" and after in {"the", "my", "of", "day"})
        is_intensified = token.word == "the" and known.intensifier.fullmatch(after)
        if not is_name and not is_intensified and not known.swearing.fullmatch(token.word):
            kept.append(token)
    return kept


def _bare(parts: list[Token]) -> list[Token]:
    first, last = 0, len(parts)
    while first < last and _is_loose(parts[first]):
        first += 1
    while first < last and _is_loose(parts[last - 1]) and parts[last - 1].text not in {")", "]"}:
        last -= 1
    return parts[first:last]


def _is_loose(token: Token) -> bool:
    return token.kind == "mark" and token.text not in "$£€¥%"


def _without_opening(parts: list[Token]) -> list[Token]:
    said = _spoken(parts[:8], marks=True)
    for phrase in _courtesies().openings.get(said[0] if said else "", ()):
        rest = parts[len(phrase) :]
        if tuple(said[: len(phrase)]) == phrase and rest and not _belongs(phrase, rest[0]):
            return rest
    return parts


def _belongs(phrase: Phrase, following: Token) -> bool:
    """An opening word that is the beginning of something else: "so that", "well made", "all right", "help me"."""
    if phrase == ("no",):
        return following.kind != "mark" and following.word not in {"it", "i", "the", "my", "we", "they", "he", "she"}
    if phrase == ("so",):
        return following.word in {"that", "many", "much", "far", "long"}
    if phrase in {("right",), ("fine",), ("great",), ("perfect",), ("cool",), ("team",), ("then",), ("look",)}:
        return following.kind != "mark"
    if phrase == ("except",):
        return following.word not in {"i", "we"}
    if phrase[0] in {"please", "help"}:
        return following.word not in {"i", "we", "my", "our", "the", "it", "they", "he", "she"}
    return phrase == ("question",) and following.word in {"about", "on", "regarding"}


def _without_ending(parts: list[Token]) -> list[Token]:
    said = _spoken(parts[-8:], marks=True)
    for phrase in _courtesies().endings.get(said[-1] if said else "", ()):
        rest = parts[: len(parts) - len(phrase)]
        if rest and rest[-1].word in AUXILIARY:
            continue
        if tuple(said[-len(phrase) :]) == phrase and rest and not (phrase == ("ok",) and rest[-1].word in _LINKING):
            return rest
    return parts


_LINKING: Final = frozenset(
    {"is", "are", "was", "it's", "'s", "be", "not", "an", "a", "the", "says", "said", "my", "'m"}
)


def _spoken(parts: Sequence[Token], *, marks: bool = False) -> list[str]:
    return [
        "<name>" if _NAME.fullmatch(token.text) else token.word or token.text
        for token in parts
        if marks or token.kind != "mark"
    ]


@cache
def _courtesies() -> _Courtesies:
    """Read and compiled once, by the first message."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    words = content["words"]
    patterns = [pattern for kind in content["clauses"].values() for pattern in kind]
    for name, stands_for in words.items():
        patterns = [pattern.replace("{" + name + "}", stands_for) for pattern in patterns]
    return _Courtesies(
        clause=re.compile("|".join(f"(?:{pattern})" for pattern in patterns)),
        abuse=re.compile(words["abuse"]),
        swearing=re.compile(words["swearing"]),
        curse=re.compile(words["curse"]),
        intensifier=re.compile(words["intensifier"]),
        openings=_grouped(content["parts"]["openings"], 0),
        endings=_grouped(content["parts"]["endings"], -1),
    )


def _grouped(lines: str, place: int) -> dict[str, list[Phrase]]:
    phrases = sorted({tuple(phrase.split()) for phrase in lines.replace("\n", "|").split("|") if phrase.strip()})
    groups: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        groups.setdefault(phrase[place], []).append(phrase)
    return groups
