"""Plans on paper by example: what a shop owner signs, and what is refused, with its place and what may have been meant."""

import json
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.codec import (
    DocumentTooLargeError,
    InvalidDocumentError,
    Limits,
    SchemaVersionError,
    UnknownKeyError,
    read_toml,
    write_json,
)
from communekit.commission import (
    Base,
    Begins,
    Bound,
    Chain,
    Composition,
    Condition,
    Draw,
    Enrolment,
    Fact,
    Flat,
    Guarantee,
    InvalidPlanError,
    Measure,
    Missing,
    OnRefund,
    Override,
    Per,
    PerUnit,
    Plan,
    PlanCycleError,
    Plans,
    Rule,
    Scope,
    Stacking,
    Tax,
    Tier,
    TierMode,
    Tiers,
    UnknownRuleError,
    UnreadablePlanError,
    leader,
    line,
    order,
    read_plan,
    read_plans,
    write_plan,
)
from communekit.commission.condition import All, Not, Op, Test
from communekit.errors import CommunekitError, LimitExceededError
from communekit.money import Currency, Money, Rate, Rounding
from communekit.parties import InvalidRoleError, Role
from communekit.period import Window

BASKET = """
[plan]
id = "basket"            # with version and window the identity of what was promised
version = 3
currency = "CNY"
effective = "2026-03-01/.."
residual = "store"
hold = "7 days after pick-up"

[[rule]]
id = "base"
pays = "leader"
share = "8%"

[[rule]]
id = "fresh"
pays = "leader"
share = "5%"
when = { category = "fresh" }          # that category and all below it
replaces = "base"

[[rule]]
id = "month"
pays = "leader"
mode = "graduated"
measure = { total = "paid", per = "leader", period = "month" }
tiers = [ { from = "0" }, { from = "5000", share = "1%" }, { from = "20000", share = "2%" } ]

[[rule]]
id = "sponsor"
pays = "sponsor"
of = { rule = "base" }
share = "10%"

[[rule]]
id = "growers"
pays = "supplier"
share = "62%"

[[bound]]
role = "leader"
per = "order"
at_most = "50.00"
"""
HEAD = '[plan]\nid = "p"\nversion = 1\ncurrency = "CNY"\nresidual = "store"\n'
EVERYTHING = """
format = 1

[plan]
id = "everything"
version = 2
currency = { commodity = "BEANS", digits = 1 }
effective = "2026-03-01T08:00/2026-04-01"
residual = "store"
bearer = "platform"
missing = { house = "head_office" }
tax = "set_aside"
zone = "Europe/London"
hold = "7 days after pick-up"
referral = ["sponsor", "host"]
depth_reason = "agreed with the association"

[parties]
fund = "F1"
platform = "PF"

[stacking]
"" = "first"
best = "best"

[enrolment]
fee = "9.9"
purchase_required = true

[[rule]]
id = "piece"
title = "按件"
pays = "leader"
per_unit = "0.5"
block = 2
free = 1
group = "best"
rounding = "half_up"
scope = "unit"
missing = "roll_up"
kept_on_refund = true

[[rule]]
id = "flat"
pays = "host"
flat = "1"
per = "order"
missing = "lapse"

[[rule]]
id = "table"
pays = "leader"
base = "listed"
less = ["flat", "minus"]
mode = "volume"
measure = { total = "orders", per = "leader.team", period = "week" }
quota = 10
tiers = [{ from = 0 }, { above = 5, share = "1/3" }, { above = 7, share = "12 bps" }]

[[rule]]
id = "minus"
pays = "creator"
share = "1%"

[[rule]]
id = "rest"
pays = "sponsor"
of = { role = "leader" }
share = "0.08"
replaces = ["table"]

[[rule]]
id = "again"
pays = "agent"
mode = "graduated"
measure = { total = "paid", per = "agent", period = "month" }
tier_on_refund = "restate"
tiers = [{ from = "0", flat = "1" }, { from = "100", share = "2%", lifts = true }]

[[chain]]
kind = "differential"
roles = ["leader", "keeper"]

[[bound]]
rule = "piece"
per = "line"
at_least = "0.5"
at_most = "5"

[[bound]]
role = "host"
per = "order"
at_most = "30%"

[[override]]
stores = ["S1", "S2"]
leaders = "L1"
products = ["P1"]
rules = [{ id = "flat", pays = "host", flat = "2" }]
drops = "rest"

[[guarantee]]
role = "leader"
at_least = "100"
per = "month"

[[draw]]
role = "leader"
amount = "50"
recoverable = false
"""


def one_rule(rule: str) -> Rule:
    """Read a plan of one rule."""
    return read_plan(f"{HEAD}[[rule]]\n{rule}").rules[0]


def when(text: str) -> Condition:
    """Read a condition."""
    return one_rule(f'id = "r"\npays = "leader"\nshare = "1%"\nwhen = {text}').when


def tiers(text: str, measure: str = '{ total = "quantity", per = "line" }', more: str = "") -> Tiers:
    """Read a table of tiers."""
    rate = one_rule(
        f'id = "t"\npays = "leader"\nmode = "graduated"\nmeasure = {measure}\ntiers = {text}\n{more}'
    ).rate
    assert isinstance(rate, Tiers)
    return rate


def refused(text: str, **options: Any) -> str:
    """Return with which sentence a plan is refused."""
    with pytest.raises(CommunekitError) as refusal:
        read_plan(text, **options)
    assert refusal.value.text("zh")
    return str(refusal.value)


