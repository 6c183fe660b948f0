"""What the calls do: vaults and CPU work on a worker thread, the store awaited, the record before the answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from msgspec import structs
from rapidfuzz.distance import Levenshtein

from copilot.api.customer_schemas import CustomerBody
from copilot.api.dispatch import Dispatch, standing_of
from copilot.api.freshness import superseded, superseded_by
from copilot.api.schemas import FeedbackBody, MessageBody, OpenBody, SuggestionBody, WishesBody
from copilot.api.suggesting import Done, Progress, Suggester
from copilot.api.workers import Workers
from copilot.bootstrap import Services
from copilot.ids import new_id
from copilot.privacy.drafted import remember_from_draft
from copilot.privacy.redactor import Redaction
from copilot.privacy.vault import Vault
from copilot.store.values import Conversation, ConversationSpec, Feedback, SuggestionRecord
from copilot.suggest.record import record_of, template_of
from copilot.suggest.redaction import redact_customer, redact_next, redact_request
from copilot.suggest.request import IncomingCustomer, IncomingMessage, SuggestionRequest
from copilot.suggest.suggestion import Suggestion
from copilot.telemetry import Label, log_failure
from copilot.types import Customer, Message, RedactedText, SummaryLine, Triage


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases behind the HTTP calls."""

    services: Services
    workers: Workers
    dispatch: Dispatch
    suggester: Suggester

    def suggesting(self, body: SuggestionBody) -> AsyncIterator[Progress]:
        """A suggestion for a conversation that came with the request, as it comes about; recorded before it is done."""
        return self._recorded(body.request(), body, Vault())

    async def suggesting_stored(self, conversation_id: str, body: WishesBody) -> AsyncIterator[Progress]:
        """A suggestion for a stored conversation, as it comes about; recorded before it is done."""
        conversation = await self.services.store.get_conversation(conversation_id)
        messages = await self.services.store.messages(conversation_id)
        request = _stored_request(conversation, messages, body, await self.dispatch.wait_of(conversation))
        stored = _texts(conversation, messages)
        vault_of = partial(self._vault, conversation_id, stored)
        async for step in self.suggester.progress(request, vault_of, may_repeat=body.customer is None):
            if not isinstance(step, Done):
                yield step
                continue
            await self._record(step.suggestion, body.customer)
            now = await self._hide_what_was_hidden_meanwhile(conversation_id, messages)
            yield Done(step.suggestion, superseded(step.answer, now))

    async def _recorded(
        self, request: SuggestionRequest, body: SuggestionBody, vault: Vault
    ) -> AsyncIterator[Progress]:
        async for step in self.suggester.progress(request, lambda: nullcontext(vault)):
            if isinstance(step, Done):
                self.services.vaults.keep(step.suggestion.id, vault)
                await self._record(step.suggestion, body.customer)
            yield step

    async def open(self, body: OpenBody) -> tuple[Conversation, bool]:
        """Open a conversation; the name goes into its vault, a placeholder into the store."""
        conversation_id = body.id or new_id("cnv")
        customer = body.customer.incoming() if body.customer else None
        redacted = await self.workers.run(self._redact_customer, conversation_id, customer)
        spec = ConversationSpec(
            id=conversation_id,
            channel=body.channel,
            brand=body.brand,
            customer=redacted,
            customer_ref=await self._customer_ref(body.customer),
        )
        return await self.services.store.open_conversation(spec)

    async def add_message(self, conversation_id: str, body: MessageBody) -> tuple[Message, Redaction, bool]:
        """Redact and store a message; the same id again changes nothing."""
        conversation = await self.services.store.get_conversation(conversation_id)
        stored = await self.services.store.messages(conversation_id)
        incoming = body.incoming(new_id("msg"))
        redaction, fragments = await self.workers.run(self._redact_next, conversation, stored, incoming)
        if fragments:
            await self.services.store.hide(conversation_id, fragments)
        message = Message(id=incoming.id, author=incoming.author, text=redaction.text, sent_at=incoming.sent_at)
        message, is_new = await self.services.store.add_message(conversation_id, message)
        if is_new and message.author == "customer":
            await self._stand(conversation, await self.services.store.messages(conversation_id), redaction)
        return message, redaction, is_new

    async def summarise(self, conversation_id: str) -> tuple[SummaryLine, ...]:
        """A stored conversation in a few lines."""
        conversation = await self.services.store.get_conversation(conversation_id)
        messages = await self.services.store.messages(conversation_id)
        return await self.workers.run(self._summarise, _stored_request(conversation, messages, WishesBody()))

    async def add_feedback(self, suggestion_id: str, body: FeedbackBody) -> Feedback:
        """Redact and store what an operator did; for `sent`, how far it is from the draft."""
        record = await self.services.store.get_suggestion(suggestion_id)
        template = template_of(record, body.draft_id) if body.draft_id else None
        said = await self._texts(record.conversation_id) if record.conversation_id else []
        feedback = await self.workers.run(self._feedback, record, body, template, [template or "", *said])
        await self.services.store.add_feedback(suggestion_id, feedback)
        return feedback

    async def superseded_by(self, suggestion_id: str) -> str | None:
        """The message with which the customer has gone on since a suggestion was made; None without one.

        Raises:
            NotFound: no such suggestion.
        """
        record = await self.services.store.get_suggestion(suggestion_id)
        if record.conversation_id is None:
            return None
        return superseded_by(record.answers_message_id, await self.services.store.messages(record.conversation_id))

    async def _stand(self, conversation: Conversation, messages: tuple[Message, ...], redaction: Redaction) -> None:
        """Keep how a conversation stands for the queue. The message is stored: a fault here must not deny that."""
        try:
            request = _stored_request(conversation, messages, WishesBody())
            triage = await self.workers.run(self._triage, request, redaction)
            turns = sum(message.author == "customer" for message in messages)
            await self.services.store.set_standing(conversation.id, standing_of(triage, turns))
        except Exception as error:  # noqa: BLE001 - whatever it is, the next message repeats it
            log_failure(Label("triage_failed"), error)

    async def _record(self, suggestion: Suggestion, customer: CustomerBody | None) -> None:
        record = structs.replace(record_of(suggestion), customer_ref=await self._customer_ref(customer))
        await self.services.store.record_suggestion(record)

    async def _hide_what_was_hidden_meanwhile(
        self, conversation_id: str, used: Sequence[Message]
    ) -> tuple[Message, ...]:
        """The messages as they are now; one may have turned out to hold the first digits of a card in the meantime."""
        messages = await self.services.store.messages(conversation_id)
        now = {message.id: message.text for message in messages}
        changed = [(one.text, now[one.id]) for one in used if now.get(one.id, one.text) != one.text]
        if changed:
            await self.services.store.hide(conversation_id, changed)
        return messages

    async def _customer_ref(self, customer: CustomerBody | None) -> str | None:
        """By what a customer is found again to be forgotten: the console's id itself goes no further than here."""
        return await self.services.store.customer_ref(customer.id) if customer and customer.id else None

    async def _texts(self, conversation_id: str) -> list[str]:
        conversation = await self.services.store.get_conversation(conversation_id)
        return _texts(conversation, await self.services.store.messages(conversation_id))

    @contextmanager
    def _vault(self, owner: str, stored: Iterable[str]) -> Iterator[Vault]:
        """The vault of a conversation or suggestion; it gives out no placeholder of the stored texts.

        Not even of those that came in while this process had the vault: another worker may have stored them.
        """
        with self.services.vaults.of(owner) as vault:
            for text in stored:
                vault.admit(text)
            yield vault

    def _redact_customer(self, conversation_id: str, customer: IncomingCustomer | None) -> Customer | None:
        with self.services.vaults.of(conversation_id) as vault:
            return redact_customer(customer, self.services.redactor, vault)

    def _redact_next(
        self, conversation: Conversation, stored: Sequence[Message], message: IncomingMessage
    ) -> tuple[Redaction, list[tuple[str, RedactedText]]]:
        with self._vault(conversation.id, _texts(conversation, stored)) as vault:
            return redact_next(message, stored, self.services.redactor, vault)

    def _triage(self, request: SuggestionRequest, redaction: Redaction) -> Triage:
        """The encoder's pass that redaction made over the last message serves here too."""
        copilot = self.services.copilot
        reads = {redaction.text: redaction.read} if redaction.read else {}
        redacted = redact_request(request, copilot.redactor, Vault())
        return copilot.triage(structs.replace(redacted, reads=reads))

    def _summarise(self, request: SuggestionRequest) -> tuple[SummaryLine, ...]:
        copilot = self.services.copilot
        return copilot.summarise(redact_request(request, copilot.redactor, Vault()))

    def _feedback(
        self, record: SuggestionRecord, body: FeedbackBody, template: str | None, stored: list[str]
    ) -> Feedback:
        with self._vault(record.conversation_id or record.id, stored) as vault:
            if template and body.sent_text:
                remember_from_draft(vault, template, body.sent_text)
            redact = self.services.redactor.redact
            sent = redact(body.sent_text, vault).text if body.sent_text else None
            reason = redact(body.reason, vault).text if body.reason else None
        return Feedback(
            id=new_id("fbk"),
            suggestion_id=record.id,
            type=body.type,
            at=datetime.now(tz=UTC),
            draft_id=body.draft_id,
            canned_id=body.canned_id,
            passage_id=body.passage_id,
            sent_text=sent,
            reason=reason,
            edit_distance=Levenshtein.distance(template, sent) if template and sent else None,
        )


