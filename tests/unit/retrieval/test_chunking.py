"""Markdown → passages."""

from __future__ import annotations

import pytest

from copilot.retrieval.chunking import MAX_CHARS, chunk
from copilot.types import Passage
from tests.examples import an_article

LONG = "word " * (MAX_CHARS // 5 - 10)


def passages(body: str) -> tuple[Passage, ...]:
    return chunk(an_article(body=body), "/x")


def texts(body: str) -> list[str]:
    return [passage.text for passage in passages(body)]


def test_passages_carry_what_the_article_says_about_itself() -> None:
    item = an_article(tags=("a",), audience="internal", category="c", language="de")

    (passage,) = chunk(item, "/articles/x")

    assert (passage.passage_id, passage.article_id) == ("refund-times#1", "refund-times")
    assert (passage.audience, passage.category, passage.tags, passage.language) == ("internal", "c", ("a",), "de")
    assert (passage.title, passage.url, passage.revision) == (item.title, "/articles/x", item.revision)


def test_the_path_of_headings_stays_with_the_text_below() -> None:
    found = passages("Intro.\n\n# A\n\none\n\n## B\n\ntwo\n\n### C\n\nthree\n\n## D\n\nfour\n\n# E\n\nfive")

    assert [(passage.heading, passage.text) for passage in found] == [
        ("", "Intro."),
        ("A", "one"),
        ("A › B", "two"),
        ("A › B › C", "three"),
        ("A › D", "four"),
        ("E", "five"),
    ]


def test_short_blocks_under_one_heading_are_one_passage() -> None:
    assert texts("One.\n\nTwo.\n\n- a\n- b") == ["One.\n\nTwo.\n\n- a\n- b"]


def test_what_does_not_fit_begins_a_new_passage() -> None:
    assert texts(f"{LONG}one.\n\n{LONG}two.") == [f"{LONG}one.", f"{LONG}two."]


def test_a_list_stays_whole_however_long_it_is() -> None:
    steps = "\n".join(f"{number}. Step {number} {'x' * 80}" for number in range(1, 30))

    assert texts(f"{LONG}\n\n{steps}")[-1] == steps


def test_a_table_stays_whole_however_long_it_is() -> None:
    rows = "\n".join(f"| E{number} | {'x' * 80} |" for number in range(30))

    found = texts(f"| Code | Meaning |\n| --- | --- |\n{rows}")

    assert len(found) == 1
    assert found[0].splitlines()[0] == "Code | Meaning"
    assert found[0].splitlines()[-1] == f"E29 | {'x' * 80}"


@pytest.mark.parametrize("block", ["1. a\n2. b", "- a\n- b", "| a | b |\n| - | - |\n| c | d |", "```\ncode\n```"])
def test_the_line_that_introduces_a_list_stays_with_it_even_if_both_are_too_long(block: str) -> None:
    assert len(texts(f"{LONG}{LONG} Do this:\n\n{block}")) == 1


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("1. a\n2. b\n   - c\n     1. d\n3. e", "1. a\n2. b\n   - c\n      1. d\n3. e"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("1. first\n\n   more of it\n\n2. second", "1. first\n   more of it\n2. second"),
        ("* star\n+ plus", "- star\n\n- plus"),
        ("> quoted\n> text\n>\n> - item", "quoted text\n\n- item"),
        ("**bold** *it* `code` [link](https://x.example) ![alt](y.png)", "bold it code link alt"),
        ("![](no-words.png) and text", "and text"),
        ("soft\nbreak and hard  \nbreak", "soft break and hard break"),
        ("| a | b |\n| - | - |\n| one<br>two | three<BR/>four |", "a | b\none two | three four"),
        ("un<b>brok</b>en &amp; 5 &lt; 6", "unbroken & 5 < 6"),
        ("<div>\n<p>block <!-- hidden -->\n html</p></div>", "block html"),
        ("```sh\nls\n\ncd\n```", "ls\n\ncd"),
        ("one\n\n---\n\ntwo", "one\n\ntwo"),
        ("before\n\n<!-- only a comment -->\n\nafter", "before\n\nafter"),
        ("right שלום left 😀", "right שלום left 😀"),
    ],
)
def test_markdown_becomes_plain_text(body: str, text: str) -> None:
    assert texts(body) == [text]


def test_a_heading_with_nothing_below_it_is_text_itself() -> None:
    found = passages("# A\n\n## Call 0800\n\n## B\n\ntext\n\n# Last")

    assert [(passage.heading, passage.text) for passage in found] == [
        ("A", "Call 0800"),
        ("A › B", "text"),
        ("", "Last"),
    ]


@pytest.mark.parametrize("body", ["---", "<!-- nothing -->", "[x]: https://x.example"])
def test_an_article_of_which_nothing_is_left_still_has_its_title(body: str) -> None:
    (passage,) = passages(body)

    assert passage.text == "Refund times"
