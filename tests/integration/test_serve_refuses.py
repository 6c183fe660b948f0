"""`copilot serve` when it cannot start: what is wrong and what to do, in a few lines, before anything is served."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest

from copilot.bootstrap import Services
from copilot.encoding.models import MANIFEST
from tests.command import Done, Run
from tests.conftest import CORPUS


@pytest.fixture
def arguments(services: Services) -> tuple[str, ...]:
    """A service that could be started."""
    settings = services.settings
    return "serve", "--port", "0", "--var", str(settings.var), "--corpus", str(settings.corpus.path)


def in_a_sentence(done: Done) -> str:
    """What the command has said on standard error."""
    assert done.status == 1, done
    assert done.err.startswith("copilot: "), done.err
    assert done.err.count("copilot: ") == 1, done.err
    return " ".join(done.err.split())


def test_without_an_index_a_broken_file_is_named(run: Run, services: Services, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "models").symlink_to(services.settings.var / "models", target_is_directory=True)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "broken.md").write_text("---\nid: x\ntitle: [T\n---\ntext\n", encoding="utf-8")

    done = run("serve", "--port", "0", "--var", str(tmp_path / "var"), "--corpus", str(tmp_path / "corpus"))

    assert "broken.md:3: not valid YAML" in in_a_sentence(done)


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("canned/broken.md", "---\nid: x\n---\nHello\n", "canned/broken.md:2"),
        ("procedures/broken.yaml", "id: [x\n", "procedures/broken.yaml:2"),
        ("brand.toml", "[voice\n", "brand.toml"),
    ],
)
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_broken_reply_procedure_or_brand_is_named_once(
    run: Run, arguments: tuple[str, ...], tmp_path: Path, name: str, source: str, message: str, workers: str
) -> None:
    shutil.copytree(CORPUS, tmp_path / "corpus")
    (tmp_path / "corpus" / name).write_text(source, encoding="utf-8")

    done = run(*arguments, "--corpus", str(tmp_path / "corpus"), "--workers", workers)

    assert message in in_a_sentence(done)


def test_the_index_of_another_encoder_is_refused(
    run: Run, services: Services, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    var = services.settings.var
    shutil.copytree(var / "index", tmp_path / "index")
    exported = next((var / "models").glob("minilm-*"))
    shutil.copytree(exported, tmp_path / "models" / exported.name)
    manifest = tmp_path / "models" / exported.name / MANIFEST
    fields = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**fields, "fingerprint": "sha256:another"}), encoding="utf-8")

    said = in_a_sentence(run(*arguments, "--var", str(tmp_path)))

    assert fields["fingerprint"] in said
    assert "sha256:another" in said
    assert "copilot index --rebuild" in said


def test_a_model_folder_that_is_not_there_is_told_at_once(
    run: Run, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPILOT__ENCODER__RETRIEVER", "/nothing/here")

    assert "the encoder folder /nothing/here does not exist" in in_a_sentence(run(*arguments))


@pytest.mark.slow
def test_a_model_that_cannot_be_read_is_refused(
    run: Run, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COPILOT__ENCODER__RETRIEVER", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    assert "cannot be loaded" in in_a_sentence(run(*arguments))


def test_a_port_in_use_is_told_at_once(run: Run, arguments: tuple[str, ...]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        said = in_a_sentence(run(*arguments, "--port", str(other.getsockname()[1])))

    assert "cannot be listened on" in said
    assert "give --port another one" in said


REFUSALS: list[tuple[tuple[str, ...], dict[str, str], str]] = [
    (("--corpus", "/nothing/here"), {}, "the corpus folder /nothing/here does not exist: give --corpus"),
    (("--host", "0.0.0.0"), {}, "without API keys would let anyone in: make a key with `copilot keys create`"),
    (("--host", "::"), {}, "without API keys would let anyone in"),
    (("--host", "nobody.invalid"), {"COPILOT__AUTH__REQUIRED": "true"}, "cannot be listened on"),
    (("--host", "ä" * 64), {"COPILOT__AUTH__REQUIRED": "true"}, "this is not a host name"),
    (("--var", "/dev/null/var"), {}, "the state folder /dev/null/var cannot be written to"),
]


@pytest.mark.parametrize(("more", "variables", "message"), REFUSALS)
def test_what_keeps_it_from_starting_is_told_in_a_sentence(
    run: Run,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    variables: dict[str, str],
    message: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert message in in_a_sentence(run(*arguments, *more))