def _texts(conversation: Conversation, messages: Sequence[Message]) -> list[str]:
    """Every stored text of a conversation that may hold a placeholder."""
    names = [conversation.customer.name] if conversation.customer and conversation.customer.name else []
    return [*names, *(message.text for message in messages)]


def _stored_request(
    conversation: Conversation, messages: tuple[Message, ...], body: WishesBody, wait: str | None = None
) -> SuggestionRequest:
    """What is stored is redacted already, and stays as it is."""
    return SuggestionRequest(
        messages=tuple(
            IncomingMessage(id=message.id, author=message.author, text=message.text, sent_at=message.sent_at)
            for message in messages
        ),
        channel=body.channel or conversation.channel,
        brand=body.brand or conversation.brand,
        customer=_incoming_customer(conversation.customer, body),
        query=body.query,
        instruction=body.instruction,
        tone=body.tone,
        k=body.k,
        deadline_ms=body.deadline_ms,
        conversation_id=conversation.id,
        wait=wait,
        context=tuple(fact.incoming() for fact in body.context),
    )


def _incoming_customer(stored: Customer | None, body: WishesBody) -> IncomingCustomer | None:
    if body.customer:
        return body.customer.incoming()
    return IncomingCustomer(name=stored.name, language=stored.language, tier=stored.tier) if stored else None
