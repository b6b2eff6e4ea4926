"""Cycles: how often a calendar turns over (结算周期), counted on the dates of a place.

Each cycle numbers its periods without a gap, so that the period after `n` is `n + 1`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum

import attrs

from .reading import whole_match


class Cycle(StrEnum):
    """A cycle (结算周期) of settlement; the value is its word in plans and files.

    Weeks are those of ISO 8601: Monday to Sunday, numbered within the year of their Thursday. Half months
    are the 1st to the 15th, and the 16th to the last day of the month.
    """

    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    def number(self, day: date) -> int:
        """Return the number of the period in which a day lies.

        >>> Cycle.MONTH.number(date(2026, 4, 1)) - Cycle.MONTH.number(date(2026, 3, 31))
        1
        """
        return _COUNTS[self].number(day)

    def first_day(self, number: int) -> date:
        """Return the first day of a period.

        >>> Cycle.WEEK.first_day(Cycle.WEEK.number(date(2027, 1, 1)))
        datetime.date(2026, 12, 28)
        """
        return _COUNTS[self].first_day(number)

    def label(self, number: int) -> str:
        """Return the name of a period: "2026-03", "2026-W14", "2026-03-15", "2026-03-H1", "2026-Q2", "2026-H1", "2026".

        >>> Cycle.WEEK.label(Cycle.WEEK.number(date(2027, 1, 1)))
        '2026-W53'
        """
        return _COUNTS[self].label(self.first_day(number))

    def number_of(self, label: str) -> int | None:
        """Return the number of the period with that name, or None where there is none.

        >>> Cycle.HALF_MONTH.first_day(Cycle.HALF_MONTH.number_of("2026-02-H2") or 0)
        datetime.date(2026, 2, 16)
        """
        if whole_match(_LABELS[self], label, longest=10) is None:
            return None
        try:
            number = self.number(_COUNTS[self].first_day_of(label))
        except ValueError:
            return None
        return number if self.label(number) == label else None


@attrs.frozen
class _Count:
    """How one cycle counts: day to number, number to first day, first day to name, name to first day."""

    number: Callable[[date], int]
    first_day: Callable[[int], date]
    label: Callable[[date], str]
    first_day_of: Callable[[str], date]


def _months(months: int, label: Callable[[date], str], first_day_of: Callable[[str], date]) -> _Count:
    """Count in whole months: the periods of a year are 12 / months."""
    return _Count(
        lambda day: (day.year * 12 + day.month - 1) // months,
        lambda number: date(number * months // 12, number * months % 12 + 1, 1),
        label,
        first_day_of,
    )


def _half(day: date) -> int:
    return 1 if day.day <= 15 else 2


_COUNTS: Mapping[Cycle, _Count] = {
    Cycle.DAY: _Count(date.toordinal, date.fromordinal, date.isoformat, date.fromisoformat),
    # Day 1 of Python's count, 0001-01-01, was a Monday.
    Cycle.WEEK: _Count(
        lambda day: (day.toordinal() - 1) // 7,
        lambda number: date.fromordinal(number * 7 + 1),
        lambda day: f"{(day + timedelta(days=3)).year:04}-W{day.isocalendar().week:02}",
        lambda label: date.fromisocalendar(int(label[:4]), int(label[6:]), 1),
    ),
    Cycle.HALF_MONTH: _Count(
        lambda day: (day.year * 12 + day.month - 1) * 2 + _half(day) - 1,
        lambda number: date(number // 24, number // 2 % 12 + 1, 1 if number % 2 == 0 else 16),
        lambda day: f"{day:%Y-%m}-H{_half(day)}",
        lambda label: date(int(label[:4]), int(label[5:7]), 1 if label[-1] == "1" else 16),
    ),
    Cycle.MONTH: _months(
        1, lambda day: f"{day:%Y-%m}", lambda label: date(int(label[:4]), int(label[5:]), 1)
    ),
    Cycle.QUARTER: _months(
        3,
        lambda day: f"{day:%Y}-Q{(day.month + 2) // 3}",
        lambda label: date(int(label[:4]), int(label[-1]) * 3 - 2, 1),
    ),
    Cycle.HALF_YEAR: _months(
        6,
        lambda day: f"{day:%Y}-H{(day.month + 5) // 6}",
        lambda label: date(int(label[:4]), int(label[-1]) * 6 - 5, 1),
    ),
    Cycle.YEAR: _months(12, lambda day: f"{day:%Y}", lambda label: date(int(label), 1, 1)),
}

_LABELS: Mapping[Cycle, re.Pattern[str]] = {
    cycle: re.compile(rf"[0-9]{{4}}{rest}")
    for cycle, rest in {
        Cycle.DAY: "-[0-9]{2}-[0-9]{2}",
        Cycle.WEEK: "-W[0-9]{2}",
        Cycle.HALF_MONTH: "-[0-9]{2}-H[12]",
        Cycle.MONTH: "-[0-9]{2}",
        Cycle.QUARTER: "-Q[1-4]",
        Cycle.HALF_YEAR: "-H[12]",
        Cycle.YEAR: "",
    }.items()
}

__all__ = ["Cycle"]
