"""Months end, are closed, and stay as they are."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from communekit.commission import journal
from communekit.ledger import EntryConflictError, PeriodClosedError, Posting
from communekit.ledger.settlement import (
    close,
)
from tests.ledger.whole.decisions import Decisions
from tests.ledger.whole.host import MOMENT, PARTY
from tests.ledger.whole.model import CLAIM, LEADERS, PARTIES
from tests.ledger.whole.town import (
    COMMUNITY,
    RULING,
    Basket,
    baskets,
    end_of,
    fen,
    period_of,
    sold,
)


class Months(Decisions):
    """Months are closed, for some or for all."""

    @precondition(lambda self: self.model.month < 12)
    @rule(hours=st.sampled_from((0, 0, 30, 300)), who=st.sampled_from((LEADERS, PARTIES, PARTIES)))
    def month_ends(self, hours: int, who: tuple[str, ...]) -> None:
        """A month is over, and the books of some are closed up to there."""
        self.move_to(end_of(self.model.month) + timedelta(hours=hours))
        self.close_months(who)

    @rule(who=st.sampled_from((LEADERS, PARTIES)))
    def close_months(self, who: tuple[str, ...]) -> None:
        """Close month by month what is over."""
        for month in range(self.model.month):
            parties = [party for party in who if self.model.open_from.get(party, 0) <= month]
            if parties:
                self.close_month(month, tuple(parties))
                self.count("month closed")

    def close_month(self, month: int, parties: tuple[str, ...]) -> None:
        """Close a month: each statement is what the model says, and begins where the one before ended."""
        closing = close(self.cashier.book, parties, period_of(month), items=self.items)
        self.cashier.close(parties, end_of(month))
        assert self.cashier.book == closing.book
        self.model.close(parties, month)
        for statement in closing.statements:
            party = statement.party
            for bucket in CLAIM:
                flow = statement.flow(bucket)
                assert flow.opening_minor == self.model.at_start(month, (party, bucket))
                assert flow.closing_minor == self.model.at_start(month + 1, (party, bucket))
            self.kept[month, party] = statement
            before = self.kept.get((month - 1, party))
            if before is not None:
                assert before.then(statement).closing == statement.closing

    @precondition(lambda self: self.kept)
    @rule(payer=PARTY, payee=PARTY, basket=baskets())
    def refuse_what_is_dated_in_a_closed_month(self, payer: str, payee: str, basket: Basket) -> None:
        """closed_stays_closed: what is dated in a closed month is refused, and leaves nothing behind."""
        since = max(self.model.open_from.get(party, 0) for party in (payer, payee))
        if payer == payee or not since:
            return
        before, at = self.cashier.book, end_of(since - 1) - MOMENT
        with pytest.raises(PeriodClosedError):
            self.cashier.adjust(self.key("fix"), at, RULING, payer=payer, payee=payee, amount=fen(1))
        if self.model.open_from.get("S1", 0) == since:
            entries = journal(sold(self.key("order"), basket, at), community=COMMUNITY)
            with pytest.raises(PeriodClosedError):
                self.cashier.record(entries)
            with pytest.raises(PeriodClosedError):
                self.cashier.record(entries, late_at=at)
        assert self.cashier.book is before
        self.count("refused in a closed month")

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def tell_otherwise(self, data: st.DataObject) -> None:
        """key_conflict: what stands in the book is not told otherwise."""
        before = self.cashier.book
        entry = data.draw(st.sampled_from(list(before)))
        doubled = [Posting(posting.account, posting.minor * 2) for posting in entry.postings]
        other = attrs.evolve(entry, postings=doubled)
        with pytest.raises(EntryConflictError):
            self.cashier.record([other], late_at=self.now)
        if entry.kind == "commission.reversed":
            with pytest.raises(EntryConflictError):
                self.cashier.take_back([other], late_at=self.now)
        assert self.cashier.book is before
        self.count("told otherwise")
