"""The state folder that is measured on, and the settings that use it."""

from __future__ import annotations

from pathlib import Path

from copilot.settings import Settings, load_settings
from tests.bench.probing import ROOT

CORPUS = ROOT / "kb_corpus"
QUESTIONS = ROOT / "eval" / "data" / "retrieval"


def settings_for(var: Path) -> Settings:
    """The defaults, over the repository's own corpus and a state folder; nothing of the user's settings."""
    return load_settings(None, {}, {"var": str(var), "corpus.path": str(CORPUS)})


def beside(state: Path, var: Path) -> Settings:
    """Settings for a state folder of its own that shares the exported models of another one."""
    var.mkdir(parents=True)
    (var / "models").symlink_to((state / "models").resolve())
    return settings_for(var)
