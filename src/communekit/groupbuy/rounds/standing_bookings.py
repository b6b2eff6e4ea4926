"""Placing standing orders (固定订单下单): each standing order of a round exactly once, within what there is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import attrs

from communekit.groupbuy.allocation import LOOSE, Booking, FirstCome, Policy, Portion, allocate
from communekit.ids import OrderId, ProductId
from communekit.period import instant

from .asked import Asked, asked
from .errors import InvalidRoundError, InvalidStandingOrderError
from .outcome import LineReason, Outcome
from .placement import PlacedLine, Placement
from .reading import is_quantity, product
from .round import Round
from .standing import StandingOrder

Stock = Mapping[ProductId, int | None] | Mapping[str, int | None]
"""What a round has of each product, in its smallest measure; None: as much as is ordered. What is missing is not offered."""

Placed = Mapping[OrderId, Sequence[Booking]] | Mapping[str, Sequence[Booking]]
"""What is ordered in a round already, by order id."""

_NONE: Placed = {}


def standing_bookings(
    round_: Round,
    standing: Iterable[StandingOrder],
    stock: Stock,
    *,
    at: datetime | str,
    placed: Placed = _NONE,
    policy: Policy = FirstCome(),  # noqa: B008  # a frozen value without fields
) -> tuple[Placement, ...]:
    """Return what becomes of every standing order in a round (固定订单下单), in the order of their ids.

    Each has exactly one placement, and at the most one order, whose id follows from standing order and round: run again,
    with the round re-dated, cloned or opened again, the same orders come out, and what is ordered already is kept. What
    the member said before the cut-off still counts: an order that she skips is withdrawn, one that she revises is changed.

    Quantities are cut to stock: firm parts first, then tolerances, by the policy. By default earlier places come first, and
    a place is the moment at which so much was asked for; of equal instants, the lesser booking id. Firm parts that are
    ordered already are kept first of all; a smaller stock does not take them away, the receiving will. Tolerances are
    shared anew each time. What one order gives up, another may get: save withdrawn and changed orders together, before new ones.

    Args:
        round_: The round.
        standing: The standing orders of the plan, ids unique.
        stock: What the round has for all orders together, those of `placed` included.
        at: When this is asked; standing orders are placed within their store's window, and left as they are outside it.
        placed: What is ordered already in this round, by order id; orders of other kinds count against the stock too.
        policy: Who goes short.

    Raises:
        InvalidStandingOrderError: "kind", "twice".
        InvalidRoundError: "kind", "quantity" of a stock.
        InvalidBookingError, InvalidTimeError, InvalidIdError.

    >>> from communekit.groupbuy.rounds import RoundPlan, StandingLine, StoreTerms
    >>> from communekit.period import Calendar, Duration
    >>> calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=TH", "Asia/Shanghai", "2026-03-05T06:00")
    >>> plan = RoundPlan("farm", "brand", calendar, Duration.days(6), (StoreTerms("east", Duration.days(2)),))
    >>> march_5 = plan.round("2026-03-05")
    >>> orders = [
    ...     StandingOrder.starting(name, march_5, name, "east", [StandingLine("eggs", 2)], at=f"2026-02-0{day}T09:00Z")
    ...     for day, name in enumerate(["li", "wang"], start=1)
    ... ]
    >>> first = standing_bookings(march_5, orders, {"eggs": 3}, at="2026-03-01T00:00Z")
    >>> for placement in first:
    ...     print(placement.text())
    li, round of 2026-03-05: ordered: eggs 2.
    wang, round of 2026-03-05: ordered, less than was asked: eggs 1 of 2 (not enough for all).
    >>> again = standing_bookings(
    ...     march_5, orders, {"eggs": 3}, at="2026-03-01T00:05Z", placed={one.order: one.bookings for one in first}
    ... )
    >>> [one.act.value for one in again]
    ['keep', 'keep']
    """
    moment = instant(at)
    return place(round_, standing, stock, placed, policy, lambda _: moment)


def place(
    round_: Round,
    standing: Iterable[StandingOrder],
    stock: Stock | None,
    placed: Placed,
    policy: Policy,
    moment_in: Callable[[str], datetime],
) -> tuple[Placement, ...]:
    """Return what becomes of every standing order; without a stock everything is there. The moment is told by store."""
    if not isinstance(round_, Round):
        raise InvalidRoundError("round", "kind", round_)
    left_of = None if stock is None else _checked(stock)
    orders = _by_id(standing)
    ids = [one.order_id(round_) for one in orders]
    cases = [
        asked(one, round_, placed.get(order, ()), moment_in(one.store))
        for one, order in zip(orders, ids, strict=True)
    ]
    firm = [_kept(case) for case in cases]
    if left_of is not None:
        known = set(ids)
        others = [booking for order, held in placed.items() if order not in known for booking in held]
        _take(left_of, others, cases, firm)
    requests: dict[ProductId, list[Booking]] = {}
    for case, kept in zip(cases, firm, strict=True):
        if not case.is_frozen:
            for booking in case.wanted:
                rest = booking.firm - kept.get(booking.id, 0)
                if rest + booking.tolerance:
                    requests.setdefault(booking.product, []).append(attrs.evolve(booking, firm=rest))
    given: dict[str, tuple[int, int]] = {}
    for name, wanted in requests.items():
        for portion in _shared(wanted, left_of, name, policy):
            given[portion.booking.id] = (portion.firm, portion.tolerance)
    return tuple(
        _placement(case, round_, kept, given, left_of) for case, kept in zip(cases, firm, strict=True)
    )


def _checked(stock: Stock) -> dict[ProductId, int | None]:
    if not isinstance(stock, Mapping):
        raise InvalidRoundError("stock", "kind", stock)
    for quantity in stock.values():
        if quantity is not None and not is_quantity(quantity):
            raise InvalidRoundError("stock", "quantity", quantity)
    return {product(name): quantity for name, quantity in stock.items()}


def _by_id(standing: Iterable[StandingOrder]) -> list[StandingOrder]:
    orders = list(standing)
    for one in orders:
        if not isinstance(one, StandingOrder):
            raise InvalidStandingOrderError(str(one), "kind", one)
    orders.sort(key=lambda one: one.id)
    for before, after in pairwise(orders):
        if before.id == after.id:
            raise InvalidStandingOrderError(after.id, "twice", after.id)
    return orders


def _kept(case: Asked) -> dict[str, int]:
    """Return what of the firm part of each booking is ordered already, oldest places first."""
    held: dict[ProductId, int] = {}
    for booking in case.held:
        held[booking.product] = held.get(booking.product, 0) + booking.firm
    kept = {}
    for booking in case.wanted:
        kept[booking.id] = min(booking.firm, held.get(booking.product, 0))
        held[booking.product] = held.get(booking.product, 0) - kept[booking.id]
    return kept


def _take(
    left_of: dict[ProductId, int | None],
    others: Sequence[Booking],
    cases: Sequence[Asked],
    firm: Sequence[Mapping[str, int]],
) -> None:
    """Take from a stock what is ordered already and stays."""
    taken: dict[ProductId, int] = {}
    for booking in others:
        taken[booking.product] = taken.get(booking.product, 0) + booking.firm + booking.tolerance
    for case, kept in zip(cases, firm, strict=True):
        if case.is_frozen:
            for booking in case.held:
                taken[booking.product] = taken.get(booking.product, 0) + booking.firm + booking.tolerance
        else:
            for booking in case.wanted:
                taken[booking.product] = taken.get(booking.product, 0) + kept[booking.id]
    for name, quantity in taken.items():
        there = left_of.get(name)
        if there is not None:
            left_of[name] = max(0, there - quantity)


def _shared(
    wanted: Sequence[Booking], left_of: Mapping[ProductId, int | None] | None, name: ProductId, policy: Policy
) -> Iterable[Portion]:
    """Yield what each booking of a product gets of what is left."""
    left = None if left_of is None else left_of.get(name, 0)
    if left is None:
        return (Portion(booking, booking.firm, booking.tolerance) for booking in wanted)
    return allocate(wanted, LOOSE, delivered=left, policy=policy)


def _placement(
    case: Asked,
    round_: Round,
    kept: Mapping[str, int],
    given: Mapping[str, tuple[int, int]],
    left_of: Mapping[ProductId, int | None] | None,
) -> Placement:
    if case.stands is not None:
        return Placement(case.standing, round_, case.stands, before=case.held, pause=case.pause)
    bookings = case.held if case.is_frozen else tuple(_ordered(case, kept, given))
    lines = tuple(_lines(case.wanted, bookings, left_of))
    if not bookings:
        outcome = Outcome.EMPTY
    elif all(line.reason is LineReason.WHOLE for line in lines):
        outcome = Outcome.PLACED
    else:
        outcome = Outcome.CUT
    return Placement(case.standing, round_, outcome, lines, bookings, case.held)


def _ordered(case: Asked, kept: Mapping[str, int], given: Mapping[str, tuple[int, int]]) -> Iterable[Booking]:
    for booking in case.wanted:
        more, tolerance = given.get(booking.id, (0, 0))
        firm = kept[booking.id] + more
        if firm + tolerance:
            yield attrs.evolve(booking, firm=firm, tolerance=tolerance)


def _lines(
    wanted: Sequence[Booking], ordered: Sequence[Booking], left_of: Mapping[ProductId, int | None] | None
) -> Iterable[PlacedLine]:
    for name in sorted({booking.product for booking in wanted}):
        asked_firm, asked_tolerance = _total(wanted, name)
        firm, tolerance = _total(ordered, name)
        if firm >= asked_firm and tolerance >= asked_tolerance:
            reason = LineReason.WHOLE
        elif left_of is not None and name not in left_of:
            reason = LineReason.NOT_OFFERED
        else:
            reason = LineReason.STOCK
        yield PlacedLine(name, asked_firm, asked_tolerance, firm, tolerance, reason)


def _total(bookings: Sequence[Booking], name: ProductId) -> tuple[int, int]:
    mine = [booking for booking in bookings if booking.product == name]
    return sum(booking.firm for booking in mine), sum(booking.tolerance for booking in mine)


__all__ = ["Placed", "Stock", "place", "standing_bookings"]
