"""Random histories of a small community: entries between all buckets, dated over four months, edges among them."""

from datetime import datetime, timedelta
from typing import Final

import attrs
from hypothesis import strategies as st

from communekit.ids import EntryId, PartyId
from communekit.ledger import Account, Entry, Posting
from communekit.ledger.settlement import CLAIM
from communekit.money import CNY, Currency
from communekit.period import Calendar, Period, instant

POINTS: Final = Currency.commodity("POINTS")
PARTIES: Final = ("L1", "L2", "S1")
CALENDAR: Final = Calendar.monthly("Asia/Shanghai")
JANUARY: Final = instant("2025-12-31T16:00:00Z")
MONTHS: Final = tuple(CALENDAR.period_at(instant(f"2026-{month:02}-15T00:00:00Z")) for month in (1, 2, 3, 4))
"""January to April."""

MOMENT: Final = timedelta(microseconds=1)

KINDS: Final = ("commission.accrued", "commission.reversed", "claim.confirmed", "payout.paid", "order.paid")
WORLD: Final = ("outside.payment", "outside.payout", "withheld", "fees")


def end(period: Period) -> datetime:
    """Return the end of a month."""
    assert period.window.end is not None
    return period.window.end


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """Draw a moment of the four months; often the first or last of a month."""
    if draw(st.booleans()):
        edge = draw(st.sampled_from([period.window.start for period in MONTHS]))
        return edge + draw(st.sampled_from((-MOMENT, timedelta(0), MOMENT)))
    return JANUARY + timedelta(hours=draw(st.integers(1, 24 * 118)))


def _account(party: str, bucket: str, commodity: Currency) -> Account:
    return Account(PartyId(party), bucket, commodity)


@st.composite
def postings(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Draw two to five legs of one or two commodities that balance."""
    legs: dict[Account, int] = {}
    for commodity in draw(st.sampled_from(((CNY,), (CNY,), (CNY, POINTS)))):
        inner = st.builds(_account, st.sampled_from(PARTIES), st.sampled_from(CLAIM), st.just(commodity))
        outer = st.builds(_account, st.just("club"), st.sampled_from(WORLD), st.just(commodity))
        first, *others = draw(st.lists(inner | inner | outer, min_size=2, max_size=5, unique=True))
        drawn = {other: draw(st.integers(-900, 900).filter(bool)) for other in others}
        rest = -sum(drawn.values())
        legs |= drawn | ({first: rest} if rest else {})
    return tuple(Posting(account, minor) for account, minor in legs.items())


@st.composite
def histories(draw: st.DrawFn, most: int = 12) -> list[Entry]:
    """Draw entries of different ids, some about an earlier one, posted in any order of time."""
    made: list[Entry] = []
    for number in range(draw(st.integers(0, most))):
        about = draw(st.none() | st.sampled_from([entry.id for entry in made])) if made else None
        kind, at, legs = draw(st.sampled_from(KINDS)), draw(moments()), draw(postings())
        made.append(Entry(EntryId(f"e{number}"), kind, at, legs, refers_to=about))
    return made


def renamed(history: list[Entry], prefix: str) -> list[Entry]:
    """Return the same entries under other ids."""
    return [
        attrs.evolve(
            entry,
            id=EntryId(f"{prefix}{entry.id}"),
            refers_to=None if entry.refers_to is None else EntryId(f"{prefix}{entry.refers_to}"),
        )
        for entry in history
    ]
