"""The live knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.errors import CorpusInvalid, NotFound
from copilot.retrieval.answerability import load_calibration
from copilot.retrieval.article import Article
from copilot.retrieval.corpus import Corpus
from copilot.retrieval.knowledge import KnowledgeBase, KnowledgeOptions, Results
from copilot.retrieval.search import Query
from copilot.retrieval.shelf import Shelf
from copilot.types import Fault, Filters
from tests.examples import an_article
from tests.fakes import FakeEncoder

LAMP = an_article("lamp", "Screw the lamp into the socket. The lamp glows green.")
KETTLE = an_article("kettle", "Fill the kettle with water.", audience="internal", tags=("kitchen",))


def opened(folder: Path, url: str = "/kb/{id}", exact_up_to_rows: int = 1_000) -> KnowledgeBase:
    encoder = FakeEncoder()
    options = KnowledgeOptions(article_url=url, lexical_weight=0.2, exact_up_to_rows=exact_up_to_rows)
    return KnowledgeBase(Shelf(folder / "kb.db", encoder.manifest), encoder, load_calibration(), options)


@pytest.fixture
def knowledge(tmp_path: Path) -> Iterator[KnowledgeBase]:
    base = opened(tmp_path)
    yield base
    base.close()


def corpus(*articles: Article, faults: tuple[Fault, ...] = ()) -> Corpus:
    return Corpus(articles=articles, faults=faults)


def ask(knowledge: KnowledgeBase, text: str, filters: Filters | None = None, k: int = 5) -> Results:
    return knowledge.search(Query(text, FakeEncoder().read(text).vector), k, filters or Filters())


def found(knowledge: KnowledgeBase, text: str, filters: Filters | None = None) -> list[str]:
    return [hit.passage.article_id for hit in ask(knowledge, text, filters).hits]


def test_an_article_is_found_as_soon_as_it_is_written(knowledge: KnowledgeBase) -> None:
    is_new = knowledge.put(LAMP)

    assert is_new
    assert found(knowledge, "lamp socket") == ["lamp"]
    assert knowledge.article("lamp") == LAMP


def test_an_edit_replaces_what_was_found_before(knowledge: KnowledgeBase) -> None:
    knowledge.put(LAMP)

    is_new = knowledge.put(an_article("lamp", "Now about umbrellas."))

    (hit,) = ask(knowledge, "umbrellas").hits
    assert not is_new
    assert hit.passage.text == "Now about umbrellas."


def test_a_deleted_article_is_gone_at_once(knowledge: KnowledgeBase) -> None:
    knowledge.put(LAMP)

    knowledge.delete("lamp")

    assert found(knowledge, "lamp socket") == []
    with pytest.raises(NotFound):
        knowledge.article("lamp")
    with pytest.raises(NotFound):
        knowledge.delete("lamp")


def test_filters_hold(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP, KETTLE))

    assert found(knowledge, "the kettle or the lamp", Filters(audience=("public",))) == ["lamp"]
    assert found(knowledge, "the kettle or the lamp", Filters(tags=("kitchen",))) == ["kettle"]
    assert found(knowledge, "the kettle", Filters(language=("de",))) == []


def test_hits_are_ranked_from_1_and_their_sentences_scored_by_the_query(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP, KETTLE))

    hits = ask(knowledge, "glows green").hits

    assert [hit.rank for hit in hits] == [1, 2]
    first, second = hits[0].sentences
    assert hits[0].passage.text[second.start : second.end] == "The lamp glows green."
    assert second.score > first.score


def test_no_more_hits_come_than_were_asked_for(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP, KETTLE))

    assert len(ask(knowledge, "the lamp and the kettle", k=1).hits) == 1


def test_answerability_is_judged_by_passages_of_the_audience_alone(knowledge: KnowledgeBase) -> None:
    knowledge.put(KETTLE)
    query = Query("Fill the kettle with water.", FakeEncoder().read("Fill the kettle with water.").vector)

    results = knowledge.search(query, 5, Filters(), judged="public")

    assert [hit.passage.article_id for hit in results.hits] == ["kettle"]
    assert (results.answerability.verdict, results.answerability.confidence) == ("abstain", 0.0)


def test_an_empty_knowledge_base_abstains(knowledge: KnowledgeBase) -> None:
    results = ask(knowledge, "anything")

    assert results.hits == ()
    assert results.answerability.verdict == "abstain"


def test_a_folder_is_taken_over_and_only_its_changes_after_that(knowledge: KnowledgeBase) -> None:
    first = knowledge.sync(corpus(LAMP, KETTLE))
    again = knowledge.sync(corpus(LAMP, an_article("kettle", "Boil it."), an_article("pan", "Fry it.")))

    assert (first.written, first.deleted, first.unchanged) == (2, 0, 0)
    assert (again.written, again.deleted, again.unchanged) == (2, 0, 1)


def test_nothing_is_published_when_nothing_has_changed(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP))
    before = knowledge.status()

    knowledge.sync(corpus(LAMP))

    assert knowledge.status() == before


def test_an_article_whose_file_is_gone_is_deleted(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP, KETTLE))

    report = knowledge.sync(corpus(KETTLE))

    assert report.deleted == 1
    assert found(knowledge, "lamp socket kettle") == ["kettle"]


def test_faults_change_nothing_and_all_are_named(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP))
    faults = tuple(Fault(path=f"{number}.md", line=number, rule="wrong") for number in range(1, 6))

    with pytest.raises(CorpusInvalid, match=r"5 fault\(s\), nothing was changed: 1\.md:1: wrong") as raised:
        knowledge.sync(corpus(KETTLE, faults=faults))

    assert raised.value.faults == faults
    assert found(knowledge, "lamp kettle") == ["lamp"]


def test_progress_is_told_in_articles(knowledge: KnowledgeBase) -> None:
    told: list[tuple[int, int]] = []

    knowledge.sync(corpus(*(an_article(f"a{number}") for number in range(40))), lambda *step: told.append(step))

    assert told == [(32, 40), (40, 40)]


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.sync(corpus(LAMP, KETTLE))
    first.delete("kettle")
    before = first.status()
    first.close()

    second = opened(tmp_path)

    assert second.status() == before
    assert found(second, "lamp kettle") == ["lamp"]
    second.close()


def test_links_follow_the_setting_also_for_articles_that_were_indexed_before(tmp_path: Path) -> None:
    first = opened(tmp_path, url="/old/{id}")
    first.put(LAMP)
    first.close()

    second = opened(tmp_path, url="https://help.example/{id}")

    assert ask(second, "lamp").hits[0].passage.url == "https://help.example/lamp"
    second.close()


def test_many_changes_make_the_base_anew_and_lose_nothing(tmp_path: Path) -> None:
    knowledge = opened(tmp_path, exact_up_to_rows=8)
    for number in range(12):
        knowledge.put(an_article(f"a{number % 4}", f"Version{number} of it."))

    assert sorted(found(knowledge, "version of it")) == ["a0", "a1", "a2", "a3"]
    assert found(knowledge, "Version11")[0] == "a3"
    assert knowledge._snapshot.dense.newer.ntotal < 12
    knowledge.close()


def test_the_status_counts_what_can_be_found(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP, an_article("parts", "# A\n\nOne.\n\n# B\n\nTwo.")))

    status = knowledge.status()

    assert (status.articles, status.passages) == (2, 3)
    assert (status.encoder, status.encoder_fingerprint) == ("fake", "sha256:fake")
    assert status.built_at is not None


def test_a_changed_file_wins_over_an_edit_through_the_api(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP))
    knowledge.put(an_article("lamp", "Edited."))

    knowledge.sync(corpus(an_article("lamp", "From the new file.")))

    assert knowledge.article("lamp").body == "From the new file."


def test_an_unchanged_file_leaves_the_edit_alone(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP))
    knowledge.put(an_article("lamp", "Edited."))

    report = knowledge.sync(corpus(LAMP))

    assert report.unchanged == 1
    assert knowledge.article("lamp").body == "Edited."


def test_what_was_deleted_stays_deleted_until_its_file_changes(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP))
    knowledge.delete("lamp")

    knowledge.sync(corpus(LAMP))
    assert found(knowledge, "lamp") == []

    knowledge.sync(corpus(an_article("lamp", "A new lamp.")))
    assert found(knowledge, "lamp") == ["lamp"]


def test_a_file_that_went_and_came_back_is_found_again(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP, KETTLE))
    knowledge.sync(corpus(KETTLE))

    knowledge.sync(corpus(LAMP, KETTLE))

    assert knowledge.article("lamp") == LAMP


def test_an_article_made_through_the_api_outlives_a_sync(knowledge: KnowledgeBase) -> None:
    knowledge.put(LAMP)

    knowledge.sync(corpus(KETTLE))

    assert knowledge.article("lamp") == LAMP


def test_an_edited_article_whose_file_is_removed_stays_as_edited(knowledge: KnowledgeBase) -> None:
    knowledge.sync(corpus(LAMP, KETTLE))
    knowledge.put(an_article("lamp", "Edited."))

    knowledge.sync(corpus(KETTLE))

    assert knowledge.article("lamp").body == "Edited."
