"""Settings out of a file, the environment and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import ConfigError
from copilot.settings import Settings, hand_over, load_settings, resolved_settings


def written(folder: Path, toml: str) -> Path:
    path = folder / "copilot.toml"
    path.write_text(toml, encoding="utf-8")
    return path


def test_without_anything_set_the_defaults_hold() -> None:
    assert load_settings(None, {}) == Settings()


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    config = written(tmp_path, "[server]\nport = 1\nworkers = 2\nhost = 'localhost'\n")
    environ = {"COPILOT__SERVER__PORT": "3", "COPILOT__SERVER__WORKERS": "4", "OTHER": "x"}

    server = load_settings(config, environ, {"server.workers": 5}).server

    assert (server.host, server.port, server.workers) == ("localhost", 3, 5)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("COPILOT__AUTH__REQUIRED", "true", lambda settings: settings.auth.required is True),
        ("COPILOT__RETRIEVAL__LEXICAL_WEIGHT", "0.25", lambda settings: settings.retrieval.lexical_weight == 0.25),
        ("COPILOT__PRIVACY__PHONE_REGIONS", '["GB"]', lambda settings: settings.privacy.phone_regions == ("GB",)),
        ("COPILOT__CORPUS__PATH", "/a/b", lambda settings: settings.corpus.path == Path("/a/b")),
        ("COPILOT__VAR", "[odd", lambda settings: settings.var == Path("[odd")),
    ],
)
def test_environment_values_take_the_type_of_their_field(name: str, value: str, read: object) -> None:
    assert read(load_settings(None, {name: value}))


@pytest.mark.parametrize(
    ("environ", "place"),
    [
        ({"COPILOT__SERVER__PROT": "1"}, "$.server"),
        ({"COPILOT__SEVER__PORT": "1"}, "sever"),
        ({"COPILOT__SERVER__PORT": "many"}, "$.server.port"),
        ({"COPILOT__SERVER__PORT": "65536"}, "$.server.port"),
        ({"COPILOT__SERVER__WORKERS": "0"}, "$.server.workers"),
        ({"COPILOT__ENCODER__THREADS": "0"}, "$.encoder.threads"),
        ({"COPILOT__RETRIEVAL__ANSWER_THRESHOLD": "1.5"}, "$.retrieval.answer_threshold"),
        ({"COPILOT__PRIVACY__REGEX_TIMEOUT_SECONDS": "0"}, "$.privacy.regex_timeout_seconds"),
        ({"COPILOT__SUGGEST__BEST_TIER": "best"}, "$.suggest.best_tier"),
        ({"COPILOT__SERVER": "8000"}, "$.server"),
        ({"COPILOT__VAR": "x", "COPILOT__VAR__FOLDER": "y"}, "var"),
        ({"COPILOT__CORPUS__PATH": "[1]"}, "$.corpus.path"),
    ],
)
def test_a_wrong_name_or_value_is_told_with_its_place(environ: dict[str, str], place: str) -> None:
    with pytest.raises(ConfigError, match="settings") as raised:
        load_settings(None, environ)

    assert place in raised.value.detail


@pytest.mark.parametrize(("content", "told"), [(b"port = ", "not valid TOML"), (b"\xff\xfe", "not valid TOML")])
def test_a_broken_file_is_told_with_its_name(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "copilot.toml"
    path.write_bytes(content)

    with pytest.raises(ConfigError, match=told) as raised:
        load_settings(path, {})

    assert str(path) in raised.value.detail


def test_a_missing_file_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / "none.toml", {})


def test_a_section_given_as_a_value_cannot_be_entered(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="which is a value and not a section"):
        load_settings(written(tmp_path, "server = 5\n"), {"COPILOT__SERVER__PORT": "1"})


def test_worker_processes_read_the_same_settings() -> None:
    settings = load_settings(None, {}, {"var": "/some/where", "corpus.path": "kb", "server.port": 9})
    environ: dict[str, str] = {}

    hand_over(settings, environ)

    assert resolved_settings(environ) == settings


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({"server.port": 9}, True),
        ({"var": "/elsewhere"}, True),
        ({"encoder.retriever": "other"}, False),
        ({"retrieval.answer_threshold": 0.9}, False),
        ({"suggest.max_canned": 1}, False),
    ],
)
def test_the_fingerprint_changes_with_what_changes_answers(change: dict[str, object], *, is_same: bool) -> None:
    changed = load_settings(None, {}, change)

    assert (changed.fingerprint == Settings().fingerprint) is is_same


@pytest.mark.parametrize(("host", "is_loopback"), [("127.0.0.1", True), ("::1", True), ("0.0.0.0", False)])
def test_only_this_machine_is_loopback(host: str, *, is_loopback: bool) -> None:
    assert load_settings(None, {}, {"server.host": host}).server.is_loopback is is_loopback
