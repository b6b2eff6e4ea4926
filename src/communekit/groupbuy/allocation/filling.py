"""Case filling (凑箱): how far the open case is, what completes it, and which changes still help."""

from collections.abc import Iterable

import attrs

from communekit.errors import language_of

from .allocate import queue_of
from .booking import Booking
from .cases import cases_to_order, missing_units
from .demand import Demand
from .pack import NO_MINIMUM, Minimum, Pack


@attrs.frozen
class CaseFilling:
    """How far the cases of a product are (凑箱进度), while bookings are open.

    Args:
        pack: The case.
        demand: What the bookings add up to.
        minimum: The least that is ordered.
        cases: How many cases would be ordered now.
        missing: How much more firm demand brings the next case; 0 when no case is waiting.
        begun: What firm parts hold of the last case; 0 when they fill their cases.
        takers: Bookings that could take more within their tolerance, in the order of the queue.

    >>> from communekit.groupbuy.allocation import case_filling
    >>> filling = case_filling([Booking("b1", "ann", "eggs", "2026-03-01T09:00:00Z", 3, tolerance=1)], Pack(6))
    >>> filling.missing, [booking.member for booking in filling.takers]
    (2, ['ann'])
    >>> print(filling.text())
    2 more complete a case of 6: 3 of it are booked firmly, tolerance adds 1.
    >>> print(filling.text("zh"))
    再订 2 件就凑满一箱（每箱 6 件）：必订占 3 件，可加量还能补 1 件。
    """

    pack: Pack
    demand: Demand
    minimum: Minimum
    cases: int
    missing: int
    begun: int
    takers: tuple[Booking, ...]

    @property
    def gap(self) -> int:
        """What firm parts leave open of the last case: the takers fill it, as far as their tolerances go."""
        return self.pack.size - self.begun if self.begun else 0

    def text(self, locale: str = "en") -> str:
        """Return what completes the case, as a sentence for all."""
        is_chinese = language_of(locale) == "zh"

        def units(quantity: int) -> str:
            return self.pack.measure.text(quantity, locale)

        size, tolerance = units(self.pack.size), units(self.demand.tolerance)
        if not self.missing:
            if is_chinese:
                return f"现在截单订 {self.cases} 箱（每箱 {size}），没有等着凑满的箱。"
            return f"{self.cases} case{'' if self.cases == 1 else 's'} of {size} would be ordered now; none is waiting to be filled."
        missing, begun, wanted = units(self.missing), units(self.begun), units(self.demand.wanted)
        least = self.pack.units(self.minimum.least_cases(self.pack))
        if self.demand.wanted < least:
            if is_chinese:
                return f"再订 {missing}就达到起订量 {units(least)}：连可加量在内现有 {wanted}。"
            return f"{missing} more reach the minimum of {units(least)}: {wanted} are wanted, tolerance included."
        if is_chinese:
            return f"再订 {missing}就凑满一箱（每箱 {size}）：必订占 {begun}，可加量还能补 {tolerance}。"
        return f"{missing} more complete a case of {size}: {begun} of it are booked firmly, tolerance adds {tolerance}."


def case_filling(bookings: Iterable[Booking], pack: Pack, *, minimum: Minimum = NO_MINIMUM) -> CaseFilling:
    """Return how far the cases of a product are (凑箱预览).

    Raises:
        InvalidBookingError: As `allocate` says.

    >>> case_filling([], Pack(6)).missing
    0
    """
    queue = queue_of(bookings)
    demand = Demand.of(queue)
    return CaseFilling(
        pack,
        demand,
        minimum,
        cases_to_order(demand, pack, minimum=minimum),
        missing_units(demand, pack, minimum=minimum),
        demand.firm % pack.size,
        tuple(booking for booking in queue if booking.tolerance and booking.lock is None),
    )


def helps_filling(before: Demand, after: Demand, pack: Pack, *, minimum: Minimum = NO_MINIMUM) -> bool:
    """Return whether a change still passes once only the open case is being filled (凑箱阶段可否改单).

    It passes when firm demand stays and tolerance does not fall; when less is missing and neither cases nor tolerance
    are lost; or when tolerance becomes firm, one for one.

    Source: foodsoft, box-fill phase, `order_article.rb`, read at f15f30f.

    Args:
        before: What the bookings of the product add up to.
        after: What they would add up to.
        pack: The case.
        minimum: The least that is ordered.

    >>> helps_filling(Demand(7), Demand(6), Pack(6)), helps_filling(Demand(7), Demand(1), Pack(6))
    (True, False)
    """
    more_firm, more_tolerance = after.firm - before.firm, after.tolerance - before.tolerance
    if more_firm == 0:
        return more_tolerance >= 0
    if more_firm > 0 and more_firm == -more_tolerance:
        return True
    loses_cases = cases_to_order(after, pack, minimum=minimum) < cases_to_order(before, pack, minimum=minimum)
    less_missing = missing_units(after, pack, minimum=minimum) < missing_units(before, pack, minimum=minimum)
    return less_missing and not loses_cases and more_tolerance >= 0


__all__ = ["CaseFilling", "case_filling", "helps_filling"]
