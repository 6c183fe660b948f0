"""`/v1/conversations`: open, add messages, read, suggest, close."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.response import ServerSentEvent

from copilot.api.auth import CONVERSING
from copilot.api.description import WithOptionalBody, answers
from copilot.api.desk import Desk
from copilot.api.dispatch import stored_customer
from copilot.api.problems import PROBLEM_RESPONSES
from copilot.api.schemas import (
    AddedMessage,
    CloseBody,
    ConversationBody,
    MessageBody,
    OpenBody,
    StoredMessage,
    WishesBody,
)
from copilot.api.streaming import stream, wants_stream
from copilot.api.suggesting import finished
from copilot.api.summary_schemas import SummaryAnswer, SummaryBody
from copilot.store.values import Conversation
from copilot.suggest.ready import ReadySuggestion
from copilot.suggest.secrets import secrets_in
from copilot.types import Message


@post(
    "/",
    responses=answers(_200=ConversationBody),
    operation_class=WithOptionalBody,
    summary="Open a conversation",
    description="201 for a new one; the same id again is 200 and the same conversation.",
)
async def open_conversation(desk: Desk, data: OpenBody | None = None) -> Response[ConversationBody]:
    """Open a conversation, or find it again."""
    conversation, is_new = await desk.open(data or OpenBody())
    messages = () if is_new else await desk.services.store.messages(conversation.id)
    return Response(body_of(conversation, messages), status_code=201 if is_new else 200)


@get("/{conversation_id:str}", responses=PROBLEM_RESPONSES, summary="Read a conversation")
async def read_conversation(conversation_id: str, desk: Desk) -> ConversationBody:
    """The conversation with its redacted messages."""
    conversation = await desk.services.store.get_conversation(conversation_id)
    return body_of(conversation, await desk.services.store.messages(conversation_id))


@post(
    "/{conversation_id:str}/messages",
    responses=answers(_200=AddedMessage),
    summary="Add a message",
    description="201; the same message id again is 200 and changes nothing.",
)
async def add_message(
    conversation_id: str, data: MessageBody, desk: Desk, suggest: bool = False
) -> Response[AddedMessage]:
    """Store a message, redacted; with `suggest=true` the answer has a suggestion."""
    message, redaction, is_new = await desk.add_message(conversation_id, data)
    suggestion = await finished(desk.suggesting_stored(conversation_id, WishesBody())) if suggest else None
    answer = AddedMessage(
        id=message.id,
        conversation_id=conversation_id,
        author=message.author,
        text=message.text,
        sent_at=message.sent_at,
        entities=redaction.entities if is_new else None,
        warnings=secrets_in({entity.kind for entity in redaction.entities}),
        suggestion=suggestion,
    )
    return Response(answer, status_code=201 if is_new else 200)


@post(
    "/{conversation_id:str}/suggestions",
    responses=answers(_200=ReadySuggestion),
    operation_class=WithOptionalBody,
    status_code=200,
    summary="Suggest for a stored conversation",
)
async def suggest_stored(
    request: Request[Any, Any, State], conversation_id: str, desk: Desk, data: WishesBody | None = None
) -> Response[ReadySuggestion] | ServerSentEvent:
    """A suggestion for the stored conversation."""
    progress = desk.suggesting_stored(conversation_id, data or WishesBody())
    return stream(request, progress) if wants_stream(request) else Response(await finished(progress))


@post("/{conversation_id:str}/close", responses=PROBLEM_RESPONSES, status_code=200, summary="Close a conversation")
async def close(conversation_id: str, data: CloseBody, desk: Desk) -> ConversationBody:
    """Close the conversation; closing it again in the same way changes nothing."""
    conversation = await desk.services.store.close_conversation(conversation_id, data.outcome, data.csat, data.nps)
    desk.services.vaults.forget(conversation_id)
    return body_of(conversation, await desk.services.store.messages(conversation_id))


@post(
    "/{conversation_id:str}/summary",
    responses=PROBLEM_RESPONSES,
    status_code=200,
    summary="Summarise a conversation",
)
async def summarise(conversation_id: str, data: SummaryBody, desk: Desk) -> SummaryAnswer:
    """What a colleague needs to know, in redacted words of customer and operator; nothing is stored."""
    return SummaryAnswer(kind=data.kind, lines=await desk.summarise(conversation_id))


def body_of(conversation: Conversation, messages: tuple[Message, ...]) -> ConversationBody:
    """A conversation with its messages, as clients get it."""
    return ConversationBody(
        id=conversation.id,
        channel=conversation.channel,
        brand=conversation.brand,
        customer=stored_customer(conversation),
        opened_at=conversation.opened_at,
        closed_at=conversation.closed_at,
        outcome=conversation.outcome,
        csat=conversation.csat,
        nps=conversation.nps,
        assigned_to=conversation.assigned_to,
        messages=tuple(
            StoredMessage(id=message.id, author=message.author, text=message.text, sent_at=message.sent_at)
            for message in messages
        ),
    )


router = Router(
    "/v1/conversations",
    route_handlers=[open_conversation, read_conversation, add_message, suggest_stored, summarise, close],
    guards=[CONVERSING],
    tags=["Conversations"],
)