# What is read ----------------------------------------------------------------------------------------------


def test_the_basket_reads_as_its_python_form() -> None:
    """The example of the handbook is read word for word as the same tree."""
    month = Tiers.of(
        TierMode.GRADUATED,
        Measure("paid", per="payee", period="month"),
        (Money.cny("0"), None),
        (Money.cny("5000"), Rate.percent(1)),
        (Money.cny("20000"), Rate.percent(2)),
    )
    assert read_plan(BASKET) == Plan(
        "basket",
        3,
        "CNY",
        residual=Role.STORE,
        effective=Window.parse("2026-03-01T00:00+08:00/.."),
        hold="7 days after pick-up",
        rules=[
            Rule("base", Role.LEADER, Rate.percent(8)),
            Rule("fresh", Role.LEADER, Rate.percent(5), when=line.category.under("fresh"), replaces="base"),
            Rule("month", Role.LEADER, month),
            Rule("sponsor", Role.SPONSOR, Rate.percent(10), base=Base.of_rule("base")),
            Rule("growers", Role.SUPPLIER, Rate.percent(62)),
        ],
        bounds=[Bound(role=Role.LEADER, per="order", at_most=Money.cny("50.00"))],
    )


def test_the_basket_is_written_as_it_stands() -> None:
    """What is written is what the owner wrote, without the remarks."""
    stripped = [text.partition("#")[0].rstrip() for text in BASKET.strip().splitlines()]
    expected = "\n".join(["format = 1", "", *stripped]).replace("[ {", "[{").replace("} ]", "}]") + "\n"
    assert write_plan(read_plan(BASKET)) == expected


def test_every_key_has_its_meaning() -> None:
    """All that a plan can say on paper, and its Python form."""
    beans = Currency.commodity("BEANS", digits=1)

    def amount(text: str) -> Money:
        return Money.of(text, beans)

    table = Tiers(
        TierMode.VOLUME,
        Measure("orders", per="leader.team", period="week"),
        [Tier(0), Tier(5, Rate.of("1/3")), Tier(7, Rate.bps(12))],
        begins=Begins.ABOVE,
        quota=10,
    )
    again = Tiers(
        TierMode.GRADUATED,
        Measure(per="payee", period="month"),
        [Tier(amount("0"), flat=amount("1")), Tier(amount("100"), Rate.percent(2), lifts=True)],
        on_refund=OnRefund.RESTATE,
    )
    plan = Plan(
        "everything",
        2,
        beans,
        residual=Role.STORE,
        bearer=Role.PLATFORM,
        missing=Missing.house("head_office"),
        tax=Tax.SET_ASIDE,
        zone="Europe/London",
        hold="7 days after pick-up",
        referral=(Role.SPONSOR, Role.HOST),
        depth_reason="agreed with the association",
        effective=Window.parse("2026-03-01T08:00Z/2026-03-31T23:00Z"),
        parties={"fund": "F1", "platform": "PF"},
        stacking={"": Stacking.FIRST, "best": Stacking.BEST},
        enrolment=Enrolment(amount("9.9"), purchase_required=True),
        rules=[
            Rule(
                "piece",
                Role.LEADER,
                PerUnit(amount("0.5"), block=2, free=1),
                title="按件",
                group="best",
                rounding=Rounding.HALF_UP,
                scope=Scope.UNIT,
                missing=Missing.roll_up(),
                kept_on_refund=True,
            ),
            Rule("flat", Role.HOST, Flat(amount("1"), Per.ORDER), missing=Missing.lapse()),
            Rule("table", Role.LEADER, table, base=Base.LISTED.less("flat", "minus")),
            Rule("minus", Role.CREATOR, Rate.percent(1)),
            Rule("rest", Role.SPONSOR, Rate.percent(8), base=Base.of_role(Role.LEADER), replaces="table"),
            Rule("again", "agent", again),
        ],
        chains=[Composition(Chain.DIFFERENTIAL, (Role.LEADER, Role.KEEPER))],
        bounds=[
            Bound(rule="piece", per="line", at_least=amount("0.5"), at_most=amount("5")),
            Bound(role=Role.HOST, per="order", at_most=Rate.percent(30)),
        ],
        overrides=[
            Override(
                stores=("S1", "S2"),
                leaders="L1",
                products="P1",
                rules=[Rule("flat", Role.HOST, Flat(amount("2")))],
                drops="rest",
            )
        ],
        guarantees=[Guarantee(Role.LEADER, amount("100"))],
        draws=[Draw(Role.LEADER, amount("50"), recoverable=False)],
    )
    assert read_plan(EVERYTHING) == plan
    assert read_plan(write_plan(plan)) == plan
    assert read_plan(write_plan(plan, format="json"), format="json") == plan


def test_json_is_the_same_tree() -> None:
    """JSON, bytes, and data that was read already make the same plan."""
    data = read_toml(BASKET)
    for form, notation in ((write_json(data), "json"), (BASKET.encode(), "toml"), (data, "toml")):
        assert read_plan(form, format=notation) == read_plan(BASKET)  # type: ignore[arg-type]  # one of two words


def test_stacking_of_rules_without_a_group_is_one_word() -> None:
    """`stacking = "best"` is meant for the rules that are in no group."""
    plan = read_plan(f'{HEAD}stacking = "best"\n[[rule]]\nid = "r"\npays = "leader"\nshare = "1%"')
    assert dict(plan.stacking) == {"": Stacking.BEST}
    assert 'stacking = "best"' in write_plan(plan)


