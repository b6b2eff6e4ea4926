"""Calendars: worked periods, odd clocks, and what is refused."""

import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from communekit.period import Calendar, Cycle, InvalidTimeError, Recurrence, Window, instant, local, zone

SHANGHAI = zone("Asia/Shanghai")
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("word", "day", "first", "last"),
    [
        # OCA/commission 17.0, commission_make_settle: the periods of its settlement wizard.
        ("half_month", "2022-01-05", "2022-01-01", "2022-01-15"),
        ("quarter", "2022-05-10", "2022-04-01", "2022-06-30"),
        ("half_year", "2022-08-01", "2022-07-01", "2022-12-31"),
        ("month", "2023-02-28", "2023-02-01", "2023-02-28"),
        ("year", "2022-12-31", "2022-01-01", "2022-12-31"),
        ("month", "2024-02-29", "2024-02-01", "2024-02-29"),
        ("half_month", "2024-02-29", "2024-02-16", "2024-02-29"),
        ("half_month", "2026-01-31", "2026-01-16", "2026-01-31"),
        ("week", "2026-12-31", "2026-12-28", "2027-01-03"),
        ("day", "2026-03-15", "2026-03-15", "2026-03-15"),
    ],
)
def test_periods_run_from_first_to_last_day(word: str, day: str, first: str, last: str) -> None:
    """A day's period starts with its first day and ends with the end of its last, in the place's time."""
    window = Calendar.of(word, SHANGHAI).window_at(local(day, SHANGHAI))
    assert window.end is not None
    assert window.start == local(first, SHANGHAI)
    assert window.end - TICK < local(date.fromisoformat(last) + timedelta(days=1), SHANGHAI) == window.end


def test_both_sides_of_a_months_edge() -> None:
    """Midnight in Shanghai belongs to the new month; the microsecond before to the old one."""
    calendar = Calendar.monthly(SHANGHAI)
    midnight = local("2026-03-01", SHANGHAI)
    assert calendar.label_at(midnight - TICK) == "2026-02"
    assert calendar.label_at(midnight) == "2026-03"
    assert Calendar.monthly("UTC").label_at(midnight) == "2026-02"


def test_words_and_names_agree() -> None:
    """The calendars by name are those by word."""
    named = {
        "day": Calendar.daily,
        "week": Calendar.weekly,
        "half_month": Calendar.semi_monthly,
        "month": Calendar.monthly,
        "quarter": Calendar.quarterly,
        "half_year": Calendar.half_yearly,
        "year": Calendar.yearly,
    }
    assert set(named) == {cycle.value for cycle in Cycle}
    for word, calendar in named.items():
        assert calendar(SHANGHAI) == Calendar.of(word, "Asia/Shanghai")


def test_days_of_23_and_25_hours() -> None:
    """On the days when the clocks jump a day is an hour shorter or longer."""
    calendar = Calendar.daily("Europe/Berlin")
    assert calendar.window_of("2026-03-29").length == timedelta(hours=23)
    assert calendar.window_of("2026-10-25").length == timedelta(hours=25)


def test_a_skipped_midnight_starts_the_day_late() -> None:
    """In São Paulo the day of the jump began at one o'clock."""
    window = Calendar.daily("America/Sao_Paulo").window_of("2018-11-04")
    assert (window.start, window.length) == (datetime(2018, 11, 4, 3, tzinfo=UTC), timedelta(hours=23))


def test_a_skipped_day_has_no_window() -> None:
    """Samoa crossed the date line: 30 December 2011 is no period, and its neighbours meet."""
    calendar = Calendar.daily("Pacific/Apia")
    with pytest.raises(InvalidTimeError) as refused:
        calendar.window_of("2011-12-30")
    assert refused.value.problem == "no_such_period"
    assert calendar.window_of("2011-12-29").end == calendar.window_of("2011-12-31").start


