"""`python -m eval run`, with an encoder that needs no model."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from copilot.errors import RedactionFailed
from copilot.privacy.redactor import Redaction
from copilot.privacy.vault import Vault
from copilot.types import Entity
from eval.cli import main
from tests.fakes import FakeEncoder, sealed


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


class DigitRedactor:
    """Takes the first three digits of a text for a CVV; cannot check a text with a question mark."""

    def redact(self, text: str, vault: Vault, asked: frozenset[str] = frozenset()) -> Redaction:
        if "?" in text:
            raise RedactionFailed("the text could not be checked")
        start = text.find("123")
        found = () if start < 0 else (Entity(kind="CVV", placeholder="<CVV_1>", start=start, end=start + 3, score=1),)
        return Redaction(text=sealed(text), entities=found)


@pytest.fixture
def chat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template, its values, and a message without personal data."""
    monkeypatch.setattr("eval.cli.service_redactor", lambda _: DigitRedactor())
    folder = tmp_path / "chat"
    folder.mkdir()
    (folder / "templates.jsonl").write_text('{"id": "t", "text": "cvv {CVV} of {order_number}"}\n')
    (folder / "values.json").write_text('{"CVV": ["123", "321"], "order_number": ["A-9"]}')
    (folder / "negatives.jsonl").write_text('{"id": "n", "text": "hello"}\n')
    return folder


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


def test_redaction_is_measured_on_messages_and_kept_as_json(
    chat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["run", "redaction", "--data", str(chat), "--var", str(tmp_path), "--json", str(tmp_path / "r.json")])

    report = msgspec.json.decode((tmp_path / "r.json").read_bytes())
    (section,) = report["sections"]
    kinds = next(table for table in section["tables"] if table["title"].startswith("kinds"))
    assert status == 0
    assert (section["task"], section["dataset"]) == ("redaction", "chat")
    assert kinds["rows"][0]["name"] == "CVV"
    assert kinds["rows"][0]["figures"]["recall .5"] == {"value": 0.5, "low": None, "high": None}
    assert len(section["items"]) == 8
    assert set(report["made_of"]) == {"seed", "messages", "redactor", "settings"}
    assert "redaction · chat · what stays" in capsys.readouterr().out


def test_the_same_messages_give_the_same_bytes(chat: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        main(["run", "redaction", "--data", str(chat), "--var", str(tmp_path), "--json", str(tmp_path / name)])

    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_questions_and_messages_can_be_measured_in_one_run(
    shop: Path, chat: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("eval.cli._OWN_QUESTIONS", shop)
    monkeypatch.setattr("eval.cli._OWN_MESSAGES", chat)

    status = main(
        [
            *("run", "retrieval", "answerability", "redaction", "lint"),
            *("--split", "all", "--corpus", str(shop / "corpus"), "--var", str(shop / "var")),
            *("--json", str(tmp_path / "r.json")),
        ]
    )

    report = msgspec.json.decode((tmp_path / "r.json").read_bytes())
    assert status == 0
    assert [one["task"] for one in report["sections"]] == ["retrieval", "answerability", "redaction", "lint"]
    assert {"split", "corpus", "messages", "redactor"} <= set(report["made_of"])


def test_a_message_that_cannot_be_checked_ends_the_run(
    chat: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (chat / "negatives.jsonl").write_text('{"id": "n", "text": "hello?"}\n')

    status = main(["run", "redaction", "--data", str(chat), "--var", str(tmp_path)])

    assert status == 2
    assert "could not be checked" in capsys.readouterr().err


@pytest.mark.usefixtures("chat")
def test_messages_that_cannot_be_read_are_one_line_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["run", "redaction", "--data", str(tmp_path / "nothing"), "--var", str(tmp_path)])

    assert status == 2
    assert "holds no messages that can be read" in " ".join(capsys.readouterr().err.split())
