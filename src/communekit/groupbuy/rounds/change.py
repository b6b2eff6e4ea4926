"""Changes of a standing order (固定订单的改动): what was said, when, and for which rounds. Nothing is overwritten.

A change holds for the rounds of a span of days, `[first, until)`, by the days that the plan's rule gave them. Of two that
reach a round, the later said holds.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise

import attrs

from communekit.ids import ProductId
from communekit.period import instant

from .errors import InvalidStandingOrderError
from .reading import day, day_or_none, is_quantity, product


@attrs.frozen
class StandingLine:
    """What a standing order asks of one product in each round (固定订单行): a firm part (必订), and a tolerance (可加).

    Args:
        product: One stock-keeping unit.
        firm: In the product's smallest measure.
        tolerance: How much more she would take, so that a case fills.

    Errors: `InvalidStandingOrderError` "quantity", "nothing"; `InvalidIdError`.
    """

    product: ProductId = attrs.field(converter=product)
    firm: int
    tolerance: int = attrs.field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for quantity in (self.firm, self.tolerance):
            if not is_quantity(quantity):
                raise InvalidStandingOrderError(self.product, "quantity", quantity)
        if not self.firm + self.tolerance:
            raise InvalidStandingOrderError(self.product, "nothing", 0)


def standing_lines(given: Iterable[StandingLine]) -> tuple[StandingLine, ...]:
    """Return lines by product, at least one, each product once.

    Raises:
        InvalidStandingOrderError: "kind", "twice", "nothing".
    """
    lines = tuple(given)
    for line in lines:
        if not isinstance(line, StandingLine):
            raise InvalidStandingOrderError("line", "kind", line)
    if not lines:
        raise InvalidStandingOrderError("line", "nothing", 0)
    ordered = tuple(sorted(lines, key=lambda line: line.product))
    for before, after in pairwise(ordered):
        if before.product == after.product:
            raise InvalidStandingOrderError("line", "twice", after.product)
    return ordered


@attrs.frozen
class _Change:
    """What every change has: when it was said, and for which rounds."""

    at: datetime = attrs.field(converter=instant)
    first: date = attrs.field(converter=day)
    until: date | None = attrs.field(default=None, converter=day_or_none)

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until <= self.first:
            raise InvalidStandingOrderError("change", "empty_span", self.until)

    def reaches(self, occurrence: date) -> bool:
        """Whether the change holds for the round of a day."""
        return self.first <= occurrence and (self.until is None or occurrence < self.until)

    @property
    def is_for_one_round(self) -> bool:
        """Whether the change is for one day, so for one round."""
        return self.until == self.first + timedelta(days=1)


@attrs.frozen
class Revised(_Change):
    """Other lines (改量), from a round on or for some rounds.

    Errors: `InvalidStandingOrderError` "empty_span", "kind", "twice", "nothing"; `InvalidTimeError`.
    """

    lines: tuple[StandingLine, ...] = attrs.field(kw_only=True, converter=standing_lines)


@attrs.frozen
class Paused(_Change):
    """Nothing, please (暂停): for one round (跳过), for some, or from a round on for good (取消).

    Errors: `InvalidStandingOrderError` "empty_span"; `InvalidTimeError`.
    """


@attrs.frozen
class Resumed(_Change):
    """As before, please (恢复): from a round on, or for some.

    Errors: `InvalidStandingOrderError` "empty_span"; `InvalidTimeError`.
    """


Change = Revised | Paused | Resumed

__all__ = ["Change", "Paused", "Resumed", "Revised", "StandingLine", "standing_lines"]
