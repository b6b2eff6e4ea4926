"""The port of a vault (个人信息库端口): where personal data is kept, apart from the books and erasable."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from communekit.codec import Plain
from communekit.ids import PartyId

from .person import Erasure, Held, Kept, Person


class Vault(Protocol):
    """The personal data of one community (个人信息库): name, phone, address, bank card, in fields of a party's.

    Books and events know a party by its opaque id alone; what the id stands for is here, and can be erased while the
    books stay whole. Nothing is found by value: whoever logs people in by their phone numbers keeps that elsewhere.
    `communekit.testing.VaultContract` shows whether a place keeps its promises.

    Errors never show a text that is held, or was to be: only ids and names of fields that are fit to be such. Every act
    may be told again.
    """

    def put(self, party: str, fields: Mapping[str, str | Held | None], *, at: datetime) -> None:
        """Hold some fields, or replace them; others stay. None takes a field away. All of them, or none.

        Args:
            party: Whose.
            fields: By names that are words ("phone", "deal.a1.address"): a text, a text with its purpose and how long it
                must be kept, or None. A field that must be kept is not kept shorter by being replaced.
            at: When.

        Raises:
            InvalidPersonalDataError: A field, a text or the party's id is not fit.
            ErasedPersonError: The person was erased: a late message brings nobody back.
            FieldKeptError: A field is to be taken away that must be kept.
        """

    def keep(self, party: str, fields: Iterable[str], kept: Kept) -> None:
        """Have some fields kept until a moment (a deal was completed, tax was withheld); never shorter than before.

        Raises:
            UnknownFieldError: Nothing is held under such a name; nothing was changed.
            ErasedPersonError: The person was erased.
        """

    def get(self, party: str) -> Person | None:
        """Return what is held, to work with; None where there is nothing, or the person was erased."""

    def export(self, party: str) -> dict[str, Plain]:
        """Return all that is held, as plain data for the person (查阅、复制权) or an authority; see `write_json`.

        What was erased and must still be kept is in it: nothing else reads it. Nothing held is an export without fields.
        """

    def erase(self, party: str, *, at: datetime) -> Erasure:
        """Erase a person, for ever, and say what is gone and what must still be kept.

        Told again it finishes what a crash cut short, and what may go by then.
        """

    def due(self, *, at: datetime) -> tuple[PartyId, ...]:
        """Return the erased of whom something was put off that may go now, in the order of their ids."""

    def erase_due(self, *, at: datetime) -> tuple[Erasure, ...]:
        """Finish the erasures that are due."""


__all__ = ["Vault"]
