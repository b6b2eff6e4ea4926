"""Rule models (规则模型): each conversion is shared over its own touches, whatever other people did."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import Protocol

from .journey import Channel, Journey, Path
from .journeys import Journeys
from .report import CreditReport, report_of

Parts = tuple[tuple[tuple[int, int], ...], int]
"""Who gets what of one conversion: ((place of the touch, numerator), ...) and the common denominator."""


class Model(Protocol):
    """Anything that credits channels with conversions (归因模型)."""

    @property
    def name(self) -> str:
        """The word under which reports show it."""
        ...

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with."""
        ...


class RuleModel:
    """What rule models have in common: credit of a touch, of a journey, and of many.

    Credits are exact fractions and add up to 1 for each conversion that has touches.
    """

    __slots__ = ()

    @property
    def name(self) -> str:
        """The word under which reports show it."""
        raise NotImplementedError

    def parts(self, path: Path) -> Parts:
        """Return who gets what of a conversion with these touches, of which there is at least one."""
        raise NotImplementedError

    def credit_of(self, journey: Journey) -> tuple[Fraction, ...]:
        """Return each touch's share of the conversion, oldest first; nothing where there was none.

        The shares add up to 1.
        """
        if not journey.converted or not journey.channels:
            return (Fraction(0),) * len(journey.channels)
        return shares_of(self.parts(journey.channels), len(journey.channels))

    def value_of(self, journey: Journey) -> tuple[Fraction, ...]:
        """Return each touch's exact part of the journey's value in minor units; they add up to it."""
        return tuple(share * (journey.value or 0) for share in self.credit_of(journey))

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys."""
        tally = Tally()
        for path, (conversions, _, value) in journeys.counted():
            if conversions:
                tally.add(path, self.parts(path), conversions, value)
        return report_of(self.name, journeys, tally.conversions(), tally.values())


class LengthModel(RuleModel):
    """A rule model that asks for nothing but how many touches there are."""

    __slots__ = ()

    def parts_of(self, touches: int) -> Parts:
        """Return who gets what of a conversion with so many touches, at least one."""
        raise NotImplementedError

    def parts(self, path: Path) -> Parts:
        """Return who gets what of a conversion with these touches."""
        return self.parts_of(len(path))

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys."""
        known: dict[int, Parts] = {}
        tally = Tally()
        for path, (conversions, _, value) in journeys.counted():
            if conversions:
                parts = known.get(len(path))
                if parts is None:
                    parts = known[len(path)] = self.parts_of(len(path))
                tally.add(path, parts, conversions, value)
        return report_of(self.name, journeys, tally.conversions(), tally.values())


class Tally:
    """Credits as they add up: whole numerators by denominator and channel, made fractions once at the end."""

    __slots__ = ("_sums",)

    def __init__(self) -> None:
        self._sums: dict[int, tuple[dict[Channel, int], dict[Channel, int]]] = {}

    def add(self, path: Path, parts: Parts, conversions: int, value: int) -> None:
        """Share out so many conversions of one path, and their value."""
        numerators, denominator = parts
        sums = self._sums.get(denominator)
        if sums is None:
            sums = self._sums[denominator] = ({}, {})
        counts, values = sums
        for place, numerator in numerators:
            channel = path[place]
            if channel in counts:
                counts[channel] += numerator * conversions
                values[channel] += numerator * value
            else:
                counts[channel] = numerator * conversions
                values[channel] = numerator * value

    def conversions(self) -> dict[Channel, Fraction]:
        """Return the conversions by channel."""
        return _summed((denominator, counts) for denominator, (counts, _) in self._sums.items())

    def values(self) -> dict[Channel, Fraction]:
        """Return the value by channel."""
        return _summed((denominator, values) for denominator, (_, values) in self._sums.items())


def _summed(sums: Iterator[tuple[int, dict[Channel, int]]]) -> dict[Channel, Fraction]:
    listed = list(sums)
    common = lcm(*(denominator for denominator, _ in listed))
    whole: dict[Channel, int] = {}
    for denominator, numerators in listed:
        for channel, numerator in numerators.items():
            whole[channel] = whole.get(channel, 0) + numerator * (common // denominator)
    return {channel: Fraction(numerator, common) for channel, numerator in whole.items()}


def shares_of(parts: Parts, touches: int) -> tuple[Fraction, ...]:
    """Return the share of each touch."""
    shares = [Fraction(0)] * touches
    for place, numerator in parts[0]:
        shares[place] += Fraction(numerator, parts[1])
    return tuple(shares)


__all__ = ["LengthModel", "Model", "Parts", "RuleModel", "Tally", "shares_of"]
