"""Strategies of rules (分佣规则测试策略): tables, rates and bases that have a meaning together."""

from fractions import Fraction
from functools import cache
from typing import Final

from hypothesis import strategies as st

from communekit.commission import (
    Base,
    Begins,
    Flat,
    Measure,
    Missing,
    OnRefund,
    Per,
    PerUnit,
    Rule,
    Scope,
    Tier,
    TierMode,
    Tiers,
)
from communekit.commission.rule import Pay
from communekit.commission.tier import PERIODS
from communekit.money import Rounding
from communekit.parties import Role

from .condition import conditions
from .figures import EVENLY, SOMETIMES, cny, moneys, rates


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


__all__ = ["LINE_BASES", "flats", "measures", "missings", "pays", "roundings", "rules", "tables", "units"]
