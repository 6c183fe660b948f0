"""Passwords that somebody tells: `my password is hunter2`, `pw: hunter2`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import STRONG, Finding
from copilot.privacy.recognisers.password_words import ORDINARY, WORD, is_phrase, is_telling

# Misspelt too: `pasword`, `passwrod`, `passowrd`, `pssword`, `passord`.
KEY = (
    r"\b(?:pass(?:words?|wort|phrase|code|wd|wrd)|pass (?:word|phrase)|pas+w[ou]{0,2}r{0,2}[ou]?r?d+s?|pas+ow?rds?"
    r"|ps+w(?:or|ro)ds?|pwd|pw|p/w|psw|passwd|mot de passe"
    r"|mdp"  # codespell:ignore mot
    r"|contrasena|clave|senha|wachtwoord|kennwort|parola|has[l\u0142]o|losenord)"
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
_STATED = regex.compile(rf"{KEY}\b(?:'s|{_PURPOSE}\s(?:{_IS}|it's|to|as|being))\s{_STILL}(?:{QUOTED}|{VALUE})")
# `changed my password from Hunter2 to Hunter22`
_CHANGED = regex.compile(
    rf"{KEY}\b{_PURPOSE}\sfrom\s['\"`]?([^\s\0]{{3,64}})(?:\s(?:in)?to\s|\s?->\s?)['\"`]?([^\s\0]{{3,64}})"
)
# `every password I can think of: Hunter2, Hunter22`
_LISTED = regex.compile(
    rf"(?:\b(?:every|all|these|those|both|each|following|possible|different|several|tried|old)(?:\s\w{{1,12}}){{0,2}}\s{KEY}"
    rf"|\bpass ?words)\b[^:\n.!?\0]{{0,60}}:\s{{0,2}}(?:[-*\u2022]\s?|\d[.)]\s)?{VALUE}"
)
_BESIDE = regex.compile(rf"(?:{KEY}|\bpass)\b\s(?:{QUOTED}|{VALUE})")
_END_OF_CLAUSE = regex.compile(
    r"[\s\"'`)]*(?:$|[.,;!?\n)]|\b(?:and|but|can|please|pls|now|thanks|for|user|username|email|ok|und|y|et|en)\b)"
)
_CLAUSE = regex.compile(r"[^\s\0.,;!?\n]+(?:[^\S\n][^\s\0.,;!?\n]+){1,7}+(?=[^\S\n]*(?:$|[.,;!?\n]))")
_LINK = regex.compile(r"\s(?:and|but|can|please|pls|thanks|und|oder|y|et|aber)\s.*", regex.DOTALL)
_OR = regex.compile(
    r"[\"'`)]?,?\s(?:or|and|then|oder|und|ou|o|y|e|et|of|lub)(?:\s(?:maybe|perhaps|also|then|even))?\s[\"'`(]?([^\s\0]{4,64})"
)
_COMMA = regex.compile(r"[\"'`)]?(?:[,;]\s?|\s?[/|]\s?|\n(?:[-*\u2022]\s?|\d[.)]\s)?)[\"'`(]?([^\s\0]{4,64})")
_ITEM_END = regex.compile(r"[\"'`)]?(?:[.,;!?\n/|]|$|\s(?:and|or|then|oder|und|but|all|none|no)\b)")
_ZIGZAG = regex.compile(r"(?:[a-z][A-Z].{0,2}?){3}")
_MOST_LISTED = 10
_CODE = regex.compile(r"[a-z]{1,3}-?\d{2,4}")


class PasswordRecogniser:
    """Finds what follows a word for a password, unless it goes on with the sentence."""

    name = "passwords"
    kinds = ("PASSWORD",)
    needs = Needs(
        any_of=(
            "pass",
            "pas",
            "pss",
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
            "has\u0142o",
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
                    yield from others(clues, span[1])
        yield from _changed(clues)
        for match in clues.scan(_LISTED):
            start, end = trimmed(clues.text, *match.span(1))
            if is_telling(clues.text[start:end]) and _is_item(clues, start, end):
                yield Finding("PASSWORD", start, end, STRONG)
                yield from others(clues, end)


def _changed(clues: Clues) -> Iterator[Finding]:
    """The old and the new password; plain words are believed beside one that looks like a password."""
    for match in clues.scan(_CHANGED):
        spans = [trimmed(clues.text, *match.span(group)) for group in (1, 2)]
        pair = [clues.text[start:end] for start, end in spans]
        if any(is_telling(one) and not WORD.fullmatch(one) for one in pair):
            yield from (
                Finding("PASSWORD", *span, STRONG)
                for span, one in zip(spans, pair, strict=True)
                if one.lower() not in ORDINARY
            )


def others(clues: Clues, end: int) -> Iterator[Finding]:
    """The passwords after the first of `hunter2, Hunter22 or HUNTER2`."""
    for _ in range(_MOST_LISTED):
        match = _OR.match(clues.text, end, timeout=clues.timeout_seconds)
        listed = None if match else _COMMA.match(clues.text, end, timeout=clues.timeout_seconds)
        match = match or listed
        start, end = trimmed(clues.text, *match.span(1)) if match else (0, 0)
        if not is_telling(clues.text[start:end]) or (listed and not _is_item(clues, start, end)):
            return
        yield Finding("PASSWORD", start, end, STRONG)


def _is_item(clues: Clues, start: int, end: int) -> bool:
    """True if the word stands in a list: no sentence goes on behind it, and it is no name such as `iPhone`."""
    written = clues.text[start:end]
    is_word = WORD.fullmatch(written) is not None and not _ZIGZAG.search(written)
    return not is_word and _ITEM_END.match(clues.lowered, end, timeout=clues.timeout_seconds) is not None


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
