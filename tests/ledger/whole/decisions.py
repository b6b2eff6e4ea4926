"""What people decide: appeals, corrections, debts given up, guarantees, offsets."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from communekit.ledger import Cashier, Entry
from communekit.ledger.claims import ClaimError
from communekit.ledger.settlement import (
    advance,
    repay,
    term_id,
    top_up,
)
from tests.ledger.whole.host import PARTY, WHEN, Fact
from tests.ledger.whole.model import PARTIES, Model
from tests.ledger.whole.sales import Sales
from tests.ledger.whole.town import (
    RULING,
    fen,
    month_of,
)

Case = tuple[str, str, str, int]
"""Case, claim, party, and how much lies aside."""


class Decisions(Sales):
    """People decide."""

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), party=PARTY, when=WHEN)
    def dispute(self, data: st.DataObject, party: str, when: str) -> None:
        """A party appeals; what is open of its part is set aside, be it that it owes."""
        claims = sorted(self.model.lines)
        open_ = [claim for claim in claims if any(self.model.lines[claim].of(party).values())]
        self.appeal(data.draw(st.sampled_from(open_ or claims)), party, when)

    def appeal(self, claim: str, party: str, when: str) -> None:
        """Set a part aside; where nothing of it is open, that is refused."""
        case, now = self.key("case"), self.now
        lies, at = self.model.lines[claim].of(party), self.at(when)

        def tell(cashier: Cashier) -> tuple[Entry, ...]:
            return cashier.dispute(case, claim, party, at, "short weight", late_at=now)

        if lies["pending"] or lies["frozen"]:
            self.take(Fact("dispute", tell, lambda model: model.dispute(case, claim, party, month_of(at))))
        else:
            with pytest.raises(ClaimError):
                tell(self.cashier)

    def cases(self) -> list[Case]:
        """Return what can be decided: case, claim, party, and how much lies aside."""
        return [
            (case, claim, party, aside)
            for case, (claim, party) in sorted(self.model.cases.items())
            if (aside := self.model.lines[claim].of(party)["disputed"])
        ]

    @precondition(lambda self: self.cases())
    @rule(data=st.data(), other=PARTY, percent=st.sampled_from((0, 40, 100)), when=WHEN)
    def decide(self, data: st.DataObject, other: str, percent: int, when: str) -> None:
        """The appeal is decided: the party keeps a part, the rest goes to another."""
        self.end(data.draw(st.sampled_from(self.cases())), other, percent, when)

    def end(self, decided: Case, other: str, percent: int, when: str) -> None:
        """End a case: the party keeps so many per cent."""
        case, claim, party, aside = decided
        if party == other:
            other, percent = "", 100
        keeps, at, now = aside * percent // 100, self.at(when), self.now

        def tell(cashier: Cashier) -> tuple[Entry, ...]:
            return cashier.rule(case, claim, party, at, RULING, keeps=fen(keeps), rest_to=other, late_at=now)

        self.take(Fact("ruling", tell, lambda model: model.decide(case, keeps, other, month_of(at))))

    @precondition(lambda self: self.open_orders())
    @rule(
        data=st.data(),
        both=st.permutations(PARTIES),
        keeps=st.sampled_from((0, 60)),
        percent=st.integers(1, 100),
    )
    def two_appeals(self, data: st.DataObject, both: list[str], keeps: int, percent: int) -> None:
        """Two appeal on one order; one gets what the other does not keep; and then some of it goes back."""
        order = data.draw(st.sampled_from(self.open_orders()))
        claim = next(iter(self.orders[order].claims.values()))
        for party in both[:2]:
            self.appeal(claim, party, "now")
        decided = [one for one in self.cases() if one[1:3] == (claim, both[0])]
        if decided:
            self.end(decided[0], both[1], keeps, "now")
            fact = self.refund(order, (percent, percent), "now")
            assert fact is not None
            self.take(fact)

    @rule(payer=PARTY, payee=PARTY, minor=st.integers(1, 400), when=WHEN)
    def correct(self, payer: str, payee: str, minor: int, when: str) -> None:
        """What two parties have is corrected."""
        self.adjust(payer, payee, minor, when)

    def adjust(self, payer: str, payee: str, minor: int, when: str = "now") -> None:
        """Correct what two parties have."""
        at = self.at(when)
        key, now = self.key("fix"), self.now
        if payer == payee:
            return

        def tell(cashier: Cashier) -> tuple[Entry, ...]:
            return cashier.adjust(key, at, RULING, payer=payer, payee=payee, amount=fen(minor), late_at=now)

        self.take(Fact("adjustment", tell, lambda model: model.adjust(payer, payee, minor, month_of(at))))

    @precondition(lambda self: any(self.model.owed.values()))
    @rule(data=st.data(), bearer=PARTY, percent=st.sampled_from((1, 50, 100)), when=WHEN)
    def write_off(self, data: st.DataObject, bearer: str, percent: int, when: str) -> None:
        """A debt is given up; never more than is owed."""
        debtor = data.draw(st.sampled_from([party for party in PARTIES if self.model.owed[party]]))
        owed, key, now = self.model.owed[debtor], self.key("off"), self.now
        if debtor == bearer:
            return
        minor, at = -(-owed * percent // 100), self.at(when)

        def tell(cashier: Cashier, minor: int = minor) -> tuple[Entry, ...]:
            return cashier.write_off(
                key, at, RULING, debtor=debtor, bearer=bearer, amount=fen(minor), late_at=now
            )

        with pytest.raises(ClaimError):
            tell(self.cashier, owed + 1)
        self.take(Fact("write-off", tell, lambda model: model.write_off(debtor, bearer, minor, month_of(at))))

    @rule()
    def offset(self) -> None:
        """Everybody pays what he owes from what he has."""
        posted, payers = self.cashier.offset(self.now), self.model.offset()
        assert len(posted) == payers
        assert self.cashier.offset(self.now) == ()
        if payers:
            self.count("offset")

    @rule(word=st.sampled_from(("guarantee", "draw")), data=st.data(), party=PARTY, when=WHEN)
    def settle(self, word: str, data: st.DataObject, party: str, when: str) -> None:
        """A period is settled: what was guaranteed is topped up, or a draw is paid."""
        self.settle_one(word, data, party, when)

    @precondition(lambda self: any(self.model.drawn.values()))
    @rule(data=st.data(), when=WHEN)
    def settle_draw(self, data: st.DataObject, when: str) -> None:
        """A period is settled: a draw is paid back."""
        who = [party for party in PARTIES if self.model.drawn[party]]
        self.settle_one("repayment", data, data.draw(st.sampled_from(who)), when)

    def settle_one(self, word: str, data: st.DataObject, party: str, when: str) -> None:
        """Settle a term."""
        fact, at, now = ("whole", 1, self.key(word)), self.at(when), self.now
        drawn, month = self.model.drawn[party], month_of(self.at(when))
        payer = "S1" if party != "S1" else "PF"
        minor = data.draw(st.integers(1, drawn if word == "repayment" else 600))

        def tell(cashier: Cashier) -> tuple[Entry, ...]:
            match word:
                case "guarantee":
                    entry = top_up(fact, at, cashier.book, payer=payer, payee=party, amount=fen(minor))
                case "draw":
                    entry = advance(fact, at, party=party, amount=fen(minor))
                case _:
                    # `repay` told again is another entry, or refused: the host looks first, as `settle_terms` does.
                    known = cashier.book.find(term_id(fact))
                    entry = known or repay(fact, at, cashier.book, party=party, amount=fen(minor))
            return cashier.record([entry], late_at=now)

        def note(model: Model) -> None:
            match word:
                case "guarantee":
                    model.adjust(payer, party, minor, month)
                case "draw":
                    model.draw(party, minor, month)
                case _:
                    model.repay(party, minor, month)

        self.take(Fact(word, tell, note))
