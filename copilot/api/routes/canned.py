"""`/v1/canned`: the approved replies with `{{slots}}`."""

from __future__ import annotations

from litestar import Response, Router, delete, get, put

from copilot.api.auth import ANYONE_WITH_A_KEY, EDITING
from copilot.api.canned_desk import CannedDesk
from copilot.api.canned_schemas import CannedAnswer, CannedBody, canned_answer
from copilot.api.description import answers
from copilot.api.problems import PROBLEM_RESPONSES


@get("/", responses=PROBLEM_RESPONSES, summary="List the canned replies", guards=[ANYONE_WITH_A_KEY])
async def list_canned(canned_desk: CannedDesk) -> list[CannedAnswer]:
    """All canned replies that are offered now, in the order of their ids."""
    return list(map(canned_answer, canned_desk.canned.replies))


@get("/{reply_id:str}", responses=PROBLEM_RESPONSES, summary="Read a canned reply", guards=[ANYONE_WITH_A_KEY])
async def read_canned_reply(reply_id: str, canned_desk: CannedDesk) -> CannedAnswer:
    """A canned reply as it is offered now."""
    return canned_answer(canned_desk.canned.find(reply_id))


@put(
    "/{reply_id:str}",
    responses=answers(_200=CannedAnswer, _201=CannedAnswer),
    summary="Write a canned reply",
    guards=[EDITING],
)
async def write_canned_reply(reply_id: str, data: CannedBody, canned_desk: CannedDesk) -> Response[CannedAnswer]:
    """Write a reply; it is offered when the call returns, by other processes a second later.

    201 for a new id, else 200. Secrets, asking customers for secrets, and words that the brand avoids are refused.
    """
    reply, is_new = await canned_desk.put(reply_id, data)
    return Response(canned_answer(reply), status_code=201 if is_new else 200)


@delete(
    "/{reply_id:str}",
    responses=PROBLEM_RESPONSES,
    status_code=204,
    summary="Delete a canned reply",
    guards=[EDITING],
)
async def delete_canned_reply(reply_id: str, canned_desk: CannedDesk) -> None:
    """Delete a reply; it stays deleted when the service starts again."""
    await canned_desk.delete(reply_id)


router = Router(
    "/v1/canned",
    route_handlers=[list_canned, read_canned_reply, write_canned_reply, delete_canned_reply],
    tags=["Canned replies"],
)
