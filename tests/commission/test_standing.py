"""Standing: the totals of open periods, as a value that is given in and given back."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from communekit.commission import (
    Assessment,
    Bound,
    Key,
    Measure,
    Plans,
    Row,
    Scope,
    Standing,
    Tier,
    TierMode,
    Tiers,
    assess,
    assess_all,
)
from communekit.money import Rate
from communekit.orders import Credit, Credits, Order
from communekit.parties import Role
from communekit.period import Window
from tests.commission.shop import LEADER_ONLY, NOON, cny, line, order, pay, plan, run, share

TWO_TIERS = [Tier(cny(0)), Tier(cny(1_000), Rate.percent(10))]
MONTH = Tiers(TierMode.GRADUATED, Measure(period="month"), TWO_TIERS)


def counting(total: str, **words: str) -> Tiers:
    """Return a table that pays nothing and counts."""
    measure = Measure(total, **{"period": "month", **words})
    return Tiers(TierMode.GRADUATED, measure, [Tier(cny(0) if measure.is_money else 0)])


def test_a_standing_is_a_value() -> None:
    """Equal by content; what moves makes another; it cannot be changed in place."""
    key = Key("measure", "basket: base", "L1", "2026-03")
    one = Standing().moved({key: Row(5)})
    assert one == Standing({key: Row(5)})
    assert one != Standing()
    assert (
        one.measured("basket", "base", "L1", "2026-03"),
        one.measured("basket", "base", "L2", "2026-03"),
    ) == (5, 0)
    assert list(one.moved({Key("exact", "a", "b", "c"): Row(1)})) == [
        (Key("exact", "a", "b", "c"), Row(1)),
        (key, Row(5)),
    ]
    assert one.without("2026-03") == Standing()
    assert one.without("2026-04") == one
    assert repr(one) == "Standing(<1 rows>)"
    with pytest.raises(TypeError):
        one.rows[key] = Row(6)  # type: ignore[index]  # meant


@pytest.mark.parametrize(
    ("total", "counted"),
    [
        ("paid", 2_000),
        ("listed", 2_000),
        ("net", 1_900),
        ("margin", 1_400),
        ("quantity", 5),
        ("lines", 2),
        ("orders", 1),
        ("members", 1),
    ],
)
def test_what_is_counted(total: str, counted: int) -> None:
    """Two lines of one order of one member, in each measure."""
    sold = order(
        line("1", 1_000, quantity=2, tax=cny(100), cost=cny(300)),
        line("2", 1_000, quantity=3, cost=cny(300)),
        member="M1",
    )
    _, standing = run(plan(pay(counting(total))), [sold])
    assert standing.measured("basket", "base", "L1", "2026-03") == counted


def test_members_count_once_a_month() -> None:
    """The same member twice is one, two are two; a passer-by is nobody; April begins anew."""
    days = [order(member=who, order_id=f"O{n}") for n, who in enumerate(("M1", "M1", "M2", None))]
    april = order(member="M1", order_id="O9", at=NOON + timedelta(days=30))
    _, standing = run(plan(pay(counting("members"))), [*days, april])
    assert standing.measured("basket", "base", "L1", "2026-03") == 2
    assert standing.measured("basket", "base", "L1", "2026-04") == 1


@pytest.mark.parametrize(
    ("per", "who"),
    [("payee", "L1"), ("leader", "L1"), ("store", "S1"), ("member", "M1"), ("leader.team", "T1")],
)
def test_for_whom_is_counted(per: str, who: str) -> None:
    """Whoever is paid, another role's party, or a group that an open fact names."""
    sold = order(1_000, member="M1", about={"leader": {"team": "T1"}})
    _, standing = run(plan(pay(counting("paid", per=per))), [sold])
    assert standing.measured("basket", "base", who, "2026-03") == 1_000


@pytest.mark.parametrize("per", ["host", "leader.club", "leader.level", "crew.team"])
def test_nobody_to_count_for(per: str) -> None:
    """No such party, no such fact, or a fact that is no word: nothing is counted, and the line says so."""
    sold = order(1_000, about={"leader": {"level": 3}})
    got = assess(plan(pay(counting("paid", per=per))), sold, LEADER_ONLY)
    assert [(lost.reason, lost.by) for lost in got.lines[0].lost] == [("no_measure", per)]
    assert not got.moved


