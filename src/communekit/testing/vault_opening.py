"""How a contract comes by vaults (个人信息库的打开)."""

from itertools import count
from typing import Final

from communekit.storage import Vault

_numbers: Final = count(1)


class VaultOpening:
    """What an adapter hands to the contract."""

    def open(self, community: str) -> Vault:
        """Return the vault of a community that was never used before. Adapters say how."""
        raise NotImplementedError  # the adapter's own

    def fresh(self) -> Vault:
        """Return the vault of a new community."""
        return self.open(f"community-{next(_numbers)}")


__all__ = ["VaultOpening"]
