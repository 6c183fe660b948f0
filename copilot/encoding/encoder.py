"""The encoder in ONNX Runtime: reads texts of any length, one pass each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from copilot.encoding.models import EncoderManifest, cache_folder, model_source, read_manifest
from copilot.encoding.reading import Matrix, Reading, normalised
from copilot.errors import ConfigError

_WORTH_SPREADING = 4


class Encoder(Protocol):
    """Reads texts. The same text gives the same reading, whatever is read with it."""

    manifest: EncoderManifest

    def read(self, text: str) -> Reading:
        """One pass over a text of any length; a text without words reads as the zero vector."""

    def read_many(self, texts: Sequence[str]) -> Iterator[tuple[int, Reading]]:
        """(index, reading) of each text, in any order."""


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
        self._before, self._after = _special_tokens(self._tokenizer)
        self._window = manifest.max_tokens - len(self._before) - len(self._after)

    def read(self, text: str) -> Reading:
        """One pass over a text; a text longer than the model's limit is read in windows."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        ids = encoding.ids
        readings = [self._run(ids[start : start + self._window]) for start in range(0, len(ids), self._window)]
        if not readings:
            return _nothing(self.manifest.dim)
        weights = np.array([len(tokens) for _, tokens in readings], dtype=np.float32)
        return Reading(
            vector=normalised(weights @ np.stack([vector for vector, _ in readings])),
            token_vectors=np.concatenate([tokens for _, tokens in readings]),
            offsets=np.array(encoding.offsets, dtype=np.int32),
        )

    def read_many(self, texts: Sequence[str]) -> Iterator[tuple[int, Reading]]:
        """Read texts one by one, on every core if there are many.

        In a batch, dynamic quantisation would scale each text by the largest activation of all of them, and a text
        would read differently with every neighbour (cosine down to .96); on a CPU a batch is no faster
        (docs/decisions/0003).
        """
        if len(texts) < _WORTH_SPREADING:
            yield from enumerate(map(self.read, texts))
            return
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            yield from enumerate(cores.map(self.read, texts))

    def _run(self, ids: list[int]) -> tuple[Matrix, Matrix]:
        """(dim,) vector and (tokens, dim) token vectors without the special tokens."""
        row = np.array([[*self._before, *ids, *self._after]], dtype=np.int64)
        tokens, vectors = self._session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})
        first = len(self._before)
        return vectors[0], tokens[0, first : first + len(ids)]


def _special_tokens(tokenizer: Any) -> tuple[list[int], list[int]]:
    """What the tokenizer puts before and after every text."""
    bare = tokenizer.encode("a", add_special_tokens=False).ids
    whole = tokenizer.encode("a").ids
    first = whole.index(bare[0])
    return whole[:first], whole[first + len(bare) :]


def _nothing(dim: int) -> Reading:
    return Reading(
        vector=np.zeros(dim, dtype=np.float32),
        token_vectors=np.empty((0, dim), dtype=np.float32),
        offsets=np.empty((0, 2), dtype=np.int32),
    )


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
    model_source(name)  # what is plainly missing is told before torch is imported
    command = [sys.executable, "-m", "copilot.encoding.export", name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module, no shell
    if done.returncode:
        last_line = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ConfigError(f"the encoder could not be exported: {last_line}")
