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
    """Runs CPU work in a few threads; refuses what would have to wait too long."""

    def __init__(self, threads: int, waiting: int) -> None:
        self._limiter = CapacityLimiter(threads)
        self._most_waiting = waiting

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`, done in a worker thread.

        Raises:
            Overloaded: too much is waiting already.
        """
        if self._limiter.statistics().tasks_waiting >= self._most_waiting:
            raise Overloaded("more requests are waiting than can be answered in time: try again, or start more workers")
        return await to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter)
