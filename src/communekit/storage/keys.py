"""The port of keys (密钥端口): what personal data is sealed with, and what is forgotten to erase it."""

import base64
import os
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Final, Protocol

KEY_BYTES: Final = 32
_ID_BYTES: Final = 12


class Keys(Protocol):
    """The keys of one community's persons (密钥库), in ANOTHER place than what they seal.

    Whoever has both a copy of the data and a copy of the keys can read, whatever was erased since: so the two are never
    backed up together, and backups of keys live no longer than an erasure may take. What keys are themselves wrapped
    with, and its rotation, is the host's matter: a key service, or the encryption of the disk.
    """

    def make(self, party: str, count: int) -> Mapping[str, bytes]:
        """Draw so many new keys for a party, keep them, and return them by their ids."""

    def of(self, party: str) -> Mapping[str, bytes]:
        """Return the keys of a party that were not forgotten, by their ids."""

    def forget(self, party: str, ids: Iterable[str]) -> None:
        """Forget keys of a party, for ever; those that are not there are forgotten already."""

    def sweep(self) -> None:
        """See to it that nothing forgotten can be read from the place itself; told after an erasure.

        Raises:
            ErasureUnfinishedError: Not now; it is to be told again.
        """


def new_keys(count: int) -> dict[str, bytes]:
    """Return so many fresh keys of 256 bits, by ids of their own."""
    return {
        base64.b32encode(os.urandom(_ID_BYTES)).decode().rstrip("=").lower(): os.urandom(KEY_BYTES)
        for _ in range(count)
    }


class MemoryKeys:
    """`Keys` in memory (内存密钥库), for tests and examples: with the process, all that they sealed is gone.

    >>> keys = MemoryKeys()
    >>> (id_, secret), = keys.make("m-7f3a", 1).items()
    >>> keys.of("m-7f3a")[id_] == secret
    True
    """

    def __init__(self) -> None:
        self._keys: dict[str, dict[str, bytes]] = {}
        self._lock = Lock()

    def make(self, party: str, count: int) -> Mapping[str, bytes]:
        """Draw keys and keep them."""
        made = new_keys(count)
        with self._lock:
            self._keys.setdefault(party, {}).update(made)
        return made

    def of(self, party: str) -> Mapping[str, bytes]:
        """Return the keys of a party."""
        with self._lock:
            return dict(self._keys.get(party, {}))

    def forget(self, party: str, ids: Iterable[str]) -> None:
        """Forget keys of a party."""
        with self._lock:
            for id_ in ids:
                self._keys.get(party, {}).pop(id_, None)

    def sweep(self) -> None:
        """Do nothing: what is forgotten leaves no trace that we could take away."""


__all__ = ["Keys", "MemoryKeys", "new_keys"]
