"""The last suggestion of each conversation: what would be the same again keeps its id, and is not made twice."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from typing import Final

import msgspec

from copilot.suggest.suggestion import Suggestion

_MOST: Final = 2_000


class Repeats:
    """Knows hashes and redacted suggestions of the last conversations. For one event loop."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._last: OrderedDict[str, tuple[bytes, Suggestion]] = OrderedDict()

    def earlier(self, fresh: Suggestion) -> Suggestion | None:
        """The conversation's last suggestion, if it offered the same before any language model wrote."""
        known = self._last.get(fresh.conversation_id or "")
        return known[1] if known and known[0] == _fingerprint(fresh) else None

    def keep(self, fresh: Suggestion, whole: Suggestion) -> None:
        """Remember what became of a fresh suggestion."""
        if fresh.conversation_id is None:
            return
        self._last[fresh.conversation_id] = (_fingerprint(fresh), whole)
        self._last.move_to_end(fresh.conversation_id)
        if len(self._last) > self._most:
            self._last.popitem(last=False)

    def forget(self, conversation_id: str) -> None:
        """Know nothing of a conversation any more."""
        self._last.pop(conversation_id, None)


def _fingerprint(suggestion: Suggestion) -> bytes:
    """Of everything that an operator sees, whatever ids and times it has."""
    seen = (
        suggestion.answers_message_id,
        suggestion.customer_text,
        suggestion.triage,
        suggestion.answerability,
        [(hit.passage.passage_id, hit.passage.revision, hit.score) for hit in suggestion.hits],
        [(draft.kind, draft.template_text, draft.warnings) for draft in suggestion.drafts],
        [(hit.id, hit.text, hit.score) for hit in suggestion.canned],
        suggestion.next_steps,
        suggestion.tier,
    )
    return blake2b(msgspec.json.encode(seen, enc_hook=str.__str__), digest_size=16).digest()
