"""Messages one a line, `{"text": …, "spans": [{"kind", "start", "end"}]}`: anybody's own labelled messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.types import Fault
from eval.datasets.files import content_of, name_of
from eval.datasets.filled import Labelled, Span
from eval.texts import Texts

_ENDINGS: Final = (".jsonl", ".jsonl.gz")


class Marked(Struct, frozen=True, kw_only=True):
    """A message; `start`/`end` of its spans are code points. `after` is what the operator wrote right before."""

    text: str
    spans: tuple[Span, ...]
    after: str | None = None
    id: str | None = None


def is_marked(path: Path) -> bool:
    """True for a file whose first line is such a message."""
    if not (path.is_file() and path.name.endswith(_ENDINGS)):
        return False
    first = content_of(path).partition(b"\n")[0]
    try:
        msgspec.json.decode(first, type=Marked)
    except msgspec.DecodeError:
        return False
    return True


def read_marked(path: Path) -> Texts:
    """The messages of a file; they may be real, so a report does not quote them.

    Raises:
        InvalidInput: a line is malformed, or a span lies outside its text; the lines are named, not quoted.
    """
    faults: list[Fault] = []
    messages = []
    for number, line in enumerate(content_of(path).splitlines(), start=1):
        try:
            marked = msgspec.json.decode(line, type=Marked)
        except msgspec.DecodeError:
            faults.append(Fault(path=path.name, line=number, rule="text and spans of kind, start and end are needed"))
            continue
        faults.extend(Fault(path=path.name, line=number, rule=rule) for rule in _broken(marked))
        name = marked.id or f"{path.name}:{number}"
        spans = tuple(sorted(marked.spans, key=lambda span: span.start))
        messages.append(Labelled(template=name, text=marked.text, after=marked.after, spans=spans))
    if faults:
        shown = "; ".join(f"{fault.path}:{fault.line}: {fault.rule}" for fault in faults[:3])
        raise InvalidInput(f"{path} has {len(faults)} fault(s): {shown}", faults=tuple(faults))
    return Texts(name=name_of(path), messages=tuple(messages), shows_text=False)


def _broken(marked: Marked) -> Iterator[str]:
    if any(not 0 <= span.start < span.end <= len(marked.text) for span in marked.spans):
        yield "a span lies outside the text or is empty"
