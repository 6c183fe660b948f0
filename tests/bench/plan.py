"""How much is measured: the full benchmark, and a quick one that shows that all of it works."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Plan(Struct, frozen=True, kw_only=True):
    """Rounds are repetitions in new processes; `sizes` are passages. `every_article`: each n-th article is indexed.

    `redaction_sizes` are words of a message; of each size there are at most `redaction_calls` messages and about
    `redaction_words` words in all. `mixes` are adversarial strings that are put together at random.
    """

    name: str
    questions: int
    pipeline_rounds: int
    warm_starts: int
    load_rounds: int
    load_seconds: float
    clients: tuple[int, ...] = (1, 8, 32)
    workers: tuple[int, ...] = (1, 2)
    every_article: int
    indexing_rounds: int
    sizes: tuple[int, ...]
    size_questions: int
    peer_questions: int
    peer_rounds: int
    redaction_rounds: int
    redaction_sizes: tuple[int, ...] = (10, 40, 200, 2_000)
    redaction_words: int
    redaction_calls: int
    mixes: int


FULL: Final = Plan(
    name="full",
    questions=300,
    pipeline_rounds=3,
    warm_starts=5,
    load_rounds=2,
    load_seconds=8.0,
    every_article=1,
    indexing_rounds=2,
    sizes=(1_000, 10_000, 100_000),
    size_questions=200,
    peer_questions=150,
    peer_rounds=2,
    redaction_rounds=2,
    redaction_words=12_000,
    redaction_calls=200,
    mixes=200,
)
QUICK: Final = Plan(
    name="quick",
    questions=60,
    pipeline_rounds=1,
    warm_starts=1,
    load_rounds=1,
    load_seconds=2.0,
    every_article=8,
    indexing_rounds=1,
    sizes=(1_000, 10_000),
    size_questions=50,
    peer_questions=30,
    peer_rounds=2,
    redaction_rounds=1,
    redaction_words=2_000,
    redaction_calls=50,
    mixes=20,
)
