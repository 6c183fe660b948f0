"""Branching procedures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import yaml

from copilot.errors import CorpusInvalid
from copilot.suggest.procedures.procedures import Procedure, Procedures, approved_sayings, broken_rules, read_procedures
from tests.walks import followed, procedures_of

GOOD: dict[str, Any] = {
    "id": "p",
    "title": "Lamp",
    "when": ["the lamp is dark", "no light"],
    "start": "look",
    "steps": [
        {"id": "look", "kind": "ask", "say": "Is it plugged in?", "answers": [
            {"label": "Yes", "next": "reset"}, {"label": "No", "next": "done"},
        ]},
        {"id": "reset", "kind": "do", "say": "Reset it.", "answers": [{"label": "Works", "next": "done"}]},
        {"id": "done", "kind": "end", "say": "Good.", "outcome": "resolved"},
    ],
}  # fmt: skip


def a_procedure(**changes: object) -> Procedure:
    return msgspec.convert({**GOOD, **changes}, Procedure)


def steps(**changes: dict[str, object]) -> list[dict[str, object]]:
    return [{**step, **changes.get(step["id"], {})} for step in GOOD["steps"]]


def test_a_whole_procedure_breaks_no_rule() -> None:
    assert list(broken_rules(a_procedure())) == []
    assert a_procedure().first_step.say == "Is it plugged in?"


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"start": "none"}, ["no step is called none, where it starts"]),
        ({"steps": steps(reset={"id": "done"})}, ["a step id is used twice", "no step is called reset"]),
        ({"steps": steps(reset={"answers": [{"label": "x", "next": "away"}]})}, ["no step is called away"]),
        ({"steps": steps(look={"answers": [{"label": "x", "next": "done"}]})}, ["step reset cannot be reached"]),
        ({"steps": steps(reset={"answers": []})}, ["step reset leads nowhere"]),
        ({"steps": steps(done={"outcome": None})}, ["step done ends without an outcome"]),
        (
            {"steps": steps(done={"answers": [{"label": "x", "next": "look"}]})},
            ["step done ends but has answers", "the steps go round in a circle"],
        ),
        ({"steps": steps(reset={"answers": [{"label": "x", "next": "look"}]})}, ["the steps go round in a circle"]),
        ({"steps": steps(reset={"answers": [{"label": "x", "next": "reset"}]})}, ["the steps go round in a circle"]),
    ],
)
def test_each_broken_rule_is_named(changes: dict[str, object], rules: list[str]) -> None:
    assert list(broken_rules(a_procedure(**changes))) == rules


def a_folder(root: Path, **files: str | bytes) -> Path:
    (root / "procedures").mkdir()
    for name, content in files.items():
        path = root / "procedures" / f"{name}.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def test_procedures_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, b=yaml.safe_dump(GOOD), a=yaml.safe_dump({**GOOD, "id": "q"}))

    assert [procedure.id for procedure in read_procedures(folder)] == ["q", "p"]


def test_a_corpus_without_procedures_has_none(tmp_path: Path) -> None:
    assert read_procedures(tmp_path) == ()


def test_every_fault_of_every_file_is_named(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        a="id: [",
        b=b"\xff",
        c="id: c\n",
        d=yaml.safe_dump({**GOOD, "start": "none"}),
        e=yaml.safe_dump(GOOD),
        f=yaml.safe_dump({**GOOD, "owner": "me", "id": "f"}),
    )

    with pytest.raises(CorpusInvalid, match=r"6 fault\(s\)") as raised:
        read_procedures(folder)

    told = {fault.path: fault.rule for fault in raised.value.faults}
    assert "not valid YAML" in told["procedures/a.yaml"]
    assert "UTF-8" in told["procedures/b.yaml"]
    assert "missing required field" in told["procedures/c.yaml"]
    assert "where it starts" in told["procedures/d.yaml"]
    assert "used twice" in told["procedures/e.yaml"]
    assert "unknown field `owner`" in told["procedures/f.yaml"]


def test_what_procedures_say_is_approved_once() -> None:
    both = [a_procedure(), a_procedure(id="q")]

    assert approved_sayings(both) == ("Is it plugged in?", "Reset it.", "Good.", "Yes", "No", "Works")
    assert procedures_of(*both).sayings == frozenset(approved_sayings(both))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("the lamp is dark", "lamp"), ("my phone is stolen", "phone"), ("where is my parcel", None)],
)
def test_a_procedure_starts_only_on_a_description_close_to_one_of_its_own(text: str, expected: str | None) -> None:
    both = [a_procedure(id="lamp"), a_procedure(id="phone", when=["phone stolen", "my phone is stolen"])]

    found = followed(procedures_of(*both), text)

    assert (found.procedure.id if found else None) == expected


def test_without_procedures_none_starts() -> None:
    none = Procedures([], np.empty((0, 256), dtype=np.float32))

    assert followed(none, "the lamp is dark", ("operator", "Is it plugged in?"), "yes") is None
