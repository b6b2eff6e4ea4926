"""The desk (工作台): where one unit of work of a community is done, and what it leads to is kept together."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from communekit.commission import Plans
from communekit.ids import EntryId
from communekit.ledger import Entry
from communekit.ledger.claims import Claim, Claims
from communekit.storage import Event, Message, Recorded, UnitOfWork, place

from .happening import KINDS, Happening, read_happening, write_happening
from .order_file import OrderFile
from .terms import Terms


class Desk:
    """One unit of work of a community (工作台): reads what is kept, and keeps what follows.

    Args:
        unit: What is read and written.
        terms: Of the community.
        plans: The versions of its plan.
        late_at: The moment at which entries of a closed period are booked.
    """

    def __init__(
        self, unit: UnitOfWork, terms: Terms, plans: Plans | None, late_at: datetime | None = None
    ) -> None:
        self.unit = unit
        self.terms = terms
        self.plans = plans
        self.late_at = late_at
        self.posted: list[Entry] = []

    def post(self, entries: Iterable[Entry]) -> None:
        """Post entries; those that are new are remembered."""
        self.posted.extend(self.unit.book.post(*entries, late_at=self.late_at))

    def claim(self, claim_id: str) -> Claim:
        """Return a claim as it stands, from the entries about it.

        Raises:
            ClaimError: "unknown".
        """
        return Claims().read(self.unit.book.about(claim_id))[EntryId(claim_id)]

    def order(self, order: str) -> OrderFile:
        """Return the file of an order; an empty one where nothing was told of it."""
        return OrderFile.of(order, self.happenings(place("order", order)))

    def happenings(self, stream: str) -> Sequence[Happening]:
        """Return what happened in a stream, the oldest first."""
        return [read_happening(one.event.data) for one in self.unit.events.load(stream)]

    def keep(
        self, stream: str, key: str, happening: Happening, at: datetime, tags: Iterable[str] = ()
    ) -> None:
        """Append an event under a key, and what the host's own rules add to it."""
        event = Event(KINDS[type(happening)], at, write_happening(happening), tags)
        for recorded in self.unit.events.append(stream, [event], key=key).events:
            self._handle(happening, recorded)

    def _handle(self, happening: Happening, recorded: Recorded) -> None:
        for handler in self.terms.handlers:
            for made in handler(happening, recorded):
                if isinstance(made, Message):
                    self.unit.outbox.put(made)
                else:
                    self.post([made])


__all__ = ["Desk"]
