"""Payouts: drafted, requested, sent, told of, given up; and booked, be it late."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Approve,
    Compensate,
    Instruction,
    NotRequested,
    Outcome,
    PayoutCommand,
    PayoutEvent,
    PayoutRefusedError,
    PayoutStanding,
    Reconcile,
    Reject,
    Report,
    ReportRow,
    Request,
    Send,
    Withdraw,
    draft,
    reconcile,
)
from communekit.money import Money
from tests.ledger.whole.closed_months import Months
from tests.ledger.whole.host import ENDS, OVER, PARTY, SURE, Fact
from tests.ledger.whole.model import FEE, PARTIES
from tests.ledger.whole.town import (
    AROUND,
    PAYEES,
    RULING,
    TERMS,
    fen,
    month_of,
)


class Payouts(Months):
    """Everybody is paid, or not."""

    def state(self, id_: str) -> PayoutStanding:
        """Return where a payout stands, as its events tell it."""
        state = PAYOUT_LIFE.replay(self.lives[id_])
        assert not isinstance(state, NotRequested)
        return state

    def ended(self) -> set[str]:
        """Return the payouts that ended without payment."""
        return {id_ for id_ in self.lives if self.state(id_).word in OVER}

    def draft(self, party: str, tax: int) -> Instruction | None:
        """Draft what can be paid: as much as the model says, and under an id that was never booked."""

        def withhold(gross: Money) -> Money:
            return fen(gross.minor * tax // 100)

        payables, payee = self.cashier.payables, PAYEES[party]
        made = draft(payables, party, TERMS, payee, withhold=withhold, ended=self.ended())
        one = made if isinstance(made, Instruction) else None
        assert (0 if one is None else one.gross.minor) == self.model.payable(party)
        if one is not None:
            assert one.id not in self.model.payouts
            unaware = draft(payables, party, TERMS, payee, withhold=withhold)
            assert isinstance(unaware, Instruction)
            assert unaware.id not in self.model.payouts, "the books alone tell a new payout from an old one"
        return one

    def ask(self, one: Instruction) -> bool:
        """Request and book; where other units come first by now, take the request back."""
        self.lives[one.id], self.booked[one.id] = [], 0
        before, is_stale = self.cashier.book, False
        try:
            self.run(Request(one, self.now, "ops-1"))
        except PayoutRefusedError as refused:
            is_stale = refused.problem == "stale"
            if not is_stale:
                raise
        if is_stale:
            assert self.cashier.book is before
            self.run(Withdraw(one.id, self.now, "ops-1"))
            assert self.cashier.book is before
            self.count("stale draft withdrawn")
            return False
        if one.party in self.taken_from:
            self.count("payout after a refund")
        return True

    def run(self, command: PayoutCommand, *, book: bool = True) -> None:
        """Decide and keep the events; book them, now or another time."""
        id_ = command.payout
        events, _ = PAYOUT_LIFE.handle(command, PAYOUT_LIFE.replay(self.lives[id_]))
        self.lives[id_] += events
        for each in events:
            self.count(each.word)
        assert PAYOUT_LIFE.handle(command, PAYOUT_LIFE.replay(self.lives[id_]))[0] == ()
        if book:
            self.book_life(id_)

    def book_life(self, id_: str) -> None:
        """Book what became of a payout, be it that the month of it was closed meanwhile."""
        events, now, late = tuple(self.lives[id_]), self.now, self.model.late
        before = len(self.cashier.book)
        posted = self.cashier.pay(events, AROUND, late_at=now)
        assert tuple(self.cashier.book.since(before)) == posted
        if id_ in self.model.payouts or posted:
            moved = sum(self.note(id_, each) for each in events[self.booked[id_] :])
            assert moved == len(posted)
        self.booked[id_] = len(events)
        for _ in range(self.model.late - late):
            self.count("payout booked late")
        if posted:
            self.told.append(Fact("payout", lambda cashier: cashier.pay(events, AROUND, late_at=now)))

    def note(self, id_: str, event_: PayoutEvent) -> bool:
        """Tell the model what became of a payout; whether it moves anything."""
        one, month = self.state(id_).instruction, month_of(event_.at)
        match event_.word:
            case "payout.requested":
                assert one.fee.minor == FEE
                self.model.ask(id_, one.party, one.gross.minor, one.tax.minor, month)
            case "payout.paid":
                self.model.leave(id_, month)
                self.paid_to.add(one.party)
            case "payout.returned":
                self.model.leave(id_, month, back=True)
                if self.model.owed[one.party]:
                    self.count("returned, with an open debt")
            case "payout.rejected" | "payout.withdrawn" | "payout.closed":
                self.model.give_up(id_, month)
                if self.model.owed[one.party]:
                    self.count("free again, with an open debt")
            case _:
                return False
        return True

    @rule(ends=ENDS, tax=st.sampled_from((0, 7, 20)))
    def pay_day(self, ends: list[int], tax: int) -> None:
        """Everybody who has enough is paid; some of it fails, comes back, or nobody knows."""
        for party, how in zip(PARTIES, ends, strict=True):
            one = self.draft(party, tax)
            if one is None:
                continue
            assert one.id not in self.lives, "a new payout has a new id"
            assert self.ask(one)
            told = (Outcome.PAID, Outcome.FAILED, Outcome.RETURNED, Outcome.UNKNOWN)
            if how < len(told):
                self.run(Approve(one.id, self.now, "ops-2"))
                self.run(Send(one.id, self.now))
                self.run(Report(one.id, self.now, told[how]))

    @precondition(lambda self: any(map(self.model.payable, PARTIES)))
    @rule(data=st.data(), meanwhile=st.sampled_from(("", "pays", "gets")), minor=st.integers(1, 900))
    def draft_for_later(self, data: st.DataObject, meanwhile: str, minor: int) -> None:
        """A payout is drafted and put on the desk; it may be asked for when its party has less by then, or more."""
        party = data.draw(st.sampled_from([party for party in PARTIES if self.model.payable(party)]))
        one, other = self.draft(party, 0), data.draw(PARTY)
        assert one is not None
        self.desk.append(one)
        if meanwhile:
            self.adjust(*((party, other) if meanwhile == "pays" else (other, party)), minor)
            self.ask_what_lies_on_the_desk()

    @precondition(lambda self: self.desk)
    @rule()
    def ask_later(self) -> None:
        """What was drafted a while ago is requested."""
        self.ask_what_lies_on_the_desk()

    def ask_what_lies_on_the_desk(self) -> None:
        """Request what was drafted last, unless it was requested already."""
        one = self.desk.pop()
        if one.id not in self.lives and self.ask(one):
            self.count("asked from the desk")

    def next_steps(self, id_: str) -> list[PayoutCommand]:
        """Return what can be done with a payout."""
        state, now = self.state(id_), self.now
        last, further = max(state.attempt, 1), state.attempt + 1
        again: list[PayoutCommand] = [
            Compensate(id_, now, RULING),
            Approve(id_, now, "ops-2", attempt=further),
            Send(id_, now, attempt=further),
        ]
        steps: dict[str, list[PayoutCommand]] = {
            "requested": [Approve(id_, now, "ops-2"), Reject(id_, now, "ops-2"), Withdraw(id_, now, "L1")],
            "approved": [Send(id_, now, attempt=further)],
            "sent": [Report(id_, now, outcome, attempt=last) for outcome in Outcome],
            "unknown": [Reconcile(id_, now, outcome, attempt=last) for outcome in SURE],
            "failed": [*again, Reconcile(id_, now, Outcome.PAID, attempt=last)],
            "returned": again,
            "paid": [Report(id_, now, Outcome.RETURNED, attempt=last)],
        }
        told = {(each.attempt, each.outcome) for each in state.told}
        return [
            step
            for step in steps.get(state.word, [])
            if not (isinstance(step, Reconcile) and (step.attempt, step.outcome) in told)
        ]

    @precondition(lambda self: self.lives)
    @rule(data=st.data(), steps=st.integers(1, 4), book=st.sampled_from((True, True, False)))
    def go_on(self, data: st.DataObject, steps: int, book: bool) -> None:
        """A payout goes its way; the books may hear of it later."""
        self.go_on_with(data, steps, book=book)

    def go_on_with(self, data: st.DataObject, steps: int, *, book: bool) -> None:
        """Take some steps of one payout."""
        open_ = [id_ for id_ in sorted(self.lives) if self.next_steps(id_)]
        if not open_:
            return
        id_ = data.draw(st.sampled_from(open_))
        for _ in range(steps):
            found = self.next_steps(id_)
            if found:
                self.run(data.draw(st.sampled_from(found)), book=book)

    @precondition(lambda self: self.paid_to)
    @rule(data=st.data(), goes=st.booleans())
    def come_back_into_debt(self, data: st.DataObject, goes: bool) -> None:
        """Somebody who was paid owes it back; then his money comes back, and may pay the debt."""
        paid = [id_ for id_ in sorted(self.lives) if self.state(id_).word == "paid"]
        if not paid:
            return
        id_ = data.draw(st.sampled_from(paid))
        one = self.state(id_).instruction
        payee = next(party for party in PARTIES if party != one.party)
        now = self.now
        self.adjust(one.party, payee, self.model.free[one.party] + 30)
        self.run(Report(id_, now, Outcome.RETURNED, attempt=self.state(id_).attempt))
        self.run(Compensate(id_, now, RULING))
        if goes:
            self.offset()

    @precondition(lambda self: self.paid_to)
    @rule(data=st.data(), goes=st.booleans())
    def come_back(self, data: st.DataObject, goes: bool) -> None:
        """Money that arrived comes back; it may be given up at once."""
        paid = [id_ for id_ in sorted(self.lives) if self.state(id_).word == "paid"]
        if paid:
            id_ = data.draw(st.sampled_from(paid))
            attempt = self.state(id_).attempt
            self.run(Report(id_, self.now, Outcome.RETURNED, attempt=attempt))
            if goes:
                self.run(Compensate(id_, self.now, RULING))

    @precondition(lambda self: self.lives and self.model.month < 12)
    @rule(data=st.data(), steps=st.integers(1, 3))
    def news_comes_late(self, data: st.DataObject, steps: int) -> None:
        """The books hear of a payout only when the month in which it went its way is closed."""
        self.go_on_with(data, steps, book=False)
        self.month_ends(5, PARTIES)
        self.book_what_waits()

    @precondition(lambda self: any(self.booked[id_] < len(self.lives[id_]) for id_ in self.lives))
    @rule()
    def book_what_waits(self) -> None:
        """The books hear of all payouts."""
        for id_ in sorted(self.lives):
            self.book_life(id_)

    @precondition(lambda self: any(self.state(id_).word in {"sent", "unknown"} for id_ in self.lives))
    @rule(truths=st.lists(st.sampled_from((*SURE, None)), min_size=4, max_size=4))
    def report_comes(self, truths: list[Outcome | None]) -> None:
        """The channel's report is read, and read again."""
        states = [self.state(id_) for id_ in sorted(self.lives)]
        open_ = [state for state in states if state.word in {"sent", "unknown"}]
        rows = [
            ReportRow(state.id, truth, state.instruction.net, self.now, f"W{state.attempt}")
            for state, truth in zip(open_, truths, strict=False)
            if truth is not None
        ]
        for state in states:
            if state.word == "unknown":
                with pytest.raises(PayoutRefusedError):
                    self.run(Report(state.id, self.now, Outcome.PAID, attempt=state.attempt))
        found = reconcile(rows, states, self.now)
        assert len(found.commands) == len(rows)
        for command in found.commands:
            self.run(command)
            self.count("reconciled")
        assert reconcile(rows, map(self.state, self.lives), self.now).commands == ()
