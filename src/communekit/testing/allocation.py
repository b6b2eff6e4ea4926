"""Strategies of allocation: bookings, cases, minimums, policies (分配测试策略)."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from communekit.groupbuy.allocation import (
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
from communekit.money import CNY, Currency, Money

from .ground import counts, ids, instants, minors, said, yuan


def locks(most: int = 40) -> st.SearchStrategy[Lock]:
    """Draw a quantity that a person fixed, so many at most."""
    return st.builds(Lock, st.integers(0, most), ids(), said())


@st.composite
def bookings(draw: st.DrawFn) -> Booking:
    """Draw what a member wants of a product, sometimes fixed by a person."""
    firm = draw(st.integers(0, 40))
    tolerance = draw(st.integers(0 if firm else 1, 20))
    lock = draw(st.none() | locks(firm + tolerance))
    return Booking(
        draw(ids()), draw(ids()), draw(ids()), draw(instants()), firm, tolerance=tolerance, lock=lock
    )


def packs() -> st.SearchStrategy[Pack]:
    """Draw a case."""
    size = st.integers(1, 24)
    return st.builds(Pack, size, st.sampled_from(Measure), part_case=st.sampled_from(PartCase))


def minimums() -> st.SearchStrategy[Minimum]:
    """Draw the least that is ordered, in any of its units, or none."""
    return (
        st.builds(Minimum, cases=st.none() | st.integers(0, 9))
        | st.builds(Minimum, quantity=st.integers(0, 500))
        | st.builds(Minimum, money=yuan(), price=yuan(1), per=counts(500))
    )


@st.composite
def fair_costs(draw: st.DrawFn, currency: Currency = CNY) -> FairCost:
    """Draw the policy by which nobody pays much more than others."""
    price = draw(st.none() | minors(1, 10**6))
    if price is None:
        return FairCost(per=draw(counts()))
    extra = draw(st.dictionaries(ids(), minors(0, 10**6), max_size=3))
    return FairCost(
        price=Money(price, currency),
        per=draw(counts(500)),
        extra={member: Money(minor, currency) for member, minor in extra.items()},
    )


def policies() -> st.SearchStrategy[Policy]:
    """Draw who goes short."""
    plain: tuple[Policy, ...] = (FirstCome(), Proportional())
    return st.one_of(st.sampled_from(plain), fair_costs())


def demands() -> st.SearchStrategy[Demand]:
    """Draw what all want of a product."""
    return st.builds(Demand, st.integers(0, 10**6), st.integers(0, 10**6))


ALLOCATION: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    Booking: bookings(),
    Demand: demands(),
    FairCost: fair_costs(),
    FirstCome: st.just(FirstCome()),
    Lock: locks(),
    Minimum: minimums(),
    Pack: packs(),
    Proportional: st.just(Proportional()),
}
"""What is drawn for each class."""

__all__ = ["ALLOCATION", "bookings", "demands", "fair_costs", "locks", "minimums", "packs", "policies"]
