"""Plans, orders, credits and refunds as hypothesis draws them: built from the ground up, so that nearly all are valid.

A plan has two layers. Rules of the first rest on the line alone; rules of the second on what the first booked.
Roles of chains and groups that are weighed against each other live in the first layer, so no circle can arise.
"""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Final

import attrs
from hypothesis import strategies as st

from communekit.commission import (
    ALWAYS,
    Base,
    Begins,
    Bound,
    Chain,
    Composition,
    Condition,
    Fact,
    Flat,
    Measure,
    Missing,
    OnRefund,
    Override,
    Per,
    PerUnit,
    Plan,
    Rule,
    Scope,
    Stacking,
    Tax,
    Tier,
    TierMode,
    Tiers,
    leader,
    line,
    member,
    order,
    session,
    store,
)
from communekit.commission.rule import Pay
from communekit.commission.tier import PERIODS
from communekit.money import CNY, Money, Rate, Rounding
from communekit.orders import (
    Credit,
    Credits,
    Discount,
    Line,
    Order,
    Product,
    Refund,
    RefundLine,
    RefundsSoFar,
)
from communekit.parties import Role

AGENT, DIVISION, PROMOTER = Role("agent"), Role("division"), Role("promoter")
FIRST_LAYER: Final = (Role.LEADER, Role.HOST, Role.SUPPLIER, PROMOTER, AGENT, DIVISION)
SECOND_LAYER: Final = (Role.SPONSOR, Role.FUND, Role.KEEPER)
CHAINED: Final = (PROMOTER, AGENT, DIVISION)
SALE_AT: Final = datetime(2026, 3, 30, 9, tzinfo=UTC)
"""Two days before a month, a quarter and a half-year end in Shanghai."""


EVENLY: Final = st.booleans()
SOMETIMES: Final = st.sampled_from((False, False, False, True))
RARELY: Final = st.sampled_from((*[False] * 7, True))


def cny(minor: int) -> Money:
    """Return fen as money."""
    return Money(minor, CNY)


@cache
def moneys(most: int = 2_000) -> st.SearchStrategy[Money]:
    """Draw an amount of zero or more fen."""
    return st.integers(0, most).map(cny)


@cache
def rates(most: Fraction = Fraction(1, 4)) -> st.SearchStrategy[Rate]:
    """Draw a share: the trade's round figures, thirds and sevenths, or any hundredth of a percent."""
    figures = tuple(
        Rate(share)
        for share in (
            Fraction(0),
            Fraction(1, 100),
            Fraction(1, 20),
            Fraction(2, 25),
            Fraction(1, 8),
            Fraction(1, 3),
            Fraction(2, 7),
        )
        if share <= most
    )
    return st.sampled_from(figures) | st.integers(0, int(most * 10_000)).map(
        lambda bps: Rate(Fraction(bps, 10_000))
    )


# Conditions ------------------------------------------------------------------------------------------------


@cache
def atoms() -> st.SearchStrategy[Condition]:
    """Draw a question about one fact: known, missing on some lines, never there, of the wrong kind, in another currency."""
    return st.sampled_from(
        (
            line.category.under("fresh"),
            line.category == "fresh/veg",
            line.product.in_("P1", "P2"),
            line.tags.has("gift"),
            line.supplier == "G1",
            line.supplier.known(),
            line.quantity >= 2,
            line.quantity < Fraction(7, 2),
            line.paid > cny(1_500),
            line.paid <= Money.of("15.00", "USD"),
            line.cost <= cny(500),
            line.channel == "live",
            line.organic == True,  # noqa: E712 - a condition
            line.organic == 1,
            line.organic.known(),
            line.nowhere == "x",
            order.channel == "live",
            order.paid_at >= datetime(2026, 3, 31, 16, tzinfo=UTC),
            session.id == "LIVE1",
            leader.grade == "super",
            leader.level >= 2,
            leader.id == "L1",
            store.id == "S1",
            member.id.known(),
            Fact("agent", "id") == "A1",
        )
    )


@cache
def conditions() -> st.SearchStrategy[Condition]:
    """Draw a condition: mostly always, else atoms under `&`, `|` and `~`."""
    some = st.recursive(
        atoms(),
        lambda inner: (
            inner.map(lambda one: ~one)
            | st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1])
            | st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1])
        ),
        max_leaves=4,
    )
    return st.just(ALWAYS) | st.just(ALWAYS) | some


