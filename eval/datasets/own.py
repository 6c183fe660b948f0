"""Our own format: a folder of `questions-*.jsonl` about a corpus folder (eval/data/README.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from copilot.errors import CorpusInvalid, InvalidInput
from copilot.retrieval.article import Article
from copilot.retrieval.corpus import read_corpus
from copilot.types import Fault
from eval.dataset import Dataset, Question

QUESTIONS = "questions-*.jsonl"


def read_own(folder: Path, corpus: Path) -> Dataset:
    """The questions of a folder, in the order of the file names, about the articles of `corpus`.

    Raises:
        InvalidInput: a line is not a question, an id is used twice, or a judged article does not exist; all are named.
        CorpusInvalid: the corpus has faults.
    """
    articles = _articles(corpus)
    known = {article.id for article in articles}
    questions: dict[str, Question] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob(QUESTIONS)):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            rules = _read_line(line, known, questions)
            faults.extend(Fault(path=path.name, line=number, rule=rule) for rule in rules)
    if faults:
        shown = "; ".join(f"{fault.path}:{fault.line}: {fault.rule}" for fault in faults[:3])
        raise InvalidInput(f"{folder} has {len(faults)} fault(s): {shown}", faults=tuple(faults))
    return Dataset(name=corpus.name, articles=articles, questions=tuple(questions.values()))


def _articles(corpus: Path) -> tuple[Article, ...]:
    read = read_corpus(corpus)
    if read.faults:
        first = read.faults[0]
        raise CorpusInvalid(f"{corpus}: {first.path}:{first.line}: {first.rule}", faults=read.faults)
    return read.articles


def _read_line(line: bytes, known: set[str], questions: dict[str, Question]) -> Iterator[str]:
    """Add a question; yields the rules that the line breaks."""
    try:
        question = msgspec.json.decode(line, type=Question)
    except msgspec.DecodeError as error:
        yield str(error)
        return
    if question.id in questions:
        yield f"the id {question.id} is used twice"
    unknown = sorted(set(question.relevant) - known)
    if unknown:
        yield f"no article has the id {unknown[0]}"
    questions[question.id] = question
