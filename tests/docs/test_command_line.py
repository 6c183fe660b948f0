"""docs/reference/command-line.md says what `copilot` can do, and every command in the documentation can be given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from copilot.cli import app
from copilot.settings import ENVIRONMENT_PREFIX, load_settings
from tests.docs.pages import DOCS, Section, all_pages, blocks, codes, name_of, sections
from tests.docs.shell import commands, without_variables

PAGE = DOCS / "reference" / "command-line.md"
SHELL = ("bash", "console")


def tree(command: Any, path: str = "copilot") -> Iterator[tuple[str, Any]]:
    children: dict[str, Any] = getattr(command, "commands", {})
    for name, child in children.items():
        yield from tree(child, f"{path} {name}")
    if not children:
        yield path, command


COMMANDS = dict(tree(typer.main.get_command(app)))


def documented() -> dict[str, Section]:
    return {codes(section.heading)[0]: section for section in sections(PAGE) if codes(section.heading)}


def rows(section: Section) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {tuple(codes(row[0])): row for table in section.tables for row in table.rows}


def names(parameter: Any) -> tuple[str, ...]:
    if parameter.param_type_name == "argument":
        return (parameter.name.upper(),)
    return tuple(sorted((*parameter.opts, *parameter.secondary_opts), reverse=True))


def copilot_commands(page: Path) -> Iterator[tuple[dict[str, str], list[str]]]:
    for block in blocks(page, *SHELL):
        for words in commands(block.text):
            variables, command = without_variables(words)
            if command and Path(command[0]).name == "copilot":
                yield variables, command[1:]


def test_the_page_lists_exactly_the_commands_that_exist() -> None:
    assert sorted(documented()) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_lists_exactly_the_options_of(name: str) -> None:
    shown = rows(documented()[name])

    assert {tuple(sorted(one, reverse=True)) for one in shown} == {names(one) for one in COMMANDS[name].params}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_tells_the_defaults_of(name: str) -> None:
    shown = {tuple(sorted(one, reverse=True)): row for one, row in rows(documented()[name]).items()}

    for parameter in COMMANDS[name].params:
        default = "" if parameter.default in {None, False} else str(parameter.default)
        assert "".join(codes(shown[names(parameter)][1])) == default, parameter.name


@pytest.mark.parametrize("page", [page for page in all_pages() if blocks(page, *SHELL)], ids=name_of)
def test_every_copilot_command_of_a_page_is_understood(page: Path) -> None:
    root = typer.main.get_command(app)

    for variables, arguments in copilot_commands(page):
        plain = arguments[: arguments.index("<")] if "<" in arguments else arguments
        name = next(one for one in COMMANDS if " ".join(["copilot", *plain, ""]).startswith(f"{one} "))
        own = plain[len(name.split()) - 1 :]
        COMMANDS[name].make_context(name, list(own), parent=root.make_context("copilot", [], resilient_parsing=True))
        load_settings(None, {key: value for key, value in variables.items() if key.startswith(ENVIRONMENT_PREFIX)})
