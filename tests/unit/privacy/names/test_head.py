"""The tagger and its files."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from copilot.encoding.models import EncoderManifest
from copilot.errors import ConfigError
from copilot.privacy.names.head import DILATIONS, SHIPPED_HEAD, Head, HeadManifest, load_head, save_head
from copilot.privacy.names.words import BUCKETS, WIDTH, Words

DIM, INNER, TAGS = 3, 4, ("O", "B-PERSON", "I-PERSON")
ENCODER = EncoderManifest(name="tiny", fingerprint="sha256:0", dim=DIM, max_tokens=8)


def a_head(seed: int = 1) -> Head:
    draw = np.random.default_rng(seed)
    shapes = {
        "enter.weight": (DIM, INNER),
        "enter.bias": (INNER,),
        "flags.weight": (WIDTH, INNER),
        "buckets": (BUCKETS, 2),
        "buckets.weight": (2, INNER),
        "leave.weight": (INNER, len(TAGS)),
        "leave.bias": (len(TAGS),),
        **{f"layer{layer}.weight": (3 * INNER, INNER) for layer in range(len(DILATIONS))},
        **{f"layer{layer}.bias": (INNER,) for layer in range(len(DILATIONS))},
    }
    drawn = {name: draw.normal(scale=0.3, size=shape) for name, shape in shapes.items()}
    weights = {name: values.astype(np.float16).astype(np.float32) for name, values in drawn.items()}
    return Head(HeadManifest(encoder="tiny", dim=DIM, tags=TAGS, thresholds={"PERSON": 0.5}), weights)


def some_words(count: int) -> Words:
    draw = np.random.default_rng(2)
    return Words(
        spans=np.zeros((count, 2), dtype=np.int64),
        vectors=draw.normal(size=(count, DIM)).astype(np.float32),
        flags=draw.integers(0, 2, size=(count, WIDTH)).astype(np.float32),
        buckets=draw.integers(0, BUCKETS, size=count),
    )


def test_gives_a_share_to_every_tag_of_every_word() -> None:
    probabilities = a_head().tag(some_words(5))

    assert probabilities.shape == (5, len(TAGS))
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0, rtol=1e-5)


def test_a_word_is_judged_by_seven_words_to_each_side_and_no_more() -> None:
    words, head = some_words(20), a_head()
    near, far = words.vectors.copy(), words.vectors.copy()
    near[7] += 1.0
    far[8] += 1.0

    before = head.tag(words)[0]

    assert not np.allclose(head.tag(with_vectors(words, near))[0], before)
    np.testing.assert_array_equal(head.tag(with_vectors(words, far))[0], before)


def with_vectors(words: Words, vectors: np.ndarray) -> Words:
    return Words(spans=words.spans, vectors=vectors, flags=words.flags, buckets=words.buckets)


def test_agrees_with_the_model_that_was_trained() -> None:
    torch = pytest.importorskip("torch")
    from training.names.model import Tagger, weights

    torch.manual_seed(1)
    model = Tagger(DIM, len(TAGS), INNER, 0.2).eval()
    words = some_words(12)
    head = Head(a_head().manifest, weights(model))

    with torch.no_grad():
        scores = model(
            torch.from_numpy(words.vectors)[None],
            torch.from_numpy(words.flags)[None],
            torch.from_numpy(words.buckets)[None],
        )

    np.testing.assert_allclose(head.tag(words), torch.softmax(scores, -1)[0].numpy(), atol=1e-5)


def test_comes_back_from_its_files(tmp_path: Path) -> None:
    save_head(a_head(), tmp_path)

    np.testing.assert_allclose(load_head(tmp_path, ENCODER).tag(some_words(5)), a_head().tag(some_words(5)), atol=1e-5)


def test_refuses_another_encoder(tmp_path: Path) -> None:
    save_head(a_head(), tmp_path)

    with pytest.raises(ConfigError, match=r"trained for the encoder 'tiny', not for 'other'"):
        load_head(tmp_path, msgspec.structs.replace(ENCODER, name="other"))


@pytest.mark.parametrize("damaged", ["head.json", "head.npz"])
def test_says_what_to_do_when_a_file_is_damaged_or_missing(tmp_path: Path, damaged: str) -> None:
    save_head(a_head(), tmp_path)
    (tmp_path / damaged).write_bytes(b"nothing of use")

    with pytest.raises(ConfigError, match="install the package again"):
        load_head(tmp_path, ENCODER)
    (tmp_path / damaged).unlink()
    with pytest.raises(ConfigError, match="install the package again"):
        load_head(tmp_path, ENCODER)


def test_the_shipped_head_is_for_the_packaged_encoder() -> None:
    manifest = msgspec.json.decode((SHIPPED_HEAD / "head.json").read_bytes(), type=HeadManifest)

    assert (manifest.encoder, manifest.dim) == ("minilm", 384)
    assert set(manifest.thresholds) == {"PERSON", "STREET_ADDRESS", "ZIP_CODE"}
