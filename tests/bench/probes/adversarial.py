"""What the patterns cost on strings that are made to take long, recogniser by recogniser; no encoder takes part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from msgspec import Struct

from copilot.errors import RedactionFailed
from copilot.privacy.presidio_import import without_model_libraries
from copilot.privacy.redactor import PresidioRedactor, Redactor
from copilot.privacy.vault import Vault
from tests.bench.adversarial import adversarial
from tests.bench.probing import respond
from tests.bench.state import settings_for
from tests.bench.stopwatch import Stopwatch, WatchedRecogniser
from tests.bench.yardstick import yardstick

_AGAIN = 4
_WARM_UP = "My name is Jo, jo@example.com, card 4111 1111 1111 1111, call +44 20 7946 0958, password: hunter22."
_YARDS = 5
_YARD_EVERY = 20


class AdversarialRequest(Struct, frozen=True, kw_only=True):
    """The state folder, how many random mixes to add, and how many of the slowest strings to tell about."""

    state: Path
    mixes: int
    slowest: int


class Slow(Struct, frozen=True, kw_only=True):
    """A string: wall and processor time of its redaction, and the recogniser that takes most of the latter.

    `refused`: the redactor could not check it in time and would let nothing of it through.
    """

    name: str
    wall: float
    cpu: float
    refused: bool
    recogniser: str
    recogniser_cpu: float


class AdversarialRound(Struct, frozen=True, kw_only=True):
    """`slowest`: the slowest strings, measured again and again, slowest first; `p50` is over all `strings`."""

    strings: int
    refused: int
    p50: float
    slowest: tuple[Slow, ...]
    yardstick_ms: float


def measure(request: AdversarialRequest) -> AdversarialRound:
    """Every string once, then the slowest ones again, of which the median counts."""
    redactor, watched = _patterns(request.state)
    redactor.redact(_WARM_UP, Vault())
    strings = dict(adversarial(request.mixes))
    found, yards = [], []
    for number, (name, text) in enumerate(strings.items()):
        if number % _YARD_EVERY == 0:
            yards.append(yardstick(_YARDS))
        found.append(_measured(redactor, watched, name, text))
    slowest = sorted(found, key=lambda item: -item.cpu)[: request.slowest]
    again = [
        _middle([item, *(_measured(redactor, watched, item.name, strings[item.name]) for _ in range(_AGAIN))])
        for item in slowest
    ]
    return AdversarialRound(
        strings=len(strings),
        refused=sum(item.refused for item in found),
        p50=median(item.cpu for item in found),
        slowest=tuple(sorted(again, key=lambda item: -item.cpu)),
        yardstick_ms=median(yards),
    )


def _patterns(state: Path) -> tuple[Redactor, list[WatchedRecogniser]]:
    """The redactor without names, as the service makes it, but with its recognisers watched."""
    settings = settings_for(state).privacy
    with without_model_libraries():
        from copilot.privacy.frame import Frame
        from copilot.privacy.recognisers.catalogue import all_recognisers
    watched = [WatchedRecogniser(recogniser) for recogniser in all_recognisers(settings)]
    frame = Frame(watched, timeout_seconds=settings.regex_timeout_seconds)
    return PresidioRedactor(settings, finder=frame), watched


def _measured(redactor: Redactor, watched: Sequence[WatchedRecogniser], name: str, text: str) -> Slow:
    for recogniser in watched:
        recogniser.watch = Stopwatch()
    whole, refused = Stopwatch(), False
    with whole:
        try:
            redactor.redact(text, Vault())
        except RedactionFailed:
            refused = True
    worst = max(watched, key=lambda item: item.watch.cpu)
    return Slow(
        name=name,
        wall=whole.wall,
        cpu=whole.cpu,
        refused=refused,
        recogniser=worst.name,
        recogniser_cpu=worst.watch.cpu,
    )


def _middle(times: Sequence[Slow]) -> Slow:
    """The median time by processor time."""
    return sorted(times, key=lambda item: item.cpu)[(len(times) - 1) // 2]


if __name__ == "__main__":
    respond(AdversarialRequest, measure)
