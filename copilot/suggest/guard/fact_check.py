"""Whether what an operator is about to state is in the knowledge base, and in an article that customers may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from copilot.encoding.reading import Matrix
from copilot.retrieval.knowledge import KnowledgeBase
from copilot.retrieval.search import Query
from copilot.suggest.guard.grounding import supported
from copilot.text import words
from copilot.types import Audience, Filters, Hit

Standing = Literal["nothing_to_check", "public", "internal", "told", "unsupported"]

_LOOKED_AT: Final = 6
_CHECKABLE: Final = re.compile(
    r"[€$£%]|https?://|www\."
    r"|\b\d+(?:[.,]\d+)?\s?(?:[-–]\s?\d+\s?)?(?:eur\w*|pounds?|dollars?)\b"
    r"|\b\d+(?:\s?[-–]\s?\d+)?\s?(?:hours?|(?:working |business )?days?|weeks?|months?|years?)\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bfree\b|\bguarantee"
    r"|\brefund(?:ed)? (?:in full|today|tomorrow)\b",
    re.IGNORECASE,
)
"""Prices, links, deadlines and dates: what a customer will hold against us."""
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_COMMITS: Final = re.compile(
    r"\b(?:i|we)(?:['’]ll| will)\b|\byou(?:['’]ll| will) (?:get|receive|have)\b", re.IGNORECASE
)
_LEAST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class FactCheck:
    """Looks sentences up; `embed` gives the (dim,) vector of a text without personal data."""

    knowledge: KnowledgeBase
    embed: Callable[[str], Matrix]

    def standing(self, sentence: str, said: Sequence[str] = ()) -> Standing:
        """What a redacted sentence rests on: an article for customers, an internal one, or what was `said` before."""
        if not _CHECKABLE.search(sentence) or len(words(sentence)) < _LEAST_WORDS:
            return "nothing_to_check"
        if _was_told(sentence, said):
            return "told"
        hits = self.knowledge.search(Query(sentence, self.embed(sentence)), _LOOKED_AT, Filters()).hits
        if self._supports(sentence, hits, "public"):
            return "public"
        return "internal" if self._supports(sentence, hits, "internal") else "unsupported"

    def _supports(self, sentence: str, hits: Sequence[Hit], audience: Audience) -> bool:
        passages = [hit.passage for hit in hits if hit.passage.audience == audience]
        found = supported(sentence, passages) if passages else None
        return found is not None and found.is_supported


def _was_told(sentence: str, said: Sequence[str]) -> bool:
    """True if every number of a sentence that promises nothing has been said in the conversation."""
    numbers = _NUMBER.findall(sentence)
    known = {number for text in said for number in _NUMBER.findall(text)}
    return bool(numbers) and not _COMMITS.search(sentence) and set(numbers) <= known
