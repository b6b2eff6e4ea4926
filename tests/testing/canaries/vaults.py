"""Vaults that are broken on purpose (弄坏的个人信息库), each with the laws that it breaks."""

# ruff: noqa: D102  # a class says what it does otherwise than the vault in memory

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import ClassVar, Final
from weakref import WeakSet

import attrs

from communekit.codec import Plain
from communekit.ids import PartyId
from communekit.storage import (
    Erasure,
    Held,
    InvalidPersonalDataError,
    Kept,
    MemoryVault,
    Person,
)
from communekit.storage.dossier import Dossier

from .books import pause

Fields = Mapping[str, str | Held | None]

VAULTS: Final[dict[type[MemoryVault], frozenset[str]]] = {}
"""The broken ones, each with the laws that it must break."""


def breaks(*laws: str) -> Callable[[type[MemoryVault]], type[MemoryVault]]:
    """Say which laws a vault breaks."""

    def noted(vault: type[MemoryVault]) -> type[MemoryVault]:
        VAULTS[vault] = frozenset(laws)
        return vault

    return noted


# Erasure ----------------------------------------------------------------------------------------------------


@breaks("erasure", "stores_agree")
class ErasureKeepsACopy(MemoryVault):
    """Nobody is found any more, and the rows are all there."""

    def erase(self, party: str, *, at: datetime) -> Erasure:
        with self._lock:
            before = self._of(party)
            gone, erasure = before.erase(at)
            self._dossiers[gone.party] = attrs.evolve(gone, holdings=before.holdings)
            return erasure


@breaks("erasure", "stores_agree")
class TheErasedComeBack(MemoryVault):
    """A late message makes a new person of an erased one."""

    def put(self, party: str, fields: Fields, *, at: datetime) -> None:
        with self._lock:
            dossier = attrs.evolve(self._of(party), erased_at=None)
            self._dossiers[dossier.party] = dossier.put(fields, at)


@breaks("erasure", "stores_agree")
class ErasesWhatMustBeKept(MemoryVault):
    """An erasure takes all, whatever a law says."""

    def erase(self, party: str, *, at: datetime) -> Erasure:
        erasure = super().erase(party, at=at)
        with self._lock:
            gone = attrs.evolve(self._of(party), holdings={})
            self._dossiers[gone.party] = gone
        return attrs.evolve(erasure, erased=tuple(sorted((*erasure.erased, *erasure.kept))), kept={})


@breaks("erasure", "stores_agree")
class ForgetsToFinish(MemoryVault):
    """What an erasure had to put off stays for ever."""

    def erase_due(self, *, at: datetime) -> tuple[Erasure, ...]:
        return ()


@breaks("erasure")
class FinishesTooEarly(MemoryVault):
    """What must be kept until a moment goes the moment before."""

    def erase_due(self, *, at: datetime) -> tuple[Erasure, ...]:
        return tuple(
            attrs.evolve(each, at=at) for each in super().erase_due(at=at + timedelta(microseconds=1))
        )


@breaks("erasure", "stores_agree")
class ShowsTheErased(MemoryVault):
    """What a law has kept of the erased is there for everybody."""

    def get(self, party: str) -> Person | None:
        return attrs.evolve(self._of(party), erased_at=None).person


@breaks("erasure")
class WritesWhileOthersErase(MemoryVault):
    """Whether somebody was erased is looked at before the lock is taken."""

    def put(self, party: str, fields: Fields, *, at: datetime) -> None:
        erased_at = self._of(party).erased_at
        pause()
        with self._lock:
            dossier = attrs.evolve(self._of(party), erased_at=erased_at)
            self._dossiers[dossier.party] = dossier.put(fields, at)


# What is kept -----------------------------------------------------------------------------------------------


@breaks("stores_agree")
class KeepsShorter(MemoryVault):
    """Whoever says last how long something must be kept is right."""

    def keep(self, party: str, fields: Iterable[str], kept: Kept) -> None:
        with self._lock:
            dossier, names = self._of(party), tuple(fields)
            dossier = dossier.keep(names, kept)
            holdings = {
                name: attrs.evolve(each, held=attrs.evolve(each.held, kept=kept)) if name in names else each
                for name, each in dossier.holdings.items()
            }
            self._dossiers[dossier.party] = attrs.evolve(dossier, holdings=holdings)


