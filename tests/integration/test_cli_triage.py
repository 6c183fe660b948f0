"""`copilot triage fit`: a team's own labels from the command line."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from copilot.encoding.models import MANIFEST, read_manifest
from copilot.settings import Settings
from copilot.triage.taught import load_taught, taught_path
from copilot.triage.terms import terms
from tests.command import Done, Run
from tests.labels import LABELS

EXAMPLES: Mapping[str, Sequence[str]] = {
    **LABELS,
    "": ("Hello", "Do you sell helmets?", "What is the weather like?"),
}


@pytest.fixture
def var(settings: Settings, tmp_path: Path) -> tuple[str, str]:
    """`--var` of a state folder with the encoder and nothing else."""
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "models").symlink_to(settings.var / "models", target_is_directory=True)
    return "--var", str(tmp_path / "var")


def written(
    examples: Mapping[str, Sequence[str]],
    columns: tuple[str, str] = ("text", "label"),
    path: str = "examples.csv",
    encoding: str = "utf-8",
) -> str:
    with Path(path).open("w", encoding=encoding, newline="") as file:
        lines = csv.writer(file)
        lines.writerow(columns)
        lines.writerows((text, label) for label, texts in examples.items() for text in texts)
    return path


def test_fit_tells_as_json_what_was_learnt(run: Run, var: tuple[str, str]) -> None:
    done = run("triage", "fit", written(EXAMPLES), "--json", *var)

    assert done.status == 0
    assert done.json["labels"] == {"late_parcel": 6, "noisy_brake": 6}
    assert done.json["unlabelled"] == 3
    assert all(0 <= done.json[figure] <= 1 for figure in ("accuracy", "threshold", "kept", "refused"))


def test_fit_keeps_what_it_learnt_in_the_state_folder(run: Run, var: tuple[str, str]) -> None:
    done = run("triage", "fit", written(EXAMPLES), *var)

    manifest = read_manifest(next(Path(var[1], "models").glob(f"*/{MANIFEST}")).parent)
    assert (done.status, "Learnt 2 labels from 12 examples." in done.out) == (0, True)
    assert manifest is not None
    assert load_taught(taught_path(Path(var[1])), manifest).heads.labels == ("late_parcel", "noisy_brake")


def test_fitting_again_replaces_what_was_learnt_before(run: Run, var: tuple[str, str]) -> None:
    run("triage", "fit", written(EXAMPLES), *var)
    more = {**EXAMPLES, "flat_tyre": [f"My {place} tyre is flat" for place in ("front", "rear", "left", "new", "old")]}

    again = run("triage", "fit", written(more), "--json", *var)

    assert set(again.json["labels"]) == {"flat_tyre", "late_parcel", "noisy_brake"}
    assert [path.name for path in taught_path(Path(var[1])).parent.iterdir()] == ["intents.npz"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"], ids=["plain", "with a byte order mark"])
def test_the_same_example_twice_counts_once_and_a_blank_text_not_at_all(
    run: Run, var: tuple[str, str], encoding: str
) -> None:
    texts = [*EXAMPLES["late_parcel"], EXAMPLES["late_parcel"][0], " ", "Où est mon colis ?"]

    done = run("triage", "fit", written({**EXAMPLES, "late_parcel": texts}, encoding=encoding), "--json", *var)

    assert done.json["labels"]["late_parcel"] == 7


def test_what_is_learnt_holds_no_personal_data(run: Run, var: tuple[str, str]) -> None:
    texts = [f"{text}, write to ana.lopez@mail.example" for text in EXAMPLES["late_parcel"]]

    done = run("triage", "fit", written({**EXAMPLES, "late_parcel": texts}), *var)

    manifest = read_manifest(next(Path(var[1], "models").glob(f"*/{MANIFEST}")).parent)
    assert manifest is not None
    kept = load_taught(taught_path(Path(var[1])), manifest).heads.hashes
    assert np.isin(terms("write")[0], kept).any()
    assert not np.isin(terms("ana.lopez@mail.example")[0], kept).any()
    assert "lopez" not in done.out + done.err


def check_refused(done: Done, message: str) -> None:
    assert done.status == 1, done
    assert re.search(message, " ".join(done.err.split())), done.err
    assert not done.out


REFUSED: dict[str, tuple[Mapping[str, Sequence[str]], str]] = {
    "no example": ({}, r"0 label\(s\): give at least two"),
    "one label": ({"late_parcel": EXAMPLES["late_parcel"], "": EXAMPLES[""]}, r"1 label\(s\): give at least two"),
    "too few": (
        {**EXAMPLES, "flat_tyre": ["My tyre is flat", "a flat tyre"]},
        r"needs 5 different examples; too few for flat_tyre \(2\)",
    ),
    "one example many times": (
        {**EXAMPLES, "flat_tyre": ["My tyre is flat"] * 9},
        r"needs 5 different examples; too few for flat_tyre \(1\)",
    ),
    "one example once personal data is taken out": (
        {**EXAMPLES, "flat_tyre": [f"Write to {name}@mail.example" for name in ("ana", "bob", "eve", "kim", "lee")]},
        r"needs 5 different examples; too few for flat_tyre \(1\)",
    ),
    "nothing but personal data": (
        {label: [f"{label}.{name}@mail.example" for name in ("ana", "bob", "eve", "kim", "lee")] for label in "ab"},
        r"0 label\(s\): give at least two",
    ),
}


@pytest.mark.parametrize(("examples", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_too_little_to_learn_from_is_refused_and_keeps_nothing(
    run: Run, var: tuple[str, str], examples: Mapping[str, Sequence[str]], message: str
) -> None:
    done = run("triage", "fit", written(examples), *var)

    check_refused(done, message)
    assert not taught_path(Path(var[1])).exists()


@pytest.mark.parametrize("columns", [("message", "label"), ("text", "intent"), ("Text", "Label")])
def test_a_file_without_the_columns_ischeck_refused(run: Run, var: tuple[str, str], columns: tuple[str, str]) -> None:
    done = run("triage", "fit", written(EXAMPLES, columns), *var)

    check_refused(done, "the columns text and label in the first line")


def test_a_row_without_a_label_column_ischeck_refused(run: Run, var: tuple[str, str]) -> None:
    Path("examples.csv").write_text("text,label\nWhere is my parcel?\n", encoding="utf-8")

    check_refused(run("triage", "fit", "examples.csv", *var), "both in every row")


def test_a_file_that_is_not_there_ischeck_refused(run: Run, var: tuple[str, str]) -> None:
    for path in ("none.csv", "."):
        check_refused(run("triage", "fit", path, *var), "cannot be read")


def test_a_file_that_is_not_utf_8_is_refused_without_its_text(run: Run, var: tuple[str, str]) -> None:
    examples = {**EXAMPLES, "late_parcel": ["Où est mon colis ?", *EXAMPLES["late_parcel"]]}

    done = run("triage", "fit", written(examples, encoding="latin-1"), *var)

    check_refused(done, "no CSV file in UTF-8")
    assert "colis" not in done.err


def test_fit_needs_a_file(run: Run) -> None:
    done = run("triage", "fit")

    assert (done.status, "Missing argument" in done.err) == (2, True)
