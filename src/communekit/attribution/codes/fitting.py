"""What is handed in, by its type (类型检查): so that a slip in a call is told, and not met as a bare error of Python."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from .errors import InvalidCodeArgumentError

_Thing = TypeVar("_Thing")


def fitting(given: object, kind: type[_Thing], part: str) -> _Thing:
    """Return what is of the type that is wanted.

    Raises:
        InvalidCodeArgumentError: It is of another one.
    """
    if not isinstance(given, kind):
        raise InvalidCodeArgumentError(part, given, kind.__name__)
    return given


def all_fitting(given: object, kind: type[_Thing], part: str) -> tuple[_Thing, ...]:
    """Return a list of things that are all of the type that is wanted.

    Raises:
        InvalidCodeArgumentError: It is no list, or a mapping; or one of them is of another type.
    """
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidCodeArgumentError(part, given, f"[{kind.__name__}, …]")
    return tuple(fitting(thing, kind, part) for thing in given)


__all__ = ["all_fitting", "fitting"]
