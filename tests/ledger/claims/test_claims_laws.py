"""Laws of claims, and a machine that drives a cashier against the plain model through random lives of sales."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from communekit.ids import EntryId, PartyId
from communekit.ledger import Cashier, Entry, EntryConflictError, Posting
from communekit.ledger.claims import ClaimError, Claims, Liability, Ruling
from communekit.money import Money
from tests.ledger.claims.model import Model, Sold
from tests.ledger.entries import MARCH, account

PEOPLE = ("L1", "L2", "S1")
RULING = Ruling("looked into", actor=PartyId("ops-1"), approver=PartyId("ops-2"))
HOUR = timedelta(hours=1)
Parts = dict[str, int]


def told(id_: str, kind: str, parts: Parts, *, about: str | None = None) -> Entry:
    """Return an entry in terms of `pending`: so much to each, from the world outside."""
    legs = [Posting(account(party, "pending"), minor) for party, minor in parts.items() if minor]
    rest = -sum(parts.values())
    if rest:
        legs.append(Posting(account("club", "outside.payment"), rest))
    return Entry(EntryId(id_), kind, MARCH, legs, refers_to=None if about is None else EntryId(about))


def sales() -> st.SearchStrategy[Parts]:
    """Draw what a sale gives to each: as a rule above zero; who funds a discount owes."""
    amounts = st.integers(1, 50) | st.integers(-20, -1)
    return st.dictionaries(st.sampled_from(PEOPLE), amounts, min_size=1).filter(
        lambda parts: len(parts) > 1 or sum(parts.values()) != 0
    )


class Lives(RuleBasedStateMachine):
    """Sales, refunds, holds, disputes, corrections, payouts and duplicates, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.cashier, self.model = Cashier(), Model()
        self.reversals: list[Entry] = []
        self.cases: dict[str, tuple[str, str]] = {}
        self.number = 0

    def next_key(self, word: str) -> str:
        """Return a key that was not used."""
        self.number += 1
        return f"{word}{self.number}"

    @rule(parts=sales())
    def sell(self, parts: Parts) -> None:
        """A line is paid and shared out."""
        key = self.next_key("sale")
        self.cashier.record([told(key, "commission.accrued", parts)])
        self.model.sold[key] = Sold(parts)

    @precondition(lambda self: bool(self.model.sold))
    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        """The goods came; confirming again changes nothing."""
        key = data.draw(st.sampled_from(sorted(self.model.sold)))
        self.cashier.confirm(key, MARCH)
        self.model.confirm(key)

    @precondition(lambda self: bool(self.model.sold))
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        """The hold is over; not before the condition is met."""
        key = data.draw(st.sampled_from(sorted(self.model.sold)))
        if any(lies["pending"] for lies in self.model.sold[key].lies.values()):
            with pytest.raises(ClaimError):
                self.cashier.release(key, MARCH)
            return
        self.cashier.release(key, MARCH)
        self.model.release(key)

    @precondition(lambda self: bool(self.model.sold))
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """A refund takes back a part of what is left of each; a restated period may also give."""
        key = data.draw(st.sampled_from(sorted(self.model.sold)))
        left = self.model.sold[key].left
        parts = {
            party: data.draw(st.integers(min(0, minor) - 5, max(0, minor) + 5))
            for party, minor in sorted(left.items())
        }
        moved = {party: minor for party, minor in parts.items() if minor}
        if not moved or (len(moved) == 1 and sum(moved.values()) == 0):
            return
        reversal = told(
            self.next_key("back"),
            "commission.reversed",
            {party: -minor for party, minor in moved.items()},
            about=key,
        )
        refund = sum(moved.values())
        if refund > max(self.model.sold[key].paid, 0):
            with pytest.raises(ClaimError):
                self.cashier.take_back([reversal])
            return
        self.cashier.take_back([reversal])
        self.model.sold[key].paid -= refund
        self.reversals.append(reversal)
        self.model.take_back(key, moved)

    @precondition(lambda self: bool(self.reversals))
    @rule(data=st.data())
    def take_back_again(self, data: st.DataObject) -> None:
        """same_key_once, key_conflict: the same refund again takes nothing, another under its id is refused."""
        reversal = data.draw(st.sampled_from(self.reversals))
        assert self.cashier.take_back([reversal]) == ()
        doubled = [Posting(posting.account, posting.minor * 2) for posting in reversal.postings]
        with pytest.raises(EntryConflictError):
            self.cashier.take_back([attrs.evolve(reversal, postings=doubled)])

    @precondition(lambda self: bool(self.model.sold))
    @rule(data=st.data(), party=st.sampled_from(PEOPLE))
    def dispute(self, data: st.DataObject, party: str) -> None:
        """A party appeals; what is open is set aside."""
        key = data.draw(st.sampled_from(sorted(self.model.sold)))
        if party not in self.model.sold[key].lies or not self.model.dispute(key, party):
            with pytest.raises(ClaimError):
                self.cashier.dispute(self.next_key("case"), key, party, MARCH, "short weight")
            return
        case = self.next_key("case")
        assert len(self.cashier.dispute(case, key, party, MARCH, "short weight")) == 1
        assert self.cashier.dispute(case, key, party, MARCH, "short weight") == ()
        with pytest.raises(EntryConflictError):
            self.cashier.dispute(case, key, party, MARCH, "another reason")
        self.cases[case] = (key, party)

    @precondition(lambda self: bool(self.cases))
    @rule(data=st.data(), other=st.sampled_from(PEOPLE))
    def decide(self, data: st.DataObject, other: str) -> None:
        """The appeal is decided by two people."""
        case = data.draw(st.sampled_from(sorted(self.cases)))
        key, party = self.cases.pop(case)
        aside = self.model.sold[key].lies[party]["disputed"]
        if aside <= 0 or party == other:
            return
        keeps = data.draw(st.integers(0, aside))
        ruled = [
            self.cashier.rule(case, key, party, MARCH, RULING, keeps=Money.cny("0.01") * keeps, rest_to=other)
            for _ in range(2)
        ]
        assert [len(posted) for posted in ruled] == [1, 0]
        self.model.rule(key, party, keeps, other)

    @rule(payer=st.sampled_from(PEOPLE), payee=st.sampled_from(PEOPLE), minor=st.integers(1, 30))
    def adjust(self, payer: str, payee: str, minor: int) -> None:
        """A correction, told twice."""
        if payer == payee:
            return
        key, amount = self.next_key("fix"), Money.cny("0.01") * minor
        for _ in range(2):
            self.cashier.adjust(key, MARCH, RULING, payer=payer, payee=payee, amount=amount)
        self.model.land(payer, -minor)
        self.model.land(payee, minor)

    @rule(debtor=st.sampled_from(PEOPLE), bearer=st.sampled_from(PEOPLE), data=st.data())
    def write_off(self, debtor: str, bearer: str, data: st.DataObject) -> None:
        """A debt is given up, told twice; no more than is owed."""
        owed = self.model.owed[debtor]
        key = self.next_key("off")
        with pytest.raises(ClaimError):
            self.cashier.write_off(
                key, MARCH, RULING, debtor=debtor, bearer=bearer, amount=Money.cny("0.01") * (owed + 1)
            )
        if not owed or debtor == bearer:
            return
        minor = data.draw(st.integers(1, owed))
        for _ in range(2):
            self.cashier.write_off(
                key, MARCH, RULING, debtor=debtor, bearer=bearer, amount=Money.cny("0.01") * minor
            )
        self.model.owed[debtor] -= minor
        self.model.land(bearer, -minor)

    @precondition(lambda self: bool(self.model.sold))
    @rule(data=st.data(), minor=st.integers(1, 30))
    def charge(self, data: st.DataObject, minor: int) -> None:
        """A refund for quality: the store bears it, the leaders do not; told twice."""
        key, refund = data.draw(st.sampled_from(sorted(self.model.sold))), self.next_key("quality")

        def charge() -> None:
            self.cashier.charge(
                refund,
                key,
                MARCH,
                Money.cny("0.01") * minor,
                liability=Liability(),
                guarantors={"store": "S1"},
                community="club",
            )

        if minor > max(self.model.sold[key].paid, 0):
            with pytest.raises(ClaimError):
                charge()
            return
        for _ in range(2):
            charge()
        self.model.sold[key].paid -= minor
        self.model.land("S1", -minor)

    @rule(party=st.sampled_from(PEOPLE))
    def pay(self, party: str) -> None:
        """All that is free is paid out."""
        minor = self.model.free[party]
        if minor:
            legs = [
                Posting(account(party, "available"), -minor),
                Posting(account("club", "outside.payout"), minor),
            ]
            self.cashier.record([Entry(EntryId(self.next_key("paid")), "payout.paid", MARCH, legs)])
            self.model.free[party] = 0

    @precondition(lambda self: len(self.cashier.book) > 0)
    @rule(data=st.data())
    def tell_again(self, data: st.DataObject) -> None:
        """Whatever was posted is posted once."""
        again = data.draw(st.sampled_from(list(self.cashier.book)))
        before = self.cashier.book
        assert self.cashier.record([again]) == ()
        assert self.cashier.book is before

    @rule()
    def start_anew(self) -> None:
        """replay_determinism: a cashier who reads the book goes on where the other stopped."""
        self.cashier = Cashier(self.cashier.book)

    @invariant()
    def balances_are_those_of_the_model(self) -> None:
        """Where every amount lies."""
        mine = {
            (place.party, place.bucket): money.minor
            for place, money in self.cashier.book.balances.items()
            if not place.bucket.startswith("outside")
        }
        assert mine == self.model.balances()

    @invariant()
    def conservation(self) -> None:
        """conservation: all accounts add up to zero; nothing that may be paid out is below it."""
        assert not any(self.cashier.book.trial_balance().values())

    @invariant()
    def claims_are_the_fold(self) -> None:
        """balance_is_fold: each claim is the fold of the entries about it, and none holds less than nothing is left."""
        again = Claims().read(self.cashier.book)
        assert list(again) == list(self.cashier.claims)
        for claim in again:
            lies = self.model.sold[claim.id].lies
            for place, minor in claim.lying.items():
                if place.bucket != "available":
                    assert minor == lies[place.party][place.bucket]


TestLives = Lives.TestCase
