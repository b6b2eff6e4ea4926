"""Leader grades (团长等级): earned by what a leader gives to the community, not by sales alone."""

from collections.abc import Iterable, Mapping

import attrs

from .errors import InvalidPartyError
from .role import is_word

_Needs = Mapping[str, int] | Iterable[tuple[str, int]]


def _needs(given: _Needs) -> tuple[tuple[str, int], ...]:
    needs = dict(given)
    for measure, least in needs.items():
        if not is_word(measure):
            raise InvalidPartyError("measure", measure, "not_a_word")
        _check_count(least)
    return tuple(sorted((measure, least) for measure, least in needs.items() if least))


def _check_count(count: object) -> None:
    if type(count) is not int or count < 0:
        raise InvalidPartyError("measure", count, "not_a_count")


@attrs.frozen
class LeaderGrade:
    """A grade of leaders (团长等级), such as the super leader (超级团长), and what it asks for.

    Args:
        word: As plans write it: `leader.grade == "super"`.
        needs: The least of each measure, in whole units or minor units of money: orders brought, answers
            given, gatherings held. Which measures there are is the host's choice.

    Errors: `InvalidPartyError` "not_a_word", "not_a_count".

    >>> LeaderGrade("super", {"orders": 100, "answers": 20}).is_earned({"orders": 250, "answers": 20})
    True
    """

    word: str
    needs: tuple[tuple[str, int], ...] = attrs.field(default=(), converter=_needs)

    def __attrs_post_init__(self) -> None:
        if not is_word(self.word):
            raise InvalidPartyError("grade", self.word, "not_a_word")

    def is_earned(self, measures: Mapping[str, int]) -> bool:
        """Whether a leader with these measures meets every need; a measure that is not there counts 0."""
        for count in measures.values():
            _check_count(count)
        return all(measures.get(measure, 0) >= least for measure, least in self.needs)


def _grades(given: Iterable[LeaderGrade]) -> tuple[LeaderGrade, ...]:
    return tuple(given)


@attrs.frozen
class LeaderGrades:
    """The grades of a community, lowest first (等级阶梯). Each asks for at least what the one below asks.

    So more of any measure never lowers a grade, and no grade can be skipped.

    Errors: `InvalidPartyError` "no_grades", "first_needs", "needs_fall", "twice".

    >>> grades = LeaderGrades((LeaderGrade("new"), LeaderGrade("super", {"orders": 100, "answers": 20})))
    >>> grades.earned({"orders": 5000}).word
    'new'
    >>> grades.reaches("super", "new")
    True
    """

    grades: tuple[LeaderGrade, ...] = attrs.field(converter=_grades)

    def __attrs_post_init__(self) -> None:
        if not self.grades:
            raise InvalidPartyError("grades", self.grades, "no_grades")
        for grade in self.grades:
            if not isinstance(grade, LeaderGrade):
                raise InvalidPartyError("grade", grade, "kind")
        words = [grade.word for grade in self.grades]
        for word in words:
            if words.count(word) > 1:
                raise InvalidPartyError("grade", word, "twice")
        if self.grades[0].needs:
            raise InvalidPartyError("grade", words[0], "first_needs")
        for lower, upper in zip(self.grades, self.grades[1:], strict=False):
            if not lower.is_earned(dict(upper.needs)):
                raise InvalidPartyError("grade", upper.word, "needs_fall")

    def earned(self, measures: Mapping[str, int]) -> LeaderGrade:
        """Return the highest grade whose needs are met."""
        return next(grade for grade in reversed(self.grades) if grade.is_earned(measures))

    def rank(self, word: str) -> int:
        """Return the place of a grade, 0 the lowest.

        Errors: `InvalidPartyError` "unknown".
        """
        for place, grade in enumerate(self.grades):
            if grade.word == word:
                return place
        raise InvalidPartyError("grade", word, "unknown")

    def reaches(self, word: str, least: str) -> bool:
        """Whether a grade is at least another."""
        return self.rank(word) >= self.rank(least)


__all__ = ["LeaderGrade", "LeaderGrades"]
