"""What a reasoning model says to itself is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.suggest.writing.thoughts import Thoughts, without_thoughts

REPLIES = [
    ("No thoughts at all.", "No thoughts at all."),
    ("<think>Hm, 5 days?</think>It takes 5 days.", "It takes 5 days."),
    ("<thinking>\nHm.\n</thinking>\nIt takes 5 days.", "\nIt takes 5 days."),
    ("One. <THINK>two</Think> Three.", "One.  Three."),
    ("One. <think>two</think><think>three</think>Four.", "One. Four."),
    ("Said. <think>never said", "Said. "),
    ("1 < 2 and <PERSON_1> and <thin", "1 < 2 and <PERSON_1> and <thin"),
    ("", ""),
]


def said(pieces: list[str], *, has_begun: bool = False) -> str:
    thoughts = Thoughts(has_begun=has_begun)
    return "".join([*map(thoughts.feed, pieces), thoughts.end()])


@pytest.mark.parametrize(("text", "reply"), REPLIES)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
def test_however_a_text_is_broken_its_thoughts_are_left_out(text: str, reply: str, size: int) -> None:
    assert said([text[start : start + size] for start in range(0, len(text), size)]) == reply


def test_nothing_waits_that_cannot_be_a_tag() -> None:
    thoughts = Thoughts()

    assert [thoughts.feed(piece) for piece in ("It ", "is <", "th", "is>", " one")] == [
        "It ",
        "is ",
        "",
        "<this>",
        " one",
    ]


def test_a_thought_may_have_begun_in_the_prompt() -> None:
    assert said(["Hm.", "</think>", "Yes."], has_begun=True) == "Yes."


def test_a_whole_text_may_have_only_the_end_of_a_thought() -> None:
    assert without_thoughts("Hm, 5 days.</think>It takes 5 days.") == "It takes 5 days."


@given(st.lists(st.text(alphabet="<>/kinthg a", max_size=6), max_size=20))
def test_pieces_do_not_matter(pieces: list[str]) -> None:
    assert said(pieces) == said(["".join(pieces)])
