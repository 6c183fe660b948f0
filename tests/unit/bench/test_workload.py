from __future__ import annotations

import msgspec
import pytest

from tests.bench.workload import conversation, http_request, messages, single, spread


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, (0,)), (2, (0, 5)), (5, (0, 2, 4, 6, 8)), (10, tuple(range(10))), (99, tuple(range(10)))],
)
def test_a_sample_is_spread_over_the_whole(count: int, expected: tuple[int, ...]) -> None:
    assert spread(range(10), count) == expected


def test_every_third_message_gives_personal_data_away() -> None:
    texts = messages(["q"] * 9)

    assert [len(text) > 1 for text in texts] == [True, False, False] * 3
    assert len(set(texts)) == 4


def test_a_conversation_ends_with_the_customer() -> None:
    request = conversation("a", "b", "c")

    assert [message.author for message in request.messages] == [
        "customer", "operator", "customer", "operator", "customer",
    ]  # fmt: skip
    assert request.messages[-1].text == "c"


def test_message_ids_differ() -> None:
    ids = [message.id for message in conversation("a", "b", "c").messages]

    assert len(set(ids)) == 5


def test_one_message_is_a_whole_request() -> None:
    assert [message.text for message in single("where is it?").messages] == ["where is it?"]


def test_an_http_request_says_how_long_its_body_is() -> None:
    head, _, body = http_request("¿dónde está?", "127.0.0.1:8000").partition(b"\r\n\r\n")

    assert f"Content-Length: {len(body)}".encode() in head
    assert msgspec.json.decode(body)["messages"] == [{"author": "customer", "text": "¿dónde está?"}]
