"""Credit lists (末 N 触点): the latest touches share by a list of weights, as browsers report conversions (W3C)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import ClassVar

import attrs

from .errors import InvalidModelError
from .position import exact_weight, weighed
from .rule import LengthModel, Parts, shares_of


def _credit(given: object) -> tuple[Fraction, ...]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise InvalidModelError("last_n", "weight", given)
    return tuple(exact_weight(weight, "last_n") for weight in given)


@attrs.frozen
class LastN(LengthModel):
    """The last touches share by a list of weights, the latest first (末 N 触点): `LastN([6, 2])`.

    Where there are fewer touches than weights, those that there are share in proportion.

    Errors: `InvalidModelError`: no weights, one below zero or no exact number, or a first one of zero.

    Source: W3C Attribution, `credit` of a conversion, read 2026-03.

    >>> from communekit.attribution.models import Journey
    >>> LastN([1, 2, 1]).value_of(Journey(("a", "b", "c"), value=8))
    (Fraction(2, 1), Fraction(4, 1), Fraction(2, 1))
    """

    weights: tuple[Fraction, ...] = attrs.field(default=(Fraction(1),), converter=_credit)

    name: ClassVar[str] = "last_n"

    def __attrs_post_init__(self) -> None:
        if not self.weights:
            raise InvalidModelError(self.name, "no_weights", self.weights)
        if not self.weights[0]:
            raise InvalidModelError(self.name, "all_zero", self.weights)

    def parts_of(self, touches: int) -> Parts:
        """Give the latest touch the first weight, and so on back."""
        return weighed([Fraction(0)] * (touches - len(self.weights)) + [*self.weights[:touches]][::-1])

    def credit_by_priority(self, priorities: Sequence[int]) -> tuple[Fraction, ...]:
        """Return the share of each touch, oldest first, when a higher priority stands above a later touch.

        >>> [str(share) for share in LastN([6, 2]).credit_by_priority([200, 300, 200])]
        ['0', '3/4', '1/4']
        """
        if not priorities:
            return ()
        if any(type(priority) is not int for priority in priorities):
            raise InvalidModelError(self.name, "priorities", tuple(priorities))
        touches = len(priorities)
        ordered = sorted(range(touches), key=lambda place: (priorities[place], place))
        shares = dict(zip(ordered, shares_of(self.parts_of(touches), touches), strict=True))
        return tuple(shares[place] for place in range(touches))


__all__ = ["LastN"]
