"""Guarantees and draws: what a period pays at least, and what is advanced against later ones."""

import attrs
import pytest

from communekit.commission import Draw, Drawn, Guarantee, InvalidPlanError, Plans, term_periods
from communekit.money import CurrencyMismatchError, Money
from communekit.parties import InvalidRoleError, Role
from communekit.period import Calendar, Window, parse_instant
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import cny, plan, share


@pytest.mark.parametrize(("earned", "due"), [(0, 1_000), (999, 1), (1_000, 0), (1_001, 0), (-5, 1_005)])
def test_a_guarantee_tops_up_to_its_minimum(earned: int, due: int) -> None:
    """What is missing to 10.00; nothing when it is reached."""
    assert Guarantee(Role.LEADER, cny(1_000)).top_up(cny(earned)) == cny(due)


def test_a_recoverable_draw_is_repaid_first() -> None:
    """A draw of 2,000 a month: 1,500, 3,000, 1,000, 4,000 earned (Siebel's recoverable draw)."""
    settled = Draw(Role.LEADER, cny(2_000)).settle(map(cny, (1_500, 3_000, 1_000, 4_000)))
    assert settled == (
        Drawn(cny(2_000), cny(-500)),
        Drawn(cny(2_500), cny(0)),
        Drawn(cny(2_000), cny(-1_000)),
        Drawn(cny(3_000), cny(0)),
    )


def test_a_debt_is_repaid_as_far_as_earnings_go() -> None:
    """Above the draw everything repays; at the draw itself nothing does; what was owed before counts."""
    draw = Draw(Role.LEADER, cny(2_000))
    assert draw.settle([cny(2_300)], balance=cny(-500)) == (Drawn(cny(2_000), cny(-200)),)
    assert draw.settle([cny(2_000)], balance=cny(-500)) == (Drawn(cny(2_000), cny(-500)),)
    assert draw.settle([cny(2_500)], balance=cny(-500)) == (Drawn(cny(2_000), cny(0)),)
    assert draw.settle([cny(2_501)], balance=cny(-500)) == (Drawn(cny(2_001), cny(0)),)
    assert draw.settle([]) == ()


def test_a_draw_that_is_not_recoverable_is_a_minimum() -> None:
    """What was advanced is kept, and nothing is owed."""
    draw = Draw(Role.LEADER, cny(2_000), recoverable=False)
    assert draw.settle([cny(1_500), cny(3_000)]) == (Drawn(cny(2_000), cny(0)), Drawn(cny(3_000), cny(0)))


def test_what_is_paid_and_owed_adds_up() -> None:
    """Paid plus owed is what was earned, over any row of periods."""
    earned = list(map(cny, (0, 5_000, 100, 1_999, 2_000, 2_001)))
    settled = Draw(Role.LEADER, cny(2_000)).settle(earned)
    assert sum(one.paid.minor for one in settled) + settled[-1].balance.minor == sum(
        one.minor for one in earned
    )


def test_a_plan_holds_its_guarantees_and_draws() -> None:
    """They are part of what was promised."""
    guarantee, draw = Guarantee("leader", cny(1), per="week"), Draw("leader", cny(1), per="day")
    of = plan(share(), guarantees=[guarantee], draws=[draw])
    assert (of.guarantees, of.draws) == ((guarantee,), (draw,))
    assert guarantee.role == draw.role == Role.LEADER


def test_periods_of_terms_are_those_of_the_newest_version() -> None:
    """Cycle by cycle, those that end within the period, on the clocks of the version in force last."""
    march = Calendar.monthly("Asia/Shanghai").period_at(parse_instant("2026-03-15T12:00:00+08:00"))
    weekly = Guarantee(Role.LEADER, cny(1), per="week")
    one = plan(share(), guarantees=[weekly], draws=[Draw(Role.LEADER, cny(1), per="month")])
    for number in (1, 3):
        versions = [
            attrs.evolve(
                one,
                version=each + 1,
                effective=Window.parse(f"{2026 + each}-01-01T00:00:00Z/{2027 + each}-01-01T00:00:00Z"),
            )
            for each in range(number)
        ]
        own = list(term_periods(Plans.of(versions), march))
        assert [each.label for each in own] == [
            "2026-03",
            "2026-W09",
            "2026-W10",
            "2026-W11",
            "2026-W12",
            "2026-W13",
        ]
    berlin = attrs.evolve(versions[-1], zone="Europe/Berlin")
    own = list(term_periods(Plans.of([*versions[:-1], berlin]), march))
    assert own[0].window == Calendar.monthly("Europe/Berlin").period_at(march.window.start).window
    assert list(term_periods(Plans.of(plan(share())), march)) == []


BAD: dict[str, Bad] = {
    "a number": (lambda: Guarantee(Role.LEADER, 5), InvalidPlanError, "guarantee: not an amount of zero or more (5)", "不小于零"),  # type: ignore[arg-type]  # a number
    "below zero": (lambda: Draw(Role.LEADER, cny(-1)), InvalidPlanError, "draw: not an amount of zero or more", "不小于零"),
    "no period": (lambda: Guarantee(Role.LEADER, cny(1), per="decade"), InvalidPlanError, "of no such period (decade)", "没有这种周期"),
    "per order": (lambda: Draw(Role.LEADER, cny(1), per="order"), InvalidPlanError, "of no such period (order)", "没有这种周期"),
    "no role": (lambda: Guarantee("Big Boss", cny(1)), InvalidRoleError, "Big Boss", "Big Boss"),
    "owed to him": (lambda: Draw(Role.LEADER, cny(1)).settle([], balance=cny(1)), InvalidPlanError, "zero or less", "零或负数"),
    "earned in dollars": (lambda: Draw(Role.LEADER, cny(1)).settle([Money.of("1", "USD")]), CurrencyMismatchError, "USD", "USD"),
    "topped up in dollars": (lambda: Guarantee(Role.LEADER, cny(1)).top_up(Money.of("1", "USD")), CurrencyMismatchError, "USD", "USD"),
    "promised in dollars": (
        lambda: plan(share(), guarantees=[Guarantee(Role.LEADER, Money.of("1", "USD"))]),
        InvalidPlanError, "guarantee: an amount in another currency", "币种",
    ),
    "drawn in dollars": (
        lambda: plan(share(), draws=[Draw(Role.LEADER, Money.of("1", "USD"))]),
        InvalidPlanError, "draw: an amount in another currency", "币种",
    ),
    "not a guarantee": (lambda: plan(share(), guarantees=[cny(1)]), InvalidPlanError, "plan, guarantee", "类型"),
    "not a draw": (lambda: plan(share(), draws=[cny(1)]), InvalidPlanError, "plan, draw", "类型"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_guarantee_can_be(bad: Bad) -> None:
    """A promise without an amount or a period is refused."""
    check_refused(bad)
