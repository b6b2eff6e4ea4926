"""The worst case of plans from the trade, by hand."""

from fractions import Fraction

import pytest

from communekit.commission import (
    Base,
    Bound,
    Chain,
    Composition,
    Flat,
    Measure,
    Override,
    Per,
    PerUnit,
    Plan,
    Rule,
    Stacking,
    Tax,
    Tier,
    TierMode,
    Tiers,
    assess,
    leader,
    line,
)
from communekit.commission.lint import WorstCase, worst_case
from communekit.money import Money, Rate
from communekit.orders import Credits
from communekit.parties import Role
from tests.commission.shop import order

cny = Money.cny
percent = Rate.percent


def worst(*rules: Rule, **others: object) -> WorstCase:
    """Return the worst case of a plan of the store's."""
    return worst_case(Plan("basket", 1, "CNY", residual=Role.STORE, rules=rules, **others))  # type: ignore[arg-type]  # any fields of a plan


def paid(rule_id: str, role: Role = Role.LEADER, share: str = "8", **others: object) -> Rule:
    """Return a rule that pays a share."""
    return Rule(rule_id, role, percent(share), **others)  # type: ignore[arg-type]  # any fields of a rule


BASE = paid("base")
FRESH = paid("fresh", share="5", when=line.category.under("fresh"))


def test_the_shares_of_the_basket_add_up_where_all_conditions_meet() -> None:
    """8 % + 2 % for a super leader + 1.5 % live + 62 % + 10 % of the 8 %: 74.3 %, and an order shows it."""
    found = worst(
        BASE,
        paid("super", share="2", when=leader.grade == "super"),
        paid("live", Role.HOST, "1.5", when=line.channel == "live"),
        paid("growers", Role.SUPPLIER, "62"),
        paid("sponsor", Role.SPONSOR, "10", base=Base.of_rule("base")),
    )
    assert found.share == Fraction("0.743")
    assert found.facts == {"leader.grade": "super", "line.channel": "live"}
    assert dict(found.parts)["sponsor"] == Fraction("0.008")
    assert found.is_reached
    assert found.witness is not None
    assert found.witness.order.lines[0].channel == "live"


@pytest.mark.parametrize(
    ("stacking", "share"),
    [(Stacking.SUM, "0.13"), (Stacking.BEST, "0.08"), (Stacking.FIRST, "0.08"), (Stacking.EXCLUSIVE, "0.08")],
)
def test_stacking_counts(stacking: Stacking, share: str) -> None:
    """8 % and 5 % are 13 % only where both are paid."""
    assert worst(BASE, FRESH, stacking={"": stacking}).share == Fraction(share)


def test_what_is_replaced_does_not_count_twice() -> None:
    """9 % in the place of 8 % is 9 %."""
    assert worst(BASE, paid("fresh", share="9", when=FRESH.when, replaces="base")).share == Fraction("0.09")


def test_conditions_that_exclude_each_other_do_not_add_up() -> None:
    """Of fresh and dry goods a line is one: 5 % or 4 %, and of two live sessions likewise."""
    dry = paid("dry", Role.HOST, "4", when=line.category.under("dry"))
    assert worst(FRESH, dry).share == Fraction("0.05")
    under = paid("veg", Role.HOST, "4", when=line.category.under("fresh/veg"))
    assert worst(FRESH, under).share == Fraction("0.09")


def test_bands_of_the_amount_do_not_add_up() -> None:
    """9 % below 100.00 and 5 % from there on: the amount of the witness is below."""
    small = paid("small", share="9", when=line.paid < cny("100"))
    large = paid("large", Role.HOST, "5", when=line.paid >= cny("100"))
    found = worst(small, large)
    assert found.share == Fraction("0.09")
    assert found.amount is not None
    assert found.amount < cny("100")


def test_a_chain_counts_once() -> None:
    """5 %, 8 % and 10 % in a differential chain are 10 %; a waterfall pays its first gross."""
    roles = (Role("promoter"), Role("agent"), Role("division"))
    rules = [paid(role, role, share) for role, share in zip(roles, ("5", "8", "10"), strict=True)]
    for kind, share in ((Chain.DIFFERENTIAL, "0.1"), (Chain.WATERFALL, "0.05"), (Chain.ADDITIVE, "0.23")):
        found = worst(*rules, chains=[Composition(kind, roles)])
        assert (found.share, found.is_reached) == (Fraction(share), True)