# Rates -----------------------------------------------------------------------------------------------------


@st.composite
def measures(draw: st.DrawFn, *, period: bool | None = None) -> Measure:
    """Draw what a table counts; `period` says whether it must, or must not, run over a period."""
    runs = draw(EVENLY) if period is None else period
    if not runs:
        total = draw(st.sampled_from(("paid", "listed", "net", "margin", "quantity", "lines")))
        return Measure(total, per=draw(st.sampled_from(("line", "order"))))
    total = draw(st.sampled_from(("paid", "paid", "net", "margin", "quantity", "lines", "orders", "members")))
    per = draw(st.sampled_from(("payee", "payee", "payee", "store", "leader", "leader.team")))
    return Measure(total, per=per, period=draw(st.sampled_from(("month", "day", *PERIODS))))


@st.composite
def tables(
    draw: st.DrawFn,
    *,
    period: bool | None = None,
    measure: Measure | None = None,
    base: Base = Base.PAID,
    mode: TierMode | None = None,
    on_refund: OnRefund | None = None,
    monotone: bool = False,
) -> Tiers:
    """Draw a table of tiers that has a meaning for a base; with rates that only rise when `monotone`."""
    measure = draw(measures(period=period)) if measure is None else measure
    modes = [TierMode.GRADUATED, TierMode.VOLUME, *([TierMode.RETROACTIVE] if measure.period else [])]
    chosen = mode or draw(st.sampled_from(modes))
    top = 4_000 if measure.is_money else 6
    lowers = [0, *sorted(draw(st.sets(st.integers(1, top), max_size=3)))]
    by_units = not measure.is_money and draw(EVENLY)
    own = by_units or base.text == measure.total
    shares = (
        sorted(draw(rates(Fraction(1, 8))) for _ in lowers)
        if monotone
        else [draw(rates(Fraction(1, 8))) for _ in lowers]
    )
    may_be_flat = not (chosen is TierMode.VOLUME and measure.period) and (
        own or chosen is not TierMode.GRADUATED
    )
    steps: list[Tier] = []
    for place, lowest in enumerate(lowers):
        count = Fraction(lowest) if draw(EVENLY) else lowest
        lower = cny(lowest) if measure.is_money else count
        flat = draw(st.none() | moneys(100)) if may_be_flat and not monotone else None
        lifts = place > 0 and own and chosen is TierMode.GRADUATED and not monotone and draw(EVENLY)
        if by_units:
            per_unit, block = draw(moneys(60)), draw(st.sampled_from((0, 0, 1, 2, 3)))
            steps.append(Tier(lower, per_unit=per_unit, block=block, flat=flat, lifts=lifts))
        else:
            share = None if place == 0 and not monotone and draw(EVENLY) else shares[place]
            steps.append(Tier(lower, share, flat=flat, lifts=lifts))
    restates = bool(measure.period) and chosen is not TierMode.VOLUME and measure.total != "members"
    restates = restates and measure.per == "payee" and (own or chosen is not TierMode.GRADUATED)
    if on_refund is None:
        on_refund = draw(st.sampled_from(OnRefund)) if restates else OnRefund.KEEP
    return Tiers(chosen, measure, steps, begins=draw(st.sampled_from(Begins)), on_refund=on_refund)


@cache
def units() -> st.SearchStrategy[PerUnit]:
    """Draw an amount per unit, per started block, or after so many free units."""
    return st.builds(PerUnit, moneys(120), block=st.sampled_from((0, 0, 1, 2, 3)), free=st.integers(0, 2))


@cache
def flats() -> st.SearchStrategy[Flat]:
    """Draw an amount per line or per order."""
    return st.builds(Flat, moneys(150), st.sampled_from(Per))


@cache
def roundings() -> st.SearchStrategy[Rounding]:
    """Draw a mode, mostly the default."""
    return st.just(Rounding.DOWN) | st.sampled_from(Rounding)


@cache
def missings() -> st.SearchStrategy[Missing]:
    """Draw where a share goes that nobody takes; roll_up only where the role stands in a chain."""
    return st.sampled_from((Missing.lapse(), Missing.house("H1"), Missing.house("L1")))


LINE_BASES: Final = (
    Base.PAID,
    Base.PAID,
    Base.LISTED,
    Base.NET,
    Base.MARGIN,
    Base.FREIGHT,
)


