"""The `copilot` command, but for `serve`, which has its tests under `tests/e2e`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from copilot.bootstrap import Services
from copilot.encoding.models import DEFAULT_ENCODER, MANIFEST
from copilot.errors import ConfigError, NotReady
from copilot.retrieval.knowledge import KnowledgeBase
from copilot.settings import Settings
from tests.command import Run
from tests.conftest import CORPUS

CARD = "4111 1111 1111 1111"


@pytest.fixture(scope="module")
def folders(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """`--var` and `--corpus` of a service that the commands share; indexed by the first test that runs."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "var").mkdir()
    (folder / "var" / "models").symlink_to(settings.var / "models", target_is_directory=True)
    shutil.copytree(CORPUS, folder / "corpus")
    return "--var", str(folder / "var"), "--corpus", str(folder / "corpus")


@pytest.fixture
def indexed(run: Run, folders: tuple[str, ...]) -> tuple[str, ...]:
    assert run("index", *folders).status == 0
    return folders


@pytest.fixture
def export_that_copies(exported_encoder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty state folder gets its encoder without the half minute that `test_encoder.py` spends on exporting."""

    def export(name: str, folder: Path) -> None:
        assert name == DEFAULT_ENCODER
        shutil.copytree(exported_encoder, folder)

    monkeypatch.setattr("copilot.encoding.encoder._export_in_subprocess", export)


def test_index_tells_what_it_did_and_does_nothing_twice(run: Run, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "models").symlink_to(settings.var / "models", target_is_directory=True)
    folders = ("--var", str(tmp_path / "var"), "--corpus", str(CORPUS))

    first, second = run("index", *folders), run("index", "--json", *folders)

    assert (first.status, second.status) == (0, 0)
    assert "14 articles" in first.out
    assert "14 written, 0 deleted, 0 unchanged" in first.out
    assert second.json["changes"] == {"written": 0, "deleted": 0, "unchanged": 14}
    assert second.json["status"]["articles"] == 14


def test_index_names_broken_files_with_their_lines(run: Run, indexed: tuple[str, ...]) -> None:
    path = Path(indexed[3]) / "articles" / "bikes" / "warranty.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("category: bikes", "category: [bikes"), encoding="utf-8")

    broken, rebuilt = run("index", *indexed), run("index", "--rebuild", *indexed)
    found = run("search", "--json", "How long is the warranty on my bike?", *indexed)
    path.write_text(good, encoding="utf-8")

    for done in (broken, rebuilt):
        assert done.status == 1
        assert "articles/bikes/warranty.md:5: not valid YAML" in done.err
    assert found.json["hits"][0]["passage"]["article_id"] == "warranty"


def test_rebuild_makes_the_index_anew(run: Run, indexed: tuple[str, ...]) -> None:
    done = run("index", "--rebuild", *indexed)

    assert "14 written" in done.out
    assert run("search", "E42", *indexed).status == 0


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(
    run: Run, indexed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NotReady("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(KnowledgeBase, "sync", fail)
        failed = run("index", "--rebuild", *indexed)

    assert (failed.status, failed.err.strip()) == (1, "copilot: the disk is full")
    assert run("index", "--json", *indexed).json["changes"]["unchanged"] == 14


def test_search_prints_a_table_or_json(run: Run, indexed: tuple[str, ...]) -> None:
    table, found = run("search", "What does E42 mean?", *indexed), run("search", "E42", "--json", "-k", "2", *indexed)

    assert (table.status, found.status) == (0, 0)
    assert "error-e42" in table.out
    assert "answer (confidence" in table.out
    assert len(found.json["hits"]) == 2
    assert found.json["hits"][0]["passage"]["article_id"] == "error-e42"


def test_suggest_prints_drafts_or_json_and_stores_nothing(run: Run, indexed: tuple[str, ...]) -> None:
    question = f"What does E42 mean? My card is {CARD}"

    shown, suggestion = run("suggest", question, *indexed), run("suggest", question, "--json", *indexed)

    assert (shown.status, suggestion.status) == (0, 0)
    assert "too cold to be charged" in shown.out
    assert "from error-e42#1" in shown.out
    assert suggestion.json["customer_text"] == "What does E42 mean? My card is <CREDIT_CARD_1>"
    assert suggestion.json["drafts"]
    assert "4111" not in shown.out + shown.err + suggestion.out + suggestion.err
    assert not (Path(indexed[1]) / "copilot.db").exists()


@pytest.mark.usefixtures("export_that_copies")
@pytest.mark.parametrize("stdin", [False, True], ids=["argument", "standard input"])
def test_redact_prints_the_text_with_placeholders(run: Run, *, stdin: bool) -> None:
    text = f"🚲 {CARD} and ana@mail.example"
    done = run("redact", stdin=text) if stdin else run("redact", text)

    assert done.status == 0
    assert done.out == "🚲 <CREDIT_CARD_1> and <EMAIL_ADDRESS_1>\n"
    assert "4111" not in done.err
    assert list(Path("var/models").glob(f"{DEFAULT_ENCODER}-*/{MANIFEST}")), "it has exported the encoder first"


@pytest.mark.usefixtures("export_that_copies")
def test_redact_prints_json(run: Run) -> None:
    redaction = run("redact", "--json", "ana@mail.example").json

    assert redaction["text"] == "<EMAIL_ADDRESS_1>"
    assert [(item["start"], item["end"]) for item in redaction["entities"]] == [(0, 16)]


def test_keys_are_made_listed_and_revoked(run: Run, indexed: tuple[str, ...]) -> None:
    var = indexed[:2]

    made = run("keys", "create", "console [bold]", "--role", "supervisor", "--json", *var).json
    shown = run("keys", "create", "desk", *var)
    revoked = run("keys", "revoke", made["id"], "--json", *var).json
    listed = run("keys", "list", "--json", *var)
    table = run("keys", "list", *var)

    assert set(made) == {"id", "name", "role", "key"}
    assert made["key"].startswith(f"cpk.{made['id']}.")
    assert shown.out.startswith("cpk.")
    assert "not shown again" in shown.err
    assert [(key["name"], key["role"]) for key in listed.json] == [
        ("console [bold]", "supervisor"),
        ("desk", "operator"),
    ]
    assert revoked[0]["revoked_at"]
    assert [key["revoked_at"] is None for key in listed.json] == [False, True]
    assert made["key"].split(".")[2] not in listed.out + table.out
    assert "desk" in table.out


def test_doctor_finds_nothing_wrong_with_a_service_that_works(run: Run, indexed: tuple[str, ...]) -> None:
    done = run("doctor", "--json", *indexed)

    findings = {finding["name"]: finding for finding in done.json}
    assert not [finding for finding in findings.values() if not finding["is_ok"] and finding["name"] != "port"]
    assert "14 articles" in findings["corpus"]["detail"]
    assert {"python", "state folder", "disk", "encoder", "index", "redactor", "database"} <= set(findings)


@pytest.mark.usefixtures("export_that_copies")
def test_doctor_says_what_is_missing_and_how_to_mend_it(run: Run, tmp_path: Path) -> None:
    done = run("doctor", "--var", str(tmp_path / "var"), "--corpus", str(tmp_path / "none"))

    assert done.status == 1
    assert "problem encoder: the encoder minilm is not exported yet: `copilot index` does it" in done.out
    assert "problem corpus:" in done.out
    assert "problem index: there is no index yet: run `copilot index`" in done.out


def test_doctor_goes_on_after_a_check_that_breaks(run: Run, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    exported = next((settings.var / "models").glob("minilm-*"))
    damaged = tmp_path / "var" / "models" / exported.name
    damaged.mkdir(parents=True)
    shutil.copy(exported / MANIFEST, damaged)
    (damaged / "model.onnx").write_bytes(b"not a model")

    no_var = run("doctor", "--json", "--var", str(tmp_path / "file" / "var"), "--corpus", str(CORPUS))
    bad_model = run("doctor", "--json", "--var", str(tmp_path / "var"), "--corpus", str(CORPUS))

    for done, names in ((no_var, {"state folder", "disk"}), (bad_model, {"encoder", "redactor"})):
        assert done.status == 1
        wrong = {finding["name"]: finding["detail"] for finding in done.json if not finding["is_ok"]}
        assert names <= set(wrong)
        assert all(wrong.values())
        assert {"corpus", "port"} <= {finding["name"] for finding in done.json if finding["is_ok"]}


def test_doctor_looks_at_the_port_of_an_ipv6_address_too(
    run: Run, indexed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPILOT__SERVER__HOST", "::1")
    monkeypatch.setenv("COPILOT__SERVER__PORT", "1")

    findings = {finding["name"]: finding for finding in run("doctor", "--json", *indexed).json}

    assert findings["port"]["is_ok"]


FAILURES: list[tuple[tuple[str, ...], dict[str, str], int, str]] = [
    (("search", "x"), {}, 1, "does not exist|is empty"),
    (("index", "--corpus", "none"), {}, 1, "none does not exist: give --corpus"),
    (("index", "--corpus", "empty"), {}, 1, "holds no Markdown article"),
    (("search", ""), {}, 1, "the text is empty"),
    (("suggest", " "), {}, 1, "the text is empty"),
    (("suggest", "a" * 20_001), {}, 1, "20001 characters, at most 20000"),
    (("redact", ""), {}, 1, "the text is empty"),
    (("search", "x", "--k", "0"), {}, 2, "greater than or equal to 1"),
    (("keys", "create", "x", "--role", "king"), {}, 1, "operator, supervisor, editor, admin, integration"),
    (("keys", "revoke", "none"), {}, 1, "no API key with this id"),
    (("doctor", "--config", "none.toml"), {}, 1, "none.toml cannot be read"),
    (("doctor", "--config", "broken.toml"), {}, 1, "is not valid TOML"),
    (("doctor", "--config", "unknown.toml"), {}, 1, "unknown field `colour`"),
    (("index",), {"COPILOT__SERVER__PORT": "many"}, 1, "settings: .*port"),
    (("index",), {"COPILOT__NOTHING": "1"}, 1, "unknown field"),
    (("index", "--var", "file/var"), {}, 1, "cannot be written to"),
    (("suggest", "x"), {"COPILOT__SUGGEST__DRAFTER": "oracle"}, 1, "not known"),
    (("keys", "list"), {"COPILOT__STORE__URL": "oracle://x"}, 1, "not supported"),
    (("frobnicate",), {}, 2, "No such command"),
    (("search",), {}, 2, "Missing argument"),
]


@pytest.mark.parametrize(("arguments", "environment", "status", "message"), FAILURES)
def test_a_failure_is_told_in_a_sentence(
    run: Run,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    status: int,
    message: str,
) -> None:
    Path("empty").mkdir()
    Path("var").mkdir()
    Path("var/models").symlink_to(settings.var / "models", target_is_directory=True)
    Path("file").write_text("not a folder", encoding="utf-8")
    Path("broken.toml").write_text("[server\n", encoding="utf-8")
    Path("unknown.toml").write_text("colour = 'red'\n", encoding="utf-8")
    monkeypatch.setenv("COPILOT__CORPUS__PATH", str(CORPUS))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    done = run(*arguments)

    assert done.status == status, done
    assert re.search(message, " ".join(done.err.split())), done.err
    assert not done.out


def test_text_that_is_not_utf_8_is_refused_in_a_sentence(run: Run, indexed: tuple[str, ...]) -> None:
    for done in (run("search", "E42 \udcff", *indexed), run("suggest", "E42 \udcff", *indexed)):
        assert (done.status, "not UTF-8" in done.err) == (1, True), done


def test_the_config_file_of_the_folder_is_read(run: Run, services: Services) -> None:
    settings = services.settings
    Path("copilot.toml").write_text(
        f'var = "{settings.var}"\n[corpus]\npath = "{settings.corpus.path}"\n', encoding="utf-8"
    )

    assert run("search", "E42", "--json").json["hits"][0]["passage"]["article_id"] == "error-e42"


def test_version_and_help(run: Run) -> None:
    from copilot import __version__

    assert run("version").out.strip() == __version__
    shown = run("--help").out
    for command in ("serve", "index", "search", "suggest", "redact", "doctor", "keys", "purge", "forget"):
        assert command in shown


def test_a_worker_that_cannot_start_says_why_and_asks_for_no_other_try(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from uvicorn import config

    from copilot.api import process
    from copilot.commands import worker

    def fail() -> None:
        raise ConfigError("the index is damaged: run `copilot index --rebuild`")

    monkeypatch.setattr(process, "make_app", fail)

    with pytest.raises(SystemExit) as end:
        worker.make_app()

    assert end.value.code == worker.STARTUP_FAILURE == config.STARTUP_FAILURE
    assert capsys.readouterr().err == "copilot: the index is damaged: run `copilot index --rebuild`\n"
