"""Articles and their Markdown files."""

from __future__ import annotations

from datetime import date

import pytest

from copilot.errors import CorpusInvalid
from copilot.retrieval.article import FrontMatter, article, markdown, parse_article
from tests.examples import TODAY, an_article

TOMORROW = date(2026, 1, 6)


def test_only_id_and_title_are_needed() -> None:
    item = parse_article("---\nid: a\ntitle: A\n---\nText.", "a.md", file_date=TODAY)

    assert (item.category, item.tags, item.audience, item.language) == ("general", (), "public", "en")
    assert (item.updated, item.questions, item.body) == (TODAY, (), "Text.")


@pytest.mark.parametrize(
    ("front", "line", "rule"),
    [
        ("id: a", 2, "missing required field `title`"),
        ("id: Not A Slug\ntitle: A", 2, "matching regex"),
        ("id: a\ntitle: ''", 3, "length >= 1"),
        ("id: a\ntitle: 404", 3, "Expected `str`"),
        ("id: a\ntitle: A\naudience: everyone", 4, "Invalid enum value"),
        ("id: a\ntitle: A\nauthor: me", 4, "unknown field `author`"),
        ("id: a\ntitle: A\ntags: x", 4, "Expected `array`"),
    ],
)
def test_every_wrong_field_is_told_with_its_line(front: str, line: int, rule: str) -> None:
    with pytest.raises(CorpusInvalid) as raised:
        parse_article(f"---\n{front}\n---\nText.", "dir/a.md", file_date=TODAY)

    (fault,) = raised.value.faults
    assert (fault.path, fault.line) == ("dir/a.md", line)
    assert rule in fault.rule


@pytest.mark.parametrize("body", ["", "\n \n\t\n"])
def test_an_article_without_text_is_a_fault_with_its_file(body: str) -> None:
    with pytest.raises(CorpusInvalid, match=r"a\.md:1: the article has no text") as raised:
        parse_article(f"---\nid: a\ntitle: A\n---\n{body}", "a.md", file_date=TODAY)

    assert raised.value.faults[0].path == "a.md"


def test_an_article_without_text_that_is_no_file_is_told_by_its_id() -> None:
    with pytest.raises(CorpusInvalid, match=r"^a: the article has no text"):
        article(FrontMatter(id="a", title="A"), " ", file_date=TODAY)


def test_the_date_of_the_file_is_no_part_of_the_revision() -> None:
    front = FrontMatter(id="a", title="A")

    one, other = article(front, "Text.", file_date=TODAY), article(front, "Text.", file_date=TOMORROW)

    assert one.revision == other.revision
    assert one.updated != other.updated


@pytest.mark.parametrize(
    "change",
    [{"title": "B"}, {"tags": ("x",)}, {"audience": "internal"}, {"updated": TOMORROW}, {"questions": ("Q?",)}],
)
def test_every_field_is_part_of_the_revision(change: dict[str, object]) -> None:
    assert an_article(**change).revision != an_article().revision


def test_line_ends_and_blank_edges_do_not_change_an_article() -> None:
    assert an_article(body="\r\nOne.\r\nTwo.\r\n\n") == an_article(body="One.\nTwo.")


@pytest.mark.parametrize(
    "item",
    [
        an_article(),
        an_article(updated=TOMORROW, tags=("yes", "404", "2026-01-05"), questions=("Why: because?",)),
        an_article(title="- 'quoted' \"twice\": # and * more", audience="internal", language="de"),
        an_article(body="---\nid: b\n---\n\n| a | b |\n| - | - |\n\x0c x \u2028 y"),
        an_article(title="Größe 😀 \u202e"),
    ],
    ids=["plain", "dated", "signs", "body like front matter", "other scripts"],
)
def test_markdown_is_read_back_as_the_same_article(item: object) -> None:
    assert parse_article(markdown(item), "a.md", file_date=TODAY) == item


def test_the_date_of_the_file_is_not_written_into_the_markdown() -> None:
    assert "updated" not in markdown(an_article())
    assert "updated: 2026-01-06" in markdown(an_article(updated=TOMORROW))
