"""Logs without text, stage timings and counters.

`log_event` takes a constant name and fields that are numbers, flags or `Label`s, so that nothing that a customer wrote
can get in.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import NewType

import structlog
from prometheus_client import Counter, Gauge, Histogram

Label = NewType("Label", str)
"""A string from a closed set of ours: an error code, a route template, an id that the service made."""

SILENCED_LOGGERS = (
    "presidio-analyzer",
    "presidio_analyzer",
    "presidio-analyzer-tracer",
    "decision_process",
    "tldextract",
    "spacy",
    "filelock",
    "httpcore",  # at DEBUG it logs headers
    "httpx",
    "sqlalchemy.engine",  # at DEBUG it logs the rows that were read
)

STAGE_SECONDS = Histogram(
    "copilot_stage_seconds",
    "Time spent in each stage of a suggestion",
    ["stage"],
    buckets=(0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.024, 2.048),
)
SUGGESTIONS = Counter("copilot_suggestions_total", "Suggestions given", ["verdict", "tier"])
REQUESTS = Counter("copilot_requests_total", "HTTP requests", ["route", "method", "status"])
REQUEST_SECONDS = Histogram("copilot_request_seconds", "Time to answer an HTTP request", ["route"])
ENTITIES = Counter("copilot_redacted_entities_total", "Pieces of personal data replaced", ["kind"])
WRITER_REPLIES = Counter(
    "copilot_writer_replies_total", "Requests to the language model, by what came of them", ["outcome"]
)
WRITER_FIRST_PIECE_SECONDS = Histogram(
    "copilot_writer_first_piece_seconds",
    "Time until the language model began to write",
    buckets=(0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8),
)
PASSAGES = Gauge("copilot_passages", "Passages in the current snapshot", multiprocess_mode="max")


def configure_logging(level: int = logging.INFO) -> None:
    """Write one JSON object a line to standard error, and silence libraries that are known to log what they matched."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    silence_libraries()


def silence_libraries() -> None:
    """Put third-party loggers that may print message text above every level."""
    for name in SILENCED_LOGGERS:
        library = logging.getLogger(name)
        library.setLevel(logging.CRITICAL + 1)
        library.propagate = False


def log_event(event: Label, **fields: Label | float | bool | None) -> None:
    """Log a constant event name with numbers, flags and labels."""
    structlog.get_logger().info(event, **fields)


def log_failure(event: Label, error: BaseException, **fields: Label | float | bool | None) -> None:
    """Log the class of an error and where it was raised; never its message, which may quote what a customer wrote."""
    structlog.get_logger().error(event, error=type(error).__name__, where=origin_of(error), **fields)


def origin_of(error: BaseException) -> str:
    """Module and line where an error was raised."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno}" if frame else "?"


class Stopwatch:
    """Milliseconds by stage, in the order in which the stages ran."""

    def __init__(self) -> None:
        self._started = perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a block under `name`."""
        started = perf_counter()
        try:
            yield
        finally:
            seconds = perf_counter() - started
            self._stages[name] = self._stages.get(name, 0.0) + seconds * 1e3
            STAGE_SECONDS.labels(name).observe(seconds)

    @property
    def elapsed_ms(self) -> float:
        """Milliseconds since the watch was made."""
        return (perf_counter() - self._started) * 1e3

    def timings_ms(self) -> dict[str, float]:
        """Stage → milliseconds, and `total`; rounded to microseconds."""
        return {name: round(value, 3) for name, value in {**self._stages, "total": self.elapsed_ms}.items()}
