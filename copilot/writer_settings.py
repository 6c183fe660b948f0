"""Which language model may write replies, how long it may take, and when it is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from copilot.ranges import AtLeastOne, NotNegative, Seconds

Temperature = Annotated[float, Meta(ge=0, le=2)]
BaseUrl = Annotated[str, Meta(pattern=r"^https?://[^\s@?#]+$")]
"""No user and password in it: addresses are shown in errors."""
ApiKey = Annotated[str, Meta(pattern=r"^[!-~]*$")]
PromptChars = Annotated[int, Meta(ge=1_000)]


class WriterTimeouts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long each phase of one reply may take; a request's own deadline counts besides, whichever comes first."""

    connect_seconds: Seconds = 1.0
    first_piece_seconds: Seconds = 5.0
    between_pieces_seconds: Seconds = 3.0
    total_seconds: Seconds = 20.0


class BreakerSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """After so many failures in a row the model is left alone until it has cooled down; then one request tries it."""

    failures: AtLeastOne = 3
    cool_down_seconds: Seconds = 30.0


class NoWriter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="none"):
    """No language model: the composer's drafts are all there are."""


class OpenAICompatible(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="openai_compatible"
):
    """A server that has `POST {base_url}/chat/completions`; its `repr` leaves the key out."""

    base_url: BaseUrl
    model: str
    api_key: ApiKey = ""
    temperature: Temperature = 0.0
    max_tokens: AtLeastOne = 400
    max_prompt_chars: PromptChars = 12_000
    timeouts: WriterTimeouts = WriterTimeouts()
    breaker: BreakerSettings = BreakerSettings()

    def __repr__(self) -> str:
        return f"OpenAICompatible(base_url={self.base_url!r}, model={self.model!r}, …)"


class LocalTransformers(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="transformers"
):
    """A causal or sequence-to-sequence model in a folder; `max_waiting` replies wait while one is written."""

    path: Path
    max_new_tokens: AtLeastOne = 300
    threads: AtLeastOne = 1
    max_waiting: NotNegative = 2
    max_prompt_chars: PromptChars = 12_000
    timeouts: WriterTimeouts = WriterTimeouts()
    breaker: BreakerSettings = BreakerSettings()


WriterSettings = NoWriter | OpenAICompatible | LocalTransformers


def without_key(settings: WriterSettings) -> WriterSettings:
    """The settings without what must not be hashed or shown."""
    return msgspec.structs.replace(settings, api_key="") if isinstance(settings, OpenAICompatible) else settings
