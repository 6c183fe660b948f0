"""How fast sentence-transformers on torch embeds what indexing embeds: the same weights, its own defaults."""

from __future__ import annotations

from time import perf_counter

from copilot.encoding.models import DEFAULT_ENCODER, model_source
from tests.bench.probes.indexing import IndexingRequest, IndexingRound, chosen, texts_of
from tests.bench.probing import respond


def measure(request: IndexingRequest) -> IndexingRound:
    """Time `encode` alone: no dividing, no index, no disk."""
    from sentence_transformers import SentenceTransformer

    texts = texts_of(chosen(request.every_article))
    model = SentenceTransformer(model_source(DEFAULT_ENCODER), device="cpu")
    model.encode(["warm up"], show_progress_bar=False)
    started = perf_counter()
    model.encode(texts, show_progress_bar=False)
    return IndexingRound(passages=0, texts=len(texts), seconds=perf_counter() - started)


if __name__ == "__main__":
    respond(IndexingRequest, measure)
