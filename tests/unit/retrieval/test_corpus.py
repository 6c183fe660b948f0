"""Folders of articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import ConfigError
from copilot.retrieval.corpus import read_corpus

GOOD = "---\nid: {id}\ntitle: T\n---\nText."


def a_folder(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def test_articles_come_in_the_order_of_their_files_without_readmes(tmp_path: Path) -> None:
    files = {"b/one.md": GOOD.format(id="x"), "a/two.md": GOOD.format(id="y"), "README.md": "no article", "c.txt": "no"}

    corpus = read_corpus(a_folder(tmp_path, files))

    assert [article.id for article in corpus.articles] == ["y", "x"]
    assert corpus.faults == ()


def test_a_folder_called_articles_is_the_corpus_if_there_is_one(tmp_path: Path) -> None:
    corpus = read_corpus(
        a_folder(
            tmp_path, {"articles/a.md": GOOD.format(id="a"), "canned/b.md": "---\nid: b\n---\nx", "notes.md": "no"}
        )
    )

    assert [article.id for article in corpus.articles] == ["a"]
    assert corpus.faults == ()


def test_every_fault_of_every_file_is_named_and_the_good_articles_are_there(tmp_path: Path) -> None:
    files = {
        "a.md": GOOD.format(id="a"),
        "b.md": "no front matter",
        "c.md": b"---\nid: c\ntitle: \xff\n---\nx",
        "d.md": GOOD.format(id="a"),
        "e.md": "---\nid: e\ntitle: E\nfoo: 1\n---\nx",
    }

    corpus = read_corpus(a_folder(tmp_path, files))

    assert [article.id for article in corpus.articles] == ["a"]
    assert [(fault.path, fault.line) for fault in corpus.faults] == [("b.md", 1), ("c.md", 3), ("d.md", 2), ("e.md", 4)]
    assert "UTF-8" in corpus.faults[1].rule
    assert "already used" in corpus.faults[2].rule


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    a_folder(tmp_path, {"a.md": GOOD.format(id="a")})
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")

    corpus = read_corpus(tmp_path)

    assert [(fault.path, fault.line) for fault in corpus.faults] == [("gone.md", 1)]
    assert "cannot be read" in corpus.faults[0].rule


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        read_corpus(tmp_path / "none")


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no Markdown article"):
        read_corpus(a_folder(tmp_path, {"README.md": "x"}))
