"""Windows: both sides of each edge."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from communekit.period import InvalidTimeError, Window, instant

MARCH = Window.parse("2026-03-01/2026-04-01", zone="Asia/Shanghai")
APRIL = Window.parse("2026-04-01/2026-05-01", zone="Asia/Shanghai")
SINCE_APRIL = Window(APRIL.start)
TICK = timedelta(microseconds=1)


def test_edges() -> None:
    """The start is in, the end is out."""
    assert MARCH.end is not None
    assert not MARCH.covers(MARCH.start - TICK)
    assert MARCH.covers(MARCH.start)
    assert MARCH.covers(MARCH.end - TICK)
    assert not MARCH.covers(MARCH.end)
    assert SINCE_APRIL.covers(instant("2199-12-31T23:59:59Z"))


def test_windows_that_meet_do_not_overlap() -> None:
    """The end of one may be the start of the next."""
    assert not MARCH.overlaps(APRIL)
    assert not APRIL.overlaps(MARCH)
    assert Window(MARCH.start, APRIL.start + TICK).overlaps(APRIL)
    assert SINCE_APRIL.overlaps(APRIL)
    assert not SINCE_APRIL.overlaps(MARCH)


def test_common_span() -> None:
    """The span in both is the later start and the earlier end."""
    assert Window(MARCH.start).common(APRIL) == APRIL
    assert MARCH.common(APRIL) is None
    assert Window(MARCH.start).common(SINCE_APRIL) == SINCE_APRIL


def test_ended() -> None:
    """A window is closed once, and never made longer."""
    assert SINCE_APRIL.ended(APRIL.end or APRIL.start) == APRIL
    assert APRIL.ended(instant("2027-01-01T00:00:00Z")) == APRIL
    with pytest.raises(InvalidTimeError, match="ends after it starts"):
        APRIL.ended(APRIL.start)


def test_length() -> None:
    """A closed window has a length, an open one has none."""
    assert MARCH.length == timedelta(days=31)
    assert SINCE_APRIL.is_open
    with pytest.raises(InvalidTimeError) as refused:
        _ = SINCE_APRIL.length
    assert refused.value.problem == "open_window"


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2026-03-01T00:00:00Z/..", None, "2026-03-01T00:00:00Z/.."),
        ("2026-03-01/..", "Asia/Shanghai", "2026-02-28T16:00:00Z/.."),
        ("2026-03-01T00:00-05:00/2026-03-01T06:00", "UTC", "2026-03-01T05:00:00Z/2026-03-01T06:00:00Z"),
        ("2018-11-04/2018-11-05", "America/Sao_Paulo", "2018-11-04T03:00:00Z/2018-11-05T02:00:00Z"),
        ("1900-01-01/2200-01-01", "Asia/Shanghai", "1899-12-31T15:54:17Z/2199-12-31T16:00:00Z"),
    ],
)
def test_texts(text: str, zone: str | None, expected: str) -> None:
    """Windows are read with offsets or in a zone, and written in UTC."""
    window = Window.parse(text, zone=zone)
    assert window.text == expected
    assert Window.parse(expected) == window
    assert eval(repr(window)) == window


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2026-03-01T00:00:00Z/2026-03-01T00:00:00Z", "empty_window"),
        ("2026-03-01T00:00:00Z/2026-02-28T23:59:59Z", "empty_window"),
        ("2026-03-01/..", "naive"),
        ("2026-03-01T00:00/..", "naive"),
        ("../2026-03-01T00:00:00Z", "malformed"),
        ("2026-03-01T00:00:00Z/", "malformed"),
        ("2026-03-01T00:00:00Z", "malformed"),
        ("2026-03-01T00:00:00Z/../..", "malformed"),
        ("2026-03-01T00:00:00Z/P1M", "malformed"),
        ("", "malformed"),
        ("x" * 1_000_000, "malformed"),
        (None, "malformed"),
        ("1850-01-01T00:00:00Z/..", "out_of_range"),
        ("2026-03-01T00:00:00Z/3000-01-01T00:00:00Z", "out_of_range"),
    ],
)
def test_texts_are_refused(text: Any, problem: str) -> None:
    """Empty, naive and misspelt windows are refused."""
    with pytest.raises(InvalidTimeError) as refused:
        Window.parse(text)
    assert refused.value.problem == problem


def test_naive_questions_are_refused() -> None:
    """A naive time is never quietly taken for UTC."""
    with pytest.raises(InvalidTimeError) as refused:
        MARCH.covers(datetime(2026, 3, 2))  # noqa: DTZ001  # what is refused
    assert refused.value.problem == "naive"
    assert Window(datetime(2026, 3, 1, tzinfo=UTC)) == Window("2026-03-01T08:00:00+08:00")
