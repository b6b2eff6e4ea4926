"""Retention floors: what must be kept, how long, and both sides of the edge."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.period import Duration, Window, instant
from communekit.storage import (
    CN_ACCOUNTING,
    CN_DEAL,
    CN_LIVE,
    CN_SELLER,
    CN_TAX,
    InvalidRetentionError,
    Kept,
    RetentionError,
    RetentionFloor,
)

ALWAYS = Window.parse("2019-01-01T00:00+08:00/..")


@pytest.mark.parametrize(
    ("floor", "completed_at", "until"),
    [
        (CN_DEAL, "2026-03-01T08:00+08:00", "2029-03-01T08:00+08:00"),
        (CN_DEAL, "2024-02-29T08:00+08:00", "2027-02-28T08:00+08:00"),
        (CN_DEAL, "2019-01-01T00:00+08:00", "2022-01-01T00:00+08:00"),
        (CN_DEAL, "2018-12-31T23:59+08:00", "2018-12-31T23:59+08:00"),  # before the law
        (CN_SELLER, "2026-03-01T08:00+08:00", "2029-03-01T08:00+08:00"),
        (CN_LIVE, "2026-03-01T08:00+08:00", "2029-03-01T08:00+08:00"),
        (CN_TAX, "2026-03-01T08:00+08:00", "2037-01-01T00:00+08:00"),
        (CN_TAX, "2026-12-31T23:59+08:00", "2037-01-01T00:00+08:00"),
        (CN_TAX, "2027-01-01T00:00+08:00", "2038-01-01T00:00+08:00"),
        (CN_ACCOUNTING, "2026-03-01T08:00+08:00", "2057-01-01T00:00+08:00"),
    ],
)
def test_until_when(floor: RetentionFloor, completed_at: str, until: str) -> None:
    """电子商务法第三十一条：自交易完成之日起不少于三年；会计档案自年度终了起算。 A purge is refused up to the moment, and not from then on."""
    completed, ends = instant(completed_at), instant(until)
    assert floor.until(completed) == ends
    assert floor.kept(completed) == Kept(ends, floor.source)
    just_before = ends - timedelta(microseconds=1)
    assert floor.may_be_purged(completed, at=ends)
    floor.check_purge(completed, at=ends)
    if ends > completed:
        assert not floor.may_be_purged(completed, at=just_before)
        with pytest.raises(RetentionError) as refused:
            floor.check_purge(completed, at=just_before)
        assert (refused.value.until, refused.value.what) == (ends, floor.name)
        assert floor.source[:5] in refused.value.text("zh")


@given(
    completed=st.timedeltas(timedelta(0), timedelta(days=25_000)).map(lambda after: ALWAYS.start + after),
    more=st.timedeltas(timedelta(0), timedelta(days=4_000)),
)
def test_later_completion_is_never_kept_shorter(completed: datetime, more: timedelta) -> None:
    """Whoever completes later keeps as long or longer, and three years are three years."""
    for floor in (CN_DEAL, CN_TAX, CN_ACCOUNTING):
        assert floor.until(completed + more) >= floor.until(completed)
    assert timedelta(days=1095) <= CN_DEAL.until(completed) - completed <= timedelta(days=1096)


def test_a_host_brings_rows_of_its_own() -> None:
    """Another law, another row."""
    own = RetentionFloor(
        "deal", Duration.years(6), ALWAYS, "German Commercial Code, section 257", zone="Europe/Berlin"
    )
    assert own.until(instant("2026-03-01T08:00+01:00")) == instant("2032-03-01T08:00+01:00")


@pytest.mark.parametrize(
    ("name", "least", "in_force", "source", "zone"),
    [
        ("Deal", Duration.years(3), ALWAYS, "a law", "Asia/Shanghai"),
        (7, Duration.years(3), ALWAYS, "a law", "Asia/Shanghai"),
        ("deal", Duration.years(0), ALWAYS, "a law", "Asia/Shanghai"),
        ("deal", 3, ALWAYS, "a law", "Asia/Shanghai"),
        ("deal", Duration.years(3), None, "a law", "Asia/Shanghai"),
        ("deal", Duration.years(3), ALWAYS, "", "Asia/Shanghai"),
        ("deal", Duration.years(3), ALWAYS, "a law", "Nowhere/City"),
    ],
)
def test_floors_that_are_none(name: str, least: Duration, in_force: Window, source: str, zone: str) -> None:
    """A floor has a word, a time, a window, a source and a place."""
    with pytest.raises(CommunekitError):
        RetentionFloor(name, least, in_force, source, zone=zone)


def test_what_is_wrong_with_a_floor_is_said() -> None:
    """In both languages."""
    with pytest.raises(InvalidRetentionError) as refused:
        RetentionFloor("Deal", Duration.years(3), ALWAYS, "a law")
    assert str(refused.value) == "Deal cannot be the name of a retention floor"
    assert "最低保存期限" in refused.value.text("zh")
