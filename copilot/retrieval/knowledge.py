"""The live knowledge base: search it, change an article, take over a folder; many threads, many processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from threading import Lock

import msgspec
from msgspec import Struct

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix
from copilot.errors import CorpusInvalid, NotFound
from copilot.retrieval.answerability import LOOKED_AT, Calibration, answerability
from copilot.retrieval.article import Article
from copilot.retrieval.corpus import Corpus
from copilot.retrieval.indexed import IndexedArticle, Pending, embed, pending, searchable_text
from copilot.retrieval.lexical import LexicalIndex
from copilot.retrieval.search import Found, Query, nearest_articles, search
from copilot.retrieval.shelf import Change, Shelf, Shelved
from copilot.retrieval.snapshot import Snapshot, first_snapshot, next_snapshot
from copilot.telemetry import PASSAGES
from copilot.types import Answerability, Audience, Filters, Hit, Likeness, Passage, Relevance

Progress = Callable[[int, int], None]
"""Called with (articles done, articles in all)."""

_ARTICLES_PER_BATCH = 32
_QUOTED_HITS = 3


class KnowledgeOptions(Struct, frozen=True, kw_only=True):
    """What retrieval needs to know from the settings."""

    article_url: str
    lexical_weight: float
    exact_up_to_rows: int


class Results(Struct, frozen=True, kw_only=True):
    """Hits, best first, and how likely it is that they answer."""

    hits: tuple[Hit, ...]
    answerability: Answerability
    snapshot_id: str


class SyncReport(Struct, frozen=True, kw_only=True):
    """What taking over a folder changed, in articles."""

    written: int
    deleted: int
    unchanged: int


class Status(Struct, frozen=True, kw_only=True):
    """The knowledge base in numbers; where it is not `is_calibrated`, confidence was fitted for another encoder."""

    snapshot_id: str
    encoder: str
    encoder_fingerprint: str
    is_calibrated: bool
    articles: int
    passages: int
    built_at: datetime | None


class KnowledgeBase:
    """Reads never wait for writes: they use the last whole snapshot, and see every change that was published before."""

    def __init__(self, shelf: Shelf, encoder: Encoder, calibration: Calibration, options: KnowledgeOptions) -> None:
        self._shelf = shelf
        self._encoder = encoder
        self._calibration = calibration
        self._options = options
        self._refreshing = Lock()
        self._version = -1
        self._snapshot = self._load()

    def search(self, query: Query, k: int, filters: Filters, judged: Audience | None = None) -> Results:
        """The `k` best passages that pass the filters; answerability looks only at those of the `judged` audience."""
        snapshot = self._current()
        found = search(snapshot, query, max(k, LOOKED_AT), filters, self._options.lexical_weight)
        hits = tuple(self._hit(snapshot, item, rank, query) for rank, item in enumerate(found[:k], start=1))
        counted = [item for item in found if judged in {None, item.passage.audience}]
        return Results(hits=hits, answerability=answerability(self._calibration, counted), snapshot_id=snapshot.id)

    def find(self, query: Query, k: int, filters: Filters) -> list[Found]:
        """The `k` best passages with the evidence for each, which `search` judges and then drops."""
        return search(self._current(), query, k, filters, self._options.lexical_weight)

    def nearest(self, vector: Matrix) -> list[Likeness]:
        """The articles that are most like a (dim,) vector, best first, each once; public ones only."""
        return nearest_articles(self._current(), vector)

    def quotable(self, article_id: str, query: Query) -> tuple[Hit, ...]:
        """Every passage of an article in reading order, its sentences scored; empty for one that is gone meanwhile.

        `score` is the mean of its sentences' cosines, `rank` its place in the article.
        """
        snapshot = self._current()
        place = snapshot.places.get(article_id)
        vectors = self._shelf.sentence_vectors(article_id, place.article.revision) if place else None
        if place is None or vectors is None:
            return ()
        cosines = (vectors @ query.vector).tolist()
        return tuple(
            self._scored(snapshot, number, cosines, rank) for rank, number in enumerate(place.passages, start=1)
        )

    def _scored(self, snapshot: Snapshot, number: int, cosines: Sequence[float], rank: int) -> Hit:
        passage, sentences = snapshot.passages[number], snapshot.sentences[number]
        own = cosines[sentences.first : sentences.first + len(sentences.spans)]
        return Hit(
            passage=msgspec.structs.replace(passage, url=self._url(passage.article_id)),
            score=round(sum(own) / len(own), 4) if own else 0.0,
            rank=rank,
            sentences=tuple(
                Relevance(start=span.start, end=span.end, score=round(score, 4))
                for span, score in zip(sentences.spans, own, strict=True)
            ),
        )

    def article(self, article_id: str) -> Article:
        """An article as it is searched now.

        Raises:
            NotFound: there is none with this id.
        """
        place = self._current().places.get(article_id)
        if place is None:
            raise NotFound("no article has this id; GET /v1/kb/status says how many there are")
        return place.article

    def put(self, article: Article) -> bool:
        """Write one article; it is on disk and searchable when this returns. True if the id was new."""
        is_new = article.id not in self._current().places
        known = self._shelf.catalogue().get(article.id)
        (indexed,) = embed(self._encoder, [pending(article, self._url(article.id))])
        self._publish([self._change(article.id, indexed, known)])
        return is_new

    def delete(self, article_id: str) -> None:
        """Take one article out; it is no longer found when this returns.

        Raises:
            NotFound: there is none with this id.
        """
        self.article(article_id)
        self._publish([self._change(article_id, None, self._shelf.catalogue().get(article_id))])

    def sync(self, corpus: Corpus, progress: Progress | None = None) -> SyncReport:
        """Take over a folder: a changed file wins over an edit through the API, an unchanged one leaves it alone.

        Raises:
            CorpusInvalid: the folder has faults; all are named and nothing was changed.
        """
        if corpus.faults:
            raise CorpusInvalid(_explained(corpus), faults=corpus.faults)
        catalogue = self._shelf.catalogue()
        changed = [article for article in corpus.articles if _differs(article, catalogue.get(article.id))]
        gone = _gone(corpus, catalogue)
        changes = [
            Change(id=item.article.id, origin="folder", indexed=item, seen_in_folder=item.article.revision)
            for item in self._embedded(changed, progress)
        ]
        changes += [Change(id=article_id, origin="folder", indexed=None) for article_id in gone]
        if changes:
            self._publish(changes)
        return SyncReport(written=len(changed), deleted=len(gone), unchanged=len(corpus.articles) - len(changed))

    def status(self) -> Status:
        """The numbers of the current snapshot."""
        snapshot = self._current()
        manifest = self._encoder.manifest
        return Status(
            snapshot_id=snapshot.id,
            encoder=manifest.name,
            encoder_fingerprint=manifest.fingerprint,
            is_calibrated=self._calibration.encoder == manifest.fingerprint,
            articles=len(snapshot.places),
            passages=snapshot.live_passages,
            built_at=self._shelf.built_at(),
        )

    def close(self) -> None:
        """Close the file."""
        self._shelf.close()

    def _current(self) -> Snapshot:
        """The newest snapshot, also if another process published it."""
        if self._shelf.version() != self._version:
            self._refresh()
        return self._snapshot

    def _publish(self, changes: Sequence[Change]) -> None:
        self._shelf.write(changes)
        self._refresh()

    def _refresh(self) -> None:
        with self._refreshing:
            version = self._shelf.version()
            generation, changes = self._shelf.since(self._snapshot.generation)
            if generation == self._snapshot.generation:
                self._version = version
                return
            if _is_crowded(self._snapshot, self._options.exact_up_to_rows):
                self._snapshot = self._load()
                return
            added = [change.indexed for change in changes if change.indexed]
            removed = [change.id for change in changes]
            view = self._lexical.update(removed, _numbered(added, first=len(self._snapshot.passages)))
            self._snapshot = next_snapshot(self._snapshot, generation, removed, added, view)
            self._version = version
            PASSAGES.set(self._snapshot.live_passages)

    def _load(self) -> Snapshot:
        self._version = self._shelf.version()
        generation, changes = self._shelf.since(0)
        articles = [change.indexed for change in changes if change.indexed]
        self._lexical = LexicalIndex()
        view = self._lexical.update((), _numbered(articles, first=0))
        dim = self._encoder.manifest.dim
        snapshot = first_snapshot(generation, articles, view, dim, self._options.exact_up_to_rows)
        PASSAGES.set(snapshot.live_passages)
        return snapshot

    def _hit(self, snapshot: Snapshot, found: Found, rank: int, query: Query) -> Hit:
        sentences = self._relevance(snapshot, found, query) if rank <= _QUOTED_HITS else ()
        # the address is made here, so that a new `corpus.article_url` holds for articles that were indexed before it
        passage = msgspec.structs.replace(found.passage, url=self._url(found.passage.article_id))
        return Hit(passage=passage, score=round(found.score, 4), rank=rank, sentences=sentences)

    def _relevance(self, snapshot: Snapshot, found: Found, query: Query) -> tuple[Relevance, ...]:
        vectors = self._shelf.sentence_vectors(found.passage.article_id, found.passage.revision)
        if vectors is None:
            return ()
        sentences = snapshot.sentences[found.number]
        scores = vectors[sentences.first : sentences.first + len(sentences.spans)] @ query.vector
        return tuple(
            Relevance(start=span.start, end=span.end, score=round(float(score), 4))
            for span, score in zip(sentences.spans, scores, strict=True)
        )

    def _embedded(self, articles: Sequence[Article], progress: Progress | None) -> Iterator[IndexedArticle]:
        for start in range(0, len(articles), _ARTICLES_PER_BATCH):
            batch = [self._pending(article) for article in articles[start : start + _ARTICLES_PER_BATCH]]
            yield from embed(self._encoder, batch)
            if progress:
                progress(start + len(batch), len(articles))

    def _pending(self, article: Article) -> Pending:
        return pending(article, self._url(article.id))

    def _url(self, article_id: str) -> str:
        return self._options.article_url.replace("{id}", article_id)

    @staticmethod
    def _change(article_id: str, indexed: IndexedArticle | None, known: Shelved | None) -> Change:
        return Change(
            id=article_id, origin="api", indexed=indexed, seen_in_folder=known.seen_in_folder if known else None
        )


def _differs(article: Article, known: Shelved | None) -> bool:
    return known is None or known.seen_in_folder != article.revision


def _gone(corpus: Corpus, catalogue: dict[str, Shelved]) -> list[str]:
    present = {article.id for article in corpus.articles}
    return [
        known.id
        for known in catalogue.values()
        if known.origin == "folder" and known.revision is not None and known.id not in present
    ]


def _numbered(articles: Sequence[IndexedArticle], first: int) -> Iterator[tuple[int, Passage, str]]:
    passages = ((item, passage) for item in articles for passage in item.passages)
    for number, (item, passage) in enumerate(passages, start=first):
        yield number, passage, "\n".join((searchable_text(passage), *item.article.tags, *item.article.questions))


def _is_crowded(snapshot: Snapshot, exact_up_to_rows: int) -> bool:
    """True when so much has changed since the base was built that building it anew pays; never for a large base."""
    changed = snapshot.dense.newer.ntotal + int((~snapshot.dense.alive).sum())
    return bool(snapshot.dense.base.ntotal <= exact_up_to_rows < changed + exact_up_to_rows // 2)


def _explained(corpus: Corpus) -> str:
    shown = "; ".join(f"{fault.path}:{fault.line or 1}: {fault.rule}" for fault in corpus.faults[:3])
    return f"the corpus has {len(corpus.faults)} fault(s), nothing was changed: {shown}"
