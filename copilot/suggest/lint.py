"""What an operator is about to send, looked over: may it go, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from copilot.privacy.redactor import Redactor
from copilot.privacy.retold import retold
from copilot.privacy.vault import Vault
from copilot.suggest.brand import Brand
from copilot.suggest.objections import TOLD, Objection, asked, blocks, objection

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

    def lint(self, text: str, conversation: Vault | None = None) -> Lint:
        """What the text asks for and what it tells; values of the conversation's vault are known wherever they stand.

        The vault is read, not written.

        Raises:
            RedactionFailed: the text could not be checked.
        """
        found = {
            (one.rule, one.start, one.end): one for one in (*asked(text, self.brand), *self._told(text, conversation))
        }
        ordered = tuple(sorted(found.values(), key=lambda one: (one.start, one.end, one.rule)))
        return Lint(verdict=_verdict(ordered), findings=ordered)

    def _told(self, text: str, conversation: Vault | None) -> Iterator[Objection]:
        told = [
            (one.kind, one.start, one.end) for one in self.redactor.redact(text, Vault()).entities if one.kind in TOLD
        ]
        yield from (objection(TOLD[kind], start, end, self.brand) for kind, start, end in told)
        if conversation is not None:
            for again in retold(text, conversation, frozenset(TOLD)):
                if not any(start < again.end and again.start < end for _, start, end in told):
                    yield objection(TOLD[again.kind], again.start, again.end, self.brand)


def _verdict(findings: tuple[Objection, ...]) -> LintVerdict:
    if any(map(blocks, findings)):
        return "block"
    return "warn" if findings else "ok"
