"""Rule models (规则模型): each conversion is shared over its own touches, whatever other people did."""

from collections import defaultdict
from fractions import Fraction
from math import lcm
from typing import Final, Protocol

from .asked import asked, asked_of_one
from .journey import Channel, Journey, Path
from .journeys import Journeys
from .packing import unpacked
from .report import CreditReport, report_of

Parts = tuple[tuple[tuple[int, int], ...], int]
"""Who gets what of one conversion: ((place of the touch, numerator), ...) and the common denominator."""


FINEST: Final = 1 << 128
"""The largest denominator of a share that is kept beside its value in one number."""


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
        if not asked_of_one(journey, self.name).converted or not journey.channels:
            return (Fraction(0),) * len(journey.channels)
        return shares_of(self.parts(journey.channels), len(journey.channels))

    def value_of(self, journey: Journey) -> tuple[Fraction, ...]:
        """Return each touch's exact part of the journey's value in minor units; they add up to it."""
        return tuple(share * (journey.value or 0) for share in self.credit_of(journey))

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys."""
        tally = Tally()
        for path, both in asked(journeys, self.name).converted.items():
            if path:
                tally.add(path, self.parts(path), both)
        return report_of(self.name, journeys, *tally.summed())


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
        for path, both in asked(journeys, self.name).converted.items():
            if path:
                parts = known.get(len(path))
                if parts is None:
                    parts = known[len(path)] = self.parts_of(len(path))
                tally.add(path, parts, both)
        return report_of(self.name, journeys, *tally.summed())


class Tally:
    """Credits as they add up: whole numerators by denominator and channel, made fractions once at the end."""

    __slots__ = ("_apart", "_sums")

    def __init__(self) -> None:
        self._sums = defaultdict[int, defaultdict[Channel, int]](lambda: defaultdict(int))
        self._apart: dict[Channel, tuple[Fraction, Fraction]] = {}

    def add(self, path: Path, parts: Parts, both: int) -> None:
        """Share out the conversions of one path and their value, packed in one number as `packing` says."""
        numerators, denominator = parts
        if denominator > FINEST:  # Its numerators would run over from the lane of counts into that of values.
            self._add_apart(path, parts, *unpacked(both))
            return
        sums = self._sums[denominator]
        for place, numerator in numerators:
            channel = path[place]
            sums[channel] += numerator * both

    def sums_of(self, denominator: int) -> defaultdict[Channel, int]:
        """Return the numerators over one denominator, by channel, packed as `packing` says; at most FINEST."""
        return self._sums[denominator]

    def summed(self) -> tuple[dict[Channel, Fraction], dict[Channel, Fraction]]:
        """Return conversions and value by channel."""
        common = lcm(*self._sums)
        conversions: dict[Channel, int] = {}
        values: dict[Channel, int] = {}
        for denominator, sums in self._sums.items():
            factor = common // denominator
            for channel, both in sums.items():
                count, value = unpacked(both)
                conversions[channel] = conversions.get(channel, 0) + count * factor
                values[channel] = values.get(channel, 0) + value * factor
        counted = {channel: Fraction(count, common) for channel, count in conversions.items()}
        valued = {channel: Fraction(value, common) for channel, value in values.items()}
        for channel, (more, more_value) in self._apart.items():
            counted[channel] = counted.get(channel, Fraction(0)) + more
            valued[channel] = valued.get(channel, Fraction(0)) + more_value
        return counted, valued

    def _add_apart(self, path: Path, parts: Parts, conversions: int, value: int) -> None:
        for place, numerator in parts[0]:
            share = Fraction(numerator, parts[1])
            counted, valued = self._apart.get(path[place], (Fraction(0), Fraction(0)))
            self._apart[path[place]] = counted + share * conversions, valued + share * value


def shares_of(parts: Parts, touches: int) -> tuple[Fraction, ...]:
    """Return the share of each touch."""
    shares = [Fraction(0)] * touches
    for place, numerator in parts[0]:
        shares[place] += Fraction(numerator, parts[1])
    return tuple(shares)


__all__ = ["FINEST", "LengthModel", "Model", "Parts", "RuleModel", "Tally", "shares_of"]
