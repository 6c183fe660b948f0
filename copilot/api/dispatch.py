"""The queue and who takes what: which conversation is next, how long it will take, and how it stands."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from time import monotonic

from copilot.api.queue_schemas import OperatorLoad, QueueAnswer, QueuedConversation
from copilot.api.schemas import StoredCustomer
from copilot.bootstrap import Services
from copilot.store.values import Conversation
from copilot.triage.patience import in_words
from copilot.triage.queue import Place, Waiting, order
from copilot.types import Standing, Triage

_LEAST_MINUTES = 1.0
"""A pace is not taken from less waiting than this."""

_FRESH_SECONDS = 2.0
"""How long an order of the queue serves estimates; the queue itself is always made anew."""


class Dispatch:
    """Puts the open conversations in order."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._places: dict[str, Place] = {}
        self._made_at = -_FRESH_SECONDS

    async def queue(self) -> QueueAnswer:
        """Everything that is open, most urgent first."""
        now = datetime.now(tz=UTC)
        conversations = {one.id: one for one in await self._services.store.open_conversations()}
        pace = await self._answers_a_minute(now)
        places = self._order(list(conversations.values()), now, pace)
        states = Counter(place.sla.state for place in places if place.sla)
        return QueueAnswer(
            at=now,
            conversations=tuple(_queued(place, conversations[place.conversation.conversation_id]) for place in places),
            waiting=sum(states.values()),
            at_risk=states["at_risk"],
            breached=states["breached"],
            answers_a_minute=round(pace, 2),
            chats_per_operator=self._services.settings.queue.chats_per_operator,
            operators=self._loads(list(conversations.values())),
        )

    async def assign(self, conversation_id: str, operator: str | None) -> Conversation:
        """Give a conversation to an operator, or back; see `Store.assign`."""
        limit = self._services.settings.queue.chats_per_operator
        return await self._services.store.assign(conversation_id, operator, limit)

    async def wait_of(self, conversation: Conversation) -> str | None:
        """When a customer who waits for the first answer can expect it, in words; None if nobody can tell."""
        if conversation.waiting_since is None or conversation.answered_at is not None:
            return None
        if monotonic() - self._made_at >= _FRESH_SECONDS or not self._knows(conversation):
            now = datetime.now(tz=UTC)
            self._order(list(await self._services.store.open_conversations()), now, await self._answers_a_minute(now))
        place = self._places.get(conversation.id)
        return in_words(place.estimate) if place and place.estimate else None

    def _knows(self, conversation: Conversation) -> bool:
        """True if the last order has the conversation, waiting as it does now."""
        place = self._places.get(conversation.id)
        return place is not None and place.conversation.waiting_since == conversation.waiting_since

    def _order(self, conversations: list[Conversation], now: datetime, pace: float) -> tuple[Place, ...]:
        places = order([_waiting(one) for one in conversations], now, self._services.settings.queue, pace)
        self._places = {place.conversation.conversation_id: place for place in places}
        self._made_at = monotonic()
        return places

    async def _answers_a_minute(self, now: datetime) -> float:
        """The team's pace while somebody waits: an idle desk is not slow.

        By Little's law (1961) as many wait on average as the waits of a while add up to. Where that is less than one
        customer, the waits themselves tell how long an answer takes; else the number of answers does.
        """
        minutes = self._services.settings.queue.estimate_from_minutes
        given = await self._services.store.answers_since(now - timedelta(minutes=minutes))
        return given.count / max(min(float(minutes), given.waited_seconds / 60), _LEAST_MINUTES)

    def _loads(self, conversations: list[Conversation]) -> tuple[OperatorLoad, ...]:
        limit = self._services.settings.queue.chats_per_operator
        counts = Counter(one.assigned_to for one in conversations if one.assigned_to)
        return tuple(
            OperatorLoad(operator=name, open=count, free=max(limit - count, 0))
            for name, count in sorted(counts.items())
        )


def standing_of(triage: Triage, turns: int) -> Standing:
    """What the queue needs to know of a triage."""
    return Standing(
        urgency=triage.urgency,
        score=triage.frustration.score,
        level=triage.frustration.level,
        trend=triage.frustration.trend,
        escalation=triage.escalation.target,
        reasons=triage.escalation.reasons,
        intents=tuple(intent.label for intent in triage.intents),
        tags=triage.tags,
        language=triage.language,
        turns=turns,
    )


def stored_customer(conversation: Conversation) -> StoredCustomer | None:
    """The customer as stored."""
    customer = conversation.customer
    if customer is None:
        return None
    return StoredCustomer(name=customer.name, language=customer.language, tier=customer.tier)


def _waiting(one: Conversation) -> Waiting:
    return Waiting(
        conversation_id=one.id,
        channel=one.channel,
        opened_at=one.opened_at,
        standing=one.standing or Standing(),
        tier=one.customer.tier if one.customer else None,
        waiting_since=one.waiting_since,
        answered_at=one.answered_at,
        assigned_to=one.assigned_to,
    )


def _queued(place: Place, one: Conversation) -> QueuedConversation:
    return QueuedConversation(
        position=place.position,
        conversation_id=one.id,
        channel=one.channel,
        brand=one.brand,
        customer=stored_customer(one),
        opened_at=one.opened_at,
        waiting_since=one.waiting_since,
        waiting_seconds=place.waiting_seconds,
        points=place.points,
        reasons=place.reasons,
        sla=place.sla,
        estimate=place.estimate,
        standing=place.conversation.standing,
        assigned_to=one.assigned_to,
    )
