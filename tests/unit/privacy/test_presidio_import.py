"""Loading Presidio without what it would pull in."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from copilot.privacy.presidio_import import without_model_libraries

SCRIPT = """
import sys
from copilot.privacy.redactor import PresidioRedactor
from copilot.settings import PrivacySettings
assert "presidio_analyzer" not in sys.modules, "importing the package must not load Presidio"
PresidioRedactor(PrivacySettings())
loaded = {"torch", "transformers", "stanza", "pandas"} & set(sys.modules)
assert not loaded, loaded
"""


@pytest.mark.slow
def test_the_redactor_loads_no_model_library() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_hides_only_what_is_not_loaded_and_tidies_up(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = object()
    monkeypatch.setitem(sys.modules, "pandas", loaded)
    monkeypatch.delitem(sys.modules, "stanza", raising=False)
    monkeypatch.delenv("REGEX_TIMEOUT_SECONDS", raising=False)

    with without_model_libraries():
        inside = (sys.modules["stanza"], sys.modules["pandas"], os.environ["REGEX_TIMEOUT_SECONDS"])

    assert inside == (None, loaded, "1")
    assert "stanza" not in sys.modules
    assert sys.modules["pandas"] is loaded
    assert "REGEX_TIMEOUT_SECONDS" not in os.environ


def test_keeps_a_time_limit_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGEX_TIMEOUT_SECONDS", "3")

    with without_model_libraries():
        inside = os.environ["REGEX_TIMEOUT_SECONDS"]

    assert inside == os.environ["REGEX_TIMEOUT_SECONDS"] == "3"
