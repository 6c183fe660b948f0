"""What was heard lately is not read again, and no text of it is kept."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

from copilot.triage.listener import Spoken
from tests.examples import NOON
from tests.fakes import FakeEncoder, a_listener
from tests.unit.triage.values import said


def test_messages_are_heard_in_order_with_the_minutes_since_the_first() -> None:
    spoken = [
        Spoken(message_id="a", author="customer", text="hi", sent_at=NOON),
        Spoken(message_id="b", author="operator", text="hello", sent_at=NOON + timedelta(seconds=90)),
        Spoken(message_id="c", author="system", text="closed", sent_at=NOON + timedelta(hours=2)),
    ]

    heard = a_listener().hear(spoken)

    assert [(item.message_id, item.author, item.minutes) for item in heard] == [
        ("a", "customer", 0.0),
        ("b", "operator", 1.5),
        ("c", "system", 120.0),
    ]


def test_nothing_said_is_nothing_heard() -> None:
    assert a_listener().hear([]) == ()


def test_a_text_is_read_once_however_often_it_is_heard() -> None:
    encoder = FakeEncoder()
    listener = a_listener(encoder)

    first = listener.hear(said("where is it", "hello?"))
    again = listener.hear(said("where is it", "hello?", "where is it"))

    assert encoder.texts == ["where is it", "hello?"]
    assert [item.impression for item in again] == [first[0].impression, first[1].impression, first[0].impression]


def test_the_pass_that_redaction_made_is_used() -> None:
    encoder, other = FakeEncoder(), FakeEncoder()
    (message,) = said("where is it")
    reading = other.read("where is it")

    (heard,) = a_listener(encoder).hear([msgspec.structs.replace(message, read=lambda: reading)])

    assert encoder.texts == []
    assert heard.impression.vector is reading.vector


def test_a_known_text_asks_for_no_pass() -> None:
    listener = a_listener()
    known = listener.impression("where is it")

    again = listener.impression("where is it", lambda: pytest.fail("it was read again"))

    assert again is known


def test_what_was_heard_longest_ago_is_forgotten_first() -> None:
    encoder = FakeEncoder()
    listener = a_listener(encoder, remembered=2)

    for text in ("one", "two", "one", "three", "one", "two"):
        listener.impression(text)

    assert encoder.texts == ["one", "two", "three", "two"]


def test_no_text_is_kept() -> None:
    listener = a_listener()

    listener.hear(said("my secret is hunter2", "and hunter2 is the secret, or is it not"))

    kept = pickle.dumps(dict(listener._known))
    assert len(listener._known) == 2
    assert b"hunter2" not in kept
    assert b"secret" not in kept


def test_threads_may_share_it() -> None:
    listener = a_listener(remembered=3)
    texts = [f"text {number % 5}" for number in range(200)]

    with ThreadPoolExecutor(4) as pool:
        vectors = [one.vector for one in pool.map(listener.impression, texts)]

    expected = {text: FakeEncoder().read(text).vector for text in set(texts)}
    assert all((vector == expected[text]).all() for vector, text in zip(vectors, texts, strict=True))
    assert len(listener._known) <= 3
