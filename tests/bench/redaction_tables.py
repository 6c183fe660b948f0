"""What redaction costs, as tables (pure)."""

from __future__ import annotations

from typing import Final

from tests.bench.latency import Latency
from tests.bench.probes.adversarial import Slow
from tests.bench.probes.redaction import Redacted
from tests.bench.redaction import RedactionReading, growth_by_content
from tests.bench.table import Table, figure
from tests.bench.yardstick import slower

_MESSAGES: Final = (
    "p50 / p99, as measured here, one thread. On top: without the encoder's passes, of which there is one more after "
    "each find; CPU: its processor time. Of 2,000 words there are few messages, so their p99 is the highest. "
    "2,000 words over ten times 200: {}. The yardstick takes {:.1f} times what it takes on the machine meant."
)
_STRINGS: Final = (
    "{} strings of 20,000 characters, patterns only, as measured here: p50 {} ms of processor time; {} refused. "
    "The yardstick takes {:.1f} times what it takes on the machine meant."
)


def messages_table(reading: RedactionReading) -> Table:
    """Length and content of the message: encoder, whole, and what comes on top."""
    growths = ", ".join(f"{content} {growth:.2f}×" for content, growth in growth_by_content(reading.messages))
    return Table(
        title="Redaction of a message, ms",
        columns=("words, personal data", "passes", "encoder", "whole", "on top", "on top, CPU"),
        rows=tuple(_message(row) for row in reading.messages.rows),
        note=_MESSAGES.format(growths or "not measured", slower(reading.messages.yardstick_ms)),
    )


def _message(row: Redacted) -> tuple[str, ...]:
    times = (_pair(item) for item in (row.encoder, row.whole, row.above, row.cpu))
    return f"{row.words:,}, {row.content}", f"{row.passes:.1f}", *times


def _pair(item: Latency) -> str:
    return f"{figure(item.p50)} / {figure(item.p99)}"


def strings_table(reading: RedactionReading) -> Table:
    """The slowest strings, and the recogniser that takes longest over each."""
    strings = reading.strings
    return Table(
        title="Redaction of the strings that take longest, ms",
        columns=("string", "CPU", "wall", "refused", "slowest recogniser", "its CPU"),
        rows=tuple(_string(item) for item in strings.slowest),
        note=_STRINGS.format(strings.strings, figure(strings.p50), strings.refused, slower(strings.yardstick_ms)),
    )


def _string(item: Slow) -> tuple[str, ...]:
    refused = "yes" if item.refused else "no"
    return item.name, figure(item.cpu), figure(item.wall), refused, item.recogniser, figure(item.recogniser_cpu)
