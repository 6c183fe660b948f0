"""Train the heads that read customers: `python -m training.triage --data PATH`.

`--data` is a folder with `goemotions/` and `convabuse/`. Our own conversations, phrases and manners are in the
repository; only the dev split is fitted on. Writes `copilot/triage/heads.npz` and prints figures that are
cross-validated by writer: no conversation is judged by a fit that saw another one of the same hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from copilot.bootstrap import make_encoder, make_redactor
from copilot.encoding.encoder import Encoder
from copilot.encoding.reading import Matrix
from copilot.encoding.vectors import vectors_of
from copilot.settings import Settings
from copilot.triage.course import moments
from copilot.triage.course_head import CourseHeads
from copilot.triage.fitting import fit_heads
from copilot.triage.heads import SHIPPED, Heads, save_heads, silent_heads
from copilot.triage.impression import MessageHeads
from copilot.triage.linear import LinearHeads
from copilot.triage.terms import terms
from copilot.triage.vocabulary import EMOTIONS, MANNERS, SIGNALS
from eval.cli import shown
from eval.datasets.conversations import FRUSTRATED, URGENT, read_conversations
from eval.measures.confidence import auroc, calibration_error
from training.triage.course import (
    Fit,
    Found,
    cross_validated,
    fit_features,
    fit_joint,
    fit_stacked,
    folds,
    gathered,
)
from training.triage.own import Labelled, Read, manners_of, messages_of, phrases_of, read_all
from training.triage.public import abuse_of, emotions_of

_EMOTION_STRENGTH: Final = 3.0
_LEAST_COMMENTS: Final = 8
_SIGNAL_STRENGTH: Final = 10.0
_MANNER_STRENGTH: Final = 3.0
_LEAST_MESSAGES: Final = 2
_OWN: Final = Path("eval/data/triage")


def main() -> None:
    """Train, write the file, print the figures."""
    given = _arguments()
    settings = Settings(var=given.var)
    encoder = make_encoder(settings, settings.encoder.retriever)
    redactor = make_redactor(settings, encoder)
    read = read_all(read_conversations(_OWN, "dev"), redactor, encoder, shown)
    messages = [*messages_of(read), *phrases_of(redactor, encoder), *manners_of(_OWN / "writing.jsonl", "dev", encoder)]
    emotions = _emotions(given.data, encoder, given.var / "training")
    found = list(_unseen(read, messages, emotions))
    silent = silent_heads(encoder.manifest.dim)
    ruled = [moment for one in read for moment in _moments(one, silent)]
    heads = Heads(messages=_message_heads(messages, emotions), course=_course_heads(found, fit_stacked, fit_joint))
    save_heads(heads, _course_heads(ruled, fit_features, fit_features), encoder.manifest, given.out)
    Console(width=120).print(_figures(found, ruled))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the triage heads.")
    parser.add_argument("--data", type=Path, required=True, help="folder with goemotions/ and convabuse/")
    parser.add_argument("--var", type=Path, default=Path("var"))
    parser.add_argument("--out", type=Path, default=SHIPPED)
    return parser.parse_args()


def _emotions(folder: Path, encoder: Encoder, cache: Path) -> LinearHeads:
    comments, felt = emotions_of(folder / "goemotions", "train")
    said, abusive = abuse_of(folder / "convabuse" / "ConvAbuseEMNLPtrain.csv.gz")
    texts = [*comments, *said]
    return fit_heads(
        vectors_of(texts, encoder, cache),
        [terms(text) for text in texts],
        np.concatenate([felt, abusive]),
        EMOTIONS,
        loss="logistic",
        strength=_EMOTION_STRENGTH,
        least_texts=_LEAST_COMMENTS,
    )


def _message_heads(messages: Sequence[Labelled], emotions: LinearHeads) -> MessageHeads:
    return MessageHeads(
        signals=_fitted(messages, np.stack([one.signals for one in messages]), SIGNALS, _SIGNAL_STRENGTH),
        emotions=emotions,
        manners=_fitted(messages, np.stack([one.manners for one in messages]), MANNERS, _MANNER_STRENGTH),
    )


def _fitted(messages: Sequence[Labelled], targets: Matrix, labels: Sequence[str], strength: float) -> LinearHeads:
    return fit_heads(
        np.stack([one.vector for one in messages]),
        [one.terms for one in messages],
        targets,
        labels,
        loss="logistic",
        strength=strength,
        least_texts=_LEAST_MESSAGES,
    )


def _course_heads(found: Sequence[Found], fit: Fit, other: Fit) -> CourseHeads:
    last = [one for one in found if one.is_last]
    return CourseHeads(
        frustrated=fit(gathered(found, "is_frustrated")),
        due=other(gathered(found, "is_due")),
        urgent=other(gathered(last, "is_urgent")),
    )


def _unseen(read: Sequence[Read], messages: Sequence[Labelled], emotions: LinearHeads) -> Iterator[Found]:
    """The moments of each conversation, heard with heads that saw nothing of its writer."""
    writers = np.array([one.labelled.writer for one in read])
    for seen, unseen in folds(writers):
        known = {*writers[seen].tolist(), ""}
        heads = _message_heads([one for one in messages if one.writer in known], emotions)
        for place in np.flatnonzero(unseen).tolist():
            yield from _moments(read[place], heads)
            yield from _moments(read[place], heads, is_copy=True)


def _moments(one: Read, heads: MessageHeads, *, is_copy: bool = False) -> Iterator[Found]:
    labelled = one.labelled
    due = labelled.escalation
    seen = list(moments(one.heard(heads, with_operators=not is_copy)))
    for moment, felt in zip(seen, labelled.felt, strict=True):
        yield Found(
            moment=moment,
            is_frustrated=felt >= FRUSTRATED,
            is_due=due is not None and int(moment.message_id) >= due.turn,
            is_urgent=labelled.urgency in URGENT,
            writer=labelled.writer,
            is_last=moment is seen[-1],
            is_copy=is_copy,
        )


def _figures(found: Sequence[Found], ruled: Sequence[Found]) -> Table:
    table = Table(title="Cross-validated by writer, dev split")
    for column in ("", "n", "AUROC", "ECE"):
        table.add_column(column)
    last = [one for one in found if one.is_last]
    for name, data, fit, whole in (
        ("frustrated, after each message", gathered(found, "is_frustrated"), fit_stacked, True),
        ("the same without operators' messages", gathered(found, "is_frustrated"), fit_stacked, False),
        ("the same, rules and counts alone", gathered(ruled, "is_frustrated"), fit_features, True),
        ("escalation due, after each message", gathered(found, "is_due"), fit_joint, True),
        ("the same, rules and counts alone", gathered(ruled, "is_due"), fit_features, True),
        ("urgency high or critical, at the end", gathered(last, "is_urgent"), fit_joint, True),
    ):
        chosen = data.is_whole == whole
        scores, truth = cross_validated(data, fit)[chosen], data.truth[chosen]
        area, error = auroc(scores, truth), calibration_error(scores, truth)
        table.add_row(name, str(len(truth)), f"{area:.3f}", f"{error:.3f}")
    return table


if __name__ == "__main__":
    main()
