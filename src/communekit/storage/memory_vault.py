"""A vault in memory (内存个人信息库): what every other vault must agree with."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from threading import Lock

from communekit.codec import Plain
from communekit.ids import PartyId
from communekit.period import instant

from .dossier import Dossier
from .person import Erasure, Held, Kept, Person
from .personal_check import checked_party


class MemoryVault:
    """A `Vault` in memory (内存个人信息库), safe between threads; gone with the process.

    >>> from communekit.period import parse_instant
    >>> vault, at = MemoryVault(), parse_instant("2026-03-01T08:00:00+08:00")
    >>> vault.put("m-7f3a", {"name": "张丽", "phone": "13800000000"}, at=at)
    >>> vault.get("m-7f3a").text("name")
    '张丽'
    >>> vault.erase("m-7f3a", at=at).erased
    ('name', 'phone')
    >>> vault.get("m-7f3a") is None
    True
    """

    def __init__(self) -> None:
        self._dossiers: dict[PartyId, Dossier] = {}
        self._lock = Lock()

    def put(self, party: str, fields: Mapping[str, str | Held | None], *, at: datetime) -> None:
        """Hold some fields, or replace them; see `Vault.put`."""
        with self._lock:
            dossier = self._of(party)
            self._dossiers[dossier.party] = dossier.put(fields, at)

    def keep(self, party: str, fields: Iterable[str], kept: Kept) -> None:
        """Have some fields kept until a moment; see `Vault.keep`."""
        with self._lock:
            dossier = self._of(party)
            self._dossiers[dossier.party] = dossier.keep(fields, kept)

    def get(self, party: str) -> Person | None:
        """Return what is held, None where there is nothing."""
        return self._of(party).person

    def export(self, party: str) -> dict[str, Plain]:
        """Return all that is held, as plain data."""
        return self._of(party).export()

    def erase(self, party: str, *, at: datetime) -> Erasure:
        """Erase a person; see `Vault.erase`."""
        with self._lock:
            dossier = self._of(party)
            self._dossiers[dossier.party], erasure = dossier.erase(at)
            return erasure

    def due(self, *, at: datetime) -> tuple[PartyId, ...]:
        """Return the erased of whom something may go now."""
        moment = instant(at)
        with self._lock:
            return tuple(sorted(party for party, each in self._dossiers.items() if each.is_due(moment)))

    def erase_due(self, *, at: datetime) -> tuple[Erasure, ...]:
        """Finish the erasures that are due."""
        return tuple(self.erase(party, at=at) for party in self.due(at=at))

    def _of(self, party: str) -> Dossier:
        whose = checked_party(party)
        return self._dossiers.get(whose, Dossier(whose))


__all__ = ["MemoryVault"]
