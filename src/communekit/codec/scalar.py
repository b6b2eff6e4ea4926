"""Single values (标量) in documents: each kind has one spelling, and nothing is taken for another kind."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn, TypeVar

from .errors import InvalidDocumentError
from .limits import LIMITS
from .numbers import decimal_text
from .plain import Plain, check_number

T = TypeVar("T")
D = TypeVar("D", bound=date)

_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]*)(?:/[1-9][0-9]*)?\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-9]{2}){2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{6})?)?)\Z"
)
_CHARACTERS_MAX = LIMITS.number_characters_max


def plain_text(value: str) -> str:
    """Return a kind of text as text and nothing more."""
    if not isinstance(value, str):
        raise InvalidDocumentError("not_text", "", value)
    return str.__str__(value)


def text_from(data: Plain, kind: type[str]) -> str:
    """Return text, as its kind when that is a kind of text."""
    if not isinstance(data, str):
        raise InvalidDocumentError("not_text", "", data)
    return kind(data)


def boolean_from(data: Plain, _: object) -> bool:
    """Return true or false; 0 and 1 are numbers."""
    if not isinstance(data, bool):
        raise InvalidDocumentError("not_a_boolean", "", data)
    return data


def integer_from(data: Plain, kind: type[int]) -> int:
    """Return a whole number; true, text and 1.0 are none."""
    if not isinstance(data, int) or isinstance(data, bool):
        raise InvalidDocumentError("not_a_whole_number", "", data)
    return kind(data)


def inexact_from(data: Plain, _: object) -> NoReturn:
    """Refuse: a document has no floats and no bytes."""
    raise InvalidDocumentError("not_plain", "", data)


def fraction_text(value: Fraction) -> str:
    """Return an exact fraction in lowest terms.

    >>> fraction_text(Fraction(2, 6)), fraction_text(Fraction(3))
    ('1/3', '3')
    """
    check_number(value.numerator)
    check_number(value.denominator)
    return str(value)


def fraction_from(data: Plain, _: object) -> Fraction:
    """Return a fraction from text such as "1/3", or from a number written out exactly."""
    if isinstance(data, int | Decimal) and not isinstance(data, bool):
        return Fraction(data)
    if isinstance(data, str) and len(data) <= _CHARACTERS_MAX and _FRACTION.match(data):
        return Fraction(data)
    raise InvalidDocumentError("not_a_fraction", "", data)


def exact_decimal_text(value: Decimal) -> str:
    """Return a decimal as text, once it is known to be finite and short."""
    check_number(value)
    return decimal_text(value)


def decimal_from(data: Plain, _: object) -> Decimal:
    """Return a decimal from text such as "12.50", or from a number."""
    if isinstance(data, int | Decimal) and not isinstance(data, bool):
        return Decimal(data)
    if isinstance(data, str) and len(data) <= _CHARACTERS_MAX and _DECIMAL.match(data):
        return Decimal(data)
    raise InvalidDocumentError("not_a_decimal", "", data)


def instant_text(value: datetime) -> str:
    """Return a time (时刻) with its offset from UTC, as ISO 8601 calendar text."""
    if value.utcoffset() is None:
        raise InvalidDocumentError("not_an_instant", "", value)
    return value.isoformat()


def instant_from(data: Plain, _: object) -> datetime:
    """Return a time from ISO 8601 calendar text with an offset, or from a TOML time that has one."""
    value = _parsed(datetime, _INSTANT, data)
    if value is None or value.utcoffset() is None:
        raise InvalidDocumentError("not_an_instant", "", data)
    return value


def date_text(value: date) -> str:
    """Return a date as ISO 8601 calendar text."""
    return value.isoformat()


def date_from(data: Plain, _: object) -> date:
    """Return a date from text such as "2026-03-01", or from a TOML date."""
    value = _parsed(date, _DATE, data)
    if value is None:
        raise InvalidDocumentError("not_a_date", "", data)
    return value


def choice_from(data: Plain, choices: Mapping[Plain, T]) -> T:
    """Return what a value stands for, if it is one of the choices and of the same kind: true is not 1.

    >>> choice_from("buy", {"sell": 1, "send": 2})
    Traceback (most recent call last):
        ...
    communekit.codec.errors.InvalidDocumentError: 'buy' is not one of sell, send
    """
    if isinstance(data, str) and data in choices:
        return choices[data]
    for value, chosen in choices.items():
        if type(value) is type(data) and value == data:
            return chosen
    raise InvalidDocumentError("not_a_choice", "", data, tuple(choices))


def _parsed(kind: type[D], form: re.Pattern[str], data: Plain) -> D | None:
    """Return a date or time if data is one, or text in this form that names one."""
    if type(data) is kind:
        return data
    try:
        return kind.fromisoformat(data) if isinstance(data, str) and form.match(data) else None
    except ValueError:
        return None
