"""How fast a folder of articles becomes searchable: read, divided, embedded, indexed and on disk."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec import Struct, structs

from copilot.bootstrap import make_encoder, make_knowledge
from copilot.retrieval.corpus import Corpus, read_corpus
from copilot.retrieval.indexed import pending
from tests.bench.probing import respond
from tests.bench.state import CORPUS, beside


class IndexingRequest(Struct, frozen=True, kw_only=True):
    """The state folder whose exported encoder is used, and which articles: each n-th one."""

    state: Path
    every_article: int


class IndexingRound(Struct, frozen=True, kw_only=True):
    """`texts` are passages, titles and questions: what is embedded."""

    passages: int
    texts: int
    seconds: float


def chosen(every_article: int) -> Corpus:
    """Each n-th article of the repository's own corpus."""
    corpus = read_corpus(CORPUS)
    return structs.replace(corpus, articles=corpus.articles[::every_article])


def texts_of(corpus: Corpus) -> list[str]:
    """The texts that indexing embeds, in the order of the corpus."""
    return [text for article in corpus.articles for text in pending(article, "").texts]


def measure(request: IndexingRequest) -> IndexingRound:
    """Time `KnowledgeBase.sync` over an empty index."""
    corpus = chosen(request.every_article)
    with TemporaryDirectory() as folder:
        settings = beside(request.state, Path(folder) / "var")
        encoder = make_encoder(settings, settings.encoder.retriever)
        knowledge = make_knowledge(settings, encoder)
        encoder.read("warm up")
        started = perf_counter()
        knowledge.sync(corpus)
        seconds = perf_counter() - started
        passages = knowledge.status().passages
        knowledge.close()
    return IndexingRound(passages=passages, texts=len(texts_of(corpus)), seconds=seconds)


if __name__ == "__main__":
    respond(IndexingRequest, measure)
