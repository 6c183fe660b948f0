"""What an operator is about to send, looked over: may it go, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from copilot.privacy.redactor import Redactor
from copilot.privacy.retold import retold
from copilot.privacy.vault import Vault
from copilot.suggest.brand import Brand
from copilot.suggest.guard.fact_check import FactCheck
from copilot.suggest.guard.objections import INTERNAL, TOLD, UNSUPPORTED, Objection, asked, blocks, objection, worded
from copilot.text import Span, sentence_spans
from copilot.types import Entity

LintVerdict = Literal["ok", "warn", "block"]


class Lint(Struct, frozen=True, kw_only=True):
    """The verdict is that of the worst finding; findings are in text order, each rule once for the same words."""

    verdict: LintVerdict
    findings: tuple[Objection, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Linter:
    """Looks texts over; keeps nothing of them."""

    redactor: Redactor
    brand: Brand
    facts: FactCheck | None = None

    def lint(self, text: str, conversation: Vault | None = None, said: Sequence[str] = ()) -> Lint:
        """What the text asks for, tells, promises and states; `said` are the redacted messages of the conversation.

        Values of the conversation's vault are known wherever they stand. The vault is read, not written.

        Raises:
            RedactionFailed: the text could not be checked.
        """
        entities = self.redactor.redact(text, Vault()).entities
        found = {
            (one.rule, one.start, one.end): one
            for one in (
                *asked(text, self.brand),
                *worded(text, self.brand),
                *self._told(text, entities, conversation),
                *self._stated(text, entities, said),
            )
        }
        ordered = tuple(sorted(found.values(), key=lambda one: (one.start, one.end, one.rule)))
        return Lint(verdict=_verdict(ordered), findings=ordered)

    def _stated(self, text: str, entities: Sequence[Entity], said: Sequence[str]) -> Iterator[Objection]:
        """An objection to each sentence with a price, a deadline or a link that no public article has."""
        for span in sentence_spans(text) if self.facts else ():
            standing = self.facts.standing(_masked(text, span, entities), said) if self.facts else "nothing_to_check"
            rule = {"internal": INTERNAL, "unsupported": UNSUPPORTED}.get(standing)
            if rule:
                yield objection(rule, span.start, span.end, self.brand)

    def _told(self, text: str, entities: Sequence[Entity], conversation: Vault | None) -> Iterator[Objection]:
        told = [(one.kind, one.start, one.end) for one in entities if one.kind in TOLD]
        yield from (objection(TOLD[kind], start, end, self.brand) for kind, start, end in told)
        if conversation is not None:
            for again in retold(text, conversation, frozenset(TOLD)):
                if not any(start < again.end and again.start < end for _, start, end in told):
                    yield objection(TOLD[again.kind], again.start, again.end, self.brand)


def _masked(text: str, span: Span, entities: Sequence[Entity]) -> str:
    """A sentence with placeholders where personal data stands in it."""
    inside = [one for one in entities if span.start <= one.start and one.end <= span.end]
    pieces, at = [], span.start
    for one in sorted(inside, key=lambda one: one.start):
        pieces += [text[at : one.start], one.placeholder]
        at = one.end
    return "".join([*pieces, text[at : span.end]])


def _verdict(findings: tuple[Objection, ...]) -> LintVerdict:
    if any(map(blocks, findings)):
        return "block"
    return "warn" if findings else "ok"
