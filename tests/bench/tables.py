"""The parts of a report as tables (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from tests.bench.indexing import Indexing
from tests.bench.latency import Latency
from tests.bench.peers import PeerSummary, Ratio
from tests.bench.probes.pipeline import PipelineRound
from tests.bench.probes.writers import WritersRound
from tests.bench.redaction_tables import messages_table, strings_table
from tests.bench.report import Readings, Report
from tests.bench.service import Start
from tests.bench.sizes import Size
from tests.bench.startup import Startup
from tests.bench.table import Table, extremes, figure
from tests.bench.throughput import Footprint, Throughput
from tests.bench.verdicts import machine_table, targets_table

_STAGES: Final = "One thread. The stages and `total` are those of one message; every third message holds personal data."
_TURNS: Final = (
    "{} passages, k=5. Measured in turn, ours before each peer; a ratio is the median over turns (extremes)."
)
_CLIENTS: Final = "The clients share the cores with the server (last column). Every suggestion is stored."
_SHARED: Final = "The largest worker. PSS counts pages that several processes share by share."
_STARTS: Final = "Cold exports the encoder and embeds the corpus; files are in the page cache in both cases."
_TEXTS: Final = "{} texts: {} passages, and their articles' titles and questions. torch has its default threads."
_SIZES: Final = (
    "Synthetic passages. Recall: of the vector index, against exact search. Memory: what opening adds. "
    "Change: one article written, until it is searchable."
)


def tables(report: Report) -> tuple[Table, ...]:
    """Targets first, then the parts that were measured, then the machine."""
    return (targets_table(report), *_parts(report.readings), machine_table(report))


def _parts(readings: Readings) -> list[Table]:
    """The tables of the parts that were measured."""
    makers: tuple[tuple[Any, Callable[[Any], Sequence[Table]]], ...] = (
        (readings.pipeline, lambda part: [_pipeline(part)]),
        (readings.writers, lambda part: [_writers(part)]),
        (readings.redaction, lambda part: [messages_table(part), strings_table(part)]),
        (readings.peers, lambda part: [_peers(part)]),
        (readings.serving, lambda part: [_throughput(part.throughput), _memory(part.memory)]),
        (readings.startup, lambda part: [_startup(part)]),
        (readings.indexing, lambda part: [_indexing(part)]),
        (readings.sizes, lambda part: [_sizes(part)]),
    )
    return [table for part, made in makers if part for table in made(part)]


def _pipeline(reading: PipelineRound) -> Table:
    latencies = {
        **reading.stages,
        "suggestion, one message": reading.suggestion,
        "… its processor time": reading.cpu,
        "suggestion, five messages": reading.conversation,
        "triage after the last of twenty messages": reading.triage,
        "encode a question": reading.encode,
        "encode and search, k=5": reading.search,
    }
    return Table(
        title="One suggestion in process, ms",
        columns=("stage", "p50", "p95", "p99", "p50 by round"),
        rows=tuple(
            (name, *_percentiles(item), extremes(item.lowest, item.highest)) for name, item in latencies.items()
        ),
        note=_STAGES,
    )


def _writers(reading: WritersRound) -> Table:
    latencies = {
        "composer, all drafts of a brief": reading.composer,
        "OpenAI-compatible server that answers at once, first piece": reading.server_first,
        "OpenAI-compatible server that answers at once, whole reply": reading.server_whole,
        "transformers in the process, first piece": reading.model_first,
        "transformers in the process, whole reply": reading.model_whole,
    }
    return Table(
        title="Drafters, after retrieval, ms",
        columns=("drafter", "p50", "p95", "p99"),
        rows=tuple((name, *_percentiles(item)) for name, item in latencies.items()),
        note="No server model, and a tiny random one: what is measured is the prompt and the way around it.",
    )


def _percentiles(item: Latency) -> tuple[str, str, str]:
    return figure(item.p50), figure(item.p95), figure(item.p99)


def _peers(peers: tuple[PeerSummary, ...]) -> Table:
    columns = ("peer", "search p50 ms", "p95 ms", "docs/s", "our search p50 ms", "peer ÷ ours")
    return Table(
        title="Beside other libraries: the same passages, questions and weights",
        columns=(*columns, "our suggestion p50 ms", "our suggestion ÷ peer's search"),
        rows=tuple(_peer(row) for row in peers),
        note=_TURNS.format(peers[0].docs),
    )


def _peer(row: PeerSummary) -> tuple[str, ...]:
    return (
        row.peer,
        figure(row.p50_ms),
        figure(row.p95_ms),
        figure(row.docs_per_second),
        figure(row.own_search_ms),
        _ratio(row.search),
        figure(row.own_suggestion_ms),
        _ratio(row.suggestion),
    )


def _ratio(ratio: Ratio) -> str:
    return f"{ratio.middle:.2f}× ({ratio.lowest:.2f}–{ratio.highest:.2f})"


def _throughput(rows: tuple[Throughput, ...]) -> Table:
    columns = ("workers × clients", "per second", "by round", "p50 ms", "p95 ms", "p99 ms", "refused")
    return Table(
        title="Suggestions a second from a server on loopback",
        columns=(*columns, "CPU ms each", "busiest worker", "clients' cores"),
        rows=tuple(_load(row) for row in rows),
        note=_CLIENTS,
    )


def _load(row: Throughput) -> tuple[str, ...]:
    return (
        f"{row.workers} × {row.clients}",
        figure(row.per_second),
        extremes(row.lowest, row.highest),
        *_percentiles(row.latency),
        str(row.refused),
        figure(row.cpu_ms),
        f"{row.busiest_worker:.0%}",
        figure(row.generator_cores),
    )


def _memory(footprints: tuple[Footprint, ...]) -> Table:
    return Table(
        title="Resident memory after load, MB",
        columns=("workers", "worker RSS", "worker PSS", "supervisor RSS", "supervisor PSS"),
        rows=tuple(_footprint(item) for item in footprints),
        note=_SHARED,
    )


def _footprint(item: Footprint) -> tuple[str, ...]:
    above = item.supervisor
    supervisor = (figure(above.rss_mb), figure(above.pss_mb)) if above else ("–", "–")
    return (str(item.workers), figure(item.worker.rss_mb), figure(item.worker.pss_mb), *supervisor)


def _startup(startup: Startup) -> Table:
    ready = [item.ready for item in startup.starts]
    rows = [_start(f"warm, {len(ready)} start(s)", startup.warm, extremes(min(ready), max(ready)))]
    if startup.cold:
        rows.append(_start("cold, empty state folder", startup.cold, ""))
    return Table(
        title="Start of the service, seconds",
        columns=("start", "until it prints its address", "until /readyz says ok", "by start"),
        rows=tuple(rows),
        note=_STARTS,
    )


def _start(name: str, start: Start, spread: str) -> tuple[str, ...]:
    return name, figure(start.printed), figure(start.ready), spread


def _indexing(indexing: Indexing) -> Table:
    own = (figure(indexing.texts_per_second), figure(indexing.passages_per_second))
    return Table(
        title="Indexing",
        columns=("what", "texts/s", "passages/s"),
        rows=(
            ("ours, until searchable and on disk", *own),
            ("sentence-transformers, encoding alone", figure(indexing.reference_texts_per_second), ""),
            ("ratio", f"{indexing.ratio:.2f}× ({extremes(indexing.lowest, indexing.highest)})", ""),
        ),
        note=_TEXTS.format(indexing.texts, indexing.passages),
    )


def _sizes(sizes: tuple[Size, ...]) -> Table:
    columns = ("passages", "rows", "index", "search p50 ms", "p95 ms", "with encoding p50 ms", "p95 ms", "recall@10")
    return Table(
        title="Search by size",
        columns=(*columns, "open s", "memory MB", "file MB", "change ms"),
        rows=tuple(_size(size) for size in sizes),
        note=_SIZES,
    )


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
        f"{opened.recall:.3f}",
        figure(opened.open_seconds),
        figure(opened.after.rss_mb - opened.before.rss_mb),
        figure(size.grown.file_mb),
        figure(opened.change.p50),
    )
