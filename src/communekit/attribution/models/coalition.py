"""Coalitions (渠道联盟): what a set of channels has done alone, and what that is worth."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from .journey import Channel


class Coalition(NamedTuple):
    """A set of channels, and the journeys whose channels all lie in it: how many, their conversions, their value in minor units."""

    channels: frozenset[Channel]
    journeys: int
    conversions: int
    value: int


Worth = Callable[[Coalition], Fraction | int]
"""What a coalition is worth; the empty one, which has no journeys, is worth nothing and is not asked about."""


def conversion_rate(coalition: Coalition) -> Fraction:
    """Return how many of a coalition's journeys converted (转化率); nothing where none was seen.

    >>> conversion_rate(Coalition(frozenset("ab"), 8, 2, 5_000))
    Fraction(1, 4)
    """
    return _per_journey(coalition.conversions, coalition.journeys)


def revenue_per_journey(coalition: Coalition) -> Fraction:
    """Return what a coalition's journeys brought on average (单次访问收入), in minor units; nothing where none was seen."""
    return _per_journey(coalition.value, coalition.journeys)


def _per_journey(total: int, journeys: int) -> Fraction:
    return Fraction(total, journeys) if journeys else Fraction(0)


__all__ = ["Coalition", "Worth", "conversion_rate", "revenue_per_journey"]
