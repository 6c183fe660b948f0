"""A service that readers of the documentation may change as they like."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from copilot.bootstrap import Services
from tests.apps import own_folders, serving


@pytest.fixture(scope="session")
def documented(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    """A client of the service over folders of its own, so that what a page writes is seen by no other test."""
    settings = own_folders(services, tmp_path_factory.mktemp("documented"))
    with serving(services, settings) as client:
        yield client
