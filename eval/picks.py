"""The task about canned replies: it needs a data set of picks, since none of our own is big enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from copilot.bootstrap import make_encoder
from copilot.encoding.vectors import vectors_of
from copilot.errors import InvalidInput
from copilot.settings import Settings
from eval.dataset import Part
from eval.datasets.star import read_star, star_hash
from eval.measures.interval import SEED
from eval.report import Report, Section
from eval.subject import Track
from eval.tasks import canned

PICK_TASKS: Final[dict[str, Callable[..., Section]]] = {canned.NAME: canned.run}


def measure(names: Sequence[str], folders: Sequence[Path], part: Part, settings: Settings, track: Track[Any]) -> Report:
    """The named tasks on each folder; texts are embedded once and kept in the state folder.

    Raises:
        InvalidInput: there is no folder, or it holds no picks.
    """
    if not folders:
        raise InvalidInput("canned replies are measured on picks of human operators: give --data a folder of STAR")
    encoder = make_encoder(settings, settings.encoder.retriever)
    place = settings.var / "eval" / "picks"
    sets = {folder.resolve().name: read_star(folder) for folder in folders}
    return Report(
        made_of={
            "split": part,
            "seed": SEED,
            "picks": {name: star_hash(star) for name, star in sets.items()},
            "encoder": encoder.manifest.fingerprint,
            "settings": settings.fingerprint,
        },
        sections=tuple(
            PICK_TASKS[task](name, star, part, lambda texts: vectors_of(texts, encoder, place / str(len(texts))), track)
            for name, star in sets.items()
            for task in names
        ),
    )
