"""Messages of which the personal data is known."""

from __future__ import annotations

from hashlib import sha256

import msgspec
from msgspec import Struct

from copilot.errors import InvalidInput
from eval.dataset import Part, half
from eval.datasets.filled import Labelled


class Texts(Struct, frozen=True, kw_only=True):
    """Labelled messages in a fixed order.

    `only`: the kinds that the labels know of, where they do not know all; nothing else is measured then. `shows_text`:
    whether a report may quote the messages.
    """

    name: str
    messages: tuple[Labelled, ...]
    only: frozenset[str] | None = None
    shows_text: bool = True

    def measures(self, kind: str) -> bool:
        """True if the labels say everything about a kind."""
        return self.only is None or kind in self.only


def part_of_texts(texts: Texts, part: Part) -> Texts:
    """The messages of one split; those of one template are in the same.

    Raises:
        InvalidInput: no message is left.
    """
    kept = tuple(message for message in texts.messages if part in {"all", half(message.template)})
    if not kept:
        raise InvalidInput(f"{texts.name} has no message in the split {part!r}: choose another --split")
    return msgspec.structs.replace(texts, messages=kept)


def texts_hash(texts: Texts) -> str:
    """Which messages and labels a figure was measured on."""
    content = msgspec.json.encode(list(texts.messages), order="deterministic")
    return "sha256:" + sha256(content).hexdigest()[:16]
