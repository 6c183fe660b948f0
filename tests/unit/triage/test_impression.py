"""What one message says by itself."""

from __future__ import annotations

import numpy as np
import pytest

from copilot.triage.heads import silent_heads
from copilot.triage.impression import Impression, MessageHeads, impression_of
from copilot.triage.terms import terms
from copilot.triage.vocabulary import EMOTIONS, MANNERS, SIGNALS
from tests.fakes import FakeEncoder
from tests.unit.triage.values import word_heads

DIM = FakeEncoder().manifest.dim
SILENT = silent_heads(DIM)
HEADS = MessageHeads(
    signals=word_heads(SIGNALS, {"sarcasm": "brilliant", "waiting": "patience"}, DIM),
    emotions=word_heads(EMOTIONS, {"positive": "lovely"}, DIM),
    manners=word_heads(MANNERS, {"casual": "hiya"}, DIM),
)


def seen(text: str, heads: MessageHeads = HEADS) -> Impression:
    return impression_of(text, FakeEncoder().read(text), heads)


def signal(impression: Impression, name: str) -> float:
    return float(impression.signals[SIGNALS.index(name)])


def test_a_message_of_one_sentence_is_one_part() -> None:
    impression = seen("Where is my parcel?")

    assert len(impression.parts) == 1
    assert impression.vector == pytest.approx(FakeEncoder().read("Where is my parcel?").vector)


def test_the_whole_comes_first_and_then_each_sentence() -> None:
    whole, first, second = seen("My lamp broke. Where is the refund?").parts

    assert whole.vector == pytest.approx(FakeEncoder().read("My lamp broke. Where is the refund?").vector)
    assert first.vector == pytest.approx(FakeEncoder().read("My lamp broke.").vector, abs=1e-5)
    assert second.vector == pytest.approx(FakeEncoder().read("Where is the refund?").vector, abs=1e-5)
    assert second.terms[0].tolist() == terms("Where is the refund?")[0].tolist()


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("please cancel my order and send the refund", ["please cancel my order", "send the refund"]),
        ("I want to cancel my plan, where is my refund?", ["I want to cancel my plan", "where is my refund?"]),
        (
            "the order is late - please cancel the other one; also my card was charged",
            ["the order is late", "please cancel the other one", "also my card was charged"],
        ),
        ("yes, and where is my refund", []),
        ("I need salt and pepper", []),
        ("the red and blue lamps and both of the kettles", ["the red and blue lamps", "both of the kettles"]),
        ("", []),
    ],
)
def test_clauses_are_what_is_joined_if_both_sides_say_enough(text: str, clauses: list[str]) -> None:
    found = seen(text).clauses

    assert [part.terms[0].tolist() for part in found] == [terms(clause)[0].tolist() for clause in clauses]


def test_a_message_has_at_most_twelve_sentences_and_twelve_clauses() -> None:
    impression = seen("This is one sentence. " * 30 + ", and this is one clause" * 30)

    assert len(impression.parts) == 1 + 12
    assert len(impression.clauses) == 12


@pytest.mark.parametrize(
    ("text", "probability"),
    [
        ("brilliant", 0.982),
        ("Oh, how brilliant. The kettle leaks.", 0.982),
        ("The kettle leaks. It is green.", 0.018),
        ("", 0.018),
    ],
)
def test_a_signal_of_one_sentence_is_one_of_the_message(text: str, probability: float) -> None:
    assert signal(seen(text), "sarcasm") == pytest.approx(probability, abs=1e-3)


def test_two_signals_that_weaken_each_other_in_the_whole_are_heard_in_their_sentences() -> None:
    apart, together = seen("So brilliant. My patience ends."), seen("So brilliant my patience ends")

    assert signal(apart, "sarcasm") == pytest.approx(0.982, abs=1e-3)
    assert signal(together, "sarcasm") < 0.9


def test_a_rule_counts_where_the_heads_are_silent() -> None:
    impression = seen("I am furious", SILENT)

    assert signal(impression, "anger") == pytest.approx(0.9)
    assert signal(impression, "insult") < 1e-6


def test_the_surer_of_heads_and_rules_counts() -> None:
    heads = MessageHeads(word_heads(SIGNALS, {"anger": "furious"}, DIM), HEADS.emotions, HEADS.manners)

    assert signal(seen("I am furious", heads), "anger") == pytest.approx(0.982, abs=1e-3)


def test_emotions_and_manners_are_log_odds() -> None:
    impression = seen("hiya. What a lovely lamp.")

    assert impression.emotions[EMOTIONS.index("positive")] == pytest.approx(4.0)
    assert impression.emotions[EMOTIONS.index("hostile")] == pytest.approx(-4.0)
    assert impression.manners.tolist() == pytest.approx([4.0, -4.0, -4.0, -4.0])


def test_it_is_counted_how_the_message_is_typed() -> None:
    typing = seen("WHERE IS MY PARCEL??").typing

    assert (typing.capitals, typing.marks, typing.words) == (1.0, 1, 4)


def test_a_text_without_words_reads_as_nothing() -> None:
    impression = seen("...", SILENT)

    assert not impression.vector.any()
    assert np.isfinite(impression.signals).all()
    assert impression.typing.words == 0
