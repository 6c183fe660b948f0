"""The page about saying a problem back: what its tables show is what the copilot says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from copilot.suggest.paraphrase.restatement import restate
from tests.docs.pages import DOCS, sections
from tests.examples import a_message

PAGE = DOCS / "explanation" / "paraphrase.md"
WRITES, SAYS = "the customer writes", "the copilot says back"


def examples() -> Iterator[tuple[str, str]]:
    for section in sections(PAGE):
        for table in section.tables:
            if table.header[:2] == (WRITES, SAYS):
                yield from ((row[0].replace("`", ""), row[1].replace("`", "")) for row in table.rows)


@pytest.mark.parametrize(("written", "said"), list(examples()))
def test_the_copilot_says_what_the_page_shows(written: str, said: str) -> None:
    found = restate([a_message(written)])

    assert (" ".join(found.sentences) if found else "nothing") == said


def test_the_page_has_examples() -> None:
    assert len(list(examples())) >= 10
