"""Hold policies: when what was earned is free."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.claims import HoldFrom, HoldPolicy, Milestones
from communekit.period import Calendar, InvalidTimeError, parse_instant

PAID = parse_instant("2026-03-01T10:00:00+08:00")
CAME = parse_instant("2026-03-03T18:30:00+08:00")
DAY = timedelta(days=1)


def facts(**others: object) -> Milestones:
    """Return an order that was paid and received."""
    given_: dict[str, object] = {"paid_at": PAID, "received_at": CAME, **others}
    return Milestones(**given_)  # type: ignore[arg-type]  # any milestones


@pytest.mark.parametrize(
    ("policy", "milestones", "ends"),
    [
        (HoldPolicy(), facts(), CAME + 7 * DAY),
        (HoldPolicy(days=0), facts(), CAME),
        (HoldPolicy(), facts(received_at=None), None),
        (HoldPolicy(), facts(after_sale_until=CAME + 9 * DAY), CAME + 9 * DAY),
        (HoldPolicy(), facts(after_sale_until=CAME + 6 * DAY), CAME + 7 * DAY),
        (HoldPolicy(), facts(after_sale_open=True), None),
        (HoldPolicy(after_sale=False), facts(after_sale_open=True), CAME + 7 * DAY),
        (HoldPolicy(from_=HoldFrom.PAYMENT), facts(received_at=None), PAID + 7 * DAY),
        (HoldPolicy(from_=HoldFrom.FORMED, days=1), facts(formed_at=PAID + DAY), PAID + 2 * DAY),
        (HoldPolicy(from_=HoldFrom.FORMED), facts(), None),
    ],
    ids=["default", "no days", "not received", "after-sale later", "after-sale earlier", "case open", "case ignored", "from payment", "from forming", "not formed"],
)  # fmt: skip
def test_when_a_hold_ends(policy: HoldPolicy, milestones: Milestones, ends: datetime | None) -> None:
    """The later of the days after its start and the end of after-sale; None while that is not known."""
    assert policy.ends_at(milestones) == ends


def test_a_cut_off_collects() -> None:
    """With cut-offs the amount is free at the end of the period in which its hold ends; a hold that ends with one, then."""
    zone = "Asia/Shanghai"
    policy = HoldPolicy(days=0, cutoffs=Calendar.of("week", zone))
    monday = parse_instant("2026-03-09T00:00:00+08:00")
    assert policy.ends_at(facts()) == monday
    assert policy.ends_at(facts(received_at=monday)) == monday
    assert policy.ends_at(facts(received_at=monday + timedelta(microseconds=1))) == monday + 7 * DAY


def test_days_are_days_of_the_calendar() -> None:
    """Where clocks change, seven days later is the same hour of the clock."""
    policy = HoldPolicy(zone="Europe/Berlin")
    came = parse_instant("2026-03-28T18:30:00+01:00")
    assert policy.ends_at(facts(received_at=came)) == parse_instant("2026-04-04T18:30:00+02:00")


@given(days=st.integers(0, 60), more=st.integers(0, 60), later=st.integers(0, 100))
def test_a_longer_hold_never_ends_earlier(days: int, more: int, later: int) -> None:
    """monotone: more days, or after-sale that runs longer, never free an amount sooner."""
    until = CAME + later * DAY
    short, long = HoldPolicy(days=days), HoldPolicy(days=days + more)
    for milestones in (facts(), facts(after_sale_until=until)):
        first, second = short.ends_at(milestones), long.ends_at(milestones)
        assert first is not None
        assert second is not None
        assert CAME <= first <= second
    ends = short.ends_at(facts(after_sale_until=until))
    assert ends is not None
    assert ends >= until


def test_bad_days_are_refused() -> None:
    """A hold has a whole number of days, zero or more."""
    for days in (-1, True, 1.5):
        with pytest.raises(InvalidTimeError):
            HoldPolicy(days=days)  # type: ignore[arg-type]  # meant


def test_the_last_moment_may_still_be_held() -> None:
    """Half-open by default: free at the end itself; systems that ask for strictly later free it a moment after."""
    end, tick = CAME + 7 * DAY, timedelta(microseconds=1)
    assert [HoldPolicy().is_over(facts(), at) for at in (end - tick, end, end + tick)] == [False, True, True]
    late = HoldPolicy(last_held=True)
    assert [late.is_over(facts(), at) for at in (end - tick, end, end + tick)] == [False, False, True]
    assert not HoldPolicy().is_over(facts(received_at=None), end)
