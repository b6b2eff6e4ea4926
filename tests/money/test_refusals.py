"""What money refuses, with the whole error: the problem word and the very value that was wrong."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.errors import LimitExceededError
from communekit.money import (
    CNY,
    USD,
    AmountOutOfRangeError,
    Currency,
    CurrencyMismatchError,
    Factor,
    InvalidAmountError,
    InvalidCommodityError,
    InvalidRateError,
    InvalidSplitError,
    Money,
    Outstanding,
    Rate,
    Rounding,
    Split,
    SplitMethod,
    split,
    split_discount,
    split_even,
    split_minor,
)
from tests.refused import Refusal, check_refusal

YUAN, DOLLAR, BELOW = Money.cny("1.00"), Money.of("1.00", "USD"), Money.cny("-0.01")
AB = {"a": 1, "b": 1}
FINE = [Fraction(1, prime) for prime in (10**20 + 39, 10**20 + 129, 10**20 + 151)]
TOO_FINE = 1
for fraction in FINE:
    TOO_FINE *= fraction.denominator
LONG = "1" * 41


def wrong(value: Any) -> Any:
    """Return a value of a type that does not belong where it is put."""
    return value


def shared(weights: Any, **options: Any) -> Callable[[], object]:
    """Return the act of splitting one yuan."""
    return lambda: split(YUAN, weights, **options)


AMOUNTS: list[Refusal] = [
    (lambda: Money(1, wrong("CNY")), InvalidAmountError("currency", "CNY")),
    (lambda: Money.of("-10000000000000.01", CNY), AmountOutOfRangeError("-10000000000000.01")),
    (
        lambda: Money.of("10000000000000.005", CNY, rounding=Rounding.HALF_UP),
        AmountOutOfRangeError("10000000000000.005"),
    ),
    (lambda: YUAN.per(0), InvalidAmountError("not_whole", 0)),
    (lambda: YUAN.per(wrong(True)), InvalidAmountError("not_whole", True)),
    (lambda: Money.parse("1.2.3", "CNY", "en"), InvalidAmountError("locale_form", "1.2.3")),
    (lambda: Money.parse("1" * 81, "CNY", "en"), InvalidAmountError("locale_form", "1" * 81)),
    (lambda: Rounding.UP.to_places(wrong(0.5), 1), InvalidAmountError("float", 0.5)),
    (lambda: Rounding.UP.to_places(1, 61), LimitExceededError("places", 61, 60)),
    (lambda: Rounding.UP.to_places(1, -61), LimitExceededError("places", -61, 60)),
    (lambda: Currency("points", 0), InvalidCommodityError("form", "points")),
    (lambda: Currency("POINTS", 13), InvalidCommodityError("digits", 13)),
    (lambda: Currency("CNY", 3), InvalidCommodityError("currency", "CNY")),
    (lambda: Currency.commodity("CNY", digits=2), InvalidCommodityError("currency", "CNY")),
]

RATES: list[Refusal] = [
    (lambda: Rate(wrong(0.5)), InvalidRateError("float", 0.5)),
    (lambda: Rate(wrong("1")), InvalidRateError("type", "1")),
    (lambda: Rate(Fraction(1, 10**60 + 1)), InvalidRateError("too_fine", 10**60 + 1)),
    (lambda: Rate(Fraction(2 * 10**12)), InvalidRateError("range", 2 * 10**12)),
    (lambda: Rate(Fraction(-(10**12))), InvalidRateError("range", "-1000000000000")),
    (lambda: Rate.of(LONG), InvalidRateError("too_long", LONG)),
    (lambda: Rate.percent(10**14), InvalidRateError("range", "100000000000000%")),
    (lambda: Rate.percent(-(10**14)), InvalidRateError("range", "-100000000000000%")),
    (lambda: Rate.of("1/" + "3" * 39), InvalidRateError("too_long", "1/" + "3" * 39)),
    (lambda: Rate.of("x%"), InvalidRateError("form", "x%")),
    (lambda: Rate.of(wrong(0.5)), InvalidRateError("float", 0.5)),
    (lambda: Rate.percent("8%"), InvalidRateError("sign", "8%", "8")),
    (lambda: Rate.percent("18%%"), InvalidRateError("form", "18%%")),
    (lambda: Rate.percent("1x%"), InvalidRateError("form", "1x%")),
    (lambda: Rate.fraction(1, wrong(0.5)), InvalidRateError("float", 0.5)),
    (lambda: Rate.fraction(wrong(None), 2), InvalidRateError("missing", None)),
    (lambda: Rate.fraction(1, 0), InvalidRateError("zero", "1/0")),
    (lambda: Factor(Fraction(-1, 2)), InvalidRateError("negative", "-0.5")),
    (lambda: Factor(Fraction(10**12 + 1)), InvalidRateError("too_large", 10**12 + 1)),
]

WEIGHTS: list[Refusal] = [
    (shared(None), InvalidSplitError("missing", None)),
    (shared("11"), InvalidSplitError("type", "11")),
    (shared(0.5), InvalidSplitError("float", 0.5)),
    (shared(()), InvalidSplitError("no_parties", ())),
    (shared([1] * 100_001), LimitExceededError("parties", 100_001, 100_000)),
    (shared([("a", 1), ("a", 2)]), InvalidSplitError("duplicate", "a")),
    (shared([("a", 1), 2]), InvalidSplitError("type", ("a", 1))),
    (shared([YUAN, DOLLAR]), CurrencyMismatchError("CNY", "USD")),
    (shared([YUAN, 1]), InvalidSplitError("mixed", YUAN)),
    (shared(["1"]), InvalidSplitError("type", "1")),
    (shared([Decimal("1E-41")]), InvalidSplitError("type", Decimal("1E-41"))),
    (shared([Decimal("1E+30")]), LimitExceededError("weight", Decimal("1E+30"), 10**18)),
    (shared([Fraction(10**18 + 1)]), LimitExceededError("weight", Fraction(10**18 + 1), 10**18)),
    (shared([10**18 + 1, 1]), LimitExceededError("weight", 10**18 + 1, 10**18)),
    (shared(FINE), LimitExceededError("common denominator of the weights", TOO_FINE, 10**60)),
    (shared([1, -2, 3]), InvalidSplitError("negative", -2)),
    (shared([0, 0]), InvalidSplitError("all_zero", [0, 0])),
    (shared([Rate.percent(60), Rate.percent(50)]), InvalidSplitError("above_whole", "110%")),
    (shared([Rate.percent(30), Rate.of("1/5")]), InvalidSplitError("below_whole", "50%")),
]

OPTIONS: list[Refusal] = [
    (lambda: split(wrong(1000), [1]), InvalidAmountError("type", 1000)),
    (lambda: split(wrong(None), [1]), InvalidAmountError("missing", None)),
    (shared(AB, residual={"a"}), InvalidSplitError("residual", {"a"})),
    (shared(AB, residual=("a", "b")), InvalidSplitError("residual", ("a", "b"))),
    (shared([1, 1], residual=2), InvalidSplitError("unknown_party", 2)),
    (shared(AB, residual="a", at_most={"a": YUAN}), InvalidSplitError("residual", "a")),
    (shared({"a": 0}, residual="b"), InvalidSplitError("all_zero", [0, 0])),
    (
        shared(AB, residual="c", at_least={"a": Money.cny("0.90")}),
        InvalidSplitError("at_least", 90),
    ),
    (shared(AB, at_most={"c": YUAN}), InvalidSplitError("unknown_party", "c")),
    (shared(AB, at_most=[YUAN]), InvalidSplitError("type", [YUAN])),
    (shared(AB, at_most={"a": 1}), InvalidSplitError("type", 1)),
    (shared(AB, at_most={"a": DOLLAR}), CurrencyMismatchError("CNY", "USD")),
    (shared(AB, at_most={"a": BELOW}), InvalidSplitError("negative", BELOW)),
    (
        shared(AB, at_most={"a": Money.cny("0.10")}, at_least={"a": Money.cny("0.11")}),
        InvalidSplitError("bounds", 10),
    ),
    (
        shared(AB, residual="c", at_most={"a": Money.cny("0.10")}, at_least={"a": Money.cny("0.11")}),
        InvalidSplitError("bounds", 10),
    ),
    (shared(AB, at_least={"a": YUAN, "b": YUAN}), InvalidSplitError("at_least", 200)),
    (
        shared(AB, at_least={"a": YUAN}, method=SplitMethod.BLOCKS),
        InvalidSplitError("method", SplitMethod.BLOCKS),
    ),
    (shared(AB, at_least={"a": YUAN}, redistribute=False), InvalidSplitError("redistribute", False)),
    (
        shared(AB, outstanding={"a": YUAN, "b": YUAN}, residual="a"),
        InvalidSplitError("outstanding", {"a": YUAN, "b": YUAN}),
    ),
    (
        shared([1] * 1_001, at_most={0: YUAN}, method=SplitMethod.BLOCKS),
        LimitExceededError("parties with bounds", 1_001, 1_000),
    ),
    (lambda: Split(YUAN, {"a": YUAN}, YUAN), InvalidSplitError("unbalanced", YUAN)),
    (lambda: split_even(YUAN, 0), InvalidSplitError("no_parties", 0)),
    (lambda: split_even(YUAN, wrong(True)), InvalidSplitError("boolean", True)),
    (lambda: split_even(YUAN, wrong("3")), InvalidSplitError("type", "3")),
    (lambda: split_even(YUAN, 100_001), LimitExceededError("parties", 100_001, 100_000)),
    (
        lambda: split_discount(YUAN, {"a": YUAN}, minimums={"b": YUAN}),
        InvalidSplitError("unknown_party", "b"),
    ),
    (lambda: Outstanding({}), InvalidSplitError("no_parties", {})),
    (lambda: Outstanding({"a": YUAN, "b": BELOW}), InvalidSplitError("negative", BELOW)),
    (lambda: Outstanding({"a": YUAN, "b": DOLLAR}), CurrencyMismatchError("CNY", "USD")),
    (
        lambda: Outstanding({"a": YUAN, "b": YUAN, "c": DOLLAR}),
        CurrencyMismatchError("CNY", "USD"),
    ),
    (lambda: Outstanding({"a": YUAN}).pay(BELOW), InvalidAmountError("negative", BELOW)),
]

IN_MINOR_UNITS: list[Refusal] = [
    (lambda: split_minor(wrong(1.0), [1]), InvalidSplitError("float", 1.0)),
    (lambda: split_minor(wrong("1"), [1]), InvalidSplitError("type", "1")),
    (lambda: split_minor(10**15 + 1, [1]), AmountOutOfRangeError(10**15 + 1)),
    (lambda: split_minor(1, []), InvalidSplitError("no_parties", [])),
    (lambda: split_minor(1, [1] * 100_001), LimitExceededError("parties", 100_001, 100_000)),
    (lambda: split_minor(1, [1, wrong(0.5)]), InvalidSplitError("float", 0.5)),
    (lambda: split_minor(1, [1, wrong("1")]), InvalidSplitError("type", "1")),
    (lambda: split_minor(1, [3, -1, -2]), InvalidSplitError("negative", -2)),
    (lambda: split_minor(1, [1, 10**18 + 1]), LimitExceededError("weight", 10**18 + 1, 10**18)),
    (lambda: split_minor(1, [0, 0]), InvalidSplitError("all_zero", [0, 0])),
]


@pytest.mark.parametrize("refusal", [*AMOUNTS, *RATES, *WEIGHTS, *OPTIONS, *IN_MINOR_UNITS])
def test_each_refusal_names_the_value_that_was_wrong(refusal: Refusal) -> None:
    """A program reads the problem word and the value; among many the wrong one is named."""
    check_refusal(refusal)


def test_two_currencies_are_named_in_the_order_in_which_they_met() -> None:
    """First what was there, then what came to it."""
    check_refusal((lambda: YUAN + DOLLAR, CurrencyMismatchError("CNY", "USD")))
    check_refusal((lambda: DOLLAR - YUAN, CurrencyMismatchError("USD", "CNY")))
    check_refusal((lambda: Money.total([YUAN], USD), CurrencyMismatchError("USD", "CNY")))
