"""User names and handles when somebody says that they are such."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from regex import Match

from copilot.privacy.clues import Clues, Needs
from copilot.privacy.findings import LABELLED, Finding, found
from copilot.privacy.recognisers.password_words import ORDINARY

_NETWORK = (
    r"(?:insta(?:gram)?|ig|twitter|tik ?tok|facebook|fb|snapchat|snap|telegram|discord|youtube|twitch|reddit|skype"
    r"|github"
    r"|linkedin|threads|bluesky|mastodon|psn|xbox|steam|battle\.?net|gamertag)"
)
_NAME = r"['\"]?(@?[\w.@+-]{3,64}(?:#\d{3,5})?)"
_CALLED = (
    r"(?:user ?names?|user-name|usuario|benutzername|nutzername|nom d'utilisateur|identifiant|gebruikersnaam"
    r"|nome utente"
    r"|login ?name|log ?in ?id|login|user ?id|userid|user|screen ?name|display ?name|profile ?name|handle|gamer ?tag"
    r"|nick(?:name)?|account name|loginname|inloggnaam|nazw[ae] u[z\u017c]ytkownika|u[z\u017c]ytkownik|utente|pseudo"
    r"|nome de usuario|nombre de usuario|anvandarnamn)"
)
_WHOSE = r"(?:(?<!\w)(?P<whose>my|his|her|our|their|[a-z]{2,12}'s)\s(?:\w{1,10}\s)?)?"
_LABELLED = regex.compile(
    rf"{_WHOSE}\b{_CALLED}\b(?:\s(?:for|on|in|to)(?:\s[\w'.-]{{1,20}}){{1,3}}?)?(?:\s*(?P<assigned>[:=])\s*"
    r"|(?:'s|\s(?:is|was|ist|war|lautet|est|es|e|to|jest|should be|would be))\s+(?:now\s|still\s|just\s|jest\s)?)"
    rf"(?P<name>{_NAME})"
)
# `username jo_smith84`, `login captain9`: with nothing between, only what no word looks like.
_BESIDE = regex.compile(
    rf"\b(?<!(?:the|a|to|for|on|at|this) )(?:{_CALLED}|acct name)\s['\"]?(?P<name>@?(?=[\w.-]{0, 64}?[a-z])"
    r"(?:[a-z\d.-]{0,32}_[\w.-]{0,32}[a-z\d]|[a-z]{3,32}[\w.-]{0,32}?\d{1,6}|@[\w.]{3,30}))(?![\w@-]|\.\w)"
)
_PROTOCOLS = "oauth2 oauth win10 win11 http2 web3 sha256 base64 ipv4 ipv6 mp3 utf8 error404 error500 error403"
_NO_NAME = frozenset(_PROTOCOLS.split())
# `change my handle from @a to @b`
_CHANGED = regex.compile(
    rf"\b(?:{_CALLED}|{_NETWORK}(?: name)?|(?:player|channel|seller|shop|profile) name|tag|@)\b"
    rf"(?:\s(?:for|on|in|at)(?:\s[\w'.-]{{1,20}}){{1,3}}?)?\s(?:(?:was|got|is|be|has been)\s)?"
    rf"(?:(?:changed|renamed|switched|updated)\s)?from\s(?P<old>{_NAME})['\"]?\s(?:in)?to\s(?P<new>{_NAME})"
)
_BECOMES = regex.compile(
    rf"\b(?:chang|renam|switch|updat|set)\w{{0,5}}\s(?:my |the |our |his "
    rf"|her )?(?:\w{{1,12}} )?{_CALLED}(?: \w{{1,10}})?"
    rf"\s(?:in)?to\s(?P<name>{_NAME})"
)
# `i play as goalkeeper1`, `logged in as jo_k`
_AS = regex.compile(
    r"\b(?:(?:i|we|he|she|they)(?:'m|'ve been| am| was| always| usually| also| mostly)? (?:play|played|playing|stream"
    r"|streaming|post|posted|posting|go|comment|sell|trade|review|game|chat|tweet|appear|registered|known|signed up)"
    r"|(?:logg?(?:ed|ing)?|sign(?:ed|ing)?)[ -]?in(?:to \w{1,12})?|registered|signed up|find me|follow me|add me)"
    rf"(?: (?:on|in|at) [\w.]{{1,16}})?:? (?:as|by|under|with|using)(?: the (?:name|handle|nick"
    rf"|username))? (?P<name>{_NAME})"
)
_TELLING = regex.compile(r"@?(?=.*[a-z])(?:.*\w[_.]\w.*|.*[a-z]\d.*|\d+[a-z].*|_.*|.*_|.*#\d+|@.*)")
_DESCRIPTIONS = """
awesome cool great nice funny stupid silly ugly embarrassing misspelt lowercase uppercase unique long longer
existing inactive case sensitive changeable editable invisible hidden greyed grey empty offensive inappropriate
similar different identical private public personal permanent final ready there gone back online offline live
displayed shown listed linked attached required optional mandatory needed weird odd strange numeric random
"""
_UNTOLD = frozenset(_DESCRIPTIONS.split())
_CLAUSE_END = regex.compile(r"['\"]?\s*(?:$|[.,;!?\n)]|\b(?:and|but|on|can|could|please|pls|thanks|if|in|for)\b)")
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
            " as ",
            "pseudo",
            "nick",
            "tag ",
            "u\u017cytk",
            "uzytk",
            "inlogg",
            "anvandar",
            " under ",
        )
    )

    def find(self, clues: Clues) -> Iterator[Finding]:
        """Names behind their label: plain words behind `:` or `=`, and at the end of `her user name is …`."""
        yield from _labelled(clues)
        for pattern in (_AS, _BECOMES, _BESIDE):
            for match in clues.scan(pattern):
                if match["name"] not in _NO_NAME and _TELLING.fullmatch(match["name"].strip("'\".")):
                    yield from _named(clues, match, "name")
        yield from _changed(clues)
        yield from _social(clues)


def _labelled(clues: Clues) -> Iterator[Finding]:
    for match in clues.scan(_LABELLED):
        if match["assigned"] or _is_telling(clues, match) or _is_hers(clues, match):
            yield from _named(clues, match, "name")


def _changed(clues: Clues) -> Iterator[Finding]:
    """The old and the new name, if one of them is no plain word."""
    for match in clues.scan(_CHANGED):
        if any(_TELLING.fullmatch(match[group].strip("'\".")) for group in ("old", "new")):
            yield from _named(clues, match, "old")
            yield from _named(clues, match, "new")


def _social(clues: Clues) -> Iterator[Finding]:
    for match in clues.scan(_SOCIAL):
        group = next(index for index in (1, 2, 3, 4) if match[index])
        start, end = _trimmed(clues.text, *match.span(group))
        if clues.lowered[start:end] not in ORDINARY:
            yield found("USER_NAME", (start, end), LABELLED)


def _named(clues: Clues, match: Match[str], group: str) -> Iterator[Finding]:
    start, end = _trimmed(clues.text, *match.span(group))
    if end - start > 2 and clues.lowered[start:end] not in ORDINARY:
        yield Finding("USER_NAME", start, end, LABELLED)


def _is_telling(clues: Clues, match: Match[str]) -> bool:
    """True for what is no plain word."""
    start, end = _trimmed(clues.text, *match.span("name"))
    return not clues.text[start:end].isalpha()


def _is_hers(clues: Clues, match: Match[str]) -> bool:
    """True for a plain word that ends the clause and describes nothing, where the name is somebody's."""
    start, end = _trimmed(clues.text, *match.span("name"))
    word = clues.lowered[start:end]
    is_end = _CLAUSE_END.match(clues.lowered, end, timeout=clues.timeout_seconds) is not None
    return bool(match["whose"]) and is_end and word not in _UNTOLD and not word.endswith(("ed", "ing", "able", "ly"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in ".-+'\"":
        end -= 1
    while start < end and text[start] in "'\"":
        start += 1
    return start, end
