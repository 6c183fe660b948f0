"""Personal data in a reply that was made from a draft: where the draft had a placeholder, the reply has the value."""

from __future__ import annotations

import re

from copilot.privacy.known import known
from copilot.privacy.placeholders import PLACEHOLDER, kind_of
from copilot.privacy.vault import Vault

_CONTEXT_CHARS = 12
_VALUE = r"(\S(?:.{0,60}?\S)?)"


def remember_from_draft(vault: Vault, template: str, sent: str) -> None:
    """Put into the vault what stands in the sent text where the draft's template has placeholders.

    For a process that did not make the draft: a name is then found in what was sent even where no recogniser knows it.
    Text that was changed around the value is not recognised here.
    """
    for match in PLACEHOLDER.finditer(template):
        before = template[max(0, match.start() - _CONTEXT_CHARS) : match.start()]
        after = template[match.end() : match.end() + _CONTEXT_CHARS]
        found = re.search(re.escape(before) + _VALUE + (re.escape(after) or r"$"), sent)
        if found and not PLACEHOLDER.search(found.group(1)):
            known(vault, kind_of(match), found.group(1))
