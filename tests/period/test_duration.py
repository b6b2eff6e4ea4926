"""Durations: worked sums, odd clocks, and what is refused."""

from typing import Any

import pytest

from communekit.period import Duration, InvalidTimeError, instant, instant_text, local


@pytest.mark.parametrize(
    ("text", "start", "zone", "expected"),
    [
        ("P1M", "2026-01-31T12:00:00+08:00", "Asia/Shanghai", "2026-02-28T04:00:00Z"),
        ("P1M", "2024-01-31T12:00:00+08:00", "Asia/Shanghai", "2024-02-29T04:00:00Z"),
        ("P1M", "2026-03-31T12:00:00+08:00", "Asia/Shanghai", "2026-04-30T04:00:00Z"),
        ("P1Y", "2024-02-29T12:00:00+08:00", "Asia/Shanghai", "2025-02-28T04:00:00Z"),
        ("P4Y", "2024-02-29T12:00:00+08:00", "Asia/Shanghai", "2028-02-29T04:00:00Z"),
        ("P1M1D", "2026-01-30T12:00:00+08:00", "Asia/Shanghai", "2026-03-01T04:00:00Z"),
        # The month is that of the place: in Shanghai it is 1 March already.
        ("P1M", "2026-02-28T16:00:00Z", "Asia/Shanghai", "2026-03-31T16:00:00Z"),
        ("P1M", "2026-02-28T16:00:00Z", "UTC", "2026-03-28T16:00:00Z"),
        ("P7D", "2026-03-01T12:00:00+08:00", "Asia/Shanghai", "2026-03-08T04:00:00Z"),
        # Days keep the wall clock, hours do not.
        ("P1D", "2026-03-28T12:00:00+01:00", "Europe/Berlin", "2026-03-29T10:00:00Z"),
        ("PT24H", "2026-03-28T12:00:00+01:00", "Europe/Berlin", "2026-03-29T11:00:00Z"),
        # 02:30 is skipped: the first instant after the jump. Twice: the earlier one.
        ("P1D", "2026-03-28T02:30:00+01:00", "Europe/Berlin", "2026-03-29T01:00:00Z"),
        ("P1D", "2026-10-24T02:30:00+02:00", "Europe/Berlin", "2026-10-25T00:30:00Z"),
        # Nothing is added: even inside a fold the instant stays.
        ("P0D", "2026-10-25T02:30:00+01:00", "Europe/Berlin", "2026-10-25T01:30:00Z"),
        ("PT1S", "2026-10-25T02:30:00+01:00", "Europe/Berlin", "2026-10-25T01:30:01Z"),
    ],
)
def test_sums(text: str, start: str, zone: str, expected: str) -> None:
    """Months clamp, days keep the wall clock, hours pass."""
    assert instant_text(Duration.parse(text).add_to(instant(start), zone)) == expected


def test_taking_away() -> None:
    """A month before 31 March is the end of February; a day before is the same time by the clock."""
    at = local("2026-03-31T12:00", "Asia/Shanghai")
    assert Duration.months(1).subtract_from(at, "Asia/Shanghai") == local("2026-02-28T12:00", "Asia/Shanghai")
    noon = local("2026-03-29T12:00", "Europe/Berlin")
    assert Duration.days(1).subtract_from(noon, "Europe/Berlin") == local("2026-03-28T12:00", "Europe/Berlin")


def test_named_units() -> None:
    """Each unit has its maker."""
    made = (
        Duration.years(1), Duration.months(2), Duration.weeks(3), Duration.days(4),
        Duration.hours(5), Duration.minutes(6), Duration.seconds(7),
    )  # fmt: skip
    assert [duration.text for duration in made] == ["P1Y", "P2M", "P21D", "P4D", "PT5H", "PT6M", "PT7S"]
    assert Duration.parse("PT36H90M61S").text == "PT37H31M1S"
    assert repr(Duration.parse("P1M")) == 'Duration.parse("P1M")'
    assert not Duration.parse("P0D")
    assert Duration.seconds(1)


@pytest.mark.parametrize(
    "text",
    [
        "", "P", "PT", "P1", "1M", "p1m", "P1MT", "P-1D", "-P1D", "+P1D", "P1.5D", "P1,5D", "P1D1M", "PT1S1H",
        "P1M ", "P1M\n", "P１M", "P1H", "P" + "9" * 1000 + "D", None, 7,
    ],
)  # fmt: skip
def test_other_texts_are_refused(text: Any) -> None:
    """Fractions, signs, wrong order and what is no text are refused."""
    with pytest.raises(InvalidTimeError) as refused:
        Duration.parse(text)
    assert refused.value.problem == "malformed"


@pytest.mark.parametrize(
    ("count", "problem"),
    [(-1, "not_a_duration"), (True, "not_a_duration"), (1.5, "not_a_duration"), (10**30, "out_of_range")],
)
def test_other_counts_are_refused(count: Any, problem: str) -> None:
    """Counts are whole, not negative, and at most 300 years."""
    makers: tuple[Any, ...] = (
        Duration.years, Duration.months, Duration.weeks, Duration.days,
        Duration.hours, Duration.minutes, Duration.seconds,
    )  # fmt: skip
    for maker in makers:
        with pytest.raises(InvalidTimeError) as refused:
            maker(count)
        assert refused.value.problem == problem


def test_limits() -> None:
    """300 years are a duration; a month more is not; and the answer must be an instant."""
    assert Duration.years(300).text == "P300Y"
    with pytest.raises(InvalidTimeError):
        Duration.months(3601)
    late = instant("2199-12-31T00:00:00Z")
    for long in (Duration.days(1), Duration.years(300)):
        with pytest.raises(InvalidTimeError) as refused:
            long.add_to(late, "UTC")
        assert refused.value.problem == "out_of_range"
    with pytest.raises(InvalidTimeError):
        Duration.years(300).subtract_from(instant("1900-01-01T00:00:00Z"), "Asia/Shanghai")
