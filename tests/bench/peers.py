"""The search of the libraries a user would pick instead, in turn with our own on the same texts and questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

import msgspec
from msgspec import Struct

from copilot.errors import ConfigError
from tests.bench.probes.pipeline import PipelineRequest, PipelineRound
from tests.bench.probing import decode_last, probe, run
from tests.bench.startup import Say

PEERS: Final = ("txtai", "txtai-hybrid", "haystack", "haystack-hybrid")
_SCRIPT: Final = "bench_search.py"
_K: Final = 5


class PeerReading(Struct, frozen=True, kw_only=True):
    """What the peers' script says about one of them."""

    docs: int
    docs_per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    per_second: float


class Turn(Struct, frozen=True, kw_only=True):
    """A measurement of ours and, right after it, one of a peer."""

    peer: str
    own: PipelineRound
    theirs: PeerReading


class Ratio(Struct, frozen=True, kw_only=True):
    """The median over turns, and the extremes."""

    middle: float
    lowest: float
    highest: float


class PeerSummary(Struct, frozen=True, kw_only=True):
    """`search`: the peer's p50 over our search's. `suggestion`: our whole suggestion's p50 over the peer's search's."""

    peer: str
    docs: int
    docs_per_second: float
    p50_ms: float
    p95_ms: float
    own_search_ms: float
    own_suggestion_ms: float
    search: Ratio
    suggestion: Ratio


class Peers(Struct, frozen=True, kw_only=True):
    """Where the peers' script and its Python are."""

    folder: Path
    python: Path


def find_peers(folder: Path, python: Path | None, current: str) -> Peers:
    """The peers of a folder; without an interpreter of their own, the current one.

    Raises:
        ConfigError: the folder has no script, or the interpreter is missing.
    """
    if not (folder / _SCRIPT).is_file():
        raise ConfigError(f"{folder} has no {_SCRIPT}: give --peers the folder that it is in")
    own = folder / "venv" / "bin" / "python"
    chosen = python or (own if own.exists() else Path(current))
    if not chosen.exists():
        raise ConfigError(f"{chosen} does not exist: give --peers-python the Python that has the peers installed")
    return Peers(folder=folder.resolve(), python=chosen.absolute())


def measure_peers(
    peers: Peers, scratch: Path, texts: Mapping[str, str], request: PipelineRequest, rounds: int, say: Say
) -> tuple[Turn, ...]:
    """Ours – peer – ours – peer, all peers in each round."""
    corpus, queries = scratch / "corpus.jsonl", scratch / "queries.jsonl"
    corpus.write_text(as_lines([{"id": key, "text": text} for key, text in texts.items()]))
    queries.write_text(as_lines([{"text": text} for text in request.questions]))
    command = [str(peers.python), _SCRIPT, "--corpus", str(corpus), "--queries", str(queries), "--k", str(_K), "--peer"]

    def theirs(peer: str) -> PeerReading:
        return decode_last(run([*command, peer], folder=peers.folder), dict[str, PeerReading])[peer]

    return take_turns(PEERS, rounds, lambda: probe("pipeline", request, PipelineRound), theirs, say)


def take_turns(
    peers: Sequence[str], rounds: int, own: Callable[[], PipelineRound], theirs: Callable[[str], PeerReading], say: Say
) -> tuple[Turn, ...]:
    """Measure ours before each peer."""
    turns = []
    for number in range(1, rounds + 1):
        for peer in peers:
            say(f"peers, round {number} of {rounds}: ours, then {peer}")
            turns.append(Turn(peer=peer, own=own(), theirs=theirs(peer)))
    return tuple(turns)


def summary(turns: Sequence[Turn]) -> tuple[PeerSummary, ...]:
    """A row for each peer; ratios are taken turn by turn, so that a slow minute hits both sides."""
    names = dict.fromkeys(turn.peer for turn in turns)
    return tuple(_row(name, [turn for turn in turns if turn.peer == name]) for name in names)


def _row(name: str, turns: Sequence[Turn]) -> PeerSummary:
    return PeerSummary(
        peer=name,
        docs=turns[0].theirs.docs,
        docs_per_second=median(turn.theirs.docs_per_second for turn in turns),
        p50_ms=median(turn.theirs.p50_ms for turn in turns),
        p95_ms=median(turn.theirs.p95_ms for turn in turns),
        own_search_ms=median(turn.own.search.p50 for turn in turns),
        own_suggestion_ms=median(turn.own.suggestion.p50 for turn in turns),
        search=_ratio([turn.theirs.p50_ms / turn.own.search.p50 for turn in turns]),
        suggestion=_ratio([turn.own.suggestion.p50 / turn.theirs.p50_ms for turn in turns]),
    )


def _ratio(values: Sequence[float]) -> Ratio:
    return Ratio(middle=median(values), lowest=min(values), highest=max(values))


def as_lines(rows: Sequence[dict[str, str]]) -> str:
    """JSON Lines."""
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
