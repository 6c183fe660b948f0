"""Passwords that are told away from the word for one: `I changed it to Blue42!`, `hunter2 is my password`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import STRONG, Finding, found
from copilot.privacy.recognisers.password_words import ORDINARY, is_telling
from copilot.privacy.recognisers.passwords import KEY, QUOTED, VALUE, others, trimmed

# `I changed it to …`, `it's …`, `try …` where a password was spoken of before: only what looks like one by itself.
_FOLLOWING = regex.compile(
    r"\b(?:(?:chang|reset|set|updat|switch)\w{0,5}\s(?:it|that|mine|them)(?:\s\w{1,12}){0,2}?"
    r"(?:\sfrom\s[^\s\0]{3,64})?\s(?:to|as)|(?:chang|reset|switch)\w{0,5}\s(?:it|that|mine|them)\sfrom"
    r"|its?|it's|it is|it was|mine is|mine's|(?:new|old|other|current|right|second) one (?:is|was)"
    r"|tr(?:y|ied|ying)|use|i use|i used|entering|entered|typing|typed)"
    rf"(?:\s(?:just|still|now|really|simply|only|literally|actually|basically|both|like|e\.g\.))?:?\s(?:{QUOTED}|{VALUE})"
)
_FROM = regex.compile(r"\sfrom\s([^\s\0]{3,64})\s(?:to|as)\s")
_TALK = regex.compile(
    rf"{KEY}\b|\b(?:nobody|no ?one|noone|who) (?:would|will|could|can|'?ll|'?d)(?: ever)? guess\b"
    r"|\b(?:hard|easy|impossible|difficult) to (?:guess|crack|hack)\b"
)
_TALK_REACH = 100
# `user jo password kittens`, `credentials: jo / kittens`: a pair leaves no doubt.
_PAIR = regex.compile(
    rf"\b(?:user ?name|user|login|log ?in|e-?mail"
    rf"|id)\b[\s:=]{{1,3}}(?:is )?[^\s\0]{{2,64}}[\s,;/&]{{1,3}}(?:and )?(?:my )?(?:{KEY}|\bpass)\b"
    r"[\s:=]{1,3}(?:is )?([^\s\0]{3,64})|\b(?:credentials|log ?in(?: details| info)?)\b[\s:]{1,3}(?:are "
    r"|is )?[^\s\0]{2,64}\s?[/|]\s?([^\s\0]{3,64})"
)
# `hunter2 is my password`
_BEFORE = regex.compile(
    rf"(?<!\S)[\"'`]?([^\s\0\"'`]{{4,64}})[\"'`]?\s(?:is|was)\s(?:my|the|our)\s(?:\w{{2,8}}\s)?{KEY}\b"
)


class RecalledPasswordRecogniser:
    """What looks like a password where one is spoken of, and the second half of a pair of user name and password."""

    name = "recalled_passwords"
    kinds = ("PASSWORD",)
    needs = Needs(
        any_of=(
            "pass",
            "pas",
            "pwd",
            "pw",
            "p/w",
            "psw",
            "clave",
            "senha",
            "wort",
            "woord",
            "login",
            "log in",
            "credentials",
            "guess",
            "crack",
            "hack",
            "has\u0142o",
            "haslo",
            "pss",
        )
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Passwords with digits or signs among their letters; in a pair, any word."""
        yield from _following(clues)
        for match in clues.scan(_PAIR):
            start, end = trimmed(clues.text, *match.span(1 if match[1] else 2))
            if clues.lowered[start:end] not in ORDINARY:
                yield Finding("PASSWORD", start, end, STRONG)
        for match in clues.scan(_BEFORE):
            start, end = match.span(1)
            if is_telling(clues.text[start:end]):
                yield Finding("PASSWORD", start, end, STRONG)


def _following(clues: Clues) -> Iterator[Finding]:
    talk = clues.labels(_TALK)
    for match in clues.scan(_FOLLOWING) if talk.starts else ():
        if talk.before(match.start(), _TALK_REACH) >= 0 or talk.is_within(match.end(), _TALK_REACH):
            start, end = trimmed(clues.text, *match.span(1 if match[1] else 2))
            if end - start > 2 and (match[1] or is_telling(clues.text[start:end])):
                yield Finding("PASSWORD", start, end, STRONG)
                yield from others(clues, end)
            earlier = _FROM.search(clues.text, *match.span(), timeout=clues.timeout_seconds)
            if earlier and is_telling(earlier[1]):
                yield found("PASSWORD", earlier.span(1), STRONG)
