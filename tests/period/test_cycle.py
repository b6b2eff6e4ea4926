"""Cycles: the names of periods, and the days they start on."""

from datetime import date
from typing import Any

import pytest

from communekit.period import Cycle


@pytest.mark.parametrize(
    ("cycle", "day", "label", "first"),
    [
        (Cycle.DAY, date(2024, 2, 29), "2024-02-29", date(2024, 2, 29)),
        (Cycle.WEEK, date(2026, 3, 30), "2026-W14", date(2026, 3, 30)),
        (Cycle.WEEK, date(2026, 4, 5), "2026-W14", date(2026, 3, 30)),
        (Cycle.WEEK, date(2026, 4, 6), "2026-W15", date(2026, 4, 6)),
        (Cycle.WEEK, date(2027, 1, 1), "2026-W53", date(2026, 12, 28)),
        (Cycle.WEEK, date(2027, 1, 4), "2027-W01", date(2027, 1, 4)),
        (Cycle.WEEK, date(2024, 12, 30), "2025-W01", date(2024, 12, 30)),
        (Cycle.WEEK, date(2021, 1, 3), "2020-W53", date(2020, 12, 28)),
        (Cycle.HALF_MONTH, date(2026, 3, 1), "2026-03-H1", date(2026, 3, 1)),
        (Cycle.HALF_MONTH, date(2026, 3, 15), "2026-03-H1", date(2026, 3, 1)),
        (Cycle.HALF_MONTH, date(2026, 3, 16), "2026-03-H2", date(2026, 3, 16)),
        (Cycle.HALF_MONTH, date(2026, 3, 31), "2026-03-H2", date(2026, 3, 16)),
        (Cycle.HALF_MONTH, date(2024, 2, 29), "2024-02-H2", date(2024, 2, 16)),
        (Cycle.HALF_MONTH, date(2026, 12, 31), "2026-12-H2", date(2026, 12, 16)),
        (Cycle.MONTH, date(2026, 2, 28), "2026-02", date(2026, 2, 1)),
        (Cycle.MONTH, date(2024, 2, 29), "2024-02", date(2024, 2, 1)),
        (Cycle.MONTH, date(2026, 12, 31), "2026-12", date(2026, 12, 1)),
        (Cycle.QUARTER, date(2026, 3, 31), "2026-Q1", date(2026, 1, 1)),
        (Cycle.QUARTER, date(2026, 4, 1), "2026-Q2", date(2026, 4, 1)),
        (Cycle.QUARTER, date(2026, 12, 31), "2026-Q4", date(2026, 10, 1)),
        (Cycle.HALF_YEAR, date(2026, 6, 30), "2026-H1", date(2026, 1, 1)),
        (Cycle.HALF_YEAR, date(2026, 7, 1), "2026-H2", date(2026, 7, 1)),
        (Cycle.YEAR, date(2026, 12, 31), "2026", date(2026, 1, 1)),
    ],
)
def test_periods(cycle: Cycle, day: date, label: str, first: date) -> None:
    """A day lies in the period of that name, which starts on that day."""
    number = cycle.number(day)
    assert (cycle.label(number), cycle.first_day(number)) == (label, first)
    assert cycle.number_of(label) == number


@pytest.mark.parametrize(
    ("cycle", "label"),
    [
        (Cycle.DAY, "2026-02-29"),
        (Cycle.DAY, "2026-03"),
        (Cycle.WEEK, "2027-W53"),
        (Cycle.WEEK, "2026-W00"),
        (Cycle.WEEK, "2026-W1"),
        (Cycle.HALF_MONTH, "2026-03-H3"),
        (Cycle.HALF_MONTH, "2026-13-H1"),
        (Cycle.MONTH, "2026-00"),
        (Cycle.MONTH, "2026-13"),
        (Cycle.MONTH, "2026-3"),
        (Cycle.MONTH, "2026-03\n"),
        (Cycle.MONTH, "２０２６-03"),
        (Cycle.QUARTER, "2026-Q0"),
        (Cycle.QUARTER, "2026-Q5"),
        (Cycle.HALF_YEAR, "2026-H3"),
        (Cycle.YEAR, "0000"),
        (Cycle.YEAR, "26"),
        (Cycle.YEAR, None),
    ],
)
def test_other_names_name_nothing(cycle: Cycle, label: Any) -> None:
    """A name that no period has, or of another cycle, names none."""
    assert cycle.number_of(label) is None
