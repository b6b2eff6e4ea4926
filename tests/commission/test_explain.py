"""Explanations by example: what a group leader reads who asks why, in both languages."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from textwrap import dedent

import attrs
import pytest

from communekit.commission import (
    Assessment,
    Condition,
    Plan,
    Rule,
    Standing,
    UnexplainedError,
    Why,
    assess,
    explain,
    read_plan,
    reverse,
)
from communekit.commission.explanation import ExplainedLine, ExplainedRefund, NotEarned, Rounded
from communekit.commission.explanation.page import width_of
from communekit.commission.explanation.plain import exact_text
from communekit.commission.explanation.sentence import Sentences, decimal
from communekit.commission.explanation.working import Working
from communekit.commission.standing import Key, Row
from communekit.money import Money, Rate, UnknownLocaleError
from communekit.orders import (
    Credit,
    Credits,
    Discount,
    Line,
    Order,
    Product,
    Refund,
    RefundLine,
    UnknownSubjectError,
    Value,
)

AT = "2026-03-01T09:00:00Z"
BASKET = """
[plan]
id = "basket"
version = 3
currency = "CNY"
residual = "store"

[[rule]]
id = "base"
title = "基础佣金"
pays = "leader"
share = "8%"

[[rule]]
id = "fresh"
title = "生鲜加佣"
pays = "leader"
share = "10%"
when = { category = "fresh" }
replaces = "base"

[[rule]]
id = "super"
pays = "leader"
share = "2%"
when = { "leader.grade" = "super" }

[[rule]]
id = "sponsor"
pays = "sponsor"
of = { role = "leader" }
share = "10%"

[[rule]]
id = "growers"
pays = "supplier"
share = "62%"

