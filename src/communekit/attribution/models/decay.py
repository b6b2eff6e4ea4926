"""Decay models (衰减归因): the closer to the conversion, the more."""

from datetime import timedelta
from fractions import Fraction
from typing import ClassVar, Final

import attrs

from .errors import InvalidModelError
from .fine import cut, fine_parts
from .half_life import halved
from .intake import LANE
from .journey import Journey, Path
from .journeys import MICROSECOND, Journeys
from .linear import first_places
from .report import CreditReport, report_of
from .rule import Parts, RuleModel, Tally, shares_of


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
    the irrational one. A touch 64 half-lives or more before the latest gets nothing.

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
        touches = len(journey.channels)
        if not journey.converted or not touches:
            return (Fraction(0),) * touches
        if journey.ages is None:
            raise InvalidModelError(self.name, "no_ages", journey.channels)
        return shares_of(self._weigher(1).parts(tuple(age // MICROSECOND for age in journey.ages)), touches)

    def value_of(self, journey: Journey) -> tuple[Fraction, ...]:
        """Return each touch's exact part of the journey's value in minor units; they add up to it."""
        return tuple(share * (journey.value or 0) for share in self.credit_of(journey))

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys.

        Raises:
            InvalidModelError: Some conversions have no ages.
        """
        aged = journeys.aged
        if aged is None:
            raise InvalidModelError(self.name, "no_ages", journeys.touched.conversions)
        weigher, tally = self._weigher(aged.unit), Tally()
        for path, ages, _, value in aged.rows:
            weigher.add_to(tally, path, ages or (), (value or 0) << LANE | 1)
        return report_of(self.name, journeys, *tally.summed())

    def _weigher(self, unit: int) -> "_Weigher":
        return _Weigher(unit, self.half_life // MICROSECOND)


class _Weigher:
    """Weights by age in a unit of so many microseconds, the latest touch's being ONE; each age is worked out once."""

    __slots__ = ("_half_life", "_known", "_unit")

    def __init__(self, unit: int, half_life: int) -> None:
        self._unit, self._half_life = unit, half_life
        self._known: dict[int, int] = {}

    def parts(self, ages: tuple[int, ...]) -> Parts:
        """Return who gets what of a conversion with touches of these ages."""
        return fine_parts(self._weights(ages))

    def add_to(self, tally: Tally, path: Path, ages: tuple[int, ...], both: int) -> None:
        """Share out one conversion and its value, packed in one number."""
        if len(path) == 1:
            tally.add(path, _WHOLE, both)
            return
        weights = self._weights(ages)
        # Weights whose shares are kept exact are whole multiples of 2^52, since the latest touch weighs 2^64.
        if weights[0] & _LOW:
            tally.add_cut(path, cut(weights), both)
        else:
            tally.add(path, fine_parts(weights), both)

    def _weights(self, ages: tuple[int, ...]) -> list[int]:
        latest, known = ages[-1], self._known
        if latest:
            ages = tuple([age - latest for age in ages])
        try:
            return [*map(known.__getitem__, ages)]
        except KeyError:
            known |= {age: halved(age * self._unit, self._half_life) for age in ages}
            return [*map(known.__getitem__, ages)]


_WHOLE: Final[Parts] = (((0, 1),), 1)
_LOW: Final = (1 << 32) - 1

__all__ = ["RankDecay", "TimeDecay"]
