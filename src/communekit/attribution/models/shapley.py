"""Shapley of conversions (Shapley 值归因): the game in which a set of channels is worth the conversions inside it.

Its values have a closed form, for any number of channels: each conversion is shared evenly over its distinct channels
(Zhao, Mahboobi and Bagheri 2018). It says no more than that; what journeys that did not convert tell is in
`coalition`.
"""

from collections import Counter
from math import lcm
from typing import ClassVar

import attrs

from .journey import Path
from .linear import even_parts
from .rule import Parts, RuleModel


@attrs.frozen
class Shapley(RuleModel):
    """Each conversion is shared evenly over its distinct channels (Shapley 值归因), each channel's over its touches.

    This is the Shapley value, exactly, of the game v(S) = conversions of journeys whose channels all lie in S.

    >>> from communekit.attribution.models import Journey
    >>> [str(share) for share in Shapley().credit_of(Journey(("A", "B", "A", "C")))]
    ['1/6', '1/3', '1/6', '1/3']
    """

    name: ClassVar[str] = "shapley"

    def parts(self, path: Path) -> Parts:
        """Give each channel the same, over its own touches."""
        if len(set(path)) == len(path):
            return even_parts(len(path))
        touches = Counter(path)
        common = len(touches) * lcm(*touches.values())
        each = common // len(touches)
        return tuple((place, each // touches[channel]) for place, channel in enumerate(path)), common


__all__ = ["Shapley"]
