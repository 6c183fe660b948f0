"""Compare ways to fuse dense and lexical evidence: `python -m training.compare_fusion --data PATH …`.

Every passage is scored in every way, so that no cut-off favours one. The table holds nDCG@10 on articles and its paired
difference to dense alone with a 95 % interval; docs/decisions/0004 rests on it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from copilot.bootstrap import make_encoder
from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix
from copilot.retrieval.fusion import LEXICAL_WEIGHT, Scores, article_evidence, fused
from copilot.retrieval.indexed import embed, pending, searchable_text
from copilot.retrieval.lexical import LexicalIndex, LexicalView
from copilot.settings import Settings
from copilot.types import Passage
from eval.dataset import PARTS, Dataset, Question, part_of
from eval.datasets.load import load
from eval.measures.interval import difference, mean
from eval.measures.ranking import ranked

_RRF_CONSTANT: Final = 60
_RANKED: Final = 10
_SECOND_PASSAGE: Final = 0.3
_LONE_PASSAGE: Final = 0.8
Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Library:
    """All passages of a data set: vectors (n, dim) and article numbers (n,), and the rows that stand for articles."""

    names: Sequence[str]
    articles: Groups
    own: Matrix
    headings: Matrix
    heading_articles: Groups
    lexical: LexicalView


@dataclass(frozen=True, slots=True)
class Scored:
    """What speaks for each passage (n,) in one question: its cosine, its title's, its word share; and its article."""

    own: Scores
    heading: Scores
    words: Scores
    articles: Groups


Way = Callable[[Scored], Scores]


def best_cosine(item: Scored) -> Scores:
    """Dense alone: the better of a passage and its title or questions; the passage decides between equals."""
    return np.maximum(item.own, item.heading + np.float32(0.01) * (item.own - item.heading))


def reciprocal_ranks(item: Scored) -> Scores:
    """Reciprocal rank fusion (Cormack et al. 2009) of dense alone and BM25; a passage without a word has no rank."""
    lexical = np.where(item.words > 0, 1 / (_RRF_CONSTANT + _ranks(item.words)), 0)
    return (1 / (_RRF_CONSTANT + _ranks(best_cosine(item))) + lexical).astype(np.float32)


def _ranks(scores: Scores) -> Groups:
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks


def weighted(weight: float, item: Scored) -> Scores:
    """Dense alone plus a weighted word share."""
    return fused(best_cosine(item), item.words, weight)


def mixed(weight: float, item: Scored) -> Scores:
    """The title's cosine mixed with the passage's, plus a weighted word share: what the service does."""
    return fused(article_evidence(item.own, item.heading), item.words, weight)


