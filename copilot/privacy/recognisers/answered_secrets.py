"""A password or user name that is the whole answer to somebody who asked for it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LIKELY, Finding
from copilot.privacy.recognisers.answers import LONGEST_ANSWER
from copilot.privacy.recognisers.password_words import WORD, is_phrase, is_reply, is_telling

_OPENING = regex.compile(
    r"\W*(?:(?:yes|yeah|yep|yup|ok|okay|sure|right|hi|hello|sorry|well|of course|no problem|certainly|please|pls"
    r"|thanks|um+|uh"
    r"|er+m?|so|oh|ah|it's|its|it is|it was|this is|that's|here(?: it is| you go|'s)?|i think|i believe|should be"
    r"|must be|is|the"
    r"|my|a|(?:pass ?word|pw|passwort|user ?name|login|contrasena|mot de passe"
    r"|wachtwoord)s?)(?![^\W_])['\s,:.;=-]*)*"  # codespell:ignore mot
)
_CLOSING = regex.compile(
    r"(?:[\s,.;]+(?:thanks?(?: you)?|thx|please|pls|ok|i think|i believe|all lower ?case|no spaces))*[\s.,;\"'`)]*$"
)
_FUNCTION_WORDS = """
i i'm im you we it they the a an to do does did don't dont is are was were be my your why what how who when where can
can't cant could would will won't wont have has had that this there not no never for of on in with and but if or need
want forgot forgotten remember know any already told name names dog cat pet
birthday same usual one moment minute second tell give share asked asking
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
_TOKEN = regex.compile(r"[^\s\0]{4,128}")


class AnsweredSecretRecogniser:
    """After `what is your password?`, the message is the password unless it reads like a sentence."""

    name = "answered_secrets"
    kinds = ("PASSWORD", "USER_NAME")
    needs = Needs()

    def find(self, clues: Clues) -> Iterator[Finding]:
        """What is left of the message without `sure, it's`; in a sentence, the words that look like a password."""
        kinds = [kind for kind in self.kinds if kind in clues.asked]
        if not kinds or clues.first < 0 or len(clues.text) > LONGEST_ANSWER:
            return
        start, end = _essence(clues)
        words = clues.text[start:end].split()
        if len(words) > 1 and len(kinds) == 1 and is_phrase(words) and not _is_sentence(words):
            yield Finding(kinds[0], start, end, LIKELY)
        elif len(words) == 1:
            if len(words[0]) > 2 and not is_reply(words[0].rstrip("?!.")) and not words[0].endswith("?"):
                yield Finding(kinds[0], start, end, LIKELY)
        else:
            yield from _telling(clues, start, end, kinds[0])


def _essence(clues: Clues) -> tuple[int, int]:
    opening = _OPENING.match(clues.lowered, timeout=clues.timeout_seconds)
    start = opening.end() if opening else 0
    closing = _CLOSING.search(clues.lowered, start, timeout=clues.timeout_seconds)
    end = closing.start() if closing else len(clues.text)
    while start < end and clues.text[start] in " \"'`(":
        start += 1
    return start, end


def _is_sentence(words: list[str]) -> bool:
    return any(word.lower().strip("?!.,") in _FUNCTION for word in words) or words[-1].endswith("?")


def _telling(clues: Clues, start: int, end: int, kind: str) -> Iterator[Finding]:
    for match in _TOKEN.finditer(clues.text, start, end):
        token = match.group().strip(".,;:\"'`()?")
        if is_telling(token) and not WORD.fullmatch(token):
            begin = match.start() + match.group().index(token)
            yield Finding(kind, begin, begin + len(token), LIKELY)
