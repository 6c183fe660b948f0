from __future__ import annotations

import msgspec
import pytest

from tests.bench.report import Readings, figures
from tests.bench.run import as_json
from tests.unit.bench.readings import EVERYTHING, report


def test_every_target_has_its_figure() -> None:
    found = figures(EVERYTHING)

    assert found == pytest.approx(
        {
            "warm_start_seconds": 2.5,
            "indexing_ratio": 3.75,
            "triage_ratio": 0.8,
            "redaction_40_words_p50": 2.0,
            "redaction_40_words_p99": 6.0,
            "redaction_2000_words": 50.0,
            "redaction_growth": 1.25,
            "redaction_worst_string": 150.0,
            "worker_megabytes": 320.0,
            "two_workers_per_second": 130.0,
            "search_ratio_to_txtai": 10.0,
            "search_ratio_to_haystack": 5.0,
            "suggestion_ratio_to_fastest_peer": 0.5,
        }
    )


def test_throughput_counts_at_its_worst_under_full_load_and_not_with_one_client() -> None:
    slowest = min(row.per_second for row in EVERYTHING.serving.throughput)  # type: ignore[union-attr]  # it is set

    assert figures(EVERYTHING)["two_workers_per_second"] > slowest


def test_what_was_not_measured_has_no_figure() -> None:
    assert figures(Readings()) == {}


def test_the_report_can_be_written_for_machines() -> None:
    written = msgspec.json.decode(as_json(report()))

    assert written["readings"]["indexing"]["ratio"] == 3.75
    assert written["started_at"] == "2026-01-05T00:00:00Z"
