"""What is asked in one turn: each question of a message by itself, with the vector that it has already (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from copilot.retrieval.search import Query
from copilot.text import Span, sentence_spans, words
from copilot.triage.impression import Impression, Part, clause_spans

MOST_QUESTIONS: Final = 3
_LEAST_WORDS: Final = 4
_ASKS: Final = re.compile(
    r"(?:^|[:;,–-]\s)\W*(?:(?:and|also|but|so|then|plus|second(?:ly)?|another (?:thing|question)|one more thing)\W+)*"
    r"(?:how|what|which|where|when|why|who|can|could|do|does|did|is|are|was|were|will|would|may|should|must|have|has)\b"
    r"|\?\s*$|\b(?:i(?:['’]d| would) like to know|tell me (?:how|what|where|when|why|whether|if)|i need to know)\b",
    re.IGNORECASE,
)


def questions(said: Sequence[tuple[str, Impression]]) -> tuple[Query, ...]:
    """The questions of a turn in order, at most three; empty if the whole turn is one sentence with one question.

    `said` are its texts without placeholders, each with what was heard in it. A sentence with two questions, joined by
    a comma or an "and", counts as two. Of several messages each can be a question by itself.
    """
    alone = slice(0, len(said) > 1)
    by_sentence = [
        query
        for text, heard in said
        for query in _asking(text, sentence_spans(text), heard.parts[1:] or heard.parts[alone])
    ]
    if len(by_sentence) < 2:
        by_clause = [
            query
            for text, heard in said
            for query in _asking(text, clause_spans(text), heard.clauses or heard.parts[alone])
        ]
        by_sentence = by_clause if len(by_clause) > 1 else by_sentence
    return tuple(by_sentence[:MOST_QUESTIONS])


def _asking(text: str, spans: Iterable[Span], parts: Sequence[Part]) -> Iterator[Query]:
    """The pieces of a text that ask something; a text of one piece has no parts of its own."""
    for span, part in zip(spans, parts, strict=False):
        piece = text[span.start : span.end]
        if len(words(piece)) >= _LEAST_WORDS and _ASKS.search(piece):
            yield Query(piece, part.vector)
