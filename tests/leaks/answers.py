"""What an answer may tell back to the caller: values of the same request, in text that is ready to send."""

from __future__ import annotations

import json
from typing import Any, Final

import httpx
import msgspec

_RESTORED: Final = ("drafts", "canned")
_PIECES: Final = ("sentences", "facts")


def parts(response: httpx.Response) -> tuple[bytes, bytes]:
    """(what may hold no canary at all, what may hold values of the request that are no secrets)."""
    head = f"{response.status_code} {response.headers!r} {response.reason_phrase}".encode()
    if response.status_code >= 400:
        return head + response.content, b""
    if response.headers.get("content-type", "").startswith("text/event-stream"):
        pieces = [_of_event(line) for line in response.text.splitlines()]
        return head + b"".join(one for one, _ in pieces), b"".join(other for _, other in pieces)
    rest, restored = _of_json(response.content)
    return head + rest, restored


def _of_event(line: str) -> tuple[bytes, bytes]:
    name, _, data = line.partition(": ")
    if name != "data":
        return line.encode(), b""
    try:
        value = msgspec.json.decode(data)
    except msgspec.DecodeError:
        return line.encode(), b""
    if isinstance(value, dict) and set(value) == {"draft_id", "text"}:
        return b"", data.encode()
    wrapped = {"drafts": [value]} if isinstance(value, dict) and "template_text" in value else value
    return _split(wrapped)


def _of_json(content: bytes) -> tuple[bytes, bytes]:
    try:
        return _split(msgspec.json.decode(content))
    except msgspec.DecodeError:
        return content, b""


def _split(value: Any) -> tuple[bytes, bytes]:
    restored: list[str] = []
    rest = _without_restored(value, restored)
    return json.dumps(rest, ensure_ascii=False).encode(), "\n".join(restored).encode()


def _without_restored(value: Any, restored: list[str]) -> Any:
    if not isinstance(value, dict):
        return value
    rest = dict(value)
    if isinstance(rest.get("suggestion"), dict):
        rest["suggestion"] = _without_restored(rest["suggestion"], restored)
    for name in _RESTORED:
        if isinstance(rest.get(name), list):
            rest[name] = [_without_text(item, restored) for item in rest[name]]
    return rest


def _without_text(item: Any, restored: list[str]) -> Any:
    if not isinstance(item, dict):
        return item
    pieces = [one for name in _PIECES for one in item.get(name, ())]
    restored += [item.get("text") or "", *(one["text"] for one in pieces)]
    return {name: value for name, value in item.items() if name not in {"text", *_PIECES}} | {
        name: [{**one, "text": ""} for one in item.get(name, ())] for name in _PIECES
    }
