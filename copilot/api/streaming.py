"""A suggestion as server-sent events: `triage`, `passages`, `draft.delta`…, `draft`, `suggestion`, or `problem`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator
from itertools import pairwise
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.datastructures import State
from litestar.response import ServerSentEvent, ServerSentEventMessage

from copilot.api.problems import on_copilot_error, on_unexpected
from copilot.errors import CopilotError
from copilot.suggest.suggestion import ReadyDraft, ReadySuggestion

EVENT_STREAM: Final = "text/event-stream"


def wants_stream(request: Request[Any, Any, State]) -> bool:
    """True if the client accepts an event stream."""
    return EVENT_STREAM in request.headers.get("accept", "")


def stream(request: Request[Any, Any, State], work: Awaitable[ReadySuggestion]) -> ServerSentEvent:
    """The events of a suggestion that is being made; a failure ends the stream with `problem`."""
    return ServerSentEvent(_events(request, work), headers={"Cache-Control": "no-store"})


async def _events(
    request: Request[Any, Any, State], work: Awaitable[ReadySuggestion]
) -> AsyncIterator[ServerSentEventMessage]:
    try:
        suggestion = await work
    except CopilotError as error:
        yield _message("problem", msgspec.Raw(on_copilot_error(request, error).content))
        return
    except Exception as error:  # noqa: BLE001 - the status line is sent already: the problem can only go into the stream
        yield _message("problem", msgspec.Raw(on_unexpected(request, error).content))
        return
    for message in suggestion_events(suggestion):
        yield message


def suggestion_events(suggestion: ReadySuggestion) -> Iterator[ServerSentEventMessage]:
    """The events in the order of the contract; a draft's sentences come one by one before the draft."""
    yield _message("triage", suggestion.triage)
    yield _message("passages", suggestion.passages)
    for draft in suggestion.drafts:
        for piece in _pieces(draft):
            yield _message("draft.delta", {"draft_id": draft.id, "text": piece})
        yield _message("draft", draft)
    yield _message("suggestion", suggestion)


def _pieces(draft: ReadyDraft) -> Iterator[str]:
    """The draft's text, a sentence at a time with the white space that follows it: joined, they are the text."""
    starts, position = [0], 0
    for sentence in draft.sentences:
        position = max(position, draft.text.find(sentence.text, position))
        starts.append(position)
        position += len(sentence.text)
    for start, end in pairwise([*dict.fromkeys(starts), len(draft.text)]):
        if start < end:
            yield draft.text[start:end]


def _message(event: str, data: object) -> ServerSentEventMessage:
    return ServerSentEventMessage(event=event, data=msgspec.json.encode(data, enc_hook=str.__str__).decode())
