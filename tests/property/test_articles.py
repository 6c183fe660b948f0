"""What holds for every article."""

from __future__ import annotations

import re

from hypothesis import given

from copilot.retrieval.article import Article, markdown, parse_article
from copilot.retrieval.chunking import chunk
from copilot.types import Passage
from tests.examples import TODAY, an_article
from tests.strategies import WrittenArticle, any_articles, written_articles


def words(text: str) -> list[str]:
    return re.findall(r"w\d+", text)


def passages(written: WrittenArticle) -> tuple[Passage, ...]:
    return chunk(an_article(body=written.body, title="Title"), "/x")


@given(any_articles())
def test_markdown_is_read_back_as_the_same_article(item: Article) -> None:
    assert parse_article(markdown(item), "a.md", file_date=TODAY) == item


@given(written_articles())
def test_passages_hold_every_word_of_the_article_in_its_order(written: WrittenArticle) -> None:
    read: list[str] = []
    for passage in passages(written):
        read += [word for word in words(passage.heading) if word not in read]
        read += words(passage.text)

    assert read == written.words


@given(written_articles())
def test_no_list_and_no_table_is_cut_in_half(written: WrittenArticle) -> None:
    texts = [set(words(passage.text)) for passage in passages(written)]

    assert all(any(set(whole) <= text for text in texts) for whole in written.wholes)


@given(written_articles())
def test_passages_are_numbered_from_1_and_never_blank(written: WrittenArticle) -> None:
    found = passages(written)

    assert [passage.passage_id for passage in found] == [f"refund-times#{n}" for n in range(1, len(found) + 1)]
    assert all(passage.text.strip() for passage in found)
