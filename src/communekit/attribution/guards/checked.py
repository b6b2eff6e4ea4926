"""What guards are told, checked at birth (校验)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from enum import Enum
from typing import Any, Final, TypeVar

import attrs

from communekit.attribution.choosing import chosen
from communekit.ids import OrderId, identifier
from communekit.period import Duration

from .errors import InvalidGuardError

_WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
COUNT_MAX: Final = 1_000_000_000

_Kind = TypeVar("_Kind", bound=Enum)
_Thing = TypeVar("_Thing")


def guard_word(text: object) -> str:
    """Return the word of a guard: lower-case letters, digits and underscores, 1 to 40."""
    if not isinstance(text, str) or not _WORD.match(text):
        raise InvalidGuardError("word", text, "spelling")
    return text


class Whole:
    """The check of a whole number in a range, both ends included."""

    def __init__(self, *, least: int = 1, most: int = COUNT_MAX) -> None:
        self._least, self._most = least, most

    def __call__(self, _: object, field: "attrs.Attribute[Any]", given: object) -> None:
        """Refuse what is no whole number, or out of range."""
        if type(given) is not int or not self._least <= given <= self._most:
            raise InvalidGuardError(field.name, given, "count", f"{self._least:,}–{self._most:,}")


def span(given: Duration) -> Duration:
    """Return a length of time that passes alike everywhere: hours, minutes, seconds; one second or more."""
    if not isinstance(given, Duration):
        raise InvalidGuardError("window", given, "facts", "communekit.period.Duration")
    if given.calendar_months or given.calendar_days or not given.clock_seconds:
        raise InvalidGuardError("window", given.text, "calendar")
    return given


def passing(given: Duration) -> timedelta:
    """Return the time that passes in a window."""
    return timedelta(seconds=given.clock_seconds)


def one_of(kinds: type[_Kind], given: _Kind | str, part: str) -> _Kind:
    """Return the kind that a word names."""
    return chosen(kinds, given, lambda words: InvalidGuardError(part, given, "not_a_word", ", ".join(words)))


def order_id(text: str) -> OrderId:
    """Return the id of an order."""
    return OrderId(identifier(text, what="order id"))


def ids(given: Iterable[str]) -> tuple[str, ...]:
    """Return ids in their order, each once."""
    return tuple(sorted({identifier(text) for text in listed(given, "ids", '["t-1", "t-2", …]')}))


def listed(given: Iterable[_Thing], part: str, wanted: str) -> Iterator[_Thing]:
    """Yield what is in a list; a text alone, a mapping and what is no list are refused, with what is wanted."""
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidGuardError(part, given, "facts", wanted)
    yield from given


__all__ = [
    "COUNT_MAX",
    "Whole",
    "guard_word",
    "ids",
    "listed",
    "one_of",
    "order_id",
    "passing",
    "span",
]
