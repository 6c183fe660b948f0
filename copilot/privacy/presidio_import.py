"""Importing Presidio without the model libraries that it would pull in just because they are installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_MODEL_LIBRARIES = ("torch", "transformers", "stanza", "pandas")
_TIMEOUT_VARIABLE = "REGEX_TIMEOUT_SECONDS"


@contextmanager
def without_model_libraries() -> Iterator[None]:
    """Make the model libraries look absent inside the block, unless they are loaded already.

    Serving needs none of them, and loading them takes seconds and hundreds of megabytes. Presidio reads its own time
    limit, in whole seconds, once, when it is imported; its default is a minute.
    """
    hidden = [name for name in _MODEL_LIBRARIES if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type] # None is how the import system marks an absent module
    previous = os.environ.get(_TIMEOUT_VARIABLE)
    os.environ[_TIMEOUT_VARIABLE] = previous or "1"
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
        if previous is None:
            del os.environ[_TIMEOUT_VARIABLE]
