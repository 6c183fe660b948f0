"""docs/reference/settings.md and copilot.example.toml say what `Settings` is."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct
from msgspec.inspect import (
    BoolType,
    CustomType,
    DictType,
    FloatType,
    IntType,
    LiteralType,
    NoneType,
    StrType,
    Type,
    UnionType,
    VarTupleType,
    type_info,
)
from msgspec.structs import FieldInfo

from copilot.settings import ENVIRONMENT_PREFIX, Settings, load_settings
from tests.docs.pages import DOCS, ROOT, codes, sections

PAGE = DOCS / "reference" / "settings.md"
EXAMPLE = ROOT / "copilot.example.toml"

AS_MEASURED = "*as measured*"
NAMES: dict[type[Type], str] = {
    StrType: "text",
    BoolType: "true or false",
    IntType: "whole number",
    FloatType: "number",
    VarTupleType: "list of texts",
}

_COMMENTED_SETTING = re.compile(r"^#(?=\w+ = )", re.MULTILINE)


def leaves(form: type[Struct] = Settings, prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for field in msgspec.structs.fields(form):
        if isinstance(field.type, type) and issubclass(field.type, Struct):
            yield from leaves(field.type, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", field


def documented() -> dict[str, tuple[str, ...]]:
    rows = [row for section in sections(PAGE) for table in section.tables for row in table.rows]
    return {codes(row[0])[0]: row for row in rows}


def type_in_words(kind: Any) -> str:
    return _words(type_info(kind))


def _words(kind: Type) -> str:
    match kind:
        case UnionType(types=(value, NoneType())):
            return _words(value)
        case LiteralType(values=(*first, last)):
            return f"{', '.join(f'`{value}`' for value in first)} or `{last}`"
        case DictType(value_type=value):
            return f"{'kind' if isinstance(value, LiteralType) else 'name'} → {_words(value)}"
        case CustomType(cls=cls) if cls is Path:
            return "path"
        case IntType() | FloatType():
            return NAMES[type(kind)] + _range(kind)
        case _:
            return NAMES[type(kind)]


def _range(kind: IntType | FloatType) -> str:
    if kind.gt is not None:
        return f", above {kind.gt}"
    if kind.ge is None:
        return ""
    return f", {kind.ge} or more" if kind.le is None else f", {kind.ge} to {kind.le}"


def default_of(field: FieldInfo) -> Any:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def default_in_words(default: Any) -> str:
    return AS_MEASURED if default is None else f"`{json.dumps(default, default=str)}`"


def example_with_everything_set() -> dict[str, Any]:
    return tomllib.loads(_COMMENTED_SETTING.sub("", EXAMPLE.read_text(encoding="utf-8")))


def flat(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def test_the_page_lists_exactly_the_settings_that_exist() -> None:
    assert sorted(documented()) == sorted(name for name, _ in leaves())


@pytest.mark.parametrize(("name", "field"), list(leaves()), ids=[name for name, _ in leaves()])
def test_the_page_tells_type_default_and_variable_of(name: str, field: FieldInfo) -> None:
    _, kind, default, variable, meaning = documented()[name]

    assert kind == type_in_words(field.type)
    assert default == default_in_words(default_of(field))
    assert codes(variable) == [ENVIRONMENT_PREFIX + name.upper().replace(".", "__")]
    assert meaning.endswith((".", "`"))


def test_the_variables_are_read() -> None:
    variables = {codes(row[3])[0]: codes(row[2])[0].strip('"') for row in documented().values() if codes(row[2])}

    assert load_settings(None, variables) == Settings()


def test_the_example_file_changes_nothing_as_it_is() -> None:
    assert load_settings(EXAMPLE, {}) == Settings()


def test_the_example_file_lists_exactly_the_settings_that_exist() -> None:
    listed = [name for name, _ in flat(example_with_everything_set())]

    assert sorted(listed) == sorted(name for name, _ in leaves())


def test_the_example_file_shows_the_defaults(tmp_path: Path) -> None:
    uncommented = tmp_path / "copilot.toml"
    uncommented.write_text(_COMMENTED_SETTING.sub("", EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    fitted = {name for name, field in leaves() if field.default is None}

    shown = dict(flat(msgspec.to_builtins(load_settings(uncommented, {}), enc_hook=str)))

    for name, field in leaves():
        if name not in fitted:
            assert shown[name] == msgspec.to_builtins(default_of(field), enc_hook=str), name


def test_the_example_file_explains_each_setting_in_one_sentence() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()

    for before, line in pairwise(lines):
        if _COMMENTED_SETTING.match(line):
            assert before.startswith("# "), line
            assert before.endswith("."), line
