"""Who was answered, and after how long (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from copilot.store.values import Answers


def answered(messages: Iterable[tuple[str, str, datetime]]) -> Answers:
    """The answers in (conversation, author, stored at), which come by conversation and in order of arrival.

    Several messages of an operator in a row are one answer; a wait begins with the customer's first message since.
    """
    count, waited = 0, 0.0
    owner, asked, before = "", None, ""
    for conversation, author, at in messages:
        if conversation != owner:
            owner, asked, before = conversation, None, ""
        if author == "customer":
            asked = asked or at
        elif author == "operator":
            count += before != "operator"
            waited += (at - asked).total_seconds() if asked else 0.0
            asked = None
        before = author
    return Answers(count=count, waited_seconds=waited)
