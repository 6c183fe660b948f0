"""Exports that fail before there is a model."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from copilot.encoding import export as exporting
from copilot.encoding.export import export
from copilot.errors import ConfigError


def library(monkeypatch: pytest.MonkeyPatch, result: object) -> None:
    """As if sentence-transformers loaded a result, or raised it."""

    def load(*_: object, **__: object) -> object:
        if isinstance(result, Exception):
            raise result
        return result

    module = ModuleType("sentence_transformers")
    module.SentenceTransformer = load
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


@pytest.mark.parametrize("error", [OSError("gone"), ValueError("no config"), RuntimeError("odd weights")])
def test_a_model_that_cannot_be_loaded_is_told_by_name_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    library(monkeypatch, error)

    with pytest.raises(ConfigError, match=f"'some/model' cannot be loaded .{type(error).__name__}."):
        export("some/model", tmp_path / "models" / "out")

    assert list((tmp_path / "models").iterdir()) == []


def test_a_model_without_a_fast_tokenizer_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    library(monkeypatch, SimpleNamespace(tokenizer=object()))

    with pytest.raises(ConfigError, match="no fast tokenizer"):
        export("some/model", tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def test_a_failure_in_the_middle_leaves_the_export_before_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "model.onnx").write_text("the old one")
    loaded = SimpleNamespace(tokenizer=SimpleNamespace(backend_tokenizer=None), eval=lambda: None)
    library(monkeypatch, loaded)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "_trace", full_disk)

    with pytest.raises(OSError, match="No space left"):
        export("some/model", tmp_path / "out")

    assert [path.name for path in tmp_path.rglob("*")] == ["out", "model.onnx"]
