"""What an OpenAI-compatible server answers, and what becomes of it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.errors import DrafterUnavailable
from copilot.suggest.writing.adapters.completion import MAX_BODY_BYTES, MAX_EVENT_CHARS, Completion
from copilot.suggest.writing.adapters.event_stream import Event, EventStream
from copilot.suggest.writing.writer import MAX_REPLY_CHARS
from tests.upstream import delta, event, spoken, stream

REPLY = "A refund takes five days. PayPal is faster."
WHOLE = stream(*spoken(REPLY), "[DONE]")
SECRET = "4111-secret-1111"


def read(*portions: bytes, is_delimited: bool = True) -> list[str]:
    completion = Completion()
    pieces = []
    for portion in portions:
        pieces += completion.feed(portion)
        if completion.is_complete:
            return pieces
    return pieces + list(completion.end(is_delimited=is_delimited))


def reply(*portions: bytes, is_delimited: bool = True) -> str:
    return "".join(read(*portions, is_delimited=is_delimited))


def refused(*portions: bytes, is_delimited: bool = True) -> str:
    with pytest.raises(DrafterUnavailable) as caught:
        read(*portions, is_delimited=is_delimited)
    assert SECRET not in repr(caught.value)
    return caught.value.reason


def refusal_of(*portions: bytes, is_delimited: bool = True) -> str | None:
    try:
        read(*portions, is_delimited=is_delimited)
    except DrafterUnavailable as error:
        return error.reason
    return None


USAGE = {"choices": [], "usage": {"total_tokens": 9}}
TOLERATED: dict[str, bytes] = {
    "as it should be": WHOLE,
    "no [DONE]": stream(*spoken(REPLY)),
    "no end of any kind": stream(*spoken(REPLY)[:-1]),
    "only [DONE]": stream(*spoken(REPLY)[:-1], "[DONE]"),
    "no space after the colon": WHOLE.replace(b"data: ", b"data:"),
    "CRLF": WHOLE.replace(b"\n", b"\r\n"),
    "CR": WHOLE.replace(b"\n", b"\r"),
    "byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "blank lines first": b"\n\n" + WHOLE,
    "comments": b": hello\n\n" + WHOLE.replace(b"data:", b": ping\ndata:"),
    "other fields": b"retry: 5\nid: 1\n\n" + WHOLE.replace(b"data:", b"id: 7\nevent: message\ndata:"),
    "pings that are no JSON": stream("ping", "", "42", "null", '"text"', "[]", *spoken(REPLY), "[DONE]"),
    "empty choices": stream(
        USAGE, *spoken(REPLY)[:-1], {"choices": []}, {"choices": None}, {}, delta(finish="stop"), USAGE
    ),
    "null content": stream(
        delta(role="assistant", content_=None), {"choices": [{"delta": {"content": None}}]}, *spoken(REPLY)
    ),
    "no delta": stream({"choices": [{}]}, {"choices": [{"delta": None}]}, {"choices": ["odd"]}, *spoken(REPLY)),
    "end with the last words": stream(delta(REPLY[:9]), delta(REPLY[9:], finish="stop")),
    "empty finish_reason": stream(*[delta(word, finish="") for word in (REPLY[:9], REPLY[9:])], delta(finish="stop")),
    "reasoning beside the content": stream(delta(reasoning_content="Hm."), delta(reasoning="Hm."), *spoken(REPLY)),
    "reasoning within the content": stream(delta("<t"), delta("hink>Hm."), delta("</think>"), *spoken(REPLY)),
    "content in parts": stream(
        delta([{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": REPLY}]), "[DONE]"
    ),
    "more after the end": stream(*spoken(REPLY), delta(" And more.")),
    "no blank lines between events": WHOLE.replace(b"\n\n", b"\n"),
    "no line end at the end": stream(*spoken(REPLY)).rstrip(b"\n"),
    "no stream": json.dumps({"choices": [{"message": {"content": REPLY}, "finish_reason": "stop"}]}).encode(),
    "no stream, byte order mark": b"\xef\xbb\xbf" + json.dumps({"choices": [{"message": {"content": REPLY}}]}).encode(),
    "no stream, laid out": json.dumps({"choices": [{"message": {"content": REPLY}}]}, indent=2).encode(),
    "JSON over several data lines": b"data: "
    + json.dumps(delta(REPLY), indent=1).encode().replace(b"\n", b"\ndata: ")
    + b"\n\n",
}


@pytest.mark.parametrize("body", TOLERATED.values(), ids=TOLERATED.keys())
@pytest.mark.parametrize("size", [1, 5, 1_000_000])
def test_the_reply_is_read_from_whatever_real_servers_send(body: bytes, size: int) -> None:
    assert reply(*(body[start : start + size] for start in range(0, len(body), size))) == REPLY


REFUSED: list[tuple[str, bytes, str]] = [
    ("error object", stream({"error": {"message": SECRET, "code": 500}}), "upstream_error"),
    ("error text", stream({"error": SECRET}), "upstream_error"),
    ("error in broken JSON", f'data: {{"error": "he said "{SECRET}""}}\n\n'.encode(), "upstream_error"),
    ("error after some words", stream(delta("It "), {"error": SECRET}), "upstream_error"),
    ("error event", b"event: error\n" + event({"message": SECRET}), "upstream_error"),
    ("error as the object", stream({"object": "error", "message": SECRET}), "upstream_error"),
    ("error without a stream", json.dumps({"error": {"message": SECRET}}).encode(), "upstream_error"),
    ("page", f"<html>{SECRET}</html>".encode(), "wrong_content"),
    ("page after a blank line", f"\n  <!doctype html>{SECRET}".encode(), "wrong_content"),
    ("half an object", b'{"choices": [{"message": {"content": "It', "unfinished"),
    ("length", stream(delta("It takes"), delta(finish="length")), "length"),
    (
        "length without a stream",
        json.dumps({"choices": [{"message": {"content": "It"}, "finish_reason": "length"}]}).encode(),
        "length",
    ),
    ("filter", stream(delta("It takes"), delta(finish="content_filter")), "filtered"),
]


@pytest.mark.parametrize(("body", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
@pytest.mark.parametrize("size", [3, 1_000_000])
def test_what_is_no_reply_is_refused_without_repeating_it(body: bytes, reason: str, size: int) -> None:
    assert refused(*(body[start : start + size] for start in range(0, len(body), size))) == reason


def test_what_was_said_before_an_error_has_been_given() -> None:
    completion = Completion()
    pieces = completion.feed(stream(delta("It takes "), {"error": "no"}))

    assert next(pieces) == "It takes "
    with pytest.raises(DrafterUnavailable):
        next(pieces)


@pytest.mark.parametrize(("body", "reason"), [(stream(*spoken(REPLY)[:-1]), "unfinished"), (b"", "unfinished")])
def test_a_body_without_a_length_must_say_that_it_is_finished(body: bytes, reason: str) -> None:
    assert refused(body, is_delimited=False) == reason


def test_a_body_without_a_length_that_says_so_is_whole() -> None:
    assert reply(stream(*spoken(REPLY)), is_delimited=False) == REPLY


def test_nothing_said_is_no_reply_and_no_error() -> None:
    assert reply(stream(delta(role="assistant"), delta(finish="stop"))) == ""
    assert reply(b"") == ""
    assert reply(b"OK") == ""


def test_a_thought_is_a_sign_of_life() -> None:
    assert read(stream(delta(reasoning_content="Hm."), delta("Yes."), "[DONE]")) == ["", "Yes.", ""]


ENDLESS: list[list[bytes]] = [
    [stream(*[delta("word " * 100)] * (MAX_REPLY_CHARS // 500 + 1))],
    [b"data: " + b"x" * (MAX_EVENT_CHARS + 1)],
    [b"data: x\n" * (MAX_EVENT_CHARS + 1)],
    [b": ping\n\n" * 100_000] * (MAX_BODY_BYTES // 800_000 + 1),
    [b'{"choices": ' + b" " * MAX_BODY_BYTES],
    [json.dumps({"choices": [{"message": {"content": "word " * MAX_REPLY_CHARS}}]}).encode()],
]


@pytest.mark.parametrize("portions", ENDLESS, ids=["reply", "line", "event", "comments", "JSON", "JSON reply"])
def test_there_is_an_end_to_everything(portions: list[bytes]) -> None:
    assert refused(*portions) == "too_long"


def test_broken_utf_8_does_not_stop_the_reply() -> None:
    body = stream(delta("It takes X days."), "[DONE]").replace(b"X", b"\xff\xfe")

    assert reply(body) == "It takes \ufffd\ufffd days."


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_garbage_is_refused_or_says_nothing(portions: list[bytes]) -> None:
    assert refusal_of(*portions, is_delimited=False) in {"unfinished", "wrong_content"}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["choices", "delta", "message", "content", "finish_reason", "type", "text", "error"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_any_json_is_survived(value: Any) -> None:
    assert refusal_of(stream(value)) in {None, "upstream_error"}


def events(*portions: bytes) -> list[Event]:
    parser = EventStream()
    found = [each for portion in portions for each in parser.feed(portion)]
    return [*found, *parser.end()]


def test_events_have_names_and_lines() -> None:
    assert events(b"event: error\ndata: a\ndata:b\ndata\n\ndata:  c\n\n") == [
        Event(name="error", data="a\nb\n"),
        Event(name="message", data=" c"),
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_field() -> None:
    assert events(b"\xef\xbb", b"\xbfdata: a\n\n") == [Event(name="message", data="a")]


def test_a_cr_and_its_lf_in_two_portions_are_one_line_end() -> None:
    assert events(b"data: a\r", b"\ndata: b\r", b"\n\r", b"\n") == [Event(name="message", data="a\nb")]


@given(st.text(alphabet="data: \n\r\u2028é", max_size=60), st.lists(st.integers(0, 80), max_size=6))
def test_where_portions_end_does_not_matter(text: str, cuts: list[int]) -> None:
    body = text.encode()
    ends = [0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]
    portions = [body[start:end] for start, end in pairwise(ends)]

    assert events(*portions) == events(body)
