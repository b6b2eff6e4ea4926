"""Markov models (马尔可夫归因): channels are credited by what would be missing without them."""

from fractions import Fraction
from math import lcm
from typing import ClassVar

import attrs

from .chain import ORDER_MAX
from .errors import InvalidModelError
from .fine import fine_parts
from .journeys import Journeys
from .removal import removal_effects
from .report import CreditReport, report_of, report_of_shares
from .rule import Tally


def _order(given: int) -> int:
    if type(given) is not int or not 1 <= given <= ORDER_MAX:
        raise InvalidModelError("markov", "order", given)
    return given


@attrs.frozen
class Markov:
    """All conversions are shared in proportion to removal effects (马尔可夫归因), which are the report's `effects`.

    Solved exactly, without chance, at any order of 1 to 8: the same journeys in any order give the same credits. All
    channels share the whole, so that credit may go to a channel which stands on no converting journey itself but
    leads to channels that do; `MarkovPerJourney` shares each conversion among its own touches.

    Source: Anderl, Becker, von Wangenheim and Schumann, Mapping the customer journey, 2016.

    >>> from communekit.attribution.models import Journeys
    >>> walked = {("google",): (2, 1, 0), ("mailing",): (1, 0, 0), ("google", "mailing"): (1, 0, 0)}
    >>> Markov().credit(Journeys.grouped(walked)).conversions
    {'google': Fraction(12, 5), 'mailing': Fraction(8, 5)}
    """

    order: int = attrs.field(default=1, converter=_order)

    name: ClassVar[str] = "markov"

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys.

        Raises:
            LimitExceededError: More than 200 states.
        """
        effects = removal_effects(journeys, order=self.order).effects
        total = sum(effects.values(), Fraction(0))
        shares = {channel: effect / total for channel, effect in effects.items()} if total else {}
        return report_of_shares(self.name, journeys, shares, effects)


@attrs.frozen
class MarkovPerJourney:
    """Each conversion is shared over its own touches in proportion to removal effects (逐路径马尔可夫归因): DP6 2.x.

    Shares of a journey add up to exactly 1; a denominator above 4,096 is rounded as `TimeDecay` says. A
    channel that stands on no converting journey gets nothing.
    """

    order: int = attrs.field(default=1, converter=_order)

    name: ClassVar[str] = "markov_per_journey"

    def credit(self, journeys: Journeys) -> CreditReport:
        """Return what each channel is credited with over all journeys.

        Raises:
            LimitExceededError: More than 200 states.
        """
        effects = removal_effects(journeys, order=self.order).effects
        common = lcm(*(effect.denominator for effect in effects.values()))
        weights = {channel: int(effect * common) for channel, effect in effects.items()}
        tally = Tally()
        for path, both in journeys.converted.items():
            if path:
                tally.add(path, fine_parts([weights[channel] for channel in path]), both)
        return report_of(self.name, journeys, *tally.summed(), effects)


__all__ = ["Markov", "MarkovPerJourney"]
