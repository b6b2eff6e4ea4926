"""What a place that keeps things is asked (查询参数): positions, keys told again, how many at a time; checked alike everywhere."""

from typing import Final

from communekit.errors import LimitExceededError
from communekit.ledger import UnknownPositionError

from .errors import KeyConflictError
from .event import Event, Recorded

MOST_MAX: Final = 10_000
"""So many may be asked for at a time."""


def check_most(most: int) -> int:
    """Return how many are asked for, at least one and at most ten thousand.

    Raises:
        LimitExceededError: No such number.
    """
    if type(most) is not int or not 1 <= most <= MOST_MAX:
        raise LimitExceededError("asked for at a time", most, MOST_MAX)
    return most


def check_position(position: int, last: int, *, or_beyond: bool = False) -> int:
    """Return a position, after checking that it is one.

    Raises:
        UnknownPositionError: Below zero, no whole number, or beyond the last where that is not allowed.
    """
    if type(position) is not int or position < 0 or (position > last and not or_beyond):
        raise UnknownPositionError(position, last)
    return position


def check_same(known: tuple[Recorded, ...], stream: str, told: tuple[Event, ...]) -> None:
    """Refuse what is told under a key that stands for something else.

    Raises:
        KeyConflictError: Another stream, or other events.
    """
    if (known[0].stream, tuple(one.event for one in known)) != (stream, told):
        raise KeyConflictError(known[0].key)


__all__ = ["MOST_MAX", "check_most", "check_position", "check_same"]