def test_several_versions_in_a_file() -> None:
    """Each `[[plan]]` has its tables inside it; `read_plan` wants one, and says so."""
    text = """
    [[plan]]
    id = "p"
    version = 1
    currency = "CNY"
    residual = "store"
    effective = "2026-01-01/2026-03-01"
    [[plan.rule]]
    id = "base"
    pays = "leader"
    share = "8%"

    [[plan]]
    id = "p"
    version = 2
    currency = "CNY"
    residual = "store"
    effective = "2026-03-01/.."
    """
    versions = read_plans(text)
    assert isinstance(versions, Plans)
    assert [(plan.version, len(plan.rules)) for plan in versions.versions] == [(1, 1), (2, 0)]
    assert "the file holds 2 versions; read_plans reads them all" in refused(text)
    with pytest.raises(UnreadablePlanError, match=r"^version 2, effective: "):
        read_plans(text.replace("2026-03-01/..", "2026-03-01/2026-03-01"))
    with pytest.raises(UnknownKeyError, match=r"^version 1, rule base: unknown key sahre"):
        read_plans(text.replace("share", "sahre"))
    with pytest.raises(InvalidPlanError, match=r"version 1, versions|version 1, version"):
        read_plans(text.replace("version = 1", "version = 0"))
    with pytest.raises(InvalidPlanError, match="windows overlap"):
        read_plans(text.replace("2026-01-01/2026-03-01", "2026-01-01/.."))


# Conditions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ('{ category = "fresh" }', line.category.under("fresh")),
        ('{ "line.category" = "fresh" }', line.category.under("fresh")),
        ('{ category = { is = "fresh" } }', line.category == "fresh"),
        ('{ tags = "gift" }', line.tags.has("gift")),
        ('{ channel = "live", quantity = 2 }', (line.channel == "live") & (line.quantity == 2)),
        ('{ "leader.grade" = "super" }', leader.grade == "super"),
        ('{ product = { in = ["b", "a", "b"] } }', line.product.in_("a", "b")),
        ('{ paid = { at_least = "100.00" } }', line.paid >= Money.cny("100")),
        ('{ paid = { at_least = "1", less_than = "2" } }', (line.paid >= Money.cny("1")) & (line.paid < Money.cny("2"))),
        ('{ paid = "5" }', line.paid == Money.cny("5")),
        ('{ paid = { more_than = { money = "5", currency = "USD" } } }', line.paid > Money.of("5", "USD")),
        ('{ quantity = { at_most = "3/2" } }', line.quantity <= Fraction(3, 2)),
        ("{ organic = true }", line.organic == True),  # noqa: E712 - a condition
        ('{ score = { money = "1.00" } }', line.score == Money.cny("1")),
        ('{ score = { at_least = { number = "0.5" } } }', line.score >= Fraction(1, 2)),
        ('{ score = { rate = "8%" } }', line.score == Rate.percent(8)),
        ("{ supplier = { known = true } }", line.supplier.known()),
        ('{ not = { channel = "live" } }', line.channel != "live"),
        ('{ any = [ { channel = "live" }, { tags = "gift" } ] }', (line.channel == "live") | line.tags.has("gift")),
        ('{ all = [ { channel = "live" }, { category = "a" } ] }', (line.channel == "live") & line.category.under("a")),
        ('{ "order.paid_at" = { at_least = "2026-03-01" } }', order.paid_at >= datetime.fromisoformat("2026-03-01T00:00+08:00")),
        ('{ "order.paid_at" = { less_than = 2026-03-01T08:00:00Z } }', order.paid_at < datetime.fromisoformat("2026-03-01T08:00Z")),
        ('{ "order.paid_at" = { less_than = 2026-03-01T08:00:00 } }', order.paid_at < datetime.fromisoformat("2026-03-01T08:00+08:00")),
        ('{ "order.paid_at" = { less_than = 2026-03-01 } }', order.paid_at < datetime.fromisoformat("2026-03-01T00:00+08:00")),
        ("{ due = 2026-03-01 }", line.due == datetime.fromisoformat("2026-03-01T00:00+08:00")),
        ('{ due = { time = "2026-03-01T00:00Z" } }', line.due == datetime.fromisoformat("2026-03-01T00:00Z")),
        ('{ paid = { text = "much" } }', line.paid == "much"),
        ("{}", All()),
    ],
)  # fmt: skip
def test_conditions_read_as_written_in_python(text: str, condition: Condition) -> None:
    """A short name is a fact of the line; a bare value asks for it; operators are named."""
    assert when(text) == condition


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{ catagory = "x" }', "rule r, when: unknown key catagory, did you mean category? Known are product, category, supplier, tags, kind, quantity, listed, paid, freight, tax, cost, channel, line.catagory"),
        ('{ category = { udner = "x" } }', "rule r, when, category: unknown key udner, did you mean under? Known are is, in, under, has, at_least, more_than, at_most, less_than, known, money, currency, number, rate, time, text"),
        ('{ paid = { min = "1" } }', "did you mean at_least?"),
        ('{ leader.grade = "super" }', 'did you mean "leader.grade"?'),
        ('{ category = ["a", "b"] }', "rule r, when, category: ['a', 'b'] cannot be compared with; write { in = [...] }"),
        ("{ paid = { at_least = 100 } }", 'rule r, when, paid: 100 may mean yuan or fen, per cent or the whole: put it in quotes, such as "12.50"'),
        ("{ paid = { at_least = 0.5 } }", 'rule r, when, paid: 0.5 is a number with a point, which is not exact: put it in quotes, "0.5"'),
        ("{ score = 0.5 }", 'put it in quotes, { number = "0.5" }'),
        ('{ score = { at_least = "5" } }', 'rule r, when, score: \'5\' cannot be compared with; write { money = "..." }, { number = "..." } or { time = "..." }'),
        ('{ score = { number = "x" } }', "is not an exact number"),
        ("{ score = { number = 0.5 } }", 'put it in quotes, "0.5"'),
        ('{ score = { money = "1", number = "1" } }', "rule r, when, score: one of money, number, rate, time, text is needed, and only one; here: money, number"),
        ('{ score = { number = 1, currency = "CNY" } }', "'currency' does not go with number"),
        ("{ score = {} }", "the key 'is' is missing"),
        ('{ supplier = { known = "yes" } }', "rule r, when, supplier: 'yes' is neither true nor false"),
        ("{ product = { in = [] } }", "rule r, when, product: not a condition"),
        ("{ any = [] }", "rule r, when, any: not a condition"),
        ('{ any = { channel = "live" } }', "rule r, when, any: {'channel': 'live'} is not a list of tables"),
        ('{ not = "live" }', "rule r, when, not: 'live' is not a table of keys and values"),
        ('"fresh"', "rule r, when: 'fresh' is not a table"),
        ('{ ".x" = 1 }', "rule r, when: unknown key .x"),
        ('{ "" = 1 }', "rule r, when: unknown key"),
        ('{ "order.paid_at" = 5 }', "rule r, when, order.paid_at: 5 is not a time"),
        ('{ "order.paid_at" = "yesterday" }', "rule r, when, order.paid_at: "),
        ("{ category = { under = 5 } }", "rule r, when, category: 5 is not text in quotes"),
        ('{ quantity = { at_least = "many" } }', "'many' is not an exact number"),
    ],
)  # fmt: skip
def test_conditions_that_are_refused(text: str, sentence: str) -> None:
    """The refusal names rule, fact and value, and how it is written instead."""
    said = refused(f'{HEAD}[[rule]]\nid = "r"\npays = "leader"\nshare = "1%"\nwhen = {text}')
    assert sentence in said


