"""The report, for people and for machines."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from eval.report import Figure, Report, Row, Section, Table, _short, print_report, to_json, write_json

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


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, ".000"),
        (0.5, ".500"),
        (1.0, "1.000"),
        (9.5, "9.500"),
        (-0.25, "-.250"),
        (-9.5, "-9.500"),
        (10.0, "10"),
        (12.6, "13"),
        (-75.4, "-75"),
        (86_400.4, "86400"),
    ],
)
def test_shares_have_three_decimals_and_large_figures_none(value: float, shown: str) -> None:
    assert _short(value) == shown


def test_an_interval_of_large_figures_is_whole() -> None:
    row = Row(name="all", n=2, figures={"median": Figure(value=75.25, low=8.125, high=120.75)})
    report = Report(
        made_of={},
        sections=(Section(task="queue", dataset="desk", tables=(Table(title="copilot", rows=(row,)),), items=()),),
    )
    screen = io.StringIO()

    print_report(report, Console(file=screen, width=100))

    assert "75 8.125–121" in screen.getvalue()
