"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from filelock import FileLock
from litestar import Litestar
from litestar.testing import TestClient

from copilot.api.app import create_app
from copilot.bootstrap import Services, make_encoder, make_knowledge, make_services
from copilot.encoding.encoder import ensure_exported
from copilot.encoding.models import DEFAULT_ENCODER, cache_folder, read_manifest
from copilot.retrieval.corpus import read_corpus
from copilot.settings import Settings, load_settings
from copilot.store.engine import sqlite_url
from copilot.store.migrate import migrate
from tests.command import Run, runner

ROOT = Path(__file__).parents[1]
CORPUS = Path(__file__).with_name("corpus")
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture
def anyio_backend() -> str:
    """Run coroutine tests on asyncio, the event loop of the service."""
    return "asyncio"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Run]:
    """Run `copilot …` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    yield runner(monkeypatch, capsys)
    structlog.reset_defaults()  # the command has pointed the log at what pytest captured for this test


@pytest.fixture(scope="session")
def exported_encoder() -> Path:
    """The packaged encoder, exported once and kept between runs: exporting takes half a minute.

    Of several processes that run tests, one exports it while the others wait.
    """
    kept = os.environ.get("COPILOT_TEST_MODELS")
    models = Path(kept) if kept else ROOT / "var" / "models"
    folder = cache_folder(models, DEFAULT_ENCODER)
    if read_manifest(folder) is None:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / ".exporting.lock"):
            ensure_exported(models, DEFAULT_ENCODER)
    return folder


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables and nothing in them, to be copied: making them takes longer than most tests."""
    database = tmp_path_factory.mktemp("sqlite") / "copilot.db"
    migrate(sqlite_url(database))
    assert not [path for path in database.parent.glob("copilot.db-*") if path.stat().st_size], "not all is in the file"
    return database


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, exported_encoder: Path) -> Settings:
    """Settings over copies of `tests/corpus` and an empty state folder that borrows the exported encoder."""
    folder = tmp_path_factory.mktemp("service")
    (folder / "var" / "models").mkdir(parents=True)
    (folder / "var" / "models" / exported_encoder.name).symlink_to(exported_encoder, target_is_directory=True)
    shutil.copytree(CORPUS, folder / "corpus")
    return load_settings(None, {}, {"var": str(folder / "var"), "corpus.path": str(folder / "corpus")})


@pytest.fixture(scope="session")
def services(settings: Settings) -> Services:
    """Real services over the small corpus; making them takes seconds, so every test shares them."""
    knowledge = make_knowledge(settings, make_encoder(settings, settings.encoder.retriever))
    knowledge.sync(read_corpus(settings.corpus.path))
    knowledge.close()
    return make_services(settings)


@pytest.fixture(scope="session")
def client(services: Services) -> Iterator[TestClient[Litestar]]:
    """A client of the service as `make serve` starts it: on this machine, without keys."""
    with TestClient(create_app(services), base_url=LOCAL) as client:
        yield client
