"""`/v1/queue` and who takes a conversation."""

from __future__ import annotations

from litestar import Router, get, post

from copilot.api.auth import CONVERSING
from copilot.api.desk import Desk
from copilot.api.problems import PROBLEM_RESPONSES
from copilot.api.queue_schemas import AssignBody, QueueAnswer
from copilot.api.routes.conversations import body_of
from copilot.api.schemas import ConversationBody


@get("/v1/queue", responses=PROBLEM_RESPONSES, summary="Open conversations, most urgent first")
async def queue(desk: Desk) -> QueueAnswer:
    """Each with the reasons for its place, the clock of the answer that is due, and when it can be expected."""
    return await desk.dispatch.queue()


@post(
    "/v1/conversations/{conversation_id:str}/assign",
    responses=PROBLEM_RESPONSES,
    status_code=200,
    summary="Take a conversation, or give it back",
    description="409 if another operator has it, or this one has as many open ones as `queue.chats_per_operator`.",
)
async def assign(conversation_id: str, data: AssignBody, desk: Desk) -> ConversationBody:
    """Give a conversation to an operator, by an id of the console's own; null gives it back to the queue."""
    conversation = await desk.dispatch.assign(conversation_id, data.operator)
    return body_of(conversation, await desk.services.store.messages(conversation_id))


router = Router("/", route_handlers=[queue, assign], guards=[CONVERSING], tags=["Queue"])
