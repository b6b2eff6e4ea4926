"""Columns of figures (数列): what reports are compared by, conversions or money, as numbers and as people read them."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from communekit.money import Currency, Money

from .errors import InvalidModelError
from .figures import places
from .journey import Channel
from .words import phrase

if TYPE_CHECKING:
    from .report import CreditReport

CONVERSIONS: Final = "conversions"
VALUE: Final = "value"

NOTHING: Final = Fraction(0)


@attrs.frozen
class Column:
    """The figures of one report: a number for each channel, what is nobody's, and how each is written."""

    credit: Callable[[Channel], Fraction]
    text: Callable[[Channel], str]
    credited: int
    nobodys: int
    nobodys_text: str
    whole_text: str

    def share(self, channel: Channel) -> Fraction:
        """Return a channel's part of all that is credited."""
        return self.credit(channel) / self.credited if self.credited else NOTHING


@attrs.frozen
class Figures:
    """What is shown (展示口径): conversions where there is no currency, else money in it."""

    currency: Currency | None = None

    @property
    def counts(self) -> bool:
        """Whether conversions are shown."""
        return self.currency is None

    def unit(self, locale: str) -> str:
        """Return what the figures count."""
        return phrase(CONVERSIONS, locale) if self.currency is None else self.currency.code

    def column(self, report: "CreditReport") -> Column:
        """Return the figures of a report."""
        nobodys = report.unattributed
        if self.currency is None:
            return Column(
                lambda channel: report.conversions.get(channel, NOTHING),
                lambda channel: places(report.conversions.get(channel, NOTHING)),
                report.total,
                nobodys.conversions,
                places(Fraction(nobodys.conversions)),
                places(Fraction(report.total + nobodys.conversions)),
            )
        laid, nothing = report.money(self.currency), Money(0, self.currency)
        return Column(
            lambda channel: report.values.get(channel, NOTHING),
            lambda channel: laid.parts.get(channel, nothing).text,
            report.total_value,
            nobodys.value,
            laid.remainder.text,
            laid.whole.text,
        )


def figures_of(of: str, currency: Currency) -> Figures:
    """Return what is to be shown: "conversions", or "value" in a currency.

    Raises:
        InvalidModelError: "figure": another word.
    """
    if of == VALUE:
        return Figures(currency)
    if of != CONVERSIONS:
        raise InvalidModelError("compare", "figure", of)
    return Figures()


__all__ = ["CONVERSIONS", "VALUE", "Column", "Figures", "figures_of"]
