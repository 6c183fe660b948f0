"""What later turns did to facts: the operator said them back and the customer agreed, or corrected them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import Final

from msgspec import Struct

from copilot.suggest.paraphrase.clauses import Clause, clauses
from copilot.suggest.paraphrase.conflicts import conflicts
from copilot.suggest.paraphrase.content import content_of, share, span_of, stems, stems_of
from copilot.suggest.paraphrase.facts import Claim, Fact, with_status
from copilot.suggest.paraphrase.lexicon import WH, word_set
from copilot.suggest.paraphrase.person import uncapitalised
from copilot.suggest.paraphrase.questions import indirect, is_question
from copilot.suggest.paraphrase.tokens import Token, joined
from copilot.text import sentence_spans
from copilot.types import Message

_YES: Final = re.compile(
    r"\W*(?:(?:oh|ah|well|but|ok(?:ay)?|so|and|haha|lol|i'?m)\W+)*"
    r"(?:ye[sahp]+\b|yup|ya\b|aye|mhm+|uh[- ]?huh|correct|exactly|right\b"
    r"|true\b|indeed|bingo|spot on|precisely|absolutely|definitely|of course|sure|affirmative|perfect|100 ?%|nailed it"
    r"|very much so|quite (?:right|so)|afraid so|👍|all (?:correct|right|true|good)|both (?:correct|right|true)"
    r"|you(?:['’]ve)? (?:understood|got|heard|read|nailed|have it)\b|you(?:['’]re| are) (?:right|correct)"
    r"|(?:that|this|it)(?:['’]?s| is| was| would be) (?:it|right|correct|true|all|so|how it is|the one|what)\b"
    r"|(?:you|he|she|we|they|it|that|i|there) (?:is|was|are|were|did|does|do|has|have|had|would|will|can|could)"
    r"\s*(?:[.,!;:\n]|$))",
    re.IGNORECASE,
)
_AGREEING: Final = re.compile(
    r"\b(?:ye(?:s|p|ah?|h|a)|yh|yup|correct(?:ly)?|exactly|precisely|accurate|confirm(?:ed)?|indeed|agreed"
    r"|spot on|totally|for sure|pretty much|that['’]?s (?:it|the one)|no mistake"
    r"|(?:is|was|all|quite|are|that['’]?s) (?:right|true)|bet|facts)\b"
    r"|[👍✅💯]",
    re.IGNORECASE,
)
_REFUSING: Final = re.compile(
    r"\b(?:no|nope|nah|naw|not|wrong|incorrect|actually|instead|rather|except|meant|mistaken|negative|opposite|contrary|mixed"
    r"|misunderst\w+|(?:is|was|are|were)n['’]?t|other way)\b",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"\W*(?:(?:oh|ah|well|sorry|but|um|er|hm+)\W+)*(?:no|nope|nah|not|never|wrong|incorrect|false"
    r"|(?:the )?other way a?round|that['’]?s (?:not|wrong)|that is (?:not|wrong)"
    r"|it (?:isn['’]?t|wasn['’]?t|doesn['’]?t|didn['’]?t|is not|was not)|actually"
    r"|only|almost|not quite|i (?:didn['’]?t|don['’]?t|haven['’]?t|said|meant)|quite the opposite|the opposite)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"(?:\bnot|\brather than|\binstead of|\b(?:is|was|are|were)n['’]t)\s+"
    r"(?:(?:on|in|at|for|the|a|an|my|from|of|to|with)\s+)*([\w./:-]+)",
    re.IGNORECASE,
)
_NO_THING: Final = re.compile(r"\bno (?!the\b|it\b|i\b|my\b|not\b|we\b|he\b|she\b|they\b)([a-z]+)", re.IGNORECASE)
_MISTAKE: Final = re.compile(
    r"\b(?:my (?:mistake|bad|fault)|i mean[t]?|i was wrong|correction|typo|i mixed|scratch that|sorry|actually|oops"
    r"|wait|wrong (?:number|one|date|day)|i misread|make that|rather)\b",
    re.IGNORECASE,
)
_CHECK: Final = re.compile(
    r"\b(?:right|correct|true|so|it|ok(?:ay)?|yes|(?:is|was|did|do|does|have|has|are|were)(?:n['’]t)?"
    r" (?:it|that|i|you|they|we)"
    r"|(?:did|have) i (?:get|got|understand|understood|read|hear|heard)\b[^?]{0,30}|understood|you mean[^?]*)\s*\?\W*$"
    r"|^\W*(?:ok(?:ay)?\W+|i see\W+)?(?:so|just to (?:confirm|check)|let me check|you mean"
    r"|if i understand)\b[^?]*\?\W*$",
    re.IGNORECASE,
)
_UNDERSTANDING: Final = word_set("correct right tru all understood check understand so")
"""Stems of "is that correct?", which states nothing."""
_ONLY: Final = re.compile(r"\W*(?:only|except|almost|nearly|just)\b", re.IGNORECASE)
_CLAUSE_SAID_BACK: Final = 0.6
"""How much of an operator's clause a fact holds if the clause says a part of it back."""
_FEW: Final = 3
"""Stems of a correction that names only the new value."""
_SAID_AGAIN: Final = 0.5
"""How much of a fact the customer's answer holds if it says it again."""
_WHOLE: Final = 0.8
_SAID_BACK: Final = 0.5
"""How much of a fact an operator's message holds if it says it back."""


