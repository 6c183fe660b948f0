from __future__ import annotations

from io import StringIO

import msgspec
import pytest
from rich.console import Console

from tests.bench.rendering import markdown, show
from tests.bench.report import Readings, figures
from tests.bench.table import Table, figure
from tests.bench.tables import tables
from tests.bench.targets import Outcome, Target, judge, read_targets
from tests.bench.verdicts import verdict
from tests.unit.bench.readings import EVERYTHING, report

TARGET = Target(figure="f", says="what", unit="×", at_least=8.0)


def test_every_part_has_a_table_of_whole_rows() -> None:
    shown = tables(report(outcomes=judge(read_targets(), figures(EVERYTHING))))

    assert len(shown) == 11
    assert all(len(row) == len(table.columns) for table in shown for row in table.rows)


def test_parts_that_were_not_measured_are_left_out() -> None:
    shown = tables(report(Readings()))

    assert [table.title for table in shown] == ["Targets", "Machine"]


@pytest.mark.parametrize(("other_cores", "expected"), [(0.1, "ratios say more"), (0.9, "Measure again")])
def test_a_busy_machine_is_owned_up_to(other_cores: float, expected: str) -> None:
    assert expected in tables(report(other_cores=other_cores))[-1].note


@pytest.mark.parametrize(
    ("value", "margin", "expected"),
    [(12.0, 0.5, "met, 50% to spare"), (6.0, -0.25, "missed by 25%"), (None, None, "not measured")],
)
def test_a_verdict_says_by_how_much(value: float | None, margin: float | None, expected: str) -> None:
    assert verdict(Outcome(target=TARGET, value=value, margin=margin)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0.1234, "0.12"), (9.999, "10.00"), (12.34, "12.3"), (123.4, "123"), (12_345.6, "12,346")]
)
def test_figures_have_the_digits_that_count(value: float, expected: str) -> None:
    assert figure(value) == expected


def test_markdown_sets_figures_flush_right_and_escapes_bars() -> None:
    table = Table(title="T", columns=("what", "ms"), rows=(("a|b", "1.0"), ("c", "")), note="A note.")

    assert markdown([table]) == "### T\n\n| what | ms |\n| --- | ---: |\n| a\\|b | 1.0 |\n| c |  |\n\nA note.\n"


def test_a_verdict_from_a_busy_machine_says_so_beside_it() -> None:
    quiet, busy = tables(report(other_cores=0.1))[0], tables(report(other_cores=0.9))[0]

    assert not quiet.note
    assert "Measure again" in busy.note


def test_the_terminal_shows_brackets_as_they_are() -> None:
    output = StringIO()
    table = Table(title="T", columns=("what",), rows=(("[bold]",),), note="[dim] note")

    show([table], Console(file=output, width=80))

    assert "[bold]" in output.getvalue()
    assert "[dim] note" in output.getvalue()


def test_the_report_survives_a_round_trip() -> None:
    whole = report()

    assert msgspec.json.decode(msgspec.json.encode(whole), type=type(whole)) == whole
