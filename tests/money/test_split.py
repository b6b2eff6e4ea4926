"""Splits by party: weights, residual party, bounds, what is owed."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.money import (
    CNY,
    USD,
    Currency,
    CurrencyMismatchError,
    InvalidSplitError,
    Money,
    Rate,
    Split,
    SplitMethod,
    split,
    split_even,
)

POINTS = Currency.commodity("POINTS")


def yuan(text: str) -> Money:
    """Shorten the tables below."""
    return Money.cny(text)


def test_parts_stand_by_party_and_in_order() -> None:
    """A split is read by party, in order, and counted."""
    shared = split(yuan("10.00"), {"bo": 1, "ann": 2})
    assert shared.parts == {"bo": yuan("3.33"), "ann": yuan("6.67")}
    assert list(shared.parts) == ["bo", "ann"]
    assert shared["ann"] == yuan("6.67")
    assert (*shared,) == shared.amounts == (yuan("3.33"), yuan("6.67"))
    assert (len(shared), shared.whole, shared.remainder) == (2, yuan("10.00"), yuan("0"))


@pytest.mark.parametrize(
    "weights",
    [
        {"a": 3, "b": 1},
        {"a": Fraction(3, 4), "b": Fraction(1, 4)},
        {"a": Decimal("0.3"), "b": Decimal("0.1")},
        {"a": 3, "b": Fraction(1)},
        {"a": Rate.percent("75"), "b": Rate.percent("25")},
        {"a": Money(300, USD), "b": Money(100, USD)},
        [("a", 3), ("b", 1)],
    ],
)
def test_weights_of_many_kinds(weights: Any) -> None:
    """Numbers, rates, amounts of another currency and pairs say the same proportion."""
    assert split(yuan("1.00"), weights).parts == {"a": yuan("0.75"), "b": yuan("0.25")}


def test_ties_go_by_name_and_by_position() -> None:
    """Where fractions are exactly equal, the first name gets the unit; without names, the first position."""
    assert split(yuan("0.01"), {"b": 1, "a": 1}).parts == {"b": yuan("0"), "a": yuan("0.01")}
    assert split(yuan("0.01"), {"a": 1, 5: 1}).parts == {"a": yuan("0"), 5: yuan("0.01")}
    assert split(yuan("0.01"), {10: 1, 9: 1}).parts == {10: yuan("0"), 9: yuan("0.01")}
    assert split(yuan("0.01"), [1, 1]).amounts == (yuan("0.01"), yuan("0"))


def test_half_and_half_of_a_negative() -> None:
    """A refund of an odd amount is the mirror of the sale. Source: pitfall of moneyphp, RubyMoney issue 652."""
    assert split(yuan("-0.05"), [7, 3]).amounts == (yuan("-0.04"), yuan("-0.01"))
    assert split(yuan("0.05"), [7, 3]).amounts == (yuan("0.04"), yuan("0.01"))


def test_less_than_one_unit_for_each() -> None:
    """One fen over three parties is one fen. Source: moneyphp issue 466."""
    assert split_even(yuan("0.01"), 3).amounts == (yuan("0.01"), yuan("0"), yuan("0"))


def test_residual_party_takes_the_rest() -> None:
    """Leader and sponsor are rounded down, each on its own; the store keeps what is left."""
    rates = {"leader": Rate.percent("8"), "sponsor": Rate.percent("1")}
    shared = split(yuan("19.90"), rates, residual="store")
    assert shared.parts == {"leader": yuan("1.59"), "sponsor": yuan("0.19"), "store": yuan("18.12")}
    assert not shared.remainder


def test_residual_party_among_the_weights() -> None:
    """A residual party with a weight counts in the whole, and takes the odd units too."""
    assert split(yuan("0.10"), {"a": 1, "store": 1, "b": 1}, residual="store").amounts == (
        yuan("0.03"), yuan("0.04"), yuan("0.03"),
    )  # fmt: skip
    assert split(yuan("-0.10"), [1, 1, 1], residual=0).amounts == (
        yuan("-0.04"),
        yuan("-0.03"),
        yuan("-0.03"),
    )
    assert split(yuan("0.10"), {"a": 0, "store": 1}, residual="store")["store"] == yuan("0.10")
    assert split(yuan("0.10"), {("a", 1): 1, ("b", 2): 1}, residual=("b", 2))["b", 2] == yuan("0.05")


def test_residual_party_and_bounds() -> None:
    """Bounds hold for the payees; the residual party bears them."""
    rates = {"leader": Rate.percent("8"), "sponsor": Rate.percent("1")}
    shared = split(
        yuan("100.00"),
        rates,
        residual="store",
        at_most={"leader": yuan("5.00")},
        at_least={"sponsor": yuan("2.00")},
    )
    assert shared.amounts == (yuan("5.00"), yuan("2.00"), yuan("93.00"))
    not_reached = split(yuan("100.00"), rates, residual="store", at_most={"leader": yuan("8.01")})
    assert not_reached.amounts == (yuan("8.00"), yuan("1.00"), yuan("91.00"))
    nothing_left = split(yuan("1.00"), {"leader": 1}, residual="store", at_least={"leader": yuan("1.00")})
    assert nothing_left["store"] == yuan("0")


def test_at_most_sends_the_rest_to_the_others() -> None:
    """What one cannot take goes to the others in proportion, and to the remainder when nobody can."""
    assert split(yuan("100"), {"a": 1, "b": 1, "c": 2}, at_most={"c": yuan("10")}).amounts == (
        yuan("45"), yuan("45"), yuan("10"),
    )  # fmt: skip
    full = split(yuan("100"), [1, 1], at_most=[yuan("30"), yuan("20")])
    assert (full.amounts, full.remainder) == ((yuan("30"), yuan("20")), yuan("50"))
    unneeded = split(yuan("-100"), [1, 1], at_most={0: yuan("50"), 1: yuan("50")})
    assert (unneeded.amounts, unneeded.remainder) == ((yuan("-50"), yuan("-50")), yuan("0"))


def test_at_most_may_leave_the_rest_in_the_remainder() -> None:
    """A shared cap, line by line, pays less than the cap; what is missing is told.

    Source: Solidus, PercentWithCap: 15% of 14.73 and 19.66, at most 5.16 in all.
    """
    lines = [Money.of("14.73", "USD"), Money.of("19.66", "USD")]
    each = [Money.of("2.21", "USD"), Money.of("2.95", "USD")]
    cap = Money.of("5.16", "USD")
    shared = split(cap, lines, at_most=each, redistribute=False, method=SplitMethod.SEQUENTIAL_FROM_LAST)
    assert shared.amounts == (Money.of("2.21", "USD"), Money.of("2.94", "USD"))
    assert shared.remainder == Money.of("0.01", "USD")
    assert split(cap, lines, at_most=each).amounts == (Money.of("2.21", "USD"), Money.of("2.95", "USD"))
    assert split(cap, lines, at_most=each, redistribute=False).remainder == Money.of("0.00", "USD")


def test_at_least_is_paid_first() -> None:
    """A guarantee comes from the others' shares, to the last unit; a party of weight zero may have one."""
    assert split(yuan("1.00"), {"a": 9, "b": 1, "c": 0}, at_least={"b": yuan("0.30"), "c": yuan("0.10")}).amounts == (
        yuan("0.60"), yuan("0.30"), yuan("0.10"),
    )  # fmt: skip
    assert split(yuan("1.00"), [9, 1], at_least=[yuan("0"), yuan("1.00")]).amounts == (
        yuan("0"),
        yuan("1.00"),
    )
    fixed = split(yuan("1.00"), [9, 1], at_least={1: yuan("0.30")}, at_most={1: yuan("0.30")})
    assert fixed.amounts == (yuan("0.70"), yuan("0.30"))


