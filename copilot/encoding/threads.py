"""How many threads numpy's matrix products use."""

from __future__ import annotations


def one_thread_each() -> None:
    """Have them run on the thread that calls them, in this whole process.

    The products here are small: handing them to other threads, which wait for a core, made them seventy times slower.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
