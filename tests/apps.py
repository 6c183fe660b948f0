"""Applications over the services of the test session, with some part exchanged."""

from __future__ import annotations

import asyncio
import dataclasses
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar
from litestar.testing import TestClient

from copilot.api.app import create_app
from copilot.api.keys import new_key
from copilot.bootstrap import Services, make_knowledge, make_store, replies_and_procedures
from copilot.privacy.redactor import Redactor
from copilot.privacy.vaults import Vaults
from copilot.retrieval.corpus import read_corpus
from copilot.settings import Settings
from copilot.store.port import Store
from copilot.store.values import ApiKey
from copilot.suggest.brief import Drafter
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.types import Role
from tests.conftest import LOCAL


@contextmanager
def serving(
    services: Services,
    settings: Settings | None = None,
    *,
    redactor: Redactor | None = None,
    drafter: Drafter | None = None,
    store: Store | None = None,
    writer: SupervisedWriter | None = None,
) -> Iterator[TestClient[Litestar]]:
    """A client of another application: its own store, index connection and vaults, as another process would have."""
    settings = settings or services.settings
    knowledge = make_knowledge(settings, services.retriever)
    copilot = dataclasses.replace(
        services.copilot,
        knowledge=knowledge,
        canned=replies_and_procedures(settings, services.retriever)[0],
        redactor=redactor or services.redactor,
        drafter=drafter or services.copilot.drafter,
    )
    other = dataclasses.replace(
        services,
        settings=settings,
        copilot=copilot,
        redactor=copilot.redactor,
        patterns=redactor or services.patterns,
        knowledge=knowledge,
        store=store or make_store(settings),
        vaults=Vaults(),
    )
    with TestClient(create_app(other, writer), base_url=LOCAL) as client:
        yield client


def own_folders(services: Services, folder: Path) -> Settings:
    """Settings over a corpus and a state folder that nobody else uses; the corpus is indexed."""
    shutil.copytree(services.settings.corpus.path, folder / "corpus")
    corpus = msgspec.structs.replace(services.settings.corpus, path=folder / "corpus")
    settings = msgspec.structs.replace(services.settings, corpus=corpus, var=folder / "var")
    knowledge = make_knowledge(settings, services.retriever)
    knowledge.sync(read_corpus(settings.corpus.path))
    knowledge.close()
    return settings


def with_limits(settings: Settings, **limits: int) -> Settings:
    """The settings with other limits."""
    return msgspec.structs.replace(settings, limits=msgspec.structs.replace(settings.limits, **limits))


def with_keys(settings: Settings) -> Settings:
    """The settings with authentication switched on."""
    return msgspec.structs.replace(settings, auth=msgspec.structs.replace(settings.auth, required=True))


def make_keys(settings: Settings, *roles: Role) -> dict[Role, tuple[ApiKey, dict[str, str]]]:
    """A stored key for each role, and the header that carries it."""
    made = {role: new_key(role, role) for role in roles}

    async def store_them() -> None:
        store = make_store(settings)
        for key, _ in made.values():
            await store.add_key(key)
        await store.aclose()

    asyncio.run(store_them())
    return {role: (key, {"Authorization": f"Bearer {text}"}) for role, (key, text) in made.items()}


def rows(settings: Settings, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database file really holds."""
    with closing(sqlite3.connect(settings.var / "copilot.db")) as connection:
        return connection.execute(query, values).fetchall()


def asking(text: str, **more: object) -> dict[str, Any]:
    """The body of a stateless suggestion with one customer message."""
    return {"messages": [{"author": "customer", "text": text, "id": "m1"}], **more}


def problem_of(response: Any) -> Mapping[str, Any]:
    """The problem in a response, checked for the members of the contract."""
    problem: dict[str, Any] = response.json()
    assert response.headers["content-type"] == "application/problem+json", response.text
    assert {"type", "title", "status", "detail", "instance", "code"} <= set(problem), problem
    assert problem["status"] == response.status_code
    assert problem["type"] == f"urn:copilot:problem:{problem['code']}"
    assert problem["instance"].startswith("urn:request:req_")
    assert all({"path", "rule"} <= set(fault) for fault in problem.get("errors", ()))
    return problem


def bytes_in(settings: Settings) -> bytes:
    """Everything in the files of the database, deleted pages and the write-ahead log too."""
    return bytes_of(*settings.var.glob("copilot.db*"))


def bytes_of(*files: Path) -> bytes:
    """What is in the files, read by another process.

    A process that opens a database's file by itself and closes it loses SQLite's locks on it (sqlite.org/howtocorrupt,
    2.2): another one then takes itself for the last, and removes the write-ahead log from under a service that runs.
    """
    return subprocess.run(["cat", "--", *files], capture_output=True, check=True).stdout
