"""Lines: what was listed, what was taken off and by whom, what was paid."""

import copy
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from communekit.errors import CommunekitError
from communekit.ids import InvalidIdError
from communekit.money import CurrencyMismatchError, InvalidAmountError, Money
from communekit.orders import (
    Discount,
    InvalidAttributeError,
    InvalidOrderError,
    InvalidQuantityError,
    Line,
    Product,
)
from communekit.parties import InvalidRoleError, Role

PRODUCT = Product("85123A", category="fresh/veg")


def line(**given: Any) -> Line:
    """Return a line of 20.00 with some fields said otherwise."""
    return Line(**{"id": "1", "product": PRODUCT, "quantity": 2, "listed": Money.cny("20.00"), **given})


@pytest.mark.parametrize(
    ("funder", "paid", "distributed"),
    [
        (Role.STORE, "17.00", "17.00"),
        (Role.BRAND, "17.00", "17.00"),
        (Role.SUPPLIER, "17.00", "17.00"),
        (Role.PLATFORM, "17.00", "20.00"),
        (Role.LEADER, "17.00", "20.00"),
        (Role.FUND, "17.00", "20.00"),
        (Role("bank"), "17.00", "20.00"),
    ],
)
def test_who_bears_a_discount_decides_what_is_shared(funder: Role, paid: str, distributed: str) -> None:
    """The merchant's own discount lowers what there is to share; anybody else's does not."""
    sold = line(discounts=(Discount(funder, Money.cny("3.00")),))
    assert sold.paid == Money.cny(paid)
    assert sold.distributed == Money.cny(distributed)
    assert [item.funder for item in sold.funded] == ([] if paid == distributed else [funder])


def test_line_without_discounts_shares_what_was_listed() -> None:
    """Listed, paid and distributed are one amount."""
    assert line().listed == line().paid == line().distributed == Money.cny("20.00")
    assert line().funded == ()


def test_hot_attributes_are_plain_reads() -> None:
    """What a plan reads a million times is stored, not computed."""
    slots = {field.name for field in attrs.fields(Line)}
    assert {"paid", "distributed", "funded", "category", "freight"} <= slots
    assert not hasattr(line(), "__dict__")
    assert line().category == "fresh/veg"


def test_freight_not_given_is_zero_and_tax_and_cost_are_unknown() -> None:
    """Nothing is silently zero, except freight that nobody paid."""
    assert line().freight == Money.cny("0.00")
    assert line() == line(freight=Money.cny("0.00"))
    assert (line().tax, line().cost) == (None, None)


def test_line_from_plain_words() -> None:
    """The short form makes the same line."""
    assert Line.of("1", "85123A", "20.00", quantity=2, category="fresh/veg") == line()
    assert Line.of("1", "85123A", Decimal(3), currency="JPY").currency.code == "JPY"


def test_line_is_a_value() -> None:
    """Equal by content, hashable, copied and pickled whole."""
    sold = line(
        attributes={"organic": True},
        discounts=[Discount("store", Money.cny("1.00"))],
        quantity=Fraction(4, 2),
    )
    assert {sold, pickle.loads(pickle.dumps(sold)), copy.deepcopy(sold)} == {sold}
    assert pickle.loads(pickle.dumps(sold)).paid == sold.paid == Money.cny("19.00")
    assert sold.quantity == 2
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        sold.paid = Money.cny("0.00")  # type: ignore[misc]  # that it cannot be set is the test


def test_tax_is_contained_in_what_was_paid() -> None:
    """Tax may be all of the paid amount, and no more."""
    discounts = (Discount("store", Money.cny("15.00")),)
    assert line(discounts=discounts, tax=Money.cny("5.00")).tax == Money.cny("5.00")
    with pytest.raises(InvalidOrderError, match="tax contained in the paid amount") as caught:
        line(discounts=discounts, tax=Money.cny("5.01"))
    assert caught.value.problem == "tax_exceeds_paid"


def test_discounts_take_off_all_and_no_more() -> None:
    """A line may be free; it never pays the member."""
    halves = [Discount("store", Money.cny("10.00")), Discount("platform", Money.cny("10.00"))]
    assert line(discounts=halves).paid == Money.cny("0.00")
    with pytest.raises(InvalidOrderError) as caught:
        line(discounts=[*halves, Discount("platform", Money.cny("0.01"))])
    assert (caught.value.problem, caught.value.code) == ("discounts_exceed_listed", "orders.invalid_order")
    assert "优惠合计超过标价金额" in caught.value.text("zh_CN")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"id": ""}, InvalidIdError),
        ({"id": 1}, InvalidIdError),
        ({"product": "85123A"}, InvalidOrderError),
        ({"quantity": 0}, InvalidQuantityError),
        ({"quantity": True}, InvalidQuantityError),
        ({"quantity": 1.5}, InvalidQuantityError),
        ({"listed": Money.cny("-0.01")}, InvalidAmountError),
        ({"listed": 20.0}, InvalidAmountError),
        ({"listed": None}, InvalidAmountError),
        ({"listed": True}, InvalidAmountError),
        ({"listed": "20.00"}, InvalidOrderError),
        ({"listed": Decimal(20)}, InvalidOrderError),
        ({"freight": Money.cny("-0.01")}, InvalidAmountError),
        ({"freight": 1.0}, InvalidAmountError),
        ({"freight": Money.of("1.00", "USD")}, CurrencyMismatchError),
        ({"tax": Money.of("1.00", "USD")}, CurrencyMismatchError),
        ({"tax": Money.cny("-0.01")}, InvalidAmountError),
        ({"cost": Money.of("1.00", "USD")}, CurrencyMismatchError),
        ({"cost": Money.cny("-0.01")}, InvalidAmountError),
        ({"discounts": [Discount("store", Money.of("1.00", "USD"))]}, CurrencyMismatchError),
        ({"discounts": [Money.cny("1.00")]}, InvalidOrderError),
        ({"channel": "a/b"}, InvalidIdError),
        ({"attributes": {"share": 0.5}}, InvalidAttributeError),
        ({"attributes": "organic"}, InvalidAttributeError),
    ],
)
def test_bad_lines_are_refused(given: dict[str, Any], error: type[CommunekitError]) -> None:
    """Each field is checked at birth, with an error that speaks both languages."""
    with pytest.raises(error) as caught:
        line(**given)
    assert caught.value.text("en") != caught.value.text("zh")


def test_discount_names_who_bears_it_and_is_not_negative() -> None:
    """A plain word becomes a role; a surcharge is no discount."""
    assert Discount("brand", Money.cny("1.00")) == Discount(Role.BRAND, Money.cny("1.00"))
    with pytest.raises(InvalidRoleError):
        Discount("The Brand", Money.cny("1.00"))
    with pytest.raises(InvalidAmountError):
        Discount("brand", Money.cny("-0.01"))
