"""The vectors that sentence-transformers itself gives: JSON in `{model: texts}`, JSON out `{model: vectors}`.

`reference_vectors.py FOLDER` makes the models of `tiny_model.py` first: loading torch twice would take longer.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sentence_transformers import SentenceTransformer
from tiny_model import make_models

from copilot.encoding.models import model_source


def main() -> None:
    make_models(Path(sys.argv[1]))
    vectors = {name: _vectors(name, texts) for name, texts in json.load(sys.stdin).items()}
    json.dump(vectors, sys.stdout)


def _vectors(name: str, texts: list[str]) -> list[list[float]]:
    model = SentenceTransformer(model_source(name), device="cpu")
    rows: list[list[float]] = model.encode(texts, normalize_embeddings=True, show_progress_bar=False).tolist()
    return rows


if __name__ == "__main__":
    main()
