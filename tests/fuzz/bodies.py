"""Hypothesis strategies: values that an OpenAPI schema allows, and such as nobody expects."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
Strategy = st.SearchStrategy[Any]


def _nested(depth: int) -> Any:
    value: Any = []
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


UNUSUAL_TEXTS: Strategy = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Mn"]), min_size=1, max_size=20),
    st.sampled_from(
        [
            "",
            " ",
            "\0",
            "\ud800",
            "E42 \udfff",
            "a" * 20_001,
            "🚲" * 300,
            "👩🏽‍🚀\u200d\ufe0f",
            "\u202eEsrever\u202c",
            "مرحبا كيف حالك",
            "e" + "\u0301" * 400,
            "<PERSON_1> <EMAIL_ADDRESS_999999>",
            "4111 1111 1111 1111",
            "null",
            "'; DROP TABLE message; --",
            "{{customer_name}} %s {0} ${x}",
            "../../etc/passwd",
            "\ufeffBOM",
            "ﷺ" * 50,
            "İ" * 50,
            "[bold]x[/bold]",
            "<script>alert(1)</script>",
            "\r\n\r\ndata: x\nevent: suggestion",
            "1" * 400,
            "ß" * 60,
            "()" * 200,
        ]
    ),
)
NUMBERS: Strategy = st.one_of(
    st.integers(),
    st.sampled_from([0, -1, 2**31, 2**63, 2**64, -(2**64), 10**400, 1e308, 5e-324, 0.1, 5.0]),
    st.floats(allow_nan=True, allow_infinity=True),
)
UNUSUAL_VALUES: Strategy = st.one_of(
    UNUSUAL_TEXTS,
    NUMBERS,
    st.none(),
    st.booleans(),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    ),
    st.integers(1, 400).map(_nested),
)

_OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def allowed(document: Json, schema: Json) -> Strategy:
    """Values that a schema of the document allows."""
    if "$ref" in schema:
        return allowed(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "oneOf" in schema:
        limits = {word: value for word, value in schema.items() if word != "oneOf"}
        return st.one_of(*(allowed(document, {**limits, **item}) for item in schema["oneOf"]))
    return _BY_TYPE[schema["type"]](document, schema)


def _texts(_: Json, schema: Json) -> Strategy:
    if schema.get("format") == "date-time":
        return st.datetimes(timezones=_OFFSETS).map(lambda moment: moment.isoformat())
    if schema.get("pattern", r"\S") != r"\S":
        return st.from_regex(schema["pattern"].removesuffix("$") + r"\Z", alphabet=st.characters(codec="ascii"))
    words = st.sampled_from(["E42", "battery", "return", "refund", "Ana", "ana@mail.example", "?", "🚲", "مرحبا", "\n"])
    return (
        st.lists(words, min_size=1, max_size=12)
        .map(" ".join)
        .map(lambda text: f"x {text}"[: schema.get("maxLength", 200)])
    )


def _objects(document: Json, schema: Json) -> Strategy:
    parts = {name: allowed(document, part) for name, part in schema.get("properties", {}).items()}
    needed = set(schema.get("required", ()))
    return st.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in needed},
        optional={name: part for name, part in parts.items() if name not in needed},
    )


_BY_TYPE: dict[str, Callable[[Json, Json], Strategy]] = {
    "null": lambda _, __: st.none(),
    "boolean": lambda _, __: st.booleans(),
    "integer": lambda _, schema: st.integers(int(schema.get("minimum", 0)), int(schema.get("maximum", 10))),
    "number": lambda _, __: st.floats(allow_nan=False, allow_infinity=False),
    "string": _texts,
    "array": lambda document, schema: st.lists(
        allowed(document, schema["items"]), min_size=schema.get("minItems", 0), max_size=4
    ),
    "object": _objects,
}


@st.composite
def spoiled(draw: st.DrawFn, bodies: Strategy) -> Any:
    """A body with one value exchanged, left out or added."""
    body = draw(bodies)
    places = list(_places(body))
    if not places:
        return draw(UNUSUAL_VALUES)
    holder, key = draw(st.sampled_from(places))
    what = draw(st.sampled_from(["exchange", "exchange", "exchange", "leave out", "add"]))
    if what == "leave out":
        del holder[key]
    elif what == "add" and isinstance(holder, dict):
        holder[draw(UNUSUAL_TEXTS)] = draw(UNUSUAL_VALUES)
    else:
        holder[key] = draw(UNUSUAL_VALUES)
    return body


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in a value."""
    if not isinstance(value, dict | list):
        return []
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    return [(value, key) for key in keys] + [place for key in keys for place in _places(value[key])]


@st.composite
def written(draw: st.DrawFn, bodies: Strategy) -> bytes:
    """A body as bytes: JSON in ASCII or UTF-8, at times with duplicate keys, cut off, too deep or with odd bytes."""
    text = json.dumps(draw(bodies), ensure_ascii=draw(st.booleans()))
    content = text.encode("utf-8", "surrogatepass")
    match draw(st.sampled_from(["whole"] * 6 + ["duplicate", "cut", "noise", "deep"])):
        case "duplicate":
            return content.replace(b"{", b'{"text": "first", "k": 1, ', 1)
        case "cut":
            return content[: draw(st.integers(0, len(content)))]
        case "noise":
            at = draw(st.integers(0, len(content)))
            return content[:at] + draw(st.binary(min_size=1, max_size=6)) + content[at:]
        case "deep":
            return b'{"messages": ' * 600 + content
        case _:
            return content
