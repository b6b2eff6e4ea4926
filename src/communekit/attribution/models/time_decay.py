"""Time decay (时间衰减归因): the longer ago a touch was, the less it counts."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import ClassVar, Final

import attrs

from .asked import asked, asked_of_one
from .errors import InvalidModelError
from .fine import fine_parts
from .half_life import ONE, halved
from .journey import Journey
from .journeys import MICROSECOND, Journeys
from .packing import LANE
from .report import CreditReport, report_of
from .rule import FINEST, Parts, Tally, shares_of


def _half_life(given: object) -> timedelta:
    if not isinstance(given, timedelta) or given <= timedelta(0):
        raise InvalidModelError("time_decay", "span", given)
    return given


@attrs.frozen
class TimeDecay:
    """A touch counts half as much for each half-life that it lies back (时间衰减): 7 days unless said otherwise.

    Weights are 2^-(age ÷ half-life) against the latest touch of the journey, in whole 2^-64ths that are the same on
    every machine (`half_life`). Shares add up to exactly 1. Touches that lie whole half-lives apart have exact shares
    as long as their common denominator is at most 4,096; any other share is less than (touches + 1) x 2^-63 away from
    the irrational one. A touch more than 64 half-lives before the latest gets nothing.

    Source: Adobe Analytics and DP6, half-life 7 days (168 hours).

    >>> from communekit.attribution.models import Journey
    >>> weeks = Journey(("t1", "t2", "t3", "t4"), ages=[timedelta(days=days) for days in (28, 21, 14, 7)])
    >>> [str(share) for share in TimeDecay().credit_of(weeks)]
    ['1/15', '2/15', '4/15', '8/15']
    """

    half_life: timedelta = attrs.field(default=timedelta(days=7), converter=_half_life)

    name: ClassVar[str] = "time_decay"

    def credit_of(self, journey: Journey) -> tuple[Fraction, ...]:
        """Return each touch's share of the conversion, oldest first; nothing where there was none.

        Raises:
            InvalidModelError: The journey has no ages.
        """
        touches = len(asked_of_one(journey, self.name).channels)
        if not journey.converted or not touches:
            return (Fraction(0),) * touches
        if journey.ages is None:
            raise InvalidModelError(self.name, "no_ages", journey.channels)
        whole = tuple(age // MICROSECOND for age in journey.ages)
        weights = [*map(_Known(1, self.half_life).__getitem__, behind(whole))]
        return shares_of(fine_parts(weights), touches)

    def value_of(self, journey: Journey) -> tuple[Fraction, ...]:
        """Return each touch's exact part of the journey's value in minor units; they add up to it."""
        return tuple(share * (journey.value or 0) for share in self.credit_of(journey))

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys.

        Raises:
            InvalidModelError: Some conversions have no ages.
        """
        aged = asked(journeys, self.name).aged
        if aged is None:
            raise InvalidModelError(self.name, "no_ages", journeys.touched.conversions)
        tally, known = Tally(), _Known(aged.unit, self.half_life)
        weight_of, of_two = known.__getitem__, _Pairs(known).parts
        single, fine = tally.sums_of(1), tally.sums_of(FINEST)
        for path, ages, value in aged:
            both = value << LANE | 1
            touches = len(path)
            if touches == 1:
                single[path[0]] += both
                continue
            if touches == 2 and (parts := of_two(ages[0] - ages[1])):
                tally.add(path, parts, both)
                continue
            weights = [*map(weight_of, behind(ages) if ages[-1] else ages)]
            if not weights[0] & _LOW:
                tally.add(path, fine_parts(weights), both)
                continue
            # As `fine_parts`, of weights the latest of which is 2^64: its touch gets what is left.
            each, left = divmod(FINEST, sum(weights))
            each *= both
            of_next = iter(weights)
            for channel in path:
                fine[channel] += next(of_next) * each
            fine[channel] += left * both
        return report_of(self.name, journeys, *tally.summed())


class _Known(dict[int, int]):
    """The weight of each age behind the latest touch, in a unit of so many microseconds, worked out when first asked for."""

    __slots__ = ("_half_life", "_unit")

    def __init__(self, unit: int, half_life: timedelta) -> None:
        super().__init__()
        self._unit, self._half_life = unit, half_life // MICROSECOND

    def __missing__(self, age: int) -> int:
        weight = self[age] = halved(age * self._unit, self._half_life)
        return weight


class _Pairs:
    """The shares of two touches by how far they lie apart: those that come first are remembered, few as they often are."""

    __slots__ = ("_known", "_parts")

    def __init__(self, known: _Known) -> None:
        self._known = known
        self._parts: dict[int, Parts] = {}

    def parts(self, apart: int) -> Parts | None:
        """Return the shares, or None where these are too many to remember."""
        parts = self._parts.get(apart)
        if parts is None and len(self._parts) < _PAIRS_MAX:
            parts = self._parts[apart] = fine_parts((self._known[apart], ONE))
        return parts


def behind(ages: tuple[int, ...]) -> Sequence[int]:
    """Return how far each touch lies behind the latest."""
    latest = ages[-1]
    return [age - latest for age in ages] if latest else ages


_PAIRS_MAX: Final = 2_048

_LOW: Final = (1 << 32) - 1
"""Weights whose shares are exact are whole multiples of 2^52, since the latest touch weighs 2^64."""

__all__ = ["TimeDecay"]