@breaks("round_trip", "stores_agree")
class ExportsWithoutSince(MemoryVault):
    """An export leaves out since when something is held."""

    def export(self, party: str) -> dict[str, Plain]:
        whole = super().export(party)
        fields = whole["fields"]
        assert isinstance(fields, dict)
        for field in fields.values():
            assert isinstance(field, dict)
            del field["since"]
        return whole


@breaks("cap_holds")
class CountsFieldsPerPut(MemoryVault):
    """Each message may have two hundred fields, and a person any number."""

    def put(self, party: str, fields: Fields, *, at: datetime) -> None:
        try:
            super().put(party, fields, at=at)
        except InvalidPersonalDataError as refused:
            if refused.problem != "too_many" or len(fields) > 200:
                raise


@breaks("refusal_is_atomic", "stores_agree")
class PutsHalf(MemoryVault):
    """It writes one field after the other, and stops at the one that is refused."""

    def put(self, party: str, fields: Fields, *, at: datetime) -> None:
        each: list[Fields] = [{name: fields[name]} for name in fields] if isinstance(fields, dict) else []
        for one in each or [fields]:
            super().put(party, one, at=at)


# Many at once -----------------------------------------------------------------------------------------------


@breaks("no_lost_update")
class LosesUpdates(MemoryVault):
    """It reads what is held, and writes all of it later: what others wrote in between is lost."""

    def put(self, party: str, fields: Fields, *, at: datetime) -> None:
        with self._lock:
            before = self._of(party)
        pause()
        with self._lock:
            now = attrs.evolve(before, erased_at=self._of(party).erased_at)
            self._dossiers[now.party] = now.put(fields, at)


@breaks("written_together")
class TakesAwayFirst(MemoryVault):
    """What is replaced is gone for a while."""

    def put(self, party: str, fields: Fields, *, at: datetime) -> None:
        with self._lock:
            before = self._of(party)
            after = before.put(fields, at)
            self._dossiers[after.party] = Dossier(after.party)
            pause()
            self._dossiers[after.party] = after


@breaks("scope_isolation")
class ErasesEverywhere(MemoryVault):
    """Whoever is erased in one community is erased in all."""

    everywhere: ClassVar[WeakSet[MemoryVault]] = WeakSet()

    def __init__(self) -> None:
        super().__init__()
        self.everywhere.add(self)

    def erase(self, party: str, *, at: datetime) -> Erasure:
        for each in list(self.everywhere):
            if each is not self:
                MemoryVault.erase(each, party, at=at)
        return super().erase(party, at=at)


@breaks("scope_isolation", "stores_agree")
class SeesOtherCommunities(MemoryVault):
    """Whoever is not held here is looked for in other communities."""

    everywhere: ClassVar[dict[PartyId, Dossier]] = {}

    def put(self, party: str, fields: Fields, *, at: datetime) -> None:
        super().put(party, fields, at=at)
        self.everywhere[PartyId(party)] = self._of(party)

    def get(self, party: str) -> Person | None:
        if PartyId(party) in self._dossiers:
            return super().get(party)
        super().get(party)
        found = self.everywhere.get(PartyId(party))
        return None if found is None else found.person


# What is said -----------------------------------------------------------------------------------------------


@breaks("erasure")
class ErrorsShowTheText(MemoryVault):
    """What could not be written is in the error, as drivers have it."""

    def put(self, party: str, fields: Fields, *, at: datetime) -> None:
        try:
            super().put(party, fields, at=at)
        except InvalidPersonalDataError as refused:
            raise attrs.evolve(refused, field=str(fields)) from None


@breaks("erasure")
class PrintsItself(MemoryVault):
    """Whoever logs the vault logs what is in it."""

    def __repr__(self) -> str:
        held = [each.held.text for dossier in self._dossiers.values() for each in dossier.holdings.values()]
        return f"PrintsItself({held})"
