"""Does anything personal get through, and does what an operator needs stay?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from copilot.errors import InvalidInput
from copilot.privacy.redactor import Redactor
from eval.datasets.filled import Labelled, Span
from eval.redacted import Redacted, redacted
from eval.report import Section
from eval.subject import Track
from eval.tasks.redaction_found import found_tables
from eval.tasks.redaction_kept import kept_tables
from eval.texts import Texts

NAME = "redaction"


def run(texts: Texts, redactor: Redactor, track: Track[Labelled]) -> Section:
    """Every message is redacted in a conversation of its own, after the operator's message if there is one.

    Raises:
        InvalidInput: there is no message.
        RedactionFailed: a message could not be checked; figures of the others would flatter.
    """
    if not texts.messages:
        raise InvalidInput(f"the data set {texts.name} has no message")
    read = [redacted(message, texts, redactor) for message in track(texts.messages, f"{NAME} {texts.name}")]
    return Section(
        task=NAME,
        dataset=texts.name,
        tables=(*found_tables(texts, read), *kept_tables(texts, read)),
        items=tuple(_item(one, texts) for one in read if one.labels or one.found),
    )


def _item(one: Redacted, texts: Texts) -> Mapping[str, Any]:
    text = one.message.text if texts.shows_text else None
    item = {"id": one.message.template, "labels": _spans(one.labels, text), "found": _spans(one.found, text)}
    if text is None:
        return item
    after = {} if one.message.after is None else {"after": one.message.after}
    return {**item, **after, "text": text}


def _spans(spans: Sequence[Span], text: str | None) -> list[dict[str, Any]]:
    plain: list[dict[str, Any]] = msgspec.to_builtins(list(spans))
    if text is not None:
        for span in plain:
            span["text"] = text[span["start"] : span["end"]]
    return plain
