"""Strategies of what books and claims are made of (账户与应得测试策略); entries and journals stand in `ledger`."""

from collections.abc import Mapping
from typing import Final

import attrs
from hypothesis import strategies as st

from communekit.ids import EntryId, PartyId
from communekit.ledger import Account, Closings, Entry, Limit, Limits, Posting, Reservation, Tampering
from communekit.ledger.claims import (
    Claim,
    HoldFrom,
    HoldPolicy,
    Liability,
    Milestones,
    Ruling,
    Stage,
)
from communekit.parties import Role

from .ground import calendars, counts, currencies, ids, instants, minors, said, shares, texts, words, zones
from .ledger import BUCKETS, LATEST, entries, moments


def any_accounts() -> st.SearchStrategy[Account]:
    """Draw an account of any party and commodity."""
    return st.builds(Account, ids(), st.sampled_from(BUCKETS), currencies())


@st.composite
def told_entries(draw: st.DrawFn) -> Entry:
    """Draw an entry with all that may be said of it; sometimes late, sometimes a reversal."""
    entry = draw(entries(ids()))
    told = attrs.evolve(
        entry,
        refers_to=draw(st.none() | ids().map(EntryId)),
        note=draw(said()),
        by=tuple(map(PartyId, draw(st.lists(ids(), max_size=2)))),
    )
    kind = draw(st.sampled_from(("in time", "late", "reversed")))
    if kind == "late":
        return told.late(LATEST)
    return told.reversal(LATEST, draw(texts())) if kind == "reversed" else told


def limits() -> st.SearchStrategy[Limit]:
    """Draw a limit with one end or both."""
    least, most = st.integers(-10_000, 0), st.integers(0, 10_000)
    ends = st.tuples(least, st.none() | most) | st.tuples(st.none(), most)
    party = st.none() | ids()
    return st.builds(
        lambda bucket, pair, of: Limit(bucket, *pair, party=of), st.sampled_from(BUCKETS), ends, party
    )


@st.composite
def reservations(draw: st.DrawFn) -> Reservation:
    """Draw an amount set aside, sometimes until a moment."""
    at = draw(moments())
    ends = draw(st.none() | st.just(LATEST))
    return Reservation(
        draw(ids()),
        draw(any_accounts()),
        draw(counts(10**6)),
        at,
        ends,
        bucket=draw(st.sampled_from(("reserved", "reserved.cart"))),
    )


def claims() -> st.SearchStrategy[Claim]:
    """Draw a claim at any stage."""
    return st.builds(
        Claim,
        told_entries(),
        st.dictionaries(any_accounts(), minors(-(10**6), 10**6), max_size=3),
        st.dictionaries(currencies(), minors(-(10**6), 10**6), max_size=2),
        st.sampled_from(Stage),
        st.dictionaries(words(), counts(5), max_size=2),
    )


def hold_policies() -> st.SearchStrategy[HoldPolicy]:
    """Draw a hold policy, sometimes with days of its own on which amounts become free."""
    return st.builds(
        HoldPolicy,
        days=st.integers(0, 60),
        from_=st.sampled_from(HoldFrom),
        after_sale=st.booleans(),
        cutoffs=st.none() | calendars(),
        last_held=st.booleans(),
        zone=zones(),
    )


@st.composite
def liabilities(draw: st.DrawFn) -> Liability:
    """Draw an order of liability, with caps for some."""
    order = draw(st.permutations((Role.STORE, Role.SUPPLIER, Role.BRAND)))[: draw(st.integers(1, 3))]
    capped = draw(st.lists(st.sampled_from(order), unique=True, max_size=2))
    return Liability(order, {role: draw(shares()) for role in capped})


def milestones() -> st.SearchStrategy[Milestones]:
    """Draw what has happened to an order so far."""
    maybe = st.none() | instants()
    return st.builds(
        Milestones,
        paid_at=instants(),
        received_at=maybe,
        formed_at=maybe,
        after_sale_until=maybe,
        after_sale_open=st.booleans(),
    )


def rulings() -> st.SearchStrategy[Ruling]:
    """Draw what two people decided."""
    two = st.lists(ids(), min_size=2, max_size=2, unique=True)
    return st.builds(lambda why, who: Ruling(why, actor=who[0], approver=who[1]), texts(), two)


BOOKS: Final[Mapping[type, st.SearchStrategy[object]]] = {
    Account: any_accounts(),
    Closings: st.builds(Closings, st.dictionaries(ids(), instants(), max_size=3)),
    Entry: told_entries(),
    Limit: limits(),
    Limits: st.lists(limits(), max_size=3, unique_by=lambda one: (one.party, one.bucket)).map(
        lambda each: Limits(tuple(each))
    ),
    Posting: st.builds(Posting, any_accounts(), minors()),
    Reservation: reservations(),
    Tampering: st.builds(Tampering, st.integers(0, 100), st.none() | ids()),
    Claim: claims(),
    HoldPolicy: hold_policies(),
    Liability: liabilities(),
    Milestones: milestones(),
    Ruling: rulings(),
}

__all__ = [
    "BOOKS",
    "any_accounts",
    "claims",
    "hold_policies",
    "liabilities",
    "limits",
    "milestones",
    "reservations",
    "rulings",
    "told_entries",
]
