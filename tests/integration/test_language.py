"""The language of short messages, with the real detector."""

from __future__ import annotations

import pytest

from copilot.triage.language import LanguageDetector


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return LanguageDetector()


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        ("Where is my parcel, please?", "en", "en"),
        ("Wo bleibt denn mein Paket, es sollte gestern kommen", "en", "de"),
        ("Où est mon colis, il devait arriver hier", "en", "fr"),
        ("¿Dónde está mi paquete? Tenía que llegar ayer", "en", "es"),
        ("Hvorfor har jeg ikke fått pakken min ennå", "en", "no"),
        ("Where is my parcel, it should be here by now", "de", "en"),
        ("", "de", "de"),
        ("V-205 E42", "en", "en"),
        ("ok", "en", "en"),
        ("???", "en", "en"),
    ],
)
def test_another_language_than_expected_needs_a_clear_case(
    detector: LanguageDetector, text: str, expected: str, language: str
) -> None:
    assert detector.detect([text], expected) == language


@pytest.mark.parametrize(
    ("texts", "expected", "language"),
    [
        (["Wo bleibt denn mein Paket?", "ok"], "en", "de"),
        (["Wo bleibt denn mein Paket?", "E42"], "en", "de"),
        (["Où est mon colis, il devait arriver hier", "???"], "en", "fr"),
        (["Where is my parcel, please?", "ok"], "de", "en"),
        ([], "de", "de"),
    ],
)
def test_a_short_message_is_in_the_language_of_those_before(
    detector: LanguageDetector, texts: list[str], expected: str, language: str
) -> None:
    assert detector.detect(texts, expected) == language