def test_an_open_fact_that_looks_like_a_slip_is_written_in_full() -> None:
    """Who does mean `line.catagory` writes it so."""
    assert when('{ "line.catagory" = "x" }') == (line.catagory == "x")
    plan = Plan(
        "p",
        1,
        "CNY",
        residual="store",
        rules=[Rule("r", "leader", Rate.percent(1), when=Fact("line", "catagory") == "x")],
    )
    assert '"line.catagory" = "x"' in write_plan(plan)


# Tiers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "begins", "bounds"),
    [
        ('[ { from = 0 }, { from = 5, share = "1%" } ]', Begins.AT, (0, 5)),
        ('[ { from = 0 }, { above = 5, share = "1%" } ]', Begins.ABOVE, (0, 5)),
        ('[ { above = 0 }, { above = "5/2", share = "1%" } ]', Begins.ABOVE, (0, Fraction(5, 2))),
        ('[ { from = 0, to = 5 }, { from = 5, share = "1%" } ]', Begins.AT, (0, 5)),
        ('[ { from = 0, up_to = 5 }, { above = 5, share = "1%" } ]', Begins.ABOVE, (0, 5)),
        ('[ { to = 5 }, { to = 9 }, { share = "1%" } ]', Begins.AT, (0, 5, 9)),
        ('[ { up_to = 5 }, { up_to = 9 }, { share = "1%" } ]', Begins.ABOVE, (0, 5, 9)),
    ],
)  # fmt: skip
def test_tiers_in_other_forms(text: str, begins: Begins, bounds: tuple[int | Fraction, ...]) -> None:
    """Upper bounds are read where the tiers meet; `from` and `to` include the lower bound, `up_to` and `above` the upper."""
    table = tiers(text)
    assert table.begins is begins
    assert tuple(step.lower for step in table.steps) == bounds


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[ { from = 0, to = 6 }, { from = 5 } ]", "rule t, tier 2: the tiers overlap: one ends at '6', the next begins at 5"),
        ("[ { from = 0, to = 4 }, { from = 5 } ]", "rule t, tier 2: the tiers leave a gap: one ends at '4', the next begins at 5"),
        ("[ { from = 0, up_to = 5 }, { from = 5 } ]", "rule t, tier 2: the tiers overlap: one ends at '5', the next begins at 5"),
        ("[ { from = 0, to = 5 }, { above = 5 } ]", "rule t, tier 2: the tiers leave a gap: one ends at '5', the next begins at 5"),
        ("[ { from = 0 }, { from = 5, to = 9 } ]", "rule t, tiers: nothing is said above '9': the last tier has no upper end"),
        ("[ { from = 0 }, { from = 5 }, { above = 7 } ]", "rule t, tiers: 0, 5, 7: all tiers of a table begin alike"),
        ("[ { above = 0 }, { from = 5 } ]", "all tiers of a table begin alike"),
        ("[ { from = 0, above = 0 } ]", "rule t, tier 1: one of from, above is needed, and only one; here: from, above"),
        ("[ { from = 0, to = 1, up_to = 1 }, {} ]", "rule t, tier 1: one of to, up_to is needed"),
        ("[ { share = '1%' } ]", "rule t, tier 1: the key 'from' is missing"),
        ("[ { from = 5 } ]", "the plan is not valid at rule t, tiers: the first tier begins at zero"),
        ("[ { from = 0 }, { from = 5 }, { from = 5 } ]", "lower bounds must rise"),
        ("[]", "the first tier begins at zero"),
        ("[ { from = 0.5 } ]", "rule t, tier 1, from: 0.5 is a number with a point"),
        ("[ { from = 0, percent = '1%' } ]", "rule t, tier 1: unknown key percent, did you mean share? Known are from, above, to, up_to, share, per_unit, block, flat, lifts"),
        ("[ { from = 0, share = 1 } ]", 'rule t, tier 1, share: 1 may mean yuan or fen, per cent or the whole: put it in quotes, such as "8%"'),
        ("[ { from = 0, share = '1%', per_unit = '1' } ]", "the plan is not valid at rule t, tier 1, tier: either a share or an amount per unit"),
        ("[ { from = 0, lifts = 1 } ]", "rule t, tier 1, lifts: 1 is neither true nor false"),
        ("[ { from = 0, block = '2', per_unit = '1' } ]", "rule t, tier 1, block: '2' is not a whole number"),
        ("'5000'", "rule t, tiers: '5000' is not a list of tables"),
        ("[ 5 ]", "rule t, tier 1: 5 is not a table"),
    ],
)  # fmt: skip
def test_tables_that_are_refused(text: str, sentence: str) -> None:
    """Overlaps, gaps and anything that is no table, each with its tier, on both sides of the bound."""
    said = refused(
        f'{HEAD}[[rule]]\nid = "t"\npays = "leader"\nmode = "graduated"\nmeasure = {{ total = "quantity", per = "line" }}\ntiers = {text}'
    )
    assert sentence in said


