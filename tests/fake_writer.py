"""A language model that says what it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from copilot.suggest.brief import Brief
from copilot.suggest.writing.writer import CLOSED, unavailable


class FakeWriter:
    """Writes the pieces that it is given, for every brief; an event is waited for, an error is raised.

    `open_requests` are those whose iterator has not ended.
    """

    name = "fake:writer"

    def __init__(self, *script: str | asyncio.Event | Exception) -> None:
        self.script = script
        self.briefs: list[Brief] = []
        self.open_requests = 0
        self.is_closed = False

    async def write(self, brief: Brief) -> AsyncGenerator[str, None]:
        if self.is_closed:
            raise unavailable(CLOSED)
        self.briefs.append(brief)
        self.open_requests += 1
        try:
            for step in self.script:
                if isinstance(step, Exception):
                    raise step
                if isinstance(step, str):
                    await asyncio.sleep(0)
                    yield step
                else:
                    await step.wait()
        finally:
            self.open_requests -= 1

    async def aclose(self) -> None:
        self.is_closed = True
