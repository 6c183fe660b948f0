"""The vectors that sentence-transformers itself gives: `reference_vectors.py MODEL < texts.json > vectors.json`."""

from __future__ import annotations

import json
import sys

from sentence_transformers import SentenceTransformer

from copilot.encoding.models import model_source


def main() -> None:
    model = SentenceTransformer(model_source(sys.argv[1]), device="cpu")
    vectors = model.encode(json.load(sys.stdin), normalize_embeddings=True, show_progress_bar=False)
    json.dump(vectors.tolist(), sys.stdout)


if __name__ == "__main__":
    main()
