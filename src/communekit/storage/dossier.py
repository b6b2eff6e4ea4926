"""The dossier of a person (个人信息档案): what a vault holds about one party, and the rules of holding it.

Every vault keeps dossiers; how is its own matter.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Self

import attrs

from communekit.codec import Plain
from communekit.ids import PartyId
from communekit.period import instant, instant_text

from .person import Erasure, Held, Kept, Person
from .personal_check import FIELDS_MAX, checked_field, checked_fields
from .vault_errors import (
    ErasedPersonError,
    FieldKeptError,
    InvalidPersonalDataError,
    UnknownFieldError,
)


@attrs.frozen
class Holding:
    """A piece of personal data and since when it is held."""

    held: Held
    since: datetime

    def goes_by(self, at: datetime) -> bool:
        """Whether nothing has it kept any more at a moment."""
        return self.held.kept is None or self.held.kept.until <= at


@attrs.frozen
class Dossier:
    """All that is held about one party, and whether it was erased."""

    party: PartyId
    holdings: Mapping[str, Holding] = attrs.field(factory=dict)
    erased_at: datetime | None = None

    def put(self, fields: Mapping[str, str | Held | None], at: datetime) -> Self:
        """Return the dossier with these fields replaced; None takes one away. What is kept longer stays kept longer."""
        given, moment = checked_fields(self.party, fields), instant(at)
        self._check_open()
        holdings = dict(self.holdings)
        for name, held in given.items():
            before = holdings.get(name)
            if held is not None:
                kept = _longer(held.kept, None if before is None else before.held.kept)
                holdings[name] = Holding(attrs.evolve(held, kept=kept), moment)
            elif before is not None:
                if before.held.kept is not None and not before.goes_by(moment):
                    raise FieldKeptError(self.party, name, before.held.kept.until, before.held.kept.source)
                del holdings[name]
        if len(holdings) > FIELDS_MAX:
            raise InvalidPersonalDataError(self.party, "…", "too_many")
        return attrs.evolve(self, holdings=holdings)

    def keep(self, fields: Iterable[str], kept: Kept) -> Self:
        """Return the dossier with some fields kept until a moment, or longer if they are already."""
        names = [checked_field(self.party, name) for name in fields]
        self._check_open()
        holdings = dict(self.holdings)
        for name in names:
            if name not in holdings:
                raise UnknownFieldError(self.party, name)
            held = holdings[name].held
            longer = attrs.evolve(held, kept=_longer(kept, held.kept))
            holdings[name] = attrs.evolve(holdings[name], held=longer)
        return attrs.evolve(self, holdings=holdings)

    def erase(self, at: datetime) -> tuple[Self, Erasure]:
        """Return what must still be kept, locked for ever, and what was erased."""
        moment = instant(at)
        left = {name: each for name, each in self.holdings.items() if not each.goes_by(moment)}
        erased = tuple(sorted(self.holdings.keys() - left.keys()))
        kept = {name: left[name].held.kept for name in sorted(left)}
        erasure = Erasure(
            self.party, moment, erased, {name: each for name, each in kept.items() if each is not None}
        )
        first = moment if self.erased_at is None else self.erased_at
        return attrs.evolve(self, holdings=left, erased_at=first), erasure

    def is_due(self, at: datetime) -> bool:
        """Whether it was erased, and something that was put off may go now."""
        return self.erased_at is not None and any(each.goes_by(at) for each in self.holdings.values())

    @property
    def person(self) -> Person | None:
        """The person as whoever works with the data sees it; None where nothing is held, or it was erased."""
        if self.erased_at is not None or not self.holdings:
            return None
        return Person(self.party, {name: each.held for name, each in self.holdings.items()})

    def export(self) -> dict[str, Plain]:
        """Return everything that is held, as plain data; what was erased and must be kept is in it."""
        fields: dict[str, Plain] = {}
        for name, each in sorted(self.holdings.items()):
            kept = each.held.kept
            fields[name] = {
                "text": each.held.text,
                "purpose": each.held.purpose,
                "since": instant_text(each.since),
                "kept_until": None if kept is None else instant_text(kept.until),
                "kept_by": None if kept is None else kept.source,
            }
        erased_at = None if self.erased_at is None else instant_text(self.erased_at)
        return {
            "type": "vault.person",
            "version": 1,
            "party": self.party,
            "erased_at": erased_at,
            "fields": fields,
        }

    def _check_open(self) -> None:
        if self.erased_at is not None:
            raise ErasedPersonError(self.party, self.erased_at)


def _longer(one: Kept | None, other: Kept | None) -> Kept | None:
    """Return which of two keeps longer; on a tie the first."""
    if one is None or other is None:
        return other if one is None else one
    return other if other.until > one.until else one


__all__ = ["Dossier", "Holding"]