def test_bounds_of_a_quota() -> None:
    """Under a quota a bound may be a part of it; one that is no whole number of fen is refused."""
    month = '{ total = "paid", per = "leader", period = "month" }'
    accelerated = '[ { from = "0%", share = "1%" }, { from = "150%", share = "2%", lifts = true } ]'
    table = tiers(accelerated, month, 'quota = "10000"')
    assert table.quota == Money.cny("10000")
    assert [step.lower for step in table.steps] == [Money.cny("0"), Money.cny("15000")]
    counted = tiers('[ { from = 0 }, { from = "50%", share = "1%" } ]', more="quota = 5")
    assert [step.lower for step in counted.steps] == [0, Fraction(5, 2)]
    for quota, sentence in (
        ('quota = "0.01"', "rule t, tier 2, from: '150%' of the quota 0.01 is not a whole number"),
        ('quota = "x"', "rule t, quota: "),
    ):
        with pytest.raises(CommunekitError, match=sentence.replace("%", "%")):
            tiers(accelerated, month, quota)
    with pytest.raises(UnreadablePlanError, match="rule t, quota: '1/2' is not a whole number"):
        tiers("[ { from = 0 } ]", more='quota = "1/2"')


def test_whose_measure_is_meant() -> None:
    """The rule's own role means whoever is paid; another role, a store or an open fact means that."""
    for per, meant in (
        ('"leader"', "payee"),
        ('"payee"', "payee"),
        ('"store"', "store"),
        ('"leader.team"', "leader.team"),
        ('{ role = "leader" }', "leader"),
    ):
        table = tiers('[ { from = "0" } ]', f'{{ total = "paid", per = {per}, period = "month" }}')
        assert table.measure.per == meant
    assert tiers('[ { from = "0" } ]', '{ period = "month" }').measure == Measure(period="month")


# Refusals --------------------------------------------------------------------------------------------------

