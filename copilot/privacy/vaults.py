"""The vaults of recent conversations, in memory only; the oldest are forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from copilot.privacy.vault import Vault


class Vaults:
    """One vault for each conversation, lent to one thread at a time."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._lock = Lock()
        self._vaults: OrderedDict[str, tuple[Vault, Lock]] = OrderedDict()

    @contextmanager
    def of(self, owner: str, stored_texts: Iterable[str] = ()) -> Iterator[Vault]:
        """The vault of a conversation or suggestion; a forgotten one is continued from the texts that are stored."""
        with self._lock:
            vault, lent = self._vaults.get(owner) or (Vault.continuing(stored_texts), Lock())
            self._keep(owner, vault, lent)
        with lent:
            yield vault

    def keep(self, owner: str, vault: Vault) -> None:
        """Keep a vault under a further name, such as the suggestion that was made with it."""
        with self._lock:
            self._keep(owner, vault, Lock())

    def forget(self, owner: str) -> None:
        """Forget the values of a conversation."""
        with self._lock:
            self._vaults.pop(owner, None)

    def _keep(self, owner: str, vault: Vault, lent: Lock) -> None:
        self._vaults[owner] = (vault, lent)
        self._vaults.move_to_end(owner)
        while len(self._vaults) > self._most:
            self._vaults.popitem(last=False)
