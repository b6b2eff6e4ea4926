"""Reversals: worked refunds of the trade, and both sides of each edge."""

from datetime import timedelta
from fractions import Fraction

import pytest

from communekit.commission import (
    Base,
    Bound,
    Flat,
    Measure,
    MissingStandingError,
    OnRefund,
    Per,
    PerUnit,
    Plan,
    Reversal,
    Scope,
    Standing,
    Tax,
    Tier,
    TierMode,
    Tiers,
    assess,
    reverse,
)
from communekit.money import Rate, Rounding
from communekit.orders import (
    Credit,
    Credits,
    Discount,
    Line,
    Order,
    Refund,
    RefundExceedsPaymentError,
    RefundLine,
    RefundWindowClosedError,
    UnknownSubjectError,
)
from communekit.parties import Role
from communekit.period import Window
from tests.commission.shop import LEADER_ONLY, NOON, cny, line, order, pay, plan, refund, run, share


def taken(of: Plan, sold: Order, *amounts: int, **words: int) -> list[int]:
    """Return what refunds of so many fen of the first line take back from the leader, one after another."""
    assessment = assess(of, sold, LEADER_ONLY)
    standing = Standing().moved(assessment.moved)
    refunds: list[Refund] = []
    made = []
    for number, minor in enumerate(amounts):
        back = refund(sold, {"1": minor}, refund_id=f"R{number}", **words)
        reversal = reverse(assessment, back, earlier=refunds, standing=standing)
        standing = standing.moved(reversal.moved)
        refunds.append(back)
        made.append(reversal.taken_from("L1").minor)
    return made


def test_slices_never_take_back_more_than_was_earned() -> None:
    """79 earned, refunded 40 % and 60 %: 32 and 47, not 32 and 48 (Gumroad, pitfall 18)."""
    assert taken(plan(share("7.9")), order(1_000), 400, 600) == [32, 47]
    assert taken(plan(share("7.9")), order(1_000), 1_000) == [79]


def test_a_part_keeps_the_rounded_part() -> None:
    """keep(p) = round(exact x (1 - p)): 0.79 after a refund of 1 fen of 10.00 keeps 0.78."""
    assert taken(plan(share("7.9")), order(1_000), 1, 11, 988) == [1, 0, 78]


def test_the_banded_rate_is_never_run_again() -> None:
    """A minimum in play: of 10.00 paid as a floor, half a refund takes 5.00, all of it 10.00 (pitfalls 17, 22)."""
    of = plan(share("5"), bounds=[Bound(rule="base", per="line", at_least=cny(1_000))])
    assert taken(of, order(10_000), 5_000, 5_000) == [500, 500]


@pytest.mark.parametrize("scope", [Scope.LINE, Scope.UNIT, Scope.ORDER])
def test_scopes_take_back_what_they_booked(scope: Scope) -> None:
    """Three pieces of 0.33 at 10 %, rounded up: what was booked in each scope goes back with the pieces, to the fen."""
    of = plan(share("10", scope=scope, rounding=Rounding.UP))
    booked = {Scope.LINE: 10, Scope.UNIT: 12, Scope.ORDER: 10}[scope]
    assert taken(of, order(line("1", 99, quantity=3)), 99) == [booked]
    third = {Scope.LINE: 3, Scope.UNIT: 4, Scope.ORDER: 3}[scope]
    assert taken(of, order(line("1", 99, quantity=3)), 33, 66) == [third, booked - third]


def test_what_is_left_of_pieces_is_rounded_as_they_were() -> None:
    """Of 0.12 on three pieces, each rounded up, 49/99 are left: 5.9 fen, of which six stay and six go back."""
    of = plan(share("12", scope=Scope.UNIT, rounding=Rounding.UP))
    assert taken(of, order(line("1", 99, quantity=3)), 50) == [6]


