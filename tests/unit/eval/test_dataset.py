"""Data sets: their splits, their identity, and our own format."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from copilot.errors import CorpusInvalid, InvalidInput
from eval.dataset import Dataset, Part, Question, corpus_hash, half, part_of, questions_hash
from eval.datasets.own import read_own
from tests.examples import an_article

ARTICLES = (an_article("lamp"), an_article("kettle"))
DEV = Question(id="q-1", query="lamp?", relevant={"lamp": 2}, split="dev")
TEST = Question(id="q-2", query="moon?", relevant={}, split="test")


def dataset(*questions: Question) -> Dataset:
    return Dataset(name="shop", articles=ARTICLES, questions=questions)


@pytest.mark.parametrize(("part", "ids"), [("dev", ["q-1"]), ("test", ["q-2"]), ("all", ["q-1", "q-2"])])
def test_a_part_holds_the_questions_of_its_split(part: Part, ids: list[str]) -> None:
    assert [question.id for question in part_of(dataset(DEV, TEST), part).questions] == ids


def test_a_part_without_questions_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="no question"):
        part_of(dataset(DEV), "test")


def test_a_question_that_no_article_answers_is_not_answerable() -> None:
    assert DEV.is_answerable
    assert not TEST.is_answerable


def test_a_question_without_a_split_gets_one_that_never_moves() -> None:
    splits = [half(f"question {number}") for number in range(200)]

    assert splits == [half(f"question {number}") for number in range(200)]
    assert 70 < splits.count("dev") < 130


def test_the_order_of_articles_does_not_change_which_corpus_it_is() -> None:
    assert corpus_hash(ARTICLES) == corpus_hash(ARTICLES[::-1])
    assert corpus_hash(ARTICLES) != corpus_hash(ARTICLES[:1])


def test_a_changed_judgement_makes_other_questions() -> None:
    changed = msgspec.structs.replace(DEV, relevant={"lamp": 1})

    assert questions_hash([DEV]) == questions_hash([DEV])
    assert questions_hash([DEV]) != questions_hash([changed])


def own_folder(folder: Path, *lines: str) -> tuple[Path, Path]:
    corpus = folder / "corpus"
    corpus.mkdir()
    for name in ("lamp", "kettle"):
        (corpus / f"{name}.md").write_text(f"---\nid: {name}\ntitle: {name}\n---\nAbout it.\n")
    (folder / "questions-b.jsonl").write_text("\n".join(lines[1:]))
    (folder / "questions-a.jsonl").write_text(lines[0])
    return folder, corpus


def test_reads_our_own_questions_in_the_order_of_their_files(tmp_path: Path) -> None:
    first = '{"id": "1", "query": "lamp?", "relevant": {"lamp": 2}, "tags": ["terse"], "split": "dev"}'
    second = '{"id": "2", "query": "moon?", "relevant": {}}'

    found = read_own(*own_folder(tmp_path, first, second))

    assert [(item.id, item.split, item.tags) for item in found.questions] == [
        ("1", "dev", ("terse",)),
        ("2", "test", ()),
    ]
    assert {article.id for article in found.articles} == {"lamp", "kettle"}


def test_names_every_line_that_is_not_a_question(tmp_path: Path) -> None:
    good = '{"id": "1", "query": "lamp?", "relevant": {"lamp": 2}}'
    strange = '{"id": "2", "query": "x", "relevant": {}, "grade": 1}'
    unknown = '{"id": "3", "query": "x", "relevant": {"moon": 2}}'

    with pytest.raises(InvalidInput) as caught:
        read_own(*own_folder(tmp_path, good, good, strange, unknown, "{"))

    faults = [(fault.path, fault.line) for fault in caught.value.faults]
    assert faults == [("questions-b.jsonl", line) for line in (1, 2, 3, 4)]
    rules = [fault.rule for fault in caught.value.faults]
    assert (rules[0], rules[2]) == ("the id 1 is used twice", "no article has the id moon")


def test_a_corpus_with_faults_is_not_measured(tmp_path: Path) -> None:
    folder, corpus = own_folder(tmp_path, '{"id": "1", "query": "lamp?", "relevant": {"lamp": 2}}')
    (corpus / "broken.md").write_text("no front matter")

    with pytest.raises(CorpusInvalid, match=r"broken\.md"):
        read_own(folder, corpus)
