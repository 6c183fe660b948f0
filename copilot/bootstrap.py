"""Settings → services: the only file that names an adapter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import assert_never

import msgspec

from copilot.encoding.encoder import Encoder, OnnxEncoder, ensure_exported
from copilot.encoding.threads import one_thread_each
from copilot.encoding.vectors import vectors_of
from copilot.errors import ConfigError
from copilot.privacy.redactor import PresidioRedactor, Redactor
from copilot.privacy.sealing import seal
from copilot.privacy.vault import Vault
from copilot.privacy.vaults import Vaults
from copilot.retrieval.answerability import Calibration, load_calibration
from copilot.retrieval.fusion import LEXICAL_WEIGHT
from copilot.retrieval.knowledge import KnowledgeBase, KnowledgeOptions
from copilot.retrieval.shelf import Shelf
from copilot.settings import Settings
from copilot.store.engine import open_engine, sqlite_url
from copilot.store.migrate import migrate
from copilot.store.port import Store
from copilot.store.sql import SqlStore
from copilot.suggest.brand import Brand, load_brand
from copilot.suggest.brief import Drafter
from copilot.suggest.canned.files import read_canned
from copilot.suggest.canned.replies import CannedReplies, canned_text
from copilot.suggest.composing.composer import Composer
from copilot.suggest.pipeline import Copilot
from copilot.suggest.procedures.procedures import Procedures, read_procedures, texts_of
from copilot.suggest.request import IncomingMessage, SuggestionRequest
from copilot.suggest.suggestion import Origin
from copilot.suggest.writing.breaker import Breaker
from copilot.suggest.writing.supervised import SupervisedWriter
from copilot.suggest.writing.writer import Writer
from copilot.triage.classifiers import CurrentClassifier
from copilot.triage.heads import SHIPPED, Heads, load_heads
from copilot.triage.language import LanguageDetector
from copilot.triage.listener import Listener
from copilot.triage.prototypes import KnowledgePrototypes, load_prototype_calibration
from copilot.triage.taught import taught_path
from copilot.triage.triager import Triager
from copilot.writer_settings import LocalTransformers, NoWriter, OpenAICompatible

_WARM_UP_TEXT = "Hello, where is my order? My mail is someone@example.com, thanks!"


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """Everything one process needs, made once and shared by its threads.

    `patterns` redacts without reading: what it knows is enough for texts that are to be published.
    """

    settings: Settings
    redactor: Redactor
    patterns: Redactor
    knowledge: KnowledgeBase
    copilot: Copilot
    retriever: Encoder
    store: Store
    vaults: Vaults


def models_folder(settings: Settings) -> Path:
    """Where exported encoders are kept."""
    return settings.var / "models"


def index_path(settings: Settings) -> Path:
    """The file of the knowledge base's index."""
    return settings.var / "index" / "knowledge.db"


def database_url(settings: Settings) -> str:
    """The store's database: the setting, else SQLite in the state folder."""
    return settings.store.url or sqlite_url((settings.var / "copilot.db").resolve())


def make_var(settings: Settings) -> None:
    """Make the state folder.

    Raises:
        ConfigError: it cannot be made or written to.
    """
    try:
        settings.var.mkdir(parents=True, exist_ok=True)
        probe = settings.var / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ConfigError(
            f"the state folder {settings.var} cannot be written to ({error.strerror}): give --var another folder"
        ) from error


def make_encoder(settings: Settings, name: str) -> OnnxEncoder:
    """An encoder by the name in the settings, exported the first time."""
    one_thread_each()
    return OnnxEncoder(ensure_exported(models_folder(settings), name), threads=settings.encoder.threads)


def make_knowledge(settings: Settings, encoder: Encoder) -> KnowledgeBase:
    """The knowledge base over the index in the state folder."""
    calibration = make_calibration(settings)
    weight = settings.retrieval.lexical_weight
    options = KnowledgeOptions(
        article_url=settings.corpus.article_url,
        lexical_weight=LEXICAL_WEIGHT if weight is None else weight,
        exact_up_to_rows=settings.retrieval.exact_up_to_rows,
    )
    return KnowledgeBase(Shelf(index_path(settings), encoder.manifest), encoder, calibration, options)


def make_calibration(settings: Settings) -> Calibration:
    """The shipped calibration, with the thresholds of the settings where they are given."""
    shipped = load_calibration()
    chosen = settings.retrieval
    return msgspec.structs.replace(
        shipped,
        answer=shipped.answer if chosen.answer_threshold is None else chosen.answer_threshold,
        clarify=shipped.clarify if chosen.clarify_threshold is None else chosen.clarify_threshold,
    )


def make_drafter(settings: Settings) -> Drafter:
    """The drafter of the settings."""
    if settings.suggest.drafter != "composer":
        raise ConfigError(f"suggest.drafter = {settings.suggest.drafter!r} is not known; the one there is: composer")
    return Composer()


