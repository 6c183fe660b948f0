"""Is a customer known to be frustrated when they are, how surely, and better than by a lexicon of sentiment?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from copilot.errors import InvalidInput
from eval.heard import Heard, scores_of, truths_of
from eval.measures.confidence import Labels, auroc, brier, calibration_error
from eval.measures.interval import Floats, by_cluster, mean
from eval.report import Figure, Row, Section, Table

NAME: Final = "frustration"

_BINS: Final = 10
_ALARMED: Final = frozenset({"frustrated", "angry"})
_FEWEST_FOR_A_ROW: Final = 8
_MEMORY: Final = 0.75


def run(name: str, found: Sequence[Heard]) -> Section:
    """After every message of a customer, and once for each conversation.

    Raises:
        InvalidInput: there is no conversation.
    """
    if not found:
        raise InvalidInput(f"the data set {name} has no conversation")
    return Section(
        task=NAME,
        dataset=name,
        tables=(
            Table(title="after each message", rows=tuple(_compared(found)), note="frustrated or angry, or not"),
            Table(title="reliability", rows=tuple(_reliability(found)), note="share: how many were frustrated"),
            Table(title="conversations", rows=tuple(_alarms(found)), note="alarm: ever called frustrated or angry"),
        ),
        items=tuple(map(_item, found)),
    )


def _compared(found: Sequence[Heard]) -> Iterator[Row]:
    truth, owners = truths_of(found), np.repeat(np.arange(len(found)), [len(one.triages) for one in found])
    ours = scores_of(found)
    last, running = _lexicon(found)
    for name, scores in (("copilot", ours), ("VADER, last message", last), ("VADER, fading maximum", running)):
        figures = {"AUROC": _figure(auroc, scores, truth, owners)}
        if name == "copilot":
            figures |= {"ECE": _figure(calibration_error, scores, truth, owners)}
            figures |= {"Brier": _figure(brier, scores, truth, owners)}
        yield Row(name=name, n=len(truth), figures=figures)


def _figure(measure: Callable[[Floats, Labels], float], scores: Floats, truth: Labels, owners: Any) -> Figure:
    """A measure whose interval draws whole conversations."""
    return by_cluster(lambda chosen: measure(scores[chosen], truth[chosen]), owners)


def _lexicon(found: Sequence[Heard]) -> tuple[Floats, Floats]:
    """How negative VADER (Hutto and Gilbert 2014) finds the last message, and the worst so far, fading as ours does."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    last, running = [], []
    for one in found:
        worst = 0.0
        for text in one.texts:
            negative = (1 - analyzer.polarity_scores(text)["compound"]) / 2
            worst = max(negative, worst * _MEMORY)
            last.append(negative)
            running.append(worst)
    return np.array(last), np.array(running)


def _reliability(found: Sequence[Heard]) -> Iterator[Row]:
    scores, truth = scores_of(found), truths_of(found)
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    for number in range(_BINS):
        inside = bins == number
        if inside.any():
            figures = {"mean score": Figure(value=float(scores[inside].mean())), "share": mean(truth[inside])}
            yield Row(name=f"{number / _BINS:.1f} – {(number + 1) / _BINS:.1f}", n=int(inside.sum()), figures=figures)


def _alarms(found: Sequence[Heard]) -> Iterator[Row]:
    tags = sorted({tag for one in found for tag in one.labelled.tags})
    yield from _alarm_rows("frustrated at some point", [one for one in found if max(one.labelled.felt) >= 2])
    yield from _alarm_rows("never frustrated", [one for one in found if max(one.labelled.felt) < 2])
    for tag in tags:
        yield from _alarm_rows(tag, [one for one in found if tag in one.labelled.tags])


def _alarm_rows(name: str, group: Sequence[Heard]) -> Iterator[Row]:
    if len(group) >= _FEWEST_FOR_A_ROW:
        alarms = [float(any(triage.frustration.level in _ALARMED for triage in one.triages)) for one in group]
        yield Row(name=name, n=len(group), figures={"alarm": mean(alarms)})


def _item(one: Heard) -> Mapping[str, Any]:
    return {
        "id": one.labelled.id,
        "tags": list(one.labelled.tags),
        "felt": list(one.labelled.felt),
        "scores": [triage.frustration.score for triage in one.triages],
        "levels": [triage.frustration.level for triage in one.triages],
    }