@st.composite
def pays(draw: st.DrawFn, base: Base, *, tiers: bool = True, counts: Measure | None = None) -> Pay:
    """Draw what a rule pays on a base; a table counts what it must count, if that is said."""
    choices: list[st.SearchStrategy[Pay]] = [rates()]
    if base == Base.PAID:
        choices += [units(), flats()]
    if counts is not None:
        choices += [tables(base=base, measure=counts)]
    elif tiers:
        choices += [tables(base=base), tables(base=base, period=True)]
    return draw(st.one_of(choices))


@st.composite
def rules(
    draw: st.DrawFn,
    rule_id: str,
    role: Role,
    base: Base,
    *,
    group: str = "",
    replaces: tuple[str, ...] = (),
    tiers: bool = True,
    counts: Measure | None = None,
) -> Rule:
    """Draw a rule of a role on a base, with any rounding that its rate allows."""
    rate = draw(pays(base, tiers=tiers, counts=counts))
    runs = isinstance(rate, Tiers) and bool(rate.measure.period)
    restated = isinstance(rate, Tiers) and rate.on_refund is OnRefund.RESTATE
    scopes = (
        [Scope.PERIOD]
        if restated
        else [Scope.LINE, Scope.LINE, Scope.ORDER, Scope.UNIT, *([Scope.PERIOD] * 3 if runs else [])]
    )
    return Rule(
        rule_id,
        role,
        rate,
        when=draw(conditions()),
        base=base,
        group=group,
        replaces=replaces,
        rounding=draw(roundings()),
        scope=draw(st.sampled_from(scopes)),
        missing=draw(st.none() | missings()),
        kept_on_refund=draw(SOMETIMES),
    )


# Plans -----------------------------------------------------------------------------------------------------


@cache
def money_bounds() -> st.SearchStrategy[dict[str, Money]]:
    """Draw a cap, a floor, or both."""
    return st.one_of(
        moneys(400).map(lambda most: {"at_most": most}),
        moneys(80).map(lambda least: {"at_least": least}),
        st.tuples(moneys(60), moneys(300)).map(
            lambda pair: {"at_least": pair[0], "at_most": pair[0] + pair[1]}
        ),
    )


@st.composite
def bounds(
    draw: st.DrawFn, rule_ids: tuple[str, ...], roles: tuple[Role, ...], *, period: bool = True
) -> Bound:
    """Draw a bound on a rule, a role or the budget, per line, order or period."""
    kind = draw(st.sampled_from(("rule", "role", "plan")))
    covers: dict[str, str | Role] = {}
    if kind == "rule":
        covers = {"rule": draw(st.sampled_from(rule_ids))}
    elif kind == "role":
        covers = {"role": draw(st.sampled_from(roles))}
    per = draw(st.sampled_from(("line", "order", "period") if period else ("line", "order")))
    if per == "period":
        return Bound(per=draw(st.sampled_from(("month", "day"))), at_most=draw(moneys(600)), **covers)  # type: ignore[arg-type]  # one key, of its kind
    if draw(EVENLY):
        return Bound(per=per, **covers, **draw(money_bounds()))  # type: ignore[arg-type]  # likewise
    return Bound(per=per, at_most=draw(rates(Fraction(1, 2))), **covers)  # type: ignore[arg-type]  # likewise


