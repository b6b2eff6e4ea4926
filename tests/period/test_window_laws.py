"""Laws of windows."""

from datetime import datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.period import InvalidTimeError, Window
from tests.period.strategies import instants, windows


@given(edges=st.lists(instants(), min_size=3, max_size=3, unique=True).map(sorted), at=instants())
def test_half_open(edges: list[datetime], at: datetime) -> None:
    """Windows that meet cover every instant between them exactly once."""
    start, middle, end = edges
    whole, parts = Window(start, end), (Window(start, middle), Window(middle, end))
    assert sum(part.covers(at) for part in parts) == whole.covers(at)
    assert [part.covers(middle) for part in parts] == [False, True]


@given(window=windows())
def test_round_trip(window: Window) -> None:
    """What is written is read back the same."""
    assert Window.parse(window.text) == window


@given(one=windows(), other=windows(), at=instants())
def test_common_is_what_both_cover(one: Window, other: Window, at: datetime) -> None:
    """An instant lies in the common span when it lies in both; overlap is having one, either way round."""
    common = one.common(other)
    assert (common is not None and common.covers(at)) == (one.covers(at) and other.covers(at))
    assert one.overlaps(other) == other.overlaps(one) == (common is not None)
    assert common == other.common(one)


@given(window=windows(), at=instants(), asked=instants())
def test_ended_takes_away_what_comes_after(window: Window, at: datetime, asked: datetime) -> None:
    """A window ended at an instant covers what it covered before it, and nothing else."""
    assume(window.start < at)
    assert window.ended(at).covers(asked) == (window.covers(asked) and asked < at)


@given(start=instants(), end=instants())
def test_only_forward(start: datetime, end: datetime) -> None:
    """A window exists exactly when its end is after its start."""
    try:
        window = Window(start, end)
    except InvalidTimeError:
        assert end <= start
    else:
        assert window.length.total_seconds() > 0
