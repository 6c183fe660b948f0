"""The sentences that the head learns from: filled templates, public dialogues and posts, plain requests."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from copilot.privacy.asking import asked_for
from copilot.privacy.folding import fold
from copilot.privacy.placeholders import BLANK
from copilot.text import printable
from eval.datasets.filled import Labelled, Template, fill, read_templates
from training.names.public import dialogues, requests, tagged
from training.names.slots import Slots

_TEMPLATES: Final = Path(__file__).parent / "templates"
_FILLS: Final = {
    "people": 8,
    "addresses": 10,
    "people_negatives": 5,
    "addresses_negatives": 5,
    "around_requests": 40,
    "around_business": 60,
    "abroad": 6,
    "structured": 8,
}
_HEAD_KINDS: Final = frozenset({"PERSON", "STREET_ADDRESS", "ZIP_CODE"})
_LABELS: Final = {
    **{kind: kind for kind in (*_HEAD_KINDS, "ORGANISATION", "PLACE")},
    "company": "ORGANISATION",
    "product": "ORGANISATION",
    "city": "PLACE",
    **dict.fromkeys(
        (
            "order_number",
            "tracking_number",
            "ticket_number",
            "serial_number",
            "model_code",
            "code",
            "label_number",
            "iban",
        ),
        "CODE",
    ),
}
"""What stays, under names of its own: the head learns to tell it from what does not."""
_DIALOGUES_WITHOUT_NAMES: Final = 4_000
_PLAIN_REQUESTS: Final = 6_000
_LOWER, _UPPER, _LOWER_VALUE, _BLANKED, _UNASKED = 0.25, 0.03, 0.2, 0.5, 0.3


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A folded text, the spans (kind, start, end) to find in it, and the kinds that were asked for before it.

    Examples of one `source`, such as a template, go to the same part when some are held out.
    """

    source: str
    text: str
    spans: tuple[tuple[str, int, int], ...]
    asked: frozenset[str] = frozenset()


def examples(data: Path, seed: int) -> list[Example]:
    """All examples in random order; the same seed and data give the same ones."""
    chance = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    asked = list(requests(data))
    slots = _Cased(Slots(seed, asked), chance)
    made = [
        *_from_templates(slots, chance),
        *_from_dialogues(data, slots, chance),
        *(_varied(Labelled(template=text, text=text), None, chance) for text in chance.sample(asked, _PLAIN_REQUESTS)),
        *(_varied(post, None, chance) for post in tagged(data)),
    ]
    chance.shuffle(made)
    return made


class _Cased:
    """Slots whose values are at times in small letters, as hurried people write them."""

    def __init__(self, slots: Slots, chance: random.Random) -> None:
        self._slots = slots
        self._chance = chance

    def choose(self, slot: str) -> str:
        value = self._slots.choose(slot)
        return value.lower() if self._chance.random() < _LOWER_VALUE else value


def _from_templates(slots: _Cased, chance: random.Random) -> Iterator[Example]:
    for name, times in _FILLS.items():
        path = _TEMPLATES / f"{name}.jsonl"
        for template in read_templates(path):
            count = times if "{" in template.text else 2
            for _ in range(count):
                yield _filled(template, slots, chance)


def _from_dialogues(data: Path, slots: _Cased, chance: random.Random) -> Iterator[Example]:
    every = list(dialogues(data))
    named = [template for template in every if "{PERSON" in template.text]
    others = [template for template in every if "{PERSON" not in template.text]
    for template in [*named, *chance.sample(others, min(len(others), _DIALOGUES_WITHOUT_NAMES))]:
        yield _filled(template, slots, chance)


def _filled(template: Template, slots: _Cased, chance: random.Random) -> Example:
    filled = fill(template, slots.choose)
    return _varied(filled, filled.after, chance)


def _varied(labelled: Labelled, after: str | None, chance: random.Random) -> Example:
    """The example as it will be met: some all in small letters, some with other data replaced already."""
    text = printable(labelled.text)
    roll = chance.random()
    if roll < _LOWER + _UPPER:
        changed = text.lower() if roll < _LOWER else text.upper()
        text = changed if len(changed) == len(text) else text
    if chance.random() < _BLANKED:
        for span in labelled.spans:
            if span.kind not in _HEAD_KINDS:
                text = text[: span.start] + BLANK * (span.end - span.start) + text[span.end :]
    folded = fold(text)
    places = folded.origins if folded.origins is not None else range(len(text))
    spans = [
        (_LABELS[span.kind], bisect_left(places, span.start), bisect_left(places, span.end))
        for span in (*labelled.spans, *labelled.stays)
        if span.kind in _LABELS
    ]
    return Example(
        source=labelled.template,
        text=folded.text,
        spans=tuple((kind, start, end) for kind, start, end in spans if start < end),
        asked=asked_for(after) if after and chance.random() >= _UNASKED else frozenset(),
    )
