"""The probabilistic model of Shao and Li (Shao-Li 二阶概率模型), second order."""

from fractions import Fraction
from itertools import combinations
from typing import ClassVar

import attrs

from .asked import asked
from .errors import InvalidModelError
from .journey import Channel
from .journeys import Journeys
from .report import CreditReport, report_of_shares

Pair = frozenset[Channel]


@attrs.frozen
class ShaoLi:
    """Each conversion is credited by how likely its channels and their pairs convert (Shao-Li 二阶概率模型).

    For a journey with a set S of channels, channel i has p(i) + sum over the other j in S of
    (p(i, j) - p(i) - p(j)) ÷ (2 (|S| - 1)), where p is the part of journeys with that channel, or with both, that
    converted. Summed over all conversions these are the report's `effects`; they do not add up to the conversions,
    and its credits are in proportion to them.

    Source: Shao and Li, Data-driven Multi-touch Attribution Models, KDD 2011; summed as by mta 0.0.9.

    >>> from communekit.attribution.models import Journeys
    >>> ShaoLi().credit(Journeys.grouped({("a",): (3, 1, 0), ("b",): (1, 3, 0)})).effects
    {'a': Fraction(9, 4), 'b': Fraction(1, 4)}
    """

    name: ClassVar[str] = "shao_li"

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys.

        Raises:
            InvalidModelError: There are conversions, and the sums of all channels together are not above zero.
        """
        values = self.values(asked(journeys, self.name))
        total = sum(values.values(), Fraction(0))
        if total <= 0 and journeys.touched.conversions:
            raise InvalidModelError(self.name, "no_total", str(total))
        shares = {channel: value / total for channel, value in values.items()} if total > 0 else {}
        return report_of_shares(self.name, journeys, shares, values)

    def values(self, journeys: Journeys) -> dict[Channel, Fraction]:
        """Return what each channel comes to before all is made shares of the whole."""
        sets: dict[Pair, list[int]] = {}
        for path, conversions, others, _ in journeys.counted():
            counts = sets.setdefault(frozenset(path), [0, 0])
            counts[0] += conversions
            counts[1] += conversions + others
        rates = _rates(sets)
        values = dict.fromkeys(journeys.channels, Fraction(0))
        for channels, (conversions, _) in sets.items():
            if not conversions:
                continue
            for one in channels:
                value = rates[frozenset((one,))]
                if len(channels) > 1:
                    joint = sum(
                        (
                            rates[frozenset((one, two))] - rates[frozenset((one,))] - rates[frozenset((two,))]
                            for two in channels
                            if two != one
                        ),
                        Fraction(0),
                    )
                    value += joint / (2 * (len(channels) - 1))
                values[one] += conversions * value
        return values


def _rates(sets: dict[Pair, list[int]]) -> dict[Pair, Fraction]:
    """Return the part that converted of journeys with a channel, and of those with a pair."""
    counts: dict[Pair, list[int]] = {}
    for channels, (conversions, journeys) in sets.items():
        for size in (1, 2):
            for chosen in combinations(channels, size):
                known = counts.setdefault(frozenset(chosen), [0, 0])
                known[0] += conversions
                known[1] += journeys
    return {chosen: Fraction(*found) if found[1] else Fraction(0) for chosen, found in counts.items()}


__all__ = ["ShaoLi"]
