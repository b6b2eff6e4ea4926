"""What seats hold (占用): stock, and room under the limits; taken with a seat, free again with its end."""

import attrs

from communekit.ids import ProductId

from .forming import Teams
from .seat import Seat
from .state import Live


def taken(state: Live, seat: Seat) -> Live:
    """Return the state in which a seat holds what it wants."""
    return _held(state, seat, 1)


def released(state: Live, seat: Seat) -> Live:
    """Return the state in which what a seat held is free again."""
    return _held(state, seat, -1)


def unbound(state: Live, seat: Seat) -> Live:
    """Return the state in which the member of a seat may join another team."""
    holder = state.member(seat.member)
    return attrs.evolve(state, members=state.members.put(seat.member, attrs.evolve(holder, group=None)))


def _held(state: Live, seat: Seat, sign: int) -> Live:
    pieces = sign * seat.pieces
    sold, households = state.sold, state.households
    for want in seat.wants:
        pool = state.campaign.items[want.product].pool(seat.store)
        if pool is not None:
            at: tuple[ProductId, str] = (want.product, pool)
            sold = sold.put(at, (sold.get(at) or 0) + sign * want.most)
    if seat.household is not None:
        held = state.household(seat.household)
        households = households.put(seat.household, attrs.evolve(held, pieces=held.pieces + pieces))
    holder = state.member(seat.member)
    group = holder.group
    if isinstance(state.campaign.forming, Teams):
        mine = None if group == seat.group else group  # She may be in another team by now.
        group = seat.group if sign > 0 else mine
    return attrs.evolve(
        state,
        sold=sold,
        households=households,
        pieces=state.pieces + pieces,
        members=state.members.put(
            seat.member, attrs.evolve(holder, pieces=holder.pieces + pieces, group=group)
        ),
    )


__all__ = ["released", "taken", "unbound"]
