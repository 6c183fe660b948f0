"""What every test may ask for."""

from __future__ import annotations

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """Run coroutine tests on asyncio, the event loop of the service."""
    return "asyncio"
