"""What is asked: questions of the evaluation data set, as searches, suggestion requests and HTTP requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from copilot.suggest.request import IncomingCustomer, IncomingMessage, SuggestionRequest
from copilot.triage.listener import Spoken
from copilot.types import Author

T = TypeVar("T")

_PERSONAL: Final = (
    "You can reach me at ana.lopez@example.com.",
    "Call me on +44 20 7946 0958 please.",
    "I paid with 4111 1111 1111 1111, expiry 09/29.",
)
_OPERATOR: Final = "Thanks for writing in. Let me look into that for you, one moment please."
_NOON: Final = datetime(2026, 1, 5, 12, tzinfo=UTC)


def read_questions(folder: Path, corpus: Path) -> tuple[str, ...]:
    """Every question of a folder in the evaluation's own format, answerable or not."""
    from eval.datasets.own import read_own

    return tuple(question.query for question in read_own(folder, corpus).questions)


def spread(items: Sequence[T], count: int) -> tuple[T, ...]:
    """`count` items at even distances, or all if there are fewer: the same ones each time."""
    count = min(count, len(items))
    return tuple(items[index * len(items) // count] for index in range(count))


def messages(questions: Sequence[str]) -> tuple[str, ...]:
    """What customers write: a question each, and every third one also gives personal data away."""
    return tuple(
        f"{question} {_PERSONAL[index // 3 % len(_PERSONAL)]}" if index % 3 == 0 else question
        for index, question in enumerate(questions)
    )


def single(text: str) -> SuggestionRequest:
    """A conversation of one customer message."""
    return _request(("customer", text))


def conversation(first: str, second: str, third: str) -> SuggestionRequest:
    """A conversation of five messages, the customer's and the operator's in turn."""
    return _request(
        ("customer", first), ("operator", _OPERATOR), ("customer", second), ("operator", _OPERATOR), ("customer", third)
    )


def twenty(texts: Sequence[str], number: int) -> tuple[Spoken, ...]:
    """A conversation of twenty messages, the customer's and the operator's in turn; nobody has written the last one."""
    earlier = [texts[(number + place) % len(texts)] if place % 2 else _OPERATOR for place in range(19)]
    return tuple(
        Spoken(
            message_id=str(place),
            author="customer" if place % 2 else "operator",
            text=text,
            sent_at=_NOON + timedelta(minutes=place),
        )
        for place, text in enumerate((*earlier, f"{texts[number]} (asked in {number})"))
    )


def _request(*turns: tuple[Author, str]) -> SuggestionRequest:
    incoming = tuple(
        IncomingMessage(id=f"m{number}", author=author, text=text, sent_at=_NOON)
        for number, (author, text) in enumerate(turns, start=1)
    )
    return SuggestionRequest(messages=incoming, customer=IncomingCustomer(name="Ana López"))


def http_request(text: str, host: str) -> bytes:
    """The bytes of `POST /v1/suggestions` for one customer message, over a connection that stays open."""
    body = msgspec.json.encode({"messages": [{"author": "customer", "text": text}], "customer": {"name": "Ana López"}})
    head = (
        f"POST /v1/suggestions HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
