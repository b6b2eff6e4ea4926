"""Laws of rates and factors."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.money import MINOR_MAX, Currency, Factor, InvalidRateError, Money, Rate, Rounding
from tests.money.strategies import amounts, currencies, factors, rates, refusal, roundings, speaks


@given(rate=rates())
def test_round_trip(rate: Rate) -> None:
    """Text and repr of a rate lead back to it."""
    assert Rate.of(rate.text) == rate
    assert eval(repr(rate)) == rate
    assert rate.rest.rest == rate


@given(factor=factors())
def test_round_trip_of_factors(factor: Factor) -> None:
    """Text and repr of a factor lead back to it."""
    assert Factor.of(factor.text) == factor
    assert eval(repr(factor)) == factor


@given(
    text=st.text(max_size=60) | st.from_regex(r"[-+]?[0-9./]{0,45}([eE][+-]?[0-9]{1,8})?%?", fullmatch=True)
)
def test_any_text_is_a_rate_or_refused(text: str) -> None:
    """No text brings another error than the one of rates."""
    refused = refusal(lambda: Rate.of(text))
    if refused is None:
        assert Rate.of(Rate.of(text).text) == Rate.of(text)
    else:
        assert isinstance(refused, InvalidRateError)
        assert speaks(refused)


@given(rate=rates(), amount=amounts(), rounding=roundings())
def test_one_named_rounding(rate: Rate, amount: Money, rounding: Rounding) -> None:
    """A share is the exact share, rounded once by the named mode: what is booked, shown and stored is one number."""
    taken = rate.take(amount, rounding=rounding)
    assert taken.minor == rounding.of(amount.minor * rate.share)
    assert Money.of(taken.text, taken.currency) == taken


@given(rate=rates(), amount=amounts(smallest=0))
def test_a_share_and_its_rest_are_the_whole(rate: Rate, amount: Money) -> None:
    """Rounding the share down and the rest up loses nothing."""
    down, up = Rounding.DOWN, Rounding.UP
    assert rate.take(amount, rounding=down) + rate.rest.take(amount, rounding=up) == amount


@given(one=rates(), other=rates(), amount=amounts(smallest=0), rounding=roundings())
def test_monotone(one: Rate, other: Rate, amount: Money, rounding: Rounding) -> None:
    """A higher rate never takes less."""
    low, high = sorted([one, other])
    assert low.take(amount, rounding=rounding) <= high.take(amount, rounding=rounding)


@given(rate=rates(), net=amounts(smallest=0, largest=MINOR_MAX // 2))
def test_what_was_added_is_contained(rate: Rate, net: Money) -> None:
    """Of a net amount with its exact tax, the contained tax is that tax, to the unit."""
    added = rate.take(net, rounding=Rounding.HALF_UP)
    assert abs(rate.take_contained(net + added, rounding=Rounding.HALF_UP).minor - added.minor) <= 1


@given(factor=factors(), amount=amounts(), to=currencies(), rounding=roundings())
def test_an_exchange_is_exact_in_major_units(
    factor: Factor, amount: Money, to: Currency, rounding: Rounding
) -> None:
    """An exchanged amount is the exact product in major units, rounded once to the other's minor unit."""
    exact = amount.major * factor.multiple * 10**to.digits
    assume(abs(exact) <= MINOR_MAX - 1)
    exchanged = factor.convert(amount, to=to, rounding=rounding)
    assert (exchanged.minor, exchanged.currency) == (rounding.of(Fraction(exact)), to)
