"""Strategies of the ledger (账本测试策略): balanced entries of a small community, so that they meet."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations
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


@cache
def _places(commodity: Currency) -> st.SearchStrategy[tuple[Account, ...]]:
    """Draw two to five accounts of a commodity, none twice; from a list, for entries are drawn by the thousand."""
    return st.sampled_from(
        [each for size in (2, 3, 4, 5) for each in combinations(ACCOUNTS[commodity], size)]
    )


_AMOUNTS: Final = st.integers(-10_000, 9_999).map(lambda minor: minor if minor < 0 else minor + 1)
"""An amount that is not zero."""


@st.composite
def postings(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Draw two to five legs per commodity, of one or two commodities, that balance."""
    legs: dict[Account, int] = {}
    for commodity in draw(st.sampled_from(((CNY,), (CNY, POINTS), (JPY,)))):
        first, *others = draw(_places(commodity))
        drawn = {other: draw(_AMOUNTS) for other in others}
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
