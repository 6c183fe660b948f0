"""A suggestion as server-sent events: `triage`, `passages`, `draft.delta`…, `draft`, `suggestion`, or `problem`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.datastructures import State
from litestar.response import ServerSentEvent, ServerSentEventMessage

from copilot.api.problems import on_copilot_error, on_unexpected
from copilot.api.suggesting import Done, Progress, Started, Wrote
from copilot.errors import CopilotError
from copilot.suggest.ready import ReadyDraft, ReadySuggestion

EVENT_STREAM: Final = "text/event-stream"


def wants_stream(request: Request[Any, Any, State]) -> bool:
    """True if the client accepts an event stream."""
    return EVENT_STREAM in request.headers.get("accept", "")


def stream(request: Request[Any, Any, State], progress: AsyncIterator[Progress]) -> ServerSentEvent:
    """The events of a suggestion that is being made; a failure ends the stream with `problem`."""
    return ServerSentEvent(_events(request, progress), headers={"Cache-Control": "no-store"})


async def _events(
    request: Request[Any, Any, State], progress: AsyncIterator[Progress]
) -> AsyncIterator[ServerSentEventMessage]:
    told: frozenset[str] = frozenset()
    try:
        async for step in progress:
            for message in events_of(step, told):
                yield message
            if isinstance(step, Started):
                told = frozenset(draft.id for draft in step.answer.drafts)
    except CopilotError as error:
        yield _message("problem", msgspec.Raw(on_copilot_error(request, error).content))
    except Exception as error:  # noqa: BLE001 - the status line is sent already: the problem can only go into the stream
        yield _message("problem", msgspec.Raw(on_unexpected(request, error).content))


def events_of(step: Progress, told: frozenset[str] = frozenset()) -> Iterator[ServerSentEventMessage]:
    """The events of one step, in the order of the contract; `told` are the drafts of which the client knows."""
    match step:
        case Started(answer):
            yield _message("triage", answer.triage)
            yield _message("passages", answer.passages)
            for draft in answer.drafts:
                yield from _pieces_of(draft)
                yield _message("draft", draft)
        case Wrote(draft_id, text):
            yield _message("draft.delta", {"draft_id": draft_id, "text": text})
        case Done(_, answer):
            yield from (_message("draft", draft) for draft in _new(answer, told))
            yield _message("suggestion", answer)


def _new(answer: ReadySuggestion, told: frozenset[str]) -> Sequence[ReadyDraft]:
    return [draft for draft in answer.drafts if draft.id not in told]


def _pieces_of(draft: ReadyDraft) -> Iterator[ServerSentEventMessage]:
    """A draft's sentences one by one."""
    return (_message("draft.delta", {"draft_id": draft.id, "text": piece}) for piece in _pieces(draft))


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
