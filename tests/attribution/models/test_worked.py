"""Worked figures: who gets what, under each model, as its source says."""

from fractions import Fraction
from typing import Any

import pytest

from communekit.attribution.models import (
    EndBonus,
    FirstTouch,
    Journey,
    Journeys,
    KeepLast,
    LastN,
    LastNonDirect,
    LastTouch,
    Linear,
    Markov,
    Position,
    RankDecay,
    RemoveTailUnlessAll,
    Shapley,
    TwoTouches,
    apply,
)

WORKED: list[tuple[Any, str, str]] = [
    (FirstTouch(), "abc", "1 0 0"),
    (LastTouch(), "abc", "0 0 1"),
    (LastNonDirect("d"), "abdd", "0 1 0 0"),
    (LastNonDirect("d"), "abad", "0 0 1 0"),
    (LastNonDirect("d"), "dd", "0 1"),
    (Linear(), "aba", "1/3 1/3 1/3"),
    (Linear(distinct=True), "aab", "1/2 0 1/2"),
    (Position(), "a", "1"),
    (Position(), "ab", "1/2 1/2"),
    (Position(), "abcde", "2/5 1/15 1/15 1/15 2/5"),
    (Position(30, 10, 20), "abc", "1/2 1/6 1/3"),
    (Position(30, 10, 20), "ab", "3/5 2/5"),
    (Position("3/10", "3/10", "2/5"), "ab", "3/7 4/7"),
    (Position("3/10", "3/10", "2/5", two=TwoTouches.SPLIT_MIDDLE), "ab", "9/20 11/20"),
    (EndBonus("1/4", "1/2"), "a", "1"),
    (EndBonus("1/4", "1/2"), "ab", "3/8 5/8"),
    (EndBonus("1/4", "1/2"), "abcde", "3/10 1/20 1/20 1/20 11/20"),
    (RankDecay(), "abcd", "1/10 1/5 3/10 2/5"),
    (RankDecay(distinct=True), "aab", "1/3 0 2/3"),
    (LastN(), "abc", "0 0 1"),
    (LastN([5, 3, 1]), "abcd", "0 1/9 1/3 5/9"),
    (LastN([5, 3, 1]), "ab", "3/8 5/8"),
    (Shapley(), "abac", "1/6 1/3 1/6 1/3"),
]


@pytest.mark.parametrize(("rule", "path", "shares"), WORKED, ids=str)
def test_worked(rule: Any, path: str, shares: str) -> None:
    """Touch by touch."""
    assert rule.credit_of(Journey(tuple(path))) == shares_of(shares)


def shares_of(text: str) -> tuple[Fraction, ...]:
    """Return shares that are written side by side."""
    return tuple(Fraction(share) for share in text.split())


def test_nothing_is_shared_where_nothing_was_bought() -> None:
    """Touches of a journey that did not convert have no credit, and no touches have none to have."""
    assert Linear().credit_of(Journey(("a", "b"), converted=False)) == shares_of("0 0")
    assert Linear().credit_of(Journey(())) == ()
    assert Linear().value_of(Journey(("a", "b"))) == shares_of("0 0")


def test_priority_stands_above_recency() -> None:
    """Of touches with priorities 200, 300, 200 the second is first, then the third; of equals the later."""
    assert LastN([6, 2]).credit_by_priority([200, 300, 200]) == shares_of("0 3/4 1/4")
    assert LastN([1]).credit_by_priority([7, 7]) == shares_of("0 1")
    assert LastN([1]).credit_by_priority([-1, -2]) == shares_of("1 0")
    assert LastN([1]).credit_by_priority([]) == ()


def test_tail_is_cut_to_the_last_other_touch() -> None:
    """What stands before it stays, ignored channels too."""
    tail = RemoveTailUnlessAll("d")
    for path, left in (("adadd", "ada"), ("dda", "dda"), ("dd", "dd"), ("", "")):
        assert apply(Journey(tuple(path)), tail).channels == tuple(left)
    assert apply(Journey(("a",)), KeepLast(9)).channels == ("a",)


def test_weights_may_be_finer_than_any_lane() -> None:
    """A share of 10^-45 is kept, beside a value of 10^15."""
    tiny = Position(1, Fraction(1, 10**45), 1)
    walked = Journeys.grouped({("a", "b", "c"): (1, 0, 10**15)})
    report = tiny.credit(walked)
    assert report["b"] == Fraction(1, 2 * 10**45 + 1)
    assert sum(report.values.values()) == 10**15
    assert report.values["b"] == report["b"] * 10**15


def test_ages_without_all_conversions_are_not_enough() -> None:
    """One conversion without ages, and no total could be right."""
    some = Journeys.each([Journey(("a",), ages=(1,)), Journey(("a",))])
    assert some.aged is None
    assert Journeys.each([Journey(("a",), ages=(1,)), Journey(())]).aged is not None


def test_order_two_remembers_what_order_one_forgets() -> None:
    """x-a leads to a purchase, y-a never: at order 1 both come to a, and a is all; at order 2 y has nothing."""
    walked = Journeys.grouped({("x", "a"): (4, 0, 0), ("y", "a"): (0, 4, 0)})
    assert Markov(1).credit(walked).effects == {"a": 1, "x": Fraction(1, 2), "y": Fraction(1, 2)}
    assert Markov(2).credit(walked).effects == {"a": 1, "x": 1, "y": 0}