def test_freight_and_goods_go_their_own_ways() -> None:
    """A share of freight follows the freight alone, at second hand, too; a share of goods the goods alone."""
    of = plan(
        share("10"),
        pay(Rate.percent(50), "drive", "courier", base=Base.FREIGHT),
        pay(Rate.percent(50), "help", "host", base=Base.of_rule("drive")),
        pay(Rate.percent(50), "tip", "sponsor", base=Base.of_rule("base")),
    )
    sold = order(line("1", 1_000, freight=cny(200)))
    everybody = Credits.single(leader="L1", courier="C1", host="B1", sponsor="U1")
    assessment = assess(of, sold, everybody)
    goods = reverse(assessment, refund(sold, {"1": 1_000}))
    assert _by_rule(goods) == {"base": 100, "drive": 0, "help": 0, "tip": 50}
    freight = reverse(assessment, refund(sold, {"1": 0}, freight=100, refund_id="R2"), earlier=[goods.refund])
    assert _by_rule(freight) == {"base": 0, "drive": 50, "help": 25, "tip": 0}


def _by_rule(reversal: Reversal) -> dict[str, int]:
    return {one.accrual.rule: one.amount_minor for each in reversal.lines for one in each.taken}


def test_a_share_of_goods_and_freight_together_follows_the_goods() -> None:
    """A tenth of all that the courier earned, of freight and of goods, goes back with the goods."""
    of = plan(
        pay(Rate.percent(50), "drive", "courier", base=Base.FREIGHT),
        pay(Rate.percent(10), "carry", "courier"),
        pay(Rate.percent(10), "help", "host", base=Base.of_role(Role("courier"))),
    )
    sold = order(line("1", 1_000, freight=cny(200)))
    assessment = assess(of, sold, Credits.single(courier="C1", host="B1"))
    freight = reverse(assessment, refund(sold, {"1": 0}, freight=200))
    assert _by_rule(freight) == {"drive": 100, "carry": 0, "help": 0}
    goods = reverse(assessment, refund(sold, {"1": 1_000}))
    assert _by_rule(goods) == {"drive": 0, "carry": 100, "help": 20}


def test_amounts_that_count_no_freight_follow_the_goods() -> None:
    """A table that pays on what it measures, or a line without freight, has nothing to do with freight."""
    steps = [Tier(cny(0), Rate.percent(10), flat=cny(30))]
    beside = pay(Tiers(TierMode.VOLUME, Measure(per="line"), steps), base=Base.FREIGHT)
    assert taken(plan(beside), order(1_000), 1_000) == [30]
    pieces = pay(
        Tiers(TierMode.GRADUATED, Measure("quantity", per="line"), [Tier(0, per_unit=cny(7))]),
        base=Base.FREIGHT,
    )
    assert taken(plan(pieces), order(line("1", 1_000, freight=cny(100))), 500, 500) == [4, 3]


def test_goods_that_cost_nothing_follow_the_pieces() -> None:
    """An amount per piece of a gift goes back with the pieces."""
    of = plan(pay(PerUnit(cny(10))), bearer="platform", parties={"platform": "PF"})
    sold = order(line("1", 0, quantity=4))
    assessment = assess(of, sold, LEADER_ONLY)
    back = Refund("R1", "O1", NOON, [RefundLine("1", cny(0), quantity=1)])
    [one] = reverse(assessment, back).lines
    assert ([each.amount_minor for each in one.taken], one.shortfall_minor, one.residual_minor) == (
        [10],
        10,
        0,
    )


def test_tax_discounts_and_residual_go_back_in_part() -> None:
    """Half of a line: half of the tax set aside, of the platform's coupon, and of everybody's part."""
    sold = order(line("1", 1_000, tax=cny(101), discounts=[Discount(Role.PLATFORM, cny(101))]))
    assessment = assess(plan(share("10"), tax=Tax.SET_ASIDE), sold, LEADER_ONLY)
    half = refund(sold, {"1": 449})
    [one] = reverse(assessment, half).lines
    assert (one.refunded_minor, one.funded, one.tax_minor) == (449, ((Role.PLATFORM, 51),), 51)
    assert one.residual_minor == 449 + 51 - 51 - one.taken[0].amount_minor
    rest = reverse(assessment, Refund.whole("R2", sold, NOON, earlier=[half]), earlier=[half])
    assert (rest.lines[0].funded, rest.lines[0].tax_minor) == (((Role.PLATFORM, 50),), 50)


