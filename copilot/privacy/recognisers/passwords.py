"""Passwords and user names that somebody tells: `my password is hunter2`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, STRONG, Finding

_KEY = (
    r"\b(?:pass(?:words?|wort|phrase|code|wd)|pwd|pw|passwd|mot de passe"  # codespell:ignore mot
    r"|contrasena|wachtwoord|kennwort)"
)
_IS = r"(?:is|es|ist|est)"  # codespell:ignore ist
_PURPOSE = r"(?:\s(?:for|to|of|on|in)(?:\s[\w'.-]+){1,4}?)?"
_QUOTED = r"[\"'`]([^\"'`\n\0]{3,64})[\"'`]"
_VALUE = r"([^\s\0]{3,128})"
_ASSIGNED = regex.compile(rf"(?:{_KEY}|\bpass)\b{_PURPOSE}(?:\s{_IS})?\s*(?:[:=]|->|=>)\s*(?:{_QUOTED}|{_VALUE})")
_STATED = regex.compile(
    rf"{_KEY}\b{_PURPOSE}\s(?:{_IS}|was|it's|are|to|as|being)\s"
    rf"(?:now\s|still\s|currently\s|actually\s|just\s|set to\s)*(?:{_QUOTED}|{_VALUE})"
)
_BESIDE = regex.compile(rf"(?:{_KEY}|\bpass)\b\s(?:{_QUOTED}|{_VALUE})")
_USER = regex.compile(
    r"\b(?:user ?names?|login ?name|user ?id|userid)\b\s*(?:(?P<assigned>[:=])\s*|(?:is|was)\s+(?:now\s)?)"
    r"['\"]?([\w.@+-]{3,64})"
)
_END_OF_CLAUSE = regex.compile(
    r"[\s\"'`)]*(?:$|[.,;!?\n)]|\b(?:and|but|can|please|pls|now|thanks|for|user|username|email|ok)\b)"
)
_CODE = regex.compile(r"[a-z]{1,3}-?\d{2,4}")
_WORD = regex.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")

# What a sentence about a password goes on with. A password that is one of these words is not found.
_ORDINARY_WORDS = """
a about accepted again all already also always an and any anymore at back bad be because been being blank blocked
broken but by called can't cannot case case-sensitive changed compromised correct correctly declined different
disabled do does doesn't don't easy empty enough exactly expired failing fine for forgotten from gone good hard hacked
have having here his her hidden i if in incorrect invalid is isn't it its known leaked locked lost matching me mine
missing my needed never new no none not nothing ok okay old on one only or our out outdated please protected random
really rejected required reset right safe same saved secret secure sensitive set short so some something still stolen
strong that the their them there they this to too true unable unknown until updated used useless valid very visible
was weak weird what when where which who why with won't working wrong you your yours enter entered log login sign
access open unlock use change recover get make view see email manager field page link help
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())


class PasswordRecogniser:
    """Finds what follows a word for a password, unless it is an ordinary word that goes on with the sentence."""

    name = "passwords"
    kinds = ("PASSWORD", "USER_NAME")
    needs = Needs(any_of=("pass", "pwd", "pw", "contrasena", "wachtwoord", "kennwort", "user", "login"))

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Passwords, the quoted whole or one word, and user names."""
        for pattern in (_ASSIGNED, _STATED, _BESIDE):
            for match in clues.scan(pattern):
                group = 1 if match[1] else 2
                start, end = _trimmed(clues.text, *match.span(group))
                if end - start > 2 and (group == 1 or _is_password(clues, start, end, beside=pattern is _BESIDE)):
                    yield Finding("PASSWORD", start, end, STRONG)
        for match in clues.scan(_USER):
            start, end = _trimmed(clues.text, *match.span(2))
            is_plain = clues.text[start:end].isalpha()
            if not is_plain or (match["assigned"] and clues.lowered[start:end] not in _ORDINARY):
                yield Finding("USER_NAME", start, end, LABELLED)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the punctuation of the sentence around it; `!` may belong to the password."""
    while end > start and text[end - 1] in ".,;:)\"'?`":
        end -= 1
    while start < end and text[start] in "(\"'`":
        start += 1
    return start, end


def _is_password(clues: Clues, start: int, end: int, *, beside: bool) -> bool:
    written = clues.text[start:end]
    bare = written.rstrip("!").lower()
    if all(part in _ORDINARY for part in regex.split(r"[/,]", bare)) or "://" in bare:
        return False
    if _WORD.fullmatch(bare):
        return not beside and _is_said_to_be(clues, written, end)
    has_letters = any(map(str.isalpha, written))
    return not beside or (
        any(map(str.isdigit, written)) and len(written) > 3 and not (has_letters and _CODE.fullmatch(bare))
    )


def _is_said_to_be(clues: Clues, word: str, end: int) -> bool:
    """True if a plain word ends the clause, as a told password does and the beginning of a description does not."""
    if any(map(str.isupper, word[1:])) and not word.isupper():
        return True
    return not word.endswith(("ed", "ing")) and _END_OF_CLAUSE.match(clues.lowered, end) is not None
