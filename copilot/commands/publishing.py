"""Secrets in the corpus folder, by file and line: whoever looks after it takes them out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from copilot.privacy.publishing import secrets_of
from copilot.privacy.redactor import Redactor
from copilot.types import Fault

_PUBLISHED: Final = frozenset({".md", ".toml", ".json", ".jsonl"})


def secrets_in_corpus(folder: Path, patterns: Redactor, *, newer_than: float = 0.0) -> Iterator[Fault]:
    """What must not be published in articles, canned replies, procedures and the brand, in the order of file names.

    Files last changed before `newer_than`, in seconds since the epoch, are passed over; so are those that are no text.

    Raises:
        RedactionFailed: a file could not be checked.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _PUBLISHED or not path.is_file() or path.stat().st_mtime < newer_than:
            continue
        text = path.read_bytes().decode(errors="replace")
        for secret in secrets_of(text, patterns):
            rule = f"holds a {secret.kind}, which must not be published: take it out"
            yield Fault(path=str(path.relative_to(folder)), line=secret.line, rule=rule)
