"""Messages as the service's redactor reads them."""

from __future__ import annotations

from msgspec import Struct

from copilot.privacy.asking import asked_for
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from eval.datasets.filled import Labelled, Span
from eval.measures.spans import is_touched
from eval.texts import Texts


class Redacted(Struct, frozen=True, kw_only=True):
    """A message, those of its labels that are measured, and what was found; both in text order."""

    message: Labelled
    labels: tuple[Span, ...]
    found: tuple[Span, ...]


def redacted(message: Labelled, texts: Texts, redactor: Redactor) -> Redacted:
    """A message read as in a conversation: with the operator's message before it, and with what that one asks for.

    What is found where a label of a kind stands that is not measured is neither right nor wrong, and left out.

    Raises:
        RedactionFailed: one of the two could not be checked.
    """
    vault = Vault()
    asked: frozenset[str] = frozenset()
    if message.after is not None:
        asked = asked_for(redactor.redact(message.after, vault).text)
    entities = redactor.redact(message.text, vault, asked).entities
    found = (Span(kind=entity.kind, start=entity.start, end=entity.end) for entity in entities)
    unmeasured = [span for span in message.spans if not texts.measures(span.kind)]
    return Redacted(
        message=message,
        labels=tuple(span for span in message.spans if texts.measures(span.kind)),
        found=tuple(span for span in found if not is_touched(span, unmeasured)),
    )
