"""Stages that may fail."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from copilot.errors import DrafterUnavailable, RedactionFailed
from copilot.suggest.stages import Stages
from copilot.telemetry import Stopwatch

SECRET = "4111111111111111"


def failing(error: Exception) -> object:
    def work() -> str:
        raise error

    return work


def test_a_stage_gives_its_result_and_is_timed() -> None:
    watch = Stopwatch()
    stages = Stages(watch)

    assert stages.run("draft", "", lambda: "done") == "done"
    assert not stages.has_failed
    assert "draft" in watch.timings_ms()


@pytest.mark.parametrize("error", [ValueError(SECRET), DrafterUnavailable("late"), MemoryError()])
def test_a_fault_gives_the_fallback_and_is_logged_without_text(error: Exception) -> None:
    stages = Stages(Stopwatch())

    with capture_logs() as logs:
        result = stages.run("draft", "fallback", failing(error))

    assert result == "fallback"
    assert stages.has_failed
    assert [(entry["event"], entry["stage"]) for entry in logs] == [("stage_failed", "draft")]
    assert SECRET not in str(logs)


def test_a_failed_redaction_is_never_swallowed() -> None:
    with pytest.raises(RedactionFailed):
        Stages(Stopwatch()).run("draft", "fallback", failing(RedactionFailed("no")))
