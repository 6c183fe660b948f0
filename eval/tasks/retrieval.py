"""Does search put the right articles on top?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from copilot.errors import InvalidInput
from copilot.retrieval.search import Found
from eval.dataset import Dataset, Question
from eval.measures.interval import mean
from eval.measures.ranking import MEASURES, ranked
from eval.report import Row, Section, Table
from eval.subject import Subject, Track

NAME = "retrieval"

_SHOWN_ARTICLES = 10
_FEWEST_FOR_A_ROW = 3

Values = Mapping[str, Mapping[str, float]]


def run(dataset: Dataset, subject: Subject, track: Track[Question]) -> Section:
    """Every answerable question is asked, of articles of every audience, as an operator sees them.

    Raises:
        InvalidInput: the data set has no answerable question.
    """
    questions = [question for question in dataset.questions if question.is_answerable]
    if not questions:
        raise InvalidInput(f"the data set {dataset.name} has no answerable question in this split")
    rankings = {
        question.id: articles(subject.find(question.query)) for question in track(questions, f"{NAME} {dataset.name}")
    }
    values = ranked({question.id: question.relevant for question in questions}, rankings)
    return Section(
        task=NAME,
        dataset=dataset.name,
        tables=(Table(title="articles", rows=tuple(_rows(questions, values))),),
        items=tuple(
            {"id": question.id, **values[question.id], "articles": rankings[question.id][:_SHOWN_ARTICLES]}
            for question in questions
        ),
    )


def articles(found: Sequence[Found]) -> list[str]:
    """Article ids in the order of their best passage."""
    return list(dict.fromkeys(item.passage.article_id for item in found))


def _rows(questions: Sequence[Question], values: Values) -> Iterator[Row]:
    yield _row("all", questions, values)
    for tag in sorted({tag for question in questions for tag in question.tags}):
        tagged = [question for question in questions if tag in question.tags]
        if len(tagged) >= _FEWEST_FOR_A_ROW:
            yield _row(tag, tagged, values)


def _row(name: str, questions: Sequence[Question], values: Values) -> Row:
    figures = {measure: mean([values[question.id][measure] for question in questions]) for measure in MEASURES}
    return Row(name=name, n=len(questions), figures=figures)