[[bound]]
role = "leader"
per = "order"
at_most = "3.00"
"""
CHERRIES = Line("1", Product("车厘子", category="fresh/fruit", supplier="G1"), 2, Money.cny("39.80"))
TEA = Line(
    "2",
    Product("tea"),
    1,
    Money.cny("19.90"),
    discounts=[Discount("store", Money.cny("2.00")), Discount("platform", Money.cny("1.00"))],
    freight=Money.cny("3.00"),
)


def sold(*lines: Line, about: Mapping[str, Mapping[str, Value]] | None = None) -> Order:
    """Return a paid order."""
    return Order("O1", "S1", lines or (CHERRIES, TEA), AT, AT, member="M1", about=about or {})


def basket(credits_: Credits | None = None) -> Assessment:
    """Return the worked example."""
    order = sold(about={"leader": {"grade": "basic"}})
    return assess(read_plan(BASKET), order, credits_ or Credits.single(leader="L1", sponsor="L0"))


def plan_of(rules: str, more: str = "") -> Plan:
    """Return a plan of a few rules."""
    head = 'id = "p"\nversion = 1\ncurrency = "CNY"\nresidual = "store"'
    return read_plan(f"[plan]\n{head}\n{more}\n{rules}")


def told(
    plan: Plan, *lines: Line, locale: str = "en", standing: Standing | None = None, **parties: str
) -> str:
    """Return the explanation of an order under a plan."""
    result = assess(
        plan, sold(*(lines or (CHERRIES,))), Credits.single(**parties), standing=standing or Standing()
    )
    return explain(result, locale=locale).text


def missed(plan: Plan, order: Order, credits_: Credits | None = None) -> dict[str, NotEarned]:
    """Return what was not earned on the first line, by rule."""
    line = explain(assess(plan, order, credits_ or Credits())).lines[0]
    assert isinstance(line, ExplainedLine)
    return {one.rule.id: one for one in line.not_earned}


# The page --------------------------------------------------------------------------------------------------


def test_a_leader_reads_why_in_chinese() -> None:
    """Base, rate, cap and rounding of his own; what others get in one sum; what he did not earn, and why."""
    assert (
        explain(basket(), party="L1", locale="zh_CN").text
        == dedent(
            """
            订单 O1 · 方案 basket 第 3 版 · 为 L1 说明

            订单行 1：车厘子 × 2
              可分金额                                               ¥39.80
              团长 L1 计提                                            ¥2.20
                规则 fresh“生鲜加佣”                                  ¥2.20
                  适用条件：品类属于 fresh
                  成交金额 ¥39.80 × 10% = ¥3.98
                  团长每单封顶 ¥3.00，按比例核减：¥3.98 → 2.2062…
                  向下取整 = ¥2.20
              归其他各方                                             ¥37.60
              未计提
                规则 base“基础佣金”（团长）
                  由规则 fresh 取代
                规则 super（团长）
                  团长等级为 basic，规则要求为 super

            订单行 2：tea × 1
              可分金额（标价 ¥19.90 − 商家让利 ¥2.00 + 运费 ¥3.00）  ¥20.90
              团长 L1 计提                                            ¥0.79
                规则 base“基础佣金”                                   ¥0.79
                  成交金额 ¥17.90 × 8% = 1.432
                  团长每单封顶 ¥3.00，按比例核减：1.432 → 0.7937…
                  向下取整 = ¥0.79
              归其他各方                                             ¥20.11
              未计提
                规则 fresh“生鲜加佣”（团长）
                  品类为空，规则要求属于 fresh
                规则 super（团长）
                  团长等级为 basic，规则要求为 super

            计提合计                                                  ¥2.99
            """
        ).strip()
    )


def test_the_shop_reads_all_in_english() -> None:
    """Every party with its working, the rest of the residual party, and every rule that paid nothing."""
    assert (
        explain(basket(), line="2").text
        == dedent(
            """
            Order O1 · plan basket v3

            Line 2: tea × 1
              to be shared (list price CN¥19.90 − merchant's discounts CN¥2.00 + freight CN¥3.00)  CN¥20.90
              leader L1 earns                                                                       CN¥0.79
                rule base “基础佣金”                                                                CN¥0.79
                  amount paid CN¥17.90 × 8% = 1.432
                  leader per order: at most CN¥3.00; cut in proportion, 1.432 → 0.7937…
                  rounded down = CN¥0.79
              sponsor L0 earns                                                                      CN¥0.07
                rule sponsor                                                                        CN¥0.07
                  what the leader earned CN¥0.79 × 10% = 0.079
                  rounded down = CN¥0.07
              store S1 keeps the rest                                                              CN¥20.04
              not earned
                rule fresh “生鲜加佣”, leader
                  category is empty; it must be in fresh
                rule super, leader
                  leader's grade is basic; it must be super
                rule growers, supplier
                  nobody stands as supplier; the share goes to the store
            """
        ).strip()
    )


def test_a_refund_reads_what_is_left() -> None:
    """What was booked, what is left of it, and what earlier refunds had taken back."""
    assessment = basket()
    first = Refund("R1", "O1", "2026-03-05T09:00:00Z", [RefundLine("2", Money.cny("3.38"))])
    second = Refund("R2", "O1", "2026-03-06T09:00:00Z", [RefundLine("2", Money.cny("6.76"))])
    reversal = reverse(assessment, second, earlier=[first])
    assert (
        explain(reversal, earlier=[first], locale="zh_CN").text
        == dedent(
            """
            订单 O1 · 退款 R2 · 方案 basket 第 3 版

            订单行 2：tea × 1
              退还会员                            ¥6.76
              退回平台承担的优惠                  ¥0.40
              团长 L1 · 规则 base“基础佣金” 追回  ¥0.32
                原计提 ¥0.79；应留 0.7937… × 40% = 0.3175…，向下取整 = ¥0.31；此前已追回 ¥0.16
              推荐人 L0 · 规则 sponsor 追回       ¥0.03
                原计提 ¥0.07；应留 0.079 × 40% = 0.0316，向下取整 = ¥0.03；此前已追回 ¥0.01
              门店 S1 退回                        ¥6.81
            """
        ).strip()
    )


def test_text_is_what_str_says() -> None:
    """`print` shows the text; `repr` stays short."""
    explanation = explain(basket(), party="L1")
    assert f"{explanation}" == explanation.text
    assert repr(explanation) == "Explanation(<basket v3, order O1 for L1: 2 lines>)"
    assert repr(explain(basket())) == "Explanation(<basket v3, order O1: 2 lines>)"


def test_another_party_reads_nothing_of_others() -> None:
    """Somebody who has no part in the order sees the amount to share and nothing else."""
    text = explain(basket(), party="L9").text
    assert "L1" not in text
    assert "rule" not in text


def test_an_inactive_leader_reads_why() -> None:
    """He is told that he is not active; of the other leader he learns nothing."""
    shared = Credits(
        [
            Credit("leader", "L1", share=Rate.percent(50)),
            Credit("leader", "L2", share=Rate.percent(50), active=False),
        ]
    )
    text = explain(basket(shared), party="L2", line="2").text
    assert "the leader L2 is not active; the share goes to the store" in text
    assert "L1" not in text
    assert "L2" not in explain(basket(shared), party="L1").text


@pytest.mark.parametrize(("locale", "amount"), [("en_US", "CN¥2.99"), ("de", "2,99 CN¥"), ("zh", "¥2.99")])
def test_amounts_are_written_as_the_locale_writes_them(locale: str, amount: str) -> None:
    """Any locale is taken for amounts; words are Chinese for Chinese, English for any other."""
    assert explain(basket(), party="L1", locale=locale).text.endswith(amount)


# Steps -----------------------------------------------------------------------------------------------------


def test_units_blocks_and_flat_amounts() -> None:
    """Amounts per unit, per started block after free units, per line and per order are told apart."""
    plan = plan_of(
        """
        [[rule]]
        id = "piece"
        pays = "leader"
        per_unit = "0.50"
        [[rule]]
        id = "box"
        pays = "leader"
        per_unit = "0.50"
        block = 2
        free = 1
        [[rule]]
        id = "line"
        pays = "leader"
        flat = "0.10"
        [[rule]]
        id = "order"
        pays = "leader"
        flat = "1.00"
        per = "order"
        """
    )
    five = Line("1", Product("egg"), 5, Money.cny("10.00"))
    more = Line("2", Product("egg"), Fraction(1, 2), Money.cny("20.00"))
    text = told(plan, five, more, leader="L1")
    assert "5 × CN¥0.50 = CN¥2.50" in text
    assert "0.5 × CN¥0.50 = CN¥0.25" in text
    assert "2 (of 5, first 1 free, each started 2) × CN¥0.50 = CN¥1.00" in text
    assert "a fixed amount per line CN¥0.10" in text
    assert "a fixed amount per order CN¥1.00" in text
    assert "this line's part of CN¥1.00 = CN¥0.33" in text
    assert text.endswith("the base is zero\n\nearned together             CN¥4.95")
    text = told(plan, five, more, leader="L1", locale="zh")
    assert "2（共 5 件，前 1 件不计，每满或不满 2 件计一次） × ¥0.50 = ¥1.00" in text
    assert "固定每单 ¥1.00" in text
    assert "整单 ¥1.00 分摊到本行 = ¥0.33" in text


def test_tiers_of_a_month() -> None:
    """What was counted before and after, what fell into each tier, and the rounding over the period."""
    plan = plan_of(
        """
        [[rule]]
        id = "month"
        pays = "leader"
        mode = "graduated"
        measure = { total = "paid", per = "leader", period = "month" }
        tiers = [ { from = "0" }, { from = "5000", share = "1%", flat = "2.00" }, { from = "20000", share = "2%" } ]
        """
    )
    standing = Standing({Key("measure", "p: month", "L1", "2026-03"): Row(498_000, 498_000)})
    text = told(plan, leader="L1", standing=standing, locale="zh")
    assert "L1 在 2026-03 的成交金额累计：¥4,980.00 → ¥5,019.80；分段累进" in text
    assert "第 1 档（¥0.00 起）：¥20.00 × 0% = ¥0.00" in text
    assert "第 2 档（¥5,000.00 起）：¥19.80 × 1% + 达档 ¥2.00 = 2.198" in text
    assert "合计 2.198" in text
    assert "按整期累计向下取整，此前累计 ¥0.00，本笔 ¥2.19" in text
    assert "tier 2, from CN¥5,000.00: CN¥19.80 × 1% + CN¥2.00 on reaching it" in told(
        plan, leader="L1", standing=standing
    )


def test_retroactive_tiers_take_off_what_was_earned() -> None:
    """The whole of the period at the rate reached, less what the period had earned before."""
    plan = plan_of(
        """
        [[rule]]
        id = "month"
        pays = "leader"
        mode = "retroactive"
        measure = { total = "paid", per = "leader", period = "month" }
        tiers = [ { from = "0", share = "1%" }, { from = "5000", share = "2%" } ]
        """,
        'bearer = "platform"\nparties = { platform = "PF" }',
    )
    standing = Standing({Key("measure", "p: month", "L1", "2026-03"): Row(498_000, 498_000)})
    text = told(plan, leader="L1", standing=standing)
    assert "tier 2, from CN¥5,000.00: CN¥5,019.80 × 2% = 100.396" in text
    assert "less what the period had earned: CN¥49.80" in text
    assert "together 50.596" in text


def test_tiers_on_another_base_take_the_average_rate() -> None:
    """Where the count picks the tiers and the rate applies to money, the average rate is told."""
    plan = plan_of(
        """
        [[rule]]
        id = "order"
        pays = "leader"
        base = "listed"
        mode = "graduated"
        measure = { total = "quantity", per = "order" }
        tiers = [ { from = 0, share = "1%" }, { from = 2, share = "3%" } ]
        """
    )
    four = Line("1", Product("egg"), 4, Money.cny("20.00"))
    text = told(plan, four, leader="L1", locale="zh")
    assert "整单数量：4；分段累进" in text
    assert "第 1 档（0 起）：2 × 1%" in text
    assert "平均费率 2%；标价金额 ¥20.00 × 2% = ¥0.40" in text
    assert "average rate 2%; amount at list prices CN¥20.00 × 2% = CN¥0.40" in told(plan, four, leader="L1")
    assert "this line's part of CN¥0.80 × 20/40" not in told(plan, four, leader="L1")


def test_order_tiers_are_laid_over_lines() -> None:
    """What an order earns by its total is laid over its lines in proportion."""
    plan = plan_of(
        """
        [[rule]]
        id = "order"
        pays = "leader"
        mode = "volume"
        measure = { total = "paid", per = "order" }
        tiers = [ { from = "0", share = "1%" }, { from = "20", share = "2%" } ]
        """
    )
    one, other = Line.of("1", "a", "10.00"), Line.of("2", "b", "30.00")
    text = told(plan, one, other, leader="L1")
    assert "amount paid of the order: CN¥40.00; all of it at the rate reached" in text
    assert "this line's part of CN¥0.80 × 1000/4000 = CN¥0.20" in text
    assert "this line's part of CN¥0.80 × 3000/4000 = CN¥0.60" in text


def test_chains_shares_and_a_house() -> None:
    """A chain says what it takes off; a share says for whom its party stands in."""
    plan = plan_of(
        """
        [[rule]]
        id = "one"
        pays = "promoter"
        share = "5%"
        [[rule]]
        id = "two"
        pays = "agent"
        share = "8%"
        [[chain]]
        kind = "differential"
        roles = ["promoter", "agent"]
        """,
        'missing = { house = "head_office" }',
    )
    ten = Line.of("1", "a", "10.00")
    text = told(plan, ten, promoter="P1", locale="zh")
    assert "级差 promoter > agent：¥0.80 − 下级已得 ¥0.50 = ¥0.30" in text
    assert "agent head_office 计提" in text
    assert "归属份额（代agent承接） 100% = ¥0.30" in text
    result = assess(
        plan, sold(ten), Credits([Credit("promoter", "P1", share=Rate.of("1/3")), Credit("agent", "A1")])
    )
    text = explain(result).text
    assert "share 1/3 = 0.1666…" in text
    assert "share (in place of the promoter) 2/3 = 0.3333…" in text
    waterfall = plan_of(
        """
        [[rule]]
        id = "one"
        pays = "brand"
        share = "20%"
        [[rule]]
        id = "two"
        pays = "leader"
        share = "8%"
        [[chain]]
        kind = "waterfall"
        roles = ["brand", "leader"]
        """
    )
    text = told(waterfall, ten, brand="B", leader="L1")
    assert "waterfall brand > leader: CN¥2.00 less what is passed on, CN¥0.80 = CN¥1.20" in text


def test_floors_tax_and_the_bearer() -> None:
    """A floor lifts; tax set aside and what the bearer pays in have their lines."""
    plan = plan_of(
        """
        [[rule]]
        id = "base"
        pays = "leader"
        share = "90%"
        rounding = "half_up"
        [[rule]]
        id = "more"
        pays = "host"
        share = "50%"
        scope = "order"
        [[rule]]
        id = "piece"
        pays = "keeper"
        share = "1%"
        scope = "unit"
        [[bound]]
        rule = "piece"
        per = "line"
        at_least = "0.50"
        """,
        'tax = "set_aside"\nbearer = "platform"\nparties = { platform = "PF" }',
    )
    line = Line("1", Product("a"), 3, Money.cny("10.01"), tax=Money.cny("1.00"))
    text = told(plan, line, leader="L1", host="H1", keeper="K1")
    assert "rule piece per line: at least CN¥0.50; lifted in proportion, 0.1001 → CN¥0.50" in text
    assert "0.1666… per unit, rounded down, × 3 = CN¥0.48" in text
    assert "rounded, half up = CN¥9.01" in text
    assert "rounded down over the order, CN¥0.00 before it: CN¥5.00" in text
    assert "tax set aside" in text
    assert "platform PF pays in" in text
    assert "-CN¥5.48" in text
    told_to_bearer = explain(
        assess(plan, sold(line), Credits.single(leader="L1", host="H1", keeper="K1")), party="PF"
    ).text
    assert "platform PF pays in" in told_to_bearer
    assert "tax" not in told_to_bearer


def test_caps_of_a_month_are_each_payees_own() -> None:
    """Of two leaders who share a line, the one whose month is full is cut, after the chain, and only he."""
    plan = plan_of(
        """
        [[rule]]
        id = "low"
        pays = "promoter"
        share = "2%"
        [[rule]]
        id = "high"
        pays = "leader"
        share = "10%"
        [[chain]]
        kind = "differential"
        roles = ["promoter", "leader"]
        [[bound]]
        role = "leader"
        per = "month"
        at_most = "10.00"
        """
    )
    halves = [Credit("leader", name, share=Rate.percent(50)) for name in ("L1", "L2")]
    name = "p: role leader per month: at most 10.00"
    assessment = assess(
        plan,
        sold(Line.of("1", "a", "100.00")),
        Credits([*halves, Credit("promoter", "P1")]),
        standing=Standing({Key("bound", name, "L2", "2026-03"): Row(900)}),
    )
    own = explain(assessment, party="L1").text
    full = explain(assessment, party="L2").text
    for text in (own, full):
        assert (
            "differential promoter > leader: CN¥10.00 less what those below it get, CN¥2.00 = CN¥8.00" in text
        )
        assert "share 50% = CN¥4.00" in text
    assert "cut" not in own
    assert "leader per month: at most CN¥10.00; cut in proportion, CN¥4.00 → CN¥1.00" in full


def test_volume_of_a_month_and_measures_of_a_store() -> None:
    """All of a line at the rate reached; what a store's month measures is shared by its leaders afterwards."""
    plan = plan_of(
        """
        [[rule]]
        id = "volume"
        pays = "leader"
        mode = "volume"
        measure = { total = "paid", per = "store", period = "month" }
        tiers = [ { from = "0", share = "1%" }, { from = "30", share = "2%" } ]
        [[rule]]
        id = "units"
        pays = "leader"
        mode = "volume"
        measure = { total = "quantity", per = "leader", period = "month" }
        tiers = [ { from = 0, per_unit = "0.10", block = 5 } ]
        """
    )
    halves = Credits([Credit("leader", name, share=Rate.percent(50)) for name in ("L1", "L2")])
    text = explain(assess(plan, sold(CHERRIES), halves), party="L1", locale="zh").text
    assert "S1 在 2026-03 的成交金额累计：¥0.00 → ¥39.80；按所达档位全额" in text
    assert "第 2 档（¥30.00 起）：¥39.80 × 2% = 0.796" in text
    assert "归属份额 50% = 0.398" in text
    assert "L1 在 2026-03 的数量累计：0 → 1，按归属份额 50% 计入；按所达档位全额" in text
    assert "第 1 档（0 起）：1 × ¥0.10 = ¥0.10" in text


def test_a_chain_never_takes_below_zero() -> None:
    """Where a month's table takes back, a differential chain says that it stops at zero."""
    plan = plan_of(
        """
        [[rule]]
        id = "month"
        pays = "promoter"
        mode = "retroactive"
        measure = { total = "paid", per = "promoter", period = "month" }
        tiers = [ { from = "0", share = "10%" }, { from = "50", share = "1%" } ]
        [[chain]]
        kind = "differential"
        roles = ["promoter", "agent"]
        """
    )
    standing = Standing({Key("measure", "p: month", "P1", "2026-03"): Row(4_000, 4_000)})
    result = assess(plan, sold(CHERRIES), Credits.single(promoter="P1"), standing=standing)
    line = explain(result).lines[0]
    assert isinstance(line, ExplainedLine)
    assert [missed.why for missed in line.not_earned] == [Why.CHAIN]
    chained = line.not_earned[0].steps[1]
    assert list(Working(Sentences(plan, "en")).lines([line.not_earned[0].steps[0], chained]))[-1] == (
        "differential promoter > agent: -3.202, never below zero = CN¥0.00"
    )


def test_bases_of_other_rules() -> None:
    """What another rule earned, and what is left after rules, are named as bases."""
    plan = plan_of(
        """
        [[rule]]
        id = "fee"
        pays = "platform"
        share = "10%"
        [[rule]]
        id = "net"
        pays = "leader"
        share = "10%"
        less = "fee"
        [[rule]]
        id = "share"
        pays = "sponsor"
        of = { rule = "net" }
        share = "50%"
        """
    )
    ten = Line.of("1", "a", "10.00")
    text = told(plan, ten, platform="PF", leader="L1", sponsor="U1", locale="zh")
    assert "成交金额扣除规则 fee 后 ¥9.00 × 10% = ¥0.90" in text
    assert "规则 net 的佣金 ¥0.90 × 50% = ¥0.45" in text
    assert "amount paid less fee CN¥9.00 × 10%" in told(plan, ten, platform="PF", leader="L1", sponsor="U1")


# What was not earned ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "en", "zh"),
    [
        ('{ category = "home" }', "category is fresh/fruit; it must be in home", "品类为 fresh/fruit，规则要求属于 home"),
        ('{ category = { is = "fresh" } }', "category is fresh/fruit; it must be fresh", "品类为 fresh/fruit，规则要求为 fresh"),
        ('{ not = { category = "fresh" } }', "category is fresh/fruit; it must not be in fresh", "品类为 fresh/fruit，规则要求不属于 fresh"),
        ('{ tags = "gift" }', "tag list is empty; it must have gift", "商品标签为空，规则要求包含 gift"),
        ('{ paid = { at_least = "100" } }', "amount paid is CN¥39.80; it must be at least CN¥100.00", "成交金额为 ¥39.80，规则要求不低于 ¥100.00"),
        ('{ not = { paid = { more_than = "30" } } }', "amount paid is CN¥39.80; it must be at most CN¥30.00", "成交金额为 ¥39.80，规则要求不高于 ¥30.00"),
        ("{ quantity = { less_than = 2 } }", "quantity is 2; it must be less than 2", "数量为 2，规则要求低于 2"),
        ("{ channel = { known = true } }", "channel is not known; it must be known", "渠道未知，规则要求已知"),
        ("{ product = { known = false } }", "product is 车厘子; it must not be known", "商品为 车厘子，规则要求未知"),
        ('{ product = { in = ["tea", "egg"] } }', "product is 车厘子; it must be one of egg, tea", "商品为 车厘子，规则要求为 egg、tea 之一"),
        ('{ "order.paid_at" = { at_least = "2026-04-01" } }', "time of payment is 2026-03-01 17:00; it must be 2026-04-01 00:00 or later", "支付时间为 2026-03-01 17:00，规则要求不早于 2026-04-01 00:00"),
        ("{ organic = false }", "organic is yes; it must be no", "organic 为 是，规则要求为 否"),
        ('{ "leader.level" = { at_least = 3 } }', "leader's level is 2; it must be at least 3", "团长级别为 2，规则要求不低于 3"),
        ('{ "leader.nick" = "x" }', "leader's nick is y; it must be x", "团长的 nick 为 y，规则要求为 x"),
        ('{ any = [ { channel = "live" }, { category = "home" } ] }', "channel is not known; it must be live; what cannot be answered does not apply", "渠道未知，规则要求为 live；无法判断，按不适用处理"),
    ],
)  # fmt: skip
def test_conditions_say_what_was_found_and_asked(when: str, en: str, zh: str) -> None:
    """The fact's value and what was asked of it, in both languages; a fact that is missing never matches."""
    plan = plan_of(f'[[rule]]\nid = "r"\npays = "leader"\nshare = "1%"\nwhen = {when}')
    line = attrs.evolve(CHERRIES, attributes={"organic": True})
    order = sold(line, about={"leader": {"level": 2, "nick": "y"}})
    result = assess(plan, order, Credits.single(leader="L1"))
    assert explain(result).text.endswith(en)
    assert explain(result, locale="zh").text.endswith(zh)


