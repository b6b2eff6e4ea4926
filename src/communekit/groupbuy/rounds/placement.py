"""Placements (固定订单下单结果): what a standing order asked in a round, what it was given, and why."""

from collections.abc import Mapping
from typing import Final

import attrs

from communekit.errors import language_of
from communekit.groupbuy.allocation import Booking, Measure
from communekit.ids import OrderId, ProductId

from .change import Paused
from .outcome import Act, LineReason, Outcome
from .round import Round
from .standing import StandingOrder
from .wording import sentence

_NO_MEASURES: Final[Mapping[str, Measure]] = {}


@attrs.frozen
class PlacedLine:
    """One line of a placement (减量清单): asked, given, and why, in the product's smallest measure."""

    product: ProductId
    asked_firm: int
    asked_tolerance: int
    firm: int
    tolerance: int
    reason: LineReason

    @property
    def asked(self) -> int:
        """All that was asked, tolerance included."""
        return self.asked_firm + self.asked_tolerance

    @property
    def quantity(self) -> int:
        """All that was given, tolerance included."""
        return self.firm + self.tolerance


@attrs.frozen
class Placement:
    """What became of a standing order in a round (下单结果).

    Args:
        standing: The standing order.
        round: The round.
        outcome: What became of it.
        lines: What was asked and given; none where nothing was asked.
        bookings: What is ordered, with the places in the queue; none where nothing is.
        before: What had been ordered before.
        pause: The pause that holds, if one does.
    """

    standing: StandingOrder
    round: Round
    outcome: Outcome
    lines: tuple[PlacedLine, ...] = ()
    bookings: tuple[Booking, ...] = ()
    before: tuple[Booking, ...] = ()
    pause: Paused | None = None

    @property
    def order(self) -> OrderId:
        """The id of the order, whether there is one or not: it follows from standing order and round."""
        return self.standing.order_id(self.round)

    @property
    def act(self) -> Act:
        """What the host does about the order."""
        if self.bookings == self.before:
            return Act.KEEP if self.bookings else Act.NOTHING
        if not self.before:
            return Act.PLACE
        return Act.CHANGE if self.bookings else Act.WITHDRAW

    @property
    def cut(self) -> tuple[PlacedLine, ...]:
        """The lines that were given less than was asked (减量清单)."""
        return tuple(line for line in self.lines if line.quantity < line.asked)

    def text(self, locale: str = "en", *, measures: Mapping[str, Measure] = _NO_MEASURES) -> str:
        """Return what became of it, as a sentence for its member.

        Args:
            locale: "zh", "zh_CN"; English for any other.
            measures: In what products are counted; of those that are not there, the bare number is said.
        """
        return sentence(self, language_of(locale), measures)


__all__ = ["PlacedLine", "Placement"]
