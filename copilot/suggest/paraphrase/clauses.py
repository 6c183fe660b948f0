"""Sentences → clauses that can be restated one by one; conditions, reasons and relative clauses stay with theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from copilot.suggest.paraphrase.courtesies import is_noise, trimmed
from copilot.suggest.paraphrase.joints import joint_at
from copilot.suggest.paraphrase.lexicon import AUXILIARY, PRONOUN
from copilot.suggest.paraphrase.tokens import Token, sentences


class Clause(Struct, frozen=True, kw_only=True):
    """Tokens without joining word, courtesies and end mark.

    `lead` is the joining word before the clause, `is_asked` says that its sentence ends in a question mark, `has_tag`
    that it ends in "right?" or the like.
    """

    tokens: tuple[Token, ...]
    lead: str = ""
    is_asked: bool = False
    has_tag: bool = False


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of a message that hold something, in order."""
    for sentence in sentences(text):
        is_asked = any(token.text == "?" for token in sentence[-3:])
        whole, has_tag = _untagged(sentence) if is_asked else (sentence, False)
        parts = _pieces(whole)
        for place, (lead, part) in enumerate(parts):
            last = place == len(parts) - 1
            body = [] if is_noise(part) else trimmed(_unnumbered(part))
            if body and not is_noise(body):
                yield Clause(tokens=tuple(body), lead=lead, is_asked=is_asked and last, has_tag=has_tag and last)


def _pieces(sentence: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    """The sentence cut at its joints: each part with the joining word before it."""
    pieces: list[tuple[str, list[Token]]] = []
    lead, begun, place = "", 0, 0
    while place < len(sentence):
        joint = joint_at(sentence, begun, place)
        if joint is None:
            place += 1
            continue
        pieces.append((lead, list(sentence[begun:place])))
        lead, begun = joint
        place = max(begun, place + 1)
    pieces.append((lead, list(sentence[begun:])))
    return [piece for piece in pieces if piece[1]]


def _unnumbered(parts: list[Token]) -> list[Token]:
    """Without the number of a list item: "1) my order"."""
    is_item = len(parts) > 2 and parts[1].text in {")", "."} and len(parts[0].text) <= 2
    return parts[2:] if is_item and parts[0].text[:1].isdigit() else parts


def _untagged(sentence: list[Token]) -> tuple[list[Token], bool]:
    """Without a tag question at its end ("…, right?", "isn't it?"), and whether there was one."""
    parts = list(sentence)
    while parts and parts[-1].kind == "mark":
        parts.pop()
    if len(parts) < 4:
        return sentence, False
    first, last = parts[-2].word, parts[-1].word
    if last in {"right", "correct", "yes", "no", "yeah", "true"} and parts[-2].kind == "mark":
        return parts[:-2], True
    if first in AUXILIARY and last in PRONOUN and (parts[-3].kind == "mark" or first.endswith("n't")):
        return parts[:-2], True
    return sentence, False
