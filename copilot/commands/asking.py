"""Search, suggest and redact once, without a server; nothing is stored."""

from __future__ import annotations

from datetime import UTC, datetime

from copilot.bootstrap import make_copilot, make_encoder, make_knowledge, make_redactor, make_var
from copilot.commands.indexing import require_passages
from copilot.errors import InvalidInput
from copilot.privacy.redactor import Redaction
from copilot.privacy.vault import Vault
from copilot.retrieval.knowledge import Results
from copilot.retrieval.search import Query
from copilot.settings import Settings
from copilot.suggest.ready import ReadySuggestion, ready
from copilot.suggest.request import IncomingMessage, SuggestionRequest
from copilot.types import Filters

_MAX_CHARS = 20_000


def search_once(settings: Settings, query: str, k: int) -> Results:
    """The passages for a query."""
    _check(query)
    make_var(settings)
    encoder = make_encoder(settings, settings.encoder.retriever)
    knowledge = make_knowledge(settings, encoder)
    require_passages(knowledge)
    return knowledge.search(Query(query, encoder.read(query).vector), k, Filters())


def suggest_once(settings: Settings, message: str, k: int) -> ReadySuggestion:
    """A suggestion for a conversation of one message."""
    _check(message)
    make_var(settings)
    copilot = make_copilot(settings)
    require_passages(copilot.knowledge)
    incoming = IncomingMessage(id="m1", author="customer", text=message, sent_at=datetime.now(tz=UTC))
    vault = Vault()
    return ready(copilot.suggest(SuggestionRequest(messages=(incoming,), k=k), vault).suggestion, vault)


def redact_once(settings: Settings, text: str) -> Redaction:
    """The redaction of a text."""
    _check(text)
    make_var(settings)
    return make_redactor(settings, make_encoder(settings, settings.encoder.reader)).redact(text, Vault())


def _check(text: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise InvalidInput("the text is not UTF-8: save or send it in UTF-8")
    if not text.strip():
        raise InvalidInput("the text is empty: give it as an argument or on standard input")
    if len(text) > _MAX_CHARS:
        raise InvalidInput(f"the text has {len(text)} characters, at most {_MAX_CHARS} are read: send it in pieces")
