"""Dated parameters: which row is in force, and what cannot be one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import InvalidTextError
from communekit.ledger.tax import Dated, DatedRow, InvalidTaxTermsError, NotInForceError
from communekit.period import InvalidTimeError, Window, instant

START = datetime(2026, 1, 1, tzinfo=UTC)


def at(days: int) -> datetime:
    """Return a moment so many days after the start."""
    return START + timedelta(days=days)


@given(
    edges=st.lists(st.integers(0, 100), min_size=2, max_size=8, unique=True).map(sorted),
    day=st.integers(-5, 105),
    data=st.data(),
)
def test_the_row_in_force_is_the_one_that_covers(edges: list[int], day: int, data: st.DataObject) -> None:
    """In whatever order rows are given: at most one covers a moment, and outside of them nothing is in force."""
    rows = [
        DatedRow(Window(at(start), at(end)), start, "a law")
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    dated = Dated(tuple(data.draw(st.permutations(rows))))
    assert dated == Dated(tuple(rows))
    expected = [start for start, end in zip(edges[::2], edges[1::2], strict=False) if start <= day < end]
    if expected:
        assert [dated.at(at(day))] == expected
    else:
        with pytest.raises(NotInForceError):
            dated.at(at(day))


def test_edges_are_half_open() -> None:
    """The first instant belongs to the row, the end to the next one, and a gap to none."""
    dated = Dated.of(
        ("2026-01-01/2026-02-01", "a", "law 1"), ("2026-02-01/2026-03-01", "b", "law 2"), zone="Asia/Shanghai"
    )
    assert dated.at(instant("2026-01-31T23:59:59+08:00")) == "a"
    assert dated.row_at(instant("2026-02-01T00:00:00+08:00")).source == "law 2"
    for text in ("2025-12-31T23:59:59+08:00", "2026-03-01T00:00:00+08:00"):
        with pytest.raises(NotInForceError) as refused:
            dated.at(instant(text))
        assert refused.value.last == instant("2026-03-01T00:00+08:00")
        assert "2026" in refused.value.text("zh")


def test_rows_that_overlap_or_are_none_are_refused() -> None:
    """Two rows in force at once, no row at all, and what is no row."""
    wrong: Any = Dated
    row = DatedRow(Window(at(0)), 1, "law 1")
    for rows, problem in (
        ((row, DatedRow(Window(at(5)), 2, "law 2")), "overlap"),
        ((), "no_rows"),
        ((1,), "not_a_row"),
    ):
        with pytest.raises(InvalidTaxTermsError) as refused:
            wrong(rows)
        assert refused.value.problem == problem
    with pytest.raises(InvalidTaxTermsError):
        wrong((DatedRow(wrong.always(1, source="x"), 1, "law"),))
    with pytest.raises(InvalidTextError):
        Dated.always(1, source="")


def test_a_moment_without_a_zone_is_refused() -> None:
    """What is in force is a question of an instant."""
    with pytest.raises(InvalidTimeError):
        Dated.always(1, source="x").at(datetime(2026, 1, 1))  # noqa: DTZ001  # on purpose
