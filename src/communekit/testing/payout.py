"""Strategies of payouts (提现测试策略): instructions, commands, events, states, and what channels report."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from communekit.ledger.payout import (
    PAYOUT_EVENTS,
    Approve,
    Approved,
    Batch,
    BatchLine,
    ChannelLimits,
    Closed,
    Compared,
    Compensate,
    Due,
    Failed,
    Fee,
    Finding,
    Instruction,
    LeftOpen,
    NotRequested,
    Outcome,
    Paid,
    Payee,
    PayoutApproved,
    PayoutClosed,
    PayoutCommand,
    PayoutEvent,
    PayoutFailed,
    PayoutPaid,
    PayoutParties,
    PayoutRejected,
    PayoutRequested,
    PayoutReturned,
    PayoutSent,
    PayoutState,
    PayoutTerms,
    PayoutUnknown,
    PayoutWithdrawn,
    Reconcile,
    Reconciliation,
    Reject,
    Rejected,
    Report,
    ReportRow,
    Request,
    Requested,
    Returned,
    Send,
    Sent,
    Told,
    Unit,
    Unknown,
    Used,
    Withdraw,
    Withdrawn,
)
from communekit.money import Money

from .books import rulings
from .channel import channel_limits, fees, left_open, payout_terms
from .ground import (
    counts,
    currencies,
    ids,
    instants,
    minors,
    said,
    texts,
    words,
    yuan,
)


def units() -> st.SearchStrategy[Unit]:
    """Draw a range of minor units, three or more."""
    return st.builds(
        lambda entry, start, many: Unit(entry, start, start + many),
        ids(),
        st.integers(0, 100),
        minors(3, 10**6),
    )


@st.composite
def instructions(draw: st.DrawFn) -> Instruction:
    """Draw an instruction of which something arrives after fee and tax."""
    currency = draw(currencies())
    paid = draw(st.lists(units(), min_size=1, max_size=3, unique_by=lambda unit: unit.entry))
    gross = sum(unit.minor for unit in paid)
    fee = draw(st.integers(0, gross // 3))
    tax = draw(st.integers(0, gross // 3))
    return Instruction(
        draw(ids()),
        currency,
        paid,
        fee=Money(fee, currency),
        tax=Money(tax, currency),
        channel=draw(words()),
        payee_ref=draw(texts()),
        generation=draw(st.integers(0, 3)),
    )


def payout_ids() -> st.SearchStrategy[str]:
    """Draw the id of an instruction."""
    return instructions().map(lambda one: one.id) | ids()


def outcomes(*, certain: bool = False) -> st.SearchStrategy[Outcome]:
    """Draw what the channel says; `certain` leaves out that nobody knows."""
    return st.sampled_from([each for each in Outcome if not (certain and each is Outcome.UNKNOWN)])


def _attempts(kind: type) -> st.SearchStrategy[Any]:  # of this kind
    return st.builds(kind, payout_ids(), instants(), attempt=counts())


def _referred(kind: type) -> st.SearchStrategy[Any]:  # of this kind
    return st.builds(kind, payout_ids(), instants(), attempt=counts(), reference=said())


def _decided(kind: type) -> st.SearchStrategy[Any]:  # of this kind
    return st.builds(kind, payout_ids(), instants(), ids(), said())


def _standing(kind: type) -> st.SearchStrategy[Any]:  # of this kind
    more: dict[str, st.SearchStrategy[Any]] = {}
    if kind is Closed:
        more = {"reason": said(), "by": st.lists(ids(), max_size=2).map(tuple)}
    return st.builds(
        kind,
        instruction=instructions(),
        at=instants(),
        requested_by=ids(),
        requested_at=instants(),
        second_person=st.booleans(),
        cleared=st.integers(0, 3),
        attempt=st.integers(0, 3),
        sent_at=st.none() | instants(),
        told=st.lists(told(), max_size=2).map(tuple),
        **more,
    )


def told() -> st.SearchStrategy[Told]:
    """Draw what was told of an attempt."""
    return st.builds(Told, counts(), outcomes(), said())


COMMANDS: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    Request: st.builds(Request, instructions(), instants(), ids(), second_person=st.booleans()),
    Approve: st.builds(Approve, payout_ids(), instants(), ids(), attempt=counts()),
    Reject: _decided(Reject),
    Withdraw: _decided(Withdraw),
    Send: _attempts(Send),
    Report: st.builds(Report, payout_ids(), instants(), outcomes(), attempt=counts(), reference=said()),
    Reconcile: st.builds(
        Reconcile, payout_ids(), instants(), outcomes(certain=True), attempt=counts(), reference=said()
    ),
    Compensate: st.builds(Compensate, payout_ids(), instants(), rulings()),
}
EVENTS: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    PayoutRequested: st.builds(
        PayoutRequested, instructions(), instants(), ids(), second_person=st.booleans()
    ),
    PayoutApproved: st.builds(PayoutApproved, payout_ids(), instants(), ids(), attempt=counts()),
    PayoutRejected: _decided(PayoutRejected),
    PayoutWithdrawn: _decided(PayoutWithdrawn),
    PayoutSent: _attempts(PayoutSent),
    PayoutPaid: _referred(PayoutPaid),
    PayoutFailed: _referred(PayoutFailed),
    PayoutUnknown: _referred(PayoutUnknown),
    PayoutReturned: _referred(PayoutReturned),
    PayoutClosed: st.builds(PayoutClosed, payout_ids(), instants(), rulings()),
}
STATES: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    NotRequested: st.just(NotRequested()),
    **{
        kind: _standing(kind)
        for kind in (
            Requested,
            Approved,
            Sent,
            Paid,
            Failed,
            Unknown,
            Returned,
            Rejected,
            Withdrawn,
            Closed,
        )
    },
}


def payout_commands() -> st.SearchStrategy[PayoutCommand]:
    """Draw a command to a payout."""
    return st.one_of(list(COMMANDS.values()))


def payout_events() -> st.SearchStrategy[PayoutEvent]:
    """Draw an event of a payout."""
    return st.one_of([EVENTS[kind] for kind in PAYOUT_EVENTS.values()])


def payout_states() -> st.SearchStrategy[PayoutState]:
    """Draw a state of a payout."""
    return st.one_of(list(STATES.values()))


def report_rows() -> st.SearchStrategy[ReportRow]:
    """Draw a row of a channel's report."""
    return st.builds(
        ReportRow,
        payout_ids(),
        outcomes(certain=True),
        yuan(1),
        instants(),
        said(),
        attempt=st.none() | counts(),
    )