class _Reply(Struct, frozen=True, kw_only=True):
    """An operator's message, and what the customer wrote right after it."""

    asked: Message
    turn: int
    text: str

    @property
    def agrees(self) -> bool:
        """True if it begins with a yes, or agrees in its first sentence."""
        if _YES.match(self.text):
            return not _NO.match(self.text)
        return bool(_AGREEING.search(self._opening)) and not self.refuses

    @property
    def refuses(self) -> bool:
        """True if it begins with a no, or corrects in its first sentence."""
        if _NO.match(self.text):
            return True
        return not _YES.match(self.text) and bool(_REFUSING.search(self._opening))

    @property
    def corrects(self) -> bool:
        """True if a check ("…, is that right?") gets another answer than a yes: what it says stands instead."""
        is_check = bool(_CHECK.search(self.asked.text)) and "?" not in self.text
        return is_check and not self.agrees and bool(stems_of(self.text))

    @property
    def _opening(self) -> str:
        spans = list(sentence_spans(self.text))
        return self.text[spans[0].start : spans[0].end] if spans else ""


def judged(messages: Sequence[Message], found: Sequence[Claim]) -> tuple[list[Claim], list[Fact]]:
    """The claims with what later turns made of them, and what operators said that was agreed to or corrected."""
    claims, said = list(found), []
    for reply in _replies(messages):
        claims = [_after(claim, reply) for claim in claims]
        said += list(_of_operator(reply, claims))
    return _self_corrected(messages, claims), said


def _replies(messages: Sequence[Message]) -> Iterator[_Reply]:
    """Each message of an operator with the customer's burst that follows; other operator messages may stand between."""
    for turn, message in enumerate(messages):
        if message.author != "operator":
            continue
        behind = dropwhile(lambda following: following.author != "customer", messages[turn + 1 :])
        burst = [following.text for following in takewhile(lambda following: following.author == "customer", behind)]
        if burst:
            yield _Reply(asked=message, turn=turn, text="\n".join(burst))


def _after(claim: Claim, reply: _Reply) -> Claim:
    """A fact that the operator said back: confirmed by a yes, or by being said again next to a no."""
    if claim.turn > reply.turn or claim.fact.status == "denied":
        return claim
    if not _is_said_back(claim, reply.asked.text):
        return claim
    answered = stems_of(reply.text)
    again, negated = claim.stems & answered, _negated(reply.text)
    corrects = reply.refuses or bool(negated & stems_of(reply.asked.text))
    is_left = reply.corrects and not conflicts(claim.stems, answered) and not negated & claim.stems
    repeats = share(claim.stems, answered) >= _SAID_AGAIN
    if reply.agrees or ((corrects or repeats) and again and not negated & claim.stems):
        return with_status(claim, "confirmed")
    least = _SAID_BACK if is_left else _WHOLE if _ONLY.match(reply.text) else 1.1
    if share(claim.stems, stems_of(reply.asked.text)) >= least:
        return with_status(claim, "confirmed")
    return claim


