"""Instants: what is taken, what is refused, and with which word."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from communekit.period import InvalidTimeError, instant, instant_text, parse_instant

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("2026-03-01T08:00+08:00", "2026-03-01T00:00:00Z"),
        ("2026-03-01T00:00:00.5Z", "2026-03-01T00:00:00.500000Z"),
        ("2026-02-28T19:30:00.000001-04:30", "2026-03-01T00:00:00.000001Z"),
        ("2024-02-29T12:00:00+00:00", "2024-02-29T12:00:00Z"),
        (datetime(2026, 3, 1, 8, tzinfo=SHANGHAI), "2026-03-01T00:00:00Z"),
        (datetime(2026, 3, 1, tzinfo=UTC, fold=1), "2026-03-01T00:00:00Z"),
        (datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=8))), "2026-03-01T00:00:00Z"),
        ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z"),
        ("2199-12-31T23:59:59.999999Z", "2199-12-31T23:59:59.999999Z"),
        ("2200-01-01T07:59:59+08:00", "2199-12-31T23:59:59Z"),
    ],
)
def test_instants_are_kept_in_utc(value: datetime | str, expected: str) -> None:
    """Whatever zone a time comes in, it is kept and written in UTC."""
    at = instant(value)
    assert instant_text(at) == expected
    assert at.tzinfo is UTC
    assert at.fold == 0


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (datetime(2026, 3, 1), "naive"),  # noqa: DTZ001  # what is refused
        ("2026-03-01T00:00:00", "naive"),
        (date(2026, 3, 1), "date_only"),
        ("2026-03-01", "date_only"),
        ("2024-W01-1", "malformed"),
        ("2024-W01-1T00:00:00Z", "malformed"),
        ("2024-001T00:00:00Z", "malformed"),
        ("20260301T000000Z", "malformed"),
        ("2026-03-01 00:00:00Z", "malformed"),
        ("2026-03-01t00:00:00z", "malformed"),
        ("2026-03-01T00:00:00,5Z", "malformed"),
        ("2026-03-01T00:00:00.1234567Z", "malformed"),
        ("2026-03-01T00:00:00-00:00", "malformed"),
        ("2026-03-01T00:00:00+0800", "malformed"),
        ("2026-03-01T00:00:00+24:00", "malformed"),
        ("2026-03-01T24:00:00Z", "malformed"),
        ("2026-02-29T00:00:00Z", "malformed"),
        ("2026-03-01T00:00:00Z\n", "malformed"),
        ("２０２６-03-01T00:00:00Z", "malformed"),
        ("", "malformed"),
        ("now", "malformed"),
        ("2026-03-01T00:00:00Z" + "0" * 1_000_000, "malformed"),
        ("2016-12-31T23:59:60Z", "leap_second"),
        ("0000-01-01T00:00:00Z", "out_of_range"),
        ("0001-01-01T00:00:00Z", "out_of_range"),
        ("1899-12-31T23:59:59Z", "out_of_range"),
        ("1900-01-01T00:00:00+08:00", "out_of_range"),
        ("2200-01-01T00:00:00Z", "out_of_range"),
        ("9999-12-31T23:59:59-23:59", "out_of_range"),
        ("10000-01-01T00:00:00Z", "malformed"),
        (datetime.max.replace(tzinfo=UTC), "out_of_range"),
        (datetime.min.replace(tzinfo=SHANGHAI), "out_of_range"),
        (datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN), "gap"),
        (datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN, fold=1), "gap"),
        (1_772_323_200, "not_an_instant"),
        (True, "not_an_instant"),
        (None, "not_an_instant"),
        (b"2026-03-01T00:00:00Z", "not_an_instant"),
    ],
)
def test_other_times_are_refused(value: Any, problem: str) -> None:
    """Naive, vague, impossible and far away times are refused, each with its word."""
    with pytest.raises(InvalidTimeError) as refused:
        instant(value)
    assert refused.value.problem == problem
    assert len(str(refused.value)) < 250


def test_texts_alone_are_parsed() -> None:
    """`parse_instant` reads text, and nothing that only looks like it."""
    assert parse_instant("2026-03-01T08:00:00+08:00") == datetime(2026, 3, 1, tzinfo=UTC)
    given: Any = datetime(2026, 3, 1, tzinfo=UTC)
    with pytest.raises(InvalidTimeError, match="neither a datetime nor a text"):
        parse_instant(given)


def test_both_times_of_a_repeated_hour_are_told_apart() -> None:
    """A datetime inside a fold is read by its own fold."""
    earlier = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0)
    later = earlier.replace(fold=1)
    assert instant(later) - instant(earlier) == timedelta(hours=1)


def test_subclasses_become_plain_datetimes() -> None:
    """A stamp of another library is taken for what it says."""

    class Stamp(datetime):
        """A datetime of somebody else's."""

    at = instant(Stamp(2026, 3, 1, 8, tzinfo=SHANGHAI))
    assert type(at) is datetime
    assert at == datetime(2026, 3, 1, tzinfo=UTC)
    assert type(instant(Stamp(2026, 3, 1, tzinfo=UTC))) is datetime


def test_a_zone_that_does_not_know_its_offset_is_no_zone() -> None:
    """A tzinfo without an offset leaves a time naive."""

    class Unsure(tzinfo):
        """A zone that will not say."""

        def utcoffset(self, dt: datetime | None) -> None:
            """Say nothing."""

        def tzname(self, dt: datetime | None) -> None:
            """Say nothing."""

        def dst(self, dt: datetime | None) -> None:
            """Say nothing."""

    with pytest.raises(InvalidTimeError) as refused:
        instant(datetime(2026, 3, 1, tzinfo=Unsure()))
    assert refused.value.problem == "naive"


def test_error_speaks_chinese_and_carries_data() -> None:
    """The error has a sentence in Chinese, and its fields as data."""
    error = InvalidTimeError("naive", "2026-03-01T08:00")
    assert error.text("zh_CN") == "时间 2026-03-01T08:00 无效：缺少时区"
    assert error.data() == {"problem": "naive", "value": "2026-03-01T08:00"}
    assert InvalidTimeError("some_room_word", 5).text() == "invalid time 5: some_room_word"
