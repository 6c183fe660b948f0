"""Which reader a path needs, told by the one file that only its format has."""

from __future__ import annotations

from pathlib import Path

from copilot.errors import InvalidInput
from eval.dataset import Dataset
from eval.datasets.beir import is_beir, read_beir
from eval.datasets.dstc9 import KNOWLEDGE, read_dstc9
from eval.datasets.filled import TEMPLATES, is_filled, read_filled
from eval.datasets.help_centre import ARTICLES, read_help_centre
from eval.datasets.labelled import is_labelled, read_labelled
from eval.datasets.marked import is_marked, read_marked
from eval.datasets.own import QUESTIONS, read_own
from eval.datasets.requests import is_requests, read_requests
from eval.datasets.tagged import ENDINGS, is_tagged, read_tagged
from eval.texts import Texts


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


def load_texts(path: Path) -> Texts:
    """The messages at a path, with what is known of their personal data.

    Raises:
        InvalidInput: nothing at the path is in a known format.
    """
    if is_filled(path):
        return Texts(name=path.name, messages=read_filled(path))
    if is_tagged(path):
        return read_tagged(path)
    if is_marked(path):
        return read_marked(path)
    if is_requests(path):
        return read_requests(path)
    raise InvalidInput(
        f"{path} holds no messages that can be read: give a folder with {TEMPLATES}, words with tags "
        f"({', '.join(ENDINGS)}), labelled messages (*.jsonl), or customers' requests (*.csv, *.json); "
        "see eval/data/README.md"
    )
