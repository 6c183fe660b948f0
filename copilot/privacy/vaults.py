"""The vaults of recent conversations, in memory only; the oldest are forgotten."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from threading import Lock

from copilot.privacy.vault import Vault


class Vaults:
    """One vault for each conversation, lent to one thread at a time."""

    def __init__(self, most: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._vaults: OrderedDict[str, tuple[Vault, Lock, float]] = OrderedDict()

    @contextmanager
    def of(self, owner: str, stored_texts: Iterable[str] = ()) -> Iterator[Vault]:
        """The vault of a conversation or suggestion; a forgotten one is continued from the texts that are stored."""
        with self._lock:
            vault, lent, _ = self._vaults.get(owner) or (Vault.continuing(stored_texts), Lock(), 0.0)
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

    def idle(self, seconds: float) -> list[str]:
        """Whose vaults nobody has used for so long, the longest unused first; none that is lent at this moment."""
        last = self._clock() - seconds
        with self._lock:
            unused = takewhile(lambda kept: kept[1][2] <= last, self._vaults.items())
            return [owner for owner, (_, lent, _) in unused if not lent.locked()]

    def _keep(self, owner: str, vault: Vault, lent: Lock) -> None:
        self._vaults[owner] = (vault, lent, self._clock())
        self._vaults.move_to_end(owner)
        while len(self._vaults) > self._most:
            self._vaults.popitem(last=False)
