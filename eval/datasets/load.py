"""Which reader a path needs, told by the one file that only its format has."""

from __future__ import annotations

from pathlib import Path

from copilot.errors import InvalidInput
from eval.dataset import Dataset
from eval.datasets.beir import is_beir, read_beir
from eval.datasets.dstc9 import KNOWLEDGE, read_dstc9
from eval.datasets.help_centre import ARTICLES, read_help_centre
from eval.datasets.labelled import is_labelled, read_labelled
from eval.datasets.own import QUESTIONS, read_own


def load(path: Path, corpus: Path) -> Dataset:
    """The data set at a path; `corpus` is what our own format asks about.

    Raises:
        InvalidInput: nothing at the path is in a known format.
    """
    if is_labelled(path):
        return read_labelled(path)
    if is_beir(path):
        return read_beir(path)
    if (path / ARTICLES).is_file():
        return read_help_centre(path)
    if (path / KNOWLEDGE).is_file():
        return read_dstc9(path)
    if any(path.glob(QUESTIONS)):
        return read_own(path, corpus)
    raise InvalidInput(
        f"{path} is no data set that can be read: give a folder with {QUESTIONS}, a BEIR folder, a help centre "
        f"({ARTICLES}), DSTC9 knowledge ({KNOWLEDGE}), or labelled examples (*.csv, *.csv.gz); see eval/data/README.md"
    )
