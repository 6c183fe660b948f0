"""Which language model may write: settings, and what is made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.bootstrap import make_writer
from copilot.errors import ConfigError
from copilot.settings import Settings, hand_over, load_settings, resolved_settings
from copilot.writer_settings import LocalTransformers, NoWriter, OpenAICompatible

KEY = "sk-not-for-logs"
SERVER = {
    "COPILOT__WRITER__KIND": "openai_compatible",
    "COPILOT__WRITER__BASE_URL": "http://127.0.0.1:8001/v1",
    "COPILOT__WRITER__MODEL": "org/tiny",
    "COPILOT__WRITER__API_KEY": KEY,
}


def server(**changed: str) -> Settings:
    return load_settings(None, {**SERVER, **{f"COPILOT__WRITER__{name}": value for name, value in changed.items()}})


def test_there_is_no_language_model_unless_one_is_set() -> None:
    assert Settings().writer == NoWriter()
    assert make_writer(Settings()) is None


def test_variables_and_a_file_name_a_server_together(tmp_path: Path) -> None:
    file = tmp_path / "copilot.toml"
    file.write_text(
        '[writer]\nkind = "openai_compatible"\nbase_url = "https://m/v1"\nmodel = "m"\n[writer.breaker]\nfailures = 7\n'
    )

    writer = load_settings(
        file, {"COPILOT__WRITER__API_KEY": KEY, "COPILOT__WRITER__TIMEOUTS__TOTAL_SECONDS": "9"}
    ).writer

    assert isinstance(writer, OpenAICompatible)
    assert (writer.base_url, writer.model, writer.api_key) == ("https://m/v1", "m", KEY)
    assert (writer.breaker.failures, writer.timeouts.total_seconds) == (7, 9)


WRONG = [
    {"COPILOT__WRITER__KIND": "gpt"},
    {"COPILOT__WRITER__MODEL": "m"},
    {"COPILOT__WRITER__KIND": "openai_compatible", "COPILOT__WRITER__MODEL": "m"},
    {**SERVER, "COPILOT__WRITER__BASE_URL": "127.0.0.1:8001"},
    {**SERVER, "COPILOT__WRITER__BASE_URL": f"http://user:{KEY}@m/v1"},
    {**SERVER, "COPILOT__WRITER__API_KEY": f"{KEY}\nX-Evil: 1"},
    {**SERVER, "COPILOT__WRITER__API_KEY": f"{KEY}é"},
    {**SERVER, "COPILOT__WRITER__PATH": "models/m"},
    {**SERVER, "COPILOT__WRITER__TIMEOUTS__TOTAL_SECONDS": "0"},
    {"COPILOT__WRITER__KIND": "none", "COPILOT__WRITER__API_KEY": KEY},
]


@pytest.mark.parametrize("variables", WRONG)
def test_what_fits_no_kind_is_an_error_that_does_not_repeat_the_key(variables: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="writer") as caught:
        load_settings(None, variables)
    assert KEY not in str(caught.value)


def test_the_key_is_not_shown_with_the_settings() -> None:
    settings = server()

    assert KEY not in repr(settings)
    assert "org/tiny" in repr(settings)


def test_the_fingerprint_tells_models_apart_and_not_keys() -> None:
    known = server().fingerprint

    assert server(API_KEY="another").fingerprint == known
    assert server(MODEL="org/other").fingerprint != known
    assert Settings().fingerprint != known


@pytest.mark.parametrize("settings", [Settings(), server(), Settings(writer=LocalTransformers(path=Path("models/m")))])
def test_worker_processes_get_the_same_settings(settings: Settings) -> None:
    environment: dict[str, str] = {}
    hand_over(settings, environment)

    assert resolved_settings(environment) == settings


@pytest.mark.anyio
async def test_a_server_becomes_a_writer_without_being_asked_anything() -> None:
    writer = make_writer(server())

    assert writer is not None
    assert writer.name == "openai_compatible:tiny"
    await writer.aclose()


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_a_model_stops_the_start(tmp_path: Path, name: str) -> None:
    settings = Settings(writer=LocalTransformers(path=tmp_path / name))

    with pytest.raises(ConfigError, match=r"config\.json"):
        make_writer(settings)
