"""BM25 over passages, through tantivy: incremental, with views that do not change while somebody reads them.

Scores are divided by what a passage made of the query's words alone would get, so that 1.0 means every word was found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import tantivy

from copilot.types import Passage

_ANALYSER = "support"
_BODY = "body"
_ARTICLE = "article"
_ROW = "row"
_WORD = r"[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*"
_MAX_TERMS = 48
_K1 = 1.2
"""Saturation, fixed by tantivy (Robertson & Zaragoza 2009, section 3): a term's weight tends to idf * (k1 + 1)."""


@dataclass(frozen=True, slots=True)
class LexicalView:
    """The passages as they were at one moment."""

    schema: Any
    searcher: Any
    analyser: Any

    def search(self, query: str, top: int) -> dict[int, float]:
        """Passage number → share (0..1) of the query's word weight that the passage holds; the `top` best."""
        weights = self._term_weights(query)
        best_possible = sum(weights.values())
        if best_possible <= 0:
            return {}
        clauses = [(tantivy.Occur.Should, tantivy.Query.term_query(self.schema, _BODY, term)) for term in weights]
        hits = self.searcher.search(tantivy.Query.boolean_query(clauses), top, count=False).hits
        numbers = self.searcher.fast_field_values(_ROW, [address for _, address in hits])
        return {number: min(1.0, score / best_possible) for number, (score, _) in zip(numbers, hits, strict=True)}

    def _term_weights(self, query: str) -> dict[str, float]:
        """Each term of the query with the highest weight BM25 can give it; one that no passage holds weighs most."""
        terms = list(dict.fromkeys(self.analyser.analyze(query)))[:_MAX_TERMS]
        count = self.searcher.num_docs
        weights = {}
        for term in terms:
            frequency = self.searcher.doc_freq(_BODY, term)
            weights[term] = (_K1 + 1) * math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
        return weights


class LexicalIndex:
    """The writing side; one thread at a time."""

    def __init__(self) -> None:
        self._analyser = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_WORD))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.ascii_fold())
            .filter(tantivy.Filter.stopword("english"))
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
        builder = tantivy.SchemaBuilder()
        builder.add_text_field(_BODY, tokenizer_name=_ANALYSER, index_option="freq")
        builder.add_text_field(_ARTICLE, tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field(_ROW, fast=True)
        self._index = tantivy.Index(builder.build())
        self._index.register_tokenizer(_ANALYSER, self._analyser)
        self._writer = self._index.writer(heap_size=32_000_000, num_threads=1)

    def update(self, removed: Iterable[str], added: Iterable[tuple[int, Passage, str]]) -> LexicalView:
        """Forget the passages of `removed` articles, add (number, passage, searchable text); returns the new view."""
        for article_id in removed:
            self._writer.delete_documents_by_term(_ARTICLE, article_id)
        for number, passage, text in added:
            document = tantivy.Document()
            document.add_unsigned(_ROW, number)
            document.add_text(_ARTICLE, passage.article_id)
            document.add_text(_BODY, text)
            self._writer.add_document(document)
        self._writer.commit()
        self._index.reload()
        return LexicalView(self._index.schema, self._index.searcher(), self._analyser)
