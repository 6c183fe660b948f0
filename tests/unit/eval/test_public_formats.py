"""Readers of public data sets, each on the smallest set in its format."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest

from copilot.errors import InvalidInput
from eval.datasets.beir import read_beir
from eval.datasets.dstc9 import read_dstc9
from eval.datasets.help_centre import read_help_centre, sections
from eval.datasets.labelled import read_labelled
from eval.datasets.load import load

PAGE = """# Wallets

How to hold coins.

- [Can I use it?](#can-i-use-it)

## Can I use [it](x.md)?

Yes, you can.

```
# not a heading
```

## Fees

"""


def packed(path: Path, value: object) -> None:
    path.write_bytes(gzip.compress(msgspec.json.encode(value)))


def beir_folder(folder: Path) -> Path:
    (folder / "qrels").mkdir()
    (folder / "corpus.jsonl").write_text(
        '{"_id": "D1", "title": "", "text": "A lamp."}\n{"_id": "D2", "text": "Tea."}\n'
    )
    (folder / "queries.jsonl").write_text('{"_id": "Q1", "text": "lamp?"}\n{"_id": "Q2", "text": "tea?"}\n')
    (folder / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nQ1\tD1\t1\nQ1\tD2\t0\n")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nQ2\tD2\t2\n")
    return folder


def test_reads_beir_with_its_own_splits_and_without_grades_of_zero(tmp_path: Path) -> None:
    found = read_beir(beir_folder(tmp_path))

    assert [(item.query, dict(item.relevant), item.split) for item in found.questions] == [
        ("lamp?", {"D1": 1}, "dev"),
        ("tea?", {"D2": 2}, "test"),
    ]
    assert [(item.id, item.title, item.body) for item in found.articles] == [
        ("D1", "A lamp.", "A lamp."),
        ("D2", "Tea.", "Tea."),
    ]


def test_a_broken_line_of_beir_is_named(tmp_path: Path) -> None:
    folder = beir_folder(tmp_path)
    (folder / "queries.jsonl").write_text('{"_id": "Q1"}\n')

    with pytest.raises(InvalidInput, match=r"queries\.jsonl:1"):
        read_beir(folder)


def test_a_section_goes_without_its_heading_and_without_tables_of_contents() -> None:
    first, second = sections(PAGE)

    assert (first.page_title, first.heading, first.text) == ("Wallets", "Wallets", "How to hold coins.")
    assert (second.page_title, second.heading) == ("Wallets", "Can I use it?")
    assert second.text == "Yes, you can.\n\n```\n# not a heading\n```"


def test_question_headings_of_a_help_centre_ask_for_their_section(tmp_path: Path) -> None:
    packed(tmp_path / "articles.jsonl.gz", {"path": "wallets.md", "text": PAGE})

    found = read_help_centre(tmp_path)

    assert [article.id for article in found.articles] == ["wallets.md#1", "wallets.md#2"]
    assert [(item.query, dict(item.relevant)) for item in found.questions] == [("Can I use it?", {"wallets.md#2": 2})]


def test_dstc9_questions_name_their_place_and_replies_must(tmp_path: Path) -> None:
    docs = {"0": {"title": "Is there parking?", "body": "Yes, for free."}}
    packed(tmp_path / "train_val_knowledge.json.gz", {"hotel": {"7": {"name": "Alpha", "docs": docs}}})
    source = [{"domain": "hotel", "entity_id": 7, "doc_id": 0}]
    replies = ["Alpha has free parking.", "They have free parking.", "Alpha has free parking."]
    labels = [{"target": True, "knowledge": source, "response": reply} for reply in replies]
    packed(tmp_path / "val_labels.json.gz", [{"target": False}, *labels])

    found = read_dstc9(tmp_path)

    assert [(article.title, article.body) for article in found.articles] == [("Alpha", "Yes, for free.")]
    assert [(item.query, item.tags) for item in found.questions] == [
        ("Alpha: Is there parking?", ("question",)),
        ("Alpha has free parking.", ("reply",)),
    ]
    assert all(dict(item.relevant) == {"hotel/7/0": 2} for item in found.questions)


def test_labelled_examples_become_an_faq_and_none_is_asked_that_the_article_holds(tmp_path: Path) -> None:
    rows = [f"way {number} to ask,refund" for number in range(6)] + ["rare,few", "who is the king,oos"]
    path = tmp_path / "train.csv"
    path.write_text("text,label\n" + "\n".join(rows) + "\n")

    found = read_labelled(path)

    (article,) = found.articles
    held = {article.title, *article.questions, article.body}
    asked = {item.query for item in found.questions if item.is_answerable}
    assert article.id == "refund"
    assert len(held) == 4
    assert len(asked) == 2
    assert held.isdisjoint(asked)
    assert [item.query for item in found.questions if not item.is_answerable] == ["who is the king"]


@pytest.mark.parametrize("content", ["text,label\nonly one column\n", "text,label\na,b\n"])
def test_labelled_examples_that_make_no_article_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "train.csv"
    path.write_text(content)

    with pytest.raises(InvalidInput):
        read_labelled(path)


def test_a_path_in_no_known_format_is_refused_with_the_formats_there_are(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="BEIR"):
        load(tmp_path, tmp_path)


def test_a_format_is_told_by_its_files(tmp_path: Path) -> None:
    assert load(beir_folder(tmp_path), tmp_path).name == tmp_path.name
