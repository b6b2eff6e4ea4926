"""Shapley values of a game between channels (联盟博弈 Shapley 值), exact, up to twenty channels."""

from fractions import Fraction
from typing import ClassVar

import attrs

from communekit.errors import LimitExceededError

from .asked import asked
from .coalition import Coalition, Worth, conversion_rate, revenue_per_journey
from .errors import InvalidModelError
from .journey import Channel
from .journeys import Journeys
from .order import in_order
from .report import CreditReport, report_of_shares
from .subsets import PLAYERS_MAX, shapley_values, summed_over_subsets


@attrs.frozen
class CoalitionShapley:
    """Channels are credited by their Shapley value in a game of the host's choice (联盟博弈 Shapley 值归因).

    Args:
        worth: What a coalition is worth: `conversion_rate` (转化率) unless said otherwise, `revenue_per_journey`, or a
            function of a `Coalition`, the set of channels and the journeys whose channels all lie in it.

    The Shapley values add up to the worth of all channels together and are the report's `effects`; its credits are
    in proportion. A channel that keeps people from buying has a value below zero, and a credit below zero:
    `CreditReport.below_zero` names it.

    Twenty channels take a few seconds: there are a million coalitions, and none is guessed.

    >>> from communekit.attribution.models import Journeys
    >>> seen = {("a",): (3, 1, 0), ("b",): (1, 3, 0), ("a", "b"): (2, 2, 0)}
    >>> CoalitionShapley().credit(Journeys.grouped(seen)).effects
    {'a': Fraction(1, 2), 'b': Fraction(0, 1)}
    """

    worth: Worth = conversion_rate

    name: ClassVar[str] = "coalition_shapley"

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys.

        Raises:
            LimitExceededError: More than 20 channels.
            InvalidModelError: A worth that is no exact number, or Shapley values that add up to nothing or less though
                there are conversions.
        """
        values = self.values(asked(journeys, self.name))
        total = sum(values.values(), Fraction(0))
        if total <= 0 and journeys.touched.conversions:
            raise InvalidModelError(self.name, "no_total", str(total))
        shares = {channel: value / total for channel, value in values.items()} if total > 0 else {}
        return report_of_shares(self.name, journeys, shares, values)

    def values(self, journeys: Journeys) -> dict[Channel, Fraction]:
        """Return the Shapley value of each channel, by name.

        Raises:
            LimitExceededError: More than 20 channels.
            InvalidModelError: A worth that is no exact number.
        """
        players = in_order(journeys.channels)
        if len(players) > PLAYERS_MAX:
            raise LimitExceededError("channels", len(players), PLAYERS_MAX)
        seen, conversions, value = _counted(journeys, players)
        if self.worth is conversion_rate:
            tops, bottoms = conversions, seen
        elif self.worth is revenue_per_journey:
            tops, bottoms = value, seen
        else:
            tops, bottoms = self._asked(players, seen, conversions, value)
        return dict(zip(players, shapley_values(tops, bottoms, len(players)), strict=True))

    def _asked(
        self, players: list[Channel], seen: list[int], conversions: list[int], value: list[int]
    ) -> tuple[list[int], list[int]]:
        """Return the host's worth of each coalition, over denominators that are shared where they are small."""
        tops, bottoms = [0], [1]
        for place in range(1, len(seen)):
            named = frozenset(channel for bit, channel in enumerate(players) if place >> bit & 1)
            found = self.worth(Coalition(named, seen[place], conversions[place], value[place]))
            if type(found) is not int and not isinstance(found, Fraction):
                raise InvalidModelError(self.name, "worth", found)
            tops.append(found.numerator)
            bottoms.append(found.denominator)
        return tops, bottoms


def _counted(journeys: Journeys, players: list[Channel]) -> tuple[list[int], list[int], list[int]]:
    """Return for each set of channels the journeys inside it, their conversions and their value."""
    bits = {channel: 1 << place for place, channel in enumerate(players)}
    seen, conversions, values = ([0] * (1 << len(players)) for _ in range(3))
    for path, converted, others, value in journeys.counted():
        place = 0
        for channel in path:
            place |= bits[channel]
        seen[place] += converted + others
        conversions[place] += converted
        values[place] += value
    return (
        summed_over_subsets(seen, len(players)),
        summed_over_subsets(conversions, len(players)),
        summed_over_subsets(values, len(players)),
    )


__all__ = ["CoalitionShapley"]
