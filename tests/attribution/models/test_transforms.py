"""Transforms: paths changed step by step, and no conversion lost on the way."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.models import (
    CollapseRepeats,
    InvalidModelError,
    Journey,
    Journeys,
    KeepLast,
    Linear,
    Markov,
    OverwriteIfSoon,
    Remove,
    RemoveTailUnlessAll,
    RemoveUnlessAll,
    TimeDecay,
    Transform,
    apply,
)
from tests.attribution.models.strategies import CHANNELS, Row, many_rows, paths

HOUR = timedelta(hours=1)
PLAIN: tuple[Transform, ...] = (
    CollapseRepeats(),
    KeepLast(2),
    Remove(CHANNELS[:2]),
    RemoveUnlessAll(CHANNELS[:1]),
    RemoveTailUnlessAll(CHANNELS[1:3]),
)
STEPS = st.lists(st.sampled_from((*PLAIN, OverwriteIfSoon("share", within=24 * HOUR, passes=2))), max_size=3)


@given(many_rows(), STEPS)
def test_p12_filters_never_lose_a_conversion(rows: list[Row], steps: list[Transform]) -> None:
    """Conversions and their value are all there, whatever is removed; what has no touches left is nobody's."""
    before = Journeys.of(rows, age_unit=HOUR)
    after = Journeys.of(rows, age_unit=HOUR, through=steps)
    assert (len(after), after.conversions, after.value) == (len(before), before.conversions, before.value)
    for model in (Linear(), Markov(), TimeDecay()):
        report = model.credit(after)
        assert report.total + report.unattributed.conversions == before.conversions
        assert report.total_value + report.unattributed.value == before.value


@given(many_rows(), STEPS)
def test_steps_are_the_same_before_and_after_grouping(rows: list[Row], steps: list[Transform]) -> None:
    """One by one on values, on rows as they come in, and, where no ages are asked for, on what is grouped."""
    after = Journeys.of(rows, age_unit=HOUR, through=steps)
    single = [
        apply(Journey(path, ages=[age * HOUR for age in hours], converted=won, value=value), *steps)
        for path, hours, won, value in rows
    ]
    assert Journeys.each(single) == after
    if not any(isinstance(step, OverwriteIfSoon) for step in steps):
        assert Journeys.of(rows, age_unit=HOUR).through(*steps) == after


def test_conversions_whose_touches_are_all_removed_stay_after_grouping() -> None:
    """Two of them, one with ages and one without, and 800 fen."""
    journeys = Journeys.of(
        [(("a",), (3,), True, 300), (("a", "a"), None, True, 500), (("b",), (1,), True, 7)]
    )
    left = journeys.through(Remove("a"))
    assert left.untouched == (2, 0, 800)
    assert TimeDecay().credit(left).values == {"b": 7}


@given(paths(longest=8), st.sampled_from(PLAIN))
def test_steps_keep_touches_in_their_order(path: tuple[str, ...], step: Transform) -> None:
    """What is left is a part of the path, in its order, each touch with its own age."""
    ages = tuple((len(path) - place) * HOUR for place in range(len(path)))
    left = apply(Journey(path, ages=ages), step)
    kept = dict(zip(ages, path, strict=True))
    assert [kept[age] for age in left.ages or ()] == list(left.channels)
    assert list(left.ages or ()) == sorted(left.ages or (), reverse=True)
    assert bool(left.channels) == bool(path) or isinstance(step, Remove)
    assert apply(left, step) == left


def test_order_of_steps_matters() -> None:
    """The last two, then without Direct, is not without Direct, then the last two."""
    journey = Journey(("a", "b", "Direct", "Direct"))
    assert apply(journey, KeepLast(2), RemoveUnlessAll("Direct")).channels == ("Direct", "Direct")
    assert apply(journey, RemoveUnlessAll("Direct"), KeepLast(2)).channels == ("a", "b")


def test_soon_is_before_the_span_is_over() -> None:
    """Less than a day after the touch before it; at a day, no more."""
    step = OverwriteIfSoon("Direct", within=24 * HOUR)
    path = ("Organic", "Direct")
    for gap, first in ((24 * HOUR - timedelta(microseconds=1), "Organic"), (24 * HOUR, "Direct")):
        assert apply(Journey(path, ages=(gap, timedelta(0))), step).channels[1] == first


def test_step_that_asks_for_ages_says_so_when_there_are_none() -> None:
    """What is grouped has no ages; what has no such channel does not need them."""
    step = OverwriteIfSoon("Direct", within=HOUR)
    with pytest.raises(InvalidModelError) as refused:
        Journeys.grouped({("a", "Direct"): (1, 0, 0)}).through(step)
    assert refused.value.problem == "no_ages"
    assert apply(Journey(("Direct", "a")), step).channels == ("Direct", "a")
    assert apply(Journey(("Direct",)), step).channels == ("Direct",)


def test_one_text_is_one_channel() -> None:
    """`RemoveUnlessAll("Direct")` speaks of Direct, not of D, i, r ..."""
    assert RemoveUnlessAll("Direct").channels == frozenset({"Direct"})
    assert RemoveUnlessAll(["Direct", "mail"]).channels == frozenset({"Direct", "mail"})
