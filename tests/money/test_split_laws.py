"""Laws of splits."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.money import (
    CNY,
    MINOR_MAX,
    Currency,
    CurrencyMismatchError,
    Money,
    Rate,
    SplitMethod,
    split,
    split_even,
    split_minor,
)
from tests.money.strategies import amounts, minors, named_weights, rates, weights

METHODS = st.sampled_from(SplitMethod)
LEAVE_A_REMAINDER = {SplitMethod.BLOCKS, SplitMethod.FLOOR_ONLY}


def plain_split(units: int, by_party: dict[str, int]) -> dict[str, int]:
    """Share by largest remainder, plainly: exact shares in fractions, one unit after the other."""
    sign = -1 if units < 0 else 1
    whole = sum(by_party.values())
    exact = {party: Fraction(abs(units) * weight, whole) for party, weight in by_party.items()}
    parts = {party: share.numerator // share.denominator for party, share in exact.items()}
    while sum(parts.values()) < abs(units):
        neediest = max(sorted(parts), key=lambda party: exact[party] - parts[party])
        parts[neediest] += 1
    return {party: sign * part for party, part in parts.items()}


@given(amount=amounts(), by_party=named_weights(), method=METHODS)
def test_exact_split(amount: Money, by_party: dict[str, int], method: SplitMethod) -> None:
    """The parts and the remainder add up to the whole, none has the wrong sign, weight zero gets zero."""
    shared = split(amount, by_party, method=method)
    assert Money.total(shared, amount.currency) + shared.remainder == amount
    assert method in LEAVE_A_REMAINDER or not shared.remainder
    for party, part in shared.parts.items():
        assert part.minor * amount.minor >= 0
        assert by_party[party] or not part


@given(amount=amounts(), by_party=named_weights())
def test_largest_remainder_is_within_one_unit(amount: Money, by_party: dict[str, int]) -> None:
    """By largest remainder every part is less than one unit from its exact share."""
    whole = sum(by_party.values())
    for party, part in split(amount, by_party).parts.items():
        assert abs(part.minor - Fraction(amount.minor * by_party[party], whole)) < 1


@given(units=minors(), by_party=named_weights())
def test_split_agrees_with_a_plain_model(units: int, by_party: dict[str, int]) -> None:
    """Splitting is handing out one unit after the other to whoever is furthest below his exact share."""
    assert {
        party: part.minor for party, part in split(Money(units, CNY), by_party).parts.items()
    } == plain_split(units, by_party)


@given(units=minors(), listed=weights())
def test_the_hot_path_is_the_same_split(units: int, listed: list[int]) -> None:
    """`split_minor` gives what `split` gives for parties without names."""
    assert split_minor(units, listed) == [part.minor for part in split(Money(units, CNY), listed)]


@given(amount=amounts(), by_party=named_weights(), method=METHODS, data=st.data())
def test_split_sign_symmetry(
    amount: Money, by_party: dict[str, int], method: SplitMethod, data: st.DataObject
) -> None:
    """Splitting the negative is the negative of the split, by every method, with bounds too."""
    options: dict[str, Any] = {"method": method}
    if data.draw(st.booleans()):
        options["at_most"] = {party: Money(data.draw(minors(0)), amount.currency) for party in by_party}
    there, back = split(amount, by_party, **options), split(-amount, by_party, **options)
    assert {party: -part for party, part in there.parts.items()} == back.parts
    assert -there.remainder == back.remainder


@given(amount=amounts(), by_party=named_weights(), factor=st.fractions(Fraction(1, 1000), 1), data=st.data())
def test_split_stability(
    amount: Money, by_party: dict[str, int], factor: Fraction, data: st.DataObject
) -> None:
    """Reordering, scaling, renaming in place and adding parties of weight zero changes nobody's part."""
    parts = split(amount, by_party).parts
    reordered = dict(data.draw(st.permutations(list(by_party.items()))))
    assert split(amount, reordered).parts == parts
    scaled = {party: weight * factor for party, weight in by_party.items()}
    assert split(amount, scaled).parts == parts
    renamed = {f"party {party}": weight for party, weight in by_party.items()}
    assert list(split(amount, renamed)) == list(parts.values())
    with_idle = split(amount, {"!": 0, **by_party, "~": 0}).parts
    assert with_idle == {"!": amount * 0, **parts, "~": amount * 0}


@given(amount=amounts(), by_party=named_weights())
def test_equal_weights_differ_by_one_unit_at_most(amount: Money, by_party: dict[str, int]) -> None:
    """Parties of equal weight get equal parts, but for one odd unit."""
    parts = split(amount, by_party).parts
    for one, part in parts.items():
        for other, its_part in parts.items():
            assert by_party[one] != by_party[other] or abs(part.minor - its_part.minor) <= 1


@given(amount=amounts(), parties=st.integers(1, 500))
def test_even_parts_differ_by_one_unit_at_most(amount: Money, parties: int) -> None:
    """Equal parts are equal, but for one odd unit, and add up."""
    parts = [part.minor for part in split_even(amount, parties)]
    assert sum(parts) == amount.minor
    assert max(parts) - min(parts) <= 1


@st.composite
def payees(draw: st.DrawFn) -> dict[str, Rate]:
    """Rates of payees which together are at most the whole."""
    drawn = draw(st.lists(rates(), min_size=1, max_size=5))
    return {f"payee {number}": Rate(rate.share / len(drawn)) for number, rate in enumerate(drawn)}


@given(amount=amounts(), rated=payees())
def test_payee_floor(amount: Money, rated: dict[str, Rate]) -> None:
    """With a residual party each payee is 0 to less than 1 unit below its share, and alone decides it."""
    shared = split(amount, rated, residual="store")
    for payee, rate in rated.items():
        below = abs(amount.minor) * rate.share - abs(shared[payee].minor)
        assert 0 <= below < 1
        assert shared[payee] == split(amount, {payee: rate}, residual="store")[payee]
    assert Money.total(shared, amount.currency) == amount
    assert not shared.remainder
    assert shared["store"].minor * amount.minor >= 0


@given(amount=amounts(smallest=0), rated=payees(), more=minors(0))
def test_monotone(amount: Money, rated: dict[str, Rate], more: int) -> None:
    """With a residual party no payee ever loses as the amount grows."""
    assume(amount.minor + more <= MINOR_MAX)
    before = split(amount, rated, residual="store")
    after = split(amount + Money(more, amount.currency), rated, residual="store")
    for payee in rated:
        assert before[payee] <= after[payee]


@given(
    minor=minors(0),
    bound=minors(0),
    pair=st.permutations([CNY, Currency.of("USD"), Currency.commodity("POINTS")]),
)
def test_money_never_mixes(minor: int, bound: int, pair: list[Currency]) -> None:
    """An amount is not bounded by, nor paid against, amounts of another currency."""
    amount, other = Money(minor, pair[0]), {"a": Money(bound, pair[1])}
    mixings: tuple[Callable[[], object], ...] = (
        lambda: split(amount, {"a": 1}, at_most=other),
        lambda: split(amount, {"a": 1}, residual="b", at_least=other),
        lambda: split(amount, outstanding=other),
        lambda: attrs.evolve(split(amount, {"a": 1}), parts=other),
    )
    for mixing in mixings:
        with pytest.raises(CurrencyMismatchError):
            mixing()
