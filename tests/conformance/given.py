"""What is given: the plain input of a case, read as the values of the library.

Amounts are text in major units or whole numbers in minor units. Each look at a field is noted, so that a case whose
figures differ can name the fields that nobody asked for.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, TypeVar

from communekit.money import Currency, Factor, Money, Rate

from .case import UnsupportedError, as_table

T = TypeVar("T")

FINE = 6
"""Digits of the unit in which prices finer than a cent are kept."""


def unit(places: int = 2) -> Currency:
    """Return the unit of a case: no currency is named, only how many digits it has."""
    return Currency.commodity("UNIT", digits=places)


def amount(value: object, places: int = 2) -> Money:
    """Return an amount: text in major units, or a whole number of minor units."""
    match value:
        case bool() | None:
            raise UnsupportedError(f"not an amount: {value!r}")
        case int():
            return Money(value, unit(places))
        case str() | Decimal():
            return Money.of(value, unit(places))
        case _:
            raise UnsupportedError(f"not an amount: {value!r}")


def number(value: object) -> Fraction:
    """Return an exact number: decimal text, or a number of JSON."""
    match value:
        case bool():
            raise UnsupportedError(f"not a number: {value!r}")
        case int() | Decimal() | str():
            return Factor.of(value).multiple
        case _:
            raise UnsupportedError(f"not a number: {value!r}")


def decimal(value: object) -> Decimal:
    """Return an exact number of either sign."""
    match value:
        case bool():
            raise UnsupportedError(f"not a number: {value!r}")
        case int() | str() | Decimal():
            try:
                return Decimal(value)
            except InvalidOperation:
                raise UnsupportedError(f"not a number: {value!r}") from None
        case _:
            raise UnsupportedError(f"not a number: {value!r}")


def percent(value: object) -> Rate:
    """Return a rate written in percent."""
    match value:
        case bool():
            raise UnsupportedError(f"not a percentage: {value!r}")
        case int() | Decimal() | str():
            return Rate.percent(value)
        case _:
            raise UnsupportedError(f"not a percentage: {value!r}")


class Given:
    """The fields of an input, or of an object inside it."""

    def __init__(self, fields: Mapping[str, Any], source: str = "", path: str = "") -> None:
        self._fields = fields
        self._path = path
        self._seen: set[str] = set()
        self._inner: list[Given] = []
        self.source = source

    def __contains__(self, name: str) -> bool:
        """Whether a field is there and not null."""
        self._seen.add(name)
        return self._fields.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the fields that are not null."""
        return (name for name, value in self._fields.items() if value is not None)

    def __getitem__(self, name: str) -> Any:
        """Return a field as it stands."""
        self._seen.add(name)
        if self._fields.get(name) is None:
            raise UnsupportedError(f"the input has no {self._path}{name}")
        return self._fields[name]

    def word(self, name: str, default: str | None = None) -> str:
        """Return a text."""
        if default is not None and name not in self:
            return default
        return str(self[name])

    def choice(self, name: str, known: Mapping[str, T], default: str | None = None) -> T:
        """Return what a word stands for."""
        word = self.word(name, default)
        if word not in known:
            raise UnsupportedError(f"{self._path}{name} is not known: {word}")
        return known[word]

    def flag(self, name: str) -> bool:
        """Return whether a field is true; one that is not there is not."""
        return name in self and self[name] is True

    def count(self, name: str, default: int | None = None) -> int:
        """Return a whole number."""
        if default is not None and name not in self:
            return default
        value = decimal(self[name])
        if not value.is_finite() or value != int(value):
            raise UnsupportedError(f"{self._path}{name} is not a whole number: {self[name]!r}")
        return int(value)

    def date(self, name: str) -> date:
        """Return a day of the calendar."""
        try:
            return date.fromisoformat(self.word(name))
        except ValueError:
            raise UnsupportedError(f"{self._path}{name} is not a date: {self.word(name)}") from None

    def number(self, name: str, default: int | None = None) -> Fraction:
        """Return an exact number."""
        if default is not None and name not in self:
            return Fraction(default)
        return number(self[name])

    def amount(self, name: str, places: int = 2) -> Money:
        """Return an amount; a field that is not there is an error."""
        return amount(self[name], places)

    def amount_or_none(self, name: str, places: int = 2) -> Money | None:
        """Return an amount, or None where the field is not there."""
        return amount(self[name], places) if name in self else None

    def amount_or_zero(self, name: str, places: int = 2) -> Money:
        """Return an amount, or nothing where the field is not there."""
        return self.amount_or_none(name, places) or Money(0, unit(places))

    def amounts(self, name: str, places: int = 2) -> list[Money]:
        """Return a list of amounts."""
        return [amount(value, places) for value in self.values(name)]

    def percent(self, name: str) -> Rate:
        """Return a rate written in percent."""
        return percent(self[name])

    def values(self, name: str) -> list[Any]:
        """Return a list; a field that is not there is an empty one."""
        if name not in self:
            return []
        values = self[name]
        if not isinstance(values, list):
            raise UnsupportedError(f"{self._path}{name} is not a list")
        return values

    def table(self, name: str) -> dict[str, Any]:
        """Return an object as it stands; a field that is not there is an empty one."""
        return as_table(self[name]) if name in self else {}

    def each(self, name: str) -> list["Given"]:
        """Return the objects of a list, each to be read like the input itself."""
        made = [
            Given(as_table(value), self.source, f"{self._path}{name}[{place}].")
            for place, value in enumerate(self.values(name))
        ]
        self._inner += made
        return made

    def inner(self, name: str) -> "Given":
        """Return an object inside, to be read like the input itself."""
        made = Given(self.table(name), self.source, f"{self._path}{name}.")
        self._inner.append(made)
        return made

    def passed_over(self, *names: str) -> None:
        """Note that fields are known and have no bearing on the answer."""
        self._seen.update(names)

    @property
    def unread(self) -> tuple[str, ...]:
        """The fields that say something and that nobody has asked for."""
        own = tuple(f"{self._path}{name}" for name in self if name not in self._seen)
        return own + tuple(name for inner in self._inner for name in inner.unread)
