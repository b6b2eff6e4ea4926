"""Orders of a campaign (成团订单): what a seat bought, at final prices, as every other room knows orders.

A seat becomes an order the moment all is paid and its group has formed, and that order does not change: what comes back
later is a refund of it. Prices are those that were announced when the group formed, and the order was placed when
the member joined, so that the plan in force at that moment shares it out.
"""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from communekit.ids import OrderId, ProductId, derived_id
from communekit.money import Money, split
from communekit.orders import (
    About,
    Attributes,
    Credit,
    Credits,
    Discount,
    Line,
    Order,
    Quantity,
    Refund,
    RefundExceedsPaymentError,
    RefundLine,
    RefundsSoFar,
    refunded_so_far,
)
from communekit.parties import Role

from .errors import InvalidCampaignError, SeatStateError
from .event import Received
from .instructing import told_apart_by
from .item import Item
from .moving import SeatMoved
from .seat import Seat, SeatState
from .state import Live
from .terms import net_of_line

CHANNEL = "group"
"""The channel of orders that come from a campaign (拼团渠道)."""


def order_id(campaign: str, seat: str) -> OrderId:
    """Return the id of the order that a seat becomes; it follows from both.

    >>> order_id("C1", "s1") == order_id("C1", "s1")
    True
    """
    return OrderId(derived_id("groupbuy.order", campaign, seat))


def order_of(
    state: Live, seat: str, at: datetime, *, house: str | None = None, about: About | None = None
) -> Order:
    """Return the order that a seat has just become (成团订单): ask right after the fact; see `SeatMoved.is_sold`.

    A line for each product that the seat gets, with the product's id, at the final price; what the store adds to a
    deposit (定金膨胀) is its discount. Quantities are in what the price is for: 3 pieces, or 2.96 of what is priced by
    500 grams. What the lines come to is what was paid and kept, to the fen.

    Args:
        state: After the fact.
        seat: Which.
        at: When it became one: the moment of the fact.
        house: Whose order it is where neither seat nor campaign names a store.
        about: What else plans may ask for: the leader's grade, a resale.

    Raises:
        UnknownSeatError: There is no such seat.
        SeatStateError: It is no order.
        InvalidCampaignError: "no_store".
    """
    bought = state.seat(seat)
    if bought.state is not SeatState.CONFIRMED:
        raise SeatStateError(bought.id, bought.state.value, "order_of")
    store = bought.store or state.campaign.store or house
    if store is None:
        raise InvalidCampaignError("store", bought.id, "no_store")
    known = Attributes({"id": state.campaign.id, "group": bought.group, "seat": bought.id})
    return Order(
        order_id(state.campaign.id, bought.id),
        store,
        _lines(state, bought),
        bought.at,
        at,
        member=bought.member,
        channel=CHANNEL,
        about=About({"campaign": known, **(about or {})}),
        total=bought.kept,
    )


def credits_of(seat: Seat) -> Credits:
    """Return who is credited with the order of a seat: the leader who brought or resold it; nobody where none is named.

    An order without credits is attributed as any other.
    """
    if seat.leader is None:
        return Credits()
    return Credits([Credit(Role.LEADER, seat.leader, why="group buy")])


def formed_at(order: Order) -> datetime | None:
    """Return since when an order of a campaign stands (成团时间): its group has formed and all is paid; None for others.

    An order is one of a campaign when its id follows from the campaign and the seat that it names.
    """
    told = order.about.get("campaign")
    campaign, seat = (None, None) if told is None else (told.get("id"), told.get("seat"))
    if not isinstance(campaign, str) or not isinstance(seat, str) or order.id != order_id(campaign, seat):
        return None
    return order.paid_at


