"""User names and handles when somebody says that they are such."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, Finding, found
from copilot.privacy.recognisers.password_words import ORDINARY

_NETWORK = (
    r"(?:insta(?:gram)?|ig|twitter|tik ?tok|facebook|fb|snapchat|snap|telegram|discord|youtube|twitch|reddit|skype"
    r"|github"
    r"|linkedin|threads|bluesky|mastodon|psn|xbox|steam|battle\.?net|gamertag)"
)
_NAME = r"['\"]?(@?[\w.@+-]{3,64}(?:#\d{3,5})?)"
_LABELLED = regex.compile(
    r"\b(?:user ?names?|user-name|usuario|benutzername|nutzername|nom d'utilisateur|identifiant|gebruikersnaam"
    r"|nome utente"
    r"|login ?name|log ?in ?id|login|user ?id|userid|user|screen ?name|handle|gamer ?tag|nickname|account name)\b"
    r"(?:\s(?:for|on|in|to)(?:\s[\w'.-]{1,20}){1,3}?)?"
    rf"\s*(?:(?P<assigned>[:=])\s*|(?:is|was|ist|est|es|e)\s+(?:now\s|still\s|just\s)?){_NAME}"
)
_SOCIAL = regex.compile(
    rf"\bmy {_NETWORK}(?: (?:handle|name|username|id|account|tag))?(?: is|'s|:| =)\s{_NAME}"
    rf"|(?:\b{_NETWORK}(?: (?:handle|name|username|id|account))?\s?[:=]\s?|^{_NETWORK} )(@[\w.]{{3,30}})"
    rf"|\b(?:i'm|im|i am|me|my (?:handle|account))(?: is| at| on {_NETWORK}| as|:){{0,2}}\s(@[\w.]{{3,30}})"
    rf"|(?<![\w.])(@[\w.]{{3,30}})(?: is me\b| is my | \(me\))"
)


class UserNameRecogniser:
    """`my username is jo_smith84`, `login: jsmith`, `my insta is @jo.k`; other handles belong to brands."""

    name = "user_names"
    kinds = ("USER_NAME",)
    needs = Needs(
        any_of=(
            "user",
            "usuario",
            "benutzer",
            "nutzer",
            "utilisateur",
            "identifiant",
            "gebruiker",
            "utente",
            "log",
            "handle",
            "name",
            "gamer",
            "@",
            "my ",
        )
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Names behind their label: plain words only behind `:` or `=`."""
        for match in clues.scan(_LABELLED):
            start, end = _trimmed(clues.text, *match.span(2))
            word = clues.lowered[start:end]
            is_plain = word.isalpha()
            if end - start > 2 and word not in ORDINARY and (not is_plain or match["assigned"]):
                yield Finding("USER_NAME", start, end, LABELLED)
        for match in clues.scan(_SOCIAL):
            group = next(index for index in (1, 2, 3, 4) if match[index])
            start, end = _trimmed(clues.text, *match.span(group))
            if clues.lowered[start:end] not in ORDINARY:
                yield found("USER_NAME", (start, end), LABELLED)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in ".-+":
        end -= 1
    return start, end