def _is_said_back(claim: Claim, text: str) -> bool:
    if share(claim.stems, stems_of(text)) >= _SAID_BACK:
        return True
    clauses_said = (stems(content_of(parts)) for parts in _said(text))
    return any(len(own) > 2 and share(own, claim.stems) >= _CLAUSE_SAID_BACK for own in clauses_said)


def _of_operator(reply: _Reply, claims: Sequence[Claim]) -> Iterator[Fact]:
    """What the operator said and the customer had not: confirmed by a yes; denied by a no, or by "not …"."""
    known = {stem for claim in claims if claim.turn < reply.turn for stem in claim.stems}
    negated, again = _negated(reply.text), stems_of(reply.text)
    for parts in _said(reply.asked.text):
        own = stems(content_of(parts)) - known
        if not own - _UNDERSTANDING:
            continue
        start, end = span_of(parts)
        fact = Fact(text=joined(uncapitalised(parts)), message_id=reply.asked.id, start=start, end=end)
        if negated & own or (not reply.agrees and _is_corrected(own, again, stems(content_of(parts)), reply)):
            yield _with(fact, "denied")
        elif reply.agrees:
            yield _with(fact, "confirmed")


def _is_corrected(own: frozenset[str], again: frozenset[str], whole: frozenset[str], reply: _Reply) -> bool:
    """True if the customer says something else about the same thing: `own` is what the operator had added."""
    if own <= again:
        return False
    answers_check = reply.asked.text.rstrip().endswith("?") and bool((whole - own) & again)
    return reply.refuses or conflicts(own, again) or answers_check or reply.corrects


def _with(fact: Fact, status: str) -> Fact:
    return Fact(text=fact.text, message_id=fact.message_id, start=fact.start, end=fact.end, status=status)  # type: ignore[arg-type]  # one of the four


def _said(text: str) -> Iterator[list[Token]]:
    """The statements of an operator's message, and its yes-or-no questions as statements."""
    for clause in clauses(text):
        parts = list(clause.tokens)
        if not is_question(parts):
            if len(content_of(parts)) > 1 and not {"i", "sorry", "please"} & {token.word for token in parts[:3]}:
                yield parts
        elif parts[0].word not in WH and not _is_request(clause):
            told = indirect(parts)
            if told is not None:
                yield told[1:]


def _is_request(clause: Clause) -> bool:
    words = [token.word for token in clause.tokens[:2]]
    return words[0] in {"can", "could", "would", "will", "may", "do"} or "i" in words


def _negated(text: str) -> frozenset[str]:
    """What comes right behind a "not": "75, not 57"."""
    found = [match[1] for pattern in (_NOT, _NO_THING) for match in pattern.finditer(text)]
    return frozenset(stem for word in found for stem in stems_of(word))


def _self_corrected(messages: Sequence[Message], claims: list[Claim]) -> list[Claim]:
    """Facts that a later message of the customer takes back ("sorry, it was the 15th")."""
    for turn, message in enumerate(messages):
        if message.author == "customer" and _MISTAKE.search(message.text):
            new, negated = stems_of(message.text), _negated(message.text)
            claims = [_taken_back(claim, turn, new, negated) for claim in claims]
    return claims


def _taken_back(claim: Claim, turn: int, new: frozenset[str], negated: frozenset[str]) -> Claim:
    is_same_thing = bool(claim.stems & new) or len(new) <= _FEW
    is_other = is_same_thing and (conflicts(claim.stems, new) or bool(negated & claim.stems))
    return with_status(claim, "denied") if claim.turn < turn and is_other else claim
