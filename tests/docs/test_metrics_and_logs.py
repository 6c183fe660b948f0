"""docs/reference/metrics-and-logs.md lists what the service measures and logs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from prometheus_client.metrics import MetricWrapperBase

import copilot.telemetry
from tests.docs.pages import DOCS, ROOT, codes, sections

PAGE = DOCS / "reference" / "metrics-and-logs.md"
SUFFIXES = {"counter": "_total", "gauge": "", "histogram": ""}


def rows(heading: str) -> dict[str, tuple[str, ...]]:
    (section,) = (section for section in sections(PAGE) if section.heading == heading)
    return {codes(row[0])[0]: row for row in section.tables[0].rows}


def metrics() -> dict[str, tuple[str, list[str]]]:
    found = [one for one in vars(copilot.telemetry).values() if isinstance(one, MetricWrapperBase)]
    kinds = [str(one._type) for one in found]
    return {one._name + SUFFIXES[kind]: (kind, list(one._labelnames)) for one, kind in zip(found, kinds, strict=True)}


def logged() -> Iterator[tuple[str, str, set[str]]]:
    """Event, level and fields of every call of `log_event` and `log_failure`."""
    for path in (ROOT / "copilot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                fields = {str(keyword.arg) for keyword in node.keywords}
                if node.func.id == "log_event":
                    yield _label(node.args[0]), "info", fields
                elif node.func.id == "log_failure":
                    yield _label(node.args[0]), "error", fields | {"error", "where"}


def _label(node: ast.expr) -> str:
    assert isinstance(node, ast.Call), 'an event\'s name is written in place: Label("…")'
    assert isinstance(node.args[0], ast.Constant)
    return str(node.args[0].value)


def test_the_page_lists_exactly_the_metrics_that_exist_with_their_labels() -> None:
    shown = {name: (row[1], codes(row[2])) for name, row in rows("Metrics").items()}

    assert shown == metrics()


def test_the_page_lists_exactly_the_events_that_are_logged_with_their_fields() -> None:
    shown = {(name, row[1], frozenset(codes(row[2]))) for name, row in rows("Logs").items()}

    assert shown == {(name, level, frozenset(fields)) for name, level, fields in logged()}
