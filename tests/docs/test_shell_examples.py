"""What the README and the pages ask readers to type works, and gives what they show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from eval.cli import _parser as eval_parser
from tests.docs.examples import Answer, Reader
from tests.docs.pages import DOCS, ROOT, Block, all_pages, blocks, name_of
from tests.docs.shell import HttpRequest, commands, curl_requests, files_written, without_variables

SHELL = ("bash", "console")
SERVED = "http://127.0.0.1:8000"
PAGES = [page for page in all_pages() if blocks(page, *SHELL)]
MUST_SHOW_ANSWERS = [ROOT / "README.md", DOCS / "tutorial.md"]


def followed(page: Path) -> Iterator[tuple[Block, HttpRequest, Answer]]:
    """Each request of a page and what the page shows for it: a JSON block right behind shows the last answer."""
    found = blocks(page, *SHELL, "json", "text")
    files: dict[str, str] = {}
    for block, following in zip_longest(found, found[1:]):
        if block.language not in SHELL:
            continue
        requests = list(curl_requests(block.text, files))
        files |= files_written(block.text)
        for request in requests:
            is_last = request is requests[-1]
            shown = following.text if is_last and following and following.language == "json" else None
            yield block, request, Answer(status=None, content_type="application/json" if shown else "", body=shown)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_request_of_a_page_gets_the_answer_that_it_shows(page: Path, documented: TestClient[Litestar]) -> None:
    reader = Reader(documented)

    found = [
        f"line {block.line}, {request.method} {request.address}: {difference}"
        for block, request, shown in followed(page)
        for difference in reader.differences(shown, reader.send(request))
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_request_goes_to_where_the_service_listens(page: Path) -> None:
    assert {request.host for _, request, _ in followed(page)} <= {SERVED}


@pytest.mark.parametrize("page", MUST_SHOW_ANSWERS, ids=name_of)
def test_a_page_for_beginners_shows_answers(page: Path) -> None:
    assert any(shown.body for _, _, shown in followed(page))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_evaluation_command_of_a_page_is_understood(page: Path) -> None:
    for block in blocks(page, *SHELL):
        for words in commands(block.text):
            _, command = without_variables(words)
            if command[1:3] == ["-m", "eval"]:
                eval_parser().parse_args(command[3:])
