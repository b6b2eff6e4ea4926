"""Amounts of money."""

import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.money import (
    CNY,
    MINOR_MAX,
    USD,
    AmountOutOfRangeError,
    Currency,
    CurrencyMismatchError,
    InvalidAmountError,
    Money,
    Rounding,
)

POINTS = Currency.commodity("POINTS")


@pytest.mark.parametrize(
    ("text", "minor"),
    [("12.36", 1236), ("0", 0), ("0.00", 0), ("-0.05", -5), ("-12", -1200), ("1.5", 150), ("1.500", 150)],
)
def test_reads_decimal_text(text: str, minor: int) -> None:
    """Text in yuan becomes fen; zeros beyond the fen say nothing."""
    assert Money.cny(text) == Money.of(text, "CNY") == Money.of(text, CNY) == Money(minor, CNY)


@pytest.mark.parametrize(
    ("value", "minor"),
    [("12.36", 1236), ("12.3600", 1236), ("1E+3", 100_000), ("0E-30", 0), ("-0.00", 0), ("0E+999999", 0)],
)
def test_reads_decimals(value: str, minor: int) -> None:
    """A Decimal, as databases give it, is taken at its value."""
    assert Money.cny(Decimal(value)).minor == minor


@pytest.mark.parametrize(
    "text",
    [
        "+5", "007", "00", "-0", "-0.00", "1_000", "1,000.00", " 12", "12 ", "12\n", "12.", ".5", "1.2.3", "--1",
        "1e2", "0x10", "１２", "١٢", "12元", "¥12", "1 000", "\x0012", "−5", "NaN", "nan", "-Infinity", "inf",
    ],
)  # fmt: skip
def test_other_text_is_refused(text: str) -> None:
    """Only plain digits are read: nothing is guessed."""
    with pytest.raises(InvalidAmountError) as refused:
        Money.cny(text)
    assert refused.value.value == text
    assert "\x00" not in str(refused.value)


def test_text_has_at_most_forty_characters() -> None:
    """Forty characters are read, one more is not."""
    assert Money.cny("0." + "0" * 38).minor == 0
    with pytest.raises(InvalidAmountError) as refused:
        Money.cny("0." + "0" * 39)
    assert refused.value.problem == "too_long"


def test_excess_digits_need_a_named_rounding() -> None:
    """1.005 yuan is no amount, unless the caller says how it is rounded."""
    with pytest.raises(InvalidAmountError) as refused:
        Money.cny("1.005")
    assert refused.value.problem == "digits"
    assert Money.cny("1.005", rounding=Rounding.HALF_EVEN) == Money.cny("1.00")
    assert Money.cny("1.005", rounding=Rounding.HALF_UP) == Money.cny("1.01")
    assert Money.of("1.5", "JPY", rounding=Rounding.DOWN) == Money.of("1", "JPY")
    assert Money.cny(Decimal("-1.005"), rounding=Rounding.UP) == Money.cny("-1.01")


def test_the_range_has_two_edges() -> None:
    """10^15 minor units either way are an amount; one more is refused, however it comes about."""
    most, least = Money(MINOR_MAX, CNY), Money(-MINOR_MAX, CNY)
    assert Money.cny("10000000000000.00") == most
    assert Money.cny("-10000000000000.00") == least
    assert -most == least
    fen = Money(1, CNY)
    beyonds: tuple[Callable[[], object], ...] = (
        lambda: Money(MINOR_MAX + 1, CNY),
        lambda: Money(-MINOR_MAX - 1, CNY),
        lambda: Money.cny("10000000000000.01"),
        lambda: Money.cny("10000000000000.005", rounding=Rounding.HALF_UP),
        lambda: most + fen,
        lambda: least - fen,
        lambda: most * 2,
        lambda: Money.total([most, fen], CNY),
    )
    for beyond in beyonds:
        with pytest.raises(AmountOutOfRangeError):
            beyond()


def test_a_sum_may_pass_the_limit_on_the_way() -> None:
    """Only the total counts, not the order of the amounts."""
    most = Money(MINOR_MAX, CNY)
    assert Money.total([most, most, -most], CNY) == most


def test_arithmetic_stays_whole() -> None:
    """Amounts add, negate and multiply by whole numbers."""
    assert Money.cny("1.10") + Money.cny("2.20") == Money.cny("3.30")
    assert Money.cny("1.10") - Money.cny("2.20") == Money.cny("-1.10")
    assert Money.cny("1.10") * 3 == 3 * Money.cny("1.10") == Money.cny("3.30")
    assert abs(Money.cny("-1.10")) == -Money.cny("-1.10") == Money.cny("1.10")
    assert Money.total([], "CNY") == Money.zero("CNY") == Money.cny("0")
    assert Money.cny("0.01")
    assert not Money.zero(CNY)


