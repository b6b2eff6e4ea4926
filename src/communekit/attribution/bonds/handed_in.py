"""What is handed in to a book of bonds, by its type (类型检查)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from .errors import InvalidBondFactError

_Thing = TypeVar("_Thing")


def listed(given: Iterable[_Thing], part: str, wanted: str) -> Iterator[_Thing]:
    """Yield what is in a list; a text, a mapping and what is no list are refused."""
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidBondFactError(part, given, wanted)
    yield from given


def asked(id_: str, part: str) -> str:
    """Return an id that is asked for; what is no text is refused."""
    if not isinstance(id_, str):
        raise InvalidBondFactError(part, id_, "str")
    return id_


def fitting(given: object, kind: type[_Thing], part: str) -> _Thing:
    """Return what is of the type that is wanted; else it is refused."""
    if not isinstance(given, kind):
        raise InvalidBondFactError(part, given, kind.__name__)
    return given


__all__ = ["asked", "fitting", "listed"]
