"""The one hop from the event loop to a worker thread, with a bound on how much may wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from copilot.errors import Overloaded

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """Runs CPU work in a few threads; refuses what would have to wait too long. For one event loop."""

    def __init__(self, threads: int, waiting: int) -> None:
        self._limiter = CapacityLimiter(threads)
        self._most_inside = threads + waiting
        self._inside = 0  # the limiter's own count comes too late: it rises only after a turn of the event loop

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`, done in a worker thread.

        Raises:
            Overloaded: too much is waiting already.
        """
        if self._inside >= self._most_inside:
            raise Overloaded("more requests are waiting than can be answered in time: try again, or start more workers")
        self._inside += 1
        try:
            return await to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter)
        finally:
            self._inside -= 1
