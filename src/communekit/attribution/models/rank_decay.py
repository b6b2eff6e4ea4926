"""Rank decay (名次衰减归因): the later the touch, the more it counts; by time, that is in `time_decay`."""

from typing import ClassVar

import attrs

from .journey import Path
from .linear import first_places
from .rule import Parts, RuleModel


@attrs.frozen
class RankDecay(RuleModel):
    """Touches get 1, 2, 3 ... parts, oldest first (名次衰减); with `distinct`, channels, by their first touch.

    >>> from communekit.attribution.models import Journey
    >>> [str(share) for share in RankDecay().credit_of(Journey(("a", "b", "c", "d")))]
    ['1/10', '1/5', '3/10', '2/5']
    """

    distinct: bool = attrs.field(default=False, kw_only=True)

    name: ClassVar[str] = "rank_decay"

    def parts(self, path: Path) -> Parts:
        """Give each so many parts as its rank."""
        places = first_places(path) if self.distinct else range(len(path))
        ranked = tuple((place, rank) for rank, place in enumerate(places, 1))
        return ranked, len(ranked) * (len(ranked) + 1) // 2


__all__ = ["RankDecay"]
