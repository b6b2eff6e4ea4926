"""Bookings, cases and policies to test with: few members and small quantities, so that they meet."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import strategies as st

from communekit.groupbuy.allocation import (
    NO_MINIMUM,
    Booking,
    Demand,
    FairCost,
    FirstCome,
    Lock,
    Measure,
    Minimum,
    Pack,
    PartCase,
    Policy,
    Proportional,
)
from communekit.money import CNY, Money
from communekit.period import instant

START = instant("2026-03-01T09:00:00+08:00")
MEMBERS = ("ann", "bo", "chen", "dai")


def minute(number: int) -> datetime:
    """Return a minute of the round."""
    return START + timedelta(minutes=number)


def booking(number: int, firm: int, tolerance: int = 0, *, member: str | None = None) -> Booking:
    """Return a booking, numbered as it came."""
    return Booking(
        f"b{number}", member or f"m{number}", "eggs", minute(number), firm, tolerance=tolerance
    )  # fmt: skip


def queue(*wants: tuple[int, int]) -> list[Booking]:
    """Return bookings of so much, firm and tolerance, in the order of booking."""
    return [booking(number, firm, tolerance) for number, (firm, tolerance) in enumerate(wants)]


@st.composite
def bookings(draw: st.DrawFn, *, locks: bool = True, most: int = 9, least: int = 0) -> list[Booking]:
    """Draw bookings in no order: some at one instant, several of one member, some fixed by a person."""
    made = []
    for number in range(draw(st.integers(least, 8))):
        firm = draw(st.integers(0, most))
        tolerance = draw(st.integers(0 if firm else 1, most))
        lock = None
        if locks and draw(st.integers(0, 5)) == 0:
            lock = Lock(draw(st.integers(0, firm + tolerance)), "keeper")
        at, member = minute(draw(st.integers(0, 4))), draw(st.sampled_from(MEMBERS))
        made.append(Booking(f"b{number}", member, "eggs", at, firm, tolerance=tolerance, lock=lock))
    return draw(st.permutations(made))


def demands() -> st.SearchStrategy[Demand]:
    """Draw what bookings add up to."""
    return st.builds(Demand, st.integers(0, 60), st.integers(0, 60))


def packs() -> st.SearchStrategy[Pack]:
    """Draw cases."""
    return st.builds(
        Pack, st.integers(1, 12), st.sampled_from(Measure), part_case=st.sampled_from(PartCase)
    )  # fmt: skip


def minimums() -> st.SearchStrategy[Minimum]:
    """Draw minimums in each of their units, and none."""
    prices = st.integers(1, 400).map(lambda minor: Money(minor, CNY))
    amounts = st.integers(0, 9_000).map(lambda minor: Money(minor, CNY))
    return (
        st.just(NO_MINIMUM)
        | st.builds(Minimum, cases=st.integers(0, 6))
        | st.builds(Minimum, quantity=st.integers(0, 40))
        | st.builds(Minimum, money=amounts, price=prices, per=st.integers(1, 5))
    )


def fair_costs() -> st.SearchStrategy[FairCost]:
    """Draw fair cost with prices, and with what was paid extra before."""
    extras = st.dictionaries(
        st.sampled_from(MEMBERS), st.integers(0, 900).map(lambda minor: Money(minor, CNY)), max_size=4
    )
    prices = st.integers(1, 300).map(lambda minor: Money(minor, CNY))
    return st.just(FairCost()) | st.builds(FairCost, price=prices, per=st.integers(1, 4), extra=extras)


def policies() -> st.SearchStrategy[Policy]:
    """Draw a policy."""
    return st.just(FirstCome()) | st.just(Proportional()) | fair_costs()


def deliveries() -> st.SearchStrategy[int]:
    """Draw what arrived: nothing, short, enough, more."""
    return st.integers(0, 120)


def locked(bookings: Sequence[Booking]) -> int:
    """Return what persons have fixed."""
    return sum(booking.lock.quantity for booking in bookings if booking.lock is not None)
