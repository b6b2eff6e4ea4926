"""A hundred thousand bookings: one pass of sorting each, whatever the policy."""

from datetime import timedelta

import pytest

from communekit.groupbuy.allocation import (
    Booking,
    Demand,
    FairCost,
    FirstCome,
    Pack,
    Policy,
    Proportional,
    allocate,
)
from communekit.money import Money
from tests.groupbuy.allocation.worlds import START

COUNT = 100_000
BOOKINGS = [
    Booking(f"b{number}", f"m{number * 7 % 40_000}", "eggs", START + timedelta(seconds=number * 37 % 9_973),
            number % 5, tolerance=1 + number % 4)
    for number in range(COUNT)
]  # fmt: skip


@pytest.mark.parametrize("policy", [FirstCome(), Proportional(), FairCost(price=Money.cny("3.30"))])
def test_a_hundred_thousand_bookings_add_up(policy: Policy) -> None:
    """At closing, and when a third is missing."""
    demand = Demand.of(BOOKINGS)
    for delivered in (None, demand.firm * 2 // 3):
        made = allocate(BOOKINGS, Pack(12), delivered=delivered, policy=policy)
        assert len(made) == COUNT
        assert made.allocated == min(made.units, demand.wanted)