RULE = '[[rule]]\nid = "base"\npays = "leader"\n'


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        (HEAD + RULE + 'sahre = "8%"', UnknownKeyError, "rule base: unknown key sahre, did you mean share? Known are id, title, pays, "),
        (HEAD + RULE + 'sahre = "8%"', UnknownKeyError, "did you mean share?"),
        (HEAD + RULE + 'rate = "8%"', UnknownKeyError, "did you mean share?"),
        (HEAD + RULE + 'share = "8%"\nat_most = "5"', UnknownKeyError, "did you mean [[bound]] at_most?"),
        (HEAD + '[[rules]]\nid = "x"', UnknownKeyError, "file: unknown key rules, did you mean rule? Known are format, plan, parties, stacking, enrolment, rule, chain, bound, override, guarantee, draw"),
        ("residual = 'store'\n" + HEAD, UnknownKeyError, "did you mean plan.residual?"),
        (HEAD + "residaul = 'x'", UnknownKeyError, "plan: unknown key residaul"),
        (HEAD + '[[bound]]\nper = "order"\nmax = "5"', UnknownKeyError, "bound 1: unknown key max, did you mean at_most? Known are rule, role, per, at_most, at_least"),
        (HEAD + RULE, UnreadablePlanError, "rule base: one of share, per_unit, flat, tiers is needed, and only one; here: -"),
        (HEAD + RULE + 'share = "1%"\nflat = "1"', UnreadablePlanError, "only one; here: share, flat"),
        (HEAD + '[[rule]]\npays = "leader"\nshare = "1%"', UnreadablePlanError, "rule 1: the key 'id' is missing"),
        (HEAD + '[[rule]]\nid = "r"\nshare = "1%"', UnreadablePlanError, "rule r: the key 'pays' is missing"),
        (HEAD + RULE + "share = 0.08", UnreadablePlanError, 'rule base, share: 0.08 is a number with a point, which is not exact: put it in quotes, "0.08"'),
        (HEAD + RULE + "share = 8", UnreadablePlanError, "rule base, share: 8 may mean"),
        (HEAD + RULE + 'share = "108%"', UnreadablePlanError, "rule base, share: "),
        (HEAD + RULE + 'share = "8 %"', UnreadablePlanError, "rule base, share: "),
        (HEAD + RULE + "share = true", UnreadablePlanError, "rule base, share: True is not text in quotes"),
        (HEAD + RULE + 'flat = "1.005"', UnreadablePlanError, "rule base, flat: "),
        (HEAD + RULE + 'flat = "-1"', InvalidPlanError, "rule base, amount: below zero"),
        (HEAD + RULE + 'flat = "1"\nper = "week"', UnreadablePlanError, "rule base, per: 'week' is none of line, order"),
        (HEAD + RULE + 'share = "1%"\nper = "order"', UnreadablePlanError, "rule base: 'per' does not go with share"),
        (HEAD + RULE + 'share = "1%"\nblock = 2', UnreadablePlanError, "rule base: 'block' does not go with share"),
        (HEAD + RULE + 'share = "1%"\nmode = "volume"', UnreadablePlanError, "rule base: 'mode' does not go with share"),
        (HEAD + RULE + 'share = "1%"\nbase = "gross"', UnreadablePlanError, "rule base, base: 'gross' is none of paid, listed, net, margin, freight"),
        (HEAD + RULE + 'share = "1%"\nbase = "paid"\nof = { rule = "x" }', UnreadablePlanError, "'of' does not go with base"),
        (HEAD + RULE + 'share = "1%"\nof = { rule = "x", role = "host" }', UnreadablePlanError, "rule base, of: one of rule, role is needed"),
        (HEAD + RULE + 'share = "1%"\nof = { role = "Host" }', UnreadablePlanError, "rule base, of, role: "),
        (HEAD + RULE + 'share = "1%"\nmissing = "nobody"', UnreadablePlanError, "rule base, missing: 'nobody' is none of lapse, roll_up, { house = \"...\" }"),
        (HEAD + RULE + 'share = "1%"\nmissing = { house = "" }', InvalidPlanError, "rule base, missing, missing: house names a party"),
        (HEAD + RULE + 'share = "1%"\nrounding = "up_a_bit"', UnreadablePlanError, "rule base, rounding: 'up_a_bit' is none of half_even, "),
        (HEAD + RULE + 'share = "1%"\nscope = "period"', InvalidPlanError, "at rule base: only a measured period"),
        (HEAD + RULE + 'share = "1%"\ntitle = "a\\u202eb"', UnreadablePlanError, "rule base: "),
        (HEAD + RULE + 'share = "1%"\nkept_on_refund = "yes"', UnreadablePlanError, "rule base, kept_on_refund: 'yes' is neither true nor false"),
        (HEAD + RULE + 'share = "1%"\nreplaces = "other"', UnknownRuleError, "rule base names rule other, which is not in the plan"),
        (HEAD + RULE + 'share = "1%"\nreplaces = [0.5]', UnreadablePlanError, "rule base, replaces: 0.5 is a number with a point"),
        (HEAD + RULE + 'share = "1%"\nreplaces = 1', UnreadablePlanError, "rule base, replaces: 1 is not text"),
        (HEAD + RULE + 'share = "1%"\nreplaces = [1]', UnreadablePlanError, "rule base, replaces: 1 is not text"),
        (HEAD + RULE + 'share = "1%"\nof = { role = "leader" }', PlanCycleError, "circle"),
        (HEAD + RULE + 'mode = "graduated"\ntiers = [ { from = "0" } ]', UnreadablePlanError, "rule base: the key 'measure' is missing"),
        (HEAD + RULE + 'measure = { period = "month" }\ntiers = [ { from = "0" } ]', UnreadablePlanError, "rule base: the key 'mode' is missing"),
        (HEAD + RULE + 'mode = "volume"\nmeasure = { total = "sales", per = "order" }\ntiers = []', InvalidPlanError, "at rule base, measure, measure: unknown total (sales)"),
        (HEAD + RULE + 'mode = "volume"\nmeasure = { of = "paid", per = "order" }\ntiers = []', UnknownKeyError, "rule base, measure: unknown key of, did you mean total? Known are total, per, period"),
        (HEAD + '[[rule]]\nid = "a/b"\npays = "leader"\nshare = "1%"', UnreadablePlanError, "rule a/b: a/b is not a fit rule id"),
        (HEAD + '[[rule]]\nid = "a\\u0007"\npays = "leader"\nshare = "1%"', UnreadablePlanError, "rule 'a\\x07'"),
        (HEAD + '[[rule]]\nid = "r"\npays = "Leader"\nshare = "1%"', UnreadablePlanError, "rule r, pays: "),
        (HEAD + RULE + 'share = "1%"\n' + RULE + 'share = "1%"', UnreadablePlanError, "plan: "),
        (HEAD + '[[bound]]\nper = "order"', InvalidPlanError, "at bound 1, bound: neither at_most nor at_least"),
        (HEAD + '[[bound]]\nper = "order"\nat_most = "1"\nat_least = "2"', InvalidPlanError, "at bound 1, bound: cap below floor"),
        (HEAD + '[[bound]]\nper = "order"\nat_most = 5', UnreadablePlanError, "bound 1, at_most: 5 may mean"),
        (HEAD + '[[bound]]\nper = "order"\nrole = "host"\nat_most = "1"', CommunekitError, "host"),
        (HEAD + '[[chain]]\nkind = "differential"\nroles = ["agent"]', InvalidPlanError, "at chain 1, chain: two or more roles"),
        (HEAD + '[[chain]]\nkind = "ladder"\nroles = ["a", "b"]', UnreadablePlanError, "chain 1, kind: 'ladder' is none of additive, differential, waterfall"),
        (HEAD + '[[override]]\nstores = "S1"', InvalidPlanError, "at override 1, override: changes nothing"),
        (HEAD + '[[override]]\nstores = "S1"\nrules = [ { id = "r", pays = "leader", sahre = "1%" } ]', UnknownKeyError, "override 1, rule r: unknown key sahre"),
        (HEAD + '[[override]]\nstores = "S1"\nrule = []', UnknownKeyError, "did you mean rules?"),
        (HEAD + '[[guarantee]]\nrole = "leader"\nat_least = "-1"', InvalidPlanError, "at guarantee 1, guarantee: not an amount of zero or more"),
        (HEAD + '[[guarantee]]\nrole = "leader"', UnreadablePlanError, "guarantee 1: the key 'at_least' is missing"),
        (HEAD + '[[guarantee]]\nrole = "leader"\natleast = "1"', UnknownKeyError, "guarantee 1: unknown key atleast, did you mean at_least?"),
        (HEAD + '[[guarantee]]\nrole = "leader"\nat_least = 5', UnreadablePlanError, "guarantee 1, at_least: 5 may mean"),
        (HEAD + '[[draw]]\nrole = "leader"', UnreadablePlanError, "draw 1: the key 'amount' is missing"),
        (HEAD + "[parties]\nfund = 5", UnreadablePlanError, "parties, fund: 5 is not text in quotes"),
        (HEAD + 'parties = "F1"', UnreadablePlanError, "parties: 'F1' is not a table"),
        (HEAD + "stacking = 5", UnreadablePlanError, "stacking: 5 is not a table"),
        (HEAD + '[stacking]\nx = "most"', UnreadablePlanError, "stacking, x: 'most' is none of sum, best, first, exclusive"),
        (HEAD + '[stacking]\nx = "best"', InvalidPlanError, "at stacking: no rule is in this group (x)"),
        (HEAD + 'parties = { fund = "F1" }\n[parties]\nfund = "F2"', UnreadablePlanError, "file: 'parties' is said twice"),
        (HEAD + 'effective = "2026-03-01/2026-03-01"', UnreadablePlanError, "plan, effective: "),
        (HEAD + 'effective = "2026-03-01"', UnreadablePlanError, "plan, effective: "),
        (HEAD + "effective = 2026-03-01", UnreadablePlanError, "plan, effective: "),
        (HEAD + 'zone = "../../etc/passwd"', UnreadablePlanError, "plan, zone: "),
        (HEAD + 'referral = ["sponsor", "host", "agent"]', InvalidPlanError, "three or more levels are refused"),
        (HEAD + "[enrolment]\nfee = 5", UnreadablePlanError, "enrolment, fee: 5 may mean"),
        (HEAD.replace('"CNY"', '"cny"'), UnreadablePlanError, "plan, currency: "),
        (HEAD.replace('"CNY"', "5"), UnreadablePlanError, "plan, currency: 5 is not text in quotes"),
        (HEAD.replace('"CNY"', '{ commodity = "CNY" }'), UnreadablePlanError, "plan, currency: "),
        (HEAD.replace("version = 1", "version = 0"), InvalidPlanError, "at version"),
        (HEAD.replace("version = 1", "version = true"), UnreadablePlanError, "plan, version: True is not a whole number"),
        (HEAD.replace('residual = "store"', ""), UnreadablePlanError, "plan: the key 'residual' is missing"),
        (RULE + 'share = "1%"', UnreadablePlanError, "file: the key 'plan' is missing"),
        ("plan = 5", UnreadablePlanError, "plan: 5 is not a table"),
        ("plan = []", UnreadablePlanError, "plan: the file holds 0 versions"),
        ('[[plan]]\nid = "p"\n' + RULE, UnreadablePlanError, "file: 'rule' does not go with [[plan]]"),
        (HEAD + "[[plan.rule]]\n" + RULE, UnreadablePlanError, "file: 'rule' is said twice"),
        ("format = 2\n" + HEAD, SchemaVersionError, "the document is of version 2; versions 1 to 1 are read"),
        ('format = "1"\n' + HEAD, SchemaVersionError, "the document is of version"),
        ("format = true\n" + HEAD, SchemaVersionError, "of version True"),
        (HEAD + "x = nan", InvalidDocumentError, "not a finite number"),
        (HEAD + "x = inf", InvalidDocumentError, "not a finite number"),
        (HEAD + "a." * 9 + "a = 1", DocumentTooLargeError, "more than 8 parts"),
        ("x = " + "[" * 5_000, DocumentTooLargeError, "nested more than 32 deep"),
        ("x = 0x" + "f" * 100_000, DocumentTooLargeError, "at most 65536 are read"),
        ("x = 0x" + "f" * 60_000, DocumentTooLargeError, "digits"),
    ],
)  # fmt: skip
def test_what_is_refused_says_where(text: str, error: type[CommunekitError], sentence: str) -> None:
    """Each refusal names the place, the value and, where it can, what may have been meant."""
    with pytest.raises(error) as refusal:
        read_plan(text)
    assert sentence in str(refusal.value)