def test_clocks_that_jump_back_over_midnight() -> None:
    """In St. John's a day had begun when the clocks fell back into yesterday: it stays begun."""
    calendar = Calendar.daily("America/St_Johns")
    begun = datetime(2006, 10, 29, 2, 30, tzinfo=UTC)
    shown_as_yesterday = begun + timedelta(minutes=30)
    assert calendar.label_at(begun - TICK) == "2006-10-28"
    assert calendar.label_at(begun) == calendar.label_at(shown_as_yesterday) == "2006-10-29"
    assert Calendar.daily("America/St_Johns").label_at(shown_as_yesterday) == "2006-10-29"


def test_from_the_26th_to_the_25th() -> None:
    """A rule cuts months where the house wants them cut; a first short period runs up to it."""
    calendar = Calendar.rrule("FREQ=MONTHLY;BYMONTHDAY=26", SHANGHAI, "2026-01-10")
    labels = [
        calendar.label_at(local(day, SHANGHAI))
        for day in ("2026-01-10", "2026-01-25", "2026-01-26", "2026-02-25", "2026-02-26")
    ]
    assert labels == ["2026-01-10", "2026-01-10", "2026-01-26", "2026-01-26", "2026-02-26"]
    assert calendar.window_of("2026-02-26") == Window.parse("2026-02-26/2026-03-26", zone=SHANGHAI)
    with pytest.raises(InvalidTimeError) as refused:
        calendar.window_of("2026-02-27")
    assert refused.value.problem == "no_such_period"


def test_rules_start_when_they_start() -> None:
    """Before the start of a rule there is no period."""
    calendar = Calendar.rrule("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", SHANGHAI, "2026-01-02T06:00")
    with pytest.raises(InvalidTimeError) as refused:
        calendar.window_at(local("2026-01-02T05:59:59", SHANGHAI))
    assert refused.value.problem == "before_start"
    assert calendar.window_of("2026-01-16") == Window.parse(
        "2026-01-16T06:00/2026-01-30T06:00", zone=SHANGHAI
    )


def test_a_rule_that_does_not_come_round_again_stays_open() -> None:
    """Where the next occurrence lies beyond the years kept, the last window has no end."""
    calendar = Calendar.rrule("FREQ=YEARLY;INTERVAL=100", "UTC", "2150-01-01")
    assert calendar.window_at(instant("2199-01-01T00:00:00Z")).is_open


def test_rule_skips_times_that_clocks_skip() -> None:
    """An occurrence in a gap falls on the first instant after it."""
    calendar = Calendar.rrule("FREQ=DAILY", "Europe/Berlin", "2026-03-28T02:30")
    assert calendar.window_of("2026-03-29").start == datetime(2026, 3, 29, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("", "malformed_rule"),
        ("FREQ=HOURLY", "malformed_rule"),
        ("FREQ=SECONDLY", "malformed_rule"),
        ("FREQ=MONTHLY;COUNT=3", "malformed_rule"),
        ("FREQ=MONTHLY;UNTIL=20270101", "malformed_rule"),
        ("FREQ=DAILY;BYHOUR=1,2", "malformed_rule"),
        ("FREQ=DAILY;INTERVAL=0", "malformed_rule"),
        ("FREQ=DAILY;INTERVAL=1000", "malformed_rule"),
        ("FREQ=DAILY;INTERVAL=1,2", "malformed_rule"),
        ("FREQ=DAILY;INTERVAL=1;INTERVAL=2", "malformed_rule"),
        ("FREQ=DAILY,WEEKLY", "malformed_rule"),
        ("INTERVAL=2", "malformed_rule"),
        ("RRULE:FREQ=DAILY", "malformed_rule"),
        ("DTSTART:20260101\nRRULE:FREQ=DAILY", "malformed_rule"),
        ("FREQ=DAILY;BYMONTHDAY=0", "malformed_rule"),
        ("FREQ=DAILY;BYMONTH=13", "malformed_rule"),
        ("FREQ=DAILY;BYDAY=1MO", "malformed_rule"),
        ("FREQ=YEARLY;BYDAY=0MO", "malformed_rule"),
        ("FREQ=DAILY;BYSETPOS=999;BYMONTHDAY=1", "malformed_rule"),
        ("FREQ=DAILY;BYMONTHDAY=" + ",".join(["1"] * 1000), "malformed_rule"),
        (None, "malformed_rule"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "no_occurrence"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "no_occurrence"),
    ],
)
def test_rules_are_refused(rule: Any, problem: str) -> None:
    """What ends, never comes round, comes too often or is no rule makes no calendar."""
    with pytest.raises(InvalidTimeError) as refused:
        Calendar.rrule(rule, SHANGHAI, "2026-01-01")
    assert refused.value.problem == problem


