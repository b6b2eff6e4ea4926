"""Directions: how the amounts of a line follow the one amount that is looked at (考察方向)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from .curve import AMOUNT_MAX, Curve

SCALE: Final = 10**12
"""The amount that stands still where another one moves from nothing up to it."""


@attrs.frozen
class Along:
    """The bases of a line as curves over one amount, and what there is to share (考察方向).

    With `fixed` unset, amounts that do not grow with the line (flat, per unit, on reaching a tier) count as nothing:
    what remains is a share. `quantity` is the quantity of the line.
    """

    bases: Mapping[str, Curve] = attrs.field(hash=False)
    there: Curve
    quantity: int | Fraction = 1
    fixed: bool = True

    @classmethod
    def plain(
        cls, first: int = 0, last: int = AMOUNT_MAX, *, quantity: int | Fraction = 1, fixed: bool = True
    ) -> "Along":
        """Follow the amount paid: nothing is discounted, taxed or shipped, and the goods cost nothing."""
        paid = Curve.straight(first, last, slope=1)
        return cls(_bases(paid), paid, quantity, fixed)

    @classmethod
    def freight(cls) -> "Along":
        """Follow the freight of a line whose goods are free."""
        paid = Curve.straight(0, AMOUNT_MAX, slope=1)
        return cls(_bases(paid.flat(0), freight=paid), paid, fixed=False)

    @classmethod
    def mixed(cls) -> "Along":
        """Follow goods and freight as if each were all there is: more than any mixture of them promises."""
        there = Curve.straight(0, AMOUNT_MAX, slope=1)
        return cls(_bases(there, freight=there), there, fixed=False)

    @classmethod
    def discounted(cls) -> "Along":
        """Follow the amount paid while the listed one stands still: the rest is a discount of the store."""
        paid = Curve.straight(0, SCALE, slope=1)
        return cls(_bases(paid, listed=paid.flat(SCALE)), paid, fixed=False)

    @classmethod
    def taxed(cls) -> "Along":
        """Follow the amount without tax while the one paid stands still: the rest is tax that is set aside."""
        net = Curve.straight(0, SCALE, slope=1)
        return cls(_bases(net.flat(SCALE), net=net), net, fixed=False)

    def flat(self, value: int | Fraction) -> Curve:
        """Return an amount that does not grow with the line; nothing where only shares are looked at."""
        return self.there.flat(value if self.fixed else 0)


def _bases(paid: Curve, **others: Curve) -> Mapping[str, Curve]:
    return {"paid": paid, "listed": paid, "net": paid, "margin": paid, "freight": paid.flat(0), **others}
