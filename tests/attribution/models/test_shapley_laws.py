"""Laws of games between channels, against the definition: what each adds, over all orders of entering."""

from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from communekit.attribution.models import (
    Coalition,
    CoalitionShapley,
    Journeys,
    Shapley,
    conversion_rate,
    revenue_per_journey,
)
from communekit.attribution.models.subsets import shapley_values, summed_over_subsets
from tests.attribution.models import brute
from tests.attribution.models.strategies import CHANNELS, Groups, groups


def rate(given_groups: Groups, allowed: tuple[str, ...]) -> Fraction:
    """Return the rate of conversion inside a set of channels."""
    seen, won, _ = brute.inside(given_groups, allowed)
    return Fraction(won, seen) if seen else Fraction(0)


@given(groups())
def test_shapley_of_conversions_is_its_definition(given_groups: Groups) -> None:
    """Sharing each conversion over its distinct channels is the Shapley value of conversions inside a set."""
    players = brute.channels(given_groups)
    wanted = brute.shapley(players, lambda allowed: Fraction(brute.inside(given_groups, allowed)[1]))
    worth = brute.shapley(players, lambda allowed: Fraction(brute.inside(given_groups, allowed)[2]))
    report = Shapley().credit(Journeys.grouped(given_groups))
    assert {name: report[name] for name in players} == wanted
    assert {name: report.values.get(name, 0) for name in players} == worth


@given(groups())
def test_shapley_of_the_rate_is_its_definition(given_groups: Groups) -> None:
    """Values are exact and add up to the rate of all journeys that have touches."""
    players = brute.channels(given_groups)
    wanted = brute.shapley(players, lambda allowed: rate(given_groups, allowed))
    found = CoalitionShapley().values(Journeys.grouped(given_groups))
    assert found == wanted
    assert sum(found.values(), Fraction(0)) == rate(given_groups, tuple(players))


@given(groups())
def test_worth_can_be_revenue_or_a_function(given_groups: Groups) -> None:
    """Revenue for each journey, and any function of a coalition, are shared by the same definition."""

    def squared(coalition: Coalition) -> Fraction | int:
        assert coalition.journeys == brute.inside(given_groups, tuple(map(str, coalition.channels)))[0]
        return conversion_rate(coalition) - coalition.conversions**2

    def plain(allowed: tuple[str, ...]) -> Fraction:
        seen, won, value = brute.inside(given_groups, allowed)
        return squared(
            Coalition(frozenset(allowed), seen, won, value) if allowed else Coalition(frozenset(), 0, 0, 0)
        ) + Fraction(0)

    def revenue(allowed: tuple[str, ...]) -> Fraction:
        seen, _, value = brute.inside(given_groups, allowed)
        return Fraction(value, seen) if seen else Fraction(0)

    journeys, players = Journeys.grouped(given_groups), brute.channels(given_groups)
    assert CoalitionShapley(revenue_per_journey).values(journeys) == brute.shapley(players, revenue)
    assert CoalitionShapley(squared).values(journeys) == brute.shapley(players, plain)


@given(groups(least=1, channels=CHANNELS[:3]))
def test_symmetric_channels_get_the_same(given_groups: Groups) -> None:
    """Two channels that can change places without changing anything are credited alike."""
    one, two = CHANNELS[:2]
    swapped = {one: two, two: one}
    both = Journeys.grouped(given_groups) + Journeys.grouped(
        {tuple(swapped.get(name, name) for name in path): counts for path, counts in given_groups.items()}
    )
    assert Shapley().credit(both)[one] == Shapley().credit(both)[two]
    values = CoalitionShapley().values(both)
    assert values.get(one) == values.get(two)


@given(groups(channels=CHANNELS[:3]))
def test_null_player_gets_nothing(given_groups: Groups) -> None:
    """A channel that is only ever beside others, and never changes what they are worth, adds nothing to any game."""
    players = brute.channels(given_groups)
    doubled = Journeys.grouped(given_groups) + Journeys.grouped(
        {(*path, "null"): counts for path, counts in given_groups.items() if path}
    )
    values = CoalitionShapley().values(doubled)
    alone = CoalitionShapley().values(Journeys.grouped(given_groups))
    assert values.get("null", Fraction(0)) == 0
    assert {name: values[name] for name in players} == alone


@given(groups(least=1))
def test_p7_below_zero_is_possible_in_the_rate_game_alone_and_said(given_groups: Groups) -> None:
    """The game of conversions never gives less than nothing; the report of the rate game names who gets it."""
    journeys = Journeys.grouped(given_groups)
    assert Shapley().credit(journeys).below_zero == ()
    if journeys.conversions:
        report = CoalitionShapley().credit(journeys)
        assert set(report.below_zero) == {name for name, value in report.effects.items() if value < 0}
        assert sum(report.conversions.values(), Fraction(0)) == journeys.conversions


def test_p7_channel_that_keeps_people_from_buying_is_named() -> None:
    """A channel beside which nobody buys has a credit below zero, and the text says so."""
    report = CoalitionShapley().credit(Journeys.grouped({("a",): (8, 2, 0), ("a", "pop-up"): (0, 10, 0)}))
    assert report.below_zero == ("pop-up",)
    assert report.conversions == {"a": 12, "pop-up": -4}
    assert "pop-up" in report.text().splitlines()[-1]
    assert "拉低" in report.text("zh")


@given(
    st.integers(0, 4).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.integers(-9, 9), min_size=2**n, max_size=2**n))
    )
)
def test_sums_over_subsets(drawn: tuple[int, list[int]]) -> None:
    """Each set holds the sum of the sets inside it."""
    players, table = drawn
    wanted = [
        sum(table[small] for small in range(len(table)) if small & whole == small)
        for whole in range(len(table))
    ]
    assert summed_over_subsets(table, players) == wanted


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.fractions(-9, 9, max_denominator=9), min_size=2**n - 1, max_size=2**n - 1)
    )
)
def test_games_of_any_sign(drawn: list[Fraction]) -> None:
    """The lanes in which numerators stand side by side hold numbers below zero, too."""
    worth = [Fraction(0), *drawn]
    players = [str(bit) for bit in range((len(worth) - 1).bit_length())]
    wanted = brute.shapley(players, lambda allowed: worth[sum(1 << int(name) for name in allowed)])
    found = shapley_values(
        [value.numerator for value in worth], [value.denominator for value in worth], len(players)
    )
    assert found == [wanted[name] for name in players]


@settings(max_examples=3)
@given(st.randoms(use_true_random=False))
def test_fourteen_channels_are_exact(random: Random) -> None:
    """With more channels than anybody would permute, the values still add up to the rate, and twins are equal."""
    names = [f"c{number:02}" for number in range(2, 14)]
    given_groups: Groups = {}
    for _ in range(60):
        path = tuple(random.sample(names, random.randint(1, 5)))
        won, lost = random.randint(0, 5), random.randint(0, 5)
        for twin in ("c00", "c01"):
            given_groups[*path, twin] = (won, lost + 1, 0)
    values = CoalitionShapley().values(Journeys.grouped(given_groups))
    assert values["c00"] == values["c01"]
    assert sum(values.values()) == rate(given_groups, ("c00", "c01", *names))
