"""Texts, articles and procedures of every shape, for property tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple, get_args

import msgspec
from hypothesis import strategies as st

from copilot.retrieval.article import Article, FrontMatter, article
from copilot.settings import PointsByUrgency, QueueSettings
from copilot.suggest.procedures.procedures import Procedure
from copilot.types import FrustrationLevel, Standing, Trend, Urgency
from tests.examples import TODAY

WORDS = ("card", "refund", "lamp", "parcel", "water", "you", "the", "is", "we", "return", "button", "green", "a", "it")
NEGATIONS = ("not", "never", "cannot", "no", "don't", "isn’t", "without", "couldn't")

any_text = st.text(st.characters())
"""Also with control characters and unpaired surrogates."""

written_text = st.text(st.characters(exclude_categories=("Cs",)))
one_line = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


class WrittenArticle(NamedTuple):
    """Markdown of which every word is `w` and its number in reading order; `wholes`: the words of lists and tables."""

    body: str
    words: list[str]
    wholes: list[list[str]]


class _Writer:
    def __init__(self) -> None:
        self._numbers = count(1)
        self.words: list[str] = []

    def some(self, how_many: int) -> str:
        new = [f"w{next(self._numbers)}" for _ in range(how_many)]
        self.words += new
        return " ".join(new)


@st.composite
def written_articles(draw: st.DrawFn) -> WrittenArticle:
    writer, blocks, wholes = _Writer(), [], []
    kinds = ("heading", "paragraph", "marked", "steps", "items", "table", "code", "quote", "rule", "comment")
    for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=8)):
        before = len(writer.words)
        blocks.append("\n".join(_lines(draw, writer, kind)))
        if kind in {"steps", "items", "table"}:
            wholes.append(writer.words[before:])
    return WrittenArticle("\n\n".join(blocks), writer.words, wholes)


def _lines(draw: st.DrawFn, writer: _Writer, kind: str) -> Iterator[str]:
    match kind:
        case "heading":
            yield f"{'#' * draw(st.integers(1, 4))} {writer.some(2)}"
        case "paragraph":
            yield writer.some(draw(st.sampled_from([1, 8, 90, 200]))) + draw(st.sampled_from([".", ":", ""]))
        case "steps" | "items":
            yield from _list_lines(draw, writer, "{number}." if kind == "steps" else "-")
        case "table":
            yield f"| {writer.some(1)} | {writer.some(1)} |"
            yield "| --- | :-: |"
            size = draw(st.sampled_from([1, 2, 20]))
            yield from (f"| {writer.some(3)} | {writer.some(9)}<br>{writer.some(1)} |" for _ in range(size))
        case _:
            yield _SHAPES[kind].format(*(writer.some(1) for _ in range(6)))


_SHAPES = {
    "marked": "**{0}** *{1}* `{2}`\n[{3}](https://x.example) ![{4}](y.png)  \n{5}",
    "code": "```\n{0} {1}\n\n{2} {3}\n{4}\n  {5}\n```",
    "quote": "> {0} {1}\n> {2}\n>\n> - {3}\n> - {4} {5}",
    "rule": "{0}\n\n---\n\n{1}. {2} {3} {4} {5}",
    "comment": "{0} <!-- not this --> {1}\n\n<!-- nor this -->\n\n{2} {3} {4} {5}",
}


def _list_lines(draw: st.DrawFn, writer: _Writer, marker: str) -> Iterator[str]:
    length = draw(st.sampled_from([1, 12]))
    for number in range(1, draw(st.sampled_from([2, 4, 20]))):
        yield f"{marker.format(number=number)} {writer.some(length)}"
        if draw(st.booleans()):
            yield f"    - {writer.some(2)}"
            yield f"    - {writer.some(1)}"


@st.composite
def any_articles(draw: st.DrawFn) -> Article:
    front = FrontMatter(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True)),
        title=draw(one_line),
        category=draw(one_line),
        tags=tuple(draw(st.lists(one_line, max_size=3))),
        audience=draw(st.sampled_from(["public", "internal"])),
        language=draw(st.sampled_from(["en", "no", "y", "1e3", "2026-01-05"])),
        updated=draw(st.none() | st.dates()),
        questions=tuple(draw(st.lists(one_line, max_size=3))),
    )
    body = draw(written_text.filter(str.strip))
    return article(front, body, file_date=TODAY)


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Whole ones: every step is reached, and leads to an end."""
    size = draw(st.integers(2, 7))
    steps = [
        {
            "id": f"s{number}",
            "kind": draw(st.sampled_from(["ask", "do"])),
            "say": "x",
            "answers": [
                {"label": "x", "next": f"s{target}"}
                for target in [number + 1, *draw(st.lists(st.integers(number + 1, size - 1), max_size=2))]
            ],
        }
        for number in range(size - 1)
    ]
    end = {"id": f"s{size - 1}", "kind": "end", "say": "x", "outcome": "resolved"}
    whole = {"id": "p", "title": "P", "when": ["x"], "start": "s0", "steps": draw(st.permutations([*steps, end]))}
    return msgspec.convert(whole, Procedure)


@st.composite
def standings(draw: st.DrawFn, *urgencies: Urgency) -> Standing:
    """Of the given urgencies, or of any."""
    return Standing(
        urgency=draw(st.sampled_from(urgencies or get_args(Urgency))),
        score=draw(st.floats(0, 1)),
        level=draw(st.sampled_from(get_args(FrustrationLevel))),
        trend=draw(st.sampled_from(get_args(Trend))),
        escalation=draw(st.sampled_from([None, "supervisor", "security"])),
        reasons=("self_harm",),
        intents=tuple(draw(st.lists(st.sampled_from(["login", "refund", "lamp"]), unique=True))),
        turns=draw(st.integers(0, 40)),
    )


@st.composite
def queue_settings(draw: st.DrawFn) -> QueueSettings:
    """Any weights, but that waiting counts."""
    points = st.floats(0, 100)
    return QueueSettings(
        urgency_weights=PointsByUrgency(normal=draw(points), high=draw(points), critical=draw(st.floats(0, 5_000))),
        frustration_weight=draw(points),
        escalation_weight=draw(points),
        waiting_weight=draw(st.floats(1, 100)),
        complexity_weight=draw(points),
        tiers={"gold": draw(points)},
    )
