"""Picks of human operators: read, split, and measured."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from copilot.encoding.reading import Matrix
from copilot.errors import InvalidInput
from eval.cli import main
from eval.datasets.star import Star, read_star, star_hash
from eval.report import Row, Section
from eval.tasks import canned
from tests.fakes import FakeEncoder

TEXTS = {"ask_name": "What is your name?", "refund": "We refund {amount:d}.", "custom": "-"}
OTHER = {"bye": "Goodbye.", "ask_name": "Your name?"}


def said(agent: str, text: str) -> dict[str, Any]:
    return {"Action": "utter", "Agent": agent, "Text": text}


def picked(label: str, typed: str, text: str = "sent") -> list[dict[str, Any]]:
    shown = ["bye", label]
    return [
        {"Action": "request_suggestions", "Agent": "Wizard", "Text": typed},
        {
            "Action": "pick_suggestion",
            "Agent": "Wizard",
            "ActionLabel": label,
            "ActionLabelOptions": shown,
            "Text": text,
        },
    ]


def a_dialogue(number: int, *events: Any, is_complete: bool = True) -> dict[str, Any]:
    flat = [event for item in events for event in (item if isinstance(item, list) else [item])]
    return {
        "DialogueID": number,
        "CompletionLevel": "Complete" if is_complete else "Incomplete",
        "Scenario": {"WizardCapabilities": [{"Task": "shop"}]},
        "Events": flat,
    }


def a_folder(root: Path, dialogues: Sequence[dict[str, Any]]) -> Path:
    for task, texts in {"shop": TEXTS, "others": OTHER}.items():
        (root / "tasks" / task).mkdir(parents=True)
        (root / "tasks" / task / "responses.json").write_bytes(msgspec.json.encode(texts))
    lines = b"\n".join(map(msgspec.json.encode, dialogues))
    (root / "dialogues.jsonl.gz").write_bytes(gzip.compress(lines))
    return root


def dialogues(count: int) -> list[dict[str, Any]]:
    """In each the name is asked after a greeting, and a refund given after a complaint."""
    return [
        a_dialogue(
            number,
            said("User", "hello there"),
            picked("ask_name", "name"),
            said("User", "my lamp is dark"),
            picked("refund", "money back"),
        )
        for number in range(count)
    ]


def embed(texts: Sequence[str]) -> Matrix:
    encoder = FakeEncoder()
    return np.stack([encoder.read(text).vector for text in texts])


def measured(star: Star) -> Section:
    return canned.run("tiny", star, "test", embed, lambda items, _: items)


def rows_of(section: Section, title: str) -> dict[str, Row]:
    (table,) = (table for table in section.tables if table.title == title)
    return {row.name: row for row in table.rows}


def test_a_pick_comes_with_all_that_was_before_it(tmp_path: Path) -> None:
    found = {"Action": "return_item", "Agent": "KnowledgeBase", "APIName": "shop_orders", "Item": {"State": "sent"}}
    dialogue = a_dialogue(
        7,
        said("User", "hi"),
        said("User", "hello?"),
        picked("ask_name", "name", "Your name?"),
        said("User", "Ana"),
        found,
        said("Wizard", "one moment"),
        picked("bye", "goodb"),
    )

    first, second = read_star(a_folder(tmp_path, [dialogue])).choices

    assert (first.turns, first.said, first.typed, first.known) == (("hi\nhello?",), (), "name", "")
    assert (second.turns, second.said) == (("hi\nhello?", "Ana"), ("Your name?", "one moment"))
    assert (second.typed, second.known, second.picked) == ("goodb", "shop orders State sent", "bye")
    assert (second.dialogue, second.tasks, second.offered) == (7, ("shop",), ("bye", "bye"))


def test_free_text_and_dialogues_that_broke_off_are_no_picks(tmp_path: Path) -> None:
    star = read_star(
        a_folder(
            tmp_path,
            [
                a_dialogue(1, picked("custom", "x"), picked("bye", "y")),
                a_dialogue(2, picked("bye", "z"), is_complete=False),
            ],
        )
    )

    assert [choice.typed for choice in star.choices] == ["y"]
    assert "custom" not in {reply.id for reply in star.replies}


def test_replies_have_the_slots_of_the_data_set_and_the_text_of_the_first_task(tmp_path: Path) -> None:
    star = read_star(a_folder(tmp_path, [a_dialogue(1, picked("good_day", "x", "Good day."))]))

    texts = {reply.id: (reply.title, reply.text) for reply in star.replies}

    assert texts == {
        "ask_name": ("ask name", "Your name?"),
        "bye": ("bye", "Goodbye."),
        "good_day": ("good day", "Good day."),
        "refund": ("refund", "We refund {{amount}}."),
    }


def test_the_replies_of_a_task_are_its_own_and_those_that_were_picked_in_it(tmp_path: Path) -> None:
    star = read_star(a_folder(tmp_path, [a_dialogue(1, picked("good_day", "x"))]))

    assert star.pools_after([])["shop"] == {"ask_name", "refund"}
    assert star.pools_after(star.choices)["shop"] == {"ask_name", "refund", "good_day"}
    assert star.pools_after(star.choices)["others"] == {"ask_name", "bye"}


def test_the_parts_have_no_dialogue_in_common_and_the_test_part_is_never_learnt_from(tmp_path: Path) -> None:
    star = read_star(a_folder(tmp_path, dialogues(200)))

    parts = {part: [{choice.dialogue for choice in half} for half in star.split(part)] for part in ("dev", "test")}

    assert not parts["test"][0] & parts["test"][1]
    assert not parts["dev"][0] & parts["dev"][1]
    assert not parts["test"][1] & (parts["dev"][0] | parts["dev"][1])
    assert 20 <= len(parts["test"][1]) <= 60


def test_what_was_learnt_from_is_not_measured_on(tmp_path: Path) -> None:
    star = read_star(a_folder(tmp_path, dialogues(20)))

    with pytest.raises(InvalidInput):
        star.split("all")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"not json"])
def test_what_is_not_star_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dialogues.jsonl.gz").write_bytes(gzip.compress(content))

    with pytest.raises(InvalidInput):
        read_star(tmp_path).split("test")


def test_a_folder_without_dialogues_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        read_star(tmp_path)


def test_what_others_picked_in_the_same_situation_comes_first(tmp_path: Path) -> None:
    star = read_star(a_folder(tmp_path, dialogues(60)))

    section = measured(star)

    learnt, asked = star.split("test")
    for setting, row in rows_of(section, "all replies").items():
        if setting != "what the study's tool showed":
            assert (row.n, row.figures["first"].value) == (len(asked), 1.0), setting
    curve = rows_of(section, "learning")
    assert curve[f"{len(learnt)} picks, nothing typed"].figures["first"].value == 1.0
    assert curve["0 picks, nothing typed"].figures["first"].value < 1.0


def test_the_tool_of_the_study_is_measured_on_the_same_picks(tmp_path: Path) -> None:
    section = measured(read_star(a_folder(tmp_path, dialogues(60))))

    row = rows_of(section, "all replies")["what the study's tool showed"]

    assert (row.figures["first"].value, row.figures["first three"].value) == (0.0, 1.0)


def test_the_same_picks_have_the_same_hash(tmp_path: Path) -> None:
    one = read_star(a_folder(tmp_path / "a", dialogues(3)))

    assert star_hash(one) == star_hash(read_star(a_folder(tmp_path / "b", dialogues(3))))
    assert star_hash(one) != star_hash(read_star(a_folder(tmp_path / "c", dialogues(4))))


def test_the_command_measures_and_needs_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.picks.make_encoder", lambda *_: FakeEncoder())
    folder = a_folder(tmp_path / "star", dialogues(40))

    assert main(["run", "canned", "--data", str(folder), "--var", str(tmp_path / "var")]) == 0
    assert "nothing typed" in capsys.readouterr().out
    assert main(["run", "canned", "--var", str(tmp_path / "var")]) == 2
