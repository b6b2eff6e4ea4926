"""The reader of heads (读单头): who bought where, and who is credited; each combination made once."""

from collections.abc import Sequence
from typing import Final

from communekit.ids import PartyId, SessionId, identifier
from communekit.money import Currency
from communekit.orders import About, Credit, Credits

from .columns import Columns
from .number import KNOWN_MAX
from .place import Cells, column_place, key_getter, place_of
from .row import Head

_NOTHING_KNOWN: Final = About()


class HeadReader:
    """Heads of rows under one header."""

    def __init__(self, columns: Columns, header: Sequence[str]) -> None:
        self._member, self._store, self._currency, self._session = (
            place_of(fact, columns, header) for fact in ("member", "store", "currency", "session")
        )
        self._credits = [(credit, column_place(credit.column, header)) for credit in columns.credits]
        self._about = [
            (subject, name, column_place(column, header))
            for subject, facts in columns.about.items()
            for name, column in facts.items()
        ]
        self._places = [
            self._member, self._store, self._currency, self._session,
            *(place for _, place in self._credits), *(place for _, _, place in self._about),
        ]  # fmt: skip
        self._key = key_getter(self._places)
        self._known: dict[object, Head] = {}

    def read(self, cells: Cells) -> Head:
        """Return what a row says of its order.

        Raises:
            InvalidIdError, InvalidCreditsError, UnknownCurrencyError, InvalidAttributeError: A cell cannot be that.
        """
        key = self._key(cells)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= KNOWN_MAX:
                self._known.clear()
            found = self._known[key] = self._make(cells)
        return found

    def _make(self, cells: Cells) -> Head:
        member, session = self._member.read(cells), self._session.read(cells)
        credited = []
        for credit, place in self._credits:
            party = credit.party_of(place.read(cells))
            if party is not None:
                credited.append(Credit(credit.role, party, share=credit.share))
        about: dict[str, dict[str, str]] = {}
        for subject, name, place in self._about:
            if text := place.read(cells):
                about.setdefault(subject, {})[name] = text
        return Head(
            tuple([place.read(cells) for place in self._places]),
            PartyId(identifier(member, what="member id")) if member else None,
            PartyId(identifier(self._store.read(cells), what="store id")),
            Currency.of(self._currency.read(cells)),
            SessionId(session) if session else None,
            Credits(tuple(credited)),
            About(about) if about else _NOTHING_KNOWN,
        )


__all__ = ["HeadReader"]
