"""Amounts, rates, numbers and times as a plan writes them (金额、比例、数与时间的写法): text, never floats."""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from communekit.codec import Plain, decimal_text
from communekit.money import Currency, Money, Rate
from communekit.period import Window, instant, instant_text, local, start_of_day, zone

from .errors import UnreadablePlanError
from .form import Form, at

_BPS: Final = re.compile(r"(?P<points>[0-9.]{1,40}) ?bps")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,99})(?:/[1-9][0-9]{0,99}|\.[0-9]{1,100})?", re.ASCII)
_RATIO: Final = re.compile(r"(?P<part>0|[1-9][0-9]{0,60})/(?P<whole>[1-9][0-9]{0,60})", re.ASCII)
_RATE_CHARACTERS: Final = 40
_NUMBER_CHARACTERS: Final = 200


@attrs.frozen
class Setting:
    """What amounts and times of a plan are read by: its currency and its time zone.

    >>> Setting(Currency.of("CNY"), "Asia/Shanghai").money("12.50", "rule base, flat")
    Money.cny("12.50")
    """

    currency: Currency
    zone: str

    def money(self, value: Plain, where: str) -> Money:
        """Return an amount: "12.50", or { amount = "12.50", currency = "USD" } for another currency."""
        if isinstance(value, dict):
            form = Form.of(value, where, ("amount", "currency"))
            with at(where, value):
                return Money.of(form.text("amount"), currency_from(form.value("currency"), where))
        text = quoted(value, where, "12.50")
        with at(where, value):
            return Money.of(text, self.currency)

    def money_written(self, amount: Money) -> Plain:
        """Return an amount as it is written."""
        if amount.currency == self.currency:
            return amount.text
        return {"amount": amount.text, "currency": currency_written(amount.currency)}

    def limit(self, value: Plain, where: str) -> Money | Rate:
        """Return an amount or a share, told apart by the writing: "50.00", "30%"."""
        text = value if isinstance(value, str) else ""
        return (
            rate_from(text, where)
            if "%" in text or "/" in text or "bps" in text
            else self.money(value, where)
        )

    def limit_written(self, limit: Money | Rate) -> Plain:
        """Return an amount or a share as it is written."""
        return rate_written(limit) if isinstance(limit, Rate) else self.money_written(limit)

    def instant(self, value: Plain, where: str) -> datetime:
        """Return a point in time: with its offset, or by the clocks of the plan's zone; a date is its start."""
        with at(where, value):
            if isinstance(value, datetime):
                return local(value, self.zone) if value.tzinfo is None else instant(value)
            if isinstance(value, date):
                return local(value, self.zone)
            if not isinstance(value, str):
                raise UnreadablePlanError(where, "not_a_time", value)
            has_offset = value.endswith("Z") or "+" in value or "-" in value[10:]
            return instant(value) if has_offset else local(value, self.zone)

    def window(self, value: str, where: str) -> Window:
        """Return a window: "2026-03-01/.."; days are those of the plan's zone."""
        with at(where, value):
            return Window.parse(value, zone=self.zone)

    def window_written(self, window: Window) -> str:
        """Return a window by the days of the plan's zone, or to the second where an edge is within a day."""
        end = ".." if window.end is None else self._edge(window.end)
        text = f"{self._edge(window.start)}/{end}"
        return text if Window.parse(text, zone=self.zone) == window else window.text

    def _edge(self, moment: datetime) -> str:
        place = zone(self.zone)
        day = moment.astimezone(place).date()
        return day.isoformat() if start_of_day(day, place) == moment else instant_text(moment)


def currency_from(value: Plain, where: str) -> Currency:
    """Return a currency by its code, or { commodity = "POINTS", digits = 0 } for a unit of the host's."""
    if isinstance(value, dict):
        form = Form.of(value, where, ("commodity", "digits"))
        with at(where, value):
            return Currency.commodity(form.text("commodity"), digits=form.whole("digits", 0))
    if not isinstance(value, str):
        raise UnreadablePlanError(where, "not_text", value)
    with at(where, value):
        return Currency.of(value)


def currency_written(currency: Currency) -> Plain:
    """Return a currency as it is written."""
    if currency.is_iso:
        return currency.code
    return {"commodity": currency.code, "digits": currency.digits}


def rate_from(value: Plain, where: str) -> Rate:
    """Return a share: "8%", "1/3", "12 bps" or "0.08".

    >>> rate_from("12 bps", "rule base, share")
    Rate.percent("0.12")
    """
    text = quoted(value, where, "8%")
    points, ratio = _BPS.fullmatch(text), _RATIO.fullmatch(text)
    with at(where, value):
        if points is not None:
            return Rate.bps(points["points"])
        if ratio is not None:
            return Rate.fraction(int(ratio["part"]), int(ratio["whole"]))
        return Rate.of(text)


def rate_written(rate: Rate) -> str:
    """Return a share as it is written: in per cent where that is short, else as a fraction."""
    if len(rate.text) <= _RATE_CHARACTERS:
        return rate.text
    return f"{rate.share.numerator}/{rate.share.denominator}"


def number_from(value: Plain, where: str) -> int | Fraction:
    """Return an exact number: 5, "0.5" or "1/3"."""
    if type(value) is int:
        return value
    if isinstance(value, Decimal):
        raise UnreadablePlanError(where, "not_exact", value, f'"{decimal_text(value)}"')
    if not isinstance(value, str) or len(value) > _NUMBER_CHARACTERS or not _NUMBER.fullmatch(value):
        raise UnreadablePlanError(where, "not_a_number", value)
    number = Fraction(value)
    return number.numerator if number.denominator == 1 else number


def number_written(number: int | Fraction) -> Plain:
    """Return an exact number as it is written: whole numbers plain, others as text.

    >>> number_written(Fraction(5, 2)), number_written(Fraction(1, 3)), number_written(Fraction(4))
    ('2.5', '1/3', 4)
    """
    if number.denominator == 1:
        return int(number)
    places = next((n for n in range(1, 60) if 10**n % number.denominator == 0), 0)
    text = f"{number.numerator}/{number.denominator}"
    if places:
        digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
        text = f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    if not _NUMBER.fullmatch(text):
        raise UnreadablePlanError("number", "not_on_paper", number)
    return text


def quoted(value: Plain, where: str, example: str) -> str:
    """Return text; a bare number is told to be put in quotes."""
    if isinstance(value, Decimal):
        raise UnreadablePlanError(where, "not_exact", value, f'"{decimal_text(value)}"')
    if type(value) is int:
        raise UnreadablePlanError(where, "not_quoted", value, f'"{example}"')
    if not isinstance(value, str):
        raise UnreadablePlanError(where, "not_text", value)
    return value


__all__ = [
    "Setting",
    "currency_from",
    "currency_written",
    "number_from",
    "number_written",
    "quoted",
    "rate_from",
    "rate_written",
]
