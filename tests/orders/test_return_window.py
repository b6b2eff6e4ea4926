"""Return windows: seven days without a reason, and what is excepted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.orders import ReturnWindow
from communekit.period import InvalidTimeError, parse_instant

CAME = parse_instant("2026-03-03T18:00:00+08:00")
LAST = parse_instant("2026-03-11T00:00:00+08:00")


def test_both_sides_of_the_end() -> None:
    """The seventh day belongs to it, the eighth does not, and nothing is sent back before it came."""
    window = ReturnWindow()
    tick = timedelta(microseconds=1)
    assert window.until(CAME) == LAST
    assert (window.allows(CAME, LAST - tick), window.allows(CAME, LAST)) == (True, False)
    assert (window.allows(CAME, CAME), window.allows(CAME, CAME - tick)) == (True, False)


def test_what_is_excepted_is_not_taken_back() -> None:
    """Fresh food never; other goods not when the member confirmed it at purchase; a host may except other kinds."""
    window = ReturnWindow()
    assert not window.allows(CAME, CAME, kind="fresh_perishable")
    assert not window.allows(CAME, CAME, confirmed_unsuitable=True)
    assert not ReturnWindow(excepted=("gift",)).allows(CAME, CAME, kind="gift")
    assert ReturnWindow(excepted=()).allows(CAME, CAME, kind="fresh_perishable")


@given(days=st.integers(0, 400), seconds=st.integers(0, 86_399))
def test_half_open(days: int, seconds: int) -> None:
    """half_open: whenever of a day the goods came, the window ends with the same midnight."""
    came = parse_instant("2026-03-03T00:00:00+08:00") + timedelta(seconds=seconds)
    window = ReturnWindow(days=days)
    until = window.until(came)
    assert until == parse_instant("2026-03-04T00:00:00+08:00") + timedelta(days=days)
    assert not window.allows(came, until)


@pytest.mark.parametrize("days", [-1, 3_661, True, 1.5])
def test_bad_days_are_refused(days: object) -> None:
    """A whole number of days, zero or more, within ten years."""
    with pytest.raises(InvalidTimeError):
        ReturnWindow(days=days)  # type: ignore[arg-type]  # meant