def test_values_of_every_kind_are_plain_data() -> None:
    """What was found and asked goes into the data, whatever its kind."""
    asked = """{ all = [ { due = { time = "2026-03-01T00:00Z" } }, { fee = { rate = "8%" } },
        { cap = { money = "5" } }, { score = { number = "1/3" } }, { tags = { is = ["a"] } } ] }"""
    plan = plan_of(f'[[rule]]\nid = "r"\npays = "leader"\nshare = "1%"\nwhen = {asked.replace(chr(10), "")}')
    facts: dict[str, Value] = {
        "due": datetime(2026, 3, 2, tzinfo=UTC),
        "fee": Rate.percent(9),
        "cap": Money.cny("6"),
        "score": Fraction(1, 4),
    }
    order = sold(attrs.evolve(CHERRIES, attributes=facts))
    data = explain(assess(plan, order, Credits.single(leader="L1"))).data()
    found = {
        one["fact"]: (one["operand"], one["value"]) for one in data["lines"][0]["not_earned"][0]["asked"]
    }
    assert found == {
        "line.due": ("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"),
        "line.fee": ("8%", "9%"),
        "line.cap": ({"amount_minor": 500, "currency": "CNY"}, {"amount_minor": 600, "currency": "CNY"}),
        "line.score": ("1/3", "0.25"),
        "line.tags": (["a"], []),
    }


