"""Our recognisers inside Presidio's analyser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from copilot.privacy.clues import Clues, Needs, clues_of
from copilot.privacy.findings import Finding
from copilot.privacy.presidio_import import without_model_libraries


class Words:
    """Finds every word `secret`."""

    name = "words"
    kinds = ("WORD",)
    needs = Needs(any_of=("secret",))

    def find(self, clues: Clues) -> Iterator[Finding]:
        start = clues.lowered.index("secret")
        yield Finding("WORD", start, start + len("secret"), 0.5)


class Broken(Words):
    """Raises at every text."""

    needs = Needs()

    def find(self, clues: Clues) -> Iterator[Finding]:
        raise LookupError(clues.text)


@pytest.fixture(scope="module")
def frame():  # noqa: ANN201 - the module is Presidio's to import
    with without_model_libraries():
        from copilot.privacy import frame

    return frame


def test_gives_what_recognisers_find_and_asks_only_where_there_is_something(frame) -> None:  # noqa: ANN001 - as above
    finder = frame.Frame([Words()], timeout_seconds=1.0)

    assert finder.find(finder.read("a Secret", frozenset())) == [("WORD", 2, 8, 0.5)]
    assert finder.find(finder.read("nothing", frozenset())) == []


def test_lets_through_what_a_recogniser_raises(frame) -> None:  # noqa: ANN001 - as above
    with pytest.raises(LookupError):
        frame.Frame([Words(), Broken()], timeout_seconds=1.0).find(clues_of("text", 1.0))


def test_a_recogniser_without_clues_refuses_rather_than_find_nothing(frame) -> None:  # noqa: ANN001 - as above
    with pytest.raises(TypeError, match="ClueEngine"):
        frame.FramedRecogniser(Words()).analyze("secret", ["WORD"], None)


def test_the_engine_reads_texts_and_knows_no_entities(frame) -> None:  # noqa: ANN001 - as above
    engine = frame.ClueEngine(1.0, None)

    engine.load()
    ((text, artifacts),) = engine.process_batch(["Pin 4821"], "en")

    assert (text, artifacts.clues.digits) == ("Pin 4821", 4)
    assert not engine.is_stopword("the", "en")
    assert not engine.is_punct(".", "en")
    assert engine.get_supported_entities() == []
    assert engine.get_supported_languages() == ["en"]
