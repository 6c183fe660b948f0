"""Vectors of short texts that rarely change (canned replies, procedures), kept on disk by the hash of the text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix


def vectors_of(texts: Sequence[str], encoder: Encoder, folder: Path) -> Matrix:
    """(texts, dim) float32, L2-normalised, in the order of `texts`; only texts that are new are embedded."""
    path = folder / f"texts-{encoder.manifest.fingerprint.removeprefix('sha256:')}.npz"
    known = _load(path)
    keys = [sha256(text.encode()).hexdigest() for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        fresh = dict(encoder.read_many(list(missing.values())))
        known |= {key: fresh[position].vector for position, key in enumerate(missing)}
        _save(path, {key: known[key] for key in keys})
    return np.stack([known[key] for key in keys]) if keys else np.empty((0, encoder.manifest.dim), dtype=np.float32)


def _load(path: Path) -> dict[str, Matrix]:
    """A damaged file is as good as none: it only saves time."""
    try:
        with path.open("rb") as source, np.load(source) as file:
            return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}


def _save(path: Path, vectors: dict[str, Matrix]) -> None:
    """What cannot be saved is embedded again next time."""
    partial = path.with_suffix(f".{os.getpid()}.npz")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(partial, keys=np.array(list(vectors)), vectors=np.stack(list(vectors.values())))
        partial.replace(path)
