"""What was found for a turn: what is answered, and what is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.retrieval.knowledge import Results
from copilot.retrieval.search import Query
from copilot.suggest.answers import Found, answered, shown, with_quoted
from copilot.types import Answerability, Hit, Verdict
from tests.examples import a_hit

VECTOR = np.ones(2, dtype=np.float32)


def found(text: str, *hits: Hit, verdict: Verdict = "answer", confidence: float = 0.8) -> Found:
    answerability = Answerability(verdict=verdict, confidence=confidence)
    return Found(Query(text, VECTOR), Results(hits=hits, answerability=answerability, snapshot_id="1"))


def hits(*ids: str, **fields: object) -> list[Hit]:
    return [a_hit("Text.", passage_id, **fields) for passage_id in ids]


REFUND, RETURN = hits("refund#1"), hits("return#1")
WHOLE = found("whole", *REFUND)
UNSURE = found("whole", *REFUND, verdict="clarify")


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (WHOLE, [], ["whole"]),
        (WHOLE, [found("a", *REFUND)], ["whole"]),
        (WHOLE, [found("a", *REFUND), found("b", *RETURN)], ["a", "b"]),
        (WHOLE, [found("a", *REFUND), found("b", *RETURN, verdict="abstain")], ["whole"]),
        (UNSURE, [found("a", *REFUND), found("b", *RETURN, verdict="abstain")], ["a"]),
        (UNSURE, [found("b", *RETURN, verdict="clarify")], []),
        (UNSURE, [], []),
        (found("whole"), [], []),
        (found("whole", *hits("secret#1", audience="internal")), [], []),
    ],
)
def test_a_part_counts_alone_only_where_the_whole_is_not_answered(
    whole: Found, parts: list[Found], expected: list[str]
) -> None:
    assert [one.query.text for one in answered(whole, parts)] == expected


def test_the_article_is_the_best_one_that_a_customer_may_see() -> None:
    secret = hits("secret#1", audience="internal")

    assert found("x", *secret, *REFUND).article_id == "refund"
    assert found("x", *secret).article_id is None


def test_what_is_shown_takes_turns_and_has_the_surest_verdict() -> None:
    first = found("a", *hits("a#1", "a#2", "both#1"), confidence=0.9)
    second = found("b", *hits("both#1", "b#1"), confidence=0.7)

    results = shown(UNSURE, [first, second], 4)

    assert [(hit.passage.passage_id, hit.rank) for hit in results.hits] == [
        ("a#1", 1), ("both#1", 2), ("a#2", 3), ("b#1", 4),
    ]  # fmt: skip
    assert results.answerability == first.results.answerability


def test_without_an_answer_what_was_found_for_the_whole_is_shown_as_it_is() -> None:
    assert shown(UNSURE, [], 3) == UNSURE.results


names = st.lists(st.sampled_from([f"x#{number}" for number in range(6)]), max_size=5, unique=True)


@given(names, names, st.sets(st.sampled_from([f"x#{number}" for number in range(6)]), max_size=3))
def test_every_quoted_passage_can_be_looked_up_and_no_more_are_shown_than_needed(
    there: list[str], quotable: list[str], quoted: set[str]
) -> None:
    result = with_quoted(hits(*there), hits(*quotable), frozenset(quoted))

    ids = [hit.passage.passage_id for hit in result]
    assert quoted & {*there, *quotable} <= set(ids)
    assert len(set(ids)) == len(ids) <= max(len(there), len(quoted & {*there, *quotable}))
    assert [hit.rank for hit in result] == list(range(1, len(ids) + 1))
    assert [one for one in ids if one in there] == [one for one in there if one in ids]
