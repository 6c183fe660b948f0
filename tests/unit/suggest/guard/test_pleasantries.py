"""Sentences that are polite and say nothing else."""

from __future__ import annotations

import pytest

from copilot.suggest.guard.pleasantries import is_pleasantry


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your patience.",
        "I'm happy to help!",
        "I'm so sorry to hear that.",
        "Of course!",
        "Let me know if you have any other questions.",
        "Is there anything else I can do for you? Thanks for contacting us.",
        "I can see how frustrating this is, and I'm sorry.",
        "I do apologise for the trouble.",
        "Have a great day!",
        "Best regards",
        "Hello, thanks for reaching out",
        "We appreciate your understanding.",
    ],
)
def test_a_sentence_of_polite_words_is_one(text: str) -> None:
    assert is_pleasantry(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "You can have it.",
        "Thank you for 5 years.",
        "I'm sorry that you were charged twice.",
        "We are happy to refund you.",
        "We are not happy to help you.",
        "I can't help you, sorry.",
        "Thanks, the lamp is yours.",
        "We will do it.",
        "Sorry, here is https://evil.example",
        "Happy to help <PERSON_1>",
        "Thanks " * 20,
        "Ihr Paket ist da, danke",
    ],
)
def test_a_sentence_with_anything_else_in_it_is_none(text: str) -> None:
    assert not is_pleasantry(text)


@pytest.mark.parametrize("text", ["I am sure you can have the rest", "You must understand that", "We can do this"])
def test_polite_words_alone_without_a_polite_one_are_none(text: str) -> None:
    """The closed list has words such as "can" and "must"; what makes a sentence polite must be there too."""
    assert not is_pleasantry(text)


@pytest.mark.parametrize(
    "text",
    [
        "Of course you can have that.",
        "Of course, we can do this for you",
        "Thanks, you can do it all",
        "Sure, that is all for you",
        "Of course it is.",
        "Happy to say you must have it",
    ],
)
def test_a_yes_in_polite_words_is_none(text: str) -> None:
    """It would answer "can I return it?" without a source."""
    assert not is_pleasantry(text)
