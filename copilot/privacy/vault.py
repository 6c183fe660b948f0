"""The personal data of one conversation, in memory only: which value stands behind which placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NoReturn

from copilot.privacy.normal_forms import normal_form
from copilot.privacy.placeholders import PLACEHOLDER, escaped, kind_of, placeholder, without_hint

SECRET_KINDS: Final = frozenset({"CREDIT_CARD", "CVV", "CARD_EXPIRY", "PASSWORD", "PIN", "ONE_TIME_CODE", "API_KEY"})
HIDDEN: Final = "[hidden]"


class Vault:
    """Values and their placeholders. The same value, however it is written, keeps its placeholder.

    Not a value itself: it cannot be encoded, pickled or copied, and shows no more than counts. Not safe to share
    between threads.
    """

    __slots__ = ("_known", "_next_index", "_placeholders", "_taken", "_values")

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._placeholders: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._next_index: dict[str, int] = {}
        self._known: dict[str, str] = {}

    @classmethod
    def continuing(cls, texts: Iterable[str]) -> Vault:
        """A vault for a conversation of which redacted texts are stored: none of their placeholders is given out again.

        The values behind those placeholders are gone; `restore` leaves them as they are.
        """
        vault = cls()
        for text in texts:
            vault._take_all(text)
        return vault

    def placeholder(self, kind: str, value: str, hint: str | None = None) -> str:
        """The placeholder of a value, a new one with the hint if the value is new."""
        key = (kind, normal_form(kind, value))
        known = self._placeholders.get(key)
        if known is None:
            known = self._placeholders[key] = placeholder(kind, self._unused(kind), hint)
            self._values[known] = value
        return known

    def _unused(self, kind: str) -> int:
        index = self._next_index.get(kind, 1)
        while placeholder(kind, index) in self._taken:
            index += 1
        self._next_index[kind] = index + 1
        self._taken.add(placeholder(kind, index))
        return index

    def _take_all(self, text: str) -> None:
        self._taken.update(without_hint(match[0]) for match in PLACEHOLDER.finditer(text))

    def admit(self, text: str) -> str:
        """The text with harmless look-alikes: same length, and `restore` will never put a value in their place.

        A look-alike of a placeholder that stands for a value is escaped. Any other stays as typed, so that redacted
        text can be redacted again without change, and will never be given out.
        """
        self._take_all(text)
        return PLACEHOLDER.sub(lambda match: escaped(match[0]) if match[0] in self._values else match[0], text)

    def restore(self, text: str, *, secrets: bool = True) -> str:
        """The text with the values back in place, in one pass: a value that looks like a placeholder stays as it is.

        Without `secrets`, payment and credential data become `HIDDEN`: no reply may repeat them.
        """

        def value(match: re.Match[str]) -> str:
            known = self._values.get(match[0], match[0])
            return HIDDEN if known != match[0] and not secrets and kind_of(match) in SECRET_KINDS else known

        return PLACEHOLDER.sub(value, text)

    def holds(self, name: str) -> bool:
        """True if a placeholder stands for a value here; a look-alike that somebody typed does not."""
        return name in self._values

    def remember(self, term: str, kind: str) -> None:
        """Have a term (folded, lower case) found as a kind of personal data wherever it is a whole word in a text."""
        self._known[term] = kind

    def known_terms(self) -> Iterator[tuple[str, str]]:
        """(term, kind) of what is to be found wherever it occurs."""
        yield from self._known.items()

    def values(self) -> Iterator[tuple[str, str]]:
        """(kind, value) of each value; for the leak check alone."""
        for (kind, _), name in self._placeholders.items():
            yield kind, self._values[name]

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<Vault of {len(self._values)} values>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Vault stays in memory: it cannot be pickled or copied")

    def __copy__(self) -> NoReturn:
        self.__reduce__()

    def __deepcopy__(self, memo: object) -> NoReturn:
        self.__reduce__()
