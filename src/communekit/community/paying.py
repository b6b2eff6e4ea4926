"""Paying out (提现): a payout's life in its stream, its entries in the book, both or neither."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from communekit.ledger import Account, offset
from communekit.ledger.bucket import AVAILABLE
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Instruction,
    Payables,
    PayoutCommand,
    PayoutEvent,
    PayoutRequested,
    payout_entries,
)
from communekit.ledger.payout.state import PayoutState
from communekit.lifecycle import fold
from communekit.storage import UnitOfWork, place

from .desk import Desk
from .errors import NotHereError
from .happening import Happening, PayoutMoved, read_happening

ENDED = ("payout.rejected", "payout.withdrawn", "payout.closed")


def move(desk: Desk, command: PayoutCommand, key: str) -> bool:
    """A step of a payout: what follows from it, and the entries that this leads to; return whether anything does."""
    stream = place("payout", command.payout)
    before = events_of(desk.happenings(stream))
    events, _ = PAYOUT_LIFE.handle(command, fold(PAYOUT_LIFE.evolve, PAYOUT_LIFE.initial, before))
    if not events:
        return False
    life = (*before, *events)
    founding = life[0]
    if not isinstance(founding, PayoutRequested):
        raise NotHereError("payout", command.payout)
    party = founding.instruction.party
    entries = payout_entries(desk.unit.book, life, desk.terms.around, payables_of(desk.unit, party))
    fresh = [entry for entry in entries if desk.unit.book.find(entry.id) is None]
    desk.post(fresh)
    _offset(desk, founding.instruction, command.at)
    desk.keep(stream, key, PayoutMoved(command, events), command.at, [place("party", party)])
    return True


def _offset(desk: Desk, instruction: Instruction, at: datetime) -> None:
    """Let what came back pay first what the party owes: no payout is drafted beside a debt."""
    entry = offset(desk.unit.book, Account(instruction.party, AVAILABLE, instruction.currency), at)
    if entry is not None:
        desk.post([entry])


def events_of(happenings: Iterable[Happening]) -> tuple[PayoutEvent, ...]:
    """Return the events of a payout from its stream."""
    return tuple(event for each in happenings if isinstance(each, PayoutMoved) for event in each.events)


def payables_of(unit: UnitOfWork, party: str) -> Payables:
    """Return what may be paid to a party, from the entries that touch it alone."""
    return Payables().read(unit.book.touching(party))


def ended_of(unit: UnitOfWork, party: str) -> frozenset[str]:
    """Return the payouts of a party that ended without payment: none of them is given again."""
    return frozenset(
        moved.fact.payout
        for moved in _moves(unit, party)
        if any(event.word in ENDED for event in moved.events)
    )


def payouts_of(desk: Desk, party: str) -> dict[str, PayoutState]:
    """Return how each payout of a party stands, by its id, in the order in which they were asked for."""
    found: dict[str, PayoutState] = {}
    for moved in _moves(desk.unit, party):
        state = found.get(moved.fact.payout, PAYOUT_LIFE.initial)
        found[moved.fact.payout] = fold(PAYOUT_LIFE.evolve, state, moved.events)
    return found


def _moves(unit: UnitOfWork, party: str) -> Iterator[PayoutMoved]:
    for recorded in unit.events.since(0, tag=place("party", party)):
        if recorded.event.kind == "payout.moved":
            happening = read_happening(recorded.event.data)
            if isinstance(happening, PayoutMoved):
                yield happening


__all__ = ["ended_of", "events_of", "move", "payables_of", "payouts_of"]
