"""What is quoted of articles of every shape."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from copilot.retrieval.chunking import chunk
from copilot.suggest.composing.excerpt import Unit, excerpt
from copilot.text import sentence_spans
from copilot.types import Hit, Length, Relevance
from tests.examples import an_article
from tests.strategies import WrittenArticle, written_articles

MOST_WORDS: dict[Length, int] = {"short": 90, "medium": 140, "long": 220}
LIST_EXTRA = 60

lengths = st.sampled_from(["short", "medium", "long"])
shares = st.sampled_from([1.0, 0.65])
questions = st.lists(st.integers(1, 60).map(lambda number: f"w{number}"), max_size=8).map(" ".join)


def hits_of(written: WrittenArticle, chance: Random) -> list[Hit]:
    return [
        Hit(
            passage=passage,
            score=0.5,
            rank=rank,
            sentences=tuple(
                Relevance(start=span.start, end=span.end, score=chance.choice([0.1, 0.5, 0.6]))
                for span in sentence_spans(passage.text)
            ),
        )
        for rank, passage in enumerate(chunk(an_article(body=written.body), "/x"), start=1)
    ]


def place(unit: Unit) -> tuple[int, int]:
    return int(unit.passage.passage_id.rpartition("#")[2]), unit.start


@given(written_articles(), st.randoms(), questions, lengths, shares)
def test_units_are_pieces_of_their_passages_in_reading_order_and_never_overlap(
    written: WrittenArticle, chance: Random, question: str, length: Length, share: float
) -> None:
    units = excerpt(hits_of(written, chance), question, length, share=share)
    rows = [unit for unit in units if unit.kind == "row"]
    others = [unit for unit in units if unit.kind != "row"]

    assert all(unit.text == unit.passage.text[unit.start : unit.end].strip() != "" for unit in units)
    assert sorted(rows, key=place) == rows
    assert sorted(others, key=place) == others
    for before, after in zip(sorted(units, key=place), sorted(units, key=place)[1:], strict=False):
        assert before.passage != after.passage or before.end <= after.start


@given(written_articles(), st.randoms(), questions, lengths, shares)
def test_the_words_stay_within_the_budget_but_for_a_list_or_one_long_unit(
    written: WrittenArticle, chance: Random, question: str, length: Length, share: float
) -> None:
    units = excerpt(hits_of(written, chance), question, length, share=share)

    counts = [len(unit.text.split()) for unit in units]
    assert sum(counts) <= max([round(MOST_WORDS[length] * share), *counts]) + LIST_EXTRA


@given(written_articles(), st.randoms(), questions)
def test_the_same_question_is_answered_by_the_same_words(
    written: WrittenArticle, chance: Random, question: str
) -> None:
    hits = hits_of(written, chance)

    assert excerpt(hits, question, "short") == excerpt(hits, question, "short")


@given(written_articles(), st.randoms())
def test_a_list_of_steps_is_quoted_from_its_first_step(written: WrittenArticle, chance: Random) -> None:
    units = excerpt(hits_of(written, chance), "what?", "short")
    numbers = [unit.text.split(".")[0] for unit in units if unit.kind == "step" and unit.text[0].isdigit()]

    assert all(number == "1" or str(int(number) - 1) in numbers for number in numbers)