def test_a_fee_taken_off_a_base_counts() -> None:
    """5 % fee and 62 % of what is left of it: 5 % + 58.9 %."""
    fee = paid("fee", Role.PLATFORM, "5")
    growers = paid("growers", Role.SUPPLIER, "62", base=Base.PAID.less("fee"))
    found = worst(fee, growers, parties={Role.PLATFORM: "PF"})
    assert (found.share, found.is_reached) == (Fraction("0.639"), True)


def test_without_the_party_of_a_fee_the_others_may_get_more() -> None:
    """Three times 40 % of what a fee of 5 % leaves is more without the fee: 120 % against 119 %."""
    fee = paid("fee", Role.PLATFORM, "5")
    roles = (Role.LEADER, Role.HOST, Role.SUPPLIER)
    others = [paid(role, role, "40", base=Base.PAID.less("fee")) for role in roles]
    found = worst(fee, *others)
    assert (found.share, found.is_reached) == (Fraction("1.2"), True)


@pytest.mark.parametrize(
    ("fee", "bounds"),
    [
        (paid("fee", Role.PLATFORM, "50", base=Base.NET), []),
        (paid("fee", Role.PLATFORM, "50"), [Bound(rule="fee", per="line", at_most=cny("1.00"))]),
    ],
    ids=("tax may leave no net amount", "a cap leaves a small fee"),
)
def test_a_fee_that_may_be_small_is_not_counted_on(fee: Rule, bounds: list[Bound]) -> None:
    """Three times 40 % of what the fee leaves come close to 120 % where the fee is small."""
    roles = (Role.LEADER, Role.HOST, Role.SUPPLIER)
    others = [paid(role, role, "40", base=Base.PAID.less("fee")) for role in roles]
    assert worst(fee, *others, bounds=bounds, parties={Role.PLATFORM: "PF"}).share > Fraction("1.19")


def test_who_stands_above_a_role_that_may_get_nothing_gets_his_own() -> None:
    """Without a margin the promoter has nothing, the agent his 8 %, and who is paid on that as much again."""
    chain = Composition(Chain.DIFFERENTIAL, (Role("promoter"), Role("agent")))
    found = worst(
        paid("promoter", Role("promoter"), "10", base=Base.MARGIN),
        paid("agent", Role("agent"), "8"),
        paid("again", Role.SPONSOR, "100", base=Base.of_role(Role("agent"))),
        chains=[chain],
    )
    assert found.share >= Fraction("0.16")


def test_a_floor_of_a_rule_lifts_it_above_its_chain() -> None:
    """The agent's 12 % less the promoter's 10 % are lifted to 15 %: 25 % together, not 12 %."""
    found = worst(
        paid("promoter", Role("promoter"), "10"),
        paid("agent", Role("agent"), "12"),
        chains=[Composition(Chain.DIFFERENTIAL, (Role("promoter"), Role("agent")))],
        bounds=[Bound(rule="agent", per="line", at_least=percent("15"))],
    )
    assert found.share >= Fraction("0.25")


def test_who_is_paid_on_a_rule_is_paid_on_what_a_floor_made_of_it() -> None:
    """5 % are lifted to 20 % by the plan's floor; as much again, less what the floor is used up for, makes 25 %."""
    found = worst(
        paid("base", share="5"),
        paid("again", Role.HOST, "100", base=Base.of_rule("base")),
        bounds=[Bound(per="line", at_least=percent("20"))],
    )
    assert found.share >= Fraction("0.25")


def test_who_is_paid_on_a_role_is_paid_on_what_a_floor_made_of_it() -> None:
    """40 % of the leader are lifted to 90 % by the plan's floor, and the host gets as much: 130 % in all."""
    found = worst(
        paid("base", share="40"),
        paid("again", Role.HOST, "100", base=Base.of_role(Role.LEADER)),
        bounds=[Bound(per="line", at_least=percent("90"))],
    )
    assert (found.share, found.is_reached) == (Fraction("1.3"), True)


