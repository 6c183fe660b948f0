"""The task about drafts: conversations through the service's own pipeline, over the articles of a data set."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from copilot.bootstrap import make_copilot, make_triager
from copilot.settings import Settings
from copilot.suggest.pipeline import Copilot
from copilot.triage.heads import SHIPPED, load_heads
from eval.dataset import Dataset, Part, corpus_hash
from eval.datasets.drafted import drafted_hash, read_drafted
from eval.measures.interval import SEED
from eval.report import Report
from eval.subject import IndexedSubject, Track
from eval.tasks import drafts

DRAFT_TASKS: Final = {drafts.NAME: drafts.run}
OWN: Final = Path(__file__).parent / "data" / "drafts"


def measure(
    folders: Sequence[Path],
    part: Part,
    corpus: Path,
    dataset: Dataset,
    subject: IndexedSubject,
    settings: Settings,
    track: Track[Any],
) -> Report:
    """The conversations of each folder; brand, canned replies and procedures are those of the `corpus`."""
    copilot = draft_subject(subject, settings, corpus)
    sets = {folder.name: read_drafted(folder, part) for folder in folders}
    made_of = {
        "split": part,
        "seed": SEED,
        "drafts": {label: drafted_hash(conversations) for label, conversations in sets.items()},
        "corpus": corpus_hash(dataset.articles),
        "encoder": subject.encoder.manifest.fingerprint,
        "settings": settings.fingerprint,
    }
    sections = tuple(drafts.run(label, conversations, copilot, track) for label, conversations in sets.items())
    return Report(made_of=made_of, sections=sections)


def draft_subject(subject: IndexedSubject, settings: Settings, corpus: Path) -> Copilot:
    """The service's pipeline over the knowledge base of the subject."""
    place = msgspec.structs.replace(settings, corpus=msgspec.structs.replace(settings.corpus, path=corpus))
    copilot = make_copilot(place)
    copilot.knowledge.close()
    heads = load_heads(SHIPPED, subject.encoder.manifest)
    triager = make_triager(place, subject.knowledge, heads, subject.encoder, copilot.brand)
    return dataclasses.replace(copilot, knowledge=subject.knowledge, triager=triager)
