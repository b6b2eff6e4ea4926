"""A vault in memory keeps the contract, sealed or not."""

from communekit.storage import MemoryKeys, MemoryVault, SealedVault, Vault
from communekit.testing import VaultContract


class TestMemoryVault(VaultContract):
    """The readable reference."""

    def open(self, community: str) -> Vault:
        """Return a vault of its own."""
        assert community
        return MemoryVault()


class TestSealedMemoryVault(VaultContract):
    """The same, sealed."""

    def open(self, community: str) -> Vault:
        """Return a vault of its own."""
        assert community
        return SealedVault(MemoryVault(), MemoryKeys())
