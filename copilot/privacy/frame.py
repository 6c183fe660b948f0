"""Presidio as the frame: our recognisers as its `EntityRecognizer`s in one `AnalyzerEngine`.

Importing this module imports Presidio; do it inside `without_model_libraries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import presidio_analyzer.predefined_recognizers as stock
from presidio_analyzer import (
    AnalyzerEngine,
    ContextAwareEnhancer,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from copilot.privacy.clues import Clues, clues_of
from copilot.privacy.findings import Finding
from copilot.privacy.recognisers.api_keys import ApiKeyRecogniser
from copilot.privacy.recognisers.bank_accounts import BankAccountRecogniser
from copilot.privacy.recognisers.birth_dates import BirthDateRecogniser
from copilot.privacy.recognisers.card_details import CardDetailRecogniser
from copilot.privacy.recognisers.cards import CardRecogniser
from copilot.privacy.recognisers.emails import EmailRecogniser
from copilot.privacy.recognisers.ibans import IbanRecogniser
from copilot.privacy.recognisers.labelled_ids import LabelledIdRecogniser
from copilot.privacy.recognisers.national_ids import ID_RULES, IdRecogniser
from copilot.privacy.recognisers.one_time_codes import OneTimeCodeRecogniser
from copilot.privacy.recognisers.passwords import PasswordRecogniser
from copilot.privacy.recognisers.phones import PhoneRecogniser
from copilot.privacy.recognisers.recogniser import Recogniser
from copilot.settings import PrivacySettings
from copilot.telemetry import silence_libraries

_LANGUAGE = "en"  # Presidio wants one; no recogniser asks for it


class CluedArtifacts(NlpArtifacts):
    """What recognisers are given about a text; token vectors of the encoder pass belong here too."""

    def __init__(self, clues: Clues, engine: NlpEngine) -> None:
        super().__init__([], [], [], [], engine, _LANGUAGE)  # type: ignore[arg-type] # no recogniser reads spaCy's tokens
        self.clues = clues


class ClueEngine(NlpEngine):
    """Presidio's hook for reading a text once: works out the clues, without spaCy's pipeline."""

    def __init__(self, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always ready."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:  # noqa: ARG002 - Presidio's interface
        """The clues of a folded text."""
        return CluedArtifacts(clues_of(text, self._timeout_seconds), self)

    def process_batch(  # type: ignore[override] # Presidio passes options on that have no meaning here
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,  # noqa: ARG002
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """(text, clues) of each text."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002 - Presidio's interface
        """No word is."""
        return False

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002 - Presidio's interface
        """No word is."""
        return False

    def get_supported_entities(self) -> list[str]:
        """None: recognisers find entities, the engine does not."""
        return []

    def get_supported_languages(self) -> list[str]:
        """The one language that Presidio is told."""
        return [_LANGUAGE]


class FramedRecogniser(EntityRecognizer):
    """One of our recognisers in Presidio's interface."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        super().__init__(supported_entities=list(recogniser.kinds), name=recogniser.name, supported_language=_LANGUAGE)

    def load(self) -> None:
        """Loaded when constructed."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:  # noqa: ARG002
        """What the recogniser finds, if the text has what it looks for."""
        clues = getattr(nlp_artifacts, "clues", None)
        if not isinstance(clues, Clues):
            raise TypeError("the text was not read by the ClueEngine: give it to the analyser")
        if not self._recogniser.needs.are_met(clues):
            return []
        return [RecognizerResult(kind, start, end, score) for kind, start, end, score in self._recogniser.find(clues)]


class NoEnhancer(ContextAwareEnhancer):
    """Leaves scores alone: each recogniser weighs the words around its own findings, and needs no lemmas for it."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(  # noqa: PLR0913 - Presidio's interface
        self,
        text: str,  # noqa: ARG002
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,  # noqa: ARG002
        recognizers: list[EntityRecognizer],  # noqa: ARG002
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """The results as they are."""
        return raw_results


class Frame:
    """Presidio's analyser with our recognisers; safe to use from several threads."""

    def __init__(self, recognisers: Sequence[Recogniser], *, timeout_seconds: float) -> None:
        silence_libraries()
        registry = RecognizerRegistry([FramedRecogniser(one) for one in recognisers], supported_languages=[_LANGUAGE])
        self._analyzer = AnalyzerEngine(
            registry, ClueEngine(timeout_seconds), context_aware_enhancer=NoEnhancer(), supported_languages=[_LANGUAGE]
        )

    def find(self, text: str) -> list[Finding]:
        """All findings in a folded text, in any order, possibly overlapping; whatever a recogniser raises."""
        results = self._analyzer.analyze(text, _LANGUAGE)
        return [Finding(result.entity_type, result.start, result.end, result.score) for result in results]


def all_recognisers(settings: PrivacySettings) -> list[Recogniser]:
    """Every recogniser of the first form: patterns, check digits and labels.

    Raises:
        ConfigError: a telephone region is unknown.
    """
    return [
        CardRecogniser(),
        CardDetailRecogniser(),
        EmailRecogniser(),
        PhoneRecogniser(settings.phone_regions),
        IbanRecogniser(_stock("IbanRecognizer")),
        LabelledIdRecogniser(),
        BankAccountRecogniser(),
        BirthDateRecogniser(),
        OneTimeCodeRecogniser(),
        PasswordRecogniser(),
        ApiKeyRecogniser(),
        IdRecogniser({rule.recogniser: _stock(rule.recogniser) for rule in ID_RULES}),
    ]


def _stock(name: str) -> Any:
    """A recogniser of Presidio by its class name."""
    return getattr(stock, name)()
