"""How the credit is shared among the touches of the winning word (分摊方式)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from communekit.parties import Touch

from .errors import TouchSharesError

TouchShares = Callable[[Sequence[Touch]], Sequence[Fraction]]
"""Touches, the earliest first, to the share of each: exact, zero or more, 1 together."""

LAST: Final = "last"
"""The whole to one: the latest, or the earliest where the rule says so."""


def linear(touches: Sequence[Touch]) -> tuple[Fraction, ...]:
    """Return equal shares (平均分摊).

    >>> first = Touch("t-1", "2026-03-01T04:00Z", "link", "M1", "L1")
    >>> linear([first, first])
    (Fraction(1, 2), Fraction(1, 2))
    """
    return (Fraction(1, len(touches)),) * len(touches)


SHARES: Final[Mapping[str, TouchShares]] = MappingProxyType({"linear": linear})
"""The ways that are known by themselves; a host hands in his own, or a model of `communekit.attribution.models`."""


def checked_shares(
    word: str, ways: Mapping[str, TouchShares], touches: Sequence[Touch]
) -> tuple[Fraction, ...]:
    """Return the share of each touch.

    Raises:
        TouchSharesError: "unknown", "number", "not_exact", "not_whole".
    """
    way = ways.get(word)
    if way is None:
        raise TouchSharesError(word, "unknown", tuple(ways))
    shares = tuple(way(tuple(touches)))
    if len(shares) != len(touches):
        raise TouchSharesError(word, "number", len(shares))
    for share in shares:
        if type(share) not in (Fraction, int) or share < 0:
            raise TouchSharesError(word, "not_exact", share)
    if sum(shares, Fraction(0)) != 1:
        raise TouchSharesError(word, "not_whole", str(sum(shares, Fraction(0))))
    return tuple(map(Fraction, shares))


__all__ = ["LAST", "SHARES", "TouchShares", "checked_shares", "linear"]