def refund_of(
    moved: SeatMoved, order: Order, *, earlier: RefundsSoFar | tuple[Refund, ...] = ()
) -> Refund | None:
    """Return what a fact gives back of the order that a seat was before it (成团后退款); None for nothing.

    What arrives short comes off the line of its product first, in pieces and money. A seat that is taken back, or of which
    nothing is left, is refunded whole.

    Args:
        moved: What happened to the seat.
        order: What it had become.
        earlier: The refunds of it so far.
    """
    if not moved.takes_back:
        return None
    seat, event, so_far = moved.seat, moved.event, refunded_so_far(earlier)
    back = seat.refunded - moved.before.refunded
    refund = derived_id(
        "groupbuy.order_refund",
        order.id,
        seat.state.value,
        seat.refunded.minor,
        *told_apart_by(moved.event, moved.seat),
    )
    if seat.state is not SeatState.CONFIRMED:
        try:
            return Refund.whole(refund, order, event.at, earlier=so_far)
        except RefundExceedsPaymentError:  # All of it was refunded otherwise.
            return None
    lines = _short(moved, order, so_far, back) if isinstance(event, Received) else ()
    return Refund(refund, order.id, event.at, lines) if lines else None


def _lines(state: Live, seat: Seat) -> tuple[Line, ...]:
    """Return the lines of a seat, whose sum is what was kept of its money."""
    group, items = state.group(seat.group), state.campaign.items
    got = {want.product: group.gets(seat.id, want.product, want.most) for want in seat.wants}
    bought = {product: quantity for product, quantity in got.items() if quantity}
    listed = {
        product: items[product].amount(quantity, group.prices[product])
        for product, quantity in bought.items()
    }
    off = _swelled(
        state, bought, listed, group.prices, Money.total(listed.values(), seat.kept.currency) - seat.kept
    )
    return tuple(
        Line(
            product,
            items[product].goods,
            _quantity(items[product], quantity),
            listed[product],
            discounts=[Discount(Role.STORE, off[product])] if off[product] else (),
            cost=_cost(items[product], quantity),
            channel=CHANNEL,
        )
        for product, quantity in bought.items()
    )


def _swelled(
    state: Live,
    bought: Mapping[ProductId, int],
    listed: Mapping[ProductId, Money],
    prices: Mapping[ProductId, Money],
    off: Money,
) -> Mapping[ProductId, Money]:
    """Return what the store adds to the deposit of each line; where roundings differ, laid over what lines cost."""
    own = {
        product: listed[product] - net_of_line(state.campaign, product, quantity, prices[product])
        for product, quantity in bought.items()
    }
    if Money.total(own.values(), off.currency) == off:
        return own
    return dict(zip(listed, split(off, listed).amounts, strict=True))


def _quantity(item: Item, quantity: int) -> Quantity:
    whole = Fraction(quantity, item.per)
    return whole.numerator if whole.denominator == 1 else whole


def _cost(item: Item, quantity: int) -> Money | None:
    return None if item.cost is None else item.amount(quantity, item.cost)


def _short(moved: SeatMoved, order: Order, so_far: RefundsSoFar, back: Money) -> tuple[RefundLine, ...]:
    """Return what comes off an order where a product arrived short: off its line first, the rest off the others."""
    event, seat = moved.event, moved.seat
    assert isinstance(event, Received)
    most = {want.product: want.most for want in seat.wants}[event.product]
    groups = (moved.earlier.group(seat.group), moved.state.group(seat.group))
    before, after = (group.gets(seat.id, event.product, most) for group in groups)
    quantity = _quantity(moved.state.campaign.items[event.product], before - after)
    lines, left = list[RefundLine](), back
    for line in sorted(order.lines, key=lambda line: line.product.id != event.product):
        known = so_far.of(line.id)
        pieces = min(quantity, line.quantity - known.quantity) if line.product.id == event.product else 0
        amount = min(left, Money(line.paid.minor - known.amount_minor, back.currency))
        left -= amount
        if amount or pieces:
            lines.append(RefundLine(line.id, amount, quantity=pieces))
    return tuple(lines)


__all__ = ["CHANNEL", "credits_of", "formed_at", "order_id", "order_of", "refund_of"]
