"""What is missing or broken on this machine, and how to mend it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sys
from collections.abc import Callable, Iterator

from msgspec import Struct

from copilot.bootstrap import (
    index_path,
    make_encoder,
    make_knowledge,
    make_patterns,
    make_redactor,
    make_store,
    make_var,
    models_folder,
)
from copilot.commands.publishing import secrets_in_corpus
from copilot.encoding.models import cache_folder, model_source, read_manifest
from copilot.errors import CopilotError
from copilot.privacy.vault import Vault
from copilot.retrieval.corpus import read_corpus
from copilot.settings import Settings
from copilot.suggest.brand import load_brand
from copilot.suggest.canned.approval import objections_to
from copilot.suggest.canned.files import read_canned
from copilot.suggest.procedures.procedures import read_procedures
from copilot.telemetry import origin_of
from copilot.triage.heads import SHIPPED, load_heads
from copilot.triage.taught import load_taught, taught_path

_LEAST_FREE_BYTES = 500_000_000
_PROBE_SECONDS = 2.0


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that was looked at; `detail` says what to do if it is not ok."""

    name: str
    is_ok: bool
    detail: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything the service needs; one finding each, in the order in which they depend on each other."""
    checks: dict[str, Callable[[Settings], str]] = {
        "python": _python,
        "state folder": _state_folder,
        "disk": _disk,
        "encoder": _encoder,
        "corpus": _corpus,
        "canned replies": _canned,
        "procedures": lambda s: f"{len(read_procedures(s.corpus.path))} procedures",
        "brand": lambda s: f"brand {load_brand(s.corpus.path).brand.name or 'without a name'}",
        "secrets": _secrets,
        "index": _index,
        "triage": _triage,
        "redactor": _redactor,
        "database": _database,
        "port": _port,
        "authentication": _authentication,
    }
    return list(_findings(checks, settings))


def _triage(settings: Settings) -> str:
    encoder = make_encoder(settings, settings.encoder.retriever)
    load_heads(SHIPPED, encoder.manifest)
    path = taught_path(settings.var)
    if not path.is_file():
        return "heads loaded; intents by the knowledge base's articles (`copilot triage fit` teaches your own labels)"
    taught = load_taught(path, encoder.manifest)
    return f"heads loaded; {len(taught.heads.labels)} intents of your own, believed from {taught.threshold:.2f} on"


def _findings(checks: dict[str, Callable[[Settings], str]], settings: Settings) -> Iterator[Finding]:
    for name, check in checks.items():
        try:
            yield Finding(name=name, is_ok=True, detail=check(settings))
        except CopilotError as error:
            places = "".join(f"\n{fault.path}:{fault.line or 1}: {fault.rule}" for fault in error.faults)
            yield Finding(name=name, is_ok=False, detail=error.detail + places)
        except Unhealthy as error:
            yield Finding(name=name, is_ok=False, detail=str(error))
        except Exception as error:  # noqa: BLE001 - the other checks may say why; this one's text may quote anything
            yield Finding(name=name, is_ok=False, detail=f"failed with {type(error).__name__} at {origin_of(error)}")


class Unhealthy(Exception):
    """A check that found something wrong; its text says what to do."""


def _python(_: Settings) -> str:
    return f"Python {sys.version.split()[0]}"


def _state_folder(settings: Settings) -> str:
    make_var(settings)
    return str(settings.var)


def _disk(settings: Settings) -> str:
    free = shutil.disk_usage(settings.var).free
    if free < _LEAST_FREE_BYTES:
        raise Unhealthy(
            f"only {free // 1_000_000} MB are free where {settings.var} is: make room, writes will fail soon"
        )
    return f"{free / 1e9:.1f} GB free"


def _encoder(settings: Settings) -> str:
    for name in dict.fromkeys((settings.encoder.retriever, settings.encoder.reader)):
        if read_manifest(cache_folder(models_folder(settings), name)) is None:
            model_source(name)
            raise Unhealthy(f"the encoder {name} is not exported yet: `copilot index` does it")
    manifest = make_encoder(settings, settings.encoder.retriever).manifest
    return f"{manifest.name}, {manifest.dim} dimensions, {manifest.fingerprint}"


def _corpus(settings: Settings) -> str:
    corpus = read_corpus(settings.corpus.path)
    if corpus.faults:
        shown = "\n".join(f"{fault.path}:{fault.line or 1}: {fault.rule}" for fault in corpus.faults)
        raise Unhealthy(f"{len(corpus.faults)} fault(s); until they are mended nothing new is indexed:\n{shown}")
    return f"{len(corpus.articles)} articles in {settings.corpus.path}"


def _secrets(settings: Settings) -> str:
    faults = list(secrets_in_corpus(settings.corpus.path, make_patterns(settings)))
    if faults:
        shown = "\n".join(f"{fault.path}:{fault.line}: {fault.rule}" for fault in faults)
        raise Unhealthy(f"{len(faults)} place(s) in the corpus folder are found by everybody who searches:\n{shown}")
    return "none in the corpus folder"


def _canned(settings: Settings) -> str:
    """What speaks against a reply is told and no fault: the service offers what is in the files."""
    replies, brand = read_canned(settings.corpus.path), load_brand(settings.corpus.path)
    found = [(reply.id, fault) for reply in replies for fault in objections_to(reply, brand)]
    shown = "".join(f"\nwarning: {reply_id}, line {fault.line} of the text: {fault.rule}" for reply_id, fault in found)
    return f"{len(replies)} replies{shown}"


def _index(settings: Settings) -> str:
    if not index_path(settings).exists():
        raise Unhealthy("there is no index yet: run `copilot index`")
    knowledge = make_knowledge(settings, make_encoder(settings, settings.encoder.retriever))
    status = knowledge.status()
    knowledge.close()
    if not status.passages:
        raise Unhealthy("the index is empty: run `copilot index`")
    return f"{status.articles} articles, {status.passages} passages, snapshot {status.snapshot_id}"


def _redactor(settings: Settings) -> str:
    redactor = make_redactor(settings, make_encoder(settings, settings.encoder.reader))
    found = {
        entity.kind for entity in redactor.redact("Hi, I'm Maria Kowalska, card 4111 1111 1111 1111", Vault()).entities
    }
    missed = {"CREDIT_CARD", "PERSON"} - found - {kind.upper() for kind in settings.privacy.policy}
    if missed:
        raise Unhealthy(
            f"the redactor missed {' and '.join(sorted(missed))} in a test text: install the requirements again"
        )
    return "finds a test card and a test name"


def _database(settings: Settings) -> str:
    async def ping() -> None:
        store = make_store(settings)
        await store.ping()
        await store.aclose()

    asyncio.run(ping())
    return settings.store.url.split("@")[-1] or "SQLite in the state folder"


def _port(settings: Settings) -> str:
    server = settings.server
    try:
        socket.create_connection((server.host, server.port), timeout=_PROBE_SECONDS).close()
    except OSError:
        return f"{server.host}:{server.port} is free"
    raise Unhealthy(f"something listens on {server.host}:{server.port} already: stop it, or give --port another one")


def _authentication(settings: Settings) -> str:
    if not settings.auth.required and not settings.server.is_loopback:
        raise Unhealthy("another address than loopback needs API keys: set auth.required = true and make a key")
    return "API keys are required" if settings.auth.required else "off: this machine only"
