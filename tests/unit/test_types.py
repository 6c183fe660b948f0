"""Values that packages share."""

from __future__ import annotations

import inspect

import msgspec
import pytest

from copilot import types
from copilot.types import Reason, RedactedText


@pytest.mark.parametrize("arguments", [(), ("text",), (b"text", "utf-8")])
def test_nobody_makes_redacted_text_by_calling_it(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError, match="pass the text through the redactor"):
        RedactedText(*arguments)


def test_msgspec_does_not_make_redacted_text_either() -> None:
    with pytest.raises((TypeError, msgspec.ValidationError)):
        msgspec.json.decode(b'"text"', type=RedactedText)


STRUCTS = [kind for _, kind in inspect.getmembers(types, inspect.isclass) if issubclass(kind, msgspec.Struct)]


@pytest.mark.parametrize("kind", [kind for kind in STRUCTS if kind is not msgspec.Struct])
def test_every_value_is_frozen_and_made_by_keyword(kind: type[msgspec.Struct]) -> None:
    assert kind.__struct_config__.frozen
    with pytest.raises(TypeError):
        kind("by position")


def test_a_value_cannot_be_changed() -> None:
    reason = Reason(signal="anger", weight=0.4, message_id="m1")

    with pytest.raises(AttributeError):
        reason.weight = 1.0