def test_what_is_guaranteed_is_left_behind_as_the_level_rises() -> None:
    """A guarantee below the level and a cap below it: the cap bites, the guarantee does not."""
    bounds: dict[str, Any] = {"at_least": {"a": yuan("10")}, "at_most": {"b": yuan("45")}}
    assert split(yuan("100"), {"a": 1, "b": 1}, **bounds).amounts == (yuan("55"), yuan("45"))


def test_bounds_close_to_each_other_are_met_in_their_order() -> None:
    """Weights of 48, 0, 3 and 57 with caps beside each other: the first takes what the others cannot."""
    caps = {1: yuan("0.06"), 2: yuan("0.01"), 3: yuan("0")}
    laid = split(yuan("0.09"), [48, 0, 3, 57], at_least={0: yuan("0")}, at_most=caps)
    assert [part.minor for part in laid] == [8, 0, 1, 0]


def test_nobody_of_weight_zero_stands_in_when_all_others_are_full() -> None:
    """By the old methods, too: what the only one cannot take is the remainder."""
    laid = split(yuan("10"), [1, 0], at_most={0: yuan("3")}, method=SplitMethod.FLOOR_THEN_FIRST)
    assert (laid.amounts, laid.remainder) == ((yuan("3"), yuan("0")), yuan("7"))


