"""What touches, windows and identities refuse, with data and in both languages."""

from datetime import timedelta
from typing import Any

import pytest

from communekit.attribution import (
    Consent,
    Consents,
    Identities,
    IdentityError,
    InvalidFactError,
    InvalidLookbackError,
    Lookback,
    LookbackFor,
    Lookbacks,
    Merge,
    SignIn,
    TouchConflictError,
    Touches,
)
from communekit.parties import Touch
from communekit.period import Duration, InvalidTimeError
from tests.refused import Refusal, check_refusal

AT = "2026-03-01T04:00:00Z"
HOUR = Lookback.exact(timedelta(hours=1))


def touch(id_: str = "t-1", owner: str = "L1") -> Touch:
    """Return a touch."""
    return Touch(id_, AT, "link", "M1", owner)


def any_value(value: object) -> Any:
    """Hand in what the types forbid."""
    return value


REFUSALS: list[Refusal] = [
    (lambda: Lookback.exact(timedelta(0)), InvalidLookbackError("empty", 0)),
    (lambda: Lookback.exact(timedelta(seconds=-1)), InvalidLookbackError("empty", -1)),
    (lambda: Lookback.exact(timedelta(days=300 * 366 + 1)), InvalidLookbackError("too_long", (300 * 366 + 1) * 86_400)),
    (lambda: Lookback.exact(timedelta(milliseconds=1)), InvalidLookbackError("not_seconds", timedelta(milliseconds=1))),
    (lambda: Lookback.exact(Duration.days(30)), InvalidLookbackError("not_elapsed", "P30D")),
    (lambda: Lookback.exact(Duration.months(1)), InvalidLookbackError("not_elapsed", "P1M")),
    (lambda: Lookback.exact(any_value(30)), InvalidLookbackError("kind", 30)),
    (lambda: Lookback.calendar(0, "UTC"), InvalidLookbackError("empty", 0)),
    (lambda: Lookback.calendar(any_value(True), "UTC"), InvalidLookbackError("kind", True)),
    (lambda: Lookback.calendar(3, "Mars/Olympus"), InvalidTimeError("unknown_zone", "Mars/Olympus")),
    (lambda: Lookback(60, 3, "UTC"), InvalidLookbackError("two_lengths", (60, 3, "UTC"))),
    (lambda: Lookback(None, 3), InvalidLookbackError("two_lengths", (None, 3, None))),
    (lambda: Lookback(None, None, "UTC"), InvalidLookbackError("two_lengths", (None, None, "UTC"))),
    (lambda: Lookback(None, 3, "UTC", end_included=True), InvalidLookbackError("end_of_dates", 3)),
    (lambda: Lookback(60, same_instant=any_value(1)), InvalidLookbackError("kind", 1)),
    (lambda: Lookbacks(any_value(30)), InvalidLookbackError("kind", 30)),
    (lambda: Lookbacks(HOUR, any_value([HOUR])), InvalidFactError("LookbackFor", HOUR)),
    (
        lambda: Lookbacks(HOUR, [LookbackFor(HOUR, kind="live"), LookbackFor(Lookback.unlimited(), kind="live")]),
        InvalidLookbackError("twice", "unlimited"),
    ),
    (lambda: Lookbacks(HOUR, [LookbackFor(HOUR)]), InvalidLookbackError("twice", "PT1H")),
    (lambda: LookbackFor(HOUR, channel=any_value(1)), InvalidLookbackError("kind", 1)),
    (lambda: LookbackFor(HOUR, is_view=any_value(0)), InvalidLookbackError("kind", 0)),
    (lambda: Touches([touch(), touch(owner="L2")]), TouchConflictError("t-1")),
    (lambda: Touches([touch()]).with_touch(touch(owner="L2")), TouchConflictError("t-1")),
    (lambda: Touches(any_value(["t-1"])), InvalidFactError("touch", "t-1")),
    (lambda: Touches(lifetimes=any_value({"t-1": 5})), InvalidFactError("lookback", 5)),
    (lambda: SignIn(AT, "V1", "V1"), IdentityError("V1", "V1", "visitor_is_member")),
    (lambda: SignIn(AT, "V1", "M1", is_registration=any_value(1)), InvalidFactError("bool", 1)),
    (lambda: Merge(AT, "M1", "M1"), IdentityError("M1", "M1", "circle")),
    (lambda: Identities(any_value(["V1"])), InvalidFactError("sign-in", "V1")),
    (lambda: Identities((), any_value(["M1"])), InvalidFactError("merge", "M1")),
    (lambda: Identities(within=any_value(30)), InvalidFactError("lookback", 30)),
    (
        lambda: Identities([SignIn(AT, "V1", "M1"), SignIn(AT, "V2", "V1")]),
        IdentityError("V1", "M1", "visitor_is_member"),
    ),
    (
        lambda: Identities([SignIn(AT, "V1", "M1")], [Merge(AT, "V1", "M1")]),
        IdentityError("V1", "M1", "visitor_is_member"),
    ),
    (
        lambda: Identities((), [Merge(AT, "M3", "M1"), Merge(AT, "M3", "M2")]),
        IdentityError("M3", "M2", "merged_twice"),
    ),
    (
        lambda: Identities((), [Merge(AT, "M1", "M2"), Merge(AT, "M2", "M3"), Merge(AT, "M3", "M1")]),
        IdentityError("M1", "M1", "circle"),
    ),
    (lambda: Consent(AT, "M1", is_given=any_value(None)), InvalidFactError("bool", None)),
    (lambda: Consents(any_value([1])), InvalidFactError("consent", 1)),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refusal(refusal: Refusal) -> None:
    """It is refused with its own error and data."""
    check_refusal(refusal)


def test_same_merge_twice_is_one() -> None:
    """Two accounts that become one, told again at another time, contradict nothing."""
    assert Identities((), [Merge(AT, "M2", "M1"), Merge("2026-04-01T04:00Z", "M2", "M1")]).are_one("M1", "M2")