def compared() -> st.SearchStrategy[Compared]:
    """Draw a row of a comparison."""
    row = st.none() | report_rows()
    return st.builds(Compared, st.sampled_from(Finding), payout_ids(), st.none() | yuan(), row, said())


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """Draw instructions of one channel and currency that are handed over together."""
    first = draw(instructions())
    others = draw(st.lists(instructions(), max_size=2))
    fitting = {
        one.id: one
        for one in (*others, first)
        if (one.channel, one.currency) == (first.channel, first.currency)
    }
    lines = [BatchLine(one, draw(counts(3))) for one in fitting.values()]
    return Batch(lines, at_most=draw(st.integers(3, 1_000)))


PAYOUT: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    Batch: batches(),
    BatchLine: st.builds(BatchLine, instructions(), counts()),
    ChannelLimits: channel_limits(),
    Compared: compared(),
    Due: st.builds(
        Due, st.lists(instructions(), max_size=2).map(tuple), st.lists(left_open(), max_size=2).map(tuple)
    ),
    Fee: fees(),
    Instruction: instructions(),
    LeftOpen: left_open(),
    PayoutParties: st.builds(PayoutParties, community=ids(), fees=ids(), tax=ids()),
    Payee: st.builds(Payee, texts(), st.booleans()),
    PayoutTerms: payout_terms(),
    Reconciliation: st.builds(
        Reconciliation,
        st.lists(compared(), max_size=3).map(tuple),
        st.lists(COMMANDS[Reconcile], max_size=2).map(tuple),
        st.lists(payout_ids(), max_size=2).map(tuple),
    ),
    ReportRow: report_rows(),
    Told: told(),
    Unit: units(),
    Used: st.builds(Used, yuan(), st.integers(0, 20)),
    **COMMANDS,
    **EVENTS,
    **STATES,
}

__all__ = [
    "COMMANDS",
    "EVENTS",
    "PAYOUT",
    "STATES",
    "batches",
    "compared",
    "instructions",
    "outcomes",
    "payout_commands",
    "payout_events",
    "payout_ids",
    "payout_states",
    "report_rows",
    "told",
    "units",
]
