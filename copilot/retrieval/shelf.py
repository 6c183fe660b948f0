"""The index on disk: one SQLite file, changed in transactions, so that a crash leaves the last whole state.

Each change gets the next `generation`; a process that serves sees from it what it has to load anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Final, Literal
from zlib import crc32

import msgspec
import numpy as np
from msgspec import Struct

from copilot.encoding.models import EncoderManifest
from copilot.encoding.reading import Matrix
from copilot.errors import ConfigError, NotReady
from copilot.retrieval.indexed import SENTENCE_DTYPE, IndexedArticle

SHELF_FORMAT: Final = 2
Origin = Literal["folder", "api"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    revision TEXT,
    origin TEXT NOT NULL,
    seen_in_folder TEXT,
    changed_at TEXT NOT NULL,
    payload BLOB,
    sentences BLOB
);
CREATE INDEX IF NOT EXISTS article_generation ON article (generation);
"""


class Change(Struct, frozen=True, kw_only=True):
    """One article written, or deleted (None). `seen_in_folder`: the revision of the folder's file, if any."""

    id: str
    origin: Origin
    indexed: IndexedArticle | None
    seen_in_folder: str | None = None


class Shelved(Struct, frozen=True, kw_only=True):
    """What the shelf knows of an article without loading it; `revision` is None for a deleted one."""

    id: str
    revision: str | None
    origin: Origin
    seen_in_folder: str | None


class Shelf:
    """The file; one connection, guarded by a lock, for every thread of the process."""

    def __init__(self, path: Path, encoder: EncoderManifest) -> None:
        self._path = path
        self._encoder = encoder
        self._lock = Lock()
        self._decoder = msgspec.msgpack.Decoder(IndexedArticle)
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        try:
            with self._explained():
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.executescript(_SCHEMA)
        wanted = {"format": str(SHELF_FORMAT), "encoder": self._encoder.fingerprint, "dim": str(self._encoder.dim)}
        for name, value in wanted.items():
            self._connection.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, value))
        stored = dict(self._connection.execute("SELECT name, value FROM meta"))
        if stored["format"] != wanted["format"]:
            raise ConfigError(
                f"the index {self._path} was written by another version of the service: run `copilot index --rebuild`"
            )
        if any(stored[name] != value for name, value in wanted.items()):
            raise ConfigError(
                f"the index {self._path} was built with encoder {stored['encoder']}, the settings ask for "
                f"{self._encoder.fingerprint} ({self._encoder.name}): run `copilot index --rebuild`, "
                "or set the encoder back"
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError as error:
            raise NotReady(f"the index {self._path} is closed: the service is stopping") from error
        except (sqlite3.OperationalError, OSError) as error:
            what = error.strerror if isinstance(error, OSError) else error.sqlite_errorname
            raise NotReady(
                f"the index {self._path} cannot be used ({what}): check free disk space and permissions"
            ) from error
        except (sqlite3.DatabaseError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"the index {self._path} is damaged: run `copilot index --rebuild`; nothing but the index is lost"
            ) from error

    def version(self) -> int:
        """Changes whenever another process has written; costs microseconds."""
        with self._lock, self._explained():
            row = self._connection.execute("PRAGMA data_version").fetchone()
            return int(row[0])

    def since(self, generation: int) -> tuple[int, list[Change]]:
        """The newest generation, and what changed after the given one (0: everything)."""
        with self._lock, self._explained(), self._transaction("DEFERRED"):
            newest = self._newest()
            rows = self._connection.execute(
                "SELECT id, origin, seen_in_folder, payload FROM article WHERE generation > ? ORDER BY id",
                (generation,),
            ).fetchall()
            return newest, [
                Change(
                    id=row[0],
                    origin=row[1],
                    seen_in_folder=row[2],
                    indexed=self._decoder.decode(_opened(row[3])) if row[3] else None,
                )
                for row in rows
            ]

    def catalogue(self) -> dict[str, Shelved]:
        """Every article ever seen, by id, deleted ones too."""
        with self._lock, self._explained():
            rows = self._connection.execute("SELECT id, revision, origin, seen_in_folder FROM article").fetchall()
        return {row[0]: Shelved(id=row[0], revision=row[1], origin=row[2], seen_in_folder=row[3]) for row in rows}

    def sentence_vectors(self, article_id: str, revision: str) -> Matrix | None:
        """(sentences, dim) of an article as it was at `revision`; None if it has changed since."""
        with self._lock, self._explained():
            row = self._connection.execute(
                "SELECT sentences FROM article WHERE id = ? AND revision = ?", (article_id, revision)
            ).fetchone()
            if row is None or row[0] is None:
                return None
            vectors = np.frombuffer(_opened(row[0]), dtype=SENTENCE_DTYPE)
        return vectors.astype(np.float32).reshape(-1, self._encoder.dim)

    def write(self, changes: Iterable[Change]) -> int:
        """Publish changes, all or nothing; returns the new generation. On disk when it returns."""
        now = datetime.now(tz=UTC).isoformat()
        with self._lock, self._explained(), self._transaction("IMMEDIATE"):
            generation = self._newest() + 1
            self._connection.executemany(
                "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (_row(change, generation, now) for change in changes),
            )
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('built_at', ?)", (now,))
        return generation

    def built_at(self) -> datetime | None:
        """When the last change was published."""
        with self._lock, self._explained():
            row = self._connection.execute("SELECT value FROM meta WHERE name = 'built_at'").fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _newest(self) -> int:
        row = self._connection.execute("SELECT coalesce(max(generation), 0) FROM article").fetchone()
        return int(row[0])

    @contextmanager
    def _transaction(self, mode: str) -> Iterator[None]:
        self._connection.execute(f"BEGIN {mode}")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself has gone back if the disk is full
                self._connection.execute("ROLLBACK")
            raise


def _row(change: Change, generation: int, now: str) -> tuple[object, ...]:
    indexed = change.indexed
    payload = msgspec.msgpack.encode(msgspec.structs.replace(indexed, sentences=b"")) if indexed else None
    return (
        change.id,
        generation,
        indexed.article.revision if indexed else None,
        change.origin,
        change.seen_in_folder,
        now,
        payload and _closed(payload),
        indexed and _closed(indexed.sentences),
    )


def _closed(content: bytes) -> bytes:
    """With a checksum in front: SQLite notices damage to its own pages, not to what is in them."""
    return crc32(content).to_bytes(4, "big") + content


def _opened(blob: bytes) -> memoryview:
    content = memoryview(blob)[4:]
    if crc32(content) != int.from_bytes(blob[:4], "big"):
        raise sqlite3.DatabaseError("checksum")
    return content


def _write_back(path: Path) -> None:
    """Bring what is in the write-ahead log into the file itself, so that moving it loses nothing."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def rebuild(path: Path) -> Callable[[], None]:
    """Move an index aside; the returned function brings it back if what follows fails."""
    aside = path.with_suffix(".previous")
    if path.exists():
        _write_back(path)
    for old in (aside, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    if path.exists():
        path.replace(aside)

    def undo() -> None:
        if aside.exists():
            aside.replace(path)

    return undo
