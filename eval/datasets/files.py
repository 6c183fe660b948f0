"""Files of public sets, which come packed or not."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from copilot.errors import InvalidInput


def files_in(path: Path, endings: Sequence[str]) -> Iterator[Path]:
    """The file, or the files in and below a folder, in order, whose names end so; `.gz` may follow."""
    wanted = tuple(ending + packed for ending in endings for packed in ("", ".gz"))
    candidates = sorted(path.rglob("*")) if path.is_dir() else [path]
    yield from (file for file in candidates if file.is_file() and file.name.endswith(wanted))


def content_of(path: Path) -> bytes:
    """What a file holds, unpacked.

    Raises:
        InvalidInput: it cannot be read.
    """
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (OSError, EOFError) as error:
        raise InvalidInput(f"{path} cannot be read ({type(error).__name__}): give a file that is whole") from error


def name_of(path: Path) -> str:
    """What a data set is called in reports: a folder by its name, a file with that of its folder before it."""
    whole = path.resolve()
    return whole.name if whole.is_dir() else f"{whole.parent.name}/{whole.name.partition('.')[0]}"
