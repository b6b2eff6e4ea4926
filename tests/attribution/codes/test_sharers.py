"""Sharers: ten to a shop, invited for 15 days."""

from datetime import timedelta

import pytest

from communekit.attribution.codes import (
    WECHAT_INVITATION,
    WECHAT_SHARERS_MAX,
    InvalidNumberError,
    InvalidTokenError,
    SharerLimitError,
    Sharers,
    ShareToken,
    read_token,
    sign,
)
from communekit.ids import InvalidIdError
from tests.attribution.codes.made import NOON, ring

NINE = Sharers(f"S{number}" for number in range(9))


def test_the_tenth_is_bound_and_the_eleventh_is_not() -> None:
    """Both sides of the limit; whoever is one already stays one, and a place that is free again is taken."""
    ten = NINE.bound("S9")
    assert len(ten.parties) == WECHAT_SHARERS_MAX == 10
    assert ten.bound("S9") == ten == ten.bound("S0")
    with pytest.raises(SharerLimitError) as caught:
        ten.bound("S10")
    assert (caught.value.sharer, caught.value.limit) == ("S10", 10)
    assert "S10" in ten.without("S3").bound("S10").parties
    assert ten.without("nobody") == ten


def test_the_order_in_which_they_came_says_nothing() -> None:
    """Each once."""
    assert Sharers(["b", "a", "b"]) == Sharers(["a", "b"]) == Sharers(["a"]).bound("b")


def test_what_is_no_list_of_sharers() -> None:
    """More than the limit, no limit, a lone text."""
    with pytest.raises(SharerLimitError):
        Sharers(["a", "b", "c"], limit=2)
    assert Sharers(["a", "b"], limit=2).limit == 2
    for limit in (0, True, 1.5, 1_000_001):
        with pytest.raises(InvalidNumberError):
            Sharers(limit=limit)  # type: ignore[arg-type]  # what a host may hand in by mistake
    with pytest.raises(InvalidIdError):
        Sharers("abc")
    with pytest.raises(InvalidIdError):
        NINE.bound("")


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin"])
def test_both_sides_of_an_invitation(zone: str) -> None:
    """Valid for 15 days of the calendar, up to the second in which they end; an hour shorter where the clocks go on."""
    keys = ring()
    issued = NOON + timedelta(days=20)
    ends = WECHAT_INVITATION.add_to(issued, zone)
    text = sign(ShareToken("invite", "riverside", "S1", issued, ends), keys)
    assert ends - issued == timedelta(days=15) - timedelta(hours=zone.startswith("Europe"))
    assert (
        read_token(
            text, keys, at=ends - timedelta(microseconds=1), purpose="invite", audience="riverside"
        ).owner
        == "S1"
    )
    with pytest.raises(InvalidTokenError) as caught:
        read_token(text, keys, at=ends, purpose="invite", audience="riverside")
    assert caught.value.problem == "expired"
