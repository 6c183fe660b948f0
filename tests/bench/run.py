"""One run of the benchmark, part after part."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import msgspec

from copilot.errors import ConfigError
from copilot.retrieval.chunking import chunk
from copilot.retrieval.corpus import read_corpus
from copilot.retrieval.indexed import searchable_text
from tests.bench import peers as peers_part
from tests.bench.indexing import measure_indexing
from tests.bench.machine import Bystanders, this_machine
from tests.bench.options import Options
from tests.bench.peers import Peers, Turn, find_peers, measure_peers
from tests.bench.probes.pipeline import PipelineRequest, PipelineRound, middle
from tests.bench.probes.writers import WritersRequest, WritersRound
from tests.bench.probing import probe
from tests.bench.redaction import measure_redaction
from tests.bench.report import Readings, Report, figures
from tests.bench.service import Start
from tests.bench.sizes import measure_sizes
from tests.bench.startup import Say, measure_startup, start_cold
from tests.bench.state import CORPUS, QUESTIONS
from tests.bench.targets import judge, read_targets
from tests.bench.throughput import measure_serving
from tests.bench.workload import read_questions, spread


def measure(options: Options, scratch: Path, say: Say) -> Report:
    """Everything that the options ask for, in folders below `scratch`."""
    started_at, started, bystanders = datetime.now(tz=UTC), monotonic(), Bystanders()
    readings = _readings(options, scratch, say)
    return Report(
        plan=options.plan.name,
        started_at=started_at,
        seconds=monotonic() - started,
        machine=this_machine(),
        other_cores=bystanders.cores(),
        readings=readings,
        outcomes=judge(read_targets(), figures(readings)),
    )


def _readings(options: Options, scratch: Path, say: Say) -> Readings:
    plan, parts = options.plan, options.parts
    peers = find_peers(options.peers, options.peers_python, sys.executable) if options.peers else None
    questions = spread(read_questions(QUESTIONS, CORPUS), plan.questions)
    state, cold = _state(options, scratch, say)
    beside_peers = PipelineRequest(state=state, questions=spread(questions, plan.peer_questions))
    turns = _peer_turns(peers, beside_peers, scratch, plan.peer_rounds, say) if peers else ()
    return Readings(
        startup=measure_startup(state, scratch, cold, plan.warm_starts, say) if "startup" in parts else None,
        pipeline=_pipeline(options, state, questions, turns, say) if "pipeline" in parts else None,
        writers=_writers(state, questions, say) if "writers" in parts else None,
        redaction=measure_redaction(state, questions, plan, say) if "redaction" in parts else None,
        serving=measure_serving(state, scratch, questions, plan, say) if "serving" in parts else None,
        indexing=measure_indexing(state, plan, say) if "indexing" in parts else None,
        sizes=measure_sizes(state, scratch, questions, plan, say) if "sizes" in parts else (),
        peers=peers_part.summary(turns) if turns else (),
    )


def _state(options: Options, scratch: Path, say: Say) -> tuple[Path, Start | None]:
    """A state folder that is up to date: the one given, or what a cold start makes."""
    if options.state:
        return _existing(options.state), None
    say("cold start: exports the encoder, embeds the corpus")
    state = scratch / "state"
    return state, start_cold(state, scratch)


def _existing(state: Path) -> Path:
    if not (state / "models").is_dir():
        raise ConfigError(f"{state} is no state folder that a service has used: leave --state out to make one")
    return state.resolve()


def _peer_turns(peers: Peers, request: PipelineRequest, scratch: Path, rounds: int, say: Say) -> tuple[Turn, ...]:
    passages = [passage for article in read_corpus(CORPUS).articles for passage in chunk(article, "")]
    texts = {passage.passage_id: searchable_text(passage) for passage in passages}
    return measure_peers(peers, scratch, texts, request, rounds, say)


def _pipeline(
    options: Options, state: Path, questions: tuple[str, ...], turns: Sequence[Turn], say: Say
) -> PipelineRound:
    """Rounds of our own that were measured beside peers count; without peers there are some of their own."""
    rounds = [turn.own for turn in turns]
    request = PipelineRequest(state=state, questions=questions)
    for number in range(1, options.plan.pipeline_rounds + 1 if not rounds else 1):
        say(f"one suggestion by stages, round {number} of {options.plan.pipeline_rounds}")
        rounds.append(probe("pipeline", request, PipelineRound))
    return middle(rounds)


def _writers(state: Path, questions: tuple[str, ...], say: Say) -> WritersRound:
    say("drafters, one after the other")
    return probe("writers", WritersRequest(state=state, questions=questions), WritersRound)


def as_json(report: Report) -> bytes:
    """The whole report for machines."""
    return msgspec.json.format(msgspec.json.encode(report))
