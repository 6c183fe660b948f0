"""What the OpenAPI document says where Litestar cannot see it in a handler's signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType
from msgspec import Struct

from copilot.api.problems import PROBLEM_RESPONSES

MARKDOWN: Final = "text/markdown"


def answers(**by_status: type[Struct]) -> dict[int, ResponseSpec]:
    """The problems that any call may answer with, and successes that the signature does not show, such as `_200=…`."""
    shown = {
        int(status.removeprefix("_")): ResponseSpec(body, description="Done", generate_examples=False)
        for status, body in by_status.items()
    }
    return PROBLEM_RESPONSES | shown


@dataclass
class WithOptionalBody(Operation):
    """A call that may be sent without a body."""

    def __post_init__(self) -> None:
        if isinstance(self.request_body, RequestBody):
            self.request_body.required = False


@dataclass
class WithArticle(Operation):
    """A call whose handler reads its body itself: a Markdown file or JSON."""

    def __post_init__(self) -> None:
        forms: dict[str, Any] = {MARKDOWN: OpenAPIType.STRING, "application/json": OpenAPIType.OBJECT}
        self.request_body = RequestBody(
            description="The whole Markdown file with front matter, or JSON with `title`, `body` and optional fields.",
            content={name: OpenAPIMediaType(schema=Schema(type=kind)) for name, kind in forms.items()},
            required=True,
        )
