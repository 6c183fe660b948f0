"""The knowledge base at one moment."""

from __future__ import annotations

import pytest

from copilot.retrieval.article import Article
from copilot.retrieval.indexed import IndexedArticle, embed, pending, searchable_text
from copilot.retrieval.lexical import LexicalIndex
from copilot.retrieval.snapshot import Snapshot, first_snapshot, matches, next_snapshot
from copilot.types import Filters
from tests.examples import an_article
from tests.fakes import FakeEncoder

TWO_PARTS = "# A\n\nOne.\n\n# B\n\nTwo."


class Library:
    """Snapshots that follow each other, as the knowledge base makes them."""

    def __init__(self, *articles: Article) -> None:
        self._lexical = LexicalIndex()
        items = ready(*articles)
        self.snapshot = first_snapshot(1, items, self._lexical.update((), numbered(items, 0)), 256, 1_000)

    def change(self, removed: list[str], *added: Article) -> Snapshot:
        items = ready(*added)
        view = self._lexical.update(removed, numbered(items, len(self.snapshot.passages)))
        self.snapshot = next_snapshot(self.snapshot, self.snapshot.generation + 1, removed, items, view)
        return self.snapshot


def ready(*articles: Article) -> list[IndexedArticle]:
    return list(embed(FakeEncoder(), [pending(article, "/x") for article in articles]))


def numbered(items: list[IndexedArticle], first: int) -> list[tuple[int, object, str]]:
    passages = [passage for item in items for passage in item.passages]
    return [(number, passage, searchable_text(passage)) for number, passage in enumerate(passages, start=first)]


def living(snapshot: Snapshot, filters: Filters | None = None) -> list[str]:
    passages, _ = snapshot.allowed(filters or Filters())
    return [passage.passage_id for passage, is_alive in zip(snapshot.passages, passages, strict=True) if is_alive]


def test_passages_and_their_rows_are_numbered_through_all_articles() -> None:
    snapshot = Library(an_article("a", TWO_PARTS), an_article("b", "Three.", questions=("Q?",))).snapshot

    assert [passage.passage_id for passage in snapshot.passages] == ["a#1", "a#2", "b#1"]
    assert snapshot.passage_row.tolist() == [0, 1, 3]
    assert snapshot.row_passage.tolist() == [0, 1, -1, 2, -1, -1]
    assert list(snapshot.row_article) == ["a", "a", "a", "b", "b", "b"]
    assert snapshot.places["b"].heading_rows.tolist() == [4, 5]
    assert [item.first for item in snapshot.sentences] == [0, 1, 0]


def test_an_edited_article_gets_new_numbers_and_its_old_ones_are_dead() -> None:
    library = Library(an_article("a", TWO_PARTS), an_article("b", "Three."))

    snapshot = library.change(["a"], an_article("a", "Four."))

    assert living(snapshot) == ["b#1", "a#1"]
    assert snapshot.passages[3].text == "Four."
    assert snapshot.live_passages == 2
    assert snapshot.dense.alive.tolist() == [False, False, False, True, True, True, True]


def test_the_snapshot_before_stays_as_it_was() -> None:
    library = Library(an_article("a", TWO_PARTS))
    before = library.snapshot

    library.change(["a"])

    assert living(before) == ["a#1", "a#2"]
    assert before.lexical.search("one", 5)
    assert living(library.snapshot) == []


def test_removing_what_is_not_there_changes_nothing() -> None:
    library = Library(an_article("a", "One."))

    assert living(library.change(["unknown"])) == ["a#1"]


def test_the_same_articles_give_the_same_id_in_whatever_order() -> None:
    one, other = an_article("a", "One."), an_article("b", "Two.")

    assert Library(one, other).snapshot.id == Library(other, one).snapshot.id
    assert Library(one, other).snapshot.id != Library(one).snapshot.id


def test_an_empty_knowledge_base_is_a_snapshot_too() -> None:
    library = Library()

    assert living(library.snapshot) == []
    assert living(library.change([], an_article("a", "One."))) == ["a#1"]


ARTICLE = an_article(tags=("card", "paypal"), audience="internal", category="refunds", language="de")


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (Filters(), True),
        (Filters(tags=("paypal", "other")), True),
        (Filters(tags=("other",)), False),
        (Filters(audience=("internal",)), True),
        (Filters(audience=("public",)), False),
        (Filters(category=("orders", "refunds")), True),
        (Filters(category=("orders",)), False),
        (Filters(language=("de",), tags=("card",)), True),
        (Filters(language=("en",), tags=("card",)), False),
    ],
)
def test_any_value_of_a_filter_will_do_and_every_filter_must_pass(filters: Filters, *, passes: bool) -> None:
    assert matches(ARTICLE, filters) is passes


def test_filters_leave_passages_and_rows_out_also_after_a_change() -> None:
    library = Library(an_article("a", "One."), an_article("b", "Two.", audience="internal"))
    public = Filters(audience=("public",))
    assert living(library.snapshot, public) == ["a#1"]

    snapshot = library.change(["b"], an_article("b", "Two."))

    assert living(snapshot, public) == ["a#1", "b#1"]
    assert snapshot.allowed(public)[1].tolist() == [True, True, True, True, True, True]


def test_masks_are_kept_for_the_next_query_and_never_without_end() -> None:
    snapshot = Library(an_article("a", "One.")).snapshot
    first = snapshot.allowed(Filters())

    for number in range(200):
        snapshot.allowed(Filters(tags=(str(number),)))

    assert snapshot.allowed(Filters()) is first
    assert len(snapshot._masks) <= 64
