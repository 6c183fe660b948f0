"""One clause in the second person: what is told, what is asked, what the company is to do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from copilot.suggest.paraphrase.beginnings import ORDERS
from copilot.suggest.paraphrase.clauses import Clause
from copilot.suggest.paraphrase.fragments import completed
from copilot.suggest.paraphrase.frames import TAIL, Found
from copilot.suggest.paraphrase.lexicon import AUXILIARY, BE, NOMINATIVE, PRONOUN, word_set
from copilot.suggest.paraphrase.person import is_shifted, shifted, uncapitalised
from copilot.suggest.paraphrase.requests import asked, ordered, questioned, requested
from copilot.suggest.paraphrase.tokens import Token, joined

_TURNING: Final = AUXILIARY - {"'s"}
_BEFORE_INVERSION: Final = word_set("nor neither so than as")


class Wording(Struct, frozen=True, kw_only=True):
    """`body` continues `frame`; both together are a clause with a finite verb. `source` is what it was made of."""

    frame: str
    body: str
    source: tuple[Token, ...]
    lead: str = ""

    @property
    def text(self) -> str:
        """The whole clause, without capital and full stop."""
        return f"{self.frame} {self.body}" if self.frame and self.frame != TAIL else self.body


def worded(clause: Clause) -> Wording | None:
    """The clause restated, or None if it cannot be without risk."""
    parts = uncapitalised(_plain(clause.tokens))
    while len(parts) > 2 and parts[0].word in {"just", "simply"} and parts[1].word in ORDERS:
        parts = parts[1:]
    if not parts:
        return None
    found = asked(parts) or requested(parts) or questioned(parts, has_tag=clause.has_tag) or ordered(parts)
    frame, body = found or _told(parts, is_asked=clause.is_asked)
    if not _is_safe(body):
        return None
    return Wording(frame=frame, body=joined(uncapitalised(body)), source=clause.tokens, lead=clause.lead)


def _plain(parts: Sequence[Token]) -> list[Token]:
    """Without "please" and "kindly", and without an adverb in commas behind the subject."""
    plain = [token for token in parts if token.word not in {"please", "kindly"}]
    has_aside = len(plain) > 4 and plain[1].text == "," and plain[3].text == "," and plain[0].word in PRONOUN
    return [plain[0], *plain[4:]] if has_aside else plain


def _told(parts: Sequence[Token], *, is_asked: bool) -> Found:
    """A statement, completed if its subject was left out; else the thing that is named; nothing if it is neither."""
    frame, whole = completed(parts, is_asked=is_asked) or ("", [])
    return frame, shifted(whole)


def _is_safe(parts: Sequence[Token]) -> bool:
    """Something, in the second person, not in the order of a question, no auxiliary twice, brackets in pairs."""
    words = [token.word for token in parts]
    is_doubled = any(
        (first == second and first in AUXILIARY) or {first, second} <= BE for first, second in pairwise(words)
    )
    is_turned = any(map(_is_inverted, ["", *words], words, words[1:]))
    texts = [token.text for token in parts]
    is_whole = bool(parts) and texts.count("(") == texts.count(")")
    return is_whole and is_shifted(parts) and not is_doubled and not is_turned


def _is_inverted(before: str, word: str, after: str) -> bool:
    """A question that is still in the order of one: "what do you need"."""
    return word in _TURNING and (after in NOMINATIVE or after == "you") and before not in _BEFORE_INVERSION
