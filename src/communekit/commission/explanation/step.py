"""Steps: how one amount came about (计算步骤), each with what went in and what came out.

`result` is exact, in minor units, and is where the next step begins; the last step rounds. Every step can be done
again by hand from its own fields and the result before it.
"""

from fractions import Fraction
from typing import TypeAlias

import attrs

from communekit.commission.base import Base
from communekit.commission.bound import Bound
from communekit.commission.composition import Composition
from communekit.commission.rate import Flat, PerUnit
from communekit.commission.rule import Scope
from communekit.commission.tier import Tier, Tiers
from communekit.money import Rate, Rounding
from communekit.parties import Role

Exact: TypeAlias = int | Fraction


@attrs.frozen
class OfBase:
    """A share of a base (基数 x 费率): result = amount x rate."""

    base: Base
    amount_minor: Exact
    rate: Rate
    result: Fraction


@attrs.frozen
class OfUnits:
    """An amount per unit (按件计佣): result = times x amount, `times` being units or started blocks."""

    rate: PerUnit
    quantity: Exact
    times: Exact
    result: Fraction


@attrs.frozen
class OfFlat:
    """A fixed amount (固定佣金) per line or per order: result = amount."""

    rate: Flat
    result: Fraction


@attrs.frozen
class Portion:
    """What was counted in one tier (分档): amount = units x the tier's rate + on_reaching.

    `units` are minor units, units, or started blocks of them; `number` counts tiers from 1; `on_reaching` is what the
    tier pays for being reached: its flat amount, and what it lifts below it.
    """

    number: int
    tier: Tier
    units: Exact
    on_reaching: Fraction
    amount: Fraction


@attrs.frozen
class OfTiers:
    """A table of tiers (阶梯): result = scale x (sum of portions) - (sum of `already`).

    `measured` is what the measure was before and after, for `who` in period `label` (both empty for a line or an
    order). Where the rate applies to another amount than is measured, `base_minor` is that amount; of a graduated table
    it takes the measure's `average` rate, which is what `scale` comes to. `share` is the payee's part of what was
    counted, where each counts for himself.
    `already` is what the period had earned before, where all of it is paid anew (retroactive).
    """

    tiers: Tiers
    base: Base
    base_minor: Exact
    who: str
    label: str
    before: Exact
    after: Exact
    share: Fraction
    portions: tuple[Portion, ...]
    scale: Fraction
    is_average: bool
    already: tuple[Portion, ...]
    result: Fraction


@attrs.frozen
class Laid:
    """An order's amount laid over its lines (按行分摊): this line's part.

    For tiers result = amount before x part / whole; a flat amount is laid in whole minor units, so that `whole` is
    zero and `part` is the line's own.
    """

    part: Exact
    whole: Exact
    result: Fraction


@attrs.frozen
class Chained:
    """What a chain leaves of an amount (级差): `taken` is what it takes off for others; result = before - taken."""

    chain: Composition
    taken: Fraction
    result: Fraction


@attrs.frozen
class Shared:
    """The party's part of what its role earns (归属份额): result = before x share.

    `rolled_from` names the role whose missing party it stands in for; the role itself, where the plan names a house.
    """

    share: Fraction
    rolled_from: Role | None
    result: Fraction


@attrs.frozen
class Bounded:
    """What a cap or a floor made of an amount (封顶、保底)."""

    bound: Bound
    result: Fraction


@attrs.frozen
class Rounded:
    """The one rounding (取整): result = round(running + amount) - round(running), in whole minor units.

    `running` is the total of the scope ahead of the amount; zero for a line. For a scope of units the amount of one
    of `units` is rounded and multiplied.
    """

    rounding: Rounding
    scope: Scope
    running: Fraction
    units: Exact
    result: Fraction


Step: TypeAlias = OfBase | OfUnits | OfFlat | OfTiers | Laid | Chained | Shared | Bounded | Rounded

__all__ = [
    "Bounded",
    "Chained",
    "Laid",
    "OfBase",
    "OfFlat",
    "OfTiers",
    "OfUnits",
    "Portion",
    "Rounded",
    "Shared",
    "Step",
]
