"""From labelled examples to intents: fit, calibrate and choose a threshold by cross-validation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix
from copilot.errors import InvalidInput
from copilot.triage.fitting import fit_heads
from copilot.triage.linear import LinearHeads, probabilities
from copilot.triage.taught import TaughtIntents, log_odds, softmax
from copilot.triage.terms import Terms, terms

LEAST_EXAMPLES: Final = 5
_MOST_CHARS: Final = 20_000
_LABEL: Final = re.compile(r"[^\W\d_][\w .:/&+-]{0,99}")
_FOLDS: Final = 5
_STRENGTH: Final = 30.0
_LABELS_TO_SPARE: Final = 4
"""With fewer labels none is left out: what remained would be no choice."""
_COMMON_FROM: Final = 2_000
"""From so many examples on, a term must be in two of them."""
_WORTH_OF_REFUSAL: Final = 0.15
"""What refusing all texts of labels that were left out is worth, where keeping all others is worth 1: those are closer
than what customers really ask that fits none (chosen on CLINC150's validation part: kept .93, refused .90)."""
_SEED: Final = 7


class Example(Struct, frozen=True, kw_only=True):
    """What a customer wrote, and its label; an empty one means that it fits none."""

    text: str
    label: str


class Lesson(Struct, frozen=True, kw_only=True):
    """What came out of a fit, all by cross-validation on the examples.

    `accuracy`: of the best label, without a threshold. At the threshold: `kept`, the share of examples that keep their
    right label, and `refused`, the share of texts refused whose label was left out of the fit, and of unlabelled ones;
    None if there are neither.
    """

    labels: Mapping[str, int]
    unlabelled: int
    accuracy: float
    threshold: float
    kept: float
    refused: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Examples sorted by label: (n, dim) vectors, terms, and the number of each one's label, -1 for none."""

    vectors: Matrix
    terms: Sequence[Terms]
    numbers: NDArray[np.int64]
    labels: tuple[str, ...]

    def part(self, chosen: NDArray[Any]) -> Material:
        """The examples at the places where `chosen` is true, under the same numbers."""
        places = np.flatnonzero(chosen)
        return Material(
            self.vectors[places], [self.terms[place] for place in places.tolist()], self.numbers[places], self.labels
        )


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Held-out texts: share and cosine of the best label, whether it is right, and whether any could be."""

    shares: NDArray[np.float64]
    likeness: NDArray[np.float64]
    is_right: NDArray[np.bool_]
    fits_any: NDArray[np.bool_]


def check(examples: Sequence[Example]) -> None:
    """Refuse examples that nothing can be learnt from.

    Raises:
        InvalidInput: fewer than two labels, a label with fewer than five different examples, a label that is no name
            (labels are told as they are), or a text that is too long.
    """
    if any(one.label and not _LABEL.fullmatch(one.label) for one in examples):
        raise InvalidInput(
            "a label may have letters, digits, blanks and . _ : / & + -, at most 100, beginning with a letter"
        )
    if any(len(one.text) > _MOST_CHARS for one in examples):
        raise InvalidInput(
            f"a text has more than {_MOST_CHARS} characters: give what a customer would write in one message"
        )
    counts = Counter(label for _, label in {(one.text, one.label) for one in examples} if label)
    if len(counts) < 2:
        raise InvalidInput(f"the examples have {len(counts)} label(s): give at least two, each with five examples")
    few = [f"{label} ({count})" for label, count in sorted(counts.items()) if count < LEAST_EXAMPLES]
    if few:
        raise InvalidInput(f"a label needs {LEAST_EXAMPLES} different examples; too few for {', '.join(few[:5])}")


def material(examples: Sequence[Example], encoder: Encoder, read: Callable[[int, int], None] | None = None) -> Material:
    """The examples read, each text once; `read` is called with how many are done, and of how many."""
    unique = sorted({(one.label, one.text) for one in examples})
    labels = tuple(sorted({label for label, _ in unique if label}))
    vectors = np.zeros((len(unique), encoder.manifest.dim), dtype=np.float32)
    for done, (place, reading) in enumerate(encoder.read_many([text for _, text in unique]), start=1):
        vectors[place] = reading.vector
        if read:
            read(done, len(unique))
    numbers = np.array([labels.index(label) if label else -1 for label, _ in unique])
    return Material(vectors, [terms(text) for _, text in unique], numbers, labels)


def teach(given: Material, names: Material) -> tuple[TaughtIntents, Lesson]:
    """Intents from all examples; `names` are the labels themselves, read as one more example each."""
    held = _joined([held_out(given, names, fold) for fold in range(_FOLDS)])
    calibration = _calibrated(held)
    confidences = probabilities(calibration[0] + calibration[1] * held.shares + calibration[2] * held.likeness)
    threshold = _threshold(confidences, held)
    labelled = given.part(given.numbers >= 0)
    taught = TaughtIntents(
        heads=_fitted(labelled, names),
        examples=labelled.vectors,
        ends=np.cumsum(np.bincount(labelled.numbers, minlength=len(given.labels))),
        calibration=calibration,
        threshold=threshold,
    )
    counts = np.bincount(labelled.numbers, minlength=len(given.labels)).tolist()
    return taught, Lesson(
        labels=dict(zip(given.labels, counts, strict=True)),
        unlabelled=int((given.numbers < 0).sum()),
        accuracy=float(held.is_right[held.fits_any].mean()),
        threshold=threshold,
        kept=float((held.is_right & (confidences >= threshold))[held.fits_any].mean()),
        refused=None if held.fits_any.all() else float((confidences < threshold)[~held.fits_any].mean()),
    )


def held_out(given: Material, names: Material, fold: int) -> Held:
    """A fifth of the examples judged by a fit on the others, which has not seen a fifth of the labels either.

    Texts of labels that were left out stand for those that fit none: there are no better ones before the first day.
    """
    rng = np.random.default_rng(_SEED)
    fold_of = rng.permutation(len(given.numbers)) % _FOLDS
    group_of = rng.permutation(len(given.labels)) % _FOLDS
    leaves_out = len(given.labels) >= _LABELS_TO_SPARE
    is_known = (given.numbers >= 0) & ((group_of[given.numbers] != fold) | (not leaves_out))
    seen = given.part(is_known & (fold_of != fold))
    judged = given.part(fold_of == fold)
    present = np.unique(seen.numbers)
    shares, best = _judged(seen, names, judged, present)
    return Held(
        shares=np.array([log_odds(one) for one in shares]),
        likeness=np.array(
            [
                float((seen.vectors[seen.numbers == label] @ vector).max())
                for label, vector in zip(best, judged.vectors, strict=True)
            ]
        ),
        is_right=best == judged.numbers,
        fits_any=np.isin(judged.numbers, present),
    )


def _judged(seen: Material, names: Material, judged: Material, present: NDArray[Any]) -> tuple[Any, NDArray[Any]]:
    heads = _fitted(seen, names.part(np.isin(names.numbers, present)))
    scores = softmax(heads.scores(judged.vectors, judged.terms)[:, present])
    return scores.max(axis=1), present[scores.argmax(axis=1)]


def _fitted(given: Material, names: Material) -> LinearHeads:
    numbers = np.concatenate([given.numbers, names.numbers])
    targets = np.zeros((len(numbers), len(given.labels)), dtype=np.float32)
    targets[np.arange(len(numbers)), numbers] = 1
    return fit_heads(
        np.concatenate([given.vectors, names.vectors]),
        [*given.terms, *names.terms],
        targets,
        given.labels,
        loss="softmax",
        strength=_STRENGTH,
        least_texts=2 if len(numbers) >= _COMMON_FROM else 1,
    )


def _joined(parts: Sequence[Held]) -> Held:
    return Held(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in ("shares", "likeness", "is_right", "fits_any")
        }
    )


def _calibrated(held: Held) -> tuple[float, float, float]:
    from sklearn.linear_model import LogisticRegression

    if held.is_right.all() or not held.is_right.any():
        return (0.0, 1.0, 0.0)
    evidence = np.stack([held.shares, held.likeness], axis=1)
    fitted = LogisticRegression(C=100.0).fit(evidence, held.is_right)
    by_share, by_likeness = fitted.coef_[0].tolist()
    return (float(fitted.intercept_[0]), by_share, by_likeness)


def _threshold(confidences: NDArray[Any], held: Held) -> float:
    """Where the share of texts that keep their right label is highest, a part of the share that is refused added."""
    steps = np.arange(0.02, 0.99, 0.01)
    kept = np.array([(held.is_right & (confidences >= step))[held.fits_any].mean() for step in steps])
    if held.fits_any.all():
        return round(float(steps[int(kept.argmax())]), 2)
    refused = np.array([(confidences < step)[~held.fits_any].mean() for step in steps])
    return round(float(steps[int((kept + _WORTH_OF_REFUSAL * refused).argmax())]), 2)


def names_of(labels: Sequence[str], encoder: Encoder) -> Material:
    """The labels as texts: `duplicate_charge` says something by itself."""
    texts = [" ".join(label.replace("_", " ").replace("-", " ").replace(".", " ").split()) for label in labels]
    vectors = np.stack([encoder.read(text).vector for text in texts])
    return Material(vectors, [terms(text) for text in texts], np.arange(len(labels)), tuple(labels))


def read_examples(rows: Iterator[Mapping[str, str]]) -> list[Example]:
    """Examples from rows of a CSV file with the columns `text` and `label`, blank texts left out.

    Raises:
        InvalidInput: a column is missing.
    """
    examples = []
    for row in rows:
        text, label = row.get("text"), row.get("label")
        if text is None or label is None:
            raise InvalidInput("the examples need the columns text and label in the first line, and both in every row")
        if text.strip():
            examples.append(Example(text=text.strip(), label=label.strip()))
    return examples
