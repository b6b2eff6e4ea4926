"""Touches, sign-ins and windows to test with: few people and few instants, so that they meet."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from communekit.attribution import Consent, Identities, Lookback, LookbackFor, Lookbacks, Merge, SignIn
from communekit.parties import Role, Touch
from communekit.period import instant

START = instant("2026-03-01T00:00:00Z")
MEMBERS = ("M1", "M2", "M3")
VISITORS = ("V1", "V2")
LEADERS = ("L1", "L2", "L3")
CHANNELS = ("moments", "group")
ZONES = ("Asia/Shanghai", "America/New_York", "America/St_Johns", "Pacific/Apia", "America/Sao_Paulo", "UTC")


def hour(number: int) -> datetime:
    """Return an hour of the test's days."""
    return START + timedelta(hours=number)


def hours() -> st.SearchStrategy[datetime]:
    """Hours of two days: few, so that some are equal."""
    return st.integers(0, 48).map(hour)


def far_instants() -> st.SearchStrategy[datetime]:
    """Instants of many years, to the second: in summer and winter, and near the jumps of clocks."""
    jumps = (
        "2026-03-08T07:00Z",
        "2026-11-01T06:00Z",
        "2011-12-30T10:00Z",
        "2018-11-04T03:00Z",
        "2006-10-29T02:31Z",
    )
    near = st.builds(
        lambda jump, seconds: instant(jump) + timedelta(seconds=seconds),
        st.sampled_from(jumps),
        st.integers(-200_000, 200_000),
    )
    anywhere = st.integers(0, 40 * 366 * 86_400).map(
        lambda s: instant("1990-01-01T00:00Z") + timedelta(seconds=s)
    )
    return near | anywhere


def exact_lookbacks() -> st.SearchStrategy[Lookback]:
    """Windows in hours as they pass."""
    return st.builds(
        lambda length, end, same: Lookback.exact(
            timedelta(hours=length), end_included=end, same_instant=same
        ),
        st.integers(1, 30),
        st.booleans(),
        st.booleans(),
    )


def calendar_lookbacks() -> st.SearchStrategy[Lookback]:
    """Windows in dates of places whose clocks jump."""
    return st.builds(Lookback.calendar, st.integers(1, 40), st.sampled_from(ZONES))


def lookbacks() -> st.SearchStrategy[Lookback]:
    """Windows of every kind."""
    return exact_lookbacks() | calendar_lookbacks() | st.just(Lookback.unlimited())


def rules_of_windows() -> st.SearchStrategy[Lookbacks]:
    """Windows per channel, kind, and view or click."""
    one = st.builds(
        LookbackFor,
        exact_lookbacks(),
        channel=st.none() | st.sampled_from(CHANNELS),
        kind=st.none() | st.sampled_from(("link", "live")),
        is_view=st.none() | st.booleans(),
    )
    one = one.filter(lambda rule: any(rule.rank))
    rules = st.lists(one, max_size=4, unique_by=lambda rule: (rule.channel, rule.kind, rule.is_view))
    return st.builds(Lookbacks, exact_lookbacks(), rules)


def touches(order: str = "O1") -> st.SearchStrategy[Touch]:
    """Touches by few people through few leaders; their ids follow from all that they are."""

    def made(
        at: datetime, kind: str, by: str, owner: str | None, is_view: bool, tied: str | None, channel: str
    ) -> Touch:
        id_ = f"{at:%d%H}-{kind}-{by}-{owner}-{'v' if is_view else 'c'}-{tied or ''}-{channel}"
        return Touch(id_, at, kind, by, owner, is_view=is_view, order=tied, channel=channel)

    return st.builds(
        made,
        hours(),
        st.sampled_from(("link", "live", "coupon", "code", "qr")),
        st.sampled_from((*MEMBERS, *VISITORS)),
        st.none() | st.sampled_from((*LEADERS, "M1")),
        st.booleans(),
        st.sampled_from((None, None, order, "O-other")),
        st.sampled_from(CHANNELS),
    )


def sign_ins() -> st.SearchStrategy[SignIn]:
    """Sign-ins of members on few devices."""
    return st.builds(
        SignIn, hours(), st.sampled_from(VISITORS), st.sampled_from(MEMBERS), is_registration=st.booleans()
    )


def merges() -> st.SearchStrategy[list[Merge]]:
    """Merges of accounts that contradict nothing: always into an account of a lower number."""
    second = st.builds(lambda at: Merge(at, "M2", "M1"), hours())
    third = st.builds(lambda at, into: Merge(at, "M3", into), hours(), st.sampled_from(("M1", "M2")))
    return st.tuples(st.none() | second, st.none() | third).map(lambda two: [one for one in two if one])


def identities() -> st.SearchStrategy[Identities]:
    """What is known of who is who."""
    return st.builds(Identities, st.lists(sign_ins(), max_size=5), merges(), within=exact_lookbacks())


def consents() -> st.SearchStrategy[Consent]:
    """Yes and no of few people."""
    return st.builds(Consent, hours(), st.sampled_from((*MEMBERS, *VISITORS)), is_given=st.booleans())


__all__ = ["LEADERS", "MEMBERS", "START", "VISITORS", "ZONES", "Role", "hour", "hours", "touches"]
