"""Laws of splits with bounds."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.money import CNY, InvalidSplitError, Money, SplitMethod, split
from tests.money.strategies import minors, weights


@st.composite
def bounded(draw: st.DrawFn) -> tuple[int, list[int], dict[int, int], dict[int, int]]:
    """Units, weights, and a least and a most for some positions."""
    units, listed = draw(minors(0)), draw(weights())
    largest = draw(st.sampled_from([units + 1, 10, 10**15]))
    bound = st.integers(0, min(largest, 10**15))
    most = draw(st.dictionaries(st.integers(0, len(listed) - 1), bound))
    least = {}
    for position in range(len(listed)):
        if draw(st.booleans()):
            least[position] = draw(st.integers(0, min(most.get(position, units), units) // len(listed)))
    return units, listed, least, most


def level_parts(units: int, listed: list[int], least: dict[int, int], most: dict[int, int]) -> list[Fraction]:
    """Return the exact parts, plainly: try every bound as the level, then draw a straight line between two."""

    def held(level: Fraction) -> list[Fraction]:
        risen = [level * weight for weight in listed]
        capped = [min(part, Fraction(most[at])) if at in most else part for at, part in enumerate(risen)]
        return [max(part, Fraction(least.get(at, 0))) for at, part in enumerate(capped)]

    levels = [Fraction(0), Fraction(10**40)]
    levels += [Fraction(b, listed[at]) for bounds in (least, most) for at, b in bounds.items() if listed[at]]
    below = max(level for level in levels if sum(held(level)) <= units)
    above = min((level for level in levels if sum(held(level)) > units), default=below)
    rise = sum(held(above)) - sum(held(below))
    level = below + (above - below) * (units - sum(held(below))) / rise if rise else below
    return held(level)


@given(drawn=bounded())
def test_bounds_hold_and_the_level_is_met(
    drawn: tuple[int, list[int], dict[int, int], dict[int, int]],
) -> None:
    """Each part is within its bounds and less than one unit from its exact part at the common level."""
    units, listed, least, most = drawn
    shared = split(
        Money(units, CNY),
        listed,
        at_least={at: Money(bound, CNY) for at, bound in least.items()},
        at_most={at: Money(bound, CNY) for at, bound in most.items()},
    )
    parts = [part.minor for part in shared]
    for at, (part, exact) in enumerate(zip(parts, level_parts(units, listed, least, most), strict=True)):
        assert least.get(at, 0) <= part <= most.get(at, part)
        assert abs(part - exact) < 1
    if shared.remainder:
        assert all(parts[at] == most[at] for at, weight in enumerate(listed) if weight)


@given(drawn=bounded(), method=st.sampled_from(SplitMethod), redistribute=st.booleans())
def test_exact_split(
    drawn: tuple[int, list[int], dict[int, int], dict[int, int]], method: SplitMethod, redistribute: bool
) -> None:
    """By every method the parts keep to the most, weight zero gets zero, and what is left is told."""
    units, listed, _, most = drawn
    shared = split(
        Money(units, CNY),
        listed,
        method=method,
        redistribute=redistribute,
        at_most={at: Money(bound, CNY) for at, bound in most.items()},
    )
    parts = [part.minor for part in shared]
    assert sum(parts) + shared.remainder.minor == units
    assert shared.remainder.minor >= 0
    for at, part in enumerate(parts):
        assert 0 <= part <= most.get(at, part)
        assert listed[at] or not part


@given(drawn=bounded(), method=st.sampled_from(SplitMethod))
def test_a_cap_without_redistribution_touches_nobody_else(
    drawn: tuple[int, list[int], dict[int, int], dict[int, int]], method: SplitMethod
) -> None:
    """Each part is what it would be without the caps, or its cap; the rest is the remainder."""
    units, listed, _, most = drawn
    freely = split(Money(units, CNY), listed, method=method)
    at_most = {at: Money(bound, CNY) for at, bound in most.items()}
    capped = split(Money(units, CNY), listed, method=method, at_most=at_most, redistribute=False)
    for at, part in enumerate(freely):
        assert capped[at] == min(part, at_most.get(at, part))


@given(drawn=bounded(), data=st.data())
def test_split_stability(
    drawn: tuple[int, list[int], dict[int, int], dict[int, int]], data: st.DataObject
) -> None:
    """With bounds, too, neither the order of the parties nor the scale of the weights changes a part."""
    units, listed, least, most = drawn
    names = [f"party {at}" for at in range(len(listed))]
    by_party = dict(zip(names, listed, strict=True))
    at_least = {names[at]: Money(bound, CNY) for at, bound in least.items()}
    at_most = {names[at]: Money(bound, CNY) for at, bound in most.items()}
    parts = split(Money(units, CNY), by_party, at_least=at_least, at_most=at_most).parts
    reordered = {name: Fraction(by_party[name], 7) for name in data.draw(st.permutations(names))}
    assert split(Money(units, CNY), reordered, at_least=at_least, at_most=at_most).parts == parts


@given(units=minors(0), listed=weights(), extra=st.integers(1, 10**6))
def test_guarantees_above_the_whole_are_refused(units: int, listed: list[int], extra: int) -> None:
    """Nobody is promised more than there is."""
    assume(units + extra <= 10**15)
    try:
        split(Money(units, CNY), listed, at_least={0: Money(units + extra, CNY)})
    except InvalidSplitError as refused:
        problem = refused.problem
    else:
        problem = ""
    assert problem == "at_least"
