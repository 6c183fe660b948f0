"""The head itself: a small convolutional tagger in numpy."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import msgspec
import numpy as np
from msgspec import Struct

from copilot.encoding.models import EncoderManifest
from copilot.encoding.reading import Matrix
from copilot.errors import ConfigError
from copilot.privacy.names.words import WIDTH, Words

DILATIONS = (1, 2, 4)
"""How far apart the three words are that each layer looks at: seven words to each side in all."""


SHIPPED_HEAD = Path(__file__).parent


class HeadManifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a head was made for and how it decides.

    `tags` are the columns of its output, `O` first; `thresholds` the probabilities from which each kind is believed.
    """

    encoder: str
    dim: int
    tags: tuple[str, ...]
    thresholds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Head:
    """Weights by name: `enter`, `flags`, `buckets`, `layer0…`, `leave`; float32."""

    manifest: HeadManifest
    weights: Mapping[str, Matrix]

    def tag(self, words: Words) -> Matrix:
        """(n, tags) probabilities of each tag for each word.

        An iterated dilated convolution (Strubell et al. 2017, arXiv:1702.02098) over the frozen token vectors.
        """
        of = self.weights
        known = of["buckets"][words.buckets] @ of["buckets.weight"]
        entering = words.vectors @ of["enter.weight"] + words.flags @ of["flags.weight"] + known + of["enter.bias"]
        state: Matrix = np.maximum(entering, 0)
        for layer, dilation in enumerate(DILATIONS):
            mixed = _around(state, dilation) @ of[f"layer{layer}.weight"] + of[f"layer{layer}.bias"]
            state = state + np.maximum(mixed, 0)
        return _softmax(state @ of["leave.weight"] + of["leave.bias"])


def save_head(head: Head, folder: Path) -> None:
    """Write `head.json` and `head.npz`, the weights in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    halves = {name: weight.astype(np.float16) for name, weight in head.weights.items()}
    np.savez_compressed(folder / "head.npz", **halves)  # type: ignore[arg-type] # its stub takes the names for flags
    (folder / "head.json").write_bytes(msgspec.json.format(msgspec.json.encode(head.manifest), indent=2) + b"\n")


def _around(state: Matrix, dilation: int) -> Matrix:
    """(n, 3 * width): each row with the one `dilation` before and after it, zeros beyond the ends."""
    count, width = state.shape
    padded = np.zeros((count + 2 * dilation, width), dtype=np.float32)
    padded[dilation : dilation + count] = state
    return np.concatenate([padded[:count], state, padded[2 * dilation :]], axis=1)


def _softmax(scores: Matrix) -> Matrix:
    powers: Matrix = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return shares


def load_head(folder: Path, encoder: EncoderManifest) -> Head:
    """The head in a folder: `head.json` and `head.npz`.

    Raises:
        ConfigError: a file is missing, or the head was made for another encoder or another version.
    """
    try:
        manifest = msgspec.json.decode((folder / "head.json").read_bytes(), type=HeadManifest)
        with (folder / "head.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
    except (OSError, ValueError, EOFError, BadZipFile, zlib.error, msgspec.DecodeError) as error:
        raise ConfigError(
            f"the names head in {folder} cannot be read ({type(error).__name__}): install the package again, "
            "or train one with `python -m training.names`"
        ) from error
    if (manifest.encoder, manifest.dim) != (encoder.name, encoder.dim):
        raise ConfigError(
            f"the names head was trained for the encoder {manifest.encoder!r}, not for {encoder.name!r}: "
            "set encoder.reader to it, or train a head for yours (`python -m training.names`) and set names_head"
        )
    if "flags.weight" not in weights or weights["flags.weight"].shape[0] != WIDTH:
        raise ConfigError(f"the names head in {folder} was made for another version: train it again")
    return Head(manifest=manifest, weights=weights)
