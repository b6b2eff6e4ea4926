"""Laws of rule models: each conversion is shared whole over its own touches."""

from datetime import timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.models import (
    CustomModel,
    EndBonus,
    FirstTouch,
    InvalidSharesError,
    Journey,
    Journeys,
    LastN,
    LastNonDirect,
    LastTouch,
    Linear,
    Position,
    RankDecay,
    Shapley,
    TimeDecay,
    TwoTouches,
)
from communekit.attribution.models.half_life import ONE, halved
from communekit.money import CNY
from tests.attribution.models.strategies import CHANNELS, HALF_LIFE, Row, many_rows, paths

HOUR = timedelta(hours=1)
RULES: tuple[Any, ...] = (
    FirstTouch(),
    LastTouch(),
    LastNonDirect(CHANNELS[:2]),
    Linear(),
    Linear(distinct=True),
    Position(),
    Position(30, 10, 20),
    Position("3/10", "3/10", "2/5", two=TwoTouches.SPLIT_MIDDLE),
    EndBonus("25%", "50%"),
    RankDecay(),
    RankDecay(distinct=True),
    LastN([5, 3, 1]),
    Shapley(),
    TimeDecay(HALF_LIFE * HOUR),
    CustomModel(
        "halves",
        lambda path: (
            [Fraction(1, 2**place) for place in range(1, len(path))] + [Fraction(1, 2 ** (len(path) - 1))]
        ),
    ),
)


@st.composite
def converted(draw: st.DrawFn) -> Journey:
    """Draw a journey that converted."""
    path = draw(paths(least=1, longest=8, channels=CHANNELS))
    ages = sorted(draw(st.lists(st.integers(0, 10**7), min_size=len(path), max_size=len(path))), reverse=True)
    return Journey(path, ages=ages, value=draw(st.integers(0, 10**6)))


@given(converted())
def test_p1_shares_of_a_conversion_add_up_to_one(journey: Journey) -> None:
    """Exactly, each at least zero; and the parts of the value to the value."""
    for rule in RULES:
        shares = rule.credit_of(journey)
        assert len(shares) == len(journey.channels)
        assert all(isinstance(share, Fraction) and share >= 0 for share in shares)
        assert sum(shares) == 1
        assert sum(rule.value_of(journey)) == journey.value


@given(many_rows())
def test_report_is_the_sum_of_its_journeys(rows: list[Row]) -> None:
    """What a channel is credited with is what its touches are, journey by journey."""
    journeys = Journeys.of(rows, age_unit=HOUR)
    single = [
        Journey(path, ages=[age * HOUR for age in hours], converted=won, value=value)
        for path, hours, won, value in rows
    ]
    for rule in RULES:
        report = rule.credit(journeys)
        counted = dict.fromkeys(CHANNELS, Fraction(0))
        valued = dict.fromkeys(CHANNELS, Fraction(0))
        for journey in single:
            shares = zip(journey.channels, rule.credit_of(journey), rule.value_of(journey), strict=True)
            for name, share, part in shares:
                counted[str(name)] += share
                valued[str(name)] += part
        assert {name: report[name] for name in CHANNELS} == counted
        assert {name: report.values.get(name, 0) for name in CHANNELS} == valued


@given(many_rows())
def test_p1_parts_in_money_add_up_to_the_revenue(rows: list[Row]) -> None:
    """To the fen, each less than a fen from its exact value; what is nobody's is the remainder."""
    journeys = Journeys.of(rows, age_unit=HOUR)
    for rule in RULES:
        report = rule.credit(journeys)
        laid = report.money(CNY)
        assert sum(part.minor for part in laid) + laid.remainder.minor == sum(row[3] for row in rows)
        assert all(abs(laid[name].minor - value) < 1 for name, value in report.values.items())


@given(many_rows())
def test_journeys_that_did_not_convert_change_no_rule(rows: list[Row]) -> None:
    """A rule looks at conversions alone, and the null player, who stands on none, gets nothing."""
    won = [row for row in rows if row[2]]
    all_of_them, those = Journeys.of(rows, age_unit=HOUR), Journeys.of(won, age_unit=HOUR)
    met = {name for row in won for name in row[0]}
    for rule in RULES:
        report = rule.credit(all_of_them)
        assert report == rule.credit(those)
        assert all(report[name] == 0 for name in CHANNELS if name not in met)


@given(journey=converted(), later=st.integers(0, 10**6))
def test_time_decay_asks_for_differences_alone(journey: Journey, later: int) -> None:
    """Looked at later, the shares are the same."""
    ages = [age + timedelta(seconds=later) for age in journey.ages or ()]
    assert TimeDecay().credit_of(journey) == TimeDecay().credit_of(Journey(journey.channels, ages=ages))


@given(journey=converted())
def test_time_decay_favours_the_later_touch(journey: Journey) -> None:
    """An older touch never has more than a later one; at one instant they differ by less than 2^-60."""
    shares = TimeDecay(HALF_LIFE * HOUR).credit_of(journey)
    for (old, share), (new, other) in zip(
        zip(journey.ages or (), shares, strict=True),
        list(zip(journey.ages or (), shares, strict=True))[1:],
        strict=False,
    ):
        assert share <= other
        assert old != new or other - share < Fraction(1, 2**60)


