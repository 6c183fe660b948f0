"""What redaction costs on top of the encoder's passes, by length and content of the message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from msgspec import Struct

from copilot.bootstrap import make_encoder, make_redactor
from copilot.privacy.redactor import Redactor
from copilot.privacy.vault import Vault
from tests.bench.latency import Latency, latency, typical
from tests.bench.personal import CONTENTS, written
from tests.bench.probing import respond
from tests.bench.state import settings_for
from tests.bench.stopwatch import Stopwatch, WatchedEncoder
from tests.bench.yardstick import yardstick

_WARM_UP = 5
_FEWEST = 3
_YARDS = 5


class RedactionRequest(Struct, frozen=True, kw_only=True):
    """The state folder whose exported encoder is used, texts to take words from, and how much.

    Each row has about `words` words in all, so that long messages are fewer, and at most `calls` messages.
    """

    state: Path
    questions: tuple[str, ...]
    sizes: tuple[int, ...]
    words: int
    calls: int


class Redacted(Struct, frozen=True, kw_only=True):
    """Messages of one length and content. `passes` of the encoder for one, on average.

    `encoder` and `whole` are wall time; `above` is `whole` without the encoder, call by call, and `cpu` the same in
    processor time of the thread, which others' work hardly changes.
    """

    words: int
    content: str
    passes: float
    encoder: Latency
    whole: Latency
    above: Latency
    cpu: Latency


class RedactionRound(Struct, frozen=True, kw_only=True):
    """`yardstick_ms`: what the yardstick took meanwhile."""

    rows: tuple[Redacted, ...]
    yardstick_ms: float


def middle(rounds: Sequence[RedactionRound]) -> RedactionRound:
    """The typical round, figure by figure; all of the same request."""
    rows = zip(*(item.rows for item in rounds), strict=True)
    yards = median(item.yardstick_ms for item in rounds)
    return RedactionRound(rows=tuple(_typical(row) for row in rows), yardstick_ms=yards)


def _typical(rows: Sequence[Redacted]) -> Redacted:
    return Redacted(
        words=rows[0].words,
        content=rows[0].content,
        passes=rows[0].passes,
        encoder=typical([row.encoder for row in rows]),
        whole=typical([row.whole for row in rows]),
        above=typical([row.above for row in rows]),
        cpu=typical([row.cpu for row in rows]),
    )


def measure(request: RedactionRequest) -> RedactionRound:
    """Length by length, the contents in turn, with the yardstick before each."""
    settings = settings_for(request.state)
    encoder = WatchedEncoder(make_encoder(settings, settings.encoder.reader))
    redactor = make_redactor(settings, encoder)
    words = " ".join(request.questions).split()
    rows, yards = [], []
    for size in request.sizes:
        for content in CONTENTS:
            yards.append(yardstick(_YARDS))
            messages = written(words, size, content, max(min(request.words // size, request.calls), _FEWEST))
            rows.append(_row(redactor, encoder, messages, size, content))
    return RedactionRound(rows=tuple(rows), yardstick_ms=median(yards))


def _row(redactor: Redactor, encoder: WatchedEncoder, messages: Sequence[str], words: int, content: str) -> Redacted:
    for message in messages[: min(_WARM_UP, len(messages) // 2)]:
        redactor.redact(message, Vault())
    calls = [_timed(redactor, encoder, message) for message in messages]
    return Redacted(
        words=words,
        content=content,
        passes=sum(own.times for own, _ in calls) / len(calls),
        encoder=latency([own.wall for own, _ in calls]),
        whole=latency([whole.wall for _, whole in calls]),
        above=latency([whole.wall - own.wall for own, whole in calls]),
        cpu=latency([whole.cpu - own.cpu for own, whole in calls]),
    )


def _timed(redactor: Redactor, encoder: WatchedEncoder, message: str) -> tuple[Stopwatch, Stopwatch]:
    """(the encoder's share, the whole) of redacting one message with a vault of its own."""
    own = encoder.watch = Stopwatch()
    whole = Stopwatch()
    with whole:
        redactor.redact(message, Vault())
    return own, whole


if __name__ == "__main__":
    respond(RedactionRequest, measure)