@st.composite
def plans(
    draw: st.DrawFn,
    *,
    version: int = 1,
    rules_max: int = 4,
    bounded: bool | None = None,
    tiers: bool = True,
) -> Plan:
    """Draw a plan with any of the features; the platform bears what the rules promise too much, mostly."""
    made: list[Rule] = []
    roles = draw(st.sampled_from(((Role.LEADER,), (Role.LEADER, Role.HOST), CHAINED, CHAINED, FIRST_LAYER)))
    groups = draw(st.sampled_from((("",), ("a",), ("", "a"), ("", "a", "b"))))
    for number in range(draw(st.integers(1, rules_max))):
        role = draw(st.sampled_from(roles))
        made.append(
            draw(
                rules(
                    f"first {number}",
                    role,
                    draw(st.sampled_from(LINE_BASES)),
                    group=draw(st.sampled_from(groups)),
                    replaces=tuple(rule.id for rule in made if draw(RARELY)),
                    tiers=tiers,
                )
            )
        )
    first = tuple(made)
    resting = [Base.of_rule(rule.id) for rule in first] + [Base.of_role(rule.pays) for rule in first]
    resting += [Base.PAID.less(first[0].id), Base.of_role(first[-1].pays).less(first[0].id)]
    for number in range(draw(st.integers(0, 2))):
        base = draw(st.sampled_from((*resting, Base.PAID)))
        role = draw(st.sampled_from(SECOND_LAYER))
        made.append(
            draw(rules(f"second {number}", role, base, group=draw(st.sampled_from(("", "c"))), tiers=tiers))
        )
    overrides = draw(st.lists(_overrides(first), max_size=2))
    every = (*made, *(rule for override in overrides for rule in override.rules))
    stacked = sorted({rule.group for rule in made})
    chains = draw(
        st.sampled_from(((), *((Composition(kind, CHAINED),) for kind in Chain)))
        | st.just((Composition(Chain.ADDITIVE, (Role.LEADER, Role.SPONSOR)),))
    )
    chained = {role for chain in chains for role in chain.roles}
    some_bounds = draw(
        st.lists(
            bounds(tuple(sorted({rule.id for rule in every})), tuple(sorted({rule.pays for rule in made}))),
            max_size=3,
            unique_by=lambda bound: bound.text,
        )
        if bounded is not False
        else st.just([])
    )
    weighed = {role for chain in chains if chain.kind is not Chain.ADDITIVE for role in chain.roles}

    made = [keeping(rule, some_bounds, weighed) for rule in made]
    overrides = [
        attrs.evolve(one, rules=[keeping(rule, some_bounds, weighed) for rule in one.rules])
        for one in overrides
    ]
    return Plan(
        "basket",
        version,
        CNY,
        residual=Role.STORE,
        rules=[_rolling(draw, rule, chained) for rule in made],
        stacking=draw(
            st.fixed_dictionaries({}, optional={group: st.sampled_from(Stacking) for group in stacked})
        ),
        chains=chains,
        bounds=some_bounds,
        overrides=overrides,
        missing=draw(missings() | st.just(Missing.roll_up())),
        bearer=draw(st.sampled_from((Role.PLATFORM, Role.STORE, None))),
        parties={Role.PLATFORM: "PF", Role.FUND: "F1"},
        tax=draw(st.sampled_from(Tax)),
        zone=draw(st.sampled_from(("Asia/Shanghai", "America/New_York"))),
    )


def keeping(rule: Rule, bounds_: list[Bound], weighed: set[Role]) -> Rule:
    """Return the rule, not restated where a bound or a chain may cut it."""
    cut = rule.pays in weighed or any(bound.covers_rule(rule) for bound in bounds_)
    if cut and isinstance(rule.rate, Tiers):
        return attrs.evolve(rule, rate=attrs.evolve(rule.rate, on_refund=OnRefund.KEEP))
    return rule


def _rolling(draw: st.DrawFn, rule: Rule, chained: set[Role]) -> Rule:
    """Return the rule, sometimes rolling up where its role stands in a chain."""
    rolls = rule.pays in chained and draw(EVENLY)
    return attrs.evolve(rule, missing=Missing.roll_up()) if rolls else rule


@st.composite
def _overrides(draw: st.DrawFn, first: tuple[Rule, ...]) -> Override:
    """Draw an override: some rules by id, sometimes a new one, sometimes one less."""
    where = draw(
        st.sampled_from(
            (
                {"stores": ("S1",)},
                {"leaders": ("L1",)},
                {"products": ("P1",)},
                {"stores": ("S1", "S2"), "products": ("P2",)},
            )
        )
    )
    chosen = draw(st.lists(st.sampled_from(first), max_size=2, unique_by=lambda rule: rule.id))
    made = [
        draw(rules(rule.id, rule.pays, Base.PAID, group=rule.group, tiers=False, counts=_counted_by(rule)))
        for rule in chosen
    ]
    drops = tuple(rule.id for rule in first if rule not in chosen and draw(SOMETIMES))
    if draw(EVENLY) or not (made or drops):
        month = Measure("paid", period="month")
        made.append(draw(rules("extra", Role.HOST, Base.PAID, group=first[0].group, counts=month)))
    return Override(**where, rules=made, drops=drops)  # type: ignore[arg-type]  # tuples of words


