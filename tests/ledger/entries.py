"""Accounts and entries of a small community, drawn by hypothesis; and what is the same in many tests."""

from datetime import UTC, datetime, timedelta

import attrs
from hypothesis import strategies as st

from communekit.ids import EntryId, PartyId
from communekit.ledger import Account, Entry, Posting
from communekit.money import CNY, JPY, Currency

POINTS = Currency.commodity("POINTS")
MARCH = datetime(2026, 3, 1, tzinfo=UTC)

PARTIES = ("commons", "L1", "L2", "S1")
BUCKETS = ("outside.payment", "pending", "available")


def account(party: str = "L1", bucket: str = "pending", commodity: Currency = CNY) -> Account:
    """Return an account of the small community."""
    return Account(PartyId(party), bucket, commodity)


def entry(
    id_: str = "sale-1", minor: int = 800, *, to: str = "L1", at: datetime = MARCH, currency: Currency = CNY
) -> Entry:
    """Return an entry that moves an amount from the outside world to a party's pending bucket."""
    legs = (
        Posting(account("commons", "outside.payment", currency), -minor),
        Posting(account(to, "pending", currency), minor),
    )
    return Entry(EntryId(id_), "order.paid", at, legs)


ACCOUNTS = {
    commodity: tuple(account(party, bucket, commodity) for party in PARTIES for bucket in BUCKETS)
    for commodity in (CNY, JPY, POINTS)
}


def accounts(commodity: Currency) -> st.SearchStrategy[Account]:
    """Draw an account of one commodity among few, so that entries meet."""
    return st.sampled_from(ACCOUNTS[commodity])


def moments() -> st.SearchStrategy[datetime]:
    """Draw a moment among few, so that some are equal."""
    return st.integers(0, 20).map(lambda hours: MARCH + timedelta(hours=hours))


@st.composite
def postings(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Draw two to five legs per commodity, of one or two commodities, that balance."""
    legs: dict[Account, int] = {}
    for commodity in draw(st.sampled_from(((CNY,), (CNY, POINTS), (JPY,)))):
        first, *others = draw(st.lists(accounts(commodity), min_size=2, max_size=5, unique=True))
        drawn = {other: draw(st.integers(-10_000, 10_000).filter(bool)) for other in others}
        rest = -sum(drawn.values())
        legs |= drawn | ({first: rest} if rest else {})
    return tuple(Posting(place, minor) for place, minor in legs.items())


IDS = tuple(f"e{number}" for number in range(12))
FEW_IDS = st.sampled_from(IDS)


def entries(ids: st.SearchStrategy[str] = FEW_IDS) -> st.SearchStrategy[Entry]:
    """Draw a balanced entry; its id from few, so that the same id comes again."""
    kinds = st.sampled_from(("order.paid", "commission.accrued"))
    return st.builds(Entry, ids.map(EntryId), kinds, moments(), postings())


def journals(most: int = 8) -> st.SearchStrategy[list[Entry]]:
    """Draw entries of which no two share an id."""
    drawn = st.lists(entries(), max_size=most)
    return drawn.map(
        lambda each: [attrs.evolve(entry, id=EntryId(id_)) for entry, id_ in zip(each, IDS, strict=False)]
    )
