"""The personal data of one conversation, in memory only: which value stands behind which placeholder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NoReturn

from copilot.privacy.normal_forms import normal_form
from copilot.privacy.placeholders import PLACEHOLDER, escaped, placeholder


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
            vault._taken.update(PLACEHOLDER.findall(text))
        return vault

    def placeholder(self, kind: str, value: str) -> str:
        """The placeholder of a value, a new one if the value is new."""
        key = (kind, normal_form(kind, value))
        known = self._placeholders.get(key)
        if known is None:
            known = self._placeholders[key] = self._unused(kind)
            self._values[known] = value
        return known

    def _unused(self, kind: str) -> str:
        index = self._next_index.get(kind, 1)
        while placeholder(kind, index) in self._taken:
            index += 1
        self._next_index[kind] = index + 1
        new = placeholder(kind, index)
        self._taken.add(new)
        return new

    def admit(self, text: str) -> str:
        """The text with harmless look-alikes: same length, and `restore` will never put a value in their place.

        A look-alike of a placeholder that stands for a value is escaped. Any other stays as typed, so that redacted
        text can be redacted again without change, and will never be given out.
        """
        self._taken.update(PLACEHOLDER.findall(text))
        return PLACEHOLDER.sub(lambda match: escaped(match[0]) if match[0] in self._values else match[0], text)

    def restore(self, text: str) -> str:
        """The text with the values back in place, in one pass: a value that looks like a placeholder stays as it is."""
        return PLACEHOLDER.sub(lambda match: self._values.get(match[0], match[0]), text)

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
