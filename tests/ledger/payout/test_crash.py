"""A payout day that stops at every step and is run again from what was stored: nobody is paid twice, nobody is lost.

The host of these tests keeps events, a book and nothing else. Each thing it does is one step; before or after any of
them it may stop. It is then run again from the beginning, until it has nothing more to do.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger import Book
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Approve,
    Approved,
    Batch,
    BatchLine,
    Failed,
    Finding,
    Instruction,
    NotRequested,
    Outcome,
    Paid,
    Payables,
    Payee,
    PayoutCommand,
    PayoutEvent,
    PayoutRefusedError,
    PayoutStanding,
    Reconcile,
    Report,
    ReportRow,
    Request,
    Requested,
    Returned,
    Send,
    Sent,
    Unknown,
    Withdraw,
    batches,
    book_payout,
    due,
    reconcile,
)
from communekit.money import Money
from tests.ledger.payout.day import MARCH, PARTIES, TERMS, account, book_of, freed, yuan

EARNED = {"L1": 1_000, "L2": 2_500, "L3": 99, "L4": 700}
DUE = {"L1", "L2", "L4"}
PAYEES = {party: Payee(f"tok-{party}") for party in EARNED}


class Stopped(Exception):
    """The power is gone."""


class Power:
    """Goes off after so many steps; never where None."""

    def __init__(self, steps: int | None) -> None:
        self.left, self.used = steps, 0

    def step(self) -> None:
        """Use some."""
        self.used += 1
        if self.left is not None:
            if self.left == 0:
                raise Stopped
            self.left -= 1


class Channel:
    """A channel that remembers ids, pays each at most once, and keeps books of its own; or one with no memory.

    `fails` lists (party, attempt) that do not leave; `silent` lists those whose answer is lost although the money left;
    `returns` lists parties whose money comes back once.
    """

    def __init__(
        self,
        fails: frozenset[tuple[str, int]] = frozenset(),
        silent: frozenset[tuple[str, int]] = frozenset(),
        returns: frozenset[str] = frozenset(),
        *,
        remembers: bool = True,
    ) -> None:
        self.remembers = remembers
        self.fails, self.silent, self.returns = fails, silent, returns
        self.paid: dict[str, Money] = {}
        self.payments: list[tuple[str, Money]] = []
        self.rows: list[ReportRow] = []
        self.returned: set[str] = set()

    def pay(self, line: BatchLine, at: datetime) -> Outcome | None:
        """Pay a line, or say that it was paid; None where the answer is lost."""
        one, attempt = line.instruction, line.attempt
        if self.remembers and one.id in self.paid:
            return Outcome.PAID
        if (one.party, attempt) in self.fails:
            self.rows.append(ReportRow(one.id, Outcome.FAILED, one.net, at, attempt=attempt))
            return Outcome.FAILED
        self.paid[one.id] = one.net
        self.payments.append((one.party, one.net))
        self.rows.append(
            ReportRow(one.id, Outcome.PAID, one.net, at, f"W{len(self.payments)}", attempt=attempt)
        )
        if one.party in self.returns - self.returned:
            self.returned.add(one.party)
            del self.paid[one.id]
            self.payments.remove((one.party, one.net))
            self.rows.append(ReportRow(one.id, Outcome.RETURNED, one.net, at, "R", attempt=attempt))
        return None if (one.party, attempt) in self.silent else Outcome.PAID


class Host:
    """A host which stores events and entries, one after the other, and asks nobody else."""

    def __init__(self, channel: Channel, *, asks_again: bool) -> None:
        self.channel, self.asks_again = channel, asks_again
        self.events: dict[str, list[PayoutEvent]] = {}
        self.book: Book = book_of(*(freed(f"free-{party}", minor, party) for party, minor in EARNED.items()))
        self.power = Power(None)
        self.now = MARCH

    def state(self, id_: str) -> PayoutStanding:
        """Return a payout as the stored events tell it."""
        state = PAYOUT_LIFE.replay(self.events[id_])
        assert not isinstance(state, NotRequested)
        return state

    def states(self) -> Iterator[PayoutStanding]:
        """Yield all payouts."""
        return (self.state(id_) for id_ in list(self.events))

    def run(self, command: PayoutCommand) -> None:
        """Decide, store the events, book them: two steps, and the power may go in between."""
        events, _ = PAYOUT_LIFE.handle(command, PAYOUT_LIFE.replay(self.events.get(command.payout, [])))
        if events:
            self.power.step()
            self.events[command.payout] = [*self.events.get(command.payout, []), *events]
        self.post(command.payout)

    def post(self, id_: str) -> None:
        """Book what a payout's events lead to."""
        booked = book_payout(self.book, self.events[id_], PARTIES, Payables())
        if booked is not self.book:
            self.power.step()
            self.book = booked

    def tick(self) -> datetime:
        """Return the next moment."""
        self.now += timedelta(minutes=1)
        return self.now

    def day(self) -> None:
        """Do all that is to be done, from whatever is stored."""
        for id_ in list(self.events):  # What was decided and not booked comes first.
            try:
                self.post(id_)
            except PayoutRefusedError:
                self.run(Withdraw(id_, self.tick(), "ops-1", "stale"))
        ended = {state.id for state in self.states() if state.word in {"withdrawn", "rejected", "closed"}}
        for one in due(Payables().read(self.book), TERMS, PAYEES, ended=ended).instructions:
            self.run(Request(one, self.tick(), "ops-1"))
        for state in self.states():
            if isinstance(state, Requested):
                self.run(Approve(state.id, self.tick(), "ops-2"))
        self.send()
        self.reconcile()

    def send(self) -> None:
        """Hand to the channel what may go, batch by batch, and take its answers."""
        for state in self.states():  # What was sent and has no answer may have arrived or not.
            if isinstance(state, Sent):
                if self.asks_again:
                    self.hand_over(BatchLine.of(state))
                else:
                    self.run(Report(state.id, self.tick(), Outcome.UNKNOWN, attempt=state.attempt))
        ready = [
            state
            for state in self.states()
            if isinstance(state, Approved | Failed | Returned) and state.attempt < 40
        ]
        lines = [BatchLine(state.instruction, state.attempt + 1) for state in ready]
        for batch in batches(lines, at_most=2):
            assert batch.total == Money.total((line.instruction.net for line in batch.lines), "CNY")
            for line in batch.lines:
                self.run(Send(line.instruction.id, self.tick(), attempt=line.attempt))
                self.hand_over(line)

    def hand_over(self, line: BatchLine) -> None:
        """Call the channel: a step before the call, one between call and answer."""
        self.power.step()
        outcome = self.channel.pay(line, self.tick())
        self.power.step()
        id_ = line.instruction.id
        self.run(Report(id_, self.tick(), outcome or Outcome.UNKNOWN, attempt=line.attempt))

    def reconcile(self) -> None:
        """Read the channel's whole report, as at every end of a day, and again."""
        for _ in range(2):
            found = reconcile(self.channel.rows, self.states(), self.tick())
            assert not found.of(Finding.EXTRA)
            assert not found.of(Finding.DIFFERENT_AMOUNT)
            for command in found.commands:
                self.run(command)
        for id_ in found.carried_forward:  # The channel's books are closed: it never had them.
            self.run(Reconcile(id_, self.tick(), Outcome.FAILED, attempt=self.state(id_).attempt))

    def until_quiet(self) -> None:
        """Run again until nothing changes any more."""
        for _ in range(20):
            before = ({id_: tuple(events) for id_, events in self.events.items()}, self.book)
            self.day()
            if before == ({id_: tuple(events) for id_, events in self.events.items()}, self.book):
                return
        pytest.fail("the host finds no rest")