def test_amounts_are_ordered() -> None:
    """Amounts of one currency compare."""
    low, high = Money.cny("1.00"), Money.cny("1.01")
    assert low < high
    assert low <= high
    assert high > low
    assert high >= low
    assert not low > high
    assert not low >= high
    assert sorted([high, low]) == [low, high]
    assert low <= Money(100, CNY)
    assert low >= Money(100, CNY)


@pytest.mark.parametrize("other", [Money(1, USD), Money(1, POINTS)])
def test_currencies_do_not_mix(other: Money) -> None:
    """Yuan meet neither dollars nor points; whether they are equal may be asked."""
    yuan = Money(1, CNY)
    mixings: tuple[Callable[[], object], ...] = (
        lambda: yuan + other,
        lambda: yuan - other,
        lambda: yuan < other,
        lambda: yuan <= other,
        lambda: yuan > other,
        lambda: yuan >= other,
        lambda: Money.total([other], CNY),
    )
    for mixing in mixings:
        with pytest.raises(CurrencyMismatchError) as refused:
            mixing()
        assert {refused.value.left, refused.value.right} == {"CNY", other.currency.code}
    assert yuan != other


@pytest.mark.parametrize("other", [1, 1.0, None, "1.00", Decimal(1)])
def test_money_does_not_meet_bare_numbers(other: Any) -> None:
    """A number without a currency is not money."""
    yuan = Money(1, CNY)
    assert yuan != other
    meetings: tuple[Callable[[], object], ...] = (
        lambda: yuan + other,
        lambda: other + yuan,
        lambda: yuan - other,
        lambda: yuan < other,
        lambda: yuan <= other,
        lambda: yuan > other,
        lambda: yuan >= other,
    )
    for meeting in meetings:
        with pytest.raises(TypeError):
            meeting()


@pytest.mark.parametrize(
    ("times", "problem"),
    [(1.5, "float"), (True, "boolean"), (None, "missing"), ("2", "not_whole"), (Fraction(1, 2), "not_whole")],
)
def test_multiplies_by_whole_numbers_only(times: Any, problem: str) -> None:
    """Anything but a whole number is a rate or a factor, which names its rounding."""
    with pytest.raises(InvalidAmountError) as refused:
        Money.cny("1.00") * times
    assert refused.value.problem == problem


@pytest.mark.parametrize(
    ("minor", "problem"),
    [(1.0, "float"), (True, "boolean"), (None, "missing"), ("5", "not_whole"), (Decimal(5), "not_whole")],
)
def test_minor_units_are_whole_numbers(minor: Any, problem: str) -> None:
    """The constructor takes whole minor units, nothing that looks like them."""
    with pytest.raises(InvalidAmountError) as refused:
        Money(minor, CNY)
    assert refused.value.problem == problem


@pytest.mark.parametrize("currency", ["CNY", None, 5])
def test_the_constructor_takes_a_currency(currency: Any) -> None:
    """A code is for `of`; the constructor wants the currency itself."""
    with pytest.raises(InvalidAmountError) as refused:
        Money(1, currency)
    assert refused.value.problem == "currency"


def test_text_and_repr_can_be_read_back() -> None:
    """The text is plain; the repr is the code that makes the amount."""
    assert [Money(5, CNY).text, Money(-1205, CNY).text, Money.of("7", "JPY").text] == ["0.05", "-12.05", "7"]
    assert repr(Money(1236, CNY)) == 'Money.cny("12.36")'
    assert repr(Money(-5, USD)) == 'Money.of("-0.05", "USD")'
    assert repr(Money(5, POINTS)) == 'Money.of("5", Currency.commodity("POINTS", digits=0))'
    assert str(Money(1236, USD)) == "12.36 USD"


def test_exact_values_for_display() -> None:
    """The value in major units, and for one of several, is an exact fraction."""
    assert Money.cny("95.00").major == 95
    assert Money.cny("290.00").per(3) == Fraction(290, 3)
    for count in (0, -1):
        with pytest.raises(InvalidAmountError):
            Money.cny("1.00").per(count)


def test_an_amount_survives_pickling_and_stands_in_sets() -> None:
    """Equal amounts are one amount, in other processes too."""
    amount = Money.cny("12.36")
    assert pickle.loads(pickle.dumps(amount)) == amount
    assert len({amount, Money(1236, CNY), Money(1236, USD)}) == 2
    with pytest.raises(AttributeError):
        amount.minor = 5  # type: ignore[misc]  # That it cannot be set is what is tested.


def test_currencies_are_the_same_by_content() -> None:
    """Points that were named twice, or came back from a pickle, are the same points."""
    points = Currency.commodity("POINTS")
    again = Currency.commodity("POINTS")
    assert Money.total([Money(3, points), Money(4, again)], points) == Money(7, again)
    assert Money(3, points) + Money(4, again) == Money(7, points)
    assert Money(3, points) - Money(4, again) == Money(-1, points)


def test_one_of_one_is_the_amount() -> None:
    """A count of one divides nothing."""
    assert Money.cny("95.00").per(1) == 95
