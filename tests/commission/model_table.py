"""Tables of tiers, read the slow way: from a total to an exact amount in minor units."""

from fractions import Fraction

import attrs

from communekit.commission import Begins, Tier, TierMode, Tiers


@attrs.frozen
class Count:
    """What a period has counted: the measure, and the base where a table pays on another amount."""

    measure: Fraction
    base: Fraction


def reached(tiers: Tiers, total: Fraction) -> int:
    """Return the last tier whose lower bound the total reaches; the first one always is."""
    found = 0
    for place, step in enumerate(tiers.steps):
        if total > step.bound or (total == step.bound and tiers.begins is Begins.AT):
            found = place
    return found


def per_one(step: Tier) -> Fraction:
    """Return what one measured unit earns in a tier, in minor units."""
    if step.share is not None:
        return step.share.share
    return Fraction(step.per_unit.minor) if step.per_unit is not None else Fraction(0)


def flat(step: Tier) -> int:
    """Return the flat amount of a tier, in minor units."""
    return step.flat.minor if step.flat is not None else 0


def _started(step: Tier, length: Fraction) -> Fraction:
    """Return a length, or how many blocks of it were started."""
    return Fraction(-((-length) // step.block)) if step.block else length


def amount(tiers: Tiers, total: Fraction) -> Fraction:
    """Return T(total) where the table pays on what it measures."""
    top = reached(tiers, total)
    first = top if tiers.mode is not TierMode.GRADUATED else 0
    if tiers.mode is TierMode.GRADUATED:
        for place in range(top + 1):  # The last tier that lifts pays its rate for all below it.
            if tiers.steps[place].lifts:
                first = place
    earned = Fraction(0)
    for place in range(first, top + 1):
        step = tiers.steps[place]
        begin = Fraction(0) if place == first else Fraction(step.bound)
        end = total if place == top else Fraction(tiers.steps[place + 1].bound)
        earned += per_one(step) * _started(step, end - begin) + flat(step)
    return earned


def amount_of_base(tiers: Tiers, total: Fraction, base: Fraction) -> Fraction:
    """Return what a base earns as a whole at the rate that another amount reaches."""
    step = tiers.steps[reached(tiers, total)]
    return per_one(step) * base + flat(step)


def pays_on_its_measure(tiers: Tiers, base_text: str) -> bool:
    """Whether the rates apply to what is measured, rather than to another base."""
    return all(step.share is None for step in tiers.steps) or base_text == tiers.measure.total


def earned_once(tiers: Tiers, base_text: str, measured: Fraction, base: Fraction) -> Fraction:
    """Return what a line or an order earns by itself."""
    if pays_on_its_measure(tiers, base_text):
        return amount(tiers, measured)
    if tiers.mode is TierMode.VOLUME:
        return amount_of_base(tiers, measured, base)
    if measured == 0:
        return per_one(tiers.steps[0]) * base
    return amount(tiers, measured) / measured * base  # The base falls into the slices as the measure does.


def earned_by_step(
    tiers: Tiers, base_text: str, before: Count | None, after: Count, added: Fraction, base: Fraction
) -> Fraction:
    """Return what a move of a period's count earns; before None is a period in which nothing was counted."""
    own = pays_on_its_measure(tiers, base_text)
    match tiers.mode:
        case TierMode.VOLUME:
            step = tiers.steps[reached(tiers, after.measure)]
            if not own:
                return per_one(step) * base
            was = Fraction(0) if before is None else before.measure
            return per_one(step) * (_started(step, after.measure) - _started(step, was))
        case TierMode.RETROACTIVE if not own:
            was = Fraction(0) if before is None else amount_of_base(tiers, before.measure, before.base)
            return amount_of_base(tiers, after.measure, after.base) - was
        case _ if own:
            return amount(tiers, after.measure) - (0 if before is None else amount(tiers, before.measure))
        case _:
            if added == 0:
                return per_one(tiers.steps[reached(tiers, after.measure)]) * base
            was = Fraction(0) if before is None else before.measure
            return (amount(tiers, after.measure) - amount(tiers, was)) / added * base
