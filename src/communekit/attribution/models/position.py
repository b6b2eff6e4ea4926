"""Position models (位置归因): the ends of a journey get more than its middle."""

from enum import Enum
from fractions import Fraction
from math import lcm
from typing import ClassVar

import attrs

from communekit.money import Factor, InvalidRateError

from .errors import InvalidModelError
from .rule import LengthModel, Parts

ExactNumber = int | str | Fraction


class TwoTouches(Enum):
    """Where the middle's weight goes when there are but two touches (两个触点时中间权重的去向).

    - `RENORMALISE`: the ends share all in proportion: 30/30/40 gives 3/7 and 4/7 (Adobe, mta).
    - `SPLIT_MIDDLE`: each end takes half of the middle's: 30/30/40 gives 9/20 and 11/20 (DP6 1.x).
    """

    RENORMALISE = "renormalise"
    SPLIT_MIDDLE = "split_middle"


def exact_weight(given: object, model: str) -> Fraction:
    """Return a weight as an exact fraction: "2/5", "40%", 40, a Fraction or a Decimal.

    Raises:
        InvalidModelError: Below zero, or no exact number; floats are not.
    """
    try:
        return Factor.of(given).multiple  # type: ignore[arg-type]  # what it may be is said there
    except InvalidRateError:
        raise InvalidModelError(model, "weight", given) from None


def _weight(given: object) -> Fraction:
    return exact_weight(given, "position")


def _bonus(given: object) -> Fraction:
    return exact_weight(given, "end_bonus")


def weighed(weights: list[Fraction]) -> Parts:
    """Return weights of the touches, oldest first, as parts of one whole."""
    common = lcm(*(weight.denominator for weight in weights))
    numerators = [int(weight * common) for weight in weights]
    return tuple((place, part) for place, part in enumerate(numerators) if part), sum(numerators)


@attrs.frozen
class Position(LengthModel):
    """First and last touch have weights, those between share the middle's evenly (位置归因，U 形): 40/20/40.

    Weights need not add up to 100: "3/5", "1/5", "1/5" is an inverse J, 30, 10, 20 are a half, a sixth, a third. One
    touch takes all. Where two touches leave the middle empty, `two` says who gets its weight.

    Errors: `InvalidModelError` for a weight below zero or no exact number, or when no touch would get anything.

    >>> from communekit.attribution.models import Journey
    >>> [str(share) for share in Position().credit_of(Journey("abcde"[i] for i in range(5)))]
    ['2/5', '1/15', '1/15', '1/15', '2/5']
    """

    first: Fraction = attrs.field(default=Fraction(2, 5), converter=_weight)
    middle: Fraction = attrs.field(default=Fraction(1, 5), converter=_weight)
    last: Fraction = attrs.field(default=Fraction(2, 5), converter=_weight)
    two: TwoTouches = attrs.field(default=TwoTouches.RENORMALISE, kw_only=True, converter=TwoTouches)

    name: ClassVar[str] = "position"

    def __attrs_post_init__(self) -> None:
        if not self.first + self.last:
            raise InvalidModelError(self.name, "all_zero", "0")

    def parts_of(self, touches: int) -> Parts:
        """Give the ends their weights and share the middle's between the others."""
        if touches == 1:
            return ((0, 1),), 1
        if touches == 2:
            half = self.middle / 2 if self.two is TwoTouches.SPLIT_MIDDLE else Fraction(0)
            return weighed([self.first + half, self.last + half])
        inner = self.middle / (touches - 2)
        return weighed([self.first, *[inner] * (touches - 2), self.last])


@attrs.frozen
class EndBonus(LengthModel):
    """The ends have bonuses, and all touches, the ends included, share the rest evenly (首尾奖励): Post Affiliate Pro.

    Errors: `InvalidModelError` for bonuses below zero, no exact numbers, or more than the whole.

    >>> from communekit.attribution.models import Journey
    >>> EndBonus("25%", "50%").value_of(Journey(("a", "b", "c", "d", "e"), value=10_000))
    (Fraction(3000, 1), Fraction(500, 1), Fraction(500, 1), Fraction(500, 1), Fraction(5500, 1))
    """

    first: Fraction = attrs.field(converter=_bonus)
    last: Fraction = attrs.field(converter=_bonus)

    name: ClassVar[str] = "end_bonus"

    def __attrs_post_init__(self) -> None:
        if self.first + self.last > 1:
            raise InvalidModelError(self.name, "above_whole", str(self.first + self.last))

    def parts_of(self, touches: int) -> Parts:
        """Give each touch its part of the rest, and the ends their bonuses on top."""
        weights = [(1 - self.first - self.last) / touches] * touches
        weights[0] += self.first
        weights[-1] += self.last
        return weighed(weights)


__all__ = ["EndBonus", "ExactNumber", "Position", "TwoTouches", "exact_weight", "weighed"]
