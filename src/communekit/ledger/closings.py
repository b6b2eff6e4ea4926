"""Closings: up to when each party's books are closed (结账)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

import attrs

from communekit.ids import PartyId, identifier, party_ids
from communekit.period import instant

from .entry import Entry
from .errors import PeriodClosedError


def _until(given: Mapping[PartyId, datetime]) -> Mapping[PartyId, datetime]:
    return MappingProxyType(
        {PartyId(identifier(party, what="party id")): instant(moment) for party, moment in given.items()}
    )


@attrs.frozen(hash=False)
class Closings:
    """Up to when each party's books are closed (结账): half-open, the moment itself is open.

    >>> from communekit.period import parse_instant
    >>> march = parse_instant("2026-04-01T00:00:00+08:00")
    >>> Closings().close(["L1"], march).until["L1"] == march
    True
    """

    until: Mapping[PartyId, datetime] = attrs.field(factory=dict, converter=_until)

    def close(self, parties: Iterable[str], until: datetime) -> "Closings":
        """Return the closings with these parties' books closed before a moment.

        Raises:
            PeriodClosedError: They are closed up to a later moment; a closed period is not opened again.
        """
        moment = instant(until)
        closed = dict(self.until)
        for party in party_ids(parties):
            if party in closed and moment < closed[party]:
                raise PeriodClosedError(party, closed[party], moment)
            closed[party] = moment
        return Closings(closed)

    def open_from(self, entry: Entry) -> datetime | None:
        """Return from when on all books that an entry touches are open; None where none was ever closed."""
        if not self.until:
            return None
        moments = [
            self.until[posting.account.party]
            for posting in entry.postings
            if posting.account.party in self.until
        ]
        return max(moments, default=None)

    def booked(self, entry: Entry, late_at: datetime | None) -> Entry:
        """Return an entry as it can be booked: at its time, or late where the books of its time are closed (补记).

        Raises:
            PeriodClosedError: They are, and no later moment is given, or one that is closed, too.
        """
        since = self.open_from(entry)
        if since is None or entry.at >= since:
            return entry
        if late_at is not None and instant(late_at) >= since:
            return entry.late(late_at)
        party = next(p.account.party for p in entry.postings if self.until.get(p.account.party) == since)
        raise PeriodClosedError(party, since, entry.at)


__all__ = ["Closings"]
