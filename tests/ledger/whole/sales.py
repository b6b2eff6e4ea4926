"""What happens to orders: sold, received, released, given back, charged for quality."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from communekit.commission import items, journal, reverse
from communekit.ids import EntryId
from communekit.ledger import Cashier, Entry
from communekit.ledger.claims import ClaimError, Milestones
from tests.ledger.whole.host import WHEN, Fact, Host, Sold
from tests.ledger.whole.model import Line, Model
from tests.ledger.whole.town import (
    COMMUNITY,
    DAY,
    GUARANTORS,
    HOLD,
    LIABILITY,
    Basket,
    baskets,
    fen,
    month_of,
    refund,
    sold,
)


class Sales(Host):
    """Orders come and go."""

    def sale(self, basket: Basket, when: str) -> Fact:
        """An order is paid and shared out."""
        assessment = sold(self.key("order"), basket, self.at(when))
        entries, now = journal(assessment, community=COMMUNITY), self.now
        keys: dict[str, EntryId] = {
            one.line.id: entry.id for one, entry in zip(assessment.lines, entries, strict=True)
        }
        of, month = assessment.order, month_of(assessment.order.paid_at)
        left: dict[str, int] = {one.id: one.paid.minor for one in of.lines}
        self.orders[of.id] = Sold(assessment, keys, left)
        self.items += items(assessment, community=COMMUNITY)

        def note(model: Model) -> None:
            for one, (paid, funded) in zip(of.lines, basket[0], strict=True):
                model.sell(keys[one.id], Line(paid, funded, basket[1]), month)

        return Fact("sale", lambda cashier: cashier.record(entries, late_at=now), note)

    def receipts(self, order: str, when: str) -> Iterator[Fact]:
        """The goods came; told again it is the same receipt."""

        def confirmed(claim: str, at: datetime, now: datetime, cashier: Cashier) -> tuple[Entry, ...]:
            return cashier.confirm(claim, at, late_at=now)

        def noted(claim: str, at: datetime, model: Model) -> bool:
            return model.confirm(claim, month_of(at))

        one, now = self.orders[order], self.now
        at = one.received_at = one.received_at or self.at(when, one.assessment.order.paid_at)
        for claim in one.claims.values():
            yield Fact("receipt", partial(confirmed, claim, at, now), partial(noted, claim, at))

    def refund(self, order: str, parts: tuple[int, int], when: str) -> Fact | None:
        """So many per cent of what is left of each line go back."""
        one, now = self.orders[order], self.now
        amounts: dict[str, int] = {
            line: -(-left * percent // 100)
            for (line, left), percent in zip(one.left.items(), parts, strict=False)
            if left and percent
        }
        if not amounts:
            return None
        made = refund(self.key("refund"), order, amounts, self.at(when, one.assessment.order.paid_at))
        reversal = reverse(one.assessment, made, earlier=tuple(one.refunds))
        entries = journal(reversal, community=COMMUNITY)
        one.refunds.append(made)
        for line, minor in amounts.items():
            one.left[line] -= minor
        self.items += items(reversal, community=COMMUNITY)

        def note(model: Model) -> None:
            owed = sum(model.owed.values())
            for line, minor in amounts.items():
                stage = model.lines[one.claims[line]].stage
                self.count(f"refund of what is {stage}")
                model.refund(one.claims[line], minor, month_of(made.at))
            leaders = self.leaders(one)
            self.taken_from |= leaders
            if sum(model.owed.values()) > owed:
                self.count("refund that leaves a debt")
            if leaders & self.paid_to:
                self.count("refund after a payout")

        return Fact("refund", lambda cashier: cashier.take_back(entries, late_at=now), note)

    def leaders(self, order: Sold) -> set[str]:
        """Return whose order it is."""
        return {credit.party for credit in order.assessment.credits if credit.role == "leader"}

    def quality(self, order: str, minor: int, when: str) -> Fact:
        """The member gets something back for quality; the leaders keep theirs."""
        key, one, at, now = self.key("quality"), self.orders[order], self.at(when), self.now
        line, left = next((line, left) for line, left in one.left.items() if left)
        claim, minor = one.claims[line], min(minor, left)
        one.left[line] -= minor

        def tell(cashier: Cashier, minor: int = minor) -> tuple[Entry, ...]:
            return cashier.charge(
                key, claim, at, fen(minor),
                liability=LIABILITY, guarantors=GUARANTORS, community=COMMUNITY, late_at=now,
            )  # fmt: skip

        with pytest.raises(ClaimError):
            tell(self.cashier, left + 1)
        return Fact("quality", tell, lambda model: model.charge(claim, minor, month_of(at)))

    def open_orders(self) -> list[str]:
        """Return the orders of which something was not given back yet."""
        return sorted(order for order, one in self.orders.items() if any(one.left.values()))

    @rule(basket=baskets(), when=WHEN)
    def sell(self, basket: Basket, when: str) -> None:
        """An order comes; it may have been paid last month."""
        self.take(self.sale(basket, when))

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), when=WHEN)
    def receive(self, data: st.DataObject, when: str) -> None:
        """One order is received."""
        for fact in self.receipts(data.draw(st.sampled_from(sorted(self.orders))), when):
            self.take(fact)

    @rule(when=WHEN)
    def deliver(self, when: str) -> None:
        """All orders are received."""
        for order in list(self.orders):
            for fact in self.receipts(order, when):
                self.take(fact)

    @precondition(lambda self: self.open_orders())
    @rule(data=st.data(), parts=st.tuples(*[st.sampled_from((0, 1, 34, 50, 100))] * 2), when=WHEN)
    def refund_some(self, data: st.DataObject, parts: tuple[int, int], when: str) -> None:
        """A part goes back, or all of it."""
        fact = self.refund(data.draw(st.sampled_from(self.open_orders())), parts, when)
        if fact is not None:
            self.take(fact)

    @precondition(lambda self: self.paid_to)
    @rule(data=st.data(), percent=st.sampled_from((20, 50, 100)), when=WHEN)
    def refund_what_was_paid_out(self, data: st.DataObject, percent: int, when: str) -> None:
        """An order goes back whose leaders were paid already."""
        open_ = [
            order
            for order, one in sorted(self.orders.items())
            if any(one.left.values()) and self.leaders(one) & self.paid_to
        ]
        if open_:
            fact = self.refund(data.draw(st.sampled_from(open_)), (percent, percent), when)
            assert fact is not None
            self.take(fact)

    @precondition(lambda self: self.model.month < 12)
    @rule(days=st.sampled_from((0, 1, 7, 7, 8)))
    def wait(self, days: int) -> None:
        """Time passes; every hold that is over ends at its own moment, and once."""
        self.move_to(self.now + days * DAY)
        due, late = self.due(), self.model.late
        posted = self.cashier.release_due(due, self.now, late_at=self.now)
        released: list[tuple[str, EntryId, datetime]] = []
        for end, claim in sorted((end, claim) for claim, end in due.items() if end <= self.now):
            if self.model.confirm(claim, month_of(end)):
                released.append(("claim.confirmed", claim, end))
            if self.model.release(claim, month_of(end)):
                released.append(("claim.released", claim, end))
                self.told.append(Fact("release", partial(self.release_again, claim, end, self.now)))
                self.count("release")
        assert [(entry.kind, entry.refers_to, entry.happened_at) for entry in posted] == released
        assert self.cashier.release_due(due, self.now, late_at=self.now) == ()
        for _ in range(self.model.late - late):
            self.count("late in a closed month")

    @staticmethod
    def release_again(claim: EntryId, end: datetime, now: datetime, cashier: Cashier) -> tuple[Entry, ...]:
        """Release what is released."""
        return cashier.release(claim, end, late_at=now)

    def due(self) -> dict[EntryId, datetime]:
        """Return when the hold of each claim ends."""
        ends: dict[EntryId, datetime] = {}
        for one in self.orders.values():
            end = HOLD.ends_at(Milestones(paid_at=one.assessment.order.paid_at, received_at=one.received_at))
            if end is not None:
                ends |= dict.fromkeys(one.claims.values(), end)
        return ends

    @precondition(lambda self: self.open_orders())
    @rule(data=st.data(), minor=st.integers(1, 300), when=WHEN)
    def charge(self, data: st.DataObject, minor: int, when: str) -> None:
        """Goods were short or stale."""
        self.take(self.quality(data.draw(st.sampled_from(self.open_orders())), minor, when))

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), basket=baskets(), when=st.tuples(WHEN, WHEN, WHEN))
    def arrive_in_any_order(self, data: st.DataObject, basket: Basket, when: tuple[str, str, str]) -> None:
        """order_independence: facts about different orders lead to the same balances in every order."""
        orders = data.draw(st.permutations(sorted(self.orders)))
        facts = [self.sale(basket, when[0])]
        facts += list(self.receipts(orders[0], when[1]))
        if len(orders) > 1:
            fact = self.refund(orders[1], (50, 100), when[2])
            facts += [] if fact is None else [fact]
        if len(orders) > 2 and orders[2] in self.open_orders():
            facts.append(self.quality(orders[2], 77, when[1]))
        facts = data.draw(st.permutations(facts))
        other = Cashier(self.cashier.book)
        for fact in reversed(facts):
            fact.tell(other)
        took = [self.take(fact) for fact in facts]
        assert other.book.balances == self.cashier.book.balances
        if sum(took) > 1:
            self.count("any order")
