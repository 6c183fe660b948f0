"""Vectors that are kept on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copilot.encoding.vectors import vectors_of
from tests.fakes import FakeEncoder

TEXTS = ["refund my order", "reset my password", "refund my order"]


def the_file(folder: Path) -> Path:
    (path,) = folder.glob("*.npz")
    return path


def test_vectors_come_in_the_order_of_the_texts(tmp_path: Path) -> None:
    encoder = FakeEncoder()

    vectors = vectors_of(TEXTS, encoder, tmp_path)

    assert vectors == pytest.approx(np.stack([encoder.read(text).vector for text in TEXTS]))


def test_only_new_texts_are_read_and_each_once(tmp_path: Path) -> None:
    vectors_of(TEXTS[:1], FakeEncoder(), tmp_path)
    encoder = FakeEncoder()

    vectors_of(TEXTS, encoder, tmp_path)

    assert encoder.texts == ["reset my password"]


def test_known_texts_keep_their_vectors(tmp_path: Path) -> None:
    first = vectors_of(TEXTS, FakeEncoder(), tmp_path)

    again = vectors_of(TEXTS[::-1], FakeEncoder(), tmp_path)

    assert np.array_equal(again, first[::-1])


def test_another_encoder_has_vectors_of_its_own(tmp_path: Path) -> None:
    vectors_of(TEXTS, FakeEncoder(), tmp_path)

    other = vectors_of(TEXTS, FakeEncoder(dim=16, fingerprint="sha256:other"), tmp_path)

    assert other.shape == (3, 16)


def test_no_texts_give_no_rows(tmp_path: Path) -> None:
    assert vectors_of([], FakeEncoder(), tmp_path).shape == (0, 256)


@pytest.mark.parametrize("keep", [0, 2, 50, -5], ids=["empty", "two bytes", "beginning", "all but the end"])
def test_a_damaged_file_only_costs_time(tmp_path: Path, keep: int) -> None:
    before = vectors_of(TEXTS, FakeEncoder(), tmp_path)
    path = the_file(tmp_path)
    path.write_bytes(path.read_bytes()[:keep])

    after = vectors_of(TEXTS, FakeEncoder(), tmp_path)

    assert np.array_equal(after, before)


def test_texts_that_are_gone_leave_the_file(tmp_path: Path) -> None:
    vectors_of(TEXTS, FakeEncoder(), tmp_path)
    vectors_of(["something new"], FakeEncoder(), tmp_path)
    encoder = FakeEncoder()

    vectors_of(TEXTS[:1], encoder, tmp_path)

    assert encoder.texts == TEXTS[:1]


def test_no_text_stands_in_the_file(tmp_path: Path) -> None:
    vectors_of(TEXTS, FakeEncoder(), tmp_path)

    assert b"password" not in the_file(tmp_path).read_bytes()
