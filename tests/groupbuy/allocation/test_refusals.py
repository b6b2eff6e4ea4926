"""What allocation refuses: with a word, the figures, and a sentence in both languages."""

from collections.abc import Callable
from typing import Any

import pytest

from communekit.errors import CommunekitError
from communekit.groupbuy.allocation import (
    LOOSE,
    Allocation,
    Booking,
    Demand,
    FairCost,
    InvalidAllocationError,
    InvalidBookingError,
    InvalidPackError,
    Lock,
    LockRefusedError,
    Minimum,
    Pack,
    allocate,
    case_shares,
    delivery_shares,
    grams,
    rebook,
)
from communekit.money import JPY, CurrencyMismatchError, Money
from tests.groupbuy.allocation.worlds import booking, minute

YUAN = Money.cny("1.00")


def sold(**changes: Any) -> Booking:
    """Return a booking with something changed in it."""
    return Booking(**{"id": "b1", "member": "ann", "product": "eggs", "at": minute(0), "firm": 2, **changes})


def any_value(value: object) -> Any:
    """Hand in what the types forbid."""
    return value


def nothing() -> Allocation:
    """Return an allocation of which nobody got anything."""
    return allocate([booking(0, 1)], LOOSE, delivered=0)


REFUSED: list[tuple[Callable[[], object], type[CommunekitError], str]] = [
    (lambda: sold(firm=-1), InvalidBookingError, "quantity"),
    (lambda: sold(firm=True), InvalidBookingError, "quantity"),
    (lambda: sold(firm=1.5), InvalidBookingError, "quantity"),
    (lambda: sold(firm=10**12 + 1), InvalidBookingError, "quantity"),
    (lambda: sold(tolerance=-1), InvalidBookingError, "quantity"),
    (lambda: sold(firm=0), InvalidBookingError, "nothing"),
    (lambda: sold(lock=3), InvalidBookingError, "lock"),
    (lambda: Lock(-1, "keeper"), InvalidBookingError, "quantity"),
    (lambda: sold(lock=Lock(3, "keeper")), LockRefusedError, "above_wanted"),
    (lambda: allocate([sold(lock=Lock(2, "keeper"))], Pack(5)), LockRefusedError, "above_supply"),
    (lambda: allocate([sold(), sold()], LOOSE), InvalidBookingError, "twice"),
    (lambda: allocate([sold(), sold(id="b2", product="milk")], LOOSE), InvalidBookingError, "product"),
    (lambda: allocate([any_value("b1")], LOOSE), InvalidBookingError, "kind"),
    (lambda: allocate([sold()], any_value(6)), InvalidAllocationError, "kind"),
    (lambda: allocate([sold()], LOOSE, minimum=any_value(6)), InvalidAllocationError, "kind"),
    (lambda: allocate([sold()], LOOSE, policy=any_value("fair")), InvalidAllocationError, "kind"),
    (lambda: allocate([sold()], LOOSE, delivered=-1), InvalidAllocationError, "quantity"),
    (lambda: allocate([sold()], LOOSE, delivered=any_value(1.0)), InvalidAllocationError, "quantity"),
    (lambda: Demand(-1), InvalidAllocationError, "quantity"),
    (lambda: Pack(0), InvalidPackError, "size"),
    (lambda: Pack(any_value(2.0)), InvalidPackError, "size"),
    (lambda: Pack(2, any_value("piece")), InvalidPackError, "kind"),
    (lambda: Pack(2, part_case=any_value("drop")), InvalidPackError, "kind"),
    (lambda: Minimum(cases=-1), InvalidPackError, "quantity"),
    (lambda: Minimum(quantity=any_value(1.0)), InvalidPackError, "quantity"),
    (lambda: Minimum(money=YUAN), InvalidPackError, "price"),
    (lambda: Minimum(price=YUAN), InvalidPackError, "price"),
    (lambda: Minimum(money=YUAN, price=-YUAN), InvalidPackError, "price"),
    (lambda: Minimum(money=-YUAN, price=YUAN), InvalidPackError, "kind"),
    (lambda: Minimum(money=YUAN, price=YUAN, per=0), InvalidPackError, "quantity"),
    (lambda: grams("1.0005"), InvalidPackError, "not_whole"),
    (lambda: grams("0"), InvalidPackError, "not_whole"),
    (lambda: grams("one"), InvalidPackError, "not_whole"),
    (lambda: grams(any_value(0.5)), InvalidPackError, "not_whole"),
    (lambda: grams("1", "lb"), InvalidPackError, "unit"),
    (lambda: FairCost(price=YUAN * 0), InvalidAllocationError, "price"),
    (lambda: FairCost(per=0), InvalidAllocationError, "quantity"),
    (lambda: FairCost(extra={"ann": YUAN}), InvalidAllocationError, "extra"),
    (lambda: FairCost(price=YUAN, extra={"ann": -YUAN}), InvalidAllocationError, "extra"),
    (lambda: FairCost(price=YUAN, extra={"ann": Money(1, JPY)}), InvalidAllocationError, "extra"),
    (lambda: FairCost(price=YUAN, extra=any_value([1])), InvalidAllocationError, "kind"),
    (lambda: nothing()["b9"], InvalidAllocationError, "unknown"),
    (lambda: nothing().reason("b9"), InvalidAllocationError, "unknown"),
    (lambda: nothing().changes_since(allocate([], LOOSE)), InvalidAllocationError, "other_bookings"),
    (lambda: case_shares(YUAN, nothing()), InvalidAllocationError, "nobody"),
    (lambda: delivery_shares(YUAN, [nothing()]), InvalidAllocationError, "nobody"),
    (lambda: delivery_shares(YUAN, [allocate([sold()], LOOSE)], goods={}), InvalidAllocationError, "unknown_member"),
    (lambda: rebook([], new_id="b2", at=minute(1), firm=1), InvalidBookingError, "nothing"),
    (lambda: rebook([sold()], new_id="b2", at=minute(-1), firm=1), InvalidBookingError, "back_in_time"),
    (lambda: rebook([sold()], new_id="b2", at=minute(1), firm=-1), InvalidBookingError, "quantity"),
    (lambda: rebook([sold()], new_id="b1", at=minute(1), firm=3), InvalidBookingError, "twice"),
    (lambda: rebook([sold(), sold(id="b2", member="bo")], new_id="b3", at=minute(1), firm=1), InvalidBookingError, "member"),
    (lambda: rebook([sold(lock=Lock(1, "keeper"))], new_id="b2", at=minute(1), firm=1), InvalidBookingError, "locked"),
]  # fmt: skip


@pytest.mark.parametrize(("attempt", "error", "problem"), REFUSED)
def test_refused(attempt: Callable[[], object], error: type[CommunekitError], problem: str) -> None:
    """With one error that says why."""
    with pytest.raises(error) as refused:
        attempt()
    assert refused.value.data()["problem"] == problem
    assert refused.value.problems[problem]["en"] in refused.value.text()
    assert refused.value.problems[problem]["zh"] in refused.value.text("zh")


def test_two_currencies_are_not_compared() -> None:
    """Not even for a minimum."""
    with pytest.raises(CurrencyMismatchError):
        Minimum(money=YUAN, price=Money(1, JPY))


def test_every_problem_word_is_met() -> None:
    """None is described that cannot happen."""
    met = {(error, problem) for _, error, problem in REFUSED} | {(InvalidPackError, "two_units")}
    for error in (InvalidAllocationError, InvalidBookingError, InvalidPackError, LockRefusedError):
        assert {(error, problem) for problem in error.problems} == {pair for pair in met if pair[0] is error}
