"""Suggestions a second from a real server, by clients and worker processes, and the memory of its workers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from msgspec import Struct

from tests.bench.latency import Latency, typical
from tests.bench.load import Load, put_load
from tests.bench.plan import Plan
from tests.bench.processes import Memory, memory_of
from tests.bench.service import Service, serving
from tests.bench.startup import Say
from tests.bench.workload import http_request, messages

_WARM_UP_SECONDS = 1.0


class Reading(Struct, frozen=True, kw_only=True):
    """One load on one server. `server_cpu`: CPU seconds of each worker meanwhile, warm-up included."""

    workers: int
    load: Load
    server_cpu: tuple[float, ...]


class Throughput(Struct, frozen=True, kw_only=True):
    """The typical reading for so many workers and clients; `lowest`/`highest`: extremes of `per_second`.

    `busiest_worker` is its share of all workers' CPU time: 1/workers if the load is spread evenly.
    `cpu_ms` is the server's CPU time for one suggestion, which others' work hardly changes.
    """

    workers: int
    clients: int
    per_second: float
    lowest: float
    highest: float
    latency: Latency
    refused: int
    busiest_worker: float
    cpu_ms: float
    generator_cores: float


class Footprint(Struct, frozen=True, kw_only=True):
    """Memory after the load: of the largest worker, and of the process that supervises several."""

    workers: int
    worker: Memory
    supervisor: Memory | None


class Serving(Struct, frozen=True, kw_only=True):
    """Everything that was measured on running servers."""

    throughput: tuple[Throughput, ...]
    memory: tuple[Footprint, ...]


def measure_serving(state: Path, scratch: Path, questions: Sequence[str], plan: Plan, say: Say) -> Serving:
    """Alternate between the numbers of workers, each time with a new server, so that a busy minute hits both."""
    readings: list[Reading] = []
    footprints: list[Footprint] = []
    for number in range(1, plan.load_rounds + 1):
        for workers in plan.workers:
            say(f"load, round {number} of {plan.load_rounds}: {workers} worker(s), {plan.clients} clients")
            with serving(state, workers=workers, log=scratch / "load.log") as service:
                readings.extend(_loads(service, questions, plan))
                footprints.append(_footprint(service))
    return Serving(throughput=summary(readings), memory=tuple(_largest(footprints, count) for count in plan.workers))


def _loads(service: Service, questions: Sequence[str], plan: Plan) -> list[Reading]:
    requests = [http_request(text, f"{service.host}:{service.port}") for text in messages(questions)]
    readings = []
    for clients in plan.clients:
        before = service.cpu_seconds()
        load = put_load(
            (service.host, service.port),
            requests,
            clients=clients,
            warm_up_seconds=_WARM_UP_SECONDS,
            seconds=plan.load_seconds,
        )
        used = tuple(now - then for now, then in zip(service.cpu_seconds(), before, strict=True))
        readings.append(Reading(workers=len(service.workers), load=load, server_cpu=used))
    return readings


def summary(readings: Sequence[Reading]) -> tuple[Throughput, ...]:
    """A row for each number of workers and clients, in the order of first appearance."""
    groups: dict[tuple[int, int], list[Reading]] = {}
    for reading in readings:
        groups.setdefault((reading.workers, reading.load.clients), []).append(reading)
    return tuple(_row(workers, clients, group) for (workers, clients), group in groups.items())


def _row(workers: int, clients: int, group: Sequence[Reading]) -> Throughput:
    rates = [reading.load.per_second for reading in group]
    return Throughput(
        workers=workers,
        clients=clients,
        per_second=median(rates),
        lowest=min(rates),
        highest=max(rates),
        latency=typical([reading.load.latency for reading in group]),
        refused=sum(reading.load.refused for reading in group),
        busiest_worker=median(max(reading.server_cpu) / sum(reading.server_cpu) for reading in group),
        cpu_ms=median(_cpu_ms(reading) for reading in group),
        generator_cores=median(reading.load.generator_cores for reading in group),
    )


def _cpu_ms(reading: Reading) -> float:
    """The warm-up is taken to go at the rate of the window that is counted."""
    load = reading.load
    return sum(reading.server_cpu) * 1e3 / (load.per_second * (load.seconds + _WARM_UP_SECONDS))


def _footprint(service: Service) -> Footprint:
    memory = [memory_of(pid) for pid in service.workers]
    supervised = service.pid not in service.workers
    return Footprint(
        workers=len(service.workers),
        worker=max(memory, key=lambda item: item.rss_mb),
        supervisor=memory_of(service.pid) if supervised else None,
    )


def _largest(footprints: Sequence[Footprint], workers: int) -> Footprint:
    return max((item for item in footprints if item.workers == workers), key=lambda item: item.worker.rss_mb)
