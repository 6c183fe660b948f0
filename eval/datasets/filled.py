"""Templates with slots, filled with made-up values: messages in which every piece of personal data is known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from copilot.types import Fault

Case = Literal["as_is", "lower", "upper"]
Choose = Callable[[str], str]
"""Slot, with its sub-form (`PERSON.first`) → a value for it; raises `KeyError` if it has none."""

TEMPLATES: Final = "templates.jsonl"
VALUES: Final = "values.json"
NEGATIVES: Final = "negatives.jsonl"

_SLOT: Final = re.compile(r"\{([A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*)((?:\.[a-z0-9_]+)?)\}")
_BROKEN_SLOT: Final = re.compile(r"\{ *[A-Z][A-Z_]{2,} *(?:\.[^{}\"]{0,20})?\}")
_FILLED: Final = 8
_SEED: Final = 2_003
_CASES: Final[dict[Case, Callable[[str], str]]] = {"as_is": str, "lower": str.lower, "upper": str.upper}


class Template(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message with slots: `{PERSON.first}` is personal data of the kind before the dot, `{order_number}` is none.

    `after` is what the operator wrote right before and may hold slots too. `case` is how the customer types.
    """

    id: str
    text: str
    after: str | None = None
    case: Case = "as_is"


class Negative(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message that holds no personal data but may look as if."""

    id: str
    text: str
    after: str | None = None


class Span(Struct, frozen=True, kw_only=True):
    """A half-open range of code points, and the kind of what stands there."""

    kind: str
    start: int
    end: int


class Labelled(Struct, frozen=True, kw_only=True):
    """A message with all its personal data (`spans`) and what looks like it but stays (`stays`), each in text order.

    Messages with the same `template` are alike: they count as one observation in confidence intervals.
    """

    template: str
    text: str
    after: str | None = None
    spans: tuple[Span, ...] = ()
    stays: tuple[Span, ...] = ()


def fill(template: Template, choose: Choose) -> Labelled:
    """The template with a value in every slot: first the slots of `after`, then those of `text`, each from the left.

    Raises:
        InvalidInput: a slot has no value.
    """
    after = None if template.after is None else _filled(template, template.after, choose, "as_is")[0]
    text, filled = _filled(template, template.text, choose, template.case)
    return Labelled(
        template=template.id,
        text=text,
        after=after,
        spans=tuple(span for span in filled if span.kind.isupper()),
        stays=tuple(span for span in filled if not span.kind.isupper()),
    )


def _filled(template: Template, text: str, choose: Choose, case: Case) -> tuple[str, list[Span]]:
    """The text and where its values are; the case is set piece by piece, since it can change how long one is."""
    in_case = _CASES[case]
    filled, done = "", 0
    spans = []
    for slot in _SLOT.finditer(text):
        filled += in_case(text[done : slot.start()])
        start = len(filled)
        filled += in_case(_value(template, slot[1] + slot[2], choose))
        spans.append(Span(kind=slot[1], start=start, end=len(filled)))
        done = slot.end()
    return filled + in_case(text[done:]), spans


def _value(template: Template, slot: str, choose: Choose) -> str:
    try:
        return choose(slot)
    except KeyError as error:
        raise InvalidInput(f"the template {template.id} has the slot {slot}, for which there is no value") from error


class Deck:
    """Values drawn in a seeded order: none of a slot's values comes again before all have been drawn.

    A slot's order depends on the seed and its own values only, so that a new slot does not change the others.
    """

    def __init__(self, values: Mapping[str, Sequence[str]], seed: int) -> None:
        self._values = {slot: list(given) for slot, given in values.items() if given}
        self._random = {slot: random.Random(f"{seed} {slot}") for slot in self._values}  # noqa: S311 - made-up values
        self._left: dict[str, list[str]] = {slot: [] for slot in self._values}

    def choose(self, slot: str) -> str:
        """The next value of a slot.

        Raises:
            KeyError: the slot has no values.
        """
        left = self._left[slot]
        if not left:
            left += self._random[slot].sample(self._values[slot], len(self._values[slot]))
        return left.pop()


def is_filled(path: Path) -> bool:
    """True for a folder of templates with values."""
    return (path / TEMPLATES).is_file()


def read_filled(folder: Path) -> tuple[Labelled, ...]:
    """Every template filled eight times, in the order of the file, then the messages without personal data.

    Raises:
        InvalidInput: a line is malformed, an id is used twice, or a slot has no values; all faulty lines are named.
    """
    templates, negatives = read_templates(folder / TEMPLATES), _read(folder / NEGATIVES, Negative)
    deck = Deck(_read_values(folder / VALUES), _SEED)
    return (
        *(fill(template, deck.choose) for template in templates for _ in range(_FILLED)),
        *(Labelled(template=negative.id, text=negative.text, after=negative.after) for negative in negatives),
    )


def read_templates(path: Path) -> tuple[Template, ...]:
    """The templates of a JSON-lines file, in its order.

    Raises:
        InvalidInput: a line is malformed, or an id is used twice; all faulty lines are named.
    """
    return _read(path, Template)


_Line = TypeVar("_Line", Template, Negative)


def _read(path: Path, kind: type[_Line]) -> tuple[_Line, ...]:
    read: dict[str, _Line] = {}
    faults: list[Fault] = []
    for number, line in enumerate(_content(path).splitlines(), start=1):
        try:
            one = msgspec.json.decode(line, type=kind)
        except msgspec.DecodeError as error:
            faults.append(Fault(path=path.name, line=number, rule=str(error)))
            continue
        faults.extend(Fault(path=path.name, line=number, rule=rule) for rule in _broken(one, read))
        read[one.id] = one
    if faults:
        shown = "; ".join(f"{fault.path}:{fault.line}: {fault.rule}" for fault in faults[:3])
        raise InvalidInput(f"{path.parent} has {len(faults)} fault(s): {shown}", faults=tuple(faults))
    return tuple(read.values())


def _broken(one: Template | Negative, read: Mapping[str, Any]) -> Iterator[str]:
    if one.id in read:
        yield f"the id {one.id} is used twice"
    for text in (one.text, one.after or ""):
        for candidate in _BROKEN_SLOT.finditer(text):
            if not _SLOT.fullmatch(candidate[0]):
                yield f"the slot {candidate[0]} is malformed"


def _read_values(path: Path) -> dict[str, list[str]]:
    try:
        return msgspec.json.decode(_content(path), type=dict[str, list[str]])
    except msgspec.DecodeError as error:
        raise InvalidInput(f"{path}: {error}; give an object of slots with lists of values") from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read ({error.strerror})") from error
