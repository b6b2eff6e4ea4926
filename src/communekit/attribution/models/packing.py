"""Two in one number (合并计数): conversions and their value stand in one whole number, so that both are added at once."""

from typing import Final

LANE: Final = 192
"""Bits in which a count stands below its value: 64 for the count, 128 for the numerator of a share."""

_COUNT: Final = (1 << LANE) - 1


def packed(conversions: int, value: int) -> int:
    """Return conversions and their value in one number."""
    return value << LANE | conversions


def unpacked(both: int) -> tuple[int, int]:
    """Return conversions and value that stand in one number, or sums of such.

    >>> unpacked(packed(3, 900) + 2 * packed(1, 50))
    (5, 1000)
    """
    return both & _COUNT, both >> LANE


__all__ = ["LANE", "packed", "unpacked"]