def make_writer(settings: Settings) -> SupervisedWriter | None:
    """The language model of the settings, if there is one; for one event loop, and to be closed by who asked for it.

    Raises:
        ConfigError: there is no model in the folder that is named.
    """
    chosen = settings.writer
    if isinstance(chosen, NoWriter):
        return None
    return SupervisedWriter(_writer(chosen), Breaker(chosen.breaker), chosen.timeouts)


def _writer(chosen: OpenAICompatible | LocalTransformers) -> Writer:
    """Imported here: most who serve have no model, and need no HTTP client for one."""
    match chosen:
        case OpenAICompatible():
            from copilot.suggest.writing.adapters.openai_compatible import OpenAICompatibleWriter

            return OpenAICompatibleWriter(chosen)
        case LocalTransformers():
            from copilot.suggest.writing.adapters.local_transformers import LocalTransformersWriter

            if not (chosen.path / "config.json").is_file():
                raise ConfigError(f"writer.path = {chosen.path} is no folder of a model: it has no config.json")
            return LocalTransformersWriter(chosen)
        case _:
            assert_never(chosen)


def make_redactor(settings: Settings, reader: Encoder) -> Redactor:
    """The redactor over the encoder that reads messages."""
    return PresidioRedactor(settings.privacy, reader)


def make_patterns(settings: Settings) -> Redactor:
    """A redactor without an encoder, which finds numbers and secrets but no names."""
    return PresidioRedactor(settings.privacy)


def make_store(settings: Settings) -> Store:
    """The store, its tables brought up to date."""
    url = database_url(settings)
    migrate(url)
    return SqlStore(open_engine(url), reseal=seal)


def make_copilot(settings: Settings) -> Copilot:
    """The pipeline with everything it needs but the store."""
    retriever = make_encoder(settings, settings.encoder.retriever)
    same = settings.encoder.reader == settings.encoder.retriever
    reader = retriever if same else make_encoder(settings, settings.encoder.reader)
    canned, procedures = replies_and_procedures(settings, retriever)
    knowledge, brand = make_knowledge(settings, retriever), load_brand(settings.corpus.path)
    heads = load_heads(SHIPPED, retriever.manifest)
    return Copilot(
        redactor=make_redactor(settings, reader),
        shares_encoder=same,
        listener=Listener(retriever, heads.messages, settings.triage.remembered_messages),
        triager=make_triager(settings, knowledge, heads, retriever, brand),
        knowledge=knowledge,
        drafter=make_drafter(settings),
        brand=brand,
        canned=canned,
        procedures=procedures,
        max_canned=settings.suggest.max_canned,
        best_tier=settings.suggest.best_tier,
        origin=Origin(encoder=retriever.manifest.fingerprint, settings=settings.fingerprint),
    )


def make_triager(settings: Settings, knowledge: KnowledgeBase, heads: Heads, encoder: Encoder, brand: Brand) -> Triager:
    """What reads customers, over the encoder whose vectors the knowledge base is searched with."""
    prototypes = KnowledgePrototypes(knowledge.nearest, load_prototype_calibration(), settings.triage.intent_threshold)
    return Triager(
        languages=LanguageDetector(),
        classifier=CurrentClassifier(taught_path(settings.var), encoder.manifest, prototypes),
        heads=heads.course,
        rules=settings.escalation,
        served=settings.triage.languages or brand.brand.languages,
    )


def make_services(settings: Settings) -> Services:
    """All services; the database is migrated, the index opened."""
    make_var(settings)
    copilot = make_copilot(settings)
    return Services(
        settings=settings,
        redactor=copilot.redactor,
        patterns=make_patterns(settings),
        knowledge=copilot.knowledge,
        copilot=copilot,
        retriever=copilot.listener.encoder,
        store=make_store(settings),
        vaults=Vaults(),
    )


def warm_up(services: Services) -> None:
    """Make one suggestion for nobody, so that the first customer does not wait for libraries to get ready."""
    message = IncomingMessage(id="m1", author="customer", text=_WARM_UP_TEXT, sent_at=datetime.now(tz=UTC))
    services.copilot.suggest(SuggestionRequest(messages=(message,)), Vault())


def replies_and_procedures(settings: Settings, encoder: Encoder) -> tuple[CannedReplies, Procedures]:
    """The replies and procedures of the corpus folder; only texts that are new are embedded."""
    replies, procedures = read_canned(settings.corpus.path), read_procedures(settings.corpus.path)
    texts = [canned_text(reply) for reply in replies]
    vectors = vectors_of([*texts, *texts_of(procedures)], encoder, models_folder(settings))
    return CannedReplies(replies, vectors[: len(texts)]), Procedures(procedures, vectors[len(texts) :])
