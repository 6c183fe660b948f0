"""Every place in the OpenAPI document where a client may put a value."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from copilot.api.schemas import ArticleBody

Json = dict[str, Any]
Path = tuple[str | int, ...]


class Field(NamedTuple):
    """A member of a request body, as a path of names and indices, and its schema."""

    path: Path
    schema: Json

    @property
    def type(self) -> str:
        """What stands there but for null."""
        types = self.schema.get("type")
        return next((one for one in types if one != "null"), "null") if isinstance(types, list) else str(types)

    @property
    def is_free_text(self) -> bool:
        """True if any text may stand there."""
        schema = self.schema
        is_bound = "enum" in schema or "format" in schema or schema.get("pattern", r"\S") != r"\S"
        return self.type == "string" and not is_bound


def operations(document: Json) -> dict[str, Json]:
    """`POST /v1/lint` → the operation."""
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def fields(document: Json, operation: Json) -> list[Field]:
    """Every member of the operation's JSON body, containers before what is in them."""
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return []
    schemas = dict(document["components"]["schemas"])
    schema = content["application/json"]["schema"]
    if "text/markdown" in content:  # the handler reads the body itself, so Litestar knows no more than `object`
        (schema,), own = msgspec.json.schema_components([ArticleBody])
        schemas |= own
    return list(_walk(schema, (), schemas))


def _walk(schema: Json, path: Path, schemas: Json) -> Iterator[Field]:
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for word in ("oneOf", "anyOf"):
        if word in schema:
            limits = {name: value for name, value in schema.items() if name != word}
            for item in schema[word]:
                if item.get("type") != "null":
                    yield from _walk({**limits, **item}, path, schemas)
            return
    yield Field(path, schema)
    for name, part in schema.get("properties", {}).items():
        yield from _walk(part, (*path, name), schemas)
    if schema.get("items"):
        yield from _walk(schema["items"], (*path, 0), schemas)


def having(body: Any, path: Path, value: Any) -> Any:
    """A copy of a body with a value at a path; what is missing on the way there is made."""
    if not path:
        return value
    name, *rest = path
    inside = copy.copy(body) if body is not None else [] if isinstance(name, int) else {}
    if isinstance(name, int):
        inside[name : name + 1] = [having(inside[name] if name < len(inside) else None, tuple(rest), value)]
    else:
        inside[name] = having(inside.get(name), tuple(rest), value)
    return inside