def test_a_flat_amount_of_an_order_goes_back_by_line() -> None:
    """1.00 an order over two lines: each line gives back its own part."""
    sold = order(3_000, 6_000)
    assessment = assess(plan(pay(Flat(cny(100), Per.ORDER))), sold, LEADER_ONLY)
    whole = [
        reverse(assessment, refund(sold, {line_id: minor})).taken.minor
        for line_id, minor in (("1", 3_000), ("2", 6_000))
    ]
    assert whole == [33, 67]


def month(on_refund: OnRefund, mode: TierMode = TierMode.RETROACTIVE, total: str = "paid") -> Plan:
    """Return a plan of 8 % of a month, 10 % from 10.00 or the third count on."""
    bound = cny(1_000) if total == "paid" else 3
    steps = [Tier(cny(0) if total == "paid" else 0, Rate.percent(8)), Tier(bound, Rate.percent(10))]
    return plan(pay(Tiers(mode, Measure(total, period="month"), steps, on_refund=on_refund)))


def test_keep_and_restate() -> None:
    """11.00 at 10 %, 1.50 refunded: keep takes 0.15; restate takes 1.10 less 8 % of 9.50."""
    assert taken(month(OnRefund.KEEP), order(1_100), 150) == [15]
    assert taken(month(OnRefund.RESTATE), order(1_100), 150) == [34]
    assert taken(month(OnRefund.RESTATE), order(1_100), 100, 1, 999) == [10, 21, 79]


def test_restating_lowers_what_the_next_sale_finds() -> None:
    """After a refund the month is what is left, and the next sale counts from there; after all of it, from nothing."""
    of, sold = month(OnRefund.RESTATE, TierMode.GRADUATED), order(1_500)
    assessment = assess(of, sold, LEADER_ONLY)
    standing = Standing().moved(assessment.moved)
    back = reverse(assessment, refund(sold, {"1": 700}), standing=standing)
    standing = standing.moved(back.moved)
    assert standing.measured("basket", "base", "L1", "2026-03") == 800
    nextone = assess(of, order(400, order_id="O2"), LEADER_ONLY, standing=standing)
    assert nextone.earned_by("L1").minor == 16 + 20
    rest = reverse(
        assessment,
        Refund.whole("R2", sold, NOON, earlier=[back.refund]),
        earlier=[back.refund],
        standing=standing,
    )
    standing = standing.moved(rest.moved)
    assert standing.measured("basket", "base", "L1", "2026-03") == 0
    assert assess(of, order(400, order_id="O3"), LEADER_ONLY, standing=standing).earned_by("L1").minor == 32


def test_restating_takes_back_a_first_flat_part() -> None:
    """Emptied, a month gives back its first flat part, too; the next sale earns it again."""
    steps = [Tier(cny(0), Rate.percent(8), flat=cny(50))]
    of = plan(pay(Tiers(TierMode.GRADUATED, Measure(period="month"), steps, on_refund=OnRefund.RESTATE)))
    assert taken(of, order(1_000), 999, 1) == [80, 50]
    made, standing = run(of, [order(1_000)])
    standing = standing.moved(reverse(made[0], refund(made[0].order, {"1": 1_000}), standing=standing).moved)
    assert assess(of, order(100, order_id="O2"), LEADER_ONLY, standing=standing).earned_by("L1").minor == 58


