"""`copilot index` and `copilot doctor` say where the corpus folder holds what must not be published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from copilot.settings import Settings
from tests.command import Run
from tests.conftest import CORPUS

pytestmark = pytest.mark.slow

CARD = "4929 1183 2234 4417"


@pytest.fixture
def folders(settings: Settings, tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "models").symlink_to((settings.var / "models").resolve(), target_is_directory=True)
    shutil.copytree(CORPUS, tmp_path / "corpus")
    secret = tmp_path / "corpus" / "articles" / "secret.md"
    secret.write_text(f"---\nid: secret\ntitle: T\n---\nTry it with {CARD}.\n", encoding="utf-8")
    return "--var", str(tmp_path / "state"), "--corpus", str(tmp_path / "corpus")


def test_indexing_warns_of_secrets_by_file_and_line(run: Run, folders: tuple[str, ...]) -> None:
    done = run("index", *folders)

    assert done.status == 0
    assert "articles/secret.md:5: holds a CREDIT_CARD, which must not be published" in done.err
    assert CARD not in done.out + done.err


def test_doctor_finds_secrets_in_the_corpus_folder(run: Run, folders: tuple[str, ...]) -> None:
    run("index", *folders)

    done = run("doctor", "--json", *folders)

    findings = {finding["name"]: finding for finding in done.json}
    assert not findings["secrets"]["is_ok"]
    assert "articles/secret.md:5: holds a CREDIT_CARD" in findings["secrets"]["detail"]
    assert CARD not in done.out


def test_doctor_warns_of_canned_replies_that_ask_for_secrets_but_lets_them_stand(
    run: Run, folders: tuple[str, ...]
) -> None:
    reply = Path(folders[-1]) / "canned" / "asks.md"
    reply.write_text("---\nid: asks\ntitle: T\n---\nHello.\nWhat is your password?\n", encoding="utf-8")

    done = run("doctor", "--json", *folders)

    (found,) = (finding for finding in done.json if finding["name"] == "canned replies")
    assert found["is_ok"]
    assert "warning: asks, line 2 of the text: asks_for_password" in found["detail"]
