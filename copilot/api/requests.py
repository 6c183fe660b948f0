"""Requests whose bodies are refused in a sentence, whatever is wrong with them."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.datastructures import State

from copilot.errors import InvalidInput


class ApiRequest(Request[Any, Any, State]):
    """A request of the API."""

    async def json(self) -> Any:
        """The body, decoded.

        Raises:
            InvalidInput: it is not UTF-8, or nested deeper than anything in the contract; Litestar takes neither for a
                fault of the client.
        """
        try:
            return await super().json()
        except UnicodeDecodeError:
            raise InvalidInput("the body is not UTF-8: send JSON in UTF-8") from None
        except RecursionError:
            raise InvalidInput("the body is nested too deep: see /schema for what it may hold") from None