@st.composite
def plain_plans(draw: st.DrawFn, *, version: int = 1) -> Plan:
    """Draw a plan of the common kind: shares, amounts per unit and per line, months of each payee, a few bounds.

    These are the plans that the engine may take on its express lane; here a role may be paid in both layers, so that
    bounds run over what rests on what they have bound.
    """
    roles = (Role.LEADER, Role.HOST, Role.SUPPLIER, Role.SPONSOR)
    made: list[Rule] = []
    for number in range(draw(st.integers(1, 4))):
        bases = [
            *LINE_BASES,
            *(Base.of_rule(rule.id) for rule in made),
            *(Base.PAID.less(rule.id) for rule in made),
        ]
        base = draw(st.sampled_from(bases))
        month = Measure(
            draw(st.sampled_from(("paid", "net", "margin", "quantity", "lines"))),
            period=draw(st.sampled_from(("month", "day"))),
        )
        table = tables(base=base, measure=month)
        simple: st.SearchStrategy[Pay] = rates()
        if base == Base.PAID:
            simple |= st.builds(PerUnit, moneys(120)) | st.builds(Flat, moneys(150))
        rate = draw(simple | table)
        made.append(
            Rule(
                f"rule {number}",
                draw(st.sampled_from(roles)),
                rate,
                base=base,
                when=draw(conditions()),
                group=draw(st.sampled_from(("", "a"))),
                rounding=draw(roundings()),
                missing=draw(st.none() | missings()),
            )
        )
    some = draw(
        st.lists(
            bounds(
                tuple(rule.id for rule in made), tuple(sorted({rule.pays for rule in made})), period=False
            ),
            max_size=2,
            unique_by=lambda bound: bound.text,
        )
    )
    first = draw(st.sampled_from((Stacking.SUM, Stacking.FIRST)))
    return Plan(
        "basket",
        version,
        CNY,
        residual=draw(st.sampled_from((Role.STORE, Role.PLATFORM))),
        rules=[keeping(rule, some, set()) for rule in made],
        bounds=some,
        stacking={made[0].group: first},
        parties={Role.PLATFORM: "PF"},
        bearer=draw(st.sampled_from((None, Role.FUND, Role.STORE))),
        tax=draw(st.sampled_from(Tax)),
    )


def _counted_by(rule: Rule) -> Measure | None:
    """Return what a rule's table counts over a period: who takes its place must count the same."""
    return rule.rate.measure if isinstance(rule.rate, Tiers) and rule.rate.measure.period else None


# Orders and credits ----------------------------------------------------------------------------------------

PRODUCTS: Final = (
    Product("P1", category="fresh/veg", supplier="G1", tags=("gift",)),
    Product("P2", category="fresh", supplier="G2"),
    Product("P3"),
)
FUNDERS: Final = (Role.STORE, Role.SUPPLIER, Role.PLATFORM, Role.LEADER, Role.FUND)


@cache
def quantities() -> st.SearchStrategy[int | Fraction]:
    """Draw pieces, and weights in quarters and thirds."""
    return st.integers(1, 5) | st.sampled_from((Fraction(1, 2), Fraction(7, 4), Fraction(10, 3)))


