"""What speaks against approving a canned reply: what it asks customers for, and words that the brand does not use."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.suggest.brand import Brand
from copilot.suggest.guard.objections import asked, blocks
from copilot.types import CannedReply, Fault

_AVOIDED = "uses words that the brand avoids"
_FORBIDDEN = "makes a promise that the brand forbids"


def objections_to(reply: CannedReply, brand: Brand) -> tuple[Fault, ...]:
    """Rules that the reply breaks, in text order, once for each line of the text; they quote nothing of it.

    Asking for what may be asked for with care, such as bank details, is not among them, nor is the title, which no
    customer reads.
    """
    found = sorted(_broken(reply.text, brand))
    lines = ((reply.text.count("\n", 0, start) + 1, rule) for start, rule in found)
    return tuple(Fault(path="$.text", line=line, rule=rule) for line, rule in dict.fromkeys(lines))


def _broken(text: str, brand: Brand) -> Iterator[tuple[int, str]]:
    for objection in asked(text, brand):
        if blocks(objection):
            yield objection.start, f"{objection.rule}: {objection.message}"
    yield from ((match.start(), _AVOIDED) for match in brand.avoided.finditer(text))
    yield from ((match.start(), _FORBIDDEN) for match in brand.forbidden.finditer(text))
