"""Values that conditions compare with, on paper (比较值): of the kind that the fact has, or of a kind that is named."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final  # Any: a value of any kind, told apart when it is written

from communekit.codec import Plain, decimal_text
from communekit.commission.facts import COUNT_FACTS, MONEY_FACTS, TIME_FACTS
from communekit.money import Money, Rate
from communekit.orders import Value
from communekit.period import instant_text

from .amount import (
    Setting,
    currency_from,
    currency_written,
    number_from,
    number_written,
    rate_from,
    rate_written,
)
from .errors import UnreadablePlanError
from .form import Form, at, checked_text

KINDS: Final = ("money", "currency", "number", "rate", "time", "text")
"""The keys of a value whose kind is named: `{ money = "100.00" }`."""


def operand_from(fact: str, value: Plain, setting: Setting, place: str) -> Value:
    """Return a value: of the kind that the fact has, or that a table names."""
    if isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return _named(value, setting, place)
    if fact in MONEY_FACTS:
        return setting.money(value, place)
    if fact in TIME_FACTS or isinstance(value, date):
        return setting.instant(value, place)
    if isinstance(value, Decimal):
        raise UnreadablePlanError(place, "not_exact", value, f'{{ number = "{decimal_text(value)}" }}')
    return (
        number_from(value, place) if fact in COUNT_FACTS or type(value) is int else checked_text(value, place)
    )


def _named(value: dict[str, Plain], setting: Setting, place: str) -> Value:
    """Return a value whose kind is named: { money = "100.00" }."""
    form = Form.of(value, place, KINDS)
    kind = form.only_one("money", "number", "rate", "time", "text")
    if kind != "money":
        form.refuse_with(kind, "currency")
    match kind:
        case "money" if "currency" in form:
            with at(place, value):
                return Money.of(form.text("money"), currency_from(form.value("currency"), place))
        case "money":
            return setting.money(form.value("money"), place)
        case "number":
            return number_from(form.value("number"), place)
        case "rate":
            return rate_from(form.value("rate"), place)
        case "time":
            return setting.instant(form.value("time"), place)
        case _:
            return form.text("text")


def operand_written(fact: str, operand: Any, setting: Setting, where: str) -> Plain:  # noqa: ANN401 - see above
    """Return a value as `operand_from` reads it."""
    match operand:
        case bool():
            return operand
        case str() if fact in MONEY_FACTS | TIME_FACTS | COUNT_FACTS:
            return {"text": operand}
        case str():
            return str(operand)
        case int() | Fraction():
            number = number_written(operand)
            is_plain = fact in COUNT_FACTS or (
                isinstance(number, int) and fact not in MONEY_FACTS | TIME_FACTS
            )
            return number if is_plain else {"number": number}
        case Money() if operand.currency == setting.currency:
            return operand.text if fact in MONEY_FACTS else {"money": operand.text}
        case Money():
            return {"money": operand.text, "currency": currency_written(operand.currency)}
        case Rate():
            return {"rate": rate_written(operand)}
        case datetime():
            text = instant_text(operand)
            return text if fact in TIME_FACTS else {"time": text}
        case tuple() if all(isinstance(word, str) for word in operand):
            return [str(word) for word in operand]
        case _:
            raise UnreadablePlanError(where, "not_on_paper", operand)


__all__ = ["KINDS", "operand_from", "operand_written"]
