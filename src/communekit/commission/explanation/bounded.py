"""What bounds made of the payees' amounts (封顶与保底的过程), found again from the trace of one rule on one line.

A cut of a line or an order is of all payees of the rule and takes its part of each. A cut of a period is of one
payee alone, and the trace does not say of whom: it is his whose amount it begins with and leads to what was booked.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from communekit.commission.accrual import Accrual, Cut

from .step import Bounded, Step

Amounts = tuple[Fraction, ...]


def bounded_steps(group: Sequence[Accrual], owns: Sequence[Fraction]) -> tuple[list[Step], ...] | None:
    """Return for each payee what bounds made of his amount, up to what was booked; None where they lead elsewhere.

    Args:
        group: The amounts booked by one rule on one line.
        owns: The payees' exact amounts ahead of the bounds, in minor units.
    """
    cuts = _in_minor(group[0])
    exact = tuple(accrual.exact_minor for accrual in group)
    waiting: list[tuple[int, Amounts, tuple[int, ...]]] = [(0, tuple(owns), ())]
    while waiting:
        number, amounts, takers = waiting.pop()
        if number == len(cuts):
            if amounts == exact:
                return _replayed(cuts, takers, owns)
            continue
        cut, rest = cuts[number], cuts[number + 1 :]
        if not cut.bound.is_period:
            waiting.append((number + 1, _scaled(amounts, cut), (*takers, -1)))
            continue
        waiting.extend(
            (number + 1, _with(amounts, taker, Fraction(cut.after)), (*takers, taker))
            for taker in reversed(tuple(_takers(cut, rest, amounts, exact)))
        )
    return None


def _in_minor(accrual: Accrual) -> tuple[Cut, ...]:
    """Return the cuts with their amounts in minor units."""
    ticks = accrual.terms.ticks
    return tuple(
        Cut(bound, Fraction(before) / ticks, Fraction(after) / ticks)
        for bound, before, after in accrual.working.cuts
    )


def _takers(cut: Cut, rest: Sequence[Cut], amounts: Amounts, exact: Amounts) -> Iterator[int]:
    """Yield the payees whose cut it may be: it begins at their amount, and leads to what was booked or to a later cut."""
    goes_on = any(later.before == cut.after or not later.bound.is_period for later in rest)
    seen: set[Fraction] = set()
    for place, (amount, booked) in enumerate(zip(amounts, exact, strict=True)):
        if amount == cut.before and booked not in seen and (goes_on or cut.after == booked):
            seen.add(booked)
            yield place


def _scaled(amounts: Amounts, cut: Cut) -> Amounts:
    if not cut.before:
        return amounts
    return tuple(amount * cut.after / cut.before for amount in amounts)


def _with(amounts: Amounts, place: int, amount: Fraction) -> Amounts:
    return (*amounts[:place], amount, *amounts[place + 1 :])


def _replayed(cuts: Sequence[Cut], takers: Sequence[int], owns: Sequence[Fraction]) -> tuple[list[Step], ...]:
    """Return the steps of each payee: those of all, and his own."""
    amounts: Amounts = tuple(owns)
    steps: tuple[list[Step], ...] = tuple([] for _ in owns)
    for cut, taker in zip(cuts, takers, strict=True):
        amounts = _scaled(amounts, cut) if taker < 0 else _with(amounts, taker, Fraction(cut.after))
        for place, made in enumerate(steps):
            if taker in (-1, place):
                made.append(Bounded(cut.bound, amounts[place]))
    return steps


__all__ = ["bounded_steps"]