def with_second(weight: float, item: Scored) -> Scores:
    """As `mixed`, with a share of the article's second best passage: two that fit say more than one."""
    scores = mixed(weight, item)
    order = np.lexsort((-scores, item.articles))
    starts = np.flatnonzero(np.diff(item.articles[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    best, after = scores[order[starts]], scores[order[np.minimum(starts + 1, len(order) - 1)]]
    second = np.where(sizes > 1, after, np.float32(_LONE_PASSAGE) * best)
    spread = np.empty_like(scores)
    spread[order] = np.repeat(second, sizes)
    return scores + np.float32(_SECOND_PASSAGE) * spread


WAYS: Final[dict[str, Way]] = {
    "dense alone": best_cosine,
    "passages only": lambda item: item.own,
    "BM25 alone": lambda item: item.words,
    "reciprocal ranks": reciprocal_ranks,
    **{f"dense + {weight} words": partial(weighted, weight) for weight in (0.2, 0.4, 0.6, 1.0)},
    **{f"mixed + {weight} words": partial(mixed, weight) for weight in (0.0, 0.2, LEXICAL_WEIGHT, 0.6)},
    f"mixed + {LEXICAL_WEIGHT} words + second": partial(with_second, LEXICAL_WEIGHT),
}


def main() -> None:
    """Print the table."""
    given = _arguments()
    encoder = make_encoder(Settings(var=given.var), "minilm")
    sets = [_shortened(part_of(load(path, given.corpus), given.split), given.most) for path in given.data]
    columns = [_column(dataset, encoder) for dataset in sets]
    table = Table(title=f"nDCG@10, and its difference to dense alone; split {given.split}")
    table.add_column("way", no_wrap=True)
    for dataset in sets:
        table.add_column(f"{dataset.name} n={len(dataset.questions)}", no_wrap=True)
    for name, *cells in zip(WAYS, *columns, strict=True):
        table.add_row(name, *cells)
    Console(width=32 + 34 * len(sets)).print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare ways to fuse dense and lexical evidence.")
    parser.add_argument("--data", nargs="+", type=Path, default=[Path("eval/data/retrieval")])
    parser.add_argument("--corpus", type=Path, default=Path("kb_corpus"))
    parser.add_argument("--split", choices=PARTS, default="dev")
    parser.add_argument("--var", type=Path, default=Path("var"))
    parser.add_argument("--most", type=int, default=1_200, help="questions of a set, at most")
    return parser.parse_args()


def _shortened(dataset: Dataset, most: int) -> Dataset:
    """The answerable questions, evenly thinned out to at most `most`."""
    questions = [question for question in dataset.questions if question.is_answerable]
    step = -(-len(questions) // most)
    return Dataset(name=dataset.name, articles=dataset.articles, questions=tuple(questions[::step]))


def _column(dataset: Dataset, encoder: Encoder) -> list[str]:
    library = _library(dataset, encoder)
    rankings: dict[str, dict[str, list[str]]] = {name: {} for name in WAYS}
    for question in track(dataset.questions, dataset.name, console=Console(stderr=True)):
        item = _scored(library, question, encoder)
        for name, way in WAYS.items():
            rankings[name][question.id] = _best_articles(library, way(item))
    judged = {question.id: question.relevant for question in dataset.questions}
    values = {name: [value["nDCG@10"] for value in ranked(judged, found).values()] for name, found in rankings.items()}
    return [_cell(values[name], values["dense alone"]) for name in WAYS]


def _cell(values: Sequence[float], alone: Sequence[float]) -> str:
    gain = difference(values, alone)
    return f"{mean(values).value:.3f} {gain.value:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}]"


def _library(dataset: Dataset, encoder: Encoder) -> Library:
    own, headings, articles, heading_articles = [], [], [], []
    texts: list[tuple[Passage, str]] = []
    entries = [pending(article, "") for article in dataset.articles]
    for number, indexed in enumerate(
        track(embed(encoder, entries), "embed", len(entries), console=Console(stderr=True))
    ):
        matrix, count = indexed.matrix(encoder.manifest.dim), len(indexed.passages)
        own.append(matrix[:count])
        headings.append(matrix[count:])
        articles.extend([number] * count)
        heading_articles.extend([number] * (len(matrix) - count))
        more = (*indexed.article.tags, *indexed.article.questions)
        texts.extend((passage, "\n".join((searchable_text(passage), *more))) for passage in indexed.passages)
    return Library(
        names=[article.id for article in dataset.articles],
        articles=np.array(articles),
        own=np.concatenate(own),
        headings=np.concatenate(headings),
        heading_articles=np.array(heading_articles),
        lexical=LexicalIndex().update((), ((place, passage, text) for place, (passage, text) in enumerate(texts))),
    )


def _scored(library: Library, question: Question, encoder: Encoder) -> Scored:
    vector = encoder.read(question.query).vector
    heading = np.full(len(library.names), -1, dtype=np.float32)
    np.maximum.at(heading, library.heading_articles, library.headings @ vector)
    words = np.zeros(len(library.own), dtype=np.float32)
    for number, share in library.lexical.search(question.query, len(words)).items():
        words[number] = share
    return Scored(library.own @ vector, heading[library.articles], words, library.articles)


def _best_articles(library: Library, scores: Scores) -> list[str]:
    order = library.articles[np.argsort(-scores, kind="stable")]
    return [library.names[number] for number in list(dict.fromkeys(order.tolist()))[:_RANKED]]


if __name__ == "__main__":
    main()