def test_all_alternatives_that_failed_are_told() -> None:
    """Of an "or" every part is told, of an "and" only the parts that fail."""
    plan = plan_of(
        '[[rule]]\nid = "r"\npays = "leader"\nshare = "1%"\n'
        'when = { any = [ { product = "tea" }, { category = "fresh", quantity = 3 } ] }'
    )
    asked = missed(plan, sold())["r"].asked
    assert [(one.test.fact, one.value) for one in asked] == [("line.product", "车厘子"), ("line.quantity", 2)]


def test_a_fact_of_another_kind_never_matches() -> None:
    """A number where a word is asked for leaves the question open, and says so."""
    plan = plan_of('[[rule]]\nid = "r"\npays = "leader"\nshare = "1%"\nwhen = { "leader.grade" = "super" }')
    found = missed(plan, sold(about={"leader": {"grade": 5}}))["r"]
    assert found.why is Why.UNKNOWN
    assert found.asked[0].value == 5


def test_reasons_of_stacking() -> None:
    """First, exclusive, best and replaced each name the rule that counts."""
    plan = plan_of(
        """
        [stacking]
        f = "first"
        b = "best"
        x = "exclusive"
        [[rule]]
        id = "f1"
        pays = "leader"
        share = "1%"
        group = "f"
        [[rule]]
        id = "f2"
        pays = "leader"
        share = "2%"
        group = "f"
        [[rule]]
        id = "b1"
        pays = "host"
        share = "1%"
        group = "b"
        [[rule]]
        id = "b2"
        pays = "host"
        share = "2%"
        group = "b"
        [[rule]]
        id = "x1"
        pays = "keeper"
        share = "1%"
        group = "x"
        [[rule]]
        id = "x2"
        pays = "keeper"
        share = "2%"
        """
    )
    found = missed(plan, sold(), Credits.single(leader="L1", host="H1", keeper="K1"))
    assert {rule: (one.why, one.by) for rule, one in found.items()} == {
        "f2": (Why.FIRST, ("f1",)),
        "b1": (Why.BEST, ("b2",)),
        "x2": (Why.EXCLUSIVE, ("x1",)),
    }
    text = told(plan, locale="zh", leader="L1", host="H1", keeper="K1")
    assert "同组只取排在最前的规则：f1" in text
    assert "同组就高，取规则 b2" in text
    assert "规则 x1 不与其他规则同享" in text