def test_a_limit_of_the_plan_holds_for_all_roles_together() -> None:
    """3 % of the line for whoever is paid: not 3 % for each."""
    bounds = [Bound(per="line", at_most=percent("3"))]
    assert worst(BASE, paid("live", Role.HOST, when=line.channel == "live"), bounds=bounds).share == Fraction(
        "0.03"
    )


def test_several_floors_are_an_upper_bound() -> None:
    """A floor for the rule and one for the role: at most both together."""
    bounds = [
        Bound(rule="fresh", per="line", at_least=percent("9")),
        Bound(role=Role.LEADER, per="line", at_least=percent("12")),
    ]
    assert Fraction("0.17") <= worst(BASE, FRESH, bounds=bounds).share <= Fraction("0.34")


def test_a_floor_of_the_order_may_come_on_top_of_one_of_the_line() -> None:
    """5 % each are lifted to 10 % by the line's floor, and the leader's to 15 % by the order's: 25 % together."""
    bounds = [
        Bound(per="line", at_least=percent("20")),
        Bound(role=Role.LEADER, per="order", at_least=percent("15")),
    ]
    rules = (paid("leader", share="5"), paid("host", Role.HOST, "5"))
    of = Plan("basket", 1, "CNY", residual=Role.STORE, rules=rules, bounds=bounds)
    made = assess(of, order(10_000), Credits.single(leader="L1", host="B1"))
    assert [made.earned_by(party) for party in ("L1", "B1")] == [cny("15.00"), cny("10.00")]
    assert worst(*rules, bounds=bounds).share >= Fraction("0.25")


def test_a_cap_of_a_month_is_each_partys_own() -> None:
    """Two leaders who share 10.00 stay below 6.00 each: the cap does not lower what the line promises."""
    thanks = Rule("thanks", Role.LEADER, Flat(cny("10.00")))
    assert worst(
        thanks, bounds=[Bound(role=Role.LEADER, per="month", at_most=cny("6.00"))]
    ).break_even == cny("10.00")
    assert worst(thanks, bounds=[Bound(per="month", at_most=cny("6.00"))]).break_even == cny("6.00")


@pytest.mark.parametrize(
    ("bound", "share"),
    [
        (Bound(role=Role.LEADER, per="line", at_most=percent("10")), "0.10"),
        (Bound(rule="fresh", per="line", at_most=percent("1")), "0.09"),
        (Bound(per="line", at_most=percent("3")), "0.03"),
        (Bound(role=Role.LEADER, per="line", at_least=percent("20")), "0.20"),
        (Bound(role=Role.LEADER, per="line", at_most=cny("5.00")), "0.13"),
        (Bound(role=Role.LEADER, per="month", at_most=cny("5.00")), "0.13"),
    ],
    ids=lambda value: value.text if isinstance(value, Bound) else value,
)
def test_limits_count_as_far_as_they_hold_for_a_line(bound: Bound, share: str) -> None:
    """A cap that is a share of the line bounds it; one in money leaves small lines as they are."""
    assert worst(BASE, FRESH, bounds=[bound]).share == Fraction(share)


def test_a_share_of_an_order_lets_a_single_line_have_more() -> None:
    """A cap of 10 % of the order is no cap of 10 % of a line: the share is an upper bound, and said to be one."""
    found = worst(BASE, FRESH, bounds=[Bound(per="order", at_most=percent("10"))])
    assert (found.share, found.is_reached) == (Fraction("0.13"), False)


def test_overrides_count() -> None:
    """The store that pays 12 % is the worst case, and the facts say which."""
    found = worst(BASE, overrides=[Override(stores="S9", rules=[paid("base", share="12")])])
    assert (found.share, found.facts) == (Fraction("0.12"), {"order.store": "S9"})


def test_flat_amounts_have_a_break_even() -> None:
    """0.30 on 24.2 % that are left: below 1.24; an amount per order counts like one per line."""
    for per in Per:
        found = worst(
            paid("growers", Role.SUPPLIER, "75.8"), Rule("thanks", Role.KEEPER, Flat(cny("0.30"), per))
        )
        assert found.break_even == cny("1.24")
        assert found.share == Fraction("0.758")


