"""Logs without text, and stage timings."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from copilot.telemetry import (
    SILENCED_LOGGERS,
    STAGE_SECONDS,
    Label,
    Stopwatch,
    configure_logging,
    log_event,
    log_failure,
    origin_of,
    silence_libraries,
)

SECRET = "4111 1111 1111 1111"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_an_event_is_one_json_line_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()

    log_event(Label("indexed"), articles=3, ok=True)

    shown = capsys.readouterr()
    assert shown.out == ""
    entry = json.loads(shown.err)
    assert (entry["event"], entry["articles"], entry["ok"], entry["level"]) == ("indexed", 3, True, "info")


def test_a_failure_is_logged_by_class_and_place_and_never_with_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging()
    with pytest.raises(ValueError, match=SECRET) as raised:
        raise ValueError(SECRET)

    log_failure(Label("stage_failed"), raised.value, stage=Label("draft"))

    shown = capsys.readouterr().err
    entry = json.loads(shown)
    assert entry["error"] == "ValueError"
    assert __name__ in entry["where"]
    assert SECRET not in shown


def test_the_origin_of_an_error_is_where_it_was_raised_and_not_where_it_was_caught() -> None:
    with pytest.raises(ValueError, match="property name") as raised:
        json.loads("{")

    assert origin_of(raised.value).startswith("json.decoder:")


def test_an_error_that_was_never_raised_has_no_origin() -> None:
    assert origin_of(ValueError()) == "?"


@pytest.mark.parametrize("name", SILENCED_LOGGERS)
def test_libraries_that_print_what_they_matched_are_silent(name: str, caplog: pytest.LogCaptureFixture) -> None:
    silence_libraries()

    logging.getLogger(name).critical(SECRET)

    assert SECRET not in caplog.text


def test_a_stopwatch_adds_up_stages_in_the_order_in_which_they_ran() -> None:
    watch = Stopwatch()
    for name in ("redact", "read", "redact"):
        with watch.stage(name):
            pass

    assert list(watch.timings_ms()) == ["redact", "read", "total"]


def test_the_total_covers_the_stages() -> None:
    watch = Stopwatch()
    with watch.stage("redact"):
        pass

    timings = watch.timings_ms()

    assert timings["total"] >= timings["redact"] >= 0


def test_a_stage_that_fails_is_timed_too() -> None:
    watch = Stopwatch()
    before = _observed("guard")

    with pytest.raises(ZeroDivisionError), watch.stage("guard"):
        raise ZeroDivisionError

    assert "guard" in watch.timings_ms()
    assert _observed("guard") == before + 1


def _observed(stage: str) -> float:
    metrics = STAGE_SECONDS.labels(stage).collect()[0].samples
    return next(sample.value for sample in metrics if sample.name.endswith("_count"))
