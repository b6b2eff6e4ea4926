"""Words of plans and of what came of them (分佣).

People write plans in files (`write_plan`), with defaults left out; a plan that is kept here says everything, so that
it stays what was promised when a default changes. A standing of its own file is written by `write_standing`.
"""

from collections.abc import Mapping
from typing import Final

from communekit.commission import (
    Accrual,
    Base,
    Bound,
    Change,
    Composition,
    Cut,
    Draw,
    Drawn,
    Enrolment,
    Flat,
    Guarantee,
    Key,
    LeftOutCount,
    Lost,
    Measure,
    Measured,
    Missing,
    OrderChange,
    Override,
    PerUnit,
    Plan,
    Plans,
    Position,
    Row,
    Rule,
    Simulation,
    Slice,
    Standing,
    Taken,
    Terms,
    Tier,
    Tiers,
    Unknown,
    Working,
)
from communekit.commission.condition import All, Any_, Not, Test

COMMISSION: Final[Mapping[str, type]] = {
    "commission.accrual": Accrual,
    "commission.base": Base,
    "commission.bound": Bound,
    "commission.change": Change,
    "commission.composition": Composition,
    "commission.condition.all": All,
    "commission.condition.any": Any_,
    "commission.condition.not": Not,
    "commission.condition.test": Test,
    "commission.cut": Cut,
    "commission.draw": Draw,
    "commission.drawn": Drawn,
    "commission.enrolment": Enrolment,
    "commission.flat": Flat,
    "commission.guarantee": Guarantee,
    "commission.key": Key,
    "commission.left_out_count": LeftOutCount,
    "commission.lost": Lost,
    "commission.measure": Measure,
    "commission.measured": Measured,
    "commission.missing": Missing,
    "commission.order_change": OrderChange,
    "commission.override": Override,
    "commission.per_unit": PerUnit,
    "commission.plan": Plan,
    "commission.plans": Plans,
    "commission.position": Position,
    "commission.row": Row,
    "commission.rule": Rule,
    "commission.simulation": Simulation,
    "commission.slice": Slice,
    "commission.standing_value": Standing,
    "commission.taken": Taken,
    "commission.terms": Terms,
    "commission.tier": Tier,
    "commission.tiers": Tiers,
    "commission.unknown": Unknown,
    "commission.working": Working,
}

__all__ = ["COMMISSION"]