def test_shared_credits_count_in_parts() -> None:
    """A third of the line is a third of the measure of who has a third."""
    thirds = Credits(
        [Credit("leader", "L1", share=Rate.of("1/3")), Credit("leader", "L2", share=Rate.of("2/3"))]
    )
    _, standing = run(plan(pay(counting("paid"))), [order(1_000)], thirds)
    assert standing.measured("basket", "base", "L1", "2026-03") == Fraction(1_000, 3)
    assert standing.measured("basket", "base", "L2", "2026-03") == Fraction(2_000, 3)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("day", "2026-04-01"),
        ("week", "2026-W14"),
        ("half_month", "2026-04-H1"),
        ("month", "2026-04"),
        ("quarter", "2026-Q2"),
        ("half_year", "2026-H1"),
        ("year", "2026"),
    ],
)
def test_periods_are_those_of_the_plans_zone(period: str, label: str) -> None:
    """Paid on the last of March at 16:00 in London, it is the first of April in Shanghai (half_open)."""
    sold = order(1_000, at=datetime.fromisoformat("2026-03-31T16:00:00+00:00"))
    _, standing = run(plan(pay(counting("paid", period=period))), [sold])
    assert standing.measured("basket", "base", "L1", label) == 1_000


def test_the_last_moment_of_a_month_is_of_it() -> None:
    """A microsecond before midnight is March, midnight is April."""
    midnight = datetime.fromisoformat("2026-04-01T00:00:00+08:00")
    before = order(1_000, order_id="O1", at=midnight - timedelta(microseconds=1))
    _, standing = run(plan(pay(MONTH)), [before, order(500, order_id="O2", at=midnight)])
    assert standing.measured("basket", "base", "L1", "2026-03") == 1_000
    assert standing.measured("basket", "base", "L1", "2026-04") == 500


def test_a_new_version_goes_on_counting() -> None:
    """A version that comes in mid-month finds what the month has measured so far."""
    old = plan(pay(MONTH), effective=Window(NOON, NOON + timedelta(days=1)))
    new = plan(pay(MONTH), version=2, effective=Window(NOON + timedelta(days=1), None))
    first = assess(Plans.of([old, new]), order(900), LEADER_ONLY)
    standing = Standing().moved(first.moved)
    later = order(200, order_id="O2", at=NOON + timedelta(days=1))
    second = assess(Plans.of([old, new]), later, LEADER_ONLY, standing=standing)
    assert (first.earned_by("L1").minor, second.earned_by("L1").minor) == (0, 10)


def test_a_late_fact_counts_from_where_it_arrives() -> None:
    """An order of the first that arrives on the tenth is counted after those of the tenth."""
    of = plan(pay(MONTH))
    early, late = order(1_000, order_id="O1"), order(1_000, order_id="O2", at=NOON - timedelta(days=9))
    made, _ = run(of, [early, late])
    assert [one.earned_by("L1").minor for one in made] == [0, 100]


def test_a_cap_counts_what_came_to_it_not_what_it_let_through() -> None:
    """The standing of a cap is what was earned before it, so that any slicing is capped alike."""
    of = plan(share("10"), bounds=[Bound(role=Role.LEADER, per="month", at_most=cny(50))])
    _, standing = run(of, [order(1_000)])
    [(key, row)] = list(standing)
    assert (key.kind, key.what, key.who, row.measure) == (
        "bound",
        "basket: role leader per month: at most 0.50",
        "L1",
        100,
    )


def test_an_order_counts_in_the_period_in_which_it_was_paid() -> None:
    """Placed in the last minute of March and paid in April, it is of April."""
    midnight = datetime.fromisoformat("2026-04-01T00:00:00+08:00")
    sold = Order("O1", "S1", order(1_000).lines, midnight - timedelta(minutes=1), midnight)
    _, standing = run(plan(pay(MONTH)), [sold])
    assert standing.measured("basket", "base", "L1", "2026-03") == 0
    assert standing.measured("basket", "base", "L1", "2026-04") == 1_000