def check(host: Host) -> None:
    """payout_once, conservation: everybody due was paid once, and the books say so to the fen."""
    channel = host.channel
    assert sorted(party for party, _ in channel.payments) == sorted(DUE)
    paid = [state for state in host.states() if isinstance(state, Paid)]
    assert {state.instruction.party for state in paid} == DUE
    assert {(one.party, one.net) for one in map(instruction_of, paid)} == set(channel.payments)
    left = Money.total((amount for _, amount in channel.payments), "CNY")
    assert host.book.balance(account("outside.payout", "riverside")) == left
    for party, minor in EARNED.items():
        assert host.book.balance(account("reserved", party)) == yuan("0")
        expected = 0 if party in DUE else minor
        assert host.book.balance(account("available", party)).minor == expected
    assert host.book.balance(account("fees", "bank")) == TERMS.fee.fixed * len(DUE)
    assert not any(host.book.trial_balance().values())
    assert {state.word for state in host.states()} <= {"paid", "withdrawn"}


def test_channel_without_memory() -> None:
    """payout_once: a host that waits for the report needs no help from the channel."""
    fails, silent = frozenset({("L1", 1), ("L4", 1)}), frozenset({("L1", 2), ("L2", 1)})
    for cut in range(60):
        host = Host(Channel(fails, silent, remembers=False), asks_again=False)
        host.power = Power(cut)
        with suppress(Stopped):
            host.until_quiet()
        host.power = Power(None)
        host.until_quiet()
        check(host)


