"""Sentences cut into clauses."""

from __future__ import annotations

import pytest

from copilot.suggest.paraphrase.clauses import clauses
from copilot.suggest.paraphrase.tokens import joined


def cut(text: str) -> list[str]:
    return [joined(clause.tokens) for clause in clauses(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I paid and my card got blocked", ["I paid", "my card got blocked"]),
        ("I bought a lamp and a chair", ["I bought a lamp and a chair"]),
        ("cancel my order and send me a new one", ["cancel my order and send me a new one"]),
        ("i was charged twice i want my money back", ["I was charged twice", "I want my money back"]),
        ("the lamp I ordered is broken", ["the lamp I ordered is broken"]),
        ("I think I paid already", ["I think I paid already"]),
        ("If I return it, can I get a new one?", ["If I return it, can I get a new one"]),
        ("When I log in, it says error", ["When I log in, it says error"]),
        ("It is lost, where is it?", ["It is lost", "where is it"]),
        ("When is it due and how much will it be?", ["When is it due", "how much will it be"]),
        ("I want a refund or a new one", ["I want a refund or a new one"]),
        ("1) My lamp is broken. 2) The chair is late.", ["My lamp is broken", "The chair is late"]),
        ("Dr. Miller was late", ["Dr. Miller was late"]),
        ("Order number: LW-20", ["Order number: LW-20"]),
    ],
)
def test_conditions_and_relative_clauses_stay_with_theirs(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hi there! Thanks a lot, have a nice day", []),
        ("you are all a bunch of useless clowns", []),
        ("This is ridiculous. I paid for express", ["I paid for express"]),
        ("Oh great, wonderful service as always. It broke.", ["It broke"]),
        ("I want my 12.99 back or I'll go to the press", ["I want my 12.99 back"]),
        ("you idiots still haven't answered me", ["you still haven't answered me"]),
        ("what the hell, my bloody parcel is gone", ["my parcel is gone"]),
        ("well, honestly, it is gone lol", ["it is gone"]),
    ],
)
def test_courtesies_abuse_and_threats_are_left_out(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_joining_words_questions_and_tags_are_told() -> None:
    first, second = clauses("You ship to Norway, but is it free?")
    (tagged,) = clauses("You ship to Norway, right?")

    assert (first.lead, first.is_asked, second.lead, second.is_asked) == ("", False, "but", True)
    assert tagged.has_tag
    assert joined(tagged.tokens) == "You ship to Norway"
