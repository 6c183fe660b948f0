"""The report, for people and for machines."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
from rich.console import Console

from eval.report import Figure, Report, Row, Section, Table, print_report, to_json, write_json

REPORT = Report(
    made_of={"seed": 1, "questions": {"shop": "sha256:0"}},
    sections=(
        Section(
            task="retrieval",
            dataset="shop",
            tables=(
                Table(
                    title="articles",
                    rows=(
                        Row(name="all", n=3, figures={"MRR": Figure(value=1 / 3, low=0.1, high=0.51)}),
                        Row(name="typo", n=1, figures={"risk": Figure(value=1.0)}),
                    ),
                    note="read it with care",
                ),
            ),
            items=({"id": "q-1", "MRR": 2 / 3, "articles": ["a"]},),
        ),
    ),
)


def test_json_holds_every_figure_and_item_rounded_to_four_decimals() -> None:
    tree = msgspec.json.decode(to_json(REPORT))

    (section,) = tree["sections"]
    assert section["tables"][0]["rows"][0]["figures"]["MRR"] == {"value": 0.3333, "low": 0.1, "high": 0.51}
    assert section["items"] == [{"id": "q-1", "MRR": 0.6667, "articles": ["a"]}]
    assert tree["made_of"]["questions"] == {"shop": "sha256:0"}


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    write_json(REPORT, tmp_path / "first.json")
    write_json(REPORT, tmp_path / "second.json")

    assert (tmp_path / "first.json").read_bytes() == (tmp_path / "second.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.json", "second.json"]


def test_people_see_n_the_figure_and_its_interval() -> None:
    screen = io.StringIO()

    print_report(REPORT, Console(file=screen, width=100))

    shown = screen.getvalue()
    assert "retrieval · shop · articles" in shown
    assert ".333 .100–.510" in shown
    assert "1.000" in shown
    assert "read it with care" in shown
    assert "questions: shop sha256:0" in shown