@st.composite
def lines(draw: st.DrawFn, line_id: str, *, most: int = 3_000) -> Line:
    """Draw a line with up to two discounts that it can bear, sometimes free of charge."""
    listed = left = draw(st.integers(0, most) | st.just(1_000))
    discounts = []
    for funder in draw(st.lists(st.sampled_from(FUNDERS), max_size=2)):
        taken = draw(st.integers(0, left) | st.just(left // 3))
        left -= taken
        discounts.append(Discount(funder, cny(taken)))
    return Line(
        line_id,
        draw(st.sampled_from(PRODUCTS)),
        draw(quantities()),
        cny(listed),
        discounts=discounts,
        freight=draw(st.none() | moneys(300)),
        tax=draw(st.none() | st.integers(0, left).map(cny)),
        cost=draw(st.none() | moneys(1_500)),
        channel=draw(st.sampled_from(("", "live"))),
        attributes=draw(st.sampled_from(({}, {"organic": True}, {"organic": 1}, {"organic": "yes"}))),
    )


@st.composite
def orders(draw: st.DrawFn, order_id: str = "O1", *, at: datetime = SALE_AT, lines_max: int = 3) -> Order:
    """Draw a paid order of one to three lines."""
    placed = at + timedelta(hours=draw(st.integers(0, 60)))
    return Order(
        order_id,
        draw(st.sampled_from(("S1", "S2"))),
        [draw(lines(str(number))) for number in range(1, draw(st.integers(1, lines_max)) + 1)],
        placed,
        placed + timedelta(minutes=draw(st.sampled_from((0, 30)))),
        member=draw(st.sampled_from((None, "M1", "M2"))),
        channel=draw(st.sampled_from(("", "live"))),
        session=draw(st.sampled_from((None, "LIVE1"))),
        about=draw(
            st.sampled_from(
                (
                    {},
                    {"leader": {"grade": "super", "level": 3, "team": "T1"}},
                    {"leader": {"grade": "super", "team": "T2"}},
                    {"leader": {"level": "three"}},
                )
            )
        ),
    )


PARTIES: Final = {
    Role.LEADER: "L",
    Role.HOST: "B",
    Role.SPONSOR: "U",
    PROMOTER: "P",
    AGENT: "A",
    DIVISION: "D",
}
"""The letter of each role's parties: leaders are L1 and L2."""


@st.composite
def credits_of(draw: st.DrawFn, sold: Order) -> Credits:
    """Draw who is credited: nobody, one, several with shares up to the whole, active or not, of the order or a line.

    Half of the orders are of the common kind: one active party in each role.
    """
    if draw(EVENLY):
        return Credits(
            [Credit(role, f"{letter}{draw(st.sampled_from('12'))}") for role, letter in PARTIES.items()]
        )
    given: list[Credit] = []
    for role, letter in PARTIES.items():
        for at_line in (None, *(each.id for each in sold.lines)):
            if at_line is not None and not draw(RARELY):
                continue
            kind = draw(st.sampled_from(("one", "one", "one", "none", "some", "two")))
            active = draw(st.sampled_from((True, True, True, False)))
            if kind == "one":
                given.append(Credit(role, f"{letter}1", line=at_line, active=active))
            elif kind == "some":
                given.append(
                    Credit(role, f"{letter}1", share=draw(rates(Fraction(1, 3))), line=at_line, active=active)
                )
            elif kind == "two":
                share = draw(st.fractions(0, 1, max_denominator=7))
                given.append(Credit(role, f"{letter}1", share=Rate(share), line=at_line, active=active))
                given.append(Credit(role, f"{letter}2", share=Rate(1 - share), line=at_line))
    return Credits(given)


Sale = tuple[Order, Credits]


@st.composite
def sales(draw: st.DrawFn, order_id: str = "O1", *, lines_max: int = 3) -> Sale:
    """Draw an order with its credits."""
    sold = draw(orders(order_id, lines_max=lines_max))
    return sold, draw(credits_of(sold))


@st.composite
def streams(draw: st.DrawFn, *, most: int = 3, lines_max: int = 2) -> list[Sale]:
    """Draw a stream of orders, each of its own id."""
    return [
        draw(sales(f"O{number}", lines_max=lines_max)) for number in range(1, draw(st.integers(1, most)) + 1)
    ]


# Refunds ---------------------------------------------------------------------------------------------------


@st.composite
def refunds_of(draw: st.DrawFn, sold: Order, *, most: int = 4, whole: bool = False) -> list[Refund]:
    """Draw refunds one after the other, by money, by pieces and of freight; up to the whole where that is asked."""
    made: list[Refund] = []
    for number in range(draw(st.integers(0, most))):
        so_far = RefundsSoFar(tuple(made))
        parts = []
        for each in sold.lines:
            done = so_far.of(each.id)
            amount = draw(st.integers(0, each.paid.minor - done.amount_minor))
            freight = draw(st.integers(0, each.freight.minor - done.freight_minor))
            left = each.quantity - done.quantity
            quantity = draw(st.sampled_from((0, left, left / 2 if isinstance(left, Fraction) else left // 2)))
            if amount or freight or quantity:
                parts.append(RefundLine(each.id, cny(amount), quantity=quantity, freight=cny(freight)))
        if parts:
            made.append(Refund(f"R{number}", sold.id, sold.paid_at + timedelta(days=number + 1), parts))
    if whole and not _is_all(sold, made):
        made.append(Refund.whole("R last", sold, sold.paid_at + timedelta(days=most + 2), earlier=made))
    return made


def _is_all(sold: Order, made: list[Refund]) -> bool:
    so_far = RefundsSoFar(tuple(made))
    return all(
        (done.amount_minor, done.quantity, done.freight_minor)
        == (each.paid.minor, each.quantity, each.freight.minor)
        for each in sold.lines
        for done in (so_far.of(each.id),)
    )
