"""Presidio as the frame: our recognisers as its `EntityRecognizer`s in one `AnalyzerEngine`.

Importing this module imports Presidio; do it inside `without_model_libraries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

from presidio_analyzer import (
    AnalyzerEngine,
    ContextAwareEnhancer,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from copilot.encoding.encoder import Encoder
from copilot.privacy.clues import Clues, clues_of
from copilot.privacy.findings import Finding
from copilot.privacy.recognisers.recogniser import Recogniser
from copilot.telemetry import silence_libraries

_LANGUAGE = "en"  # Presidio wants one; no recogniser asks for it


class CluedArtifacts(NlpArtifacts):  # type: ignore[misc] # Presidio is not followed by the type checker
    """What recognisers are given about a text."""

    def __init__(self, clues: Clues, engine: NlpEngine) -> None:
        super().__init__([], [], [], [], engine, _LANGUAGE)
        self.clues = clues


class ClueEngine(NlpEngine):  # type: ignore[misc] # as above
    """Presidio's hook for reading a text once: the clues and the encoder's pass, without spaCy's pipeline."""

    def __init__(self, timeout_seconds: float, encoder: Encoder | None) -> None:
        self._timeout_seconds = timeout_seconds
        self._encoder = encoder

    def clues(self, text: str, asked: frozenset[str] = frozenset()) -> Clues:
        """The clues of a folded text; the encoder reads it when a recogniser first wants it."""
        read = cache(partial(self._encoder.read, text)) if self._encoder else None
        return clues_of(text, self._timeout_seconds, asked, read)

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always ready."""
        return True

    def process_text(self, text: str, language: str) -> CluedArtifacts:
        """The clues of a folded text."""
        return CluedArtifacts(self.clues(text), self)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1
    ) -> Iterator[tuple[str, CluedArtifacts]]:
        """(text, clues) of each text."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        """No word is."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """No word is."""
        return False

    def get_supported_entities(self) -> list[str]:
        """None: recognisers find entities, the engine does not."""
        return []

    def get_supported_languages(self) -> list[str]:
        """The one language that Presidio is told."""
        return [_LANGUAGE]


class FramedRecogniser(EntityRecognizer):  # type: ignore[misc] # as above
    """One of our recognisers in Presidio's interface."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        super().__init__(supported_entities=list(recogniser.kinds), name=recogniser.name, supported_language=_LANGUAGE)

    def load(self) -> None:
        """Loaded when constructed."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """What the recogniser finds, if the text has what it looks for."""
        clues = getattr(nlp_artifacts, "clues", None)
        if not isinstance(clues, Clues):
            raise TypeError("the text was not read by the ClueEngine: give it to the analyser")
        if not self._recogniser.needs.are_met(clues):
            return []
        return [RecognizerResult(kind, start, end, score) for kind, start, end, score in self._recogniser.find(clues)]


class NoEnhancer(ContextAwareEnhancer):  # type: ignore[misc] # as above
    """Leaves scores alone: each recogniser weighs the words around its own findings, and needs no lemmas for it."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """The results as they are."""
        return raw_results


class Frame:
    """Presidio's analyser with our recognisers; safe to use from several threads."""

    def __init__(
        self, recognisers: Sequence[Recogniser], *, timeout_seconds: float, encoder: Encoder | None = None
    ) -> None:
        silence_libraries()
        framed = [FramedRecogniser(recogniser) for recogniser in recognisers]
        self.kinds = frozenset(kind for recogniser in recognisers for kind in recogniser.kinds)
        self._engine = ClueEngine(timeout_seconds, encoder)
        self._analyzer = AnalyzerEngine(
            registry=RecognizerRegistry(framed, supported_languages=[_LANGUAGE]),
            nlp_engine=self._engine,
            context_aware_enhancer=NoEnhancer(),
            supported_languages=[_LANGUAGE],
        )

    def read(self, text: str, asked: frozenset[str]) -> Clues:
        """The clues of a folded text; `asked` are the kinds that the other side has just asked for."""
        return self._engine.clues(text, asked)

    def find(self, clues: Clues) -> list[Finding]:
        """All findings in any order, possibly overlapping; raises whatever a recogniser raises."""
        artifacts = CluedArtifacts(clues, self._engine)
        results = self._analyzer.analyze(clues.text, _LANGUAGE, nlp_artifacts=artifacts)
        return [Finding(result.entity_type, result.start, result.end, result.score) for result in results]
