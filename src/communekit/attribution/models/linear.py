"""Even models (线性归因): every touch, or every channel, gets the same."""

from functools import lru_cache
from typing import ClassVar

import attrs

from .asked import asked
from .journey import Path
from .journeys import Journeys
from .report import CreditReport, report_of
from .rule import Parts, RuleModel, Tally


@attrs.frozen
class Linear(RuleModel):
    """Every touch gets the same (线性归因); with `distinct`, every channel, at the first touch that it had.

    >>> from communekit.attribution.models import Journey
    >>> Linear().credit_of(Journey(("a", "b", "a")))[0], Linear(distinct=True).credit_of(Journey(("a", "b", "a")))[0]
    (Fraction(1, 3), Fraction(1, 2))
    """

    distinct: bool = attrs.field(default=False, kw_only=True)

    name: ClassVar[str] = "linear"

    def parts(self, path: Path) -> Parts:
        """Give the same to each."""
        if self.distinct:
            firsts = first_places(path)
            return tuple((place, 1) for place in firsts), len(firsts)
        return even_parts(len(path))

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys."""
        if self.distinct:
            return super().credit(journeys)
        tally = Tally()  # As `RuleModel` does it, without a product for each touch.
        for path, both in asked(journeys, self.name).converted.items():
            if path:
                sums = tally.sums_of(len(path))
                for channel in path:
                    sums[channel] += both
        return report_of(self.name, journeys, *tally.summed())


@lru_cache(maxsize=256)
def even_parts(touches: int) -> Parts:
    """Return the same for each of so many touches."""
    return tuple((place, 1) for place in range(touches)), touches


def first_places(path: Path) -> list[int]:
    """Return where each channel stands for the first time, oldest first."""
    firsts: dict[object, int] = {}
    for place, channel in enumerate(path):
        firsts.setdefault(channel, place)
    return list(firsts.values())


__all__ = ["Linear", "even_parts", "first_places"]
