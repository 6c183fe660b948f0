"""A report as tables of words and numbers, whatever they are shown on (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from tests.bench.indexing import Indexing
from tests.bench.latency import Latency
from tests.bench.peers import PeerSummary, Ratio
from tests.bench.probes.pipeline import PipelineRound
from tests.bench.report import Report
from tests.bench.service import Start
from tests.bench.sizes import Size
from tests.bench.startup import Startup
from tests.bench.targets import Outcome
from tests.bench.throughput import Footprint, Serving


class Table(Struct, frozen=True, kw_only=True):
    """The first column names things, the others hold figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables(report: Report) -> tuple[Table, ...]:
    """Targets first, then the parts that were measured, then the machine."""
    readings = report.readings
    parts = [_targets(report.outcomes)]
    if readings.pipeline:
        parts.append(_pipeline(readings.pipeline))
    if readings.peers:
        parts.append(_peers(readings.peers))
    if readings.serving:
        parts += [_throughput(readings.serving), _memory(readings.serving.memory)]
    if readings.startup:
        parts.append(_startup(readings.startup))
    if readings.indexing:
        parts.append(_indexing(readings.indexing))
    if readings.sizes:
        parts.append(_sizes(readings.sizes))
    return (*parts, _machine(report))


def _targets(outcomes: tuple[Outcome, ...]) -> Table:
    return Table(
        title="Targets",
        columns=("what", "goal", "measured", "outcome"),
        rows=tuple((item.target.says, _goal(item), _value(item), verdict(item)) for item in outcomes),
    )


def _goal(outcome: Outcome) -> str:
    target = outcome.target
    if target.at_least is not None:
        return f"≥ {target.at_least:g}{target.unit}"
    return f"< {target.below:g}{target.unit}"


def _value(outcome: Outcome) -> str:
    return "" if outcome.value is None else f"{figure(outcome.value)}{outcome.target.unit}"


def verdict(outcome: Outcome) -> str:
    """Met or missed, and by how much of the goal."""
    if outcome.margin is None:
        return "not measured"
    if outcome.is_met:
        return f"met, {outcome.margin:.0%} to spare"
    return f"missed by {-outcome.margin:.0%}"