def instruction_of(state: PayoutStanding) -> Instruction:
    """Return what a payout is about."""
    return state.instruction


CHANNELS: dict[str, Callable[[], Channel]] = {
    "plain": Channel,
    "fails once": lambda: Channel(fails=frozenset({("L1", 1), ("L2", 1)})),
    "forgets to answer": lambda: Channel(silent=frozenset({("L1", 1), ("L4", 1)})),
    "sends back": lambda: Channel(returns=frozenset({"L2"})),
    "all of it": lambda: Channel(
        frozenset({("L1", 1), ("L4", 1), ("L4", 2)}), frozenset({("L1", 2), ("L2", 1)}), frozenset({"L4"})
    ),
}


def steps_of(make: Callable[[], Channel], *, asks_again: bool) -> int:
    """Return how many steps a day without a cut takes."""
    host = Host(make(), asks_again=asks_again)
    host.until_quiet()
    check(host)
    return host.power.used


@pytest.mark.parametrize("asks_again", [True, False], ids=["asks again", "waits for the report"])
@pytest.mark.parametrize("name", CHANNELS)
def test_cut_at_every_step(name: str, asks_again: bool) -> None:
    """payout_once: wherever the power goes, the day comes to the same end."""
    steps = steps_of(CHANNELS[name], asks_again=asks_again)
    assert steps >= 20
    for cut in range(steps):
        host = Host(CHANNELS[name](), asks_again=asks_again)
        host.power = Power(cut)
        with pytest.raises(Stopped):
            host.until_quiet()
        host.power = Power(None)
        host.until_quiet()
        check(host)


@given(
    cuts=st.lists(st.integers(0, 12), max_size=12),
    name=st.sampled_from(sorted(CHANNELS)),
    asks_again=st.booleans(),
)
def test_cut_again_and_again(cuts: list[int], name: str, asks_again: bool) -> None:
    """payout_once: also where the power goes many times."""
    host = Host(CHANNELS[name](), asks_again=asks_again)
    for cut in cuts:
        host.power = Power(cut)
        try:
            host.until_quiet()
        except Stopped:
            continue
    host.power = Power(None)
    host.until_quiet()
    check(host)


def test_refund_between_decision_and_booking() -> None:
    """A refund that comes while a request is decided and not booked goes first; the rest is paid under another id."""
    host = Host(Channel(), asks_again=False)
    host.power = Power(1)
    with pytest.raises(Stopped):
        host.day()
    (first,) = host.states()
    assert (first.instruction.party, first.word) == ("L1", "requested")
    host.book = host.book.post(freed("refund-1", -300, "L1"))
    host.power = Power(None)
    host.until_quiet()
    assert ("L1", yuan("6.90")) in host.channel.payments
    assert host.state(first.id).word == "withdrawn"
    assert host.book.balance(account("available")) == host.book.balance(account("reserved")) == yuan("0")


def test_unknown_waits_for_the_report() -> None:
    """An outcome that nobody knows is neither sent again nor given back, however often the host runs."""
    host = Host(Channel(silent=frozenset({("L1", 1)})), asks_again=False)
    host.reconcile = lambda: None  # type: ignore[method-assign]  # the report has not come
    for _ in range(3):
        host.day()
    unknown = [state for state in host.states() if isinstance(state, Unknown)]
    assert [state.instruction.party for state in unknown] == ["L1"]
    assert len(host.channel.payments) == 3
    assert host.book.balance(account("reserved")) == yuan("10.00")
    del host.reconcile  # It has come.
    host.until_quiet()
    check(host)


def test_batch_of_a_day_is_one_batch() -> None:
    """The same instructions make the same batch, cut or not."""
    host = Host(Channel(), asks_again=False)
    instructions = due(Payables().read(host.book), TERMS, PAYEES).instructions
    assert Batch(instructions) == Batch(reversed(instructions))