def test_an_amount_per_unit_has_a_break_even_price() -> None:
    """0.50 a unit on 40 % left: below 1.25 a unit; free units move it to the first that is paid."""
    growers = paid("growers", Role.SUPPLIER, "60")
    assert worst(growers, Rule("units", Role.LEADER, PerUnit(cny("0.50")))).break_even == cny("1.25")
    found = worst(growers, Rule("units", Role.LEADER, PerUnit(cny("0.50"), free=2)))
    assert (found.break_even, found.quantity) == (cny("1.25"), 3)


def test_reaching_a_tier_pays_at_once() -> None:
    """Crossing 5,000.00 at 1 % for the whole month pays 50.00 on whatever line crosses it."""
    month = Tiers.of(
        TierMode.RETROACTIVE, Measure("paid", period="month"), (cny("0"), None), (cny("5000"), percent("1"))
    )
    found = worst(Rule("month", Role.LEADER, month))
    assert found.share == Fraction("0.01")
    assert found.break_even == cny("50.51")  # 50.00 and 1 % of the line itself: 50.50 gives 50.505.


def test_neighbouring_tiers_can_be_reached_by_one_line() -> None:
    """1.00 on reaching 100.00 and 1.03 more on reaching 101.00: a line of 1.00 can have both."""
    measure = Measure("paid", period="month")
    steps = [(cny("0"), None), (cny("100"), percent("1")), (cny("101"), percent("2"))]
    table = Tiers.of(TierMode.RETROACTIVE, measure, *steps)
    assert worst(Rule("month", Role.LEADER, table)).break_even == cny(
        "2.06"
    )  # 1.00 + 1.01 + 2 % of 2.05 itself


def test_flat_amounts_of_an_order_can_lie_on_one_line() -> None:
    """A table of the order pays 2.00 on reaching 50.00, whichever of its lines earns it."""
    measure = Measure("paid", per="order")
    table = Tiers(TierMode.VOLUME, measure, [Tier(cny("0")), Tier(cny("50"), flat=cny("2.00"))])
    assert worst(Rule("order", Role.LEADER, table)).break_even == cny("2.00")


def test_all_that_is_left_and_a_flat_amount_is_always_too_much() -> None:
    """100 % leave nothing for a thank-you."""
    found = worst(paid("growers", Role.SUPPLIER, "100"), Rule("thanks", Role.KEEPER, Flat(cny("0.01"))))
    assert (found.share, found.break_even, found.always_over) == (Fraction(1), None, True)


def test_tables_count_at_their_greatest_rate() -> None:
    """A tier for large lines is the worst case at large lines, with a tier of a period beside it."""
    steps = Tiers.of(
        TierMode.VOLUME, Measure("paid", per="line"), (cny("0"), percent("2")), (cny("500"), percent("6"))
    )
    month = Tiers.of(
        TierMode.GRADUATED,
        Measure("paid", period="month"),
        (cny("0"), percent("1")),
        (cny("900"), percent("3")),
    )
    found = worst(Rule("steps", Role.LEADER, steps), Rule("month", Role.HOST, month))
    assert (found.share, found.is_reached) == (Fraction("0.09"), True)
    assert found.amount is not None
    assert found.amount >= cny("500")
    assert found.witness is not None
    assert dict(found.witness.standing.rows)


def test_a_table_of_net_amounts_may_stand_below_the_amount_paid() -> None:
    """A line of 200.00 with tax in it may net 149.99, where a falling table still pays its higher rate."""
    table = Tiers.of(
        TierMode.VOLUME, Measure("net", per="line"), (cny("0"), percent("9")), (cny("150"), percent("1"))
    )
    large = Rule("net", Role.LEADER, table, base=Base.NET, when=line.paid >= cny("200"))
    found = worst(large)
    assert found.share == Fraction("13.4991") / 200
    assert not found.is_reached


def test_a_table_of_listed_amounts_counts_the_discount() -> None:
    """A tier table on listed amounts of a line promises its share of a price that may have been cut."""
    table = Tiers.of(
        TierMode.VOLUME, Measure("listed", per="line"), (cny("0"), percent("10")), (cny("50"), percent("20"))
    )
    found = worst(Rule("listed", Role.LEADER, table, base=Base.LISTED))
    assert (found.share, found.discount) == (Fraction("0.2"), Fraction("0.8"))