def test_a_list_of_roles_that_is_refused_is_told_as_it_was_given() -> None:
    """A program that shows the refusal has the whole list at hand, and which place it stood at."""
    with pytest.raises(UnreadablePlanError) as refusal:
        read_plan(HEAD + '[[chain]]\nkind = "additive"\nroles = ["leader", "Big Boss"]')
    error = refusal.value
    assert (error.where, error.problem) == ("chain 1, roles", "refused")
    assert error.value == ("leader", "Big Boss")
    assert isinstance(error.reason, InvalidRoleError)


def test_thousands_of_tiers_are_refused_with_their_place() -> None:
    """A limit of the engine says in which rule it was passed."""
    rows = ", ".join(f"{{ from = {number} }}" for number in range(1_001))
    with pytest.raises(LimitExceededError, match="rule t, tiers: 1001 is above the limit of 1000"):
        tiers(f"[{rows}]")


def test_limits_can_be_set() -> None:
    """A host that reads strangers' files reads smaller ones."""
    with pytest.raises(DocumentTooLargeError):
        read_plan(BASKET, limits=Limits(bytes_max=100))
    with pytest.raises(DocumentTooLargeError):
        write_plan(read_plan(BASKET), limits=Limits(bytes_max=100))


def test_json_is_read_strictly() -> None:
    """A key twice, NaN and 1e999 are refused; what is no table is no plan."""
    for text, sentence in (
        ('{"plan": 1, "plan": 2}', "the key 'plan' is there twice"),
        ('{"plan": NaN}', "not a finite number"),
        ('{"plan": 1e999}', "digits"),
        ("[" * 100_000, "bytes"),
        ("[]", "file: [] is not a table"),
        ("null", "file: None is not a table"),
    ):
        assert sentence in refused(text, format="json")


