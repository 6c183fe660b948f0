"""What redaction costs: on top of the encoder for ordinary messages, and on strings that are made to take long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from tests.bench.plan import Plan
from tests.bench.probes.adversarial import AdversarialRequest, AdversarialRound
from tests.bench.probes.redaction import Redacted, RedactionRequest, RedactionRound, middle
from tests.bench.probing import probe
from tests.bench.startup import Say
from tests.bench.yardstick import slower

_SLOWEST = 10
_SHORT, _LONG = 200, 2_000


class RedactionReading(Struct, frozen=True, kw_only=True):
    """Ordinary messages with the encoder, and adversarial strings without."""

    messages: RedactionRound
    strings: AdversarialRound


def measure_redaction(state: Path, questions: Sequence[str], plan: Plan, say: Say) -> RedactionReading:
    """Messages again and again, then the strings."""
    request = RedactionRequest(
        state=state,
        questions=tuple(questions),
        sizes=plan.redaction_sizes,
        words=plan.redaction_words,
        calls=plan.redaction_calls,
    )
    rounds = []
    for number in range(1, plan.redaction_rounds + 1):
        say(f"redaction, round {number} of {plan.redaction_rounds}")
        rounds.append(probe("redaction", request, RedactionRound))
    say("redaction of strings that are made to take long")
    strings = probe(
        "adversarial", AdversarialRequest(state=state, mixes=plan.mixes, slowest=_SLOWEST), AdversarialRound
    )
    return RedactionReading(messages=middle(rounds), strings=strings)


def redaction_figures(reading: RedactionReading) -> dict[str, float]:
    """The figures of `targets.toml`: of the content that takes longest, in milliseconds of the machine meant."""
    factor = slower(reading.messages.yardstick_ms)
    found = {"redaction_worst_string": reading.strings.slowest[0].cpu / slower(reading.strings.yardstick_ms)}
    by_words: dict[int, list[Redacted]] = {}
    for row in reading.messages.rows:
        by_words.setdefault(row.words, []).append(row)
    for words, rows in by_words.items():
        if words == 40:
            found["redaction_40_words_p50"] = max(row.cpu.p50 for row in rows) / factor
            found["redaction_40_words_p99"] = max(row.cpu.p99 for row in rows) / factor
        if words == _LONG:
            found["redaction_2000_words"] = max(row.cpu.p50 for row in rows) / factor
    growths = [growth for _, growth in growth_by_content(reading.messages)]
    return {**found, "redaction_growth": max(growths)} if growths else found


def growth_by_content(messages: RedactionRound) -> Iterator[tuple[str, float]]:
    """(content, 2,000 words over ten times 200 words): 1 if the time is linear in the length."""
    short = {row.content: row.cpu.p50 for row in messages.rows if row.words == _SHORT}
    for row in messages.rows:
        if row.words == _LONG and row.content in short:
            yield row.content, row.cpu.p50 / (short[row.content] * _LONG / _SHORT)
