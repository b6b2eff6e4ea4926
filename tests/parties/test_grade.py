"""Grades: earned by what is given, not by sales alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.parties import InvalidPartyError, LeaderGrade, LeaderGrades

GRADES = LeaderGrades(
    (
        LeaderGrade("new"),
        LeaderGrade("steady", {"orders": 30}),
        LeaderGrade("super", {"orders": 100, "answers": 20, "gatherings": 2}),
    )
)


@pytest.mark.parametrize(
    ("measures", "word"),
    [
        ({}, "new"),
        ({"orders": 29}, "new"),
        ({"orders": 30}, "steady"),
        ({"orders": 10_000}, "steady"),
        ({"orders": 99, "answers": 20, "gatherings": 2}, "steady"),
        ({"orders": 100, "answers": 20, "gatherings": 2}, "super"),
        ({"orders": 100, "answers": 20, "gatherings": 2, "reviews": 7}, "super"),
        ({"answers": 500, "gatherings": 50}, "new"),
    ],
)
def test_grades_are_earned(measures: dict[str, int], word: str) -> None:
    """Sales alone do not make a super leader, and neither does help without sales."""
    assert GRADES.earned(measures).word == word


def test_ranks() -> None:
    """Grades are compared by their place."""
    assert [GRADES.rank(grade.word) for grade in GRADES.grades] == [0, 1, 2]
    assert GRADES.reaches("super", "steady")
    assert GRADES.reaches("steady", "steady")
    assert not GRADES.reaches("new", "steady")
    with pytest.raises(InvalidPartyError) as refused:
        GRADES.rank("golden")
    assert refused.value.problem == "unknown"


def test_needs_are_a_value() -> None:
    """The order in which needs are written, and needs of zero, make no difference."""
    assert LeaderGrade("a", {"x": 1, "b": 2, "c": 0}) == LeaderGrade("a", (("b", 2), ("x", 1)))


def ladder(*needs: int) -> tuple[LeaderGrade, ...]:
    """Return grades g0, g1 ... that ask for so many orders."""
    return tuple(LeaderGrade(f"g{place}", {"orders": least}) for place, least in enumerate(needs))


@pytest.mark.parametrize(
    ("grades", "problem"),
    [
        ((), "no_grades"),
        (("super",), "kind"),
        (ladder(1), "first_needs"),
        (ladder(0, 50, 30), "needs_fall"),
        ((*ladder(0), *ladder(0)), "twice"),
    ],
)
def test_ladders_are_refused(grades: Any, problem: str) -> None:
    """A ladder has a lowest rung for everybody, and each rung asks for at least as much as the last."""
    with pytest.raises(InvalidPartyError) as refused:
        LeaderGrades(grades)
    assert refused.value.problem == problem


@pytest.mark.parametrize(
    ("word", "needs", "problem"),
    [
        ("Super", {}, "not_a_word"),
        ("", {}, "not_a_word"),
        (None, {}, "not_a_word"),
        ("super", {"Orders": 1}, "not_a_word"),
        ("super", {"orders": -1}, "not_a_count"),
        ("super", {"orders": True}, "not_a_count"),
        ("super", {"orders": 1.5}, "not_a_count"),
    ],
)
def test_grades_are_refused(word: Any, needs: Any, problem: str) -> None:
    """Words are words, and counts are whole and not negative."""
    with pytest.raises(InvalidPartyError) as refused:
        LeaderGrade(word, needs)
    assert refused.value.problem == problem


def test_measures_are_refused() -> None:
    """A measure that is no count is refused, not read as nothing."""
    given_measures: Any = {"orders": "many"}
    with pytest.raises(InvalidPartyError):
        GRADES.earned(given_measures)


MEASURES = st.dictionaries(st.sampled_from(["orders", "answers", "gatherings"]), st.integers(0, 150))


@given(measures=MEASURES, more=MEASURES)
def test_monotone(measures: dict[str, int], more: dict[str, int]) -> None:
    """More of any measure never lowers a grade."""
    added = {name: measures.get(name, 0) + more.get(name, 0) for name in {*measures, *more}}
    assert GRADES.reaches(GRADES.earned(added).word, GRADES.earned(measures).word)
