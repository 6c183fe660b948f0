"""One honest in-memory fake for each port."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TypeVar
from zlib import crc32

import msgspec
import numpy as np

from copilot.encoding.models import EncoderManifest
from copilot.encoding.reading import Matrix, Reading, normalised
from copilot.errors import Conflict, NotFound
from copilot.ids import new_id
from copilot.privacy.redactor import Redaction
from copilot.privacy.vault import Vault
from copilot.settings import EscalationSettings
from copilot.store.answered import answered
from copilot.store.hiding import Fragments, hide_in_record, hiding
from copilot.store.retention import Extent, OfConversation, OfCustomer, Scope
from copilot.store.rows import to_row
from copilot.store.sql import utc_now
from copilot.store.sql_secrets import plain_id, reference
from copilot.store.values import (
    Answers,
    ApiKey,
    CannedEdit,
    Conversation,
    ConversationSpec,
    Feedback,
    StoredPick,
    SuggestionRecord,
)
from copilot.text import printable
from copilot.triage.heads import SHIPPED, load_heads
from copilot.triage.impression import Part
from copilot.triage.listener import Listener
from copilot.triage.triager import Triager
from copilot.types import CannedReply, Entity, Intent, Message, Outcome, RedactedText, Standing

_Value = TypeVar("_Value")


def sealed(text: str) -> RedactedText:
    """Text that a test declares to be free of personal data."""
    return str.__new__(RedactedText, text)  # type: ignore[arg-type]  # RedactedText's own `__new__` refuses everyone


class FakeStore:
    """A `Store` in memory; `to_row` refuses what a database would."""

    def __init__(self, clock: Callable[[], datetime] = utc_now) -> None:
        self._clock = clock
        self._conversations: dict[str, Conversation] = {}
        self._messages: dict[str, dict[str, Message]] = {}
        self._suggestions: dict[str, SuggestionRecord] = {}
        self._feedback: dict[str, Feedback] = {}
        self._keys: dict[str, ApiKey] = {}
        self._canned: dict[str, CannedEdit] = {}
        self._stored_at: dict[tuple[str, str], datetime] = {}
        self._secret = secrets.token_bytes(32)

    async def open_conversation(self, spec: ConversationSpec) -> tuple[Conversation, bool]:
        opened = Conversation(
            id=spec.id if spec.id is not None else new_id("cnv"),
            channel=spec.channel,
            brand=spec.brand,
            customer=spec.customer,
            opened_at=self._clock(),
            customer_ref=spec.customer_ref,
        )
        to_row(opened)
        is_new = opened.id not in self._conversations
        stored = self._conversations.setdefault(opened.id, opened)
        self._messages.setdefault(opened.id, {})
        if stored.customer_ref is None:
            stored = msgspec.structs.replace(stored, customer_ref=spec.customer_ref)
            self._conversations[opened.id] = stored
        return stored, is_new

    async def get_conversation(self, conversation_id: str) -> Conversation:
        return _known(self._conversations, conversation_id)

    async def close_conversation(
        self, conversation_id: str, outcome: Outcome, csat: int | None = None, nps: int | None = None
    ) -> Conversation:
        stored = _known(self._conversations, conversation_id)
        closed_at = stored.closed_at or self._clock()
        closed = msgspec.structs.replace(stored, closed_at=closed_at, outcome=outcome, csat=csat, nps=nps)
        if not stored.is_open and closed != stored:
            raise Conflict("closed in another way")
        self._conversations[conversation_id] = closed
        return closed

    async def add_message(self, conversation_id: str, message: Message) -> tuple[Message, bool]:
        to_row(message)
        stored = _known(self._messages, conversation_id)
        if message.id in stored:
            return stored[message.id], False
        if not self._conversations[conversation_id].is_open:
            raise Conflict("closed")
        stored[message.id] = message
        self._stored_at[conversation_id, message.id] = self._clock()
        self._note_waiting(conversation_id, message)
        return message, True

    def _note_waiting(self, conversation_id: str, message: Message) -> None:
        one, at = self._conversations[conversation_id], min(message.sent_at, self._clock())
        if message.author == "customer":
            changed = {"asked_at": one.asked_at or at, "waiting_since": one.waiting_since or at}
        elif message.author == "operator":
            changed = {"answered_at": one.answered_at or at, "waiting_since": None}
        else:
            changed = {}
        self._conversations[conversation_id] = msgspec.structs.replace(one, **changed)

    async def open_conversations(self) -> tuple[Conversation, ...]:
        found = (one for one in self._conversations.values() if one.is_open)
        return tuple(sorted(found, key=lambda one: (one.opened_at, one.id)))

    async def set_standing(self, conversation_id: str, standing: Standing) -> None:
        stored = _known(self._conversations, conversation_id)
        self._conversations[conversation_id] = msgspec.structs.replace(stored, standing=standing)

    async def assign(self, conversation_id: str, operator: str | None, limit: int) -> Conversation:
        stored = _known(self._conversations, conversation_id)
        if operator is not None:
            load = sum(one.is_open and one.assigned_to == operator for one in self._conversations.values())
            is_new = stored.assigned_to != operator
            if not stored.is_open or (is_new and (stored.assigned_to is not None or load >= limit)):
                raise Conflict("closed, taken, or too many")
        self._conversations[conversation_id] = msgspec.structs.replace(stored, assigned_to=operator)
        return self._conversations[conversation_id]

    async def answers_since(self, since: datetime) -> Answers:
        rows = [
            (key, one.author, self._stored_at[key, one.id])
            for key, messages in self._messages.items()
            for one in messages.values()
        ]
        return answered(row for row in rows if row[2] >= since)

    async def messages(self, conversation_id: str) -> tuple[Message, ...]:
        return tuple(_known(self._messages, conversation_id).values())

    async def record_suggestion(self, record: SuggestionRecord) -> None:
        to_row(record)
        if record.conversation_id is not None:
            _known(self._conversations, record.conversation_id)
        self._suggestions.setdefault(record.id, record)

    async def get_suggestion(self, suggestion_id: str) -> SuggestionRecord:
        return _known(self._suggestions, suggestion_id)

    async def add_feedback(self, suggestion_id: str, feedback: Feedback) -> None:
        to_row(feedback)
        if feedback.suggestion_id != suggestion_id:
            raise Conflict("another suggestion")
        _known(self._suggestions, suggestion_id)
        self._feedback.setdefault(feedback.id, feedback)

    async def feedback(self, suggestion_id: str) -> tuple[Feedback, ...]:
        _known(self._suggestions, suggestion_id)
        return tuple(given for given in self._feedback.values() if given.suggestion_id == suggestion_id)

    async def picks_after(self, cursor: int, limit: int) -> tuple[StoredPick, ...]:
        situations = {key: one.situation for key, one in self._suggestions.items() if one.situation is not None}
        found = [
            StoredPick(
                arrival=arrival,
                suggestion_id=given.suggestion_id,
                canned_id=given.canned_id,
                type=given.type,
                situation=situations[given.suggestion_id],
            )
            for arrival, given in self._events_about_canned()
            if arrival > cursor and given.canned_id and given.suggestion_id in situations
        ]
        return tuple(found[:limit])

    async def cursor_before(self, newest: int) -> int:
        return ([0] * (newest + 1) + [arrival for arrival, _ in self._events_about_canned()])[-newest - 1]

    def _events_about_canned(self) -> list[tuple[int, Feedback]]:
        told = {"copied", "inserted", "sent", "rejected"}
        numbered = enumerate(self._feedback.values(), start=1)
        return [(arrival, given) for arrival, given in numbered if given.canned_id and given.type in told]

    async def without_situation(self, suggestion_ids: Sequence[str]) -> frozenset[str]:
        return frozenset(suggestion_ids) - {key for key, one in self._suggestions.items() if one.situation is not None}

    async def edit_canned(self, reply_id: str, reply: CannedReply | None) -> CannedEdit:
        latest = max((edit.revision for edit in self._canned.values()), default=0)
        edit = CannedEdit(id=reply_id, revision=latest + 1, reply=reply)
        to_row(edit)
        self._canned[reply_id] = edit
        return edit

    async def canned_edits(self, since: int = 0) -> tuple[CannedEdit, ...]:
        found = (edit for edit in self._canned.values() if edit.revision >= since)
        return tuple(sorted(found, key=lambda edit: edit.revision))

    async def customer_ref(self, customer_id: str) -> str:
        return reference(self._secret, plain_id(customer_id))

    async def hide(self, conversation_id: str, fragments: Fragments) -> int:
        messages, hide, changed = _known(self._messages, conversation_id), hiding(fragments), 0
        for key, message in messages.items():
            messages[key] = msgspec.structs.replace(message, text=sealed(hide(message.text)))
            changed += messages[key] != message
        mine = {key: one for key, one in self._suggestions.items() if one.conversation_id == conversation_id}
        for key, record in mine.items():
            hidden_body = hide_in_record(record.body, hide)
            self._suggestions[key] = msgspec.structs.replace(record, body=hidden_body, situation=None)
            changed += hidden_body != record.body
        for key, given in self._feedback.items():
            for field in ("sent_text", "reason") if given.suggestion_id in mine else ():
                text = getattr(given, field)
                hidden = None if text is None else sealed(hide(text))
                self._feedback[key] = msgspec.structs.replace(self._feedback[key], **{field: hidden})
                changed += hidden != text
        return changed

    async def extent(self, scope: Scope) -> Extent:
        conversations = {key for key, one in self._conversations.items() if self._is_doomed(one, scope)}
        suggestions = {
            key
            for key, one in self._suggestions.items()
            if one.conversation_id in conversations or self._is_doomed(one, scope)
        }
        return Extent(
            conversations=len(conversations),
            messages=sum(len(self._messages[key]) for key in conversations),
            suggestions=len(suggestions),
            feedback=sum(one.suggestion_id in suggestions for one in self._feedback.values()),
        )

    async def erase(self, scope: Scope) -> Extent:
        """All at once."""
        erased = await self.extent(scope)
        for key in [key for key, one in self._conversations.items() if self._is_doomed(one, scope)]:
            del self._conversations[key], self._messages[key]
            self._suggestions = {k: one for k, one in self._suggestions.items() if one.conversation_id != key}
        self._suggestions = {k: one for k, one in self._suggestions.items() if not self._is_doomed(one, scope)}
        self._feedback = {k: one for k, one in self._feedback.items() if one.suggestion_id in self._suggestions}
        return erased

    def _is_doomed(self, one: Conversation | SuggestionRecord, scope: Scope) -> bool:
        if isinstance(scope, OfCustomer):
            return one.customer_ref == scope.customer_ref
        if isinstance(scope, OfConversation):
            return isinstance(one, Conversation) and one.id == scope.conversation_id
        is_part = isinstance(one, SuggestionRecord) and one.conversation_id is not None
        return not is_part and max(self._moments(one)) < scope.since

    def _moments(self, one: Conversation | SuggestionRecord) -> Iterator[datetime]:
        """When something happened."""
        if isinstance(one, SuggestionRecord):
            yield one.created_at
            yield from (given.at for given in self._feedback.values() if given.suggestion_id == one.id)
            return
        yield one.opened_at
        yield one.closed_at or one.opened_at
        yield from (self._stored_at[one.id, key] for key in self._messages[one.id])
        for made in self._suggestions.values():
            if made.conversation_id == one.id:
                yield from self._moments(made)

    async def vanish(self) -> None:
        return

    async def unknown(self, ids: Sequence[str]) -> frozenset[str]:
        return frozenset(ids) - self._conversations.keys() - self._suggestions.keys()

    async def add_key(self, key: ApiKey) -> None:
        to_row(key)
        if key.id in self._keys or any(key.secret_sha256 == known.secret_sha256 for known in self._keys.values()):
            raise Conflict("known key")
        self._keys[key.id] = key

    async def keys(self) -> tuple[ApiKey, ...]:
        return tuple(self._keys.values())

    async def revoke_key(self, key_id: str) -> ApiKey:
        key = _known(self._keys, key_id)
        self._keys[key_id] = msgspec.structs.replace(key, revoked_at=key.revoked_at or self._clock())
        return self._keys[key_id]

    async def find_key(self, key_id: str) -> ApiKey | None:
        return self._keys.get(key_id)

    async def ping(self) -> None:
        return

    async def aclose(self) -> None:
        return


def _known(values: dict[str, _Value], key: str) -> _Value:
    try:
        return values[key]
    except KeyError:
        raise NotFound("unknown id") from None


class FakeEncoder:
    """Bags of words: every word has a direction of its own, so texts are alike as far as they share words."""

    def __init__(self, dim: int = 256, fingerprint: str = "sha256:fake") -> None:
        self.manifest = EncoderManifest(name="fake", fingerprint=fingerprint, dim=dim, max_tokens=256)
        self.texts: list[str] = []

    def read(self, text: str) -> Reading:
        self.texts.append(text)
        found = list(re.finditer(r"\w+", text))
        tokens = np.array([_direction(word.group().casefold(), self.manifest.dim) for word in found], dtype=np.float32)
        tokens = tokens.reshape(-1, self.manifest.dim)
        offsets = np.array([word.span() for word in found], dtype=np.int32).reshape(-1, 2)
        return Reading(vector=normalised(tokens.sum(axis=0)), token_vectors=tokens, offsets=offsets)

    def read_many(self, texts: Sequence[str]) -> Iterator[tuple[int, Reading]]:
        """The last one first: nobody may rely on the order."""
        return ((index, self.read(texts[index])) for index in reversed(range(len(texts))))


@lru_cache(maxsize=10_000)
def _direction(word: str, dim: int) -> Matrix:
    return normalised(np.random.default_rng(crc32(word.encode())).standard_normal(dim).astype(np.float32))


class FakeRedactor:
    """Replaces e-mail addresses, numbers of sixteen digits, and terms that the vault was told about."""

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        if isinstance(text, RedactedText):
            return Redaction(text=text)
        text = vault.admit(printable(text))
        entities: list[Entity] = []

        def replace(match: re.Match[str]) -> str:
            kind = "PERSON" if match["known"] else "EMAIL_ADDRESS" if match["mail"] else "CREDIT_CARD"
            placeholder = vault.placeholder(kind, match.group())
            entities.append(Entity(kind=kind, placeholder=placeholder, start=match.start(), end=match.end(), score=1.0))
            return placeholder

        known = "|".join(re.escape(term) for term, _ in vault.known_terms()) or r"(?!)"
        pattern = rf"(?i)\b(?P<known>{known})\b|(?P<mail>\S+@\S+\.\w+)|(?P<card>\b\d{{16}}\b)"
        return Redaction(text=sealed(re.sub(pattern, replace, text)), entities=tuple(entities))

    def redact_together(self, texts: Sequence[RedactedText], vault: Vault) -> tuple[Redaction, ...]:
        return tuple(Redaction(text=text) for text in texts)


class FakeLanguageDetector:
    """Always sees the language that is expected."""

    def detect(self, texts: Sequence[str], expected: str) -> str:
        return expected


class FakeClassifier:
    """Knows labels by a word: a part whose vector is nearest to the word's own has its label."""

    threshold = 0.5

    def __init__(self, encoder: FakeEncoder | None = None, **labels: str) -> None:
        encoder = encoder or FakeEncoder()
        self._words = {label: encoder.read(word).vector for label, word in labels.items()}

    def classify(self, parts: Sequence[Part]) -> tuple[tuple[Intent, ...], ...]:
        return tuple(self._intents(part.vector) for part in parts)

    def _intents(self, vector: Matrix) -> tuple[Intent, ...]:
        found = [Intent(label=label, confidence=float(word @ vector)) for label, word in self._words.items()]
        return tuple(sorted(found, key=lambda intent: -intent.confidence))


def a_triager(classifier: FakeClassifier | None = None, **fields: object) -> Triager:
    """A triager with the weights that encoders without heads get: rules and counts."""
    heads = load_heads(SHIPPED, FakeEncoder().manifest)
    found = classifier or FakeClassifier()
    values = {
        "languages": FakeLanguageDetector(),
        "classifier": lambda: found,
        "heads": heads.course,
        "rules": EscalationSettings(),
        "served": ("en",),
        **fields,
    }
    return Triager(**values)  # type: ignore[arg-type]  # the fields are the caller's to get right


def a_listener(encoder: FakeEncoder | None = None, remembered: int = 100) -> Listener:
    """A listener over a fake encoder, which no heads were trained for."""
    encoder = encoder or FakeEncoder()
    return Listener(encoder, load_heads(SHIPPED, encoder.manifest).messages, remembered)
