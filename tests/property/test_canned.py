"""What holds for every ranking of canned replies."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.encoding.reading import Matrix
from copilot.suggest.canned.picks import Pick
from copilot.suggest.canned.replies import CannedReplies, canned_text
from copilot.suggest.canned.situation import Situation, codes_of, pack, situation, unpack
from copilot.suggest.canned.slots import fill
from copilot.types import CannedReply
from tests.examples import a_conversation
from tests.fakes import FakeEncoder
from tests.strategies import WORDS, any_text, written_text

DIM = 128
said = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join) | any_text
turns = st.lists(said, max_size=4)
picked = st.tuples(st.integers(0, 3), turns, said, st.booleans())


def read(text: str) -> Matrix:
    return FakeEncoder(DIM).read(text).vector


def a_situation(texts: list[str], typed: str) -> Situation:
    return situation(
        DIM,
        customer=[read(text) for text in texts[::2]],
        operator=[read(text) for text in texts[1::2]],
        typed=read(typed) if typed else None,
    )


def taught(texts: list[str], picks: list[tuple[int, list[str], str, bool]]) -> CannedReplies:
    replies = [CannedReply(id=f"r{number}", title="t", text=text) for number, text in enumerate(texts)]
    vectors = np.array([read(canned_text(reply)) for reply in replies], dtype=np.float32).reshape(-1, DIM)
    canned = CannedReplies(replies, vectors)
    canned.picks.learn(
        Pick(
            suggestion_id=f"s{number}",
            canned_id=f"r{reply}",
            is_rejected=is_rejected,
            codes=codes_of(a_situation(before, typed)),
        )
        for number, (reply, before, typed, is_rejected) in enumerate(picks)
    )
    return canned


@settings(deadline=None)
@given(st.lists(said, max_size=5), st.lists(picked, max_size=12), turns, said)
def test_a_ranking_never_fails_is_ordered_and_always_the_same(
    texts: list[str], picks: list[tuple[int, list[str], str, bool]], before: list[str], typed: str
) -> None:
    now, vector = a_situation(before, typed), read(typed or "".join(before[:1]))

    ranked = taught(texts, picks).rank(vector, a_conversation("x"), 3, now)

    scores = [item.score for item in ranked]
    assert ranked == taught(texts, picks).rank(vector, a_conversation("x"), 3, now)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({item.reply.id for item in ranked}) == len(ranked) <= min(3, len(texts))


@settings(deadline=None)
@given(turns, said)
def test_a_situation_survives_the_store(before: list[str], typed: str) -> None:
    codes = codes_of(a_situation(before, typed))

    assert np.array_equal(unpack(pack(codes, "e"), "e", DIM), codes)  # type: ignore[arg-type]


@given(st.binary(max_size=200))
def test_bytes_that_are_no_situation_are_passed_over(content: bytes) -> None:
    found = unpack(content, "e", DIM)

    assert found is None or found.shape == codes_of(a_situation([], "")).shape


@given(written_text, st.dictionaries(st.sampled_from(["a", "b_1"]), written_text))
def test_slots_are_either_filled_or_missing(text: str, values: dict[str, str]) -> None:
    filled = fill(text + "{{a}} {{b_1}} {{c}}", values)

    assert {"a", "b_1", "c"} - set(filled.missing) <= set(values)
    assert not set(filled.missing) & set(values)