def test_an_order_counts_until_all_of_it_is_back() -> None:
    """The third order of a month lifts its rate; it counts until its last line is back, whichever that is."""
    of = month(OnRefund.RESTATE, total="orders")
    sales = [order(100, 100, order_id=f"O{n}") for n in range(3)]
    made, standing = run(of, sales)
    after_sales = standing
    assert [one.earned_by("L1").minor for one in made] == [16, 16, 28]
    one = refund(sales[0], {"1": 100})
    back = reverse(made[0], one, standing=standing)
    assert back.taken_from("L1").minor == 10
    standing = standing.moved(back.moved)
    assert standing.measured("basket", "base", "L1", "2026-03") == 3
    rest = reverse(made[0], refund(sales[0], {"2": 100}, refund_id="R2"), earlier=[one], standing=standing)
    assert rest.taken_from("L1").minor == 10 + 8
    assert standing.moved(rest.moved).measured("basket", "base", "L1", "2026-03") == 2
    at_once = reverse(made[0], refund(sales[0], {"2": 100, "1": 100}), standing=after_sales)
    assert at_once.taken_from("L1").minor == 28


def test_a_line_counts_until_it_is_back() -> None:
    """Half a line is still a line; its base goes back by half."""
    of, sold = month(OnRefund.RESTATE, total="lines"), order(100, 100, 100)
    assessment = assess(of, sold, LEADER_ONLY)
    standing = Standing().moved(assessment.moved)
    assert assessment.earned_by("L1").minor == 30
    half = refund(sold, {"1": 50})
    back = reverse(assessment, half, standing=standing)
    assert (
        back.taken_from("L1").minor,
        standing.moved(back.moved).measured("basket", "base", "L1", "2026-03"),
    ) == (
        5,
        3,
    )
    standing = standing.moved(back.moved)
    rest = reverse(assessment, refund(sold, {"1": 50}, refund_id="R2"), earlier=[half], standing=standing)
    assert (
        rest.taken_from("L1").minor,
        standing.moved(rest.moved).measured("basket", "base", "L1", "2026-03"),
    ) == (
        9,
        2,
    )


def test_restating_what_two_share() -> None:
    """Each payee's own month is lowered by his own part; a tier that paid nothing before is taken back in full."""
    halves = Credits([Credit("leader", party, share=Rate.of("1/2")) for party in ("L1", "L2")])
    steps = [Tier(cny(0)), Tier(cny(1_000), Rate.percent(10))]
    of = plan(pay(Tiers(TierMode.RETROACTIVE, Measure(period="month"), steps, on_refund=OnRefund.RESTATE)))
    made, standing = run(of, [order(1_000), order(1_000, order_id="O2")], halves)
    assert [one.earned_by("L1").minor for one in made] == [0, 100]
    back = reverse(made[0], refund(made[0].order, {"1": 1_000}), standing=standing)
    assert [each.amount_minor for each in back.lines[0].taken] == [100, 100]


def test_restating_needs_the_standing() -> None:
    """Without it nothing is guessed: the error names the rule, the party and the period."""
    assessment = assess(month(OnRefund.RESTATE), order(), LEADER_ONLY)
    with pytest.raises(MissingStandingError) as refused:
        reverse(assessment, refund(assessment.order, {"1": 1}))
    assert refused.value.data() == {"rule": "base", "who": "L1", "label": "2026-03"}
    assert "hand in the standing" in str(refused.value)
    assert "请传入该周期的累计值" in refused.value.text("zh")


def test_restating_needs_both_totals_of_the_standing() -> None:
    """What was measured and what was earned: one without the other is as good as none."""
    assessment = assess(month(OnRefund.RESTATE), order(), LEADER_ONLY)
    rows = dict(Standing().moved(assessment.moved).rows)
    assert len(rows) == 2
    for missing in rows:
        standing = Standing({key: row for key, row in rows.items() if key != missing})
        with pytest.raises(MissingStandingError) as refused:
            reverse(assessment, refund(assessment.order, {"1": 1}), standing=standing)
        assert refused.value.data() == {"rule": "base", "who": "L1", "label": "2026-03"}


def test_kept_months_need_no_standing() -> None:
    """What is kept, or not restated, follows from what was booked."""
    assert reverse(
        assess(month(OnRefund.KEEP), order(1_000), LEADER_ONLY), refund(order(1_000), {"1": 1_000})
    ).taken == cny(100)
    kept = plan(pay(month(OnRefund.RESTATE).rules[0].rate, kept_on_refund=True))
    reversal = reverse(assess(kept, order(1_000), LEADER_ONLY), refund(order(1_000), {"1": 1_000}))
    assert (reversal.taken, reversal.moved) == (cny(0), {})


