"""Local times: gaps and folds have a stated answer, and a day always has a start."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import pytest

from communekit.period import InvalidTimeError, instant_text, local, start_of_day, zone


@pytest.mark.parametrize(
    ("value", "place", "fold", "expected"),
    [
        ("2026-03-01T08:00", "Asia/Shanghai", None, "2026-03-01T00:00:00Z"),
        ("2026-03-01", "Asia/Shanghai", None, "2026-02-28T16:00:00Z"),
        (date(2026, 3, 1), "Asia/Shanghai", None, "2026-02-28T16:00:00Z"),
        (datetime(2026, 3, 1, 8), "Asia/Shanghai", None, "2026-03-01T00:00:00Z"),  # noqa: DTZ001  # local
        ("2026-03-01T08:00", "Asia/Shanghai", 1, "2026-03-01T00:00:00Z"),
        ("2026-03-29T01:59:59.999999", "Europe/Berlin", None, "2026-03-29T00:59:59.999999Z"),
        ("2026-03-29T03:00", "Europe/Berlin", None, "2026-03-29T01:00:00Z"),
        ("2026-10-25T01:59:59", "Europe/Berlin", None, "2026-10-24T23:59:59Z"),
        ("2026-10-25T02:00", "Europe/Berlin", 0, "2026-10-25T00:00:00Z"),
        ("2026-10-25T02:00", "Europe/Berlin", 1, "2026-10-25T01:00:00Z"),
        ("2026-10-25T02:59:59", "Europe/Berlin", 1, "2026-10-25T01:59:59Z"),
        ("2026-10-25T03:00", "Europe/Berlin", None, "2026-10-25T02:00:00Z"),
        ("2018-11-04", "America/Sao_Paulo", None, "2018-11-04T03:00:00Z"),
        ("2025-11-02", "America/Havana", None, "2025-11-02T04:00:00Z"),
        ("2011-12-30", "Pacific/Apia", None, "2011-12-30T10:00:00Z"),
        ("2011-12-31", "Pacific/Apia", None, "2011-12-30T10:00:00Z"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", 1, "2026-04-04T15:15:00Z"),
    ],
)
def test_local_times_are_found(
    value: date | str, place: str, fold: Literal[0, 1] | None, expected: str
) -> None:
    """A local time is one instant; a date is the start of its day; a fold is named."""
    assert instant_text(local(value, place, fold=fold)) == expected


@pytest.mark.parametrize(
    ("value", "place", "problem"),
    [
        ("2026-03-29T02:00", "Europe/Berlin", "gap"),
        ("2026-03-29T02:59:59", "Europe/Berlin", "gap"),
        ("2018-11-04T00:00", "America/Sao_Paulo", "gap"),
        ("1986-05-04T02:30", "Asia/Shanghai", "gap"),
        ("2026-10-25T02:30", "Europe/Berlin", "fold"),
        ("1986-09-14T01:30", "Asia/Shanghai", "fold"),
        ("2026-03-01T08:00Z", "Asia/Shanghai", "not_local"),
        (datetime(2026, 3, 1, tzinfo=UTC), "Asia/Shanghai", "not_local"),
        ("2026-02-30", "Asia/Shanghai", "malformed"),
        ("2026-03-01T08:00:60", "Asia/Shanghai", "leap_second"),
        ("0000-01-01", "Asia/Shanghai", "out_of_range"),
        ("1900-01-01", "Asia/Shanghai", "out_of_range"),
        ("2200-01-01T08:00", "Asia/Shanghai", "out_of_range"),
        (date(9999, 12, 31), "Asia/Shanghai", "out_of_range"),
        (None, "Asia/Shanghai", "not_an_instant"),
        (20260301, "Asia/Shanghai", "not_an_instant"),
        ("2026-03-01", "Mars/Base", "unknown_zone"),
    ],
)
def test_local_times_are_refused(value: Any, place: str, problem: str) -> None:
    """What the clocks never showed, showed twice, or cannot show is refused, each with its word."""
    with pytest.raises(InvalidTimeError) as refused:
        local(value, place)
    assert refused.value.problem == problem


def test_a_gap_names_the_place() -> None:
    """The error of a gap says where the clocks skipped what."""
    with pytest.raises(InvalidTimeError, match="2026-03-29T02:30:00 Europe/Berlin: the clocks skip it"):
        local("2026-03-29T02:30", "Europe/Berlin")


def test_a_day_starts_where_the_clocks_first_show_it() -> None:
    """A skipped midnight starts late, a repeated one the first time."""
    havana, saint_johns = zone("America/Havana"), zone("America/St_Johns")
    assert start_of_day(date(2026, 11, 1), havana) == datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert start_of_day(date(2026, 11, 2), havana) == datetime(2026, 11, 2, 5, tzinfo=UTC)
    # At 00:01 the clocks went back to 23:01: the day had started once already.
    first = start_of_day(date(2006, 10, 29), saint_johns)
    assert first == datetime(2006, 10, 29, 2, 30, tzinfo=UTC)
    assert (first + timedelta(minutes=1)).astimezone(saint_johns).date() == date(2006, 10, 28)
