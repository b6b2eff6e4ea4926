"""A sealed vault (加密个人信息库): erasing by forgetting keys, where the bytes themselves cannot be taken back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from communekit.codec import Plain
from communekit.ids import PartyId
from communekit.period import instant

from .keys import Keys
from .person import Erasure, Held, Kept, Person
from .personal_check import checked_fields, checked_party
from .seal import Seal, Sealed, key_id
from .vault import Vault


class SealedVault:
    """Any `Vault`, each text in it encrypted under a key of its own (加密擦除); erasing forgets the keys. Extra `[vault]`.

    What a database keeps of deleted rows, in dead tuples, logs, replicas and backups, is then unreadable for ever, as
    long as the keys were kept in another place and no copy of them is left. A text that is replaced loses its key, too; traces of
    that key leave its place at the next erasure.
    Names of fields, purposes and times are not encrypted: no personal data belongs in them.

    Args:
        vault: Where the sealed texts are held.
        keys: Where the keys are, in another database than the vault's.

    Raises:
        MissingExtraError: The package cryptography is not installed.
    """

    def __init__(self, vault: Vault, keys: Keys) -> None:
        self._vault = vault
        self._keys = keys
        self._seal = Seal()

    def put(self, party: str, fields: Mapping[str, str | Held | None], *, at: datetime) -> None:
        """Hold some fields, sealed; see `Vault.put`."""
        whose, moment = checked_party(party), instant(at)
        given = checked_fields(whose, fields)
        texts = {name: held for name, held in given.items() if held is not None}
        before = self._ids(whose)
        sealed: dict[str, Held | None] = dict.fromkeys(given)
        made = self._keys.make(whose, len(texts)) if texts else {}
        for (name, held), (id_, key) in zip(texts.items(), made.items(), strict=True):
            text = self._seal.close(held.text, id_, key, whose, name)
            sealed[name] = Sealed(text, held.purpose, held.kept)
        self._vault.put(whose, sealed, at=moment)
        self._keys.forget(whose, [before[name] for name in given if name in before])
        if None in sealed.values():
            self._keys.sweep()

    def keep(self, party: str, fields: Iterable[str], kept: Kept) -> None:
        """Have some fields kept until a moment; see `Vault.keep`."""
        self._vault.keep(party, fields, kept)

    def get(self, party: str) -> Person | None:
        """Return what is held, None where there is nothing.

        Raises:
            BrokenSealError: A key is not there though the person was not erased, or a sealed text was touched.
        """
        exported = self.export(party)
        fields = _fields(exported)
        if exported["erased_at"] is not None or not fields:
            return None
        return Person(PartyId(str(exported["party"])), {name: _held(field) for name, field in fields.items()})

    def export(self, party: str) -> dict[str, Plain]:
        """Return all that is held, as plain data; errors as in `get`."""
        whose = checked_party(party)
        before: set[str] | None = None
        while True:
            exported = self._vault.export(whose)
            sealed = {name: str(field["text"]) for name, field in _fields(exported).items()}
            keys, wanted = self._keys.of(whose), {key_id(text) for text in sealed.values()}
            if wanted <= keys.keys() or wanted == before:
                break
            before = wanted  # A key is not there: was a text replaced while we read, or is the key lost?
        for name, field in _fields(exported).items():
            field["text"] = self._seal.open(sealed[name], keys.get(key_id(sealed[name])), whose, name)
        return exported

    def erase(self, party: str, *, at: datetime) -> Erasure:
        """Erase a person and forget the keys; see `Vault.erase`. Whoever's answer was lost tells it again."""
        whose, moment = checked_party(party), instant(at)
        self._forget_due(whose, moment)
        erasure = self._vault.erase(whose, at=moment)
        self._forget_gone(whose)
        self._keys.sweep()
        return erasure

    def _forget_due(self, party: PartyId, at: datetime) -> None:
        """Forget the keys of what was put off and goes now, before the rows: once those are gone, nobody asks again."""
        exported = self._vault.export(party)
        if exported["erased_at"] is not None:
            fields = _fields(exported).values()
            gone = [field for field in fields if instant(str(field["kept_until"])) <= at]
            self._keys.forget(party, [key_id(str(field["text"])) for field in gone])

    def _forget_gone(self, party: PartyId) -> None:
        """Forget every key of an erased person that no text is sealed with."""
        left = set(self._ids(party).values())
        self._keys.forget(party, sorted(self._keys.of(party).keys() - left))

    def due(self, *, at: datetime) -> tuple[PartyId, ...]:
        """Return the erased of whom something may go now."""
        return self._vault.due(at=at)

    def erase_due(self, *, at: datetime) -> tuple[Erasure, ...]:
        """Finish the erasures that are due."""
        moment = instant(at)
        for party in self.due(at=moment):
            self._forget_due(party, moment)
        erasures = self._vault.erase_due(at=moment)
        for erasure in erasures:
            self._forget_gone(erasure.party)
        self._keys.sweep()
        return erasures

    def _ids(self, party: PartyId) -> dict[str, str]:
        """Return the id of the key of each field."""
        fields = _fields(self._vault.export(party))
        return {name: key_id(str(field["text"])) for name, field in fields.items()}


def _fields(exported: dict[str, Plain]) -> dict[str, dict[str, Plain]]:
    return cast("dict[str, dict[str, Plain]]", exported["fields"])


def _held(field: Mapping[str, Plain]) -> Held:
    until = field["kept_until"]
    kept = None if until is None else Kept(instant(str(until)), str(field["kept_by"]))
    return Held(str(field["text"]), str(field["purpose"]), kept)


__all__ = ["SealedVault"]
