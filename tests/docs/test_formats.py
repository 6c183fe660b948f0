"""The pages on articles, replies and procedures: their tables list the real fields, and their examples are valid."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct

from copilot.retrieval.article import FrontMatter, parse_article
from copilot.retrieval.chunking import MAX_CHARS
from copilot.retrieval.corpus import read_corpus
from copilot.suggest.brand import Brand, load_brand
from copilot.suggest.canned.files import CannedFrontMatter, read_canned
from copilot.suggest.composing.excerpt import _LIST_EXTRA, _WORDS
from copilot.suggest.procedures.procedures import Answer, Procedure, Step, read_procedures
from eval.dataset import Question
from tests.docs.pages import DOCS, ROOT, blocks, codes, name_of, sections

ARTICLES = DOCS / "reference" / "article-format.md"
WRITING = DOCS / "how-to" / "write-articles.md"
MEASURING = DOCS / "how-to" / "measure-quality.md"
REPLIES = DOCS / "how-to" / "write-canned-and-procedures.md"
FORMS: dict[str, tuple[Path, str, type[Struct]]] = {
    "article": (ARTICLES, "Front matter", FrontMatter),
    "canned reply": (REPLIES, "Canned replies", CannedFrontMatter),
    "procedure": (REPLIES, "Procedures", Procedure),
    "step": (REPLIES, "Steps", Step),
    "answer": (REPLIES, "Answers", Answer),
    "brand": (REPLIES, "The brand's voice", Brand),
}


def rows(page: Path, heading: str) -> dict[str, tuple[str, ...]]:
    (section,) = (section for section in sections(page) if section.heading == heading)
    return {codes(row[0])[0]: row for table in section.tables for row in table.rows}


def written(folder: Path, name: str, texts: list[str]) -> Path:
    """A folder with the examples of a page as files."""
    for number, text in enumerate(texts):
        path = folder / name.format(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", FORMS)
def test_the_page_lists_exactly_the_fields_of_an(form: str) -> None:
    page, heading, struct = FORMS[form]

    assert sorted(rows(page, heading)) == sorted(field.name for field in msgspec.structs.fields(struct))


def test_the_page_says_which_fields_of_an_article_are_needed() -> None:
    needed = {name for name, row in rows(ARTICLES, "Front matter").items() if row[1] == "yes"}

    assert needed == {field.name for field in msgspec.structs.fields(FrontMatter) if field.required}


def test_the_page_says_how_long_passages_become() -> None:
    assert f"up to {MAX_CHARS} characters" in ARTICLES.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [ARTICLES, WRITING], ids=name_of)
def test_the_examples_of_articles_are_valid(page: Path) -> None:
    found = [
        parse_article(block.text, f"line {block.line}", file_date=date(2026, 1, 1))
        for block in blocks(page, "markdown")
    ]

    assert found


def test_the_page_says_how_long_a_list_a_draft_quotes() -> None:
    sentence = "up to {short} words for short drafts, {medium} for medium, {long} for long ones"
    most = {length: count + _LIST_EXTRA for length, count in _WORDS.items()}

    assert sentence.format(**most) in " ".join(WRITING.read_text(encoding="utf-8").split())


def test_the_examples_of_canned_replies_are_valid(tmp_path: Path) -> None:
    texts = [block.text for block in blocks(REPLIES, "markdown")]
    lines = [block.text for block in blocks(REPLIES, "jsonl")]

    found = read_canned(written(written(tmp_path, "canned/{}.md", texts), "canned/lines-{}.jsonl", lines))

    assert len(found) == len(texts) + len("".join(lines).splitlines()) >= 2


def test_the_examples_of_procedures_are_valid(tmp_path: Path) -> None:
    texts = [block.text for block in blocks(REPLIES, "yaml")]

    found = read_procedures(written(tmp_path, "procedures/{}.yaml", texts))

    assert len(found) == len(texts) >= 1


def test_the_example_of_a_brand_is_valid(tmp_path: Path) -> None:
    texts = [block.text for block in blocks(REPLIES, "toml")]

    brand = load_brand(written(tmp_path, "brand.toml", texts))

    assert brand != Brand()


def test_the_example_questions_are_valid_and_judge_articles_that_exist() -> None:
    known = {article.id for article in read_corpus(ROOT / "kb_corpus").articles}
    lines = [line for block in blocks(MEASURING, "jsonl") for line in block.text.splitlines()]

    questions = [msgspec.json.decode(line, type=Question) for line in lines]

    assert {question.is_answerable for question in questions} == {True, False}
    assert {name for question in questions for name in question.relevant} <= known
