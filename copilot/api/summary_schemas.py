"""What clients send and get about summaries, field by field."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from copilot.types import SummaryLine

SummaryKind = Literal["handoff", "wrap_up"]


class SummaryBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For whom the summary is: a colleague who takes over, or the record of a conversation that is done."""

    kind: SummaryKind


class SummaryAnswer(Struct, frozen=True, kw_only=True):
    """The lines in reading order; each names the messages that it rests on."""

    kind: SummaryKind
    lines: tuple[SummaryLine, ...]
