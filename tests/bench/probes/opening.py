"""Open an index, search it, change it: time and memory by its size."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import numpy as np
from msgspec import Struct, structs

from copilot.bootstrap import make_encoder, make_knowledge
from copilot.encoding.encoder import Encoder
from copilot.retrieval.dense import DenseIndex
from copilot.retrieval.knowledge import KnowledgeBase
from copilot.retrieval.search import _DENSE_ROWS, Query
from copilot.types import Filters
from tests.bench.latency import Latency, latency, timed
from tests.bench.probing import respond
from tests.bench.processes import Memory, memory_of
from tests.bench.state import settings_for

_WARM_UP = 10
_K = 5
_RECALL_AT = 10
_CHANGES = 5


class OpeningRequest(Struct, frozen=True, kw_only=True):
    """A state folder with an index, and what to ask."""

    var: Path
    questions: tuple[str, ...]


class Opened(Struct, frozen=True, kw_only=True):
    """`search` has the query's vector ready, `encoded_search` makes it; `change` writes one article anew.

    `before`/`after`: memory of the process around the opening. `recall`: share of the 10 rows nearest to a query that
    are among the rows a search looks at (1 for an exact index).
    """

    passages: int
    rows: int
    kind: str
    open_seconds: float
    before: Memory
    after: Memory
    search: Latency
    encoded_search: Latency
    change: Latency
    recall: float


def measure(request: OpeningRequest) -> Opened:
    """Open, search with and without encoding, compare with exact search, change articles."""
    settings = settings_for(request.var)
    encoder = make_encoder(settings, settings.encoder.retriever)
    queries = [Query(text, encoder.read(text).vector) for text in request.questions]
    before, started = memory_of(), perf_counter()
    knowledge = make_knowledge(settings, encoder)
    open_seconds, after = perf_counter() - started, memory_of()
    for query in queries[:_WARM_UP]:
        knowledge.search(query, _K, Filters())
    search = timed(lambda query: knowledge.search(query, _K, Filters()), queries)
    encoded = timed(lambda text: _search(knowledge, encoder, text), request.questions)
    dense = knowledge._snapshot.dense
    return Opened(
        passages=knowledge.status().passages,
        rows=dense.base.ntotal,
        kind=type(dense.base).__name__.removeprefix("Index"),
        open_seconds=open_seconds,
        before=before,
        after=after,
        search=latency(search),
        encoded_search=latency(encoded),
        recall=_recall(dense, queries),
        change=latency(_changes(knowledge)),
    )


def _search(knowledge: KnowledgeBase, encoder: Encoder, text: str) -> None:
    knowledge.search(Query(text, encoder.read(text).vector), _K, Filters())


def _recall(dense: DenseIndex, queries: list[Query]) -> float:
    everything = np.arange(dense.base.ntotal)
    vectors, allowed = dense.vectors(everything), np.ones(len(everything), dtype=np.bool_)
    shares = []
    for query in queries:
        nearest = np.argpartition(-(vectors @ query.vector), _RECALL_AT)[:_RECALL_AT]
        found, _ = dense.search(query.vector, _DENSE_ROWS, allowed)
        shares.append(np.isin(nearest, found).mean())
    return float(np.mean(shares))


def _changes(knowledge: KnowledgeBase) -> list[float]:
    articles = [knowledge.article(f"synthetic-{number:06d}") for number in range(_CHANGES)]
    edited = [structs.replace(item, title=item.title + "!", revision=item.revision + "0") for item in articles]
    return timed(knowledge.put, edited)


if __name__ == "__main__":
    respond(OpeningRequest, measure)
