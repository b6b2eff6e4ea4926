"""How a contract comes by the storage of a community (存储的打开)."""

from datetime import timedelta
from itertools import count
from typing import Final

from communekit.storage import Storage

from .ledger import MARCH

LATER: Final = MARCH + timedelta(minutes=5)

_numbers: Final = count(1)


class StorageOpening:
    """What an adapter hands to the contract."""

    def open(self, community: str) -> Storage:
        """Return the storage of a community that was never used before. Adapters say how."""
        raise NotImplementedError  # the adapter's own

    def fresh(self) -> Storage:
        """Return the storage of a new community."""
        return self.open(f"storage-{next(_numbers)}")


__all__ = ["LATER", "StorageOpening"]