def test_refunds_that_cannot_be() -> None:
    """More than was paid, of another order, of no such line, or too late: errors with data, never a zero (pitfall 21)."""
    sold = order(1_000)
    assessment = assess(plan(share()), sold, LEADER_ONLY)
    with pytest.raises(RefundExceedsPaymentError):
        reverse(assessment, refund(sold, {"1": 1_001}))
    with pytest.raises(RefundExceedsPaymentError):
        reverse(assessment, refund(sold, {"1": 501}), earlier=[refund(sold, {"1": 500}, refund_id="R0")])
    with pytest.raises(UnknownSubjectError):
        reverse(assessment, refund(order(1_000, order_id="O2"), {"1": 1}))
    with pytest.raises(UnknownSubjectError):
        reverse(assessment, refund(sold, {"9": 1}))
    late = Window(NOON, NOON + timedelta(days=1))
    with pytest.raises(RefundWindowClosedError):
        reverse(assessment, refund(sold, {"1": 1}, days=1), window=late)
    assert reverse(assessment, refund(sold, {"1": 1}, days=0), window=late).taken == cny(1)


def test_a_reversal_says_what_everybody_gives_back() -> None:
    """By party and in all; the residual party's is the line's."""
    of = plan(share("10"), pay(Rate.percent(5), "live", "host"))
    both = Credits.single(leader="L1", host="L1")
    sold = order(1_000)
    reversal = reverse(assess(of, sold, both), refund(sold, {"1": 500}))
    assert (reversal.taken_from("L1"), reversal.taken, reversal.taken_from("S1")) == (
        cny(75),
        cny(75),
        cny(0),
    )
    assert reversal.lines[0].residual_minor == 425


def test_money_alone_lowers_a_count_of_pieces_by_its_part() -> None:
    """Money back without the pieces lowers a count of pieces by its part of the line: 仅退款."""
    steps = [Tier(0, per_unit=cny(10))]
    of = plan(
        pay(Tiers(TierMode.GRADUATED, Measure("quantity", period="month"), steps, on_refund=OnRefund.RESTATE))
    )
    sold = Order("O1", "S1", [Line("1", line().product, 4, cny(1_000))], NOON, NOON)
    assessment = assess(of, sold, LEADER_ONLY)
    standing = Standing().moved(assessment.moved)
    reversal = reverse(assessment, refund(sold, {"1": 250}), standing=standing)
    assert (
        reversal.taken_from("L1").minor,
        standing.moved(reversal.moved).measured("basket", "base", "L1", "2026-03"),
    ) == (10, Fraction(3))


def test_a_piece_that_comes_back_lowers_a_count_by_one() -> None:
    """One of three pieces at 10.00 in all gives 3.33 back, and exactly one piece: money is rounded, a count is not."""
    of = plan(
        pay(
            Tiers(
                TierMode.GRADUATED,
                Measure("quantity", period="month"),
                [Tier(0, per_unit=cny(10))],
                on_refund=OnRefund.RESTATE,
            )
        )
    )
    sold = Order("O1", "S1", [Line("1", line().product, 3, cny(1_000))], NOON, NOON)
    assessment = assess(of, sold, LEADER_ONLY)
    standing = Standing().moved(assessment.moved)
    first = Refund.by_quantity("R1", sold, NOON, {"1": 1})
    reversal = reverse(assessment, first, standing=standing)
    standing = standing.moved(reversal.moved)
    assert (reversal.taken_from("L1").minor, standing.measured("basket", "base", "L1", "2026-03")) == (10, 2)
    rest = Refund.by_quantity("R2", sold, NOON, {"1": 2}, earlier=[first])
    last = reverse(assessment, rest, earlier=[first], standing=standing)
    assert (
        last.taken_from("L1").minor,
        standing.moved(last.moved).measured("basket", "base", "L1", "2026-03"),
    ) == (20, 0)
