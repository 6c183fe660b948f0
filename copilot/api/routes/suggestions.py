"""`/v1/suggestions`: a suggestion for a conversation that comes with the request, and feedback to any suggestion."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, post
from litestar.datastructures import State
from litestar.response import ServerSentEvent

from copilot.api.auth import CONVERSING
from copilot.api.description import answers
from copilot.api.desk import Desk
from copilot.api.problems import PROBLEM_RESPONSES
from copilot.api.schemas import Accepted, FeedbackBody, SuggestionBody
from copilot.api.streaming import stream, wants_stream
from copilot.suggest.suggestion import ReadySuggestion


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
        return stream(request, desk.suggest(data))
    return Response(await desk.suggest(data))


@post(
    "/{suggestion_id:str}/events",
    responses=PROBLEM_RESPONSES,
    status_code=202,
    summary="Say what was done with a suggestion",
)
async def feedback(suggestion_id: str, data: FeedbackBody, desk: Desk) -> Accepted:
    """Store an event; `sent_text` and `reason` are redacted first."""
    stored = await desk.add_feedback(suggestion_id, data)
    return Accepted(id=stored.id)


router = Router("/v1/suggestions", route_handlers=[suggest, feedback], guards=[CONVERSING], tags=["Suggesting"])
