"""What a short text says word by word: stems, what is negated, yes and no, whether something worked (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from copilot.text import words

Gist: TypeAlias = Literal["yes", "no"]
"""Of an answer as a whole: agreement or success, refusal or failure."""

NOT: Final = "¬"
"""Before a stem that is negated."""

_REMEMBERED: Final = 4_096
"""With each new message the whole conversation is looked at again."""

_NOT_WORDS = "not no never none nothing nobody nowhere neither nor without cannot nope unable"
_VERBS = "ca wo do does did is"
_NEGATIONS: Final = frozenset((*_NOT_WORDS.split(), *(f"{verb}nt" for verb in _VERBS.split())))
_PRONOUNS: Final = frozenset(("none", "nothing", "nobody", "nowhere", "neither", "never"))
"""Negations that say something by themselves."""
_REACH: Final = 4
"""How many words a negation reaches, unless its clause ends before."""
_CLAUSE_END: Final = re.compile(
    r"[.,;:!?…\n()]|\s[-–—]\s|\b(?:but|and|or|so|because|although|though|only|just)\b", re.IGNORECASE
)
_SMALL_WORDS = """
a an the and or but if so as at by for from in into of to with it its this that these that those there here is are
was were be been am i i'm i've i'd i'll me my we our us you your he she they them their his her do does did done
has have had having can could would should will shall may might must please thanks thank hello hi hey well ok okay
oh just very really quite some any which what when where who how why than then it's that's there's what's let's
get got says say shows show shown see
"""
_SMALL: Final = frozenset(_SMALL_WORDS.split())
_CODE: Final = re.compile(r"(?P<letter>[a-z]{1,3})[- ]?(?P<number>\d{1,3})")
_SPACED_CODE: Final = re.compile(r"\b([a-z]) (\d{2,3})\b", re.IGNORECASE)
_OPENER: Final = r"(?:^|[.!?\n]\s{1,3})\W{0,5}(?:(?:oh|ah|hm+|well|ok|okay|aha)[\s,!.:]{1,5}){0,3}"
_YES: Final = re.compile(
    rf"{_OPENER}(?:(?:yes|yeah|yep|yup|sure|correct|exactly|indeed|absolutely|that'?s right)\b"
    r"|(?:it (?:does|is|has|was)|i (?:do|have|did|was)|they (?:are|do|have|did))(?=\W*(?:$|[.,!\n])))",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    rf"{_OPENER}(?:nope|nah|not (?:yet|really|at all)|no(?! (?:idea|clue|problem|worries))"
    r"|never|it (?:does|is|has)(?: not|n'?t)|i (?:do|have)n'?t|they don'?t"
    r"|unfortunately not|sadly not)\b",
    re.IGNORECASE,
)
_WORKED: Final = re.compile(
    r"\b(?:(?:it|that|this|everything|all) (?:just )?(?:work(?:s|ed)|helped|did it|fixed it|solved it)"
    r"|works (?:now|again|fine)|working (?:now|again|fine)|did the trick|(?:is|it's) (?:fixed|solved|running again)"
    r"|fixed|solved|back (?:again|now)|all good|success)\b",
    re.IGNORECASE,
)
_FAILED: Final = re.compile(
    r"\b(?:(?:did|does|do|is|has|was|wo|could|ca)(?: not|n['’]?t)(?: \w+){0,2}"
    r" (?:work|help|change|improve|better|solve)\w*"
    r"|no (?:luck|change|difference|effect|improvement|better|joy|success)"
    r"|still (?:no|not|nothing|the same|can'?t|\w+n['’]?t)"
    r"|(?:the |exactly )?same (?:as before|again|thing|problem|result)|exactly the same|not (?:better|fixed|working)"
    r"|in vain|nothing (?:changed|happens|happened))\b",
    re.IGNORECASE,
)


class Wording(Struct, frozen=True, kw_only=True):
    """`stems` are those of the words that mean something, with `NOT` before them where they are negated.

    `gist` is None if the text neither agrees nor refuses, and neither reports success nor failure, or both.
    """

    stems: frozenset[str]
    gist: Gist | None


@lru_cache(_REMEMBERED)
def wording(text: str) -> Wording:
    """What a text says word by word."""
    return Wording(stems=frozenset(_stems(text)), gist=_gist(text))


def shared(wanted: frozenset[str], given: frozenset[str]) -> float:
    """The share of the wanted stems that is given, 0..1; 0 if nothing is wanted."""
    return len(wanted & given) / len(wanted) if wanted else 0.0


def denial(stem: str) -> str:
    """The stem that says the opposite."""
    return stem[1:] if stem.startswith(NOT) else NOT + stem


def _stems(text: str) -> Iterator[str]:
    joined = _SPACED_CODE.sub(r"\1\2", text.replace("’", "'"))
    for clause in _CLAUSE_END.split(joined):
        left = 0
        for word in words(clause):
            if word in _NEGATIONS or word.endswith("n't"):
                left = _REACH + 1
                if word in _PRONOUNS:
                    yield word
            elif word not in _SMALL:
                yield NOT + stem(word) if left > 0 else stem(word)
            left -= 1


def _gist(text: str) -> Gist | None:
    plain = text.strip().replace("’", "'")
    if _FAILED.search(plain):
        return "no"
    agrees = bool(_YES.search(plain)) or bool(_WORKED.search(plain))
    refuses = bool(_NO.search(plain))
    return None if agrees == refuses else "yes" if agrees else "no"


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """A word without the endings that say little (`works`, `worked`, `working`); codes without their dash."""
    code = _CODE.fullmatch(word)
    if code:
        return code["letter"] + code["number"]
    bare = word.removesuffix("'s")
    for ending in ("ing", "ied", "ed", "ies", "es", "s"):
        if bare.endswith(ending) and len(bare) - len(ending) >= 3 and not bare.endswith("ss"):
            bare = bare.removesuffix(ending)
            break
    if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "ls":
        bare = bare[:-1]
    return bare.rstrip("e") if len(bare) > 3 else bare
