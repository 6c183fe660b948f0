"""What past picks say of replies."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread

import numpy as np
import pytest

from copilot.encoding.reading import Matrix
from copilot.suggest.canned.picks import Pick, PickMemory
from copilot.suggest.canned.situation import Situation, codes_of, situation
from tests.fakes import FakeEncoder

DIM = 256
THINGS = ("lamp", "parcel", "refund", "invoice", "router", "thermostat", "camera", "password")


def read(text: str) -> Matrix:
    return FakeEncoder(DIM).read(text).vector


def after(*said: str, typed: str = "") -> Situation:
    """The customer's first text, the operator's, and so on."""
    return situation(
        DIM,
        customer=[read(text) for text in said[::2]],
        operator=[read(text) for text in said[1::2]],
        typed=read(typed) if typed else None,
    )


def a_pick(canned_id: str, now: Situation, number: int = 1, *, is_rejected: bool = False) -> Pick:
    return Pick(suggestion_id=f"s{number}", canned_id=canned_id, is_rejected=is_rejected, codes=codes_of(now))


def taught(*picks: Pick, most: int = 50_000) -> PickMemory:
    memory = PickMemory(DIM, most)
    memory.learn(picks)
    return memory


def many(count: int) -> list[Pick]:
    return [
        a_pick(THINGS[number % len(THINGS)], after(f"the {THINGS[number % len(THINGS)]} number {number}"), number)
        for number in range(count)
    ]


def best(memory: PickMemory, now: Situation) -> str:
    votes = memory.votes(now)
    return max(votes, key=lambda name: votes[name].picked)


def test_without_picks_there_are_no_votes() -> None:
    assert PickMemory(DIM).votes(after("lamp")) == {}


def test_a_pick_in_an_equal_situation_is_one_vote() -> None:
    votes = taught(a_pick("a", after("my lamp is dark"))).votes(after("my lamp is dark"))

    assert votes["a"].picked == pytest.approx(1, abs=0.05)
    assert votes["a"].rejected == 0


def test_the_less_alike_the_situation_the_less_a_pick_counts() -> None:
    memory = taught(a_pick("a", after("my lamp is dark today")))

    votes = [memory.votes(after(text))["a"].picked for text in ("my lamp is dark today", "my lamp is dark", "a parcel")]

    assert votes == sorted(votes, reverse=True)
    assert votes[-1] < 1e-3


def test_what_is_typed_decides_between_replies_picked_after_the_same_words() -> None:
    memory = taught(
        a_pick("refund", after("hello", typed="money back"), 1), a_pick("depot", after("hello", typed="at depot"), 2)
    )

    assert best(memory, after("hello", typed="money back")) == "refund"
    assert best(memory, after("hello", typed="depot at")) == "depot"


def test_the_operators_last_message_tells_what_comes_next() -> None:
    memory = taught(
        a_pick("name", after("hello", "welcome", "yes"), 1), a_pick("bye", after("hello", "anything else", "yes"), 2)
    )

    assert best(memory, after("hello", "anything else", "yes")) == "bye"


def test_what_an_operator_had_said_before_makes_another_situation() -> None:
    memory = taught(a_pick("first", after("hello"), 1), a_pick("later", after("hello", "welcome", "hello"), 2))

    assert best(memory, after("hello")) == "first"


def test_events_of_one_suggestion_about_one_reply_count_once() -> None:
    now = after("lamp")

    memory = taught(*[a_pick("a", now, 1)] * 5)

    assert len(memory) == 1
    assert memory.votes(now)["a"].picked == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("order", [(False, True), (True, False)])
def test_a_pick_outweighs_a_rejection_of_the_same(order: Sequence[bool]) -> None:
    now = after("lamp")

    memory = taught(*(a_pick("a", now, 1, is_rejected=is_rejected) for is_rejected in order))

    vote = memory.votes(now)["a"]
    assert (vote.picked > 0.9, vote.rejected) == (True, 0)


def test_rejections_are_counted_against_a_reply() -> None:
    now = after("lamp")

    vote = taught(a_pick("a", now, 1, is_rejected=True)).votes(now)["a"]

    assert (vote.picked, vote.rejected > 0.9) == (0, True)


def test_a_forgotten_suggestion_says_nothing_more() -> None:
    now = after("lamp")
    memory = taught(a_pick("a", now, 1), a_pick("b", now, 2))

    memory.forget({"s1"})

    assert set(memory.votes(now)) == {"b"}
    assert memory.suggestion_ids == ("s2",)


def test_what_was_forgotten_can_be_learnt_again() -> None:
    now = after("lamp")
    memory = taught(a_pick("a", now, 1))
    memory.forget({"s1"})

    memory.learn([a_pick("a", now, 1)])

    assert set(memory.votes(now)) == {"a"}


@pytest.mark.parametrize("count", [255, 256, 257, 1_025, 3_000])
def test_the_right_neighbours_are_found_among_many(count: int) -> None:
    memory = taught(*many(count))

    found = [best(memory, after(f"the {thing} number {number}")) for number, thing in enumerate(THINGS)]

    assert found == list(THINGS)


def test_only_the_newest_are_kept() -> None:
    memory = taught(*many(130), most=100)

    assert len(memory) <= 100
    assert {"s129", "s100"} <= set(memory.suggestion_ids)
    assert "s0" not in memory.suggestion_ids


def test_the_order_of_learning_changes_no_vote() -> None:
    picks = many(200)
    now = after("the lamp number 3")

    one, other = taught(*picks).votes(now), taught(*reversed(picks)).votes(now)

    assert one.keys() == other.keys()
    assert all(one[name].picked == pytest.approx(other[name].picked, rel=1e-4) for name in one)


def test_those_who_ask_while_others_learn_get_whole_answers() -> None:
    memory, picks = PickMemory(DIM), many(600)
    now, answers = after("the lamp number 3"), []

    def ask() -> None:
        answers.extend(memory.votes(now) for _ in range(100))

    asking = Thread(target=ask)
    asking.start()
    for pick in picks:
        memory.learn([pick])
    asking.join()

    assert len(answers) == 100
    assert all(np.isfinite(vote.picked) and vote.picked <= 41 for votes in answers for vote in votes.values())


def test_what_neither_situation_has_makes_them_no_more_alike() -> None:
    memory = taught(a_pick("a", after("refund the order please")))

    assert memory.votes(after("please reset the green lamp"))["a"].picked < 1e-4