def test_bounds_with_old_methods_go_round() -> None:
    """What a party cannot take goes round again by the same method. Source: Sylius, MinimumPriceDistributorSpec."""
    shared = split(
        Money(1200, CNY),
        [1000, 2000, 5000, 3000],
        method=SplitMethod.HALF_DOWN_THEN_FIRST,
        at_most={1: Money(100, CNY), 2: Money(0, CNY), 3: Money(400, CNY)},
    )
    assert [part.minor for part in shared] == [700, 100, 0, 400]


def test_a_payment_against_what_is_owed() -> None:
    """Nobody gets more than is owed; what is paid too much is the remainder."""
    owed = {"a": yuan("2.00"), "b": yuan("1.00")}
    assert split(yuan("1.50"), outstanding=owed).amounts == (yuan("1.00"), yuan("0.50"))
    paid = split(yuan("5.00"), outstanding=owed)
    assert (paid.amounts, paid.remainder) == ((yuan("2.00"), yuan("1.00")), yuan("2.00"))
    by_head = split(yuan("2.50"), {"a": 1, "b": 1}, outstanding=owed)
    assert by_head.amounts == (yuan("1.50"), yuan("1.00"))
    nothing_owed = split(yuan("5.00"), outstanding={"a": yuan("0")})
    assert (nothing_owed["a"], nothing_owed.remainder) == (yuan("0"), yuan("5.00"))


def test_shares_below_the_whole_need_a_residual_party() -> None:
    """60% and 30% are not two to one: somebody must take the last 10%."""
    rates = {"a": Rate.percent("60"), "b": Rate.percent("30")}
    with pytest.raises(InvalidSplitError) as refused:
        split(yuan("1.00"), rates)
    assert refused.value.problem == "below_whole"
    assert split(yuan("1.00"), rates, residual="c")["c"] == yuan("0.10")
    none = {"a": Rate.percent(0)}
    assert split(yuan("1.00"), none, residual="c").amounts == (yuan("0"), yuan("1.00"))


def test_a_split_adds_up_or_is_none() -> None:
    """A split made by hand is checked like any other, and keeps its own copy of the parts."""
    parts = {"a": yuan("6.00")}
    by_hand = Split(yuan("10.00"), parts, yuan("4.00"))
    parts["b"] = yuan("1.00")
    assert by_hand.parts == {"a": yuan("6.00")}
    with pytest.raises(InvalidSplitError) as refused:
        Split(yuan("10.00"), {"a": yuan("6.00")}, yuan("3.99"))
    assert refused.value.problem == "unbalanced"
    with pytest.raises(CurrencyMismatchError):
        Split(yuan("10.00"), {"a": Money(600, USD)}, yuan("4.00"))


def test_a_cap_may_leave_the_others_as_they_were() -> None:
    """What the capped party cannot take stays in the remainder; with redistribution it goes to the other."""
    cap = {"a": yuan("10")}
    left = split(yuan("100"), {"a": 1, "b": 1}, at_most=cap, redistribute=False)
    assert (left.amounts, left.remainder) == ((yuan("10"), yuan("50")), yuan("40"))
    assert split(yuan("100"), {"a": 1, "b": 1}, at_most=cap).amounts == (yuan("10"), yuan("90"))


def test_pairs_are_settled_by_name_whatever_their_order() -> None:
    """The odd fen goes to the first name; between a text and a number that reads the same, by the kind's name."""
    assert split(yuan("0.01"), [("b", 1), ("a", 1)]).parts == {"b": yuan("0"), "a": yuan("0.01")}
    half, text = Fraction(1, 2), "1/2"
    for pair in ((half, text), (text, half)):
        assert split(yuan("0.01"), dict.fromkeys(pair, 1))[half] == yuan("0.01")


def test_weights_at_their_limits_mix_with_fractions() -> None:
    """A weight of 10^18 beside a seventh is within the limit, and so is a denominator just below 10^60."""
    assert split(yuan("1.00"), [Fraction(1, 7), 10**18]).amounts == (yuan("0"), yuan("1.00"))
    assert split(yuan("1.00"), [Fraction(1, 10**60 - 1)]).amounts == (yuan("1.00"),)
