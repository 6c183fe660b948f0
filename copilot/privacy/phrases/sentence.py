"""What one sentence asks for: its phrases read from left to right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from copilot.privacy.phrases.book import Token
from copilot.privacy.placeholders import BLANK

_ASKING = frozenset({"TELL", "TELL_ME", "ENTER", "WANT", "QUESTION"})
_NOT_BARE = frozenset({"NOT", "NOT_NEEDED", "PARTIAL", "OFF"})
_CUES = _ASKING | {
    "NOT", "NOT_NEEDED", "NOT_SENTENCE", "OFF", "SECURE", "CHANNEL", "HERE", "SKIP", "WORRY", "BUT", "PARTIAL", "WHOLE",
    "THAT", "OTHER",
}  # fmt: skip

_FARTHEST = 60
_MOST_MEANT = 8
_BREAK = re.compile(r"[,:(\u2026]|\s-+\s")
_JOINED = re.compile(
    r"[,/&+:]|\s-\s|\n|\b(?:and|or|plus|as well as|along with|with|und|oder|sowie|et|ou|y|o|e|en|i|lub|oraz|n)\b"
)
_STRAYED = re.compile(
    r"\b(?:about|regarding|error|screenshot|problem|issue|wrong|page|parcel|package|link|to|from|that|for|is|are|was|like"
    r"|matter|difference|mean|point|of the two|format|limit|permission|access|works?|happen\w*|gave|says?)\b"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DESCRIBED = re.compile(
    r"\b(?:you|u|used?|registered|shown|see|seen|displayed|linked|have|got|signed|from|that|which|is|it)\b"
)
_POINTED = re.compile(
    r"(?: (?:out|back|over))?\s*"
    r"(?:$|[,.!?]|(?:here|over|again|to me|with me|now|please|pls|too|below|in|so|and|back|out)\b)"
)
_OF_IT = re.compile(r"\s*(?:of|from|on|in|for)?\s*(?:the|your|ur|you|his|her|their)?\s*(?:full |credit |debit |bank )?")
_ENDS_IN = re.compile(r"\s*(?:that |which )?(?:ending|ends?)\b")
_ADDED = re.compile(r"\b(?:and|plus)\b")
_FILLER = re.compile(
    r"\b(?:and|the|your|ur|yr|you|a|an|my|full|please|pls|plz|pleas|thanks|thank|thx|plese|pleae|ok|okay|okey|great|perfect|lovely"
    r"|super|sure|right|now|then|next|also|too|again|just|only|first|last|one|once more|more|alright|so|or|for me|both"
    r"|complete|whole|current|quick|hello|hi|hey|finally|with|of|as well|exact|new|any|valid|bitte|und|ihre?|ihren"
    r"|s'il vous plait|merci|et|votre|vos|por favor|y|su|e|o|il suo|per favore|uw|alstublieft|graag|prosze|seu|sua"
    r"|account holder's|holder's|child's|for)\b"
)
_PLEASE = re.compile(r"\b(?:please|pls|plz|bitte|s'il vous plait|por favor|per favore|alstublieft|prosze|svp)\b")
_VERB_AFTER = re.compile(
    r"(?:\s+[^\W_]+){0,3}?\s+(?:is|are|was|were|has|have|had|must|can|could|will|would|should|may|isn|isnt|wasn|does|do|did|cannot)\b"
)
_SEGMENT = re.compile(r",(?!\s*(?:please|pls|plz)\b)|\s[-\u2013]+\s|:|\(")
_OF_WHAT = re.compile(r"\s+(?:of|for|on|in|at|with|where|under)\b")
_LISTED = re.compile(r"\s*(?:[-*\u2022#>]|\d+[.)])")
_LEAD = re.compile(
    r"\s*(?:for (?:security|verification|data protection|safety|identification)|to (?:start|begin|finish)(?: with)?)\s*"
)


class Wish(NamedTuple):
    """Something that is asked for, by the words [start, end) that name it."""

    kind: str
    start: int
    end: int


class Sentence(NamedTuple):
    """What was asked; `named` is what a `send it to me` may point back to.

    `heads`: it ends in a colon, and asks for (`asks`) or warns of (`denies`) what is listed in the lines that follow.
    """

    asked: tuple[Wish, ...] = ()
    named: tuple[Token, ...] = ()
    heads: str = ""


def sentence(text: str, start: int, end: int, tokens: list[Token], before: Sentence) -> Sentence:
    """What the sentence [start, end) asks for, read after the one before it."""
    if not tokens:
        return before._replace(asked=(), heads="" if text[start:end].strip() else before.heads)
    things = [token for token in tokens if token.role not in _CUES and not token.role.startswith("=")]
    walk = _Walk(text, end, before.named)
    for token in tokens:
        walk.take(token)
    walk.close()
    asked = (
        walk.asked() if before.heads == "denies" else [*_bare(text, start, end, tokens, things, before), *walk.asked()]
    )
    if any(token.role == "NOT_SENTENCE" for token in tokens):
        asked = []
    heads = walk.heads if text[start:end].rstrip().endswith(":") else ""
    return Sentence(
        asked=tuple(Wish(*one) for one in dict.fromkeys(asked)),
        named=tuple(things) or before.named,
        heads=heads or (before.heads if len(things) == len(tokens) else ""),
    )


def _bare(text: str, start: int, end: int, tokens: list[Token], things: list[Token], before: Sentence) -> list[Token]:
    """Things that are named and nothing else: `Name and postcode please?`, `Card number:`."""
    please = _PLEASE.search(text, things[-1].end, end) if things else None
    asked_until = please.start() if please else end
    if not things or any(token.role in _NOT_BARE and token.start < asked_until for token in tokens):
        return []
    is_question = text[start:end].rstrip().endswith("?")
    if _LISTED.match(text, start, end) and not is_question and before.heads != "asks":
        return []
    if _is_only(text, start, end, things) or (is_question and _LEAD.match(text, start, things[0].start)):
        return things
    last = max((match.start() for match in _SEGMENT.finditer(text, start, end)), default=start)
    earlier = [thing for thing in things if thing.start < last]
    if not earlier and (is_question or _PLEASE.search(text, last, end)) and _is_only(text, last, end, things):
        return things
    led_up = max(
        (token.end for token in tokens if token.role == "SKIP" and token.start < things[0].start), default=start
    )
    leads_up = not _FILLER.sub("", text[led_up : things[0].start]).strip(" \t\n,.:!-")
    is_statement = any(_VERB_AFTER.match(text, thing.end, asked_until) for thing in things)
    asks = not any(token.role in _ASKING for token in tokens)
    is_named = is_question and _OF_WHAT.match(text, things[0].end, end)
    return things if leads_up and (please or is_named) and asks and not is_statement else []


def _is_only(text: str, start: int, end: int, things: list[Token]) -> bool:
    rest, done = [], start
    for thing in things:
        if thing.start >= start:
            rest.append(text[done : thing.start])
            done = thing.end
    rest.append(text[done:end])
    left = _FILLER.sub("", " ".join(rest))
    return BLANK not in left and not any(map(str.isalnum, left))


class _Walk:
    """A sentence read from left to right: what was asked with which cue, and what takes it back."""

    def __init__(self, text: str, end: int, named: tuple[Token, ...]) -> None:
        self._text, self._end, self._before = text, end, named
        self._asked: list[tuple[Token, str]] = []
        self._named: list[Token] = []
        self._cue = ""
        self._is_fresh = self._is_broken = self._is_here = False
        self._last = self._seen = self._partial = -1
        self._placed = 0
        self.is_denying = False

    def take(self, token: Token) -> None:
        """Read on."""
        if self._seen >= 0 and _BREAK.search(self._text, self._seen, token.start):
            self._is_broken = True
        self._seen = token.end
        if token.role in _ASKING:
            self._ask(token)
        elif token.role in _TAKES:
            _TAKES[token.role](self, token)
        elif token.role.startswith("="):
            self._asked.append((token._replace(role=token.role[1:]), "QUESTION"))
        elif token.role not in _CUES:
            self._thing(token)
        if token.role not in {"BUT", "HERE"} or self._last < 0:
            self._last = token.end

    def _ask(self, token: Token) -> None:
        if self.is_denying and not self._is_broken:
            return
        if self._is_fresh and self._cue in {"WANT", "TELL_ME"} and token.role in {"QUESTION", "ENTER"}:
            return
        self.is_denying = self._is_broken = False
        self._cue, self._is_fresh = token.role, True

    def deny(self, token: Token) -> None:
        self.is_denying, self._is_broken, self._cue = True, False, ""

    def unneeded(self, token: Token) -> None:
        self._asked.clear()

    def off(self, token: Token) -> None:
        self._cue, self.is_denying = "", False

    def but(self, token: Token) -> None:
        self.is_denying = False

    def here(self, token: Token) -> None:
        self._is_here = True

    def secure(self, token: Token) -> None:
        """Somewhere else: what was named since the last such place is not to be told here."""
        weak = {"ENTER", "TELL"} if token.role == "SECURE" else {"ENTER", "TELL", "TELL_ME", "WANT"}
        is_address = self._text.startswith(("http", "www"), token.start)
        where = "CHANNEL" if is_address else token.role
        for index in range(self._placed, len(self._asked)):
            thing, cue = self._asked[index]
            if cue in weak and not _DESCRIBED.search(self._text, thing.end, token.start):
                self._asked[index] = thing, f"{cue}-{where}"
        self._placed = len(self._asked)

    def part(self, token: Token) -> None:
        """The last four digits: neither of what follows nor of what was just named."""
        self._partial = token.end
        if self._asked and not self._is_fresh and not _ADDED.search(self._text, self._asked[-1][0].end, token.start):
            self._asked.pop()

    def that(self, token: Token) -> None:
        if not self._cue or not self._is_fresh or token.start - self._last > 1:
            return
        if self._cue in _ASKING - {"QUESTION"} and _POINTED.match(self._text, token.end, self._end):
            known = {thing for thing, _ in self._asked}
            self._asked += [(thing, self._cue) for thing in self._meant() if thing not in known]
            self._is_fresh = False

    def _meant(self) -> Sequence[Token]:
        return (self._named or self._before)[-_MOST_MEANT:]

    def _thing(self, token: Token) -> None:
        is_part = (
            self._partial >= 0
            and token.start - self._partial < _FARTHEST
            and _OF_IT.fullmatch(self._text, self._partial, token.start)
        )
        self._partial = -1
        is_asked = not is_part and self._cue and self._reaches(token) and not self._is_known(token)
        if is_asked and not _ENDS_IN.match(self._text, token.end):
            self._asked.append((token, self._cue))
        if not is_asked and not is_part:
            self._cue = ""
        self._named.append(token)
        self._is_fresh = self._is_fresh and not is_asked

    def _is_known(self, token: Token) -> bool:
        """Nobody is asked to tell it by `do you remember your password`."""
        cue = self._text[max(0, self._last - 24) : self._last]
        return self._cue == "WANT" and token.role == "PASSWORD" and cue.endswith(("remember", "recall", "you know"))

    def _reaches(self, token: Token) -> bool:
        """True if the words between the cue or the thing before and this one belong to the same request."""
        if token.start - self._last > _FARTHEST:
            return False
        between = self._text[self._last : token.start]
        if BLANK in between or _STRAYED.search(between):
            return False
        size = len(_WORD.findall(between))
        if self._is_fresh:
            return size <= (3 if self._cue == "QUESTION" else 6)
        return not between.strip() or (size <= 5 and _JOINED.search(between) is not None)

    def close(self) -> None:
        """At the end: `could you tell me?` asks for what was named before."""
        rest = _FILLER.sub("", self._text[max(self._last, 0) : self._end])
        points_back = rest.rstrip().endswith("?") or not self._named
        if self._cue == "TELL_ME" and self._is_fresh and points_back and not any(map(str.isalnum, rest)):
            self._asked += [(thing, self._cue) for thing in self._meant()]

    @property
    def heads(self) -> str:
        """What a list below this would be: `asks` or `denies`, empty if neither."""
        return "denies" if self.is_denying else "asks" if self._cue in _ASKING else ""

    def asked(self) -> list[Token]:
        """What is asked for here."""
        kept = {"TELL", "TELL_ME", "WANT", "QUESTION"}
        if self._is_here:
            kept |= {"ENTER", "ENTER-SECURE", "TELL-SECURE"}
        return [thing for thing, cue in self._asked if cue in kept]


_TAKES = {
    "NOT": _Walk.deny, "NOT_NEEDED": _Walk.unneeded, "OFF": _Walk.off, "BUT": _Walk.but, "HERE": _Walk.here,
    "SECURE": _Walk.secure, "CHANNEL": _Walk.secure, "PARTIAL": _Walk.part, "THAT": _Walk.that,
}  # fmt: skip
