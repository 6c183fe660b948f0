"""Serving needs neither torch nor the libraries that bring it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from copilot.bootstrap import Services
from tests.conftest import ROOT

HEAVY = {"torch", "transformers", "sentence_transformers", "onnx", "sklearn", "scipy", "pandas"}
SCRIPT = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr))
import copilot.api.process
from copilot.cli import main
main()
"""


@pytest.mark.slow
def test_a_suggestion_is_made_without_torch(services: Services) -> None:
    settings = services.settings  # the services have indexed the corpus
    question = ["suggest", "--json", "What does E42 mean?"]
    folders = ["--var", str(settings.var), "--corpus", str(settings.corpus.path)]

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *question, *folders], capture_output=True, check=True, cwd=ROOT
    )

    assert json.loads(done.stdout)["tier"] == "full"
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert {"onnxruntime", "litestar", "presidio_analyzer"} <= loaded
    assert not HEAVY & loaded
