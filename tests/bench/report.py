"""Everything that a run measured, and the figures that targets are set for."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import Struct

from tests.bench.indexing import Indexing
from tests.bench.machine import Machine
from tests.bench.peers import PeerSummary
from tests.bench.probes.pipeline import PipelineRound
from tests.bench.probes.writers import WritersRound
from tests.bench.redaction import RedactionReading, redaction_figures
from tests.bench.sizes import Size
from tests.bench.startup import Startup
from tests.bench.targets import Outcome
from tests.bench.throughput import Serving

_QUIET_CORES: Final = 0.2


class Readings(Struct, frozen=True, kw_only=True):
    """What was measured; None for a part that was left out. `peers` is empty without --peers."""

    startup: Startup | None = None
    pipeline: PipelineRound | None = None
    writers: WritersRound | None = None
    redaction: RedactionReading | None = None
    serving: Serving | None = None
    indexing: Indexing | None = None
    sizes: tuple[Size, ...] = ()
    peers: tuple[PeerSummary, ...] = ()


class Report(Struct, frozen=True, kw_only=True):
    """A whole run. `other_cores`: cores that other processes used meanwhile, on average."""

    plan: str
    started_at: datetime
    seconds: float
    machine: Machine
    other_cores: float
    readings: Readings
    outcomes: tuple[Outcome, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether others left the machine alone enough for the figures to stand."""
        return self.other_cores < _QUIET_CORES


def figures(readings: Readings) -> dict[str, float]:
    """The figures of `targets.toml` by name, as far as they were measured."""
    found: dict[str, float] = {}
    if readings.startup:
        found["warm_start_seconds"] = readings.startup.warm.ready
    if readings.pipeline:
        found["triage_ratio"] = readings.pipeline.triage.p50 / readings.pipeline.encode.p50
    if readings.indexing:
        found["indexing_ratio"] = readings.indexing.ratio
    if readings.redaction:
        found.update(redaction_figures(readings.redaction))
    return {**found, **_serving_figures(readings.serving), **_peer_figures(readings.peers)}


def _serving_figures(serving: Serving | None) -> dict[str, float]:
    if serving is None:
        return {}
    found = {"worker_megabytes": max(item.worker.rss_mb for item in serving.memory)}
    saturated = [row.per_second for row in serving.throughput if row.workers == 2 and row.clients >= 8]
    if saturated:
        found["two_workers_per_second"] = min(saturated)
    return found


def _peer_figures(peers: tuple[PeerSummary, ...]) -> dict[str, float]:
    if not peers:
        return {}
    found = {f"search_ratio_to_{row.peer}": row.search.middle for row in peers}
    found["suggestion_ratio_to_fastest_peer"] = max(row.suggestion.middle for row in peers)
    return found