def test_reasons_of_bases_measures_and_parties() -> None:
    """What is not known is named: the cost, the group that a measure counts for, the party."""
    plan = plan_of(
        """
        [[rule]]
        id = "margin"
        pays = "leader"
        base = "margin"
        share = "10%"
        [[rule]]
        id = "team"
        pays = "leader"
        mode = "volume"
        measure = { total = "paid", per = "leader.team", period = "month" }
        tiers = [ { from = "0", share = "1%" } ]
        [[rule]]
        id = "host"
        pays = "host"
        share = "1%"
        """
    )
    found = missed(plan, sold(), Credits([Credit("leader", "L1"), Credit("host", "H1", active=False)]))
    assert {rule: one.why for rule, one in found.items()} == {
        "margin": Why.NO_BASE,
        "team": Why.NO_MEASURE,
        "host": Why.NO_PARTY,
    }
    text = told(plan, leader="L1")
    assert "cost is not known, so there is no base" in text
    assert "it is not known for whom to measure (leader.team)" in text
    assert "缺少成本，无法确定基数" in told(plan, leader="L1", locale="zh")


def test_reasons_of_overrides() -> None:
    """A rule that an override drops, one that stands only elsewhere, and one in its own place here."""
    plan = plan_of(
        """
        [[rule]]
        id = "base"
        pays = "leader"
        share = "8%"
        [[rule]]
        id = "more"
        pays = "leader"
        share = "1%"
        [[override]]
        stores = "S1"
        drops = "more"
        rules = [ { id = "base", pays = "leader", share = "9%" } ]
        [[override]]
        stores = ["S2", "S3"]
        rules = [ { id = "extra", pays = "leader", share = "1%" } ]
        """
    )
    found = missed(plan, sold(), Credits.single(leader="L1"))
    assert {rule: one.why for rule, one in found.items()} == {"more": Why.DROPPED, "extra": Why.ELSEWHERE}
    text = told(plan, leader="L1")
    assert "rule base (override)" in text
    assert "an override drops this rule here" in text
    assert "an override for others: store's id is S1; it must be one of S2, S3" in text
    assert "例外条款不适用于此：门店编号为 S1，规则要求为 S2、S3 之一" in told(plan, leader="L1", locale="zh")


