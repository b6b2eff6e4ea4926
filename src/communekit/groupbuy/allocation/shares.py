"""Cost shares (费用分摊): what a case or a delivery costs, laid over those who get something, to the fen."""

from collections.abc import Iterable, Mapping

from communekit.ids import PartyId
from communekit.money import Money, Split, split

from .allocation import Allocation
from .errors import InvalidAllocationError


def case_shares(cost: Money, allocation: Allocation, *, keeper: PartyId | None = None) -> Split[PartyId]:
    """Return what cases cost, laid over the members in proportion to what each gets (箱价分摊).

    By largest remainder, so that the shares add up to the cost; exact ties by the member's id. The same shares are
    shown, charged and booked.

    Args:
        cost: Of all that was there, deposits and freight included or not, as the host means it.
        allocation: Who gets how much.
        keeper: Who pays for what is left over, usually the store (余货归店); None lays it over the members.

    Raises:
        InvalidAllocationError: "nobody" got anything.
        InvalidAmountError: The cost is no amount.

    >>> from communekit.groupbuy.allocation import Booking, Pack, allocate
    >>> eggs = [Booking(f"b{number}", name, "eggs", "2026-03-01T09:00:00Z", 1) for number, name in enumerate("abc")]
    >>> case_shares(Money.cny("10.00"), allocate(eggs, Pack(3))).amounts
    (Money.cny("3.34"), Money.cny("3.33"), Money.cny("3.33"))
    """
    weights = dict(allocation.by_member)
    if keeper is not None:
        weights[keeper] = weights.get(keeper, 0) + allocation.left_over
    return _shares(cost, {member: got for member, got in weights.items() if got})


def delivery_shares(
    fee: Money, allocations: Iterable[Allocation], *, goods: Mapping[PartyId, Money] | None = None
) -> Split[PartyId]:
    """Return a delivery fee laid over everybody who gets something (运费分摊).

    Args:
        fee: Of the whole delivery.
        allocations: Of all products that came with it.
        goods: What each member's goods are worth: the fee follows it. None: the same for everybody, whatever it is.

    Raises:
        InvalidAllocationError: "nobody" got anything; "unknown_member" where the goods of one of them are not told.

    >>> from communekit.groupbuy.allocation import Booking, Pack, allocate
    >>> eggs = [Booking(f"b{number}", name, "eggs", "2026-03-01T09:00:00Z", 1) for number, name in enumerate("abc")]
    >>> delivery_shares(Money.cny("5.00"), [allocate(eggs, Pack(3))]).amounts
    (Money.cny("1.67"), Money.cny("1.67"), Money.cny("1.66"))
    """
    served = dict.fromkeys(
        member for allocation in allocations for member, got in allocation.by_member.items() if got
    )
    if goods is None:
        return _shares(fee, dict.fromkeys(served, 1))
    for member in served:
        if member not in goods:
            raise InvalidAllocationError("goods", "unknown_member", member)
    return _shares(fee, {member: goods[member] for member in served})


def _shares(cost: Money, weights: Mapping[PartyId, int] | Mapping[PartyId, Money]) -> Split[PartyId]:
    if not weights:
        raise InvalidAllocationError("cost", "nobody", cost)
    return split(cost, weights)


__all__ = ["case_shares", "delivery_shares"]
