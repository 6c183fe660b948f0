"""Does a passage support a sentence? Words decide how far, facts have a veto (pure).

A logistic model over shared words, clauses, lengths and, if there is an encoder, the cosine says how likely it is that
the evidence supports the claim; its weights, and what they were fitted on, are in `grounding.json` beside this file.
Whatever it says, a number, name, link, negation, promise or condition that disagrees is a reason against: closeness in
meaning is blind to those (docs/explanation/grounding.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import TypeAlias

import msgspec
import numpy as np
from msgspec import Struct

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix
from copilot.suggest.guard.claims.disagreement import Reason, disagreements
from copilot.suggest.guard.claims.facts import facts
from copilot.suggest.guard.claims.lexicon import without_courtesies
from copilot.suggest.guard.claims.likelihood import Features, Model, features, probability
from copilot.suggest.guard.claims.places import Place, nearest, whole_line
from copilot.types import Hit, Passage

Embed: TypeAlias = Callable[[Sequence[str]], Matrix]
"""Texts → (texts, dim) float32, L2-normalised."""


class Grounding(Struct, frozen=True, kw_only=True):
    """The place that supports a claim best: code points [start, end) of the passage's text.

    `probability` (0..1) is that of the model alone; the claim is supported only if there is no reason against it.
    `little_in_common`: the probability is below the threshold.
    """

    passage_id: str
    start: int
    end: int
    probability: float
    reasons: tuple[Reason, ...] = ()

    @property
    def is_supported(self) -> bool:
        """True if the claim says no more and nothing else than the place."""
        return not self.reasons


class Models(Struct, frozen=True, kw_only=True):
    """One model for each way to run, and what both were fitted on; the one with the cosine holds for this encoder."""

    with_cosine: Model
    without_cosine: Model
    encoder: str
    fitted: Mapping[str, float | str]


@lru_cache(1)
def load_models() -> Models:
    """The shipped models, read once."""
    return msgspec.json.decode(files("copilot.suggest.guard").joinpath("grounding.json").read_bytes(), type=Models)


def embedding(encoder: Encoder) -> Embed:
    """An encoder as `supported` wants it: one pass a text."""

    def embed(texts: Sequence[str]) -> Matrix:
        return np.stack([encoder.read(text).vector for text in texts])

    return embed


def supported(claim: str, passages: Sequence[Passage], embed: Embed | None = None) -> Grounding | None:
    """The place that supports a sentence best, and what speaks against it; None if no passage has any text.

    Openings and closings that say nothing ("Happy to help!") are not looked at; a sentence that is nothing else has
    nothing in common with any passage (`lexicon.is_courtesy` tells). The order of the passages does not matter.
    """
    if quote := _quoted(claim.strip(), passages):
        return quote
    said = without_courtesies(claim) or claim
    models = load_models()
    model = models.with_cosine if embed else models.without_cosine
    judged: list[Grounding] = []
    for _, places in groupby(nearest(facts(said), passages), key=lambda place: len(place.sentences)):
        found = [_judged(said, place, model, embed) for place in places]
        judged += found
        if any(one.is_supported for one in found):
            return max(found, key=_preference)
    return max(judged, key=_preference, default=None)


def supporting_place(claim: str, hits: Sequence[Hit], embed: Embed | None = None) -> tuple[str, int, int] | None:
    """The passage id and span of the place that supports a sentence, as the guard asks for it; None if none does."""
    found = supported(claim, [hit.passage for hit in hits], embed)
    return (found.passage_id, found.start, found.end) if found is not None and found.is_supported else None


def _quoted(claim: str, passages: Sequence[Passage]) -> Grounding | None:
    """A whole sentence or line, word for word, says what it says; of several the first by passage id."""
    for passage in sorted(passages, key=lambda one: one.passage_id):
        if (start := whole_line(claim, passage.text)) is not None:
            return Grounding(
                passage_id=passage.passage_id, start=start, end=start + len(claim), probability=1.0, reasons=()
            )
    return None


def _preference(one: Grounding) -> tuple[bool, float, str, int]:
    """Supported before unsupported, then the likelier; ties by place, never by the order of passages."""
    return one.is_supported, one.probability, one.passage_id, one.start


def _judged(said: str, place: Place, model: Model, embed: Embed | None) -> Grounding:
    seen, against = compared(said, place, embed)
    likely = probability(model, seen)
    too_little: tuple[Reason, ...] = ("little_in_common",) if likely < model.threshold else ()
    return Grounding(
        passage_id=place.passage.passage_id,
        start=place.start,
        end=place.end,
        probability=round(likely, 4),
        reasons=(*against, *too_little),
    )


def compared(said: str, place: Place, embed: Embed | None) -> tuple[Features, tuple[Reason, ...]]:
    """What the model sees of a claim without courtesies at a place, and where the two disagree."""
    claim, evidence = facts(said), place.evidence
    against = disagreements(claim, evidence)
    return features(claim, evidence, against, _cosine(said, place, embed)), against


def _cosine(said: str, place: Place, embed: Embed | None) -> float:
    """The cosine (-1..1) of a claim to the closest of the place's sentences and their whole; 0 without an encoder."""
    if embed is None:
        return 0.0
    text = place.passage.text
    parts = dict.fromkeys([place.text, *(text[one.start : one.end] for one in place.sentences)])
    vectors = embed([said, *parts])
    return float((vectors[1:] @ vectors[0]).max())