def test_reasons_of_amounts_that_came_to_nothing() -> None:
    """Zero base, zero rate, lowest tier, chain, zero share, cap and rounding are told apart."""
    plan = plan_of(
        """
        [[rule]]
        id = "freight"
        pays = "leader"
        base = "freight"
        share = "10%"
        [[rule]]
        id = "rate"
        pays = "leader"
        share = "0%"
        [[rule]]
        id = "tier"
        pays = "leader"
        mode = "graduated"
        measure = { total = "paid", per = "line" }
        tiers = [ { from = "0" }, { from = "500", share = "1%" } ]
        [[rule]]
        id = "one"
        pays = "promoter"
        share = "5%"
        [[rule]]
        id = "two"
        pays = "agent"
        share = "5%"
        [[rule]]
        id = "share"
        pays = "host"
        share = "5%"
        [[rule]]
        id = "capped"
        pays = "keeper"
        share = "5%"
        [[rule]]
        id = "little"
        pays = "fund"
        share = "1/10000"
        [[chain]]
        kind = "differential"
        roles = ["promoter", "agent"]
        [[bound]]
        rule = "capped"
        per = "line"
        at_most = "0"
        """
    )
    given = Credits(
        [
            *Credits.single(leader="L1", promoter="P1", agent="A1", keeper="K1", fund="F1"),
            Credit("host", "H1", share=Rate.percent(0)),
        ]
    )
    found = missed(plan, sold(), given)
    assert {rule: one.why for rule, one in found.items()} == {
        "freight": Why.ZERO_BASE,
        "rate": Why.ZERO_RATE,
        "tier": Why.TIER,
        "two": Why.CHAIN,
        "share": Why.SHARE,
        "capped": Why.CAPPED,
        "little": Why.ROUNDED,
    }
    text = explain(assess(plan, sold(), given), locale="zh").text
    assert "额度已用完：规则 capped 每行封顶 ¥0.00" in text
    assert "未达到起佣档位" in text
    assert "级差为零，已由同链其他角色取得" in text


