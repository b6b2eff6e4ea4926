"""Laws of rounding."""

import decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from communekit.money import Rounding
from tests.money.strategies import roundings

MIRRORS = {
    Rounding.FLOOR: Rounding.CEILING,
    Rounding.CEILING: Rounding.FLOOR,
    Rounding.HALF_FLOOR: Rounding.HALF_CEILING,
    Rounding.HALF_CEILING: Rounding.HALF_FLOOR,
}
IN_DECIMAL = {
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_DOWN: decimal.ROUND_HALF_DOWN,
    Rounding.DOWN: decimal.ROUND_DOWN,
    Rounding.UP: decimal.ROUND_UP,
    Rounding.FLOOR: decimal.ROUND_FLOOR,
    Rounding.CEILING: decimal.ROUND_CEILING,
}
numerators = st.integers(-100, 100) | st.integers(-(10**40), 10**40)
denominators = st.integers(1, 8) | st.integers(1, 10**20)


@given(mode=roundings(), numerator=numerators, denominator=denominators)
def test_one_named_rounding(mode: Rounding, numerator: int, denominator: int) -> None:
    """A rounded number is a whole one beside the exact one, itself when it is whole, nearest for the halves."""
    exact, rounded = Fraction(numerator, denominator), mode.ratio(numerator, denominator)
    assert abs(rounded - exact) < 1
    assert exact.denominator != 1 or rounded == exact
    if mode.value.startswith("half"):
        assert abs(rounded - exact) <= Fraction(1, 2)
    assert mode.ratio(-numerator, -denominator) == mode.of(exact) == rounded


@given(mode=roundings(), numerator=numerators, denominator=denominators)
def test_below_zero_is_the_mirror(mode: Rounding, numerator: int, denominator: int) -> None:
    """Rounding the negative is the negative of rounding by the mirrored mode."""
    assert mode.ratio(-numerator, denominator) == -MIRRORS.get(mode, mode).ratio(numerator, denominator)


@given(mode=roundings(), numerator=numerators, denominator=denominators, more=st.integers(0, 10**20))
def test_rounding_is_monotone(mode: Rounding, numerator: int, denominator: int, more: int) -> None:
    """A larger number never becomes a smaller one."""
    assert mode.ratio(numerator, denominator) <= mode.ratio(numerator + more, denominator)


@given(mode=st.sampled_from(sorted(IN_DECIMAL, key=str)), tenths=st.integers(-(10**20), 10**20))
def test_modes_agree_with_decimal(mode: Rounding, tenths: int) -> None:
    """Where Python's decimal has the same mode, the results are the same."""
    with decimal.localcontext() as context:
        context.prec = 60
        exact = decimal.Decimal(tenths).scaleb(-1)
        assert mode.ratio(tenths, 10) == int(exact.quantize(decimal.Decimal(1), rounding=IN_DECIMAL[mode]))
