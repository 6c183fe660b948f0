"""Situations as vectors, and as the store keeps them."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.encoding.reading import Matrix, normalised
from copilot.suggest.canned.situation import (
    CUSTOMER,
    FIELDS,
    KNOWN,
    OPERATOR,
    TOPIC,
    TYPED,
    Situation,
    codes_of,
    known_text,
    pack,
    situation,
    situation_of,
    standing_for_itself,
    unpack,
)
from copilot.suggest.request import ContextFact
from copilot.suggest.spoken import spoken
from tests.examples import a_conversation
from tests.fakes import FakeEncoder, a_listener, sealed

DIM = 256


def read(text: str) -> Matrix:
    return FakeEncoder(DIM).read(text).vector


def seen(*texts: object, **fields: Matrix | None) -> Situation:
    conversation = a_conversation(*texts)  # type: ignore[arg-type]  # passed on as it is
    heard = a_listener(FakeEncoder(DIM)).hear(spoken(conversation, shares_encoder=False))
    return situation_of(conversation, heard, DIM, typed=fields.get("typed"), known=fields.get("known"))


def test_the_customers_last_turn_is_all_they_wrote_since_the_operator() -> None:
    found = seen("hello", ("operator", "welcome"), "lamp broken", "screen dark")

    assert found.vectors[CUSTOMER] == pytest.approx(normalised(read("lamp broken") + read("screen dark")), abs=1e-6)
    assert found.vectors[OPERATOR] == pytest.approx(read("welcome"), abs=1e-6)


def test_the_topic_is_made_of_every_turn() -> None:
    found = seen("hello", ("operator", "welcome"), "lamp")

    assert found.vectors[TOPIC] == pytest.approx(normalised(read("hello") + read("welcome") + read("lamp")), abs=1e-6)


@pytest.mark.parametrize("texts", [(), ("hello",), (("operator", "welcome"),), (("system", "joined"),)])
def test_what_there_is_not_has_no_vector(texts: tuple[object, ...]) -> None:
    found = seen(*texts)

    authors = {text[0] if isinstance(text, tuple) else "customer" for text in texts}
    assert found.has(CUSTOMER) == ("customer" in authors)
    assert found.has(OPERATOR) == ("operator" in authors)
    assert found.has(TOPIC) == bool(authors & {"customer", "operator"})
    assert not found.has(TYPED)
    assert not found.has(KNOWN)


def test_what_was_typed_and_what_is_known_are_kept_as_they_are() -> None:
    found = seen("hello", typed=read("a refund"), known=read("order shipped"))

    assert found.vectors[TYPED] == pytest.approx(read("a refund"), abs=1e-6)
    assert found.vectors[KNOWN] == pytest.approx(read("order shipped"), abs=1e-6)


def test_known_text_names_system_label_and_value_and_is_short() -> None:
    facts = [ContextFact(source="shop", label=sealed("delivery_status"), value=sealed("at the depot"))]

    assert known_text(facts) == "shop delivery status at the depot"
    assert known_text([]) == ""
    assert len(known_text(facts * 40)) <= 300


def test_known_text_leaves_placeholders_out() -> None:
    facts = [ContextFact(source="crm", label=sealed("email"), value=sealed("<EMAIL_ADDRESS_1>"))]

    assert "EMAIL" not in known_text(facts)


def test_eight_bits_keep_the_direction() -> None:
    found = seen("lamp broken since monday", ("operator", "which lamp is it"), "the green one", typed=read("sorry"))

    codes = codes_of(found).astype(np.float32)

    for row in range(len(FIELDS)):
        if found.has(row):
            assert float(normalised(codes[row]) @ found.vectors[row]) > 0.995
        else:
            assert not codes[row].any()


def test_what_is_packed_comes_back() -> None:
    codes = codes_of(seen("lamp", ("operator", "yes"), "dark", typed=read("sorry")))

    assert np.array_equal(unpack(pack(codes, "sha256:1"), "sha256:1", DIM), codes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("encoder", "content"), [("sha256:2", None), ("sha256:1", b"no"), ("sha256:1", b"")])
def test_vectors_of_another_encoder_and_damaged_ones_are_passed_over(encoder: str, content: bytes | None) -> None:
    packed = pack(codes_of(seen("lamp")), "sha256:1")

    assert unpack(packed if content is None else content, encoder, DIM) is None


def test_fields_of_another_length_are_empty() -> None:
    codes = unpack(pack(codes_of(seen("lamp")), "sha256:1"), "sha256:1", DIM // 2)

    assert codes is not None
    assert not codes.any()


def test_a_pick_with_nothing_typed_stands_for_the_replys_own_words() -> None:
    codes = codes_of(seen("lamp"))

    filled = standing_for_itself(codes, read("which lamp is it"))

    assert float(normalised(filled[TYPED].astype(np.float32)) @ read("which lamp is it")) > 0.995
    assert np.array_equal(filled[CUSTOMER:], codes[CUSTOMER:])


def test_what_was_typed_is_not_overwritten_by_the_replys_own_words() -> None:
    codes = codes_of(seen("lamp", typed=read("which")))

    assert np.array_equal(standing_for_itself(codes, read("something else")), codes)


def test_nothing_at_all_is_a_situation_too() -> None:
    assert not situation(DIM, customer=[], operator=[]).vectors.any()