# Refunds ---------------------------------------------------------------------------------------------------


def test_what_is_kept_and_what_is_restated() -> None:
    """An amount kept by agreement stays; tiers that are read anew say so, and do not say what is left."""
    plan = plan_of(
        """
        [[rule]]
        id = "kept"
        pays = "leader"
        flat = "1.00"
        kept_on_refund = true
        [[rule]]
        id = "month"
        pays = "leader"
        mode = "graduated"
        measure = { total = "paid", per = "leader", period = "month" }
        tier_on_refund = "restate"
        tiers = [ { from = "0", share = "1%" }, { from = "20", share = "2%" } ]
        """
    )
    assessment = assess(plan, sold(CHERRIES), Credits.single(leader="L1"))
    refund = Refund("R1", "O1", "2026-03-05T09:00:00Z", [RefundLine("1", Money.cny("19.90"))])
    reversal = reverse(assessment, refund, standing=Standing().moved(assessment.moved))
    text = explain(reversal, locale="zh").text
    assert "原计提 ¥1.00，约定退款不追回" in text
    assert "原计提 ¥0.59，按本期累计重算阶梯，差额入账" in text
    line = explain(reversal).lines[0]
    assert isinstance(line, ExplainedRefund)
    kept, restated = line.taken
    assert (kept.left, kept.taken_before) == (Money.cny("1.00"), Money.cny("0.00"))
    assert restated.left is None
    assert restated.taken_before is None
    assert restated.rounded is None


def test_amounts_of_nothing_have_nothing_to_take_back() -> None:
    """What was booked as zero is not told of when a refund comes."""
    plan = plan_of('[[rule]]\nid = "r"\npays = "leader"\nbase = "freight"\nshare = "1%"')
    refund = Refund("R1", "O1", "2026-03-05T09:00:00Z", [RefundLine("1", Money.cny("19.90"))])
    reversal = reverse(assess(plan, sold(CHERRIES), Credits.single(leader="L1")), refund)
    assert "rule r" not in explain(reversal).text
    assert [back["taken_minor"] for back in explain(reversal).data()["lines"][0]["taken"]] == [0]


def test_other_earlier_refunds_are_noticed() -> None:
    """An explanation with other earlier refunds than the reversal's is refused, not made up."""
    assessment = basket()
    first = Refund("R1", "O1", "2026-03-05T09:00:00Z", [RefundLine("1", Money.cny("10.00"))])
    second = Refund("R2", "O1", "2026-03-06T09:00:00Z", [RefundLine("1", Money.cny("15.55"))])
    reversal = reverse(assessment, second, earlier=[first])
    assert explain(reversal, earlier=[first]).lines
    with pytest.raises(UnexplainedError, match="does not lead to the booked amount"):
        explain(reversal)


def test_only_one_line_of_a_refund() -> None:
    """A refund is explained line by line, too; a line that it does not touch is not there."""
    refund = Refund("R1", "O1", "2026-03-05T09:00:00Z", [RefundLine("1", Money.cny("10.00"))])
    reversal = reverse(basket(), refund)
    assert explain(reversal, line="1").data() == explain(reversal).data()
    with pytest.raises(UnknownSubjectError, match="2"):
        explain(reversal, line="2")


# Refusals --------------------------------------------------------------------------------------------------


def test_an_amount_that_does_not_follow_is_refused() -> None:
    """An accrual that was changed after the fact is not explained away."""
    assessment = basket()
    line = assessment.lines[0]
    more = attrs.evolve(line.accruals[0], amount_minor=line.accruals[0].amount_minor + 1)
    cut = attrs.evolve(line.accruals[0], exact=line.accruals[0].exact - 1)
    for changed in (more, cut):
        spoilt = attrs.evolve(assessment, lines=(attrs.evolve(line, accruals=(changed, *line.accruals[1:])),))
        with pytest.raises(UnexplainedError) as refused:
            explain(spoilt)
        assert refused.value.rule == changed.rule
        assert "不符" in refused.value.text("zh")


