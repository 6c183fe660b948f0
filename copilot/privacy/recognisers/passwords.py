"""Passwords that somebody tells: `my password is hunter2`, `pw: hunter2`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import STRONG, Finding
from copilot.privacy.recognisers.password_words import ORDINARY, WORD, is_phrase, is_telling

KEY = (
    r"\b(?:pass(?:words?|wort|phrase|code|wd|wrd)|pass (?:word|phrase)|pas+word|pwd|pw|p/w|psw|passwd|mot de passe"
    r"|mdp"  # codespell:ignore mot
    r"|contrasena|clave|senha|wachtwoord|kennwort|parola|haslo|losenord)"
)
_IS = r"(?:is|es|ist|lautet|est|e|jest|war|was|are|would be|should be|will be|ar)"  # codespell:ignore ist
_DOING = (
    r"(?:\s(?:that\s|which\s)?(?:i|we|you)(?:'ve| have| had| always| usually| just| currently| last){0,2} (?:use|used"
    r"|set|chose"
    r"|choose|have|had|entered|enter|typed|type|tried|try|put|created|made|gave|wrote|remember)(?: in| it| up){0,2})?"
)
_PURPOSE = rf"(?:\s(?:for|to|of|on|in|fur|zu|para|de|pour|du|voor|do)(?:\s[\w'.-]{{1,24}}){{1,4}}?)?{_DOING}"
QUOTED = r"[\"'`]([^\"'`\n\0]{3,64})[\"'`]"
VALUE = r"([^\s\0]{3,128})"
_STILL = r"(?:now\s|still\s|currently\s|actually\s|just\s|set to\s|probably\s|maybe\s|either\s|simply\s|:\s?)*"
_ASSIGNED = regex.compile(
    rf"(?:{KEY}|\bpass)\b(?:\s?\([^()\n]{{1,24}}\))?{_PURPOSE}(?:\s{_IS})?[\"']?\s*(?:[:=]|->|=>"
    rf"|-(?=\s))\s*(?:{QUOTED}|{VALUE})"
)
_STATED = regex.compile(rf"{KEY}\b{_PURPOSE}\s(?:{_IS}|it's|to|as|being)\s{_STILL}(?:{QUOTED}|{VALUE})")
_BESIDE = regex.compile(rf"(?:{KEY}|\bpass)\b\s(?:{QUOTED}|{VALUE})")
_END_OF_CLAUSE = regex.compile(
    r"[\s\"'`)]*(?:$|[.,;!?\n)]|\b(?:and|but|can|please|pls|now|thanks|for|user|username|email|ok|und|y|et|en)\b)"
)
_CLAUSE = regex.compile(r"[^\s\0.,;!?\n]+(?:[^\S\n][^\s\0.,;!?\n]+){1,7}+(?=[^\S\n]*(?:$|[.,;!?\n]))")
_LINK = regex.compile(r"\s(?:and|but|can|please|pls|thanks|und|oder|y|et|aber)\s.*", regex.DOTALL)
_OR = regex.compile(r"[\"'`]?,?\s(?:or|and|oder|ou|o)(?:\s(?:maybe|perhaps|also|then))?\s[\"'`]?([^\s\0]{4,64})")
_CODE = regex.compile(r"[a-z]{1,3}-?\d{2,4}")


class PasswordRecogniser:
    """Finds what follows a word for a password, unless it goes on with the sentence."""

    name = "passwords"
    kinds = ("PASSWORD",)
    needs = Needs(
        any_of=(
            "pass",
            "pas",
            "pwd",
            "pw",
            "p/w",
            "psw",
            "mdp",
            "contrasena",
            "clave",
            "senha",
            "wachtwoord",
            "kennwort",
            "parola",
            "haslo",
            "losenord",
        )
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Passwords: the quoted whole, one word, or a phrase of several."""
        for pattern in (_ASSIGNED, _STATED, _BESIDE):
            for match in clues.scan(pattern):
                group = 1 if match[1] else 2
                span = trimmed(clues.text, *match.span(group))
                if group == 2 and pattern is not _BESIDE:
                    span = _phrase(clues, *span, is_assigned=pattern is _ASSIGNED)
                elif group == 2:
                    span = span if _is_beside(clues.text[slice(*span)]) else (0, 0)
                if span[1] - span[0] > 2:
                    yield Finding("PASSWORD", *span, STRONG)
                    yield from _another(clues, span[1])


def _another(clues: Clues, end: int) -> Iterator[Finding]:
    """The second password of `hunter2 or Hunter22`."""
    match = _OR.match(clues.text, end, timeout=clues.timeout_seconds)
    span = trimmed(clues.text, *match.span(1)) if match else (0, 0)
    if is_telling(clues.text[slice(*span)]):
        yield Finding("PASSWORD", *span, STRONG)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the punctuation of the sentence around it; `!` may belong to the password."""
    while end > start and text[end - 1] in ".,;:)\"'?`":
        end -= 1
    while start < end and text[start] in "(\"'`":
        start += 1
    return start, end


def _phrase(clues: Clues, start: int, end: int, *, is_assigned: bool) -> tuple[int, int]:
    """The pass phrase that begins at `start`, or the one word [start, end) if it is a password; (0, 0) if neither."""
    clause = _CLAUSE.match(clues.text, start, timeout=clues.timeout_seconds)
    written = _LINK.sub("", clause.group()) if clause else ""
    words = written.split()
    if len(words) > 1 and all(map(WORD.fullmatch, words)) and is_phrase(words):
        return start, start + len(written)
    return (start, end) if _is_password(clues, start, end, is_assigned=is_assigned) else (0, 0)


def _is_password(clues: Clues, start: int, end: int, *, is_assigned: bool) -> bool:
    written = clues.text[start:end]
    bare = written.rstrip("!").lower()
    if all(part in ORDINARY for part in regex.split(r"[/,]", bare)) or "://" in bare:
        return False
    if not WORD.fullmatch(bare):
        return any(map(str.isalnum, bare))
    return _is_said_to_be(clues, written, end, is_assigned=is_assigned)


def _is_said_to_be(clues: Clues, word: str, end: int, *, is_assigned: bool) -> bool:
    """True if a plain word ends the clause, as a told password does and the beginning of a description does not."""
    if any(map(str.isupper, word[1:])) and not word.isupper():
        return True
    is_end = _END_OF_CLAUSE.match(clues.lowered, end, timeout=clues.timeout_seconds) is not None
    return is_end and (is_assigned or not word.endswith(("ed", "ing")))


def _is_beside(written: str) -> bool:
    """True for what needs no `is` after the word for a password: digits, and letters other than an error code's."""
    bare = written.rstrip("!").lower()
    if "://" in bare or len(written) < 4 or not any(map(str.isdigit, written)):
        return False
    return not _CODE.fullmatch(bare)
