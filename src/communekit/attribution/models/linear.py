"""Even models (线性归因): every touch, or every channel, gets the same."""

from typing import ClassVar

import attrs

from .journey import Path
from .rule import Parts, RuleModel


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
        return _EVEN[len(path)] if len(path) < len(_EVEN) else _even(len(path))


def _even(touches: int) -> Parts:
    return tuple((place, 1) for place in range(touches)), touches


_EVEN = tuple(_even(touches) for touches in range(33))


def first_places(path: Path) -> list[int]:
    """Return where each channel stands for the first time, oldest first."""
    firsts: dict[object, int] = {}
    for place, channel in enumerate(path):
        firsts.setdefault(channel, place)
    return list(firsts.values())


__all__ = ["Linear", "first_places"]