def test_unknown_lines_and_locales_are_refused() -> None:
    """A line that the order does not have, and a locale that there is none of, are said."""
    with pytest.raises(UnknownSubjectError, match="9"):
        explain(basket(), line="9")
    with pytest.raises(UnknownLocaleError):
        explain(basket(), locale="tlh_QQ")


# Data and words --------------------------------------------------------------------------------------------


def test_data_has_the_same_figures() -> None:
    """The plain data names steps by words that never change."""
    data = explain(basket(), party="L1", line="1").data()
    assert {key: data[key] for key in ("order", "plan", "version", "currency", "party", "total_minor")} == {
        "order": "O1", "plan": "basket", "version": 3, "currency": "CNY", "party": "L1", "total_minor": 220,
    }  # fmt: skip
    earned = data["lines"][0]["earned"][0]
    assert earned["rule"] == "fresh"
    assert earned["steps"] == [
        {"step": "base", "base": "paid", "base_minor_exact": "3980", "rate": "10%", "result_minor_exact": "398"},
        {"step": "bound", "bound": "role leader per order: at most 3.00", "result_minor_exact": "597000/2706"}
        | {"result_minor_exact": exact_text(Fraction(398 * 300 * 10, 5412))},
        {
            "step": "round", "rounding": "down", "scope": "line", "running_minor_exact": "0", "units": "1",
            "result_minor_exact": "220",
        },
    ]  # fmt: skip
    assert data["lines"][0]["not_earned"][1] == {
        "rule": "super", "title": "", "role": "leader", "why": "not_matched", "by": [], "steps": [],
        "asked": [{"fact": "leader.grade", "operator": "is", "operand": "super", "negated": False, "value": "basic"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("when", "en", "zh"),
    [
        ('{ category = "fresh", "leader.grade" = "super" }', "category is in fresh and leader's grade is super", "品类属于 fresh，且团长等级为 super"),
        ('{ not = { any = [ { channel = "live" }, { tags = "gift" } ] } }', "channel is not live and tag list does not have gift", "渠道不是 live，且商品标签不包含 gift"),
        ('{ any = [ { channel = "live" }, { all = [ { tags = "a" }, { tags = "b" } ] } ] }', "channel is live or (tag list has a and tag list has b)", "渠道为 live，或（商品标签包含 a，且商品标签包含 b）"),
        ('{ all = [ { channel = "live" }, { not = { any = [ { tags = "a" }, { tags = "b" } ] } } ] }', "channel is live and (tag list does not have a and tag list does not have b)", "渠道为 live，且（商品标签不包含 a，且商品标签不包含 b）"),
        ("{ channel = { known = false } }", "channel is not known", "渠道未知"),
        ("{ not = { all = [] } }", "never", "从不"),
        ('{ "agent.city" = { in = ["杭州"] } }', "agent's city is one of 杭州", "agent城市为 杭州 之一"),
        ('{ score = { more_than = { number = "0.5" } } }', "score is more than 0.5", "score 高于 0.5"),
        ('{ due = { less_than = { time = "2026-03-01" } } }', "due is before 2026-03-01 00:00", "due 早于 2026-03-01 00:00"),
        ('{ fee = { rate = "8%" } }', "fee is 8%", "fee 为 8%"),
        ('{ tags = { is = ["a", "b"] } }', "tag list is a, b", "商品标签为 a、b"),
        ('{ note = "\\u0007" }', "note is '\\x07'", "note 为 '\\x07'"),
    ],
)  # fmt: skip
def test_conditions_in_words(when: str, en: str, zh: str) -> None:
    """A condition reads as a sentence in both languages, with nothing in it that cannot be seen."""
    plan = plan_of(f'[[rule]]\nid = "r"\npays = "leader"\nshare = "1%"\nwhen = {when}')
    assert Sentences(plan, "en").condition(plan.rules[0].when) == en
    assert Sentences(plan, "zh_CN").condition(plan.rules[0].when) == zh


@pytest.mark.parametrize(
    ("number", "text"),
    [(Fraction(0), "0"), (Fraction(3, 2), "1.5"), (Fraction(-2, 3), "-0.6666…"), (Fraction(1, 10**9), "0…")],
)
def test_numbers_without_an_end_are_marked(number: Fraction, text: str) -> None:
    """What is cut is marked as cut."""
    assert decimal(number) == text


def test_chinese_letters_take_two_columns() -> None:
    """The width of a text is what it takes on a screen."""
    assert width_of("团长 L1 ¥1") == 10


def test_the_last_step_rounds() -> None:
    """Every amount ends with its one rounding."""
    for line in explain(basket()).lines:
        assert isinstance(line, ExplainedLine)
        assert all(isinstance(one.steps[-1], Rounded) for one in line.earned)


def test_a_condition_of_the_hosts_own_is_shown_as_it_is() -> None:
    """What the library does not know is not put into words."""

    class Odd(Condition):
        """A condition that no plan on paper has."""

        def __repr__(self) -> str:
            return "odd"

    assert Sentences(read_plan(BASKET), "en").condition(Odd()) == "odd"


def test_rules_in_python_are_told_alike() -> None:
    """A plan written in Python explains itself like one on paper."""
    plan = Plan(
        "p", 1, "CNY", residual="store", rules=[Rule("base", "leader", Rate.percent(8), title="八个点")]
    )
    assert "rule base “八个点”" in told(plan, leader="L1")
