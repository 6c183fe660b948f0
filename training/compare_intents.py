"""What `copilot triage fit` would learn from public sets: `python -m training.compare_intents --data PATH`.

Banking77 on all and on ten examples a label (three draws), CLINC150 with its out-of-scope test part, HINT3's training
parts by cross-validation (its test parts are elsewhere). Each beside logistic regression on the bare sentence vectors.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from rich.console import Console
from rich.table import Table

from copilot.bootstrap import make_encoder
from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix
from copilot.encoding.vectors import vectors_of
from copilot.settings import Settings
from copilot.triage.impression import Part
from copilot.triage.taught import TaughtIntents
from copilot.triage.teaching import Material, names_of, teach
from copilot.triage.terms import terms
from copilot.types import Intent
from eval.datasets.files import content_of
from eval.measures.interval import SEED

_SHOTS: Final = 10
_DRAWS: Final = 3
_OUTSIDE: Final = frozenset({"oos", "NO_NODES_DETECTED"})

Texts = Sequence[tuple[str, str]]
"""(text, label)"""


class Reader:
    """Reads texts once for all draws."""

    def __init__(self, encoder: Encoder, cache: Path) -> None:
        self.encoder = encoder
        self._cache = cache

    def vectors(self, name: str, rows: Texts) -> Matrix:
        """(n, dim) in the order of the rows."""
        return vectors_of([text for text, _ in rows], self.encoder, self._cache / name)

    def material(self, name: str, rows: Texts) -> Material:
        """The rows sorted by label, those outside of any as such."""
        rows = sorted(set(rows), key=lambda row: (row[1] in _OUTSIDE, row[1], row[0]))
        labels = tuple(sorted({label for _, label in rows} - _OUTSIDE))
        numbers = np.array([labels.index(label) if label in labels else -1 for _, label in rows])
        return Material(self.vectors(name, rows), [terms(text) for text, _ in rows], numbers, labels)


def main() -> None:
    """Fit on each set and print the table."""
    given = _arguments()
    settings = Settings(var=given.var)
    reader = Reader(make_encoder(settings, settings.encoder.retriever), given.var / "training")
    table = Table(title="Intents learnt from examples")
    for column in ("set", "examples", "asked", "accuracy", "bare vectors", "threshold", "kept", "outside refused"):
        table.add_column(column)
    for row in (*_banking(given.data / "banking77", reader), *_clinc(given.data / "clinc150", reader)):
        table.add_row(*row)
    for row in _hint(given.data / "hint3_train" / "train", reader):
        table.add_row(*row)
    Console(width=140).print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare intents on public sets.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--var", type=Path, default=Path("var"))
    return parser.parse_args()


def _banking(folder: Path, reader: Reader) -> Iterator[tuple[str, ...]]:
    train, test = _rows(folder / "train.csv.gz"), _rows(folder / "test.csv")
    yield _line("Banking77", train, test, reader)
    draws = [_figures(_drawn(train, draw), test, reader) for draw in range(_DRAWS)]
    means = np.mean([draw[2:4] for draw in draws], axis=0)
    yield (
        "Banking77, ten a label",
        str(draws[0][0]),
        str(draws[0][1]),
        f"{means[0]:.3f}",
        f"{means[1]:.3f}",
        "",
        "",
        "",
    )


def _drawn(rows: Texts, draw: int) -> Texts:
    generator = np.random.default_rng(SEED + draw)
    labels = sorted({label for _, label in rows})
    groups = {label: [row for row in rows if row[1] == label] for label in labels}
    return [
        groups[label][place]
        for label in labels
        for place in generator.choice(len(groups[label]), _SHOTS, replace=False).tolist()
    ]


def _clinc(folder: Path, reader: Reader) -> Iterator[tuple[str, ...]]:
    splits = msgspec.json.decode(content_of(folder / "data_full.json.gz"), type=dict[str, list[tuple[str, str]]])
    yield _line("CLINC150", splits["train"], [*splits["test"], *splits["oos_test"]], reader)
    seen = [*splits["train"], *splits["oos_train"], *splits["oos_val"]]
    yield _line("CLINC150, 200 unlabelled", seen, [*splits["test"], *splits["oos_test"]], reader)


def _hint(folder: Path, reader: Reader) -> Iterator[tuple[str, ...]]:
    for path in sorted(folder.glob("*.csv")):
        given = reader.material(path.stem, _rows(path))
        _, lesson = teach(given, names_of(given.labels, reader.encoder))
        refused = "" if lesson.refused is None else f"{lesson.refused:.3f}"
        figures = (f"{lesson.accuracy:.3f}", "", f"{lesson.threshold:.2f}", f"{lesson.kept:.3f}", refused)
        yield (f"HINT3 {path.stem}, cross-validated", str(len(given.numbers)), "", *figures)


def _line(name: str, train: Texts, test: Texts, reader: Reader) -> tuple[str, ...]:
    count, asked, accuracy, bare, threshold, kept, refused = _figures(train, test, reader)
    outside = "" if refused is None else f"{refused:.3f}"
    return (name, str(count), str(asked), f"{accuracy:.3f}", f"{bare:.3f}", f"{threshold:.2f}", f"{kept:.3f}", outside)


def _figures(train: Texts, test: Texts, reader: Reader) -> tuple[int, int, float, float, float, float, float | None]:
    """Examples, asked, accuracy without a threshold, the same of bare vectors, threshold, kept rightly, refused."""
    given = reader.material("train", train)
    taught, _ = teach(given, names_of(given.labels, reader.encoder))
    vectors = reader.vectors("test", test)
    best = [found[0] for found in _classified(taught, vectors, test)]
    truth = [label for _, label in test]
    inside = np.array([label not in _OUTSIDE for label in truth])
    right = np.array([guess.label == label for guess, label in zip(best, truth, strict=True)])
    sure = np.array([guess.confidence >= taught.threshold for guess in best])
    refused = float((~sure)[~inside].mean()) if (~inside).any() else None
    bare = _bare(given, vectors, truth, inside)
    return (
        len(given.numbers),
        len(test),
        float(right[inside].mean()),
        bare,
        taught.threshold,
        float((right & sure)[inside].mean()),
        refused,
    )


def _classified(taught: TaughtIntents, vectors: Matrix, test: Texts) -> list[tuple[Intent, ...]]:
    parts = [Part(vector=vector, terms=terms(text)) for vector, (text, _) in zip(vectors, test, strict=True)]
    return list(taught.classify(parts))


def _bare(given: Material, vectors: Matrix, truth: Sequence[str], inside: np.ndarray) -> float:
    from sklearn.linear_model import LogisticRegression

    labelled = given.part(given.numbers >= 0)
    model = LogisticRegression(C=20, max_iter=300).fit(labelled.vectors, labelled.numbers)
    guesses = np.array(given.labels)[model.predict(vectors)]
    return float((guesses == np.array(truth))[inside].mean())


def _rows(path: Path) -> Texts:
    rows = csv.reader(io.StringIO(content_of(path).decode("utf-8")))
    next(rows, None)
    return [(row[0], row[1]) for row in rows if len(row) > 1 and row[0].strip()]


if __name__ == "__main__":
    main()
