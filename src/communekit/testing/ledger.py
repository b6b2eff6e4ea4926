"""Strategies of the ledger (账本测试策略): balanced entries of a small community, so that they meet."""

from datetime import UTC, datetime, timedelta
from typing import Final

import attrs
from hypothesis import strategies as st

from communekit.ids import EntryId
from communekit.ledger import Account, Entry, Posting
from communekit.money import CNY, JPY, Currency

POINTS: Final = Currency.commodity("POINTS")
MARCH: Final = datetime(2026, 3, 1, tzinfo=UTC)
LATEST: Final = MARCH + timedelta(days=3)
"""After all moments that are drawn."""
PARTIES: Final = ("commons", "L1", "L2", "S1")
BUCKETS: Final = ("outside.payment", "pending", "available")
IDS: Final = tuple(f"e{number}" for number in range(12))
ACCOUNTS: Final = {
    commodity: tuple(Account(party, bucket, commodity) for party in PARTIES for bucket in BUCKETS)
    for commodity in (CNY, JPY, POINTS)
}


def accounts(commodity: Currency = CNY) -> st.SearchStrategy[Account]:
    """Draw an account of one commodity among few."""
    return st.sampled_from(ACCOUNTS[commodity])


def moments() -> st.SearchStrategy[datetime]:
    """Draw a moment among few, in UTC, so that some are equal."""
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


def entries(ids: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Entry]:
    """Draw a balanced entry; its id from few, so that the same id comes again."""
    kinds = st.sampled_from(("order.paid", "commission.accrued"))
    of = st.sampled_from(IDS) if ids is None else ids
    return st.builds(Entry, of.map(EntryId), kinds, moments(), postings())


def journals(most: int = 8) -> st.SearchStrategy[list[Entry]]:
    """Draw entries of which no two share an id, at most twelve."""
    drawn = st.lists(entries(), max_size=min(most, len(IDS)))
    return drawn.map(
        lambda each: [attrs.evolve(entry, id=EntryId(id_)) for entry, id_ in zip(each, IDS, strict=False)]
    )


__all__ = [
    "ACCOUNTS",
    "BUCKETS",
    "IDS",
    "LATEST",
    "MARCH",
    "PARTIES",
    "POINTS",
    "accounts",
    "entries",
    "journals",
    "moments",
    "postings",
]
