"""The words that the head sees."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.encoding.reading import Reading
from copilot.privacy.names.words import BUCKETS, WIDTH, words_of


def read(text: str, *pieces: str) -> Reading:
    """A reading whose n-th piece has the vector (n, 1)."""
    offsets, done = [], 0
    for piece in pieces:
        start = text.index(piece, done)
        done = start + len(piece)
        offsets.append((start, done))
    vectors = np.array([(number, 1.0) for number in range(1, len(pieces) + 1)], dtype=np.float32)
    return Reading(vector=vectors.mean(axis=0), token_vectors=vectors, offsets=np.array(offsets, dtype=np.int32))


def test_pieces_of_one_word_become_one_and_share_their_mean() -> None:
    text = "I'm Kowalska"

    words = words_of(text, read(text, "I", "'", "m", "Kow", "alska"), frozenset())

    assert [text[start:end] for start, end in words.spans] == ["I", "'", "m", "Kowalska"]
    np.testing.assert_array_equal(words.vectors, [(1, 1), (2, 1), (3, 1), (4.5, 1)])


def test_flags_tell_capitals_digits_and_places_apart() -> None:
    text = "Ana ANA ana 12, a1\nx"

    words = words_of(text, read(text, "Ana", "ANA", "ana", "12", ",", "a1", "x"), frozenset())

    assert words.flags.shape == (7, WIDTH)
    assert len({tuple(row) for row in words.flags.tolist()}) == 7
    assert set(np.unique(words.flags)) == {0.0, 1.0}


def test_a_word_has_the_same_bucket_in_any_case() -> None:
    text = "Ana ana bob"

    buckets = words_of(text, read(text, "Ana", "ana", "bob"), frozenset()).buckets

    assert buckets[0] == buckets[1] != buckets[2]
    assert (buckets < BUCKETS).all()


@pytest.mark.parametrize("asked", [{"PERSON"}, {"STREET_ADDRESS"}, {"ZIP_CODE"}, {"CVV"}])
def test_what_was_asked_is_told_with_every_word(asked: set[str]) -> None:
    text = "Ana Lee"
    reading = read(text, "Ana", "Lee")

    plain, told = words_of(text, reading, frozenset()), words_of(text, reading, frozenset(asked))

    assert ((told.flags - plain.flags).sum(axis=1) == 1).all()