@given(behind=st.integers(0, 10**9), half_life=st.integers(1, 10**7))
def test_p16_weights_halve_with_each_half_life(behind: int, half_life: int) -> None:
    """Whole half-lives are exact powers; between them the weight falls, and squares of half the way meet the whole."""
    weight = halved(behind, half_life)
    assert halved(behind + half_life, half_life) in {weight // 2, weight // 2 + 1, (weight + 1) // 2}
    assert halved(half_life * 5, half_life) == ONE // 32
    assert halved(behind + 1, half_life) <= weight
    twice = halved(2 * behind, half_life)
    assert abs(weight * weight - twice * ONE) <= 3 * ONE


@given(journey=converted())
def test_time_decay_is_as_close_as_it_says(journey: Journey) -> None:
    """Against powers to sixty digits: less than (touches + 1) x 2^-63 away, for any ages and half-life."""
    half_life = HALF_LIFE * HOUR
    with localcontext() as context:
        context.prec = 60
        behind = [
            Decimal((age - (journey.ages or ())[-1]) // timedelta(microseconds=1))
            for age in journey.ages or ()
        ]
        weights = [Decimal(2) ** (-age / (half_life // timedelta(microseconds=1))) for age in behind]
        wanted = [Fraction(weight / sum(weights)) for weight in weights]
    shares = TimeDecay(half_life).credit_of(journey)
    bound = Fraction(len(shares) + 1, 2**63)
    assert all(abs(share - other) < bound for share, other in zip(shares, wanted, strict=True))


def test_p16_days_are_not_taken_for_seconds() -> None:
    """A gap of a day is a day, and one of 23 h 59 min is less."""
    day = Journey(("a", "b"), ages=(timedelta(days=1), timedelta(0)))
    nearly = Journey(("a", "b"), ages=(timedelta(hours=23, minutes=59), timedelta(0)))
    one = TimeDecay(timedelta(days=1))
    assert one.credit_of(day)[0] == Fraction(1, 3)
    assert Fraction(1, 3) < one.credit_of(nearly)[0] < Fraction(1001, 3000)


def test_time_decay_keeps_small_denominators_exact_and_cuts_others() -> None:
    """1 : 2^11 is exact, 1 : 2^12 is cut to whole 2^-128ths, and still adds up."""
    day, none = timedelta(days=1), timedelta(0)
    model = TimeDecay(day)
    assert model.credit_of(Journey(("a", "b"), ages=(11 * day, none)))[0] == Fraction(1, 2**11 + 1)
    old, new = model.credit_of(Journey(("a", "b"), ages=(12 * day, none)))
    assert old != Fraction(1, 2**12 + 1)
    assert 0 < Fraction(1, 2**12 + 1) - old < Fraction(1, 2**64)
    assert old + new == 1
    assert model.credit_of(Journey(("a", "b"), ages=(64 * day, none)))[0] > 0
    assert model.credit_of(Journey(("a", "b"), ages=(65 * day, none))) == (Fraction(0), Fraction(1))


def test_time_decay_of_more_spans_than_are_remembered_is_the_sum_of_its_journeys() -> None:
    """5,000 conversions of two touches, no two of them as far apart."""
    rows = [(("a", "b"), (7 * apart, 0), True, 100) for apart in range(5_000)]
    report = TimeDecay().credit(Journeys.of(rows))
    shares = [TimeDecay().credit_of(Journey(path, ages=ages)) for path, ages, *_ in rows]
    assert [report["a"], report["b"]] == [sum(column) for column in zip(*shares, strict=True)]


@given(paths(least=1, longest=4))
def test_shares_finer_than_the_lanes_are_still_exact(path: tuple[str, ...]) -> None:
    """A host's denominators may be as large as he likes."""
    fine = Fraction(1, 10**40)
    model = CustomModel("fine", lambda path: [1 - fine * (len(path) - 1)] + [fine] * (len(path) - 1))
    report = model.credit(Journeys.grouped({path: (7, 0, 10**15)}))
    assert sum(report.conversions.values()) == 7
    assert sum(report.values.values()) == 10**15


@pytest.mark.parametrize(
    ("shares", "problem"),
    [
        ([1], "length"),
        ([Fraction(1, 2), 0.5], "type"),
        ([True, 0], "type"),
        ([2, -1], "negative"),
        ([Fraction(1, 2), Fraction(1, 3)], "total"),
    ],
)
def test_own_model_is_held_to_the_whole(shares: Any, problem: str) -> None:
    """A function that loses a part of a conversion, or gives out too much, is told so."""
    with pytest.raises(InvalidSharesError) as refused:
        CustomModel("ours", lambda _: shares).credit_of(Journey(("a", "b")))
    assert (refused.value.model, refused.value.problem, refused.value.touches) == ("ours", problem, 2)
