"""The index on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import numpy as np
import pytest

from copilot.errors import ConfigError, NotReady
from copilot.retrieval.indexed import IndexedArticle, embed, pending
from copilot.retrieval.shelf import Change, Shelf, Shelved, rebuild
from tests.examples import an_article
from tests.fakes import FakeEncoder

ENCODER = FakeEncoder().manifest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index" / "knowledge.db"


@pytest.fixture
def shelf(path: Path) -> Iterator[Shelf]:
    opened = Shelf(path, ENCODER)
    yield opened
    opened.close()


def indexed(article_id: str = "a", body: str = "One. Two.") -> IndexedArticle:
    (item,) = embed(FakeEncoder(), [pending(an_article(article_id, body), "/x")])
    return item


def written(article_id: str = "a", body: str = "One. Two.", seen: str | None = None) -> Change:
    return Change(id=article_id, origin="api", indexed=indexed(article_id, body), seen_in_folder=seen)


def deleted(article_id: str = "a") -> Change:
    return Change(id=article_id, origin="folder", indexed=None)


def test_an_empty_shelf_is_at_generation_0(shelf: Shelf) -> None:
    assert shelf.since(0) == (0, [])
    assert shelf.catalogue() == {}
    assert shelf.built_at() is None


def test_what_was_written_is_read_back_without_sentence_vectors(shelf: Shelf) -> None:
    change = written(seen="sha256:file")

    generation = shelf.write([change])

    assert generation == 1
    kept = msgspec.structs.replace(change, indexed=msgspec.structs.replace(change.indexed, sentences=b""))
    assert shelf.since(0) == (1, [kept])
    assert shelf.built_at() is not None


def test_only_what_changed_after_a_generation_is_given(shelf: Shelf) -> None:
    shelf.write([written("a"), written("b")])
    shelf.write([deleted("a")])
    shelf.write([written("c")])

    newest, changes = shelf.since(1)

    assert newest == 3
    assert [(change.id, change.indexed is None) for change in changes] == [("a", True), ("c", False)]


def test_the_catalogue_remembers_deleted_articles_and_the_file_they_came_from(shelf: Shelf) -> None:
    shelf.write([written("a", seen="sha256:f"), written("b")])
    shelf.write([Change(id="a", origin="api", indexed=None, seen_in_folder="sha256:f")])

    catalogue = shelf.catalogue()

    assert catalogue["a"] == Shelved(id="a", revision=None, origin="api", seen_in_folder="sha256:f")
    assert catalogue["b"].revision == indexed("b").article.revision


def test_sentence_vectors_are_those_of_the_revision_that_is_asked_for(shelf: Shelf) -> None:
    item = indexed()
    shelf.write([written()])

    vectors = shelf.sentence_vectors("a", item.article.revision)

    assert vectors.shape == (2, 256)
    assert vectors.dtype == np.float32
    assert shelf.sentence_vectors("a", "sha256:older") is None
    assert shelf.sentence_vectors("b", item.article.revision) is None


def test_a_deleted_article_has_no_sentence_vectors(shelf: Shelf) -> None:
    shelf.write([written()])
    shelf.write([deleted()])

    assert shelf.sentence_vectors("a", indexed().article.revision) is None


def test_changes_are_published_all_or_none(shelf: Shelf) -> None:
    shelf.write([written("a")])

    def interrupted() -> Iterator[Change]:
        yield deleted("a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.write(interrupted())

    assert shelf.catalogue()["a"].revision is not None
    assert shelf.write([written("b")]) == 2


def test_the_version_changes_when_another_connection_has_written(shelf: Shelf, path: Path) -> None:
    before = shelf.version()
    assert shelf.version() == before

    other = Shelf(path, ENCODER)
    other.write([written()])
    other.close()

    assert shelf.version() != before


@pytest.mark.usefixtures("shelf")
def test_another_encoder_is_refused_and_told_what_to_do(path: Path) -> None:
    other = FakeEncoder(fingerprint="sha256:other").manifest

    with pytest.raises(ConfigError, match="built with encoder sha256:fake") as raised:
        Shelf(path, other)

    assert "--rebuild" in raised.value.detail
    assert "sha256:other" in raised.value.detail


@pytest.mark.parametrize("content", [b"not a database, " * 100, b"SQLite format 3\x00" + b"\xff" * 4_000])
def test_a_file_that_is_no_database_is_told(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(ConfigError, match="damaged: run `copilot index --rebuild`"):
        Shelf(path, ENCODER)


def change(path: Path, statement: str, *values: object) -> None:
    """Change the file behind the shelf's back."""
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(statement, values)


@pytest.mark.parametrize("column", ["payload", "sentences"])
def test_a_single_changed_byte_is_noticed_and_told(shelf: Shelf, path: Path, column: str) -> None:
    item = indexed()
    shelf.write([written()])
    stored = bytearray(shelf._connection.execute(f"SELECT {column} FROM article").fetchone()[0])  # noqa: S608 - ours
    stored[len(stored) // 2] ^= 1
    change(path, f"UPDATE article SET {column} = ?", bytes(stored))  # noqa: S608 - as above

    with pytest.raises(ConfigError, match="damaged: run `copilot index --rebuild`"):
        shelf.since(0) if column == "payload" else shelf.sentence_vectors("a", item.article.revision)


def test_an_index_of_another_version_is_told(shelf: Shelf, path: Path) -> None:
    shelf.close()
    change(path, "UPDATE meta SET value = '999' WHERE name = 'format'")

    with pytest.raises(ConfigError, match="another version of the service: run `copilot index --rebuild`"):
        Shelf(path, ENCODER)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")

    with pytest.raises(NotReady, match="check free disk space and permissions"):
        Shelf(tmp_path / "index" / "knowledge.db", ENCODER)


def test_a_full_disk_is_told_and_the_shelf_goes_on_as_before(shelf: Shelf) -> None:
    shelf.write([written("a")])
    pages = shelf._connection.execute("PRAGMA page_count").fetchone()[0]
    shelf._connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(NotReady, match="SQLITE_FULL"):
        shelf.write([written(str(number), "word. " * 2_000) for number in range(5)])

    assert list(shelf.catalogue()) == ["a"]
    shelf._connection.execute("PRAGMA max_page_count = 1000000")
    assert shelf.write([written("b")]) == 2


def test_a_closed_shelf_says_that_it_is_closed(path: Path) -> None:
    shelf = Shelf(path, ENCODER)
    shelf.close()

    with pytest.raises(NotReady, match="is closed"):
        shelf.version()


def test_rebuilding_begins_anew_and_can_be_taken_back(path: Path) -> None:
    shelf = Shelf(path, ENCODER)
    shelf.write([written()])
    shelf.close()

    undo = rebuild(path)
    Shelf(path, FakeEncoder(fingerprint="sha256:other").manifest).close()
    undo()

    restored = Shelf(path, ENCODER)
    assert list(restored.catalogue()) == ["a"]
    restored.close()


def test_rebuilding_what_is_not_there_is_fine(path: Path) -> None:
    undo = rebuild(path)
    undo()

    assert not path.exists()
