"""One suggestion in process, stage by stage, and the bare search on the same questions."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter, thread_time

import msgspec
from msgspec import Struct

from copilot.bootstrap import make_copilot
from copilot.privacy.vault import Vault
from copilot.retrieval.search import Query
from copilot.suggest.pipeline import Copilot
from copilot.suggest.request import SuggestionRequest
from copilot.triage.listener import Spoken
from copilot.types import Filters
from tests.bench.latency import Latency, latency, timed, typical
from tests.bench.probing import respond
from tests.bench.state import settings_for
from tests.bench.workload import conversation, messages, single, twenty

_WARM_UP = 10
_K = 5


class PipelineRequest(Struct, frozen=True, kw_only=True):
    """The state folder (its index is up to date) and what to ask."""

    state: Path
    questions: tuple[str, ...]


class PipelineRound(Struct, frozen=True, kw_only=True):
    """`search`: encode and search, k=5; `suggestion`: one customer message; `conversation`: five messages.

    `triage`: all of triage after the last of twenty messages, but for the encoder's pass over that one.

    `stages` are those of `suggestion`; `cpu` is the processor time of its thread, which others' work hardly changes.
    """

    encode: Latency
    search: Latency
    suggestion: Latency
    cpu: Latency
    conversation: Latency
    triage: Latency
    stages: dict[str, Latency]


def middle(rounds: list[PipelineRound]) -> PipelineRound:
    """The typical round, figure by figure."""
    return PipelineRound(
        encode=typical([item.encode for item in rounds]),
        search=typical([item.search for item in rounds]),
        suggestion=typical([item.suggestion for item in rounds]),
        cpu=typical([item.cpu for item in rounds]),
        conversation=typical([item.conversation for item in rounds]),
        triage=typical([item.triage for item in rounds]),
        stages={stage: typical([item.stages[stage] for item in rounds]) for stage in rounds[0].stages},
    )


def measure(request: PipelineRequest) -> PipelineRound:
    """Search, then suggest, then whole conversations; each after a short warm-up."""
    copilot = make_copilot(settings_for(request.state))
    questions = request.questions
    texts = messages(questions)
    triples = [
        conversation(texts[i], questions[i - 1], questions[i - 2]) for i in range(len(texts))
    ]  # index -1 is the last one: every triple is whole
    for text in questions[:_WARM_UP]:
        _search(copilot, text)
    search = timed(lambda text: _search(copilot, text), questions)
    for text in texts[:_WARM_UP]:
        copilot.suggest(single(text), Vault())
    whole, cpu, stages = _suggestions(copilot, [single(text) for text in texts])
    return PipelineRound(
        encode=latency(timed(copilot.listener.encoder.read, questions)),
        search=latency(search),
        suggestion=latency(whole),
        cpu=latency(cpu),
        conversation=latency(timed(lambda item: copilot.suggest(item, Vault()), triples)),
        triage=latency([_triage(copilot, twenty(texts, number)) for number in range(len(texts))]),
        stages={stage: latency(times) for stage, times in stages.items()},
    )


def _search(copilot: Copilot, text: str) -> None:
    copilot.knowledge.search(Query(text, copilot.listener.encoder.read(text).vector), _K, Filters())


def _triage(copilot: Copilot, said: tuple[Spoken, ...]) -> float:
    """Milliseconds of triage after the last message, which is new and read already; the others were heard before."""
    *earlier, last = said
    copilot.listener.hear(earlier)
    reading = copilot.listener.encoder.read(last.text)
    fresh = msgspec.structs.replace(last, read=lambda: reading)
    started = perf_counter()
    heard = copilot.listener.hear((*earlier, fresh))
    copilot.triager.triage((*earlier, fresh), heard, None)
    return (perf_counter() - started) * 1e3


def _suggestions(
    copilot: Copilot, requests: list[SuggestionRequest]
) -> tuple[list[float], list[float], dict[str, list[float]]]:
    cpu: list[float] = []
    stages: dict[str, list[float]] = {}

    def suggest(request: SuggestionRequest) -> None:
        started = thread_time()
        timings = copilot.suggest(request, Vault()).suggestion.timings_ms
        cpu.append((thread_time() - started) * 1e3)
        for stage, milliseconds in timings.items():
            stages.setdefault(stage, []).append(milliseconds)

    return timed(suggest, requests), cpu, stages


if __name__ == "__main__":
    respond(PipelineRequest, measure)
