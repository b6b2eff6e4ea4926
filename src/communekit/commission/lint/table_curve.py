"""What a table of tiers promises on a line, at most and at least, as curves over its amount."""

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import attrs

from communekit.commission.clause import Clause, Kind
from communekit.commission.ladder import Ladder
from communekit.commission.table import Table
from communekit.commission.tier import TierMode, Tiers

from .along import Along
from .curve import AMOUNT_MAX, Curve, Exact, Piece, Straight


class Range(NamedTuple):
    """What something comes to: at most, and at least."""

    most: Curve
    least: Curve


def range_of_table(clause: Clause, table: Table, base: Range, along: Along, ticks: int) -> Range:
    """Return what a clause with a table promises on a line; `base` is what its shares are taken of."""
    ladder = table.ladder
    if not along.fixed:
        ladder = Ladder.of(_without_fixed(table), ticks)
    if clause.kind is Kind.LINE_TIERS and table.by_measure:
        return _of_line(table, ladder, along, ticks)
    counted = table.by_measure and not table.measure.is_money
    if counted:
        base = Range(*(along.flat(max(along.quantity, 1) + _started(ladder)),) * 2)
    highest, lowest = (Fraction(slope(ladder.slope), ticks) for slope in (max, min))
    most = base.most.times(highest)
    least = base.least.times(0 if counted else lowest)
    if clause.kind is not Kind.PERIOD_TIERS:
        whole = table.tiers.mode is not TierMode.GRADUATED
        flats = max(ladder.flat) if whole else sum(ladder.flat)
        return Range(most + along.flat(Fraction(flats, ticks)), least)
    if table.tiers.mode is TierMode.VOLUME:
        return Range(most, along.flat(0))
    rises = _jumps(table, ladder)
    down = sum(rise for rise in rises if rise < 0)
    return Range(most + _reachable(table, ladder, rises, along, ticks), along.flat(Fraction(down) / ticks))


def jump_of_base(table: Table) -> bool:
    """Whether reaching a tier re-rates another amount of the past than the one measured: no figure bounds it."""
    return table.tiers.mode is TierMode.RETROACTIVE and not table.by_measure


def greatest_jump(table: Table) -> Exact:
    """Return the most, in ticks, that reaching one bound pays at once."""
    return max(_jumps(table, table.ladder)[1:], default=0)


def _of_line(table: Table, ladder: Ladder, along: Along, ticks: int) -> Range:
    measure = table.measure.total
    if measure in ("quantity", "lines"):
        counted = along.quantity if measure == "quantity" else 1
        curve = along.flat(Fraction(ladder.total(counted)) / ticks)
        return Range(curve, curve)
    curve = _over(ladder, along.bases[measure], ticks)
    if measure in ("net", "margin"):  # Tax or cost may leave any part of the amount.
        upwards = _over(ladder, Curve.straight(0, curve.last, slope=1), ticks)
        most = _running_most(upwards) if _moves(along.bases[measure]) else curve.flat(_greatest(upwards))
        return Range(most.within(curve.first, curve.last), curve.flat(0))
    return Range(curve, curve)


def _over(ladder: Ladder, amount: Curve, ticks: int) -> Curve:
    """Return what a table pays on an amount that moves along, or stands still."""
    if _moves(amount):
        return Curve.of(
            Piece(
                max(first, amount.first),
                min(last, amount.last),
                Straight(
                    (ladder.start[k] - ladder.slope[k] * Fraction(ladder.begin[k])) / ticks,
                    Fraction(ladder.slope[k], ticks),
                ),
            )
            for k, (first, last) in enumerate(_spans(ladder))
        )
    return amount.flat(Fraction(ladder.total(amount.at(amount.first))) / ticks)


def _moves(amount: Curve) -> bool:
    return any(piece.line.slope for piece in amount.pieces)


def _greatest(curve: Curve) -> Exact:
    return max(piece.line.at(end) for piece in curve.pieces for end in (piece.first, piece.last))


def _spans(ladder: Ladder) -> list[tuple[int, int]]:
    """Return the whole amounts that lie in each tier."""
    firsts = [0, *(int(lower) + ladder.above for lower in ladder.lower[1:])]
    return [(first, following - 1) for first, following in pairwise((*firsts, AMOUNT_MAX + 1))]


def _running_most(curve: Curve) -> Curve:
    """Return the most that the curve has come to so far: the amount measured may be any up to this one."""
    most = curve
    for piece in curve.pieces:
        top = max(piece.line.at(piece.first), piece.line.at(piece.last))
        if piece.last < curve.last:
            reached = Curve.of(
                (
                    Piece(curve.first, piece.last, Straight(0, 0)),
                    Piece(piece.last + 1, curve.last, Straight(top, 0)),
                )
            )
            most = most.max(reached)
    return most


def _without_fixed(table: Table) -> Tiers:
    steps = tuple(attrs.evolve(step, flat=None, per_unit=None, block=0) for step in table.tiers.steps)
    return attrs.evolve(table.tiers, steps=steps)


def _started(ladder: Ladder) -> int:
    """Return one more unit where a started block counts whole."""
    return int(any(ladder.block))


def _jumps(table: Table, ladder: Ladder) -> list[Exact]:
    """Return what reaching each tier pays at once, in ticks; the first: what the first line of a period does."""
    if not table.by_measure:
        return [ladder.flat[0], *(high - low for low, high in pairwise(ladder.flat))]
    return [
        ladder.start[0],
        *(_value(ladder, k, at=k) - _value(ladder, k - 1, at=k) for k in range(1, len(ladder.lower))),
    ]


def _value(ladder: Ladder, tier: int, *, at: int) -> Exact:
    """Return what a tier's line comes to at a bound, in ticks."""
    length, block = ladder.lower[at] - ladder.begin[tier], ladder.block[tier]
    return ladder.start[tier] + ladder.slope[tier] * (-(-length // block) if block else length)


def _reachable(table: Table, ladder: Ladder, rises: list[Exact], along: Along, ticks: int) -> Curve:
    """Return the most that reaching bounds pays at once to a line of each amount: neighbouring bounds add up."""
    most = along.flat(0)
    if not along.fixed:
        return most
    for i in range(len(rises)):
        total: Exact = 0
        for j in range(i, len(rises)):
            total += max(rises[j], 0)
            needed = ladder.lower[j] - ladder.lower[i]
            if table.measure.total not in along.bases:
                most = most.max(along.flat(Fraction(total) / ticks))
                continue
            step = Curve.of(
                (
                    Piece(most.first, min(int(needed) - 1, most.last), Straight(0, 0)),
                    Piece(max(int(needed), most.first), most.last, Straight(Fraction(total) / ticks, 0)),
                )
            )
            if needed <= most.last:
                most = most.max(step)
    return most
