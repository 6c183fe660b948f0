"""Markdown with YAML front matter → a typed value, with every fault named by file and line."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec
import yaml
from msgspec import Struct

from copilot.errors import CorpusInvalid
from copilot.types import Fault

T = TypeVar("T", bound=Struct)

_FENCE = "---"
_LINE_END = re.compile(r"\r\n?")
_FIELD = re.compile(r"\$\.([A-Za-z_]+)|field `([A-Za-z_]+)`")


class _Loader(yaml.SafeLoader):
    """Without aliases: a few lines of them can stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.current_event.start_mark
            raise yaml.composer.ComposerError(None, None, "an alias (`*name`) is not allowed", mark)
        return super().compose_node(parent, index)


def parse(source: str, form: type[T], path: str) -> tuple[T, str]:
    """The front matter as `form`, and the body without surrounding blank lines.

    Raises:
        CorpusInvalid: no front matter, broken YAML, or fields that are missing, unknown or of the wrong type.
    """
    header, body, first_line = _split(source, path)
    fields = load_yaml(header, path, first_line)
    if not isinstance(fields, dict):
        raise _invalid(path, first_line, "the front matter must be `name: value` lines")
    try:
        return msgspec.convert(_plain(fields), form), body.strip("\n")
    except UnicodeEncodeError:
        raise _invalid(path, first_line, "a value holds half of a character (an unpaired surrogate)") from None
    except msgspec.ValidationError as error:
        name = _field_name(str(error))
        raise _invalid(path, first_line + _line_of(header, name), str(error)) from None


def load_yaml(text: str, path: str, first_line: int = 1) -> Any:
    """YAML → plain values.

    Raises:
        CorpusInvalid: the text is not YAML; the fault has the line.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = first_line + (mark.line if mark else 0)
        raise _invalid(path, line, f"not valid YAML: {error.problem or 'cannot be read'}") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise _invalid(path, first_line, "not valid YAML: a character, value or depth that is not allowed") from None


def unix_lines(text: str) -> str:
    """The text with a line feed at the end of every line; other separators, such as a form feed, are left alone."""
    return _LINE_END.sub("\n", text)


def _split(source: str, path: str) -> tuple[str, str, int]:
    lines = unix_lines(source.lstrip("\ufeff")).split("\n")
    if lines[0].rstrip() != _FENCE:
        raise _invalid(path, 1, "the file must begin with front matter between two lines of `---`")
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), 2
    raise _invalid(path, 1, "the front matter has no closing line of `---`")


def _plain(value: Any) -> Any:
    """YAML's dates as ISO strings, so that a field's own type decides what they mean.

    Raises:
        UnicodeEncodeError: a string cannot be stored.
    """
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        value.encode()
    return value.isoformat() if isinstance(value, date | datetime) else value


def _field_name(message: str) -> str:
    found = _FIELD.search(message)
    return (found.group(1) or found.group(2)) if found else ""


def _line_of(header: str, name: str) -> int:
    for number, line in enumerate(header.split("\n")):
        if name and line.startswith(f"{name}:"):
            return number
    return 0


def _invalid(path: str, line: int, rule: str) -> CorpusInvalid:
    return CorpusInvalid(f"{path}:{line}: {rule}", faults=(Fault(path=path, line=line, rule=rule),))
