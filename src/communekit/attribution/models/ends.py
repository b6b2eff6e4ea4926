"""Single-touch models (单触点归因): one touch gets all."""

from typing import ClassVar

import attrs

from .journey import Channel, Path
from .rule import LengthModel, Parts, RuleModel
from .transform import channels_of


@attrs.frozen
class FirstTouch(LengthModel):
    """The first touch gets all (首次触点归因).

    >>> from communekit.attribution.models import Journeys
    >>> rows = [(("share", "qr"), None, True, 3_000), (("qr",), None, True, 500)]
    >>> FirstTouch().credit(Journeys.of(rows)).conversions
    {'qr': Fraction(1, 1), 'share': Fraction(1, 1)}
    """

    name: ClassVar[str] = "first"

    def parts_of(self, touches: int) -> Parts:  # noqa: ARG002 - the first is the first, however many follow
        """Give all to the first."""
        return ((0, 1),), 1


@attrs.frozen
class LastTouch(LengthModel):
    """The last touch gets all (末次触点归因)."""

    name: ClassVar[str] = "last"

    def parts_of(self, touches: int) -> Parts:
        """Give all to the last."""
        return ((touches - 1, 1),), 1


def _ignored(given: object) -> frozenset[Channel]:
    return channels_of(given, "last_non_direct")


@attrs.frozen
class LastNonDirect(RuleModel):
    """The last touch that is not of an ignored channel gets all (末次非直接归因); the last one where all are ignored.

    >>> from communekit.attribution.models import Journey
    >>> LastNonDirect("direct").credit_of(Journey(("share", "qr", "direct")))
    (Fraction(0, 1), Fraction(1, 1), Fraction(0, 1))
    """

    ignored: frozenset[Channel] = attrs.field(converter=_ignored)

    name: ClassVar[str] = "last_non_direct"

    def parts(self, path: Path) -> Parts:
        """Give all to the last that is not ignored."""
        last = len(path) - 1
        for place in range(last, -1, -1):
            if path[place] not in self.ignored:
                return ((place, 1),), 1
        return ((last, 1),), 1


__all__ = ["FirstTouch", "LastNonDirect", "LastTouch"]
