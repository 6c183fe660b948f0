"""What is measured: the service's own search over a data set's articles, and its own redactor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

import copilot.privacy
from copilot.bootstrap import make_encoder, make_knowledge, make_redactor
from copilot.encoding import reading
from copilot.encoding.encoder import Encoder
from copilot.privacy.redactor import Redactor
from copilot.retrieval import article, chunking, indexed, shelf
from copilot.retrieval.answerability import LOOKED_AT, Calibration
from copilot.retrieval.corpus import Corpus
from copilot.retrieval.knowledge import KnowledgeBase
from copilot.retrieval.search import Found, Query
from copilot.settings import Settings
from copilot.types import Filters
from eval.dataset import Dataset, corpus_hash

T = TypeVar("T")
Track = Callable[[Sequence[T], str], Iterable[T]]
"""Walks through a sequence under a description, showing how far it is."""

_MAKES_THE_INDEX = (reading, article, chunking, indexed, shelf)


class Subject(Protocol):
    """Answers questions from one knowledge base; the same question gives the same answer."""

    @property
    def calibration(self) -> Calibration:
        """What the service judges evidence with."""

    def find(self, query: str) -> list[Found]:
        """The best passages of any audience, best first; at most as many as verdicts look at."""


@dataclass(frozen=True, slots=True)
class IndexedSubject:
    """The service's own search, as its settings make it."""

    knowledge: KnowledgeBase
    encoder: Encoder
    calibration: Calibration

    def find(self, query: str) -> list[Found]:
        """The best passages of any audience."""
        return self.knowledge.find(Query(query, self.encoder.read(query).vector), LOOKED_AT, Filters())


def indexed_subject(
    dataset: Dataset, settings: Settings, calibration: Calibration, progress: Callable[[int, int], None]
) -> IndexedSubject:
    """A data set's articles, indexed in the state folder the first time.

    The index is kept under the hash of the articles, of the encoder and of the code that makes it, so an old one is
    never measured, and one that is there gives the same figures as a new one.
    """
    encoder = make_encoder(settings, settings.encoder.retriever)
    key = sha256(f"{corpus_hash(dataset.articles)} {encoder.manifest.fingerprint} {_code_hash()}".encode()).hexdigest()
    place = msgspec.structs.replace(settings, var=settings.var / "eval" / key[:16])
    knowledge = make_knowledge(place, encoder)
    knowledge.sync(Corpus(articles=dataset.articles, faults=()), progress)
    return IndexedSubject(knowledge, encoder, calibration)


def _code_hash() -> str:
    sources = (Path(str(module.__file__)).read_bytes() for module in _MAKES_THE_INDEX)
    return sha256(b"".join(sources)).hexdigest()


def service_redactor(settings: Settings) -> Redactor:
    """The service's own redactor, as its settings make it."""
    return make_redactor(settings, make_encoder(settings, settings.encoder.reader))


def redactor_hash() -> str:
    """Which code and which model of names a figure was measured with."""
    folder = Path(str(copilot.privacy.__file__)).parent
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    digest = sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return f"sha256:{digest.hexdigest()[:16]}"
