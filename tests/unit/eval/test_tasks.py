"""Tasks over a subject whose answers are written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pytest

from copilot.errors import InvalidInput
from copilot.retrieval.answerability import Calibration
from copilot.retrieval.search import Found
from copilot.types import Audience
from eval.asked import ask
from eval.dataset import Dataset, Question
from eval.report import Row, Section
from eval.tasks import answerability, retrieval
from tests.examples import a_passage, an_article

CALIBRATION = Calibration(encoder="sha256:fake", intercept=0.0, cosine=10.0, words=0.0, answer=0.9, clarify=0.1)
ARTICLES = (an_article("lamp"), an_article("kettle"), an_article("staff", audience="internal"))


class FakeSubject:
    """Finds what it was told to find."""

    def __init__(self, answers: Mapping[str, Sequence[Found]]) -> None:
        self.calibration = CALIBRATION
        self._answers = answers

    def find(self, query: str) -> list[Found]:
        return list(self._answers.get(query, ()))


def track(items: Sequence[Question], _: str) -> Iterable[Question]:
    return items


def found(article_id: str, cosine: float = 0.5, audience: Audience = "public", part: int = 1) -> Found:
    return Found(0, a_passage("Text.", f"{article_id}#{part}", audience=audience), score=cosine, cosine=cosine, words=0)


def question(identifier: str, *tags: str, **relevant: int) -> Question:
    return Question(id=identifier, query=identifier, relevant=relevant, tags=tags)


def dataset(*questions: Question) -> Dataset:
    return Dataset(name="shop", articles=ARTICLES, questions=questions)


def row(section: Section, table: int, name: str) -> Row:
    return next(item for item in section.tables[table].rows if item.name == name)


def test_an_article_ranks_where_its_best_passage_does() -> None:
    ranking = retrieval.articles([found("lamp"), found("kettle"), found("lamp", part=2), found("staff")])

    assert ranking == ["lamp", "kettle", "staff"]


def test_retrieval_is_measured_over_all_answerable_questions_and_by_tag() -> None:
    questions = [question(name, "typo", lamp=2) for name in ("a", "b", "c")] + [question("d", "rare", lamp=2)]
    answers = {"a": [found("lamp")], "b": [found("kettle"), found("lamp")], "d": [found("lamp")]}

    section = retrieval.run(dataset(*questions, question("moon")), FakeSubject(answers), track)

    everything, typo = section.tables[0].rows
    assert (everything.name, everything.n, everything.figures["MRR@10"].value) == ("all", 4, (1 + 0.5 + 0 + 1) / 4)
    assert (typo.name, typo.n, typo.figures["MRR@10"].value) == ("typo", 3, 0.5)
    assert [(item["id"], item["MRR@10"], item["articles"]) for item in section.items] == [
        ("a", 1.0, ["lamp"]),
        ("b", 0.5, ["kettle", "lamp"]),
        ("c", 0.0, []),
        ("d", 1.0, ["lamp"]),
    ]


def test_retrieval_without_an_answerable_question_is_an_error() -> None:
    with pytest.raises(InvalidInput):
        retrieval.run(dataset(question("moon")), FakeSubject({}), track)


def test_only_public_articles_count_as_evidence_and_as_answers() -> None:
    asked = ask(
        dataset(question("a", lamp=2), question("b", staff=2), question("c", "near")),
        FakeSubject({"a": [found("staff", 0.9, "internal"), found("lamp", 0.4)]}),
        track,
    )

    assert [(item.group, item.evidence.cosine) for item in asked] == [
        ("answerable", 0.4),
        ("unanswerable", 0.0),
        ("near", 0.0),
    ]


def test_where_every_question_has_an_answer_each_is_asked_again_without_it() -> None:
    asked = ask(dataset(question("a", lamp=2)), FakeSubject({"a": [found("lamp", 0.8), found("kettle", 0.3)]}), track)

    assert [(item.id, item.group, item.evidence.cosine) for item in asked] == [
        ("a", "answerable", 0.8),
        ("a held-out", "held-out", 0.3),
    ]


def test_answerability_reports_order_verdicts_and_risk() -> None:
    questions = [
        question("sure", lamp=2),
        question("unsure", lamp=2),
        question("close", "near"),
        question("odd", "far"),
    ]
    answers = {
        "sure": [found("lamp", 0.5)],
        "unsure": [found("lamp", 0.1)],
        "close": [found("lamp", 0.2)],
        "odd": [found("lamp", -0.5)],
    }

    section = answerability.run(dataset(*questions), FakeSubject(answers), track)

    overall = row(section, 0, "all")
    assert overall.n == 4
    assert overall.figures["AUROC"].value == pytest.approx(0.75)
    assert overall.figures["accuracy"].value == pytest.approx(0.75)
    assert row(section, 1, "answerable").figures["answer"].value == 0.5
    assert row(section, 1, "near").figures["clarify"].value == 1.0
    assert row(section, 1, "near").figures["AUROC"].value == 0.5
    assert row(section, 1, "far").figures["abstain"].value == 1.0
    assert [row(section, 2, f"{percent} %").figures["risk"].value for percent in (30, 50, 100)] == [0.0, 0.5, 0.5]
    assert [item["verdict"] for item in section.items] == ["answer", "clarify", "clarify", "abstain"]


def test_answerability_needs_both_kinds_of_question() -> None:
    with pytest.raises(InvalidInput):
        answerability.run(dataset(question("moon", "far")), FakeSubject({}), track)