def test_a_table_of_an_order_counts_at_its_greatest_rate() -> None:
    """Other lines of the order may lift a small one into a higher tier."""
    table = Tiers.of(
        TierMode.VOLUME, Measure("paid", per="order"), (cny("0"), percent("5")), (cny("99"), percent("9"))
    )
    found = worst(Rule("order", Role.LEADER, table, when=line.paid < cny("10")))
    assert (found.share, found.is_reached) == (Fraction("0.09"), False)


def test_a_table_of_units_pays_what_its_units_pay() -> None:
    """1.00 for each started dozen of an order, and 40 % left: below 2.50 for the first."""
    measure = Measure("quantity", per="order")
    table = Tiers(TierMode.GRADUATED, measure, [Tier(0, per_unit=cny("1.00"), block=12)])
    found = worst(Rule("dozen", Role.LEADER, table), paid("growers", Role.SUPPLIER, "60"))
    assert found.share == Fraction("0.6")
    assert found.break_even is not None
    assert found.break_even >= cny("2.50")


def test_with_many_roles_that_may_be_missing_nothing_is_taken_off_for_sure() -> None:
    """Five fees of five parties: too many to tell who is there, so the share is an upper bound."""
    roles = [Role(f"fee{number}") for number in range(5)]
    fees = [paid(role, role, "1") for role in roles]
    growers = paid("growers", Role.SUPPLIER, "60", base=Base.PAID.less(*roles))
    found = worst(*fees, growers)
    assert (found.share, found.is_reached) == (Fraction("0.65"), False)
    four = worst(*fees[:4], paid("growers", Role.SUPPLIER, "60", base=Base.PAID.less(*roles[:4])))
    assert (four.share, four.is_reached) == (Fraction("0.616"), True)


def test_goods_and_freight_under_a_cap_of_the_line_are_bounded_together() -> None:
    """10 % of the goods and 20 % of the freight, each at most half as much of the line: at most 15 % of any mixture."""
    goods, freight = paid("goods", share="10"), paid("freight", Role.KEEPER, "20", base=Base.FREIGHT)
    caps = [
        Bound(rule="goods", per="line", at_most=percent("5")),
        Bound(rule="freight", per="line", at_most=percent("10")),
    ]
    found = worst(goods, freight, bounds=caps)
    assert Fraction("0.15") <= found.share <= Fraction("0.3")
    assert not found.is_reached


def test_freight_is_apart() -> None:
    """The courier may have all of the freight, while the goods leave 92 %."""
    found = worst(BASE, paid("courier", Role("courier"), "100", base=Base.FREIGHT))
    assert (found.share, found.freight_share) == (Fraction("0.08"), Fraction(1))


def test_listed_amounts_and_tax_are_apart() -> None:
    """20 % of the listed amount and 60 % of the paid one meet at half the price; tax leaves what is not promised."""
    found = worst(paid("listed", share="20", base=Base.LISTED), paid("growers", Role.SUPPLIER, "60"))
    assert found.discount == Fraction(1, 2)
    taxed = worst(paid("growers", Role.SUPPLIER, "90"), tax=Tax.SET_ASIDE)
    assert taxed.tax_share == Fraction(1, 10)


def test_what_no_share_bounds_is_named() -> None:
    """A floor of a share of the order may lie on one small line of it."""
    found = worst(FRESH, bounds=[Bound(role=Role.LEADER, per="order", at_least=percent("3"))])
    assert found.unbounded == ("bound role leader per order: at least 3%",)


def test_a_plan_that_promises_nothing() -> None:
    """Rules that never apply promise nothing of any line."""
    found = worst(paid("dead", when=line.quantity < 0))
    assert (found.share, found.break_even, found.witness is None) == (Fraction(0), None, False)


def test_a_table_of_flat_amounts_is_no_share() -> None:
    """What is paid for reaching a tier does not grow with the line."""
    table = Tiers(
        TierMode.GRADUATED, Measure("paid", per="line"), [Tier(cny("0")), Tier(cny("10"), flat=cny("1"))]
    )
    found = worst(Rule("steps", Role.LEADER, table))
    assert (found.share, found.break_even) == (Fraction(0), None)
