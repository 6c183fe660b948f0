"""Every failure the service can name, by what the caller can do about it; no HTTP in it.

No message in this hierarchy ever carries text that a customer or operator wrote.
"""

from __future__ import annotations

from typing import ClassVar

from copilot.types import Fault


class CopilotError(Exception):
    """A failure with a stable code and a sentence that says what happened and what to do."""

    code: ClassVar[str] = "internal"

    def __init__(self, detail: str, *, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = faults


class ConfigError(CopilotError):
    """The settings or the machine are not as the service needs them; mend them and start again."""

    code = "config_error"


class InvalidInput(CopilotError):
    """The request cannot be understood; `faults` name where."""

    code = "invalid_input"


class CorpusInvalid(InvalidInput):
    """Articles, canned replies or procedures have faults; each is named with file and line."""

    code = "corpus_invalid"


class NotFound(CopilotError):
    """The id is not known."""

    code = "not_found"


class Conflict(CopilotError):
    """The request contradicts what is stored, such as a message to a closed conversation."""

    code = "conflict"


class NotAuthenticated(CopilotError):
    """No valid API key came with the request."""

    code = "not_authenticated"


class NotAuthorised(CopilotError):
    """The API key's role does not allow this call."""

    code = "not_authorised"


class NotReady(CopilotError):
    """A part of the service is not loaded yet or no longer usable; try again later."""

    code = "not_ready"


class Overloaded(CopilotError):
    """More work came in than can be done in time; try again later."""

    code = "overloaded"


class RedactionFailed(CopilotError):
    """Personal data could not be removed for certain, so nothing was stored, logged or passed on."""

    code = "redaction_failed"


class StoreUnavailable(CopilotError):
    """The database cannot be read or written; nothing was acknowledged."""

    code = "store_unavailable"


class DrafterUnavailable(CopilotError):
    """The drafter gave no draft in time; the pipeline degrades and never shows this to a client.

    `reason` is a word of ours, such as `connect` or `http_503`; never what a model or a server said.
    """

    code = "drafter_unavailable"

    def __init__(self, detail: str, *, faults: tuple[Fault, ...] = (), reason: str = "unavailable") -> None:
        super().__init__(detail, faults=faults)
        self.reason = reason