def test_a_recurrence_starts_at_a_local_time() -> None:
    """A date alone, or a time with a zone, is no local time."""
    given: Any = date(2026, 1, 1)
    with pytest.raises(InvalidTimeError, match="it is a date"):
        Recurrence("FREQ=DAILY", given)
    with pytest.raises(InvalidTimeError, match="time zone of its own"):
        Calendar.rrule("FREQ=DAILY", SHANGHAI, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("word", ["", "MONTH", "months", "fortnight", None, 1])
def test_other_words_are_refused(word: Any) -> None:
    """Only the seven words name a cycle."""
    with pytest.raises(InvalidTimeError) as refused:
        Calendar.of(word, SHANGHAI)
    assert refused.value.problem == "unknown_cycle"
    with pytest.raises(InvalidTimeError):
        Calendar(word, SHANGHAI)


@pytest.mark.parametrize("label", ["", "2026-13", "2026", "1899-12", "2200-01", "9999-12", "0000-01", None])
def test_other_labels_are_refused(label: Any) -> None:
    """A name that no period has is refused."""
    with pytest.raises(InvalidTimeError) as refused:
        Calendar.monthly(SHANGHAI).window_of(label)
    assert refused.value.problem == "no_such_period"


def test_the_first_and_the_last_instant_have_their_period() -> None:
    """The whole range of years is covered, in zones before and behind UTC; nothing outside is."""
    first, last = instant("1900-01-01T00:00:00Z"), instant("2199-12-31T23:59:59.999999Z")
    for name in ("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"):
        for cycle in Cycle:
            calendar = Calendar(cycle, name)
            assert calendar.window_at(first).covers(first)
            assert calendar.window_at(last).covers(last)
            for outside in (first - TICK, last + TICK):
                with pytest.raises(InvalidTimeError):
                    calendar.window_at(outside)


def test_windows_of_a_span() -> None:
    """The windows of a span follow one another and overlap it; an open span has no last one."""
    calendar = Calendar.semi_monthly(SHANGHAI)
    span = Window.parse("2026-01-15/2026-02-16", zone=SHANGHAI)
    labels = [calendar.label_at(window.start) for window in calendar.windows(span)]
    assert labels == ["2026-01-H1", "2026-01-H2", "2026-02-H1"]
    century_end = Window.parse("2199-12-20T00:00:00Z/2200-06-01T00:00:00Z")
    assert len(list(calendar.windows(century_end))) == 2
    with pytest.raises(InvalidTimeError):
        calendar.windows(Window(span.start))


def test_an_open_last_window_is_the_last() -> None:
    """A span that reaches into a window without end stops there."""
    calendar = Calendar.rrule("FREQ=YEARLY;INTERVAL=100", "UTC", "2150-01-01")
    span = Window.parse("2151-01-01T00:00:00Z/2199-01-01T00:00:00Z")
    assert [window.is_open for window in calendar.windows(span)] == [True]


def test_naive_questions_are_refused() -> None:
    """A naive time is refused, also right after a good one."""
    calendar = Calendar.monthly(SHANGHAI)
    calendar.window_at(local("2026-03-01", SHANGHAI))
    with pytest.raises(InvalidTimeError) as refused:
        calendar.window_at(datetime(2026, 3, 2))  # noqa: DTZ001  # what is refused
    assert refused.value.problem == "naive"


def test_calendars_are_values() -> None:
    """Calendars compare by what they say, whatever they were asked, and travel between processes."""
    asked, fresh = Calendar.monthly(SHANGHAI), Calendar.monthly("Asia/Shanghai")
    asked.label_at(local("2026-03-01", SHANGHAI))
    assert asked == fresh == pickle.loads(pickle.dumps(asked))
    assert hash(asked) == hash(fresh)
    assert repr(asked) == repr(fresh)
