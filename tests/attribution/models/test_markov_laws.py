"""Laws of chains, against their definition: end every journey at the removed channel, and solve what is left."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.models import (
    Journeys,
    Markov,
    MarkovPerJourney,
    Node,
    ShaoLi,
    removal_effects,
    transition_matrix,
)
from communekit.attribution.models.elimination import eliminated
from communekit.errors import LimitExceededError
from tests.attribution.models import brute
from tests.attribution.models.strategies import CHANNELS, Groups, groups, journeys

ORDERS = st.sampled_from((1, 2, 3))


@given(groups(), ORDERS)
def test_removal_effects_are_their_definition(given_groups: Groups, order: int) -> None:
    """At any order, exactly, whether from one inverse or from one system for each channel."""
    found = removal_effects(Journeys.grouped(given_groups), order=order)
    assert found.base == brute.converting(given_groups, order)
    assert found.effects == brute.removal_effects(given_groups, order)


@given(groups(), ORDERS)
def test_removal_is_the_limit_of_walking(given_groups: Groups, order: int) -> None:
    """Walking the published matrix step by step comes as close to the base as one likes, and never above."""
    chain = Journeys.grouped(given_groups)
    matrix, base = transition_matrix(chain, order=order), removal_effects(chain, order=order).base
    here: dict[object, Fraction] = {Node.START: Fraction(1)}
    won = Fraction(0)
    for _ in range(12):
        following: dict[object, Fraction] = {}
        for (one, two), chance in matrix.items():
            if one in here:
                following[two] = following.get(two, Fraction(0)) + here[one] * chance
        won += following.pop(Node.CONVERSION, Fraction(0))
        following.pop(Node.NULL, None)
        here = following
        assert won <= base <= won + sum(here.values(), Fraction(0))


@given(journeys(), ORDERS)
def test_shares_add_up_and_follow_removal_effects(drawn: Journeys, order: int) -> None:
    """All conversions and all value are shared, in proportion."""
    report = Markov(order).credit(drawn)
    total = sum(report.effects.values())
    assert sum(report.conversions.values()) == drawn.touched.conversions
    assert sum(report.values.values()) == drawn.touched.value
    for channel, effect in report.effects.items():
        assert report[channel] == drawn.touched.conversions * effect / total
        assert 0 <= effect <= 1


@given(journeys())
def test_p3_repeats_in_a_row_change_nothing_at_order_one(drawn: Journeys) -> None:
    """A channel touched twice in a row is the channel touched once."""
    often = {tuple(name for name in path for _ in range(2)): counts for path, counts in drawn.groups.items()}
    assert Markov().credit(Journeys.grouped(often)).conversions == Markov().credit(drawn).conversions


@given(st.integers(1, 12), ORDERS)
def test_p4_nothing_depends_on_the_longest_path(times: int, order: int) -> None:
    """However long a journey goes to and fro, effects are those of the definition, which knows no length."""
    walked: Groups = {
        ("a", "b", "c") * times + ("a",): (2, 1, 0),
        ("b",): (1, 2 * times, 0),
        ("c", "a"): (0, 1, 0),
    }
    found = removal_effects(Journeys.grouped(walked), order=order)
    assert found.base == brute.converting(walked, order)
    assert found.effects == brute.removal_effects(walked, order)


def test_p4_walks_are_not_cut_off() -> None:
    """Long cycles: exact 49/57, 1/2, 17/18 where walks cut at the longest path come to 0.842, 0.446, 0.937."""
    cycles: Groups = {
        ("A", "B", "C", "A", "B", "C"): (2, 1, 0),
        ("C", "B"): (1, 2, 0),
        ("A", "C", "A", "C"): (3, 3, 0),
    }
    effects = removal_effects(Journeys.grouped(cycles)).effects
    assert effects == {"A": Fraction(49, 57), "B": Fraction(1, 2), "C": Fraction(17, 18)}


def test_p2_journeys_that_did_not_convert_count() -> None:
    """Without them a and b are alike, since every journey needs both; with them most who come by b come without a."""
    won = Journeys.grouped({("a", "b"): (1, 0, 0)})
    lost = Journeys.grouped({("b",): (0, 4, 0)})
    assert removal_effects(won).effects == {"a": 1, "b": 1}
    assert removal_effects(won + lost).effects == {"a": Fraction(1, 5), "b": 1}
    assert Markov().credit(won + lost).conversions == {"a": Fraction(1, 6), "b": Fraction(5, 6)}


@given(journeys(), ORDERS)
def test_channel_that_is_never_on_a_converting_path_gets_nothing(drawn: Journeys, order: int) -> None:
    """A state from which no conversion can be reached has no effect; per journey, nor has one that only leads there."""
    dead_end = drawn + Journeys.grouped({(*CHANNELS[:2], "dead"): (0, 3, 0), ("dead",): (0, 1, 0)})
    assert Markov(order).credit(dead_end)["dead"] == 0
    leads = drawn + Journeys.grouped({("leads", *CHANNELS[:2]): (0, 3, 0)})
    assert MarkovPerJourney(order).credit(leads)["leads"] == 0


@given(journeys(), ORDERS)
def test_per_journey_shares_each_conversion_by_effects(drawn: Journeys, order: int) -> None:
    """Within less than 2^-60 of the exact shares, and whole in every journey."""
    effects = removal_effects(drawn, order=order).effects
    report = MarkovPerJourney(order).credit(drawn)
    wanted = dict.fromkeys(drawn.channels, Fraction(0))
    for path, (won, _, _) in drawn.groups.items():
        for name in path:
            wanted[name] += won * effects[name] / sum(effects[each] for each in path) if won else 0
    assert sum(report.conversions.values()) == drawn.touched.conversions
    assert all(abs(report[name] - credit) < Fraction(1, 2**50) for name, credit in wanted.items())


@given(groups(), ORDERS, st.booleans())
def test_rows_of_the_matrix_add_up_to_one(given_groups: Groups, order: int, self_transitions: bool) -> None:
    """Whether a step from a state to itself is one or not."""
    sums: dict[object, Fraction] = {}
    matrix = transition_matrix(Journeys.grouped(given_groups), order=order, self_transitions=self_transitions)
    for (one, _), chance in matrix.items():
        sums[one] = sums.get(one, Fraction(0)) + chance
        assert chance > 0
    assert set(sums.values()) <= {Fraction(1)}
    assert self_transitions or all(one != two for one, two in matrix)


def test_self_transitions_are_told_where_asked() -> None:
    """a, a, b: half of what leaves `a` stays with it."""
    walked = Journeys.grouped({("a", "a", "b"): (1, 0, 0)})
    assert transition_matrix(walked, self_transitions=True)["a", "a"] == Fraction(1, 2)
    assert ("a", "a") not in transition_matrix(walked)
    assert transition_matrix(walked, order=2)[("a",), ("a", "a")] == 1


def test_nothing_converted() -> None:
    """Then nobody is credited, and no figure is invented."""
    lost = Journeys.grouped({("a", "b"): (0, 3, 0)})
    assert removal_effects(lost).base == 0
    assert Markov().credit(lost).effects == {"a": 0, "b": 0}
    assert Markov().credit(lost).total == 0
    assert Markov().credit(Journeys.grouped({})).conversions == {}
    assert ShaoLi().credit(lost).total == 0


def test_two_hundred_states_and_no_more() -> None:
    """Exact solving has its price: more states are refused, by number."""
    walked = {(f"c{number}",): (1, 1, 0) for number in range(200)}
    assert len(removal_effects(Journeys.grouped(walked)).effects) == 200
    with pytest.raises(LimitExceededError) as refused:
        removal_effects(Journeys.grouped(walked | {("one more",): (1, 1, 0)}))
    assert (refused.value.given, refused.value.limit) == (201, 200)


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(-9, 9), min_size=n + 1, max_size=n + 1), min_size=n, max_size=n
        )
    )
)
def test_elimination_solves(matrix: list[list[int]]) -> None:
    """What comes out, put in, gives the right-hand side."""
    size = len(matrix)
    for place, row in enumerate(matrix):
        row[place] = 1 + sum(map(abs, row[:size]))
    solved, common = eliminated(matrix, 1)
    for row in matrix:
        assert sum(row[place] * solved[place][0] for place in range(size)) == row[size] * common


@given(journeys())
def test_shao_li_is_its_formula(drawn: Journeys) -> None:
    """p(i) + sum of (p(i, j) - p(i) - p(j)) / (2 (n - 1)) over the others, summed over conversions."""

    def chance(*names: str) -> Fraction:
        found = [counts for path, counts in drawn.groups.items() if set(names) <= set(path)]
        seen = sum(counts.conversions + counts.others for counts in found)
        return Fraction(sum(counts.conversions for counts in found), seen) if seen else Fraction(0)

    wanted = {str(name): Fraction(0) for name in drawn.channels}
    for path, counts in drawn.groups.items():
        names = {str(name) for name in path}
        for one in names if counts.conversions else ():
            others = names - {one}
            pairs = sum((chance(one, two) - chance(one) - chance(two) for two in others), Fraction(0))
            wanted[one] += counts.conversions * (chance(one) + (pairs / (2 * len(others)) if others else 0))
    assert ShaoLi().values(drawn) == wanted
    total = sum(wanted.values())
    if total > 0:
        report = ShaoLi().credit(drawn)
        assert report.effects == wanted
        assert sum(report.conversions.values()) == drawn.touched.conversions
