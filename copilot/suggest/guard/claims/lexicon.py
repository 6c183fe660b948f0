"""Words as a comparison of sentences sees them: stems, one word for all its synonyms, no courtesies (pure)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

REMEMBERED: Final = 8_192
"""The same passages are looked at again and again: what their sentences say is worked out once."""

_WORD = re.compile(r"<\w+>|[^\W_]+(?:['’.&-][^\W_]+)*")
_VOWEL = re.compile(r"[aeiouy]")
_MARKER = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+", re.MULTILINE)
_ANSWER = re.compile(r"(?:yes|yep|no|nope|absolutely|certainly|of course|sure)\b[^?]*", re.IGNORECASE)
_SHORTEST_STEM: Final = 3

Members = Mapping[str, tuple[tuple[int, int], ...]]
"""Stem → (group, member) of each group that has it."""


class Lexicon(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`lexicon.toml` as it is written."""

    small: str
    generic: str
    synonyms: tuple[str, ...]
    phrases: tuple[tuple[str, str], ...]
    opposites: tuple[tuple[str, str], ...]
    contrasts: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    courtesies: tuple[str, ...]


class Vocabulary(Struct, frozen=True, kw_only=True):
    """The lexicon, ready to look up; keys of the mappings are stems.

    `phrases` has a group for each phrase, and none inside; `meant` is what each stands for.
    """

    small: frozenset[str]
    generic: frozenset[str]
    known: frozenset[str]
    meanings: Mapping[str, str]
    phrases: re.Pattern[str]
    meant: tuple[str, ...]
    opposites: Members
    contrasts: Members
    kinds: Members
    opening: re.Pattern[str]
    closing: re.Pattern[str]


@lru_cache(1)
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once."""
    content = files("copilot.suggest.guard.claims").joinpath("lexicon.toml").read_text("utf-8")
    lexicon = msgspec.convert(tomllib.loads(content), Lexicon)
    meanings = {stem(word): stem(line.split()[0]) for line in lexicon.synonyms for word in line.split()}
    courtesy = "|".join(f"(?:{one})" for one in lexicon.courtesies)
    return Vocabulary(
        small=frozenset(lexicon.small.split()),
        generic=frozenset(meanings.get(stem(word), stem(word)) for word in lexicon.generic.split()),
        known=frozenset(meanings.values()) | {stem(word) for word in f"{lexicon.small} {lexicon.generic}".split()},
        meanings=meanings,
        phrases=re.compile("|".join(f"({pattern})" for pattern, _ in lexicon.phrases)),
        meant=tuple(meant for _, meant in lexicon.phrases),
        opposites=_members([[words.split() for words in pair] for pair in lexicon.opposites]),
        contrasts=_members([[words.split() for words in pair] for pair in lexicon.contrasts]),
        kinds=_members([[words.split() for words in line.split("|")] for line in lexicon.kinds]),
        opening=re.compile(rf"^(?:[\s,–—-]*(?:{courtesy})(?=[\s,.!?;:–—-]|$)[\s,.!?;:–—-]*)+", re.IGNORECASE),
        closing=re.compile(rf"[,.!;:–—-]\s*(?:{courtesy})[\s.!?)]*$", re.IGNORECASE),
    )


def _members(groups: Sequence[Sequence[Sequence[str]]]) -> Members:
    members: dict[str, tuple[tuple[int, int], ...]] = {}
    for number, group in enumerate(groups):
        for member, words in enumerate(group):
            for key in {stem(word) for word in words}:
                members[key] = (*members.get(key, ()), (number, member))
    return members


@lru_cache(REMEMBERED)
def stem(word: str) -> str:
    """A word in lower case without its usual endings: `charges`, `charged` and `charging` are all `charg`."""
    kept = re.sub(r"['’]s?$", "", word.casefold())
    if any(map(str.isdigit, kept)) or len(kept) <= _SHORTEST_STEM:
        return kept
    return _without_endings(kept)


def _without_endings(word: str) -> str:
    kept = word
    if kept.endswith(("ies", "ied")):
        return kept[:-3]
    if kept.endswith("s") and not kept.endswith(("ss", "us", "is")):
        kept = kept[:-1]
    for ending in ("ing", "ed", "ly"):
        rest = kept.removesuffix(ending)
        if rest != kept and len(rest) >= _SHORTEST_STEM and _VOWEL.search(rest):
            kept = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return kept[:-1] if len(kept) > _SHORTEST_STEM and kept[-1] in "ey" else kept


def plain(text: str) -> str:
    """The text in lower case, without list markers, with phrases replaced by the one word that they mean."""
    known = vocabulary()
    kept = _MARKER.sub(" ", text).casefold().replace("’", "'")
    return known.phrases.sub(lambda found: f" {known.meant[(found.lastindex or 1) - 1]} ", kept)


def tokens(text: str) -> list[str]:
    """Every word of a text that went through `plain`, in order."""
    return _WORD.findall(text)


@lru_cache(REMEMBERED)
def meaning(word: str) -> str:
    """The stem that stands for a word and its synonyms."""
    key = stem(word)
    return vocabulary().meanings.get(key, key)


@lru_cache(REMEMBERED)
def without_courtesies(text: str) -> str:
    """The text without openings and closings that say nothing; empty if it is nothing else."""
    known = vocabulary()
    return known.closing.sub("", known.opening.sub("", _MARKER.sub("", text).strip())).strip()


def is_courtesy(text: str) -> bool:
    """True for a sentence that claims nothing ("Happy to help!"); a bare "Yes." answers something and is none."""
    return not without_courtesies(text) and not _ANSWER.fullmatch(text.strip()) and any(map(str.isalpha, text))
