"""What triage and search read of a conversation."""

from __future__ import annotations

import pytest

from copilot.suggest.spoken import question_text
from tests.examples import a_conversation


@pytest.mark.parametrize(
    ("messages", "query", "text"),
    [
        (["How long does a refund take?"], None, "How long does a refund take?"),
        (["How long does a refund take?"], "refund times", "refund times"),
        (["My lamp is dark.", "What can I do?"], None, "My lamp is dark.\nWhat can I do?"),
        (["What does delivery cost?", ("operator", "5 euros"), "and to Norway?"], None,
         "What does delivery cost?\nand to Norway?"),
        (["and to Norway?"], None, "and to Norway?"),
        (["Where is LK-1234567 of <PERSON_1> please?"], None, "Where is   of   please?"),
        ([], None, ""),
        ([("operator", "Hello")], None, ""),
    ],
)  # fmt: skip
def test_what_is_searched_for(messages: list[object], query: str | None, text: str) -> None:
    assert question_text(a_conversation(*messages, query=query)) == text
