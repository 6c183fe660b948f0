"""The words of ours that introduce a customer's."""

from __future__ import annotations

from typing import Final

from copilot.suggest.paraphrase.tokens import Token

KNOW: Final = "you'd like to know"
ORDER: Final = "you'd like us to"
ORDER_NOT: Final = "you'd like us not to"
LIKE: Final = "you'd like"
ASKING_ABOUT: Final = "you're asking about"
WRITING_ABOUT: Final = "you're writing about"
MENTIONED: Final = "you mentioned"
TAIL: Final = "+"
"""Nothing: the words go on with the clause before ("for the 8pm show")."""

NAMED: Final = frozenset({ASKING_ABOUT, WRITING_ABOUT})
"""Of things without a verb; in answers to an operator they are "mentioned"."""

Found = tuple[str, list[Token]]
"""A frame, empty for a statement, and what it introduces."""
