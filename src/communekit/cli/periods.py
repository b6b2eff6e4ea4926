"""Periods of a settlement (账期): orders and returns in the order of time, closed period by period, and paid out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import attrs

from communekit.commission import (
    Assessment,
    Earners,
    Plan,
    Plans,
    Reversal,
    items,
    journal,
    settle_terms,
    term_periods,
)
from communekit.ids import EntryId, PartyId
from communekit.ledger import Cashier, Entry
from communekit.ledger.claims import HoldFrom, HoldPolicy, Milestones
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Approve,
    Batch,
    Due,
    Instruction,
    Outcome,
    Payee,
    PayoutCommand,
    PayoutEvent,
    PayoutParties,
    PayoutTerms,
    Report,
    Request,
    Send,
    batches,
    due,
)
from communekit.ledger.settlement import TOPPED_UP, Item, Statement, close, end_of, last_moment
from communekit.money import Money
from communekit.period import Calendar, Period

from .intake import Columns

COMMUNITY: Final = PartyId("(community)")
"""The party that stands for the world outside, for fees and for the tax authority, in books made of files."""

CHANNEL: Final = "bank"

_ASKS, _APPROVES = PartyId("settle"), PartyId("settle-2")


@attrs.frozen
class PeriodTerms:
    """How periods are settled: their cycle, how long earnings are held, and what is paid at their end, if anything."""

    calendar: Calendar
    hold: HoldPolicy
    pays: PayoutTerms | None = None


def period_terms(
    plan: Plan, columns: Columns, cycle: str, hold_days: int, pay_from: str | None
) -> PeriodTerms:
    """Return how periods are settled: in the plan's zone and currency.

    Raises:
        CommunekitError: No such cycle, a hold of no whole days, or no amount.
    """
    received = "received" in columns.names
    hold = HoldPolicy(
        days=hold_days, from_=HoldFrom.RECEIPT if received else HoldFrom.PAYMENT, zone=plan.zone
    )
    pays = None if pay_from is None else PayoutTerms(CHANNEL, Money.of(pay_from, plan.currency))
    return PeriodTerms(Calendar.of(cycle, plan.zone), hold, pays)


@attrs.frozen
class ClosedPeriod:
    """A period that was closed: the statements, what was handed to the channel at its end, what stays due, and top-ups."""

    period: Period
    statements: tuple[Statement, ...]
    batches: tuple[Batch, ...]
    due: Due
    topped_up_minor: int = 0


class _Step(NamedTuple):
    """What happens at a moment; of one moment sales come first, then receipts, ends of holds, returns."""

    at: datetime
    rank: int
    number: int
    claim: EntryId | None
    entries: Sequence[Entry] = ()
    items: Sequence[Item] = ()


_SALE, _CONFIRM, _RELEASE, _RETURN = range(4)


class Periods:
    """The settlement of files by periods.

    Orders and returns are told as they come; `close` replays them in the order of time. What is paid out at the end of a
    period is taken as arrived at that moment: the first of the next period.
    """

    def __init__(self, plans: Plans, terms: PeriodTerms) -> None:
        self._plans = plans
        self._terms = terms
        self._steps: list[_Step] = []
        self._known: list[Item] = []
        self._due: dict[EntryId, datetime] = {}
        self._earners = Earners(plans)
        self._told: list[datetime] = []
        self._parties: set[PartyId] = set()
        self._seen = 0

    @property
    def due(self) -> dict[EntryId, datetime]:
        """When the hold of each claim ends."""
        return self._due

    def sold(self, assessment: Assessment) -> tuple[Entry, ...]:
        """Take an order; return its entries."""
        order, hold = assessment.order, self._terms.hold
        entries = journal(assessment, community=COMMUNITY)
        facts = Milestones(paid_at=order.paid_at, received_at=order.received_at)
        confirmed, ends = hold.confirmed_at(facts), hold.ends_at(facts)
        self._add(order.paid_at, _SALE, None, entries, items(assessment, community=COMMUNITY))
        for entry in entries:
            if confirmed is not None:
                self._add(confirmed, _CONFIRM, entry.id)
            if ends is not None:
                self._add(ends, _RELEASE, entry.id)
                self._due[entry.id] = ends
        self._earners.read(assessment)
        self._told.append(order.paid_at)
        return entries

    def returned(self, reversals: Iterable[Reversal]) -> tuple[Entry, ...]:
        """Take a return; return its entries."""
        made: list[Entry] = []
        for reversal in reversals:
            entries = journal(reversal, community=COMMUNITY)
            self._add(reversal.refund.at, _RETURN, None, entries, items(reversal, community=COMMUNITY))
            self._told.append(reversal.refund.at)
            made.extend(entries)
        return tuple(made)

    def close(self) -> Iterator[ClosedPeriod]:
        """Yield the periods in which anything was sold or returned, and those between, one closed after another."""
        if not self._told:
            return
        cashier = Cashier()
        steps = sorted(self._steps, key=lambda step: step[:3])
        last, place = max(self._told), 0
        period = self._terms.calendar.period_at(min(self._told))
        while True:
            end = last_moment(period)
            while place < len(steps) and steps[place].at <= end:
                _take(steps[place], cashier)
                self._known.extend(steps[place].items)
                place += 1
            yield self._closed(period, cashier)
            if end >= last:
                return
            period = self._terms.calendar.period_at(end_of(period))

    def _closed(self, period: Period, cashier: Cashier) -> ClosedPeriod:
        topped_up = self._settle_terms(period, cashier)
        for entry in cashier.book.since(self._seen):
            self._parties.update(posting.account.party for posting in entry.postings)
        self._seen = len(cashier.book)
        parties = self._parties - {COMMUNITY}
        closing = close(cashier.book, parties, period, items=self._known, due=self._due)
        cashier.close(parties, end_of(period))
        paid, left = self._pay(end_of(period), cashier)
        return ClosedPeriod(period, closing.statements, paid, left, topped_up)

    def _settle_terms(self, period: Period, cashier: Cashier) -> int:
        """Settle the plan's guarantees and draws whose own periods end in this one; return what was topped up.

        What a party is guaranteed is borne by whoever keeps the rest of the lines that it earns most on.
        """
        topped_up = 0
        for own in term_periods(self._plans, period):
            until = end_of(own)
            roles, payer = self._earners.roles(until), self._earners.payers(until)
            made = settle_terms(
                self._plans, cashier.book, own, roles, last_moment(own), payer=payer, items=self._known
            )
            for entry in cashier.record(made):
                if entry.kind == TOPPED_UP:
                    topped_up += sum(posting.minor for posting in entry.postings if posting.minor > 0)
        return topped_up

    def _pay(self, at: datetime, cashier: Cashier) -> tuple[tuple[Batch, ...], Due]:
        """Pay what is available, and return what was handed over and what stays due."""
        terms = self._terms.pays
        if terms is None:
            return (), Due((), ())
        cashier.offset(at)
        parties = {account.party for account in cashier.payables}
        found = due(cashier.payables, terms, {party: Payee(party) for party in parties})
        around = PayoutParties(community=COMMUNITY, fees=COMMUNITY, tax=COMMUNITY)
        for instruction in found.instructions:
            cashier.pay(_life(instruction, at), around)
        return batches(found.instructions), found

    def _add(
        self,
        at: datetime,
        rank: int,
        claim: EntryId | None,
        entries: Sequence[Entry] = (),
        made: Sequence[Item] = (),
    ) -> None:
        self._steps.append(_Step(at, rank, len(self._steps), claim, entries, made))


def _take(step: _Step, cashier: Cashier) -> None:
    match step.rank:
        case 0:
            cashier.record(step.entries)
        case 1 if step.claim is not None:
            cashier.confirm(step.claim, step.at)
        case 2 if step.claim is not None:
            cashier.release(step.claim, step.at)
        case _:
            cashier.take_back(step.entries)


def _life(instruction: Instruction, at: datetime) -> list[PayoutEvent]:
    """Return the life of a payout that arrives at once."""
    state = PAYOUT_LIFE.initial
    events: list[PayoutEvent] = []
    commands: tuple[PayoutCommand, ...] = (
        Request(instruction, at, _ASKS),
        Approve(instruction.id, at, _APPROVES),
        Send(instruction.id, at),
        Report(instruction.id, at, Outcome.PAID),
    )
    for command in commands:
        more, state = PAYOUT_LIFE.handle(command, state)
        events.extend(more)
    return events


__all__ = ["COMMUNITY", "ClosedPeriod", "PeriodTerms", "Periods", "period_terms"]
