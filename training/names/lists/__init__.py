"""Lists of names and things, one a line, written for the training."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def listed(name: str) -> tuple[str, ...]:
    """The entries of a list, by the name of its file."""
    return tuple((Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines())
