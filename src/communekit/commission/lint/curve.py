"""Curves: what is promised as a function of the amount of a line, straight piece by straight piece, exact.

The amount is a whole number of minor units. A step, a cap or the best of several is a piece more, never an estimate.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple

import attrs

from communekit.money import MINOR_MAX

Exact = int | Fraction

AMOUNT_MAX: Final = MINOR_MAX
"""The greatest amount there is, in minor units (law range)."""


class Straight(NamedTuple):
    """A straight line: start + slope x amount."""

    start: Exact
    slope: Exact

    def at(self, amount: int) -> Exact:
        """Return the value at an amount."""
        return self.start + self.slope * amount


NOTHING: Final = Straight(0, 0)


class Piece(NamedTuple):
    """A straight line from one amount to another, both included."""

    first: int
    last: int
    line: Straight


@attrs.frozen
class Curve:
    """A function of whole amounts, given by pieces that follow each other without a gap.

    >>> share = Curve.straight(0, 1000, slope=Fraction(1, 10))
    >>> capped = share.min(Curve.straight(0, 1000, start=50))
    >>> capped.at(400), capped.at(600)
    (Fraction(40, 1), 50)
    """

    pieces: tuple[Piece, ...]

    @classmethod
    def straight(cls, first: int, last: int, *, start: Exact = 0, slope: Exact = 0) -> "Curve":
        """Return one straight line from the first to the last amount."""
        return cls((Piece(first, last, Straight(start, slope)),))

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> "Curve":
        """Return a curve of pieces; neighbours on one line become one."""
        made: list[Piece] = []
        for piece in pieces:
            if piece.first > piece.last:
                continue
            if made and made[-1].line == piece.line:
                made[-1] = Piece(made[-1].first, piece.last, piece.line)
            else:
                made.append(piece)
        return cls(tuple(made))

    @property
    def first(self) -> int:
        """The first amount."""
        return self.pieces[0].first

    @property
    def last(self) -> int:
        """The last amount."""
        return self.pieces[-1].last

    @property
    def is_nothing(self) -> bool:
        """Whether it is zero everywhere."""
        return len(self.pieces) == 1 and self.pieces[0].line == NOTHING

    def at(self, amount: int) -> Exact:
        """Return the value at an amount."""
        return next(piece.line.at(amount) for piece in self.pieces if piece.first <= amount <= piece.last)

    def within(self, first: int, last: int) -> "Curve":
        """Return the part of the curve from one amount to another."""
        return Curve.of(Piece(max(p.first, first), min(p.last, last), p.line) for p in self.pieces)

    def flat(self, value: Exact) -> "Curve":
        """Return one value for all amounts of this curve."""
        return Curve.straight(self.first, self.last, start=value)

    def times(self, factor: Exact) -> "Curve":
        """Return so many times the curve."""
        if not factor:
            return self.flat(0)
        return Curve.of(
            Piece(first, last, Straight(line.start * factor, line.slope * factor))
            for first, last, line in self.pieces
        )

    def __add__(self, other: "Curve") -> "Curve":
        if self.is_nothing or other.is_nothing:
            return other if self.is_nothing else self
        return Curve.of(
            Piece(first, last, Straight(one.start + two.start, one.slope + two.slope))
            for first, last, one, two in _together(self, other)
        )

    def minus(self, other: "Curve") -> "Curve":
        """Return the difference, never below zero."""
        if other.is_nothing and all(line.start >= 0 and line.slope >= 0 for _, _, line in self.pieces):
            return self
        return (self + other.times(-1)).max(self.flat(0))

    def max(self, other: "Curve") -> "Curve":
        """Return the greater of two curves, amount by amount."""
        return Curve.of(Piece(p.first, p.last, p.one if p.above else p.two) for p in _parted(self, other))

    def min(self, other: "Curve") -> "Curve":
        """Return the lesser of two curves, amount by amount."""
        return Curve.of(Piece(p.first, p.last, p.two if p.above else p.one) for p in _parted(self, other))

    def where_above(self, other: "Curve") -> "Curve":
        """Return this curve where it is above the other, zero elsewhere."""
        return Curve.of(Piece(p.first, p.last, p.one if p.above else NOTHING) for p in _parted(self, other))

    def lifted(self, floor: "Curve") -> "Curve":
        """Return this curve, at least the floor wherever it is not nothing."""
        return Curve.of(
            Piece(p.first, p.last, p.one if p.above or p.one == NOTHING else p.two)
            for p in _parted(self, floor)
        )

    def last_above(self, other: "Curve") -> int | None:
        """Return the greatest amount at which this curve is above the other; None where it never is."""
        return max((p.last for p in _parted(self, other) if p.above), default=None)

    def is_above(self, other: "Curve", *, anywhere: bool) -> bool:
        """Whether it is above the other anywhere, or everywhere."""
        found = (p.above for p in _parted(self, other))
        return any(found) if anywhere else all(found)

    def greatest_share(self) -> tuple[Fraction, Piece] | None:
        """Return the greatest value per amount, with the piece on which it lies; amounts of zero have none."""
        found: tuple[Fraction, Piece] | None = None
        for first, last, line in self.pieces:
            for end in sorted({max(first, 1), last}) if last else ():
                share = Fraction(line.at(end)) / end
                if found is None or share > found[0]:
                    ends = (end, end) if line.start else (max(first, 1), last)
                    found = share, Piece(*ends, line)
        return found


class _Part(NamedTuple):
    """A stretch on which two lines do not cross: `above` says whether the first one is above the second."""

    first: int
    last: int
    one: Straight
    two: Straight
    above: bool


def _together(one: Curve, two: Curve) -> Iterator[tuple[int, int, Straight, Straight]]:
    """Yield the stretches on which both curves are straight."""
    ours, theirs = iter(one.pieces), iter(two.pieces)
    a, b = next(ours), next(theirs)
    first = max(a.first, b.first)
    while True:
        last = min(a.last, b.last)
        yield first, last, a.line, b.line
        first = last + 1
        if a.last == last:
            following = next(ours, None)
            if following is None:
                return
            a = following
        if b.last == last:
            following = next(theirs, None)
            if following is None:
                return
            b = following


def _parted(one: Curve, two: Curve) -> Iterator[_Part]:
    """Yield the stretches on which one curve stays above the other, or does not."""
    for first, last, a, b in _together(one, two):
        start, slope = a.start - b.start, a.slope - b.slope
        if not slope:
            yield _Part(first, last, a, b, start > 0)
            continue
        crossing = Fraction(-start) / slope
        if slope > 0:  # above from the first amount beyond the crossing
            turn = min(max(crossing.__floor__() + 1, first), last + 1)
            lower, upper = False, True
        else:  # above up to the last amount before it
            turn = min(max(crossing.__ceil__(), first), last + 1)
            lower, upper = True, False
        if turn > first:
            yield _Part(first, turn - 1, a, b, lower)
        if turn <= last:
            yield _Part(turn, last, a, b, upper)
