"""Front matter, with every fault named by file and line."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import Struct

from copilot.errors import CorpusInvalid
from copilot.frontmatter import load_yaml, parse, unix_lines


class Form(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    tags: tuple[str, ...] = ()
    updated: date | None = None


def test_front_matter_becomes_a_value_and_the_body_loses_its_blank_edges() -> None:
    source = "---\nid: a\ntags: [x, y]\nupdated: 2026-01-05\n---\n\n# Body\n\n---\n\nMore.\n\n"

    form, body = parse(source, Form, "a.md")

    assert form == Form(id="a", tags=("x", "y"), updated=date(2026, 1, 5))
    assert body == "# Body\n\n---\n\nMore."


@pytest.mark.parametrize(
    "source", ["\ufeff---\nid: a\n---\nx", "---\r\nid: a\r\n---\r\nx\r\n", "---  \nid: a\n--- \nx"]
)
def test_marks_and_line_ends_of_other_editors_do_not_matter(source: str) -> None:
    assert parse(source, Form, "a.md") == (Form(id="a"), "x")


def test_an_id_that_looks_like_a_date_stays_text() -> None:
    form, _ = parse("---\nid: 2026-01-05\n---\nx", Form, "a.md")

    assert form.id == "2026-01-05"


@pytest.mark.parametrize(
    ("source", "line", "rule"),
    [
        ("", 1, "must begin with front matter"),
        ("# Title\n", 1, "must begin with front matter"),
        ("---\nid: a\n", 1, "no closing line"),
        ("---\nid: a\ntags: [x\n---\nbody", 3, "not valid YAML"),
        ("---\nid: a\n\tx: 1\n---\nbody", 3, "not valid YAML"),
        ("---\njust text\n---\nbody", 2, "`name: value` lines"),
        ("---\n---\nbody", 2, "`name: value` lines"),
        ("---\ntags: []\n---\nbody", 2, "missing required field `id`"),
        ("---\nid: a\ntags: []\nowner: me\n---\nbody", 4, "unknown field `owner`"),
        ("---\nid: a\ntags:\n  - 1\n---\nbody", 3, "Expected `str`, got `int`"),
        ('---\nid: "\\ud800"\n---\nbody', 2, "unpaired surrogate"),
        ("---\nid: a\nupdated: soon\n---\nbody", 3, "date"),
    ],
)
def test_every_fault_names_file_line_and_rule(source: str, line: int, rule: str) -> None:
    with pytest.raises(CorpusInvalid) as raised:
        parse(source, Form, "articles/a.md")

    (fault,) = raised.value.faults
    assert (fault.path, fault.line) == ("articles/a.md", line)
    assert rule in fault.rule
    assert raised.value.detail == f"articles/a.md:{line}: {fault.rule}"


@pytest.mark.parametrize(
    "text",
    ["a: \x00", "x: !!python/object:os.system {}", "[" * 500, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"],
    ids=["control character", "object", "deep", "aliases"],
)
def test_yaml_that_could_harm_is_a_fault(text: str) -> None:
    with pytest.raises(CorpusInvalid, match="not valid YAML"):
        load_yaml(text, "a.yaml")


def test_only_carriage_returns_are_changed_in_line_ends() -> None:
    assert unix_lines("a\r\nb\rc\x0cd\u2028e\n") == "a\nb\nc\x0cd\u2028e\n"
