"""How a brand talks."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import CorpusInvalid
from copilot.suggest.brand import Brand, filled, greeting, load_brand, sentence
from copilot.suggest.voice import Sentences, WordRules
from copilot.types import Channel, Formality, Tone

TOML = """
[voice]
formality = "formal"
length = "long"
[words]
avoid = ["ASAP", "100 % sure"]
[greeting]
casual = "Hey {name}!"
[greeting.email]
formal = "Dear {name}:"
[greeting.social]
formal_without_name = "Hello from social,"
[closing.sign_off]
email = "Yours, {operator}"
[abstain]
sentences = ["I am asking a colleague, {name}."]
[promises]
forbidden = ["we guarantee"]
"""


def brand(folder: Path, toml: str | bytes = TOML) -> Brand:
    (folder / "brand.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    return load_brand(folder)


def test_a_folder_without_a_brand_has_neutral_defaults(tmp_path: Path) -> None:
    assert load_brand(tmp_path) == Brand()


def test_the_voice_is_the_tone(tmp_path: Path) -> None:
    assert brand(tmp_path).tone == Tone(formality="formal", warmth="warm", length="long")


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[voice", "brand.toml"),
        ("[voice]\nformality = 'rude'", "$.voice.formality"),
        ("[words]\navoid = 'x'", "$.words.avoid"),
        ("[abstain]\nsentences = []", "$.abstain.sentences"),
        (b"\xff", "brand.toml"),
    ],
)
def test_a_fault_names_the_file_and_the_field(tmp_path: Path, toml: str | bytes, told: str) -> None:
    with pytest.raises(CorpusInvalid) as raised:
        brand(tmp_path, toml)

    assert raised.value.faults[0].path == "brand.toml"
    assert told in raised.value.detail


@pytest.mark.parametrize(
    ("channel", "formality", "name", "line"),
    [
        ("chat", "casual", "<PERSON_1>", "Hey <PERSON_1>!"),
        ("chat", "casual", None, "Hi,"),
        ("chat", "formal", None, "Good day,"),
        ("email", "formal", "<PERSON_1>", "Dear <PERSON_1>:"),
        ("email", "casual", "<PERSON_1>", "Hi <PERSON_1>,"),
        ("social", "formal", None, "Hello from social,"),
    ],
)
def test_a_greeting_fits_the_channel_the_formality_and_the_name(
    tmp_path: Path, channel: Channel, formality: Formality, name: str | None, line: str
) -> None:
    assert greeting(brand(tmp_path), channel, formality, name) == line


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Thanks, {name}!", "<PERSON_1>", "Thanks, <PERSON_1>!"),
        ("Thanks, {name}!", None, "Thanks!"),
        ("{name}, your money is safe.", "<PERSON_1>", "<PERSON_1>, your money is safe."),
        ("{name}, your money is safe.", None, "Your money is safe."),
        ("No name here.", None, "No name here."),
        ("Best,\n{operator}\nLarkwell", None, "Best,\nLarkwell"),
        ("{operator}, Larkwell", "<PERSON_1>", "Larkwell"),
    ],
)
def test_without_a_name_its_place_is_closed_up(text: str, name: str | None, expected: str) -> None:
    assert filled(text, name) == expected


def test_sentences_take_turns() -> None:
    choices = Sentences(sentences=("One.", "Two, {name}."))

    assert [sentence(choices, "<PERSON_1>", turn) for turn in range(3)] == ["One.", "Two, <PERSON_1>.", "One."]


def test_everything_that_may_be_sent_word_for_word_is_approved(tmp_path: Path) -> None:
    approved = brand(tmp_path).approved

    for text in ("Hey {name}!", "Dear {name}:", "Hello from social,", "Yours, {operator}", "Anything else?"):
        assert text in approved
    assert "I am asking a colleague, {name}." in approved
    assert "" not in approved


def test_every_sentence_that_a_kind_of_draft_has_is_approved() -> None:
    brand = Brand()
    calming, ending, confirming = brand.deescalate, brand.close, brand.paraphrase

    wanted = [
        *calming.sentences, *calming.feelings.values(), *calming.causes.values(), *calming.steps.values(),
        *ending.sentences, ending.recap, ending.check.casual, ending.check.neutral, ending.check.formal,
        *confirming.openings, *confirming.questions, *brand.public_channel.sentences, *brand.next_step.sentences,
    ]  # fmt: skip
    assert set(wanted) <= set(brand.approved)


@pytest.mark.parametrize(
    ("word", "preferred"), [("package", "parcel"), ("SHIPMENT", "parcel"), ("parcel", "parcel"), ("lamp", "lamp")]
)
def test_a_replaced_word_has_a_preferred_one(word: str, preferred: str) -> None:
    brand = Brand(words=WordRules(use={"parcel": ("package", "shipment")}))

    assert brand.preferred(word) == preferred
    assert bool(brand.replaced.search(f"a {word} here")) is (word != preferred)


@pytest.mark.parametrize(
    ("text", "is_avoided"),
    [("Do it asap, please", True), ("I'm 100 % sure", True), ("asapling", False), ("100 % surely", False)],
)
def test_avoided_words_are_found_as_whole_words_in_any_case(tmp_path: Path, text: str, *, is_avoided: bool) -> None:
    assert bool(brand(tmp_path).avoided.search(text)) is is_avoided


def test_without_rules_nothing_is_avoided_or_forbidden() -> None:
    assert not Brand().avoided.search("anything")
    assert not Brand().forbidden.search("")
