"""Bring the index up to date with the corpus folder, with a progress bar."""

from __future__ import annotations

from contextlib import closing

import msgspec
from msgspec import Struct

from copilot.bootstrap import index_path, make_encoder, make_knowledge, make_patterns, make_var
from copilot.commands.printing import Printer
from copilot.commands.publishing import secrets_in_corpus
from copilot.encoding.models import cache_folder, read_manifest
from copilot.errors import ConfigError, CorpusInvalid
from copilot.retrieval.corpus import Corpus, read_corpus
from copilot.retrieval.knowledge import KnowledgeBase, Status, SyncReport
from copilot.retrieval.shelf import rebuild as put_aside
from copilot.settings import Settings
from copilot.types import Fault


class IndexReport(Struct, frozen=True, kw_only=True):
    """What indexing did; `faults` are set if the corpus was refused and the last good index was kept.

    `secrets` are places in files that have changed: they were indexed, and should be taken out.
    """

    changes: SyncReport
    status: Status
    faults: tuple[Fault, ...] = ()
    secrets: tuple[Fault, ...] = ()


def index(settings: Settings, printer: Printer, *, rebuild: bool = False) -> IndexReport:
    """Embed what has changed in the corpus folder, and look in it for what must not be published.

    Raises:
        CorpusInvalid: the folder has faults. Whatever fails, the index is as it was.
    """
    file = index_path(settings)
    indexed_at = file.stat().st_mtime if file.exists() and not rebuild else 0.0
    report = bring_up_to_date(settings, printer, rebuild=rebuild)
    if not report.changes.written:
        return report
    secrets = secrets_in_corpus(settings.corpus.path, make_patterns(settings), newer_than=indexed_at)
    return msgspec.structs.replace(report, secrets=tuple(secrets))


def bring_up_to_date(
    settings: Settings, printer: Printer, *, rebuild: bool = False, keep_last_good: bool = False
) -> IndexReport:
    """Embed what has changed in the corpus folder.

    Raises:
        CorpusInvalid: the folder has faults, unless `keep_last_good` is set and there is an index to go on with.
            Whatever fails, the index is as it was.
    """
    make_var(settings)
    _announce_export(settings, printer)
    encoder = make_encoder(settings, settings.encoder.retriever)
    corpus = read_corpus(settings.corpus.path)
    if corpus.faults and not keep_last_good:
        raise _refused(corpus)
    undo = put_aside(index_path(settings)) if rebuild else None
    try:
        with closing(make_knowledge(settings, encoder)) as knowledge:
            return _kept(knowledge, corpus) if corpus.faults else _taken_over(knowledge, corpus, printer)
    except BaseException:
        if undo:
            undo()
        raise


def _taken_over(knowledge: KnowledgeBase, corpus: Corpus, printer: Printer) -> IndexReport:
    with printer.progress("Indexing articles") as progress:
        changes = knowledge.sync(corpus, progress)
    return IndexReport(changes=changes, status=knowledge.status())


def _kept(knowledge: KnowledgeBase, corpus: Corpus) -> IndexReport:
    status = knowledge.status()
    if not status.passages:
        raise _refused(corpus)
    changes = SyncReport(written=0, deleted=0, unchanged=status.articles)
    return IndexReport(changes=changes, status=status, faults=corpus.faults)


def _refused(corpus: Corpus) -> CorpusInvalid:
    return CorpusInvalid(f"the corpus has {len(corpus.faults)} fault(s), nothing was changed", faults=corpus.faults)


def _announce_export(settings: Settings, printer: Printer) -> None:
    folder = cache_folder(settings.var / "models", settings.encoder.retriever)
    if read_manifest(folder) is None:
        printer.line("Exporting the encoder (once; about half a minute) …")


def require_passages(knowledge: KnowledgeBase) -> None:
    """Refuse to ask an empty knowledge base.

    Raises:
        ConfigError: nothing is indexed yet.
    """
    if not knowledge.status().passages:
        raise ConfigError("the knowledge base is empty: run `copilot index` (or `copilot serve`, which indexes first)")
