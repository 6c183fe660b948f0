"""Everything that is compared of a sentence, worked out once (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from msgspec import Struct

from copilot.suggest.guard.claims.lexicon import REMEMBERED, meaning, plain, stem, tokens, vocabulary
from copilot.suggest.guard.claims.polarity import Assertion, assertions, is_telling
from copilot.suggest.guard.claims.quantities import Quantity, quantities

_LINK: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|\b(?:[a-z0-9-]{2,}\.)+[a-z]{2,}\b(?:/[^\s,;)>|]*)?",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(r"(?<![\w.,€$£-])\+?\d[\d ()/-]{6,}\d(?![\w%])")
_CODE: Final = re.compile(r"\b(?=[\w-]*[a-z])(?=[\w-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*\b|<(?!person)\w+>")
_COUNTED: Final = re.compile(
    r"\d+(?:st|nd|rd|th|am|pm|h|hrs?|mins?|secs?|days?|g|kg|[mkgt]b|[ckm]?m|v|w|ghz|mhz|x)(?:-\w+)?"
)
_SIZE: Final = re.compile(r"^(\d+(?:x\d+)+)[cm]?m$")
_NAME: Final = re.compile(r"(?<![^\W_])(?<!<)[A-Z](?:[^\W_]|[’'-](?=\w))*")
_OPENS: Final = re.compile(r"(?:^|[.!?:;|\n\"“”(\[→>*]|- |\d\.)[\s\"“(\[*]*$")
_FOLLOWED: Final = re.compile(r"\s+(?:[A-Z]\w|[A-Z]?\d)")
_CALENDAR: Final = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:days?)?$|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|ust|ember|ober)?$"
)
_SUBJECT: Final = re.compile(
    r"\s+(?:does|is|has|can|will|was|offers|serves|accepts|requires|provides|allows|needs|comes|runs)\b"
)
_NO_NAMES: Final = frozenset(
    [
        "i",
        "i'm",
        "i'll",
        "i'd",
        "i've",
        "ok",
        "yes",
        "no",
        "hi",
        "hello",
        "dear",
        "may",
        "please",
        "sorry",
        "thanks",
        "sir",
        "madam",
        "kg",
        "gb",
        "mb",
        "ghz",
        "eur",
        "gbp",
        "chf",
        "nok",
    ]
)
_CONDITION: Final = re.compile(
    r"\b(?:only )?(?:if|unless|except(?:ion)?(?: for| that)?|(?:provided|providing) (?:that|you)|as long as"
    r"|when(?:ever)?|in case)\b"
    r"([^.,;:!?|\n]*)"
)
_RESTRICTION: Final = re.compile(
    r"\bonly(?: (?:with|for|while|in|at|from|after|before|during|through|to|on|by))?\b(?! (?:if|when))([^.,;:!?|\n]*)"
)
_SURE: Final = {
    "guarantee": r"guarantee\w*|promise\w*|promising|without fail|no matter what|for sure|assured?|definitely will"
    r"|will definitely|risk[- ]free",
    "at once": r"immediate(?:ly)?|right away|straight away|instant(?:ly)?|at once|asap|as soon as possible"
    r"|without delay",
    "today": r"today|tonight|this (?:morning|afternoon|evening)|by (?:the )?end of (?:the )?day",
    "tomorrow": r"tomorrow",
    "soon": r"shortly|very soon|in no time|within moments",
    "this week": r"(?:this|next) week",
}
_SURES: Final = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _SURE.items())
_INTENDS: Final = re.compile(
    r"\b(?:we|i|our team|the team|someone|somebody|a colleague|my colleague|our \w+)"
    r"(?:'ll| will| shall| am going to| are going to|'re going to|'m going to| can|'ve| have"
    r"|(?:'d be| would be|'m| am|'re| are) happy to)"
    r"(?: (?:also|now|just|already|gladly|happily|personally|be|not|then|even))*"
    r" ([a-z]+)(?: ([a-z]+))?"
)
_CLAUSE: Final = re.compile(r"[;|()\n]|[,:.!?](?:\s|$)|\b(?:and|but|or|so|because|which|while|whereas|plus)\b")
_THEN: Final = re.compile(r"\b(?:and then|then|after that|afterwards|after which)\b")
_LIMIT: Final = re.compile(r"\b(?:only|exclusively|solely|nothing else|no other|sole|nobody else)\b")


class Facts(Struct, frozen=True, kw_only=True):
    """What a sentence says; words are stems of `lexicon.meaning`, names and links in lower case.

    `words`: telling words in order. `spoken`: stems of all words. `kinds`: (group, member) of things that exclude each
    other. `commitments`: how sure it promises, and `will:` verb for what we say that we do. `conditions`,
    `restrictions`: the telling words of each "if …", and the first of each "only …". `steps`: the telling words of what
    is told to come one after the other.
    """

    words: tuple[str, ...]
    content: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    clauses: tuple[frozenset[str], ...]
    spoken: frozenset[str]
    quantities: tuple[Quantity, ...]
    assertions: tuple[Assertion, ...]
    kinds: frozenset[tuple[int, int]]
    names: frozenset[str]
    codes: frozenset[str]
    links: frozenset[str]
    commitments: frozenset[str]
    conditions: tuple[frozenset[str], ...]
    restrictions: tuple[frozenset[str], ...]
    steps: tuple[frozenset[str], ...]
    is_limited: bool


def content(text: str) -> frozenset[str]:
    """`facts(text).content` alone, which is far quicker."""
    return _telling(plain(_LINK.sub(" ", text)))


@lru_cache(REMEMBERED)
def facts(text: str) -> Facts:
    """The facts of a sentence, or of a few adjacent ones, as written."""
    links = [found.group() for found in (*_LINK.finditer(text), *_PHONE.finditer(text))]
    bare = _PHONE.sub(" ", _LINK.sub(" ", text)) if links else text
    lower = plain(bare)
    spoken = tokens(lower)
    words = tuple(meaning(word) for word in spoken if is_telling(word))
    return Facts(
        words=words,
        content=frozenset(words),
        pairs=frozenset(pairwise(words)),
        clauses=tuple(filter(None, (_telling(clause) for clause in _CLAUSE.split(lower)))),
        spoken=frozenset(map(stem, spoken)) | frozenset(words) | frozenset(map(stem, tokens(bare.casefold()))),
        quantities=quantities(lower),
        assertions=assertions(lower),
        kinds=kinds_of(spoken),
        names=frozenset(_names(bare)),
        codes=frozenset(_codes(lower)),
        links=frozenset(map(_link, links)),
        commitments=frozenset(_commitments(lower)),
        conditions=tuple(filter(None, (_telling(found[1]) for found in _CONDITION.finditer(lower)))),
        restrictions=tuple(filter(None, (_restriction(found[1]) for found in _RESTRICTION.finditer(lower)))),
        steps=_steps(lower),
        is_limited=_LIMIT.search(lower) is not None,
    )


def _steps(text: str) -> tuple[frozenset[str], ...]:
    steps = tuple(filter(None, map(_telling, _THEN.split(text))))
    return steps if len(steps) > 1 else ()


def _telling(text: str) -> frozenset[str]:
    return frozenset(meaning(word) for word in tokens(text) if is_telling(word))


def kinds_of(words: Iterable[str]) -> frozenset[tuple[int, int]]:
    """(group, member) of every word that names a thing of a kind; words or their stems."""
    known = vocabulary().kinds
    return frozenset(kind for word in words for kind in known.get(stem(word), ()))


def _names(text: str) -> Iterator[str]:
    """Capitalised words inside a sentence; the first word only if more of the name follows, or if it is an acronym."""
    for found in _NAME.finditer(text):
        name = re.sub(r"['’]s?$", "", found.group())
        is_acronym = len(name) > 1 and name.isupper()
        lower = name.casefold().replace("’", "'")
        if _OPENS.search(text, 0, found.start()) and not is_acronym and not _opens_with_name(text, found.end(), lower):
            continue
        if (
            lower not in _NO_NAMES
            and not any(map(_CALENDAR.match, lower.split("-")))
            and lower not in vocabulary().small
            and not any(map(str.isdigit, lower))
        ):
            yield lower


def _opens_with_name(text: str, end: int, first: str) -> bool:
    """True if more of a name follows, or if a verb follows a word that nobody knows ("Kohinoor does not deliver")."""
    is_known = meaning(first) in vocabulary().known or first.endswith(("s", "ing"))
    return _FOLLOWED.match(text, end) is not None or (not is_known and _SUBJECT.match(text, end) is not None)


def _codes(text: str) -> Iterator[str]:
    """Error codes, models, order numbers, placeholders: whatever mixes letters and digits and is no quantity."""
    found = (_SIZE.sub(r"\1", code) for code in _CODE.findall(text))
    yield from (code for code in found if not _COUNTED.fullmatch(code))


def _link(link: str) -> str:
    if link[:1] in "+0123456789" and not any(map(str.isalpha, link)):
        return re.sub(r"\D", "", link)
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.casefold()).rstrip("./?!")


def _commitments(text: str) -> Iterator[str]:
    yield from (name for name, pattern in _SURES if pattern.search(text))
    for found in _INTENDS.finditer(text):
        verb = next((word for word in found.groups() if word and is_telling(word)), None)
        if verb is not None:
            yield "will:" + meaning(verb)


def _restriction(text: str) -> frozenset[str]:
    """The first telling word after "only": "only unopened filters" are unopened ones."""
    return frozenset([meaning(word) for word in tokens(text) if is_telling(word)][:1])
