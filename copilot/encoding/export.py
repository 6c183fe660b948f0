"""Export a sentence-transformers model to ONNX, int8 per channel: `python -m copilot.encoding.export NAME FOLDER`.

It runs in a process of its own, so that the service never imports torch. Per channel because per tensor costs accuracy
(cosine to the original .955 against .993; docs/decisions/0003).
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import warnings
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from copilot.encoding.models import MANIFEST, EncoderManifest, file_hash, model_source
from copilot.errors import ConfigError, CopilotError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_OPSET = 17


def export(name: str, folder: Path) -> EncoderManifest:
    """Write `model.onnx`, `tokenizer.json` and the manifest to `folder`, all or nothing.

    Raises:
        ConfigError: the model cannot be loaded, or is not an encoder with token vectors.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".export-"))
    try:
        model = _load(name)
        _trace(name, model, work / "float.onnx")
        _quantise(work / "float.onnx", work / "model.onnx")
        model.tokenizer.backend_tokenizer.save(str(work / "tokenizer.json"))
        manifest = _manifest(name, model, work)
        (work / MANIFEST).write_bytes(msgspec.json.encode(manifest))
        shutil.rmtree(folder, ignore_errors=True)
        work.chmod(0o755)
        work.replace(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest


def _load(name: str) -> SentenceTransformer:
    source = model_source(name)
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(source, device="cpu")
    except Exception as error:  # the library raises a dozen unrelated classes for one thing: it cannot be loaded
        raise ConfigError(
            f"the encoder {name!r} cannot be loaded ({type(error).__name__}): give a folder or name of a "
            "sentence-transformers model that this machine can read, or leave the setting out for the packaged one"
        ) from error
    if not hasattr(model.tokenizer, "backend_tokenizer"):
        raise ConfigError(f"the encoder {name!r} has no fast tokenizer, so word pieces cannot be traced to the text")
    return model.eval()


def _trace(name: str, model: SentenceTransformer, path: Path) -> None:
    import torch

    class Traced(torch.nn.Module):  # type: ignore[misc]  # torch is read without its types
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> tuple[Any, Any]:
            features: dict[str, Any] = {"input_ids": input_ids, "attention_mask": attention_mask}
            for module in self.model:
                features = module(features)
            vector = torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)
            return features["token_embeddings"], vector

    example = torch.ones(2, 16, dtype=torch.long)
    rows = {0: "texts", 1: "tokens"}
    traced = Traced().eval()
    tokens, vectors = traced(example, example)
    if tokens.shape[-1] != vectors.shape[-1]:
        raise ConfigError(
            f"the encoder {name!r} projects its vectors to {vectors.shape[-1]} numbers while its tokens have "
            f"{tokens.shape[-1]}: choose a model that pools its tokens without a dense layer"
        )
    torch.onnx.export(
        traced,
        (example, example),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["token_vectors", "vector"],
        dynamic_axes={"input_ids": rows, "attention_mask": rows, "token_vectors": rows, "vector": {0: "texts"}},
        opset_version=_OPSET,
        dynamo=False,
    )


def _quantise(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(str(source), str(target), per_channel=True, weight_type=QuantType.QInt8)
    source.unlink()


def _manifest(name: str, model: SentenceTransformer, work: Path) -> EncoderManifest:
    content = file_hash(work / "model.onnx") + file_hash(work / "tokenizer.json")
    dim = model.get_embedding_dimension()
    if dim is None:
        raise ConfigError(f"the encoder {name!r} does not say how long its vectors are")
    return EncoderManifest(
        name=name,
        fingerprint="sha256:" + sha256(content.encode()).hexdigest()[:16],
        dim=dim,
        max_tokens=model.max_seq_length or 256,
    )


def main() -> int:
    """Export one model; the exit status says whether it worked."""
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    name, folder = sys.argv[1:]
    try:
        export(name, Path(folder))
    except CopilotError as error:
        sys.stderr.write(f"{error.detail}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
