"""Lists and ids that are handed in, by their type (类型检查): a slip in a call is told, and not met as a bare error of Python."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from .errors import InvalidFactError

_Thing = TypeVar("_Thing")


def listed(given: object, kind: type[_Thing], what: str, lists: str) -> list[_Thing]:
    """Return a list of things that are all of one kind.

    Args:
        given: What was handed in.
        kind: What each of them is to be.
        what: What one is called in the refusal.
        lists: What the list is called.

    Raises:
        InvalidFactError: It is no list, or one of them is of another kind.
    """
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidFactError(lists, given)
    things = list(given)
    for thing in things:
        if not isinstance(thing, kind):
            raise InvalidFactError(what, thing)
    return things


def asked(id_: str) -> str:
    """Return an id that is asked for; what is no text is refused.

    Raises:
        InvalidFactError: It is none.
    """
    if not isinstance(id_, str):
        raise InvalidFactError("id", id_)
    return id_


def checked(given: object, kind: type[_Thing], what: str) -> _Thing:
    """Return what is of the kind that is wanted.

    Raises:
        InvalidFactError: It is of another one.
    """
    if not isinstance(given, kind):
        raise InvalidFactError(what, given)
    return given


__all__ = ["asked", "checked", "listed"]