def figure(value: float) -> str:
    """Three digits that count, without exponents."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _pipeline(reading: PipelineRound) -> Table:
    latencies = {
        **reading.stages,
        "suggestion, one message": reading.suggestion,
        "… its processor time": reading.cpu,
        "suggestion, five messages": reading.conversation,
        "encode a question": reading.encode,
        "encode and search, k=5": reading.search,
    }
    return Table(
        title="One suggestion in process, ms",
        columns=("stage", "p50", "p95", "p99", "p50 by round"),
        rows=tuple((name, *_percentiles(item), _range(item.lowest, item.highest)) for name, item in latencies.items()),
        note="One thread. The stages and `total` are those of the one-message suggestion; every third message holds personal data.",
    )


def _percentiles(item: Latency) -> tuple[str, str, str]:
    return figure(item.p50), figure(item.p95), figure(item.p99)


def _range(lowest: float, highest: float) -> str:
    return f"{figure(lowest)}–{figure(highest)}"


def _peers(peers: tuple[PeerSummary, ...]) -> Table:
    return Table(
        title="Beside other libraries: same passages, questions and weights",
        columns=("peer", "its search p50 ms", "p95 ms", "ours ms", "peer ÷ our search", "our suggestion ms", "our suggestion ÷ its search", "its docs/s"),
        rows=tuple(
            (
                row.peer,
                figure(row.p50_ms),
                figure(row.p95_ms),
                figure(row.own_search_ms),
                _ratio(row.search),
                figure(row.own_suggestion_ms),
                _ratio(row.suggestion),
                figure(row.docs_per_second),
            )
            for row in peers
        ),
        note=f"{peers[0].docs} passages, k=5. Measured in turn, ours before each peer; ratios by turn: the median (the extremes).",
    )  # fmt: skip


def _ratio(ratio: Ratio) -> str:
    return f"{ratio.middle:.2f}× ({ratio.lowest:.2f}–{ratio.highest:.2f})"


def _throughput(serving: Serving) -> Table:
    return Table(
        title="Suggestions a second from a server on loopback",
        columns=("workers × clients", "per second", "by round", "p50 ms", "p95 ms", "p99 ms", "refused", "CPU ms each", "busiest worker", "asking, cores"),
        rows=tuple(
            (
                f"{row.workers} × {row.clients}",
                figure(row.per_second),
                _range(row.lowest, row.highest),
                *_percentiles(row.latency),
                str(row.refused),
                figure(row.cpu_ms),
                f"{row.busiest_worker:.0%}",
                figure(row.generator_cores),
            )
            for row in serving.throughput
        ),
        note="The clients run on the same machine and take cores from the server (last column). Every suggestion is stored.",
    )  # fmt: skip


def _memory(footprints: tuple[Footprint, ...]) -> Table:
    return Table(
        title="Resident memory after load, MB",
        columns=("workers", "worker RSS", "worker PSS", "supervisor RSS", "supervisor PSS"),
        rows=tuple(
            (
                str(item.workers),
                figure(item.worker.rss_mb),
                figure(item.worker.pss_mb),
                figure(item.supervisor.rss_mb) if item.supervisor else "–",
                figure(item.supervisor.pss_mb) if item.supervisor else "–",
            )
            for item in footprints
        ),
        note="The largest worker. PSS counts pages that several processes share by share.",
    )


def _startup(startup: Startup) -> Table:
    ready = [item.ready for item in startup.starts]
    rows = [_start(f"warm, {len(ready)} start(s)", startup.warm, _range(min(ready), max(ready)))]
    if startup.cold:
        rows.append(_start("cold, empty state folder", startup.cold, ""))
    return Table(
        title="Start of the service, seconds",
        columns=("start", "until it prints its address", "until /readyz is ok", "by start"),
        rows=tuple(rows),
        note="Cold exports the encoder and embeds the corpus; files are in the page cache in both cases.",
    )


def _start(name: str, start: Start, spread: str) -> tuple[str, ...]:
    return name, figure(start.printed), figure(start.ready), spread


def _indexing(indexing: Indexing) -> Table:
    return Table(
        title="Indexing",
        columns=("what", "texts/s", "passages/s"),
        rows=(
            ("ours, until searchable and on disk", figure(indexing.texts_per_second), figure(indexing.passages_per_second)),
            ("sentence-transformers, encode alone", figure(indexing.reference_texts_per_second), ""),
            ("ratio", f"{indexing.ratio:.2f}× ({_range(indexing.lowest, indexing.highest)})", ""),
        ),
        note=f"{indexing.texts} texts: {indexing.passages} passages and their articles' titles and questions. torch has its default threads.",
    )  # fmt: skip


def _sizes(sizes: tuple[Size, ...]) -> Table:
    return Table(
        title="Search by size",
        columns=("passages", "rows", "index", "search p50 ms", "p95 ms", "with encoding p50 ms", "p95 ms", "recall@10", "open s", "memory MB", "file MB", "change ms"),
        rows=tuple(_size(size) for size in sizes),
        note="Synthetic passages. Memory: what opening adds. Recall: against exact vector search. Change: one article written until it is searchable.",
    )  # fmt: skip


def _size(size: Size) -> tuple[str, ...]:
    opened = size.opened
    return (
        f"{opened.passages:,}",
        f"{opened.rows:,}",
        opened.kind,
        figure(opened.search.p50),
        figure(opened.search.p95),
        figure(opened.encoded_search.p50),
        figure(opened.encoded_search.p95),
        figure(opened.recall),
        figure(opened.open_seconds),
        figure(opened.after.rss_mb - opened.before.rss_mb),
        figure(size.grown.file_mb),
        figure(opened.change.p50),
    )


def _machine(report: Report) -> Table:
    return Table(
        title="Machine", columns=("what", "is"), rows=tuple(_machine_rows(report)),
        note="Absolute times say little about another machine; ratios do." if report.other_cores < 0.2 else
        "Others kept this machine busy: trust the ratios, not the times.",
    )  # fmt: skip


def _machine_rows(report: Report) -> Iterator[tuple[str, str]]:
    machine = report.machine
    yield "processor", f"{machine.cpu or 'unknown'}, {machine.cores} core(s)"
    yield "int8 instructions", ", ".join(machine.int8) or "none that the encoder could use"
    yield "memory", f"{machine.memory_gb:.0f} GB"
    yield "system", f"{machine.system}, Python {machine.python}"
    yield "versions", ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    yield "cores used by others meanwhile", figure(report.other_cores)
    yield "run", f"{report.plan}, {report.started_at:%Y-%m-%d %H:%M} UTC, {report.seconds:.0f} s"
