"""Reports (归因报表): what each channel is credited with, exactly. How they look is in `telling` and `chart`."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

import attrs

from communekit.money import CNY, Currency, Money, Split, SplitMethod

from .chart import bars_of
from .column import CONVERSIONS, figures_of
from .journey import Channel
from .journeys import Journeys
from .order import in_order
from .packing import unpacked
from .telling import html_of, text_of

NOTHING = Fraction(0)


class Unattributed(NamedTuple):
    """What no model can credit to anybody, since there were no touches (无触点): conversions, and minor units."""

    conversions: int
    value: int


NOBODYS = Unattributed(0, 0)


def _by_name(given: Mapping[Channel, Fraction]) -> Mapping[Channel, Fraction]:
    return {channel: given[channel] for channel in in_order(given)}


@attrs.frozen(hash=False)
class CreditReport:
    """What each channel is credited with by a model (归因报表), in exact fractions.

    `conversions` add up to the conversions that had touches, `values` (in minor units) to their value; conversions
    without touches are `unattributed`, the same for every model. `effects` are what the shares were made of where a
    model has such: removal effects (移除效应), Shapley values; they may be below zero where the model says so, and
    then so are credits: `below_zero` names those channels. A rule model names the channels that it
    credits; `report[channel]` is zero for all others.
    """

    model: str
    conversions: Mapping[Channel, Fraction] = attrs.field(converter=_by_name)
    values: Mapping[Channel, Fraction] = attrs.field(converter=_by_name)
    unattributed: Unattributed = attrs.field(default=NOBODYS)
    effects: Mapping[Channel, Fraction] = attrs.field(factory=dict, converter=_by_name)

    @property
    def total(self) -> int:
        """The conversions that are credited."""
        return int(sum(self.conversions.values(), NOTHING))

    @property
    def total_value(self) -> int:
        """Their value in minor units."""
        return int(sum(self.values.values(), NOTHING))

    @property
    def below_zero(self) -> tuple[Channel, ...]:
        """The channels with a credit below zero: by the model they keep people from buying."""
        return tuple(channel for channel, credit in self.conversions.items() if credit < 0)

    def __getitem__(self, channel: Channel) -> Fraction:
        """Return the conversions that a channel is credited with; nothing for one that was never met."""
        return self.conversions.get(channel, NOTHING)

    def share(self, channel: Channel) -> Fraction:
        """Return a channel's part of all credited conversions; nothing for a channel that was never met."""
        return self.conversions.get(channel, NOTHING) / self.total if self.total else NOTHING

    def money(self, currency: Currency = CNY) -> Split[Channel]:
        """Return the value in money, by largest remainder: the parts add up to the revenue, to the last fen.

        Each part is less than one minor unit from its exact value; ties go by the channel's name. What has no touches
        is the remainder.

        Raises:
            AmountOutOfRangeError: The value is beyond 10^15 minor units.
        """
        total = self.total_value
        common = _common(self.values)
        weights = [int(value * common) for value in self.values.values()]
        parts = SplitMethod.LARGEST_REMAINDER.lay(total, weights) if total else [0] * len(weights)
        return Split(
            Money(total + self.unattributed.value, currency),
            {name: Money(part, currency) for name, part in zip(self.values, parts, strict=True)},
            Money(self.unattributed.value, currency),
        )

    def by(self, key: Callable[[Channel], Channel]) -> "CreditReport":
        """Return the report with channels put together: `report.by(leader_of)`, `report.by(lambda pair: pair[0])`."""
        conversions: dict[Channel, Fraction] = {}
        values: dict[Channel, Fraction] = {}
        for mapping, summed in ((self.conversions, conversions), (self.values, values)):
            for channel, credit in mapping.items():
                name = key(channel)
                summed[name] = summed.get(name, NOTHING) + credit
        return CreditReport(self.model, conversions, values, self.unattributed)

    def text(self, locale: str = "en", *, currency: Currency = CNY) -> str:
        """Return the report as a table of plain text."""
        return text_of(self, locale, currency)

    def html(self, locale: str = "en", *, currency: Currency = CNY) -> str:
        """Return the report as a fragment of HTML: a table and a picture."""
        return html_of(self, locale, currency)

    def svg(self, locale: str = "en", *, of: str = CONVERSIONS, currency: Currency = CNY) -> str:
        """Return the picture alone: one bar for each channel, as long as its credit, the longest first.

        Args:
            locale: The language.
            of: "conversions", or "value" in money.
            currency: Of the value.

        Raises:
            InvalidModelError: "figure": another word.
        """
        return bars_of([self], locale, figures_of(of, currency))


def report_of(
    model: str,
    journeys: Journeys,
    conversions: Mapping[Channel, Fraction],
    values: Mapping[Channel, Fraction],
    effects: Mapping[Channel, Fraction] | None = None,
) -> CreditReport:
    """Return a report on the channels that are credited."""
    unattributed = Unattributed(*unpacked(journeys.bare))
    return CreditReport(model, conversions, values, unattributed, effects or {})


def report_of_shares(
    model: str,
    journeys: Journeys,
    shares: Mapping[Channel, Fraction],
    effects: Mapping[Channel, Fraction],
) -> CreditReport:
    """Return a report in which every channel has one share of all conversions and of all value."""
    conversions, value = unpacked(journeys.both - journeys.bare)
    return CreditReport(
        model,
        {channel: shares.get(channel, NOTHING) * conversions for channel in effects},
        {channel: shares.get(channel, NOTHING) * value for channel in effects},
        Unattributed(*unpacked(journeys.bare)),
        effects,
    )


def _common(values: Mapping[Channel, Fraction]) -> int:
    return lcm(*(value.denominator for value in values.values()))


__all__ = ["CreditReport", "Unattributed", "report_of", "report_of_shares"]