def test_a_stream_counts_what_came_before_in_it() -> None:
    """The second order of a stream finds what the first has counted, as if each were handed in by itself."""
    sold = [order(1_000, order_id=name) for name in ("O1", "O2")]
    stream = assess_all(plan(pay(MONTH)), [(one, LEADER_ONLY) for one in sold])
    assert [one.earned_by("L1").minor for one in stream if isinstance(one, Assessment)] == [0, 100]
    assert stream.standing == run(plan(pay(MONTH)), sold)[1]


def test_a_member_counts_for_each_leader() -> None:
    """Who buys from two leaders is a member of both."""
    of, standing = plan(pay(counting("members"))), Standing()
    for leader in ("L1", "L2"):
        sold = order(member="M1", order_id=f"O of {leader}")
        made = assess(of, sold, Credits.single(leader=leader), standing=standing)
        standing = standing.moved(made.moved)
    assert [standing.measured("basket", "base", who, "2026-03") for who in ("L1", "L2")] == [1, 1]


def test_an_order_counts_for_each_who_shares_it() -> None:
    """Of two leaders who share an order of two lines each has had half an order."""
    halves = Credits([Credit("leader", name, share=Rate.percent(50)) for name in ("L1", "L2")])
    _, standing = run(plan(pay(counting("orders"))), [order(600, 400)], halves)
    assert [standing.measured("basket", "base", who, "2026-03") for who in ("L1", "L2")] == [
        Fraction(1, 2),
        Fraction(1, 2),
    ]


def test_nobody_is_measured_where_several_share_the_role() -> None:
    """A table of the host that is picked by the leader's month: of two leaders neither is the one who is meant."""
    halves = Credits(
        [Credit("host", "B1"), *(Credit("leader", name, share=Rate.percent(50)) for name in ("L1", "L2"))]
    )
    got = assess(plan(pay(counting("paid", per="leader"), pays="host")), order(1_000), halves)
    assert [(lost.reason, lost.by) for lost in got.lines[0].lost] == [("no_measure", "leader")]
    assert not got.moved


def test_a_running_total_below_zero_is_rounded_towards_zero() -> None:
    """A version under which a month falls back begins at -88.95 fen; up to -88.00 there is no whole fen more."""
    steps = [Tier(cny(0), Rate.percent(10)), Tier(cny(1_000), Rate.percent("0.1"), lifts=True)]
    rule = pay(Tiers(TierMode.GRADUATED, Measure(period="month"), steps), scope=Scope.PERIOD)
    noon = NOON + timedelta(days=1)
    versions = Plans.of(
        [plan(rule, effective=Window(NOON, noon)), plan(rule, version=2, effective=Window(noon, None))]
    )
    standing, paid = Standing(), []
    for number, (minor, at) in enumerate(((900, NOON), (150, noon), (950, noon))):
        made = assess(versions, order(minor, order_id=f"O{number}", at=at), LEADER_ONLY, standing=standing)
        standing = standing.moved(made.moved)
        paid.append(made.earned_by("L1").minor)
    assert paid == [90, -88, 0]


def test_each_version_rounds_its_own_running_total() -> None:
    """Half a fen under the old version and half a fen under the new one are not a fen of either."""
    rule = pay(
        Tiers(TierMode.GRADUATED, Measure(period="month"), [Tier(cny(0), Rate.percent(10))]),
        scope=Scope.PERIOD,
    )
    noon = NOON + timedelta(days=1)
    versions = Plans.of(
        [plan(rule, effective=Window(NOON, noon)), plan(rule, version=2, effective=Window(noon, None))]
    )
    standing, paid = Standing(), []
    for number, at in enumerate((NOON, noon, noon)):
        made = assess(versions, order(5, order_id=f"O{number}", at=at), LEADER_ONLY, standing=standing)
        standing = standing.moved(made.moved)
        paid.append(made.earned_by("L1").minor)
    assert paid == [0, 0, 1]
