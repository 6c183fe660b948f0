"""What every `Encoder` does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copilot.encoding.encoder import Encoder, OnnxEncoder
from copilot.encoding.reading import Reading
from tests.fakes import FakeEncoder

TEXTS = ["Where is my refund?", "ok", "", "😀 lamp", "Where is my refund?", "  ", "word " * 700]


@pytest.fixture(scope="module", params=["onnx", "fake"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "fake":
        return FakeEncoder()
    exported: Path = request.getfixturevalue("exported_encoder")
    return OnnxEncoder(exported)


def is_same(one: Reading, other: Reading) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("vector", "token_vectors", "offsets")
    )


@pytest.mark.parametrize("text", TEXTS)
def test_shapes_and_types_are_those_of_a_reading(encoder: Encoder, text: str) -> None:
    reading = encoder.read(text)

    count = len(reading.offsets)
    assert reading.vector.shape == (encoder.manifest.dim,)
    assert reading.token_vectors.shape == (count, encoder.manifest.dim)
    assert reading.offsets.shape == (count, 2)
    assert (reading.vector.dtype, reading.token_vectors.dtype) == (np.float32, np.float32)
    assert reading.offsets.dtype == np.int32


@pytest.mark.parametrize("text", TEXTS)
def test_the_vector_has_length_1_or_is_zero_where_there_are_no_words(encoder: Encoder, text: str) -> None:
    length = np.linalg.norm(encoder.read(text).vector)

    assert length == pytest.approx(1 if text.strip() else 0, abs=1e-4)


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_are_code_points_inside_the_text_in_its_order(encoder: Encoder, text: str) -> None:
    offsets = encoder.read(text).offsets.tolist()

    assert all(0 <= start < end <= len(text) for start, end in offsets)
    assert offsets == sorted(offsets)


def test_the_same_text_gives_the_same_reading(encoder: Encoder) -> None:
    assert is_same(encoder.read(TEXTS[0]), encoder.read(TEXTS[0]))


def test_reading_many_gives_each_text_once_as_if_it_were_alone(encoder: Encoder) -> None:
    many = list(encoder.read_many(TEXTS))

    assert sorted(index for index, _ in many) == list(range(len(TEXTS)))
    assert all(is_same(reading, encoder.read(TEXTS[index])) for index, reading in many)
    assert list(encoder.read_many([])) == []


def test_like_texts_are_nearer_than_others(encoder: Encoder) -> None:
    asked, same, other = (
        encoder.read(text).vector for text in ("reset my password", "how do I reset my password", "the lamp is dark")
    )

    assert asked @ same > asked @ other
