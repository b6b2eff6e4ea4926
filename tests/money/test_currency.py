"""Currencies and commodities."""

import copy
import pickle
from typing import Any

import pytest

from communekit.money import (
    CNY,
    EUR,
    GBP,
    JPY,
    USD,
    Currency,
    InvalidCommodityError,
    Money,
    UnknownCurrencyError,
)


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("CNY", 2),
        ("USD", 2),
        ("EUR", 2),
        ("GBP", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("KWD", 3),
        ("BHD", 3),
        ("CLF", 4),
    ],
)
def test_digits_are_those_of_the_standard(code: str, digits: int) -> None:
    """ISO 4217 says how many digits the minor unit has."""
    assert Currency.of(code).digits == digits


@pytest.mark.parametrize(
    ("code", "digits"), [("IQD", 3), ("ALL", 2), ("MGA", 2), ("MMK", 2), ("RSD", 2), ("LAK", 2)]
)
def test_where_cash_has_fewer_digits_the_standard_holds(code: str, digits: int) -> None:
    """Babel's data gives what is customary in cash; books are kept in the minor unit of ISO 4217."""
    assert Currency.of(code).digits == digits


def test_constants_are_the_currencies() -> None:
    """The usual currencies stand ready, and are the very ones that `of` returns."""
    assert [currency.code for currency in (CNY, USD, EUR, GBP, JPY)] == ["CNY", "USD", "EUR", "GBP", "JPY"]
    assert Currency.of("CNY") is CNY
    assert Currency.of(CNY) is CNY


@pytest.mark.parametrize(
    ("given", "suggestion"),
    [
        ("cny", "CNY"),
        ("Usd", "USD"),
        (" EUR ", "EUR"),
        ("CNYY", "CNY"),
        ("RMB", "CNY"),
        (" yuan", "CNY"),
        ("人民币", "CNY"),
        ("cny" + " " * 21, "CNY"),
        ("cny" + " " * 22, ""),
        ("", ""),
        ("¥¥¥", ""),
        ("x" * 5_000, ""),
    ],
)
def test_unknown_code_is_refused_with_the_nearest(given: str, suggestion: str) -> None:
    """A misspelt code is refused, and the nearest is proposed."""
    with pytest.raises(UnknownCurrencyError) as refused:
        Currency.of(given)
    assert refused.value.suggestion == suggestion
    assert suggestion in refused.value.text("zh")
    assert suggestion in str(refused.value)


@pytest.mark.parametrize("given", [None, 156, b"CNY", ["CNY"], "XXX", "XTS"])
def test_what_is_no_code_is_no_currency(given: Any) -> None:
    """Neither numbers, nothing, lists nor the codes for "none" and "test" are currencies."""
    with pytest.raises(UnknownCurrencyError):
        Currency.of(given)


def test_commodity_is_the_hosts_own() -> None:
    """Points are counted like money, and are none."""
    points = Currency.commodity("POINTS")
    assert (points.code, points.digits, points.is_iso) == ("POINTS", 0, False)
    assert Currency.commodity("HOURS", digits=2).digits == 2
    assert CNY.is_iso
    with pytest.raises(UnknownCurrencyError):
        Currency.of("POINTS")


@pytest.mark.parametrize(
    ("code", "digits", "problem"),
    [
        ("CNY", 0, "currency"),
        ("CNY", 2, "currency"),
        ("points", 0, "form"),
        ("P", 0, "form"),
        ("A" * 25, 0, "form"),
        ("1ST", 0, "form"),
        ("POINTS\n", 0, "form"),
        ("ＰＯＩＮＴＳ", 0, "form"),
        (None, 0, "form"),
        ("POINTS", -1, "digits"),
        ("POINTS", 13, "digits"),
        ("POINTS", True, "digits"),
        ("POINTS", 0.0, "digits"),
    ],
)
def test_commodity_is_well_named(code: Any, digits: Any, problem: str) -> None:
    """A commodity has a name of its own and whole digits."""
    with pytest.raises(InvalidCommodityError) as refused:
        Currency.commodity(code, digits=digits)
    assert refused.value.problem == problem
    assert refused.value.text("zh") != str(refused.value)


@pytest.mark.parametrize(("code", "digits"), [("PT", 0), ("A" * 24, 12)])
def test_commodity_at_the_edges(code: str, digits: int) -> None:
    """Two to 24 characters and 0 to 12 digits are fine."""
    assert Currency.commodity(code, digits=digits) == Currency(code, digits)


def test_a_currency_has_its_own_digits_only() -> None:
    """No second yuan with three digits can be made."""
    assert Currency("CNY", 2) == CNY
    with pytest.raises(InvalidCommodityError) as refused:
        Currency("CNY", 3)
    assert refused.value.problem == "currency"


@pytest.mark.parametrize(
    "currency", [CNY, Currency.commodity("POINTS"), Currency.commodity("HOURS", digits=2)]
)
def test_prints_as_the_code_that_makes_it(currency: Currency) -> None:
    """What is printed can be pasted."""
    assert eval(repr(currency)) == currency
    assert str(currency) == currency.code


def test_a_copy_is_the_same_currency() -> None:
    """Across processes a currency stays itself, and adds up with the other."""
    arrived = pickle.loads(pickle.dumps(CNY))
    assert arrived == copy.deepcopy(CNY) == CNY
    assert Money(1, arrived) + Money(1, CNY) == Money(2, CNY)
    assert Money(1, CNY) - Money(1, arrived) == Money(0, CNY)
