"""The stages after redaction: timed, and a fault in one makes a suggestion poorer, never an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from copilot.errors import RedactionFailed
from copilot.telemetry import Label, Stopwatch, log_failure

T = TypeVar("T")


class Stages:
    """Runs the stages of one suggestion and remembers whether any has failed."""

    def __init__(self, watch: Stopwatch) -> None:
        self._watch = watch
        self.has_failed = False

    def run(self, name: str, fallback: T, work: Callable[[], T]) -> T:
        """The result of a stage; after a fault, which is logged without text, the fallback.

        Raises:
            RedactionFailed: personal data may be about; there is nothing to fall back to.
        """
        try:
            with self._watch.stage(name):
                return work()
        except RedactionFailed:
            raise
        except Exception as error:  # noqa: BLE001 - any fault of a later stage degrades
            log_failure(Label("stage_failed"), error, stage=Label(name))
            self.has_failed = True
            return fallback
