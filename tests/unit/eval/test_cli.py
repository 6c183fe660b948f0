"""`python -m eval run`, with an encoder that needs no model."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from eval.cli import main
from tests.fakes import FakeEncoder


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a corpus, three questions about it, and a place for the index."""
    monkeypatch.setattr("eval.subject.make_encoder", lambda *_: FakeEncoder())
    articles = {"lamp": "The lamp glows green.", "kettle": "Fill the kettle with water."}
    (tmp_path / "corpus").mkdir()
    for name, body in articles.items():
        (tmp_path / "corpus" / f"{name}.md").write_text(f"---\nid: {name}\ntitle: {name}\n---\n{body}\n")
    questions = [
        {"id": "1", "query": "why is my lamp green", "relevant": {"lamp": 2}},
        {"id": "2", "query": "water in the kettle", "relevant": {"kettle": 2}},
        {"id": "3", "query": "who is king of france", "relevant": {}, "tags": ["far"]},
    ]
    (tmp_path / "questions-a.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, questions)))
    return tmp_path


def run(shop: Path, *more: str) -> int:
    return main(["run", "--data", str(shop), "--corpus", str(shop / "corpus"), "--var", str(shop / "var"), *more])


def test_a_run_prints_every_task_and_keeps_it_as_json(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(shop, "--json", str(shop / "report.json"))

    shown = capsys.readouterr().out
    report = msgspec.json.decode((shop / "report.json").read_bytes())
    assert status == 0
    assert [section["task"] for section in report["sections"]] == ["retrieval", "answerability"]
    assert [item["MRR@10"] for item in report["sections"][0]["items"]] == [1.0, 1.0]
    assert "retrieval · corpus · articles" in shown
    assert "verdicts by group" in shown
    assert report["made_of"]["split"] == "test"


def test_an_index_that_is_there_gives_the_same_bytes_as_a_new_one(shop: Path) -> None:
    run(shop, "--json", str(shop / "first.json"))
    run(shop, "--json", str(shop / "second.json"))

    assert (shop / "first.json").read_bytes() == (shop / "second.json").read_bytes()


def test_one_task_can_be_run_alone(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["run", "retrieval", "--data", str(shop), "--corpus", str(shop / "corpus"), "--var", str(shop)])

    assert status == 0
    assert "answerability" not in capsys.readouterr().out


def test_an_unknown_task_is_named_with_the_ones_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["run", "astrology"])

    shown = " ".join(capsys.readouterr().err.split())
    assert status == 2
    assert "no task is called astrology: choose from retrieval, answerability" in shown


def test_data_that_cannot_be_read_is_one_line_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["run", "retrieval", "--data", str(tmp_path), "--var", str(tmp_path)])

    assert status == 2
    assert "no data set that can be read" in " ".join(capsys.readouterr().err.split())


def test_a_split_without_questions_is_an_error(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(shop, "--split", "dev")

    assert status == 2
    assert "no question in the split" in " ".join(capsys.readouterr().err.split())


def test_a_split_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["run", "--split", "train"])
