"""Made-up measurements for the tests of the benchmark."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.bench.indexing import Indexing
from tests.bench.latency import Latency
from tests.bench.load import Load
from tests.bench.machine import Machine
from tests.bench.peers import PeerReading, Turn, summary
from tests.bench.probes.adversarial import AdversarialRound, Slow
from tests.bench.probes.growing import Grown
from tests.bench.probes.opening import Opened
from tests.bench.probes.pipeline import PipelineRound
from tests.bench.probes.redaction import Redacted, RedactionRound
from tests.bench.processes import Memory
from tests.bench.redaction import RedactionReading
from tests.bench.report import Readings, Report
from tests.bench.service import Start
from tests.bench.sizes import Size
from tests.bench.startup import Startup
from tests.bench.targets import Outcome
from tests.bench.throughput import Footprint, Reading, Serving
from tests.bench.throughput import summary as throughput
from tests.bench.yardstick import MEANT_MS


def ms(p50: float) -> Latency:
    return Latency(calls=10, p50=p50, p95=p50 * 2, p99=p50 * 3, lowest=p50, highest=p50)


def own(search: float, suggestion: float) -> PipelineRound:
    return PipelineRound(
        encode=ms(1.0),
        search=ms(search),
        suggestion=ms(suggestion),
        cpu=ms(suggestion),
        conversation=ms(suggestion * 2),
        triage=ms(0.8),
        stages={"redact": ms(0.5), "total": ms(suggestion)},
    )


def turn(peer: str, *, theirs: float, search: float = 2.0, suggestion: float = 5.0) -> Turn:
    reading = PeerReading(
        docs=800, docs_per_second=30.0, p50_ms=theirs, p95_ms=theirs, p99_ms=theirs, per_second=1e3 / theirs
    )
    return Turn(peer=peer, own=own(search, suggestion), theirs=reading)


def load(
    clients: int, answered: int, *, workers: int = 2, server_cpu: tuple[float, ...] = (1.0, 1.0), refused: int = 0
) -> Reading:
    asked = Load(
        clients=clients, seconds=2.0, answered=answered, refused=refused, latency=ms(10.0), generator_cores=0.1
    )
    return Reading(workers=workers, load=asked, server_cpu=server_cpu)


def footprint(workers: int, rss_mb: float) -> Footprint:
    supervisor = Memory(rss_mb=90.0, pss_mb=50.0) if workers > 1 else None
    return Footprint(workers=workers, worker=Memory(rss_mb=rss_mb, pss_mb=rss_mb / 2), supervisor=supervisor)


def redacted(words: int, content: str, cpu: float) -> Redacted:
    return Redacted(
        words=words, content=content, passes=2.0, encoder=ms(5.0), whole=ms(5.0 + cpu), above=ms(cpu), cpu=ms(cpu)
    )


def redaction(*rows: Redacted, times_slower: float = 2.0, worst: float = 300.0) -> RedactionReading:
    slow = Slow(name="'1.'", wall=worst, cpu=worst, refused=False, recogniser="cards", recogniser_cpu=worst / 2)
    yards = MEANT_MS * times_slower
    return RedactionReading(
        messages=RedactionRound(rows=rows, yardstick_ms=yards),
        strings=AdversarialRound(strings=9, refused=1, p50=50.0, slowest=(slow,), yardstick_ms=yards),
    )


EVERYTHING = Readings(
    startup=Startup(
        cold=Start(printed=40.0, ready=41.0),
        warm=Start(printed=2.0, ready=2.5),
        starts=(Start(printed=2.0, ready=2.5),),
    ),
    pipeline=own(2.0, 5.0),
    redaction=redaction(
        redacted(40, "nothing", 2.0),
        redacted(40, "a name", 4.0),
        redacted(200, "nothing", 8.0),
        redacted(2_000, "nothing", 100.0),
    ),
    serving=Serving(
        throughput=throughput([load(1, 100), load(8, 300), load(32, 260)]),
        memory=(footprint(1, 320.0), footprint(2, 310.0)),
    ),
    indexing=Indexing(
        passages=800,
        texts=1200,
        passages_per_second=100.0,
        texts_per_second=150.0,
        reference_texts_per_second=40.0,
        ratio=3.75,
        lowest=3.5,
        highest=4.0,
    ),
    sizes=(
        Size(
            grown=Grown(articles=200, file_mb=7.5),
            opened=Opened(
                passages=1000,
                rows=1500,
                kind="FlatIP",
                open_seconds=0.3,
                before=Memory(rss_mb=100.0, pss_mb=90.0),
                after=Memory(rss_mb=120.0, pss_mb=110.0),
                search=ms(1.0),
                encoded_search=ms(2.0),
                change=ms(80.0),
                recall=1.0,
            ),
        ),
    ),
    peers=summary([turn("txtai", theirs=20.0), turn("haystack", theirs=10.0)]),
)


def report(readings: Readings = EVERYTHING, *, outcomes: tuple[Outcome, ...] = (), other_cores: float = 0.0) -> Report:
    machine = Machine(
        cpu="Example CPU",
        cores=2,
        memory_gb=8.0,
        int8=("avx512_vnni",),
        system="Linux 6",
        python="3.11.7",
        versions={"numpy": "2.4"},
    )
    return Report(
        plan="quick",
        started_at=datetime(2026, 1, 5, tzinfo=UTC),
        seconds=60.0,
        machine=machine,
        other_cores=other_cores,
        readings=readings,
        outcomes=outcomes,
    )
