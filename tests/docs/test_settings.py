"""docs/reference/settings.md and copilot.example.toml say what `Settings` is."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import UnionType as Alternatives
from typing import Any, Literal, get_args

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
from copilot.writer_settings import WriterSettings
from tests.docs.pages import DOCS, ROOT, codes, sections

PAGE = DOCS / "reference" / "settings.md"
EXAMPLE = ROOT / "copilot.example.toml"

AS_MEASURED = "*as measured*"
TO_BE_GIVEN = "*to be given*"
TO_GIVE = {"base_url": "http://127.0.0.1:8001/v1", "model": "model", "path": "model"}
KINDS: dict[str, type[Struct]] = {form.__struct_config__.tag: form for form in get_args(WriterSettings)}
NAMES: dict[type[Type], str] = {
    StrType: "text",
    BoolType: "true or false",
    IntType: "whole number",
    FloatType: "number",
    VarTupleType: "list of texts",
}

_COMMENTED_SETTING = re.compile(r"^#(?=\w+ = )", re.MULTILINE)
_EXPLAINED_SETTING = re.compile(r"^##?\w+ = ")


def leaves(form: type[Struct] = Settings, prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every setting; of alternatives those of each kind, once."""
    for field in msgspec.structs.fields(form):
        if isinstance(field.type, Alternatives) and all(isinstance(one, type) for one in get_args(field.type)):
            kinds = [one for one in get_args(field.type) if issubclass(one, Struct)]
            yield from alternatives(kinds, field, f"{prefix}{field.name}.") if kinds else [(prefix + field.name, field)]
        elif isinstance(field.type, type) and issubclass(field.type, Struct):
            yield from leaves(field.type, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", field


def alternatives(kinds: list[type[Struct]], field: FieldInfo, prefix: str) -> Iterator[tuple[str, FieldInfo]]:
    tags = tuple(sorted(str(kind.__struct_config__.tag) for kind in kinds))
    default = default_of(field).__struct_config__.tag
    yield f"{prefix}kind", FieldInfo(name="kind", encode_name="kind", type=Literal[tags], default=default)
    yield from dict(leaf for kind in kinds for leaf in leaves(kind, prefix)).items()


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
    if default is msgspec.NODEFAULT:
        return TO_BE_GIVEN
    return AS_MEASURED if default is None else f"`{json.dumps(default, default=str)}`"


def example_with_everything_set(kind: str = "none") -> str:
    """Of the kinds of language models one can be set: its lines begin with two marks."""
    text = EXAMPLE.read_text(encoding="utf-8")
    if kind != "none":
        text = text.replace('\nkind = "none"\n', "\n", 1)
        block = re.compile(rf'^##kind = "{kind}"\n(?:#.*\n)*', re.MULTILINE)
        text = block.sub(lambda match: re.sub("^##", "", match[0], flags=re.MULTILINE), text)
    return _COMMENTED_SETTING.sub("", text)


def of_kind(kind: str) -> dict[str, FieldInfo]:
    """The settings that there are with a kind of language model."""
    others = {name for name, _ in leaves() if name.startswith("writer.")}
    own = {"writer.kind", *(name for name, _ in leaves(KINDS[kind], "writer."))}
    return {name: field for name, field in leaves() if name not in others - own}


def settings_of_kind(kind: str) -> Settings:
    """What they are by default."""
    needed = [field for field in msgspec.structs.fields(KINDS[kind]) if field.default is msgspec.NODEFAULT]
    given = {field.name: TO_GIVE[field.name] for field in needed if field.default_factory is msgspec.NODEFAULT}
    return load_settings(None, {}, {"writer": {"kind": kind, **given}})


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


@pytest.mark.parametrize("kind", KINDS)
def test_the_variables_are_read(kind: str) -> None:
    rows = [documented()[name] for name in of_kind(kind)]
    variables = {codes(row[3])[0]: codes(row[2])[0].strip('"') for row in rows if codes(row[2])}
    given = {f"COPILOT__WRITER__{name.upper()}": TO_GIVE[name] for name in TO_GIVE if f"writer.{name}" in of_kind(kind)}

    assert load_settings(None, {**variables, **given, "COPILOT__WRITER__KIND": kind}) == settings_of_kind(kind)


def test_the_example_file_changes_nothing_as_it_is() -> None:
    assert load_settings(EXAMPLE, {}) == Settings()


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_file_lists_exactly_the_settings_that_exist(kind: str) -> None:
    listed = [name for name, _ in flat(tomllib.loads(example_with_everything_set(kind)))]

    assert sorted(listed) == sorted(of_kind(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_file_shows_the_defaults(kind: str, tmp_path: Path) -> None:
    uncommented = tmp_path / "copilot.toml"
    uncommented.write_text(example_with_everything_set(kind), encoding="utf-8")
    fitted = {name for name, field in leaves() if field.default is None}

    shown = dict(flat(msgspec.to_builtins(load_settings(uncommented, {}), enc_hook=str)))

    for name, field in of_kind(kind).items():
        if name not in {*fitted, "writer.kind"} and default_of(field) is not msgspec.NODEFAULT:
            assert shown[name] == msgspec.to_builtins(default_of(field), enc_hook=str), name


def test_the_example_file_explains_each_setting_in_one_sentence() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()

    for before, line in pairwise(lines):
        if _EXPLAINED_SETTING.match(line):
            assert before.startswith("# "), line
            assert before.endswith("."), line
