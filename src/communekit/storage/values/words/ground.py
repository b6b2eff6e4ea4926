"""Words of amounts and of time (金额与时间)."""

from collections.abc import Mapping
from typing import Final

from communekit.money import Currency, Factor, Money, Outstanding, Rate, Split
from communekit.period import Calendar, Cycle, Duration, Period, Recurrence, Window

GROUND: Final[Mapping[str, type]] = {
    "money.currency": Currency,
    "money.factor": Factor,
    "money.money": Money,
    "money.outstanding": Outstanding,
    "money.rate": Rate,
    "money.split": Split,
    "period.calendar": Calendar,
    "period.cycle": Cycle,
    "period.duration": Duration,
    "period.period": Period,
    "period.recurrence": Recurrence,
    "period.window": Window,
}

__all__ = ["GROUND"]