def test_the_refusal_speaks_chinese() -> None:
    """Place and reason in Chinese; a reason of another room in its own words."""
    with pytest.raises(UnreadablePlanError) as refusal:
        read_plan(HEAD + RULE + "share = 0.08")
    assert refusal.value.text("zh") == (
        'rule base, share：0.08 是不加引号的小数，不能保证精确：请加引号写成 "0.08"'
    )
    with pytest.raises(UnreadablePlanError) as refusal:
        read_plan(HEAD + RULE + 'flat = "1.005"')
    assert refusal.value.reason is not None
    assert refusal.value.text("zh") == f"rule base, flat：{refusal.value.reason.text('zh')}"
    assert refusal.value.data()["where"] == "rule base, flat"


# What cannot be written ------------------------------------------------------------------------------------


class Odd(Condition):
    """A condition of a host's own."""


DEEP: Condition = line.channel == "live"
for _ in range(50):
    DEEP = Not(All((DEEP,)))


@pytest.mark.parametrize(
    "condition",
    [
        Odd(),
        Not(Odd()),
        Test("", "x", Op.IS, "y"),
        Test("line", "", Op.IS, "y"),
        Test("a.b", "c", Op.IS, "y"),
        Test("line", "x", Op.IS, Decimal(1)),  # type: ignore[arg-type]  # no value of a fact
        Test("line", "x", Op.IS, Fraction(1, 10**300)),
        Test("line", "x", Op.IS, "\ud800"),
        DEEP,
    ],
    ids=lambda condition: repr(condition)[:20],
)
def test_conditions_without_a_form_on_paper_are_refused(condition: Condition) -> None:
    """What could not be read back is not written."""
    plan = Plan("p", 1, "CNY", residual="store", rules=[Rule("r", "leader", Rate.percent(1), when=condition)])
    with pytest.raises(CommunekitError):
        write_plan(plan)


def test_fine_shares_are_written_as_fractions() -> None:
    """A share with no short decimal keeps every digit."""
    fine = Rate.fraction(1, 2**150)
    plan = Plan("p", 1, "CNY", residual="store", rules=[Rule("r", "leader", fine)])
    assert f'share = "1/{2**150}"' in write_plan(plan)
    assert read_plan(write_plan(plan)) == plan


def test_a_quota_of_another_kind_is_refused() -> None:
    """A quota that is no total of the measure has no form."""
    table = Tiers(TierMode.GRADUATED, Measure("quantity", per="line"), [Tier(0)], quota=Money.cny("5"))
    with pytest.raises(UnreadablePlanError, match="quota"):
        write_plan(Plan("p", 1, "CNY", residual="store", rules=[Rule("r", "leader", table)]))


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        ((line.category == "fresh") & ~(line.channel == "live"), ["category", "not"]),
        ((line.quantity >= 2) & (line.quantity < 5), ["quantity"]),
        (~(line.channel == "live") & ~(line.category == "fresh"), ["all"]),
        (
            ((line.channel == "live") | (line.channel == "shop")) & (line.category == "fresh"),
            ["any", "category"],
        ),
    ],
)
def test_parts_stand_in_one_table_where_their_keys_differ(condition: Condition, keys: list[str]) -> None:
    """One `not` and a fact are one table, as are two bounds of a fact; two of `not` need a list."""
    of = Plan("p", 1, "CNY", residual="store", rules=[Rule("r", "leader", Rate.percent(1), when=condition)])
    written = json.loads(write_plan(of, format="json"))["rule"][0]["when"]
    assert sorted(key.rpartition(".")[2] for key in written) == keys
