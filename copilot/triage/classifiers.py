"""Which classifier of intents there is now: the team's own as soon as it is taught, else the knowledge base."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from copilot.encoding.models import EncoderManifest
from copilot.errors import ConfigError
from copilot.telemetry import Label, log_failure
from copilot.triage.intents import Classifier
from copilot.triage.taught import TaughtIntents, load_taught


class CurrentClassifier:
    """Looks at the file's time with every call, which takes microseconds: what was fitted counts without a restart."""

    def __init__(self, path: Path, encoder: EncoderManifest, otherwise: Classifier) -> None:
        self._path = path
        self._encoder = encoder
        self._otherwise = otherwise
        self._seen: int | None = None
        self._taught: TaughtIntents | None = None
        self._lock = Lock()

    def __call__(self) -> Classifier:
        """The classifier; a file that cannot be used is told in the log and left aside."""
        version = self._version()
        if version != self._seen:
            with self._lock:
                self._taught = self._load() if version is not None else None
                self._seen = version
        return self._taught or self._otherwise

    def _version(self) -> int | None:
        try:
            return self._path.stat().st_mtime_ns
        except OSError:
            return None

    def _load(self) -> TaughtIntents | None:
        try:
            return load_taught(self._path, self._encoder)
        except ConfigError as error:
            log_failure(Label("intents_not_loaded"), error)
            return None
