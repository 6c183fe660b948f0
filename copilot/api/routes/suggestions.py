"""`/v1/suggestions`: a suggestion for a conversation that comes with the request, and feedback to any suggestion."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.response import ServerSentEvent

from copilot.api.auth import CONVERSING
from copilot.api.canned_desk import CannedDesk
from copilot.api.description import answers
from copilot.api.desk import Desk
from copilot.api.problems import PROBLEM_RESPONSES
from copilot.api.schemas import FeedbackBody, SuggestionBody
from copilot.api.streaming import stream, wants_stream
from copilot.api.suggesting import finished
from copilot.api.suggestion_schemas import Accepted, SuggestionState
from copilot.suggest.ready import ReadySuggestion


@post(
    "/",
    responses=answers(_200=ReadySuggestion),
    status_code=200,
    summary="Suggest",
    description="With `Accept: text/event-stream` the answer comes as events.",
)
async def suggest(
    request: Request[Any, Any, State], data: SuggestionBody, desk: Desk
) -> Response[ReadySuggestion] | ServerSentEvent:
    """A suggestion for the conversation in the request."""
    if wants_stream(request):
        return stream(request, desk.suggesting(data))
    return Response(await finished(desk.suggesting(data)))


@post(
    "/{suggestion_id:str}/events",
    responses=PROBLEM_RESPONSES,
    status_code=202,
    summary="Say what was done with a suggestion",
)
async def feedback(suggestion_id: str, data: FeedbackBody, desk: Desk, canned_desk: CannedDesk) -> Accepted:
    """Store an event; `sent_text` and `reason` are redacted first. The next ranking of canned replies knows of it."""
    stored = await desk.add_feedback(suggestion_id, data)
    await canned_desk.learn(stored)
    return Accepted(id=stored.id, superseded_by=await desk.superseded_by(suggestion_id))


@get("/{suggestion_id:str}", responses=PROBLEM_RESPONSES, summary="Is a suggestion still current")
async def read_suggestion(suggestion_id: str, desk: Desk) -> SuggestionState:
    """What it answers, and whether the customer has written again since."""
    record = await desk.services.store.get_suggestion(suggestion_id)
    by = await desk.superseded_by(suggestion_id)
    return SuggestionState(
        id=record.id,
        conversation_id=record.conversation_id,
        answers_message_id=record.answers_message_id,
        created_at=record.created_at,
        tier=record.tier,
        is_current=by is None,
        superseded_by=by,
    )


router = Router(
    "/v1/suggestions",
    route_handlers=[suggest, feedback, read_suggestion],
    guards=[CONVERSING],
    tags=["Suggesting"],
)
