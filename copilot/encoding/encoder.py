"""The encoder in ONNX Runtime: reads one text, or many in batches of like length."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from copilot.encoding.models import EncoderManifest, cache_folder, read_manifest
from copilot.encoding.reading import Matrix, Reading, normalised
from copilot.errors import ConfigError

_BATCH_TOKENS = 2_048


class Encoder(Protocol):
    """Reads texts. The same text gives the same reading, whatever else is in the batch (to 1e-3)."""

    manifest: EncoderManifest

    def read(self, text: str) -> Reading:
        """One pass over a text of any length; a text without words reads as the zero vector."""

    def read_many(self, texts: Sequence[str]) -> Iterator[tuple[int, Reading]]:
        """(index, reading) of each text, in any order: the order is the cheapest one."""


class OnnxEncoder:
    """An exported encoder; safe to use from several threads."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        manifest = read_manifest(folder)
        if manifest is None:
            raise ConfigError(f"{folder} is not an exported encoder: run `copilot doctor`")
        self.manifest = manifest
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        first, *_, last = self._tokenizer.encode("a").ids
        self._edges = (first, last)
        self._window = manifest.max_tokens - len(self._edges)

    def read(self, text: str) -> Reading:
        """One pass over a text; a text longer than the model's limit is read in windows."""
        return next(self.read_many([text]))[1]

    def read_many(self, texts: Sequence[str]) -> Iterator[tuple[int, Reading]]:
        """Read texts in batches of like length, so that little work goes into padding."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        short = [index for index, encoding in enumerate(encodings) if len(encoding.ids) <= self._window]
        for batch in _batches(short, [len(encoding.ids) for encoding in encodings]):
            vectors, tokens = self._run([encodings[index].ids for index in batch])
            for row, index in enumerate(batch):
                yield index, _reading(vectors[row], tokens[row], encodings[index])
        for index in sorted(set(range(len(texts))) - set(short)):
            yield index, self._read_windows(encodings[index])

    def _read_windows(self, encoding: Any) -> Reading:
        ids = encoding.ids
        windows = [ids[start : start + self._window] for start in range(0, len(ids), self._window)]
        readings = [self._run([window]) for window in windows]
        weights = np.array([len(window) for window in windows], dtype=np.float32)
        vectors = np.concatenate([vectors for vectors, _ in readings])
        tokens = np.concatenate(
            [tokens[0][: len(window)] for (_, tokens), window in zip(readings, windows, strict=True)]
        )
        return _reading(normalised(weights @ vectors), tokens, encoding)

    def _run(self, batch: list[list[int]]) -> tuple[Matrix, Matrix]:
        """(texts, dim) vectors and (texts, tokens, dim) token vectors without the special tokens."""
        longest = max(map(len, batch))
        ids = np.zeros((len(batch), longest + 2), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens) + 2] = [self._edges[0], *tokens, self._edges[1]]
            mask[row, : len(tokens) + 2] = 1
        token_vectors, vectors = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return vectors, token_vectors[:, 1:-1]


def _batches(indices: list[int], lengths: list[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for index in sorted(indices, key=lengths.__getitem__):
        if batch and (len(batch) + 1) * (lengths[index] + 2) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _reading(vector: Matrix, tokens: Matrix, encoding: Any) -> Reading:
    count = len(encoding.ids)
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(count, 2)
    return Reading(vector=vector if count else np.zeros_like(vector), token_vectors=tokens[:count], offsets=offsets)


def ensure_exported(models: Path, name: str) -> Path:
    """The folder of the exported model, exporting it in a process of its own the first time.

    Raises:
        ConfigError: the export failed; the message says why.
    """
    folder = cache_folder(models, name)
    if read_manifest(folder) is None:
        _export_in_subprocess(name, folder)
    return folder


def _export_in_subprocess(name: str, folder: Path) -> None:
    command = [sys.executable, "-m", "copilot.encoding.export", name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module, no shell
    if done.returncode:
        last_line = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ConfigError(f"the encoder could not be exported: {last_line}")
