"""Joining (参团规则): who may take a seat, and who may not, with the reason and what is left."""

from datetime import datetime

from communekit.ids import PartyId

from ..allocation import Demand, helps_filling
from .command import Join
from .errors import FactConflictError, JoinRefusedError
from .event import SeatTaken
from .forming import Teams
from .group import Group, GroupState
from .seat import Seat, SeatState, Wants
from .state import Live
from .terms import first_of


def joined(command: Join, state: Live, at: datetime) -> tuple[SeatTaken, ...]:
    """Return the seat that a member takes.

    Raises:
        JoinRefusedError: With the reason.
        FactConflictError: The same id was told before with other content.
    """
    known = state.seats.get(command.seat)
    if known is not None:
        return _again(command, known, state)
    campaign = state.campaign
    store = command.store if command.store is not None else campaign.store
    _check_wants(command, state)
    group, closes_at = _group(command, state, store, at)
    _check_limits(command, state)
    _check_stock(command, state, store)
    asked = first_of(campaign, command.wants)
    seat = Seat(
        id=command.seat,
        number=len(state.seat_ids) + 1,
        group=command.seat if group is None else group.id,
        before=None if group is None else group.last,
        member=command.member,
        store=store,
        household=command.household,
        leader=command.leader,
        at=at,
        until=at + campaign.seat_lasts,
        wants=command.wants,
        joined_with=command.wants,
        first=asked,
        asked=asked,
        paid=asked - asked,
        refunded=asked - asked,
        state=SeatState.RESERVED if asked else SeatState.JOINED,
    )
    return (SeatTaken(seat, closes_at if group is None else None, at),)


def _again(command: Join, known: Seat, state: Live) -> tuple[SeatTaken, ...]:
    """A joining told twice is one; told with other content it is refused."""
    store = command.store if command.store is not None else state.campaign.store
    told = (command.member, store, command.household, command.leader)
    is_same = told == (known.member, known.store, known.household, known.leader)
    is_same = is_same and frozenset(command.wants) == frozenset(known.joined_with)  # In whatever order.
    if not is_same or not _names(command, known, state):
        raise FactConflictError("seat", command.seat)
    return ()


def _names(command: Join, known: Seat, state: Live) -> bool:
    """Return whether a joining names the group of a seat: who opens a team names none, nor who joins the only group."""
    is_team = isinstance(state.campaign.forming, Teams)
    opens = is_team and known.group == known.id
    if command.group is None:
        return opens or not is_team
    return command.group == known.group and not opens


def _check_wants(command: Join, state: Live) -> None:
    for want in command.wants:
        if want.product not in state.campaign.items:
            raise JoinRefusedError(command.member, want.product, "unknown_product")


def _group(
    command: Join, state: Live, store: PartyId | None, at: datetime
) -> tuple[Group | None, datetime | None]:
    """Return the group that is joined, None for one that is opened, and until when that would last."""
    campaign = state.campaign
    if state.is_cancelled or state.is_concluded:
        raise JoinRefusedError(command.member, campaign.id, "closed")
    if at < campaign.window.start:
        raise JoinRefusedError(command.member, campaign.id, "not_open")
    if not isinstance(campaign.forming, Teams):
        return _whole(command, state, store, at), None
    running = state.member(command.member).group
    if running is not None:
        raise JoinRefusedError(command.member, running, "running")
    if command.group is not None:
        return _team(command, state, command.group, campaign.forming), None
    if at >= campaign.closes_at:
        raise JoinRefusedError(command.member, campaign.id, "closed")
    closes_at = at + campaign.forming.lasts
    return None, min(closes_at, campaign.closes_at) if campaign.forming.ends_with_campaign else closes_at


def _whole(command: Join, state: Live, store: PartyId | None, at: datetime) -> Group:
    group = state.group(state.campaign.id)
    if command.group not in (None, group.id):
        raise JoinRefusedError(command.member, str(command.group), "unknown_group")
    if group.state is GroupState.FILLING:
        _check_filling(command, state, group)
    elif group.state is not GroupState.OPEN or at >= state.campaign.cut_off(store):
        raise JoinRefusedError(command.member, state.campaign.id, "closed")
    return group


def _team(command: Join, state: Live, group_id: str, forming: Teams) -> Group:
    group = state.groups.get(group_id)
    if group is None:
        raise JoinRefusedError(command.member, group_id, "unknown_group")
    if group.state is not GroupState.OPEN:
        raise JoinRefusedError(command.member, group.id, "closed")
    if group.orders + group.waiting >= forming.size:
        raise JoinRefusedError(command.member, group.id, "full", 0)
    return group


def _check_filling(command: Join, state: Live, group: Group) -> None:
    for want in command.wants:
        item, before = state.campaign.items[want.product], group.demand.get(want.product, Demand())
        after = Demand(before.firm + want.firm, before.tolerance + want.tolerance)
        if not helps_filling(before, after, item.pack, minimum=item.minimum):
            raise JoinRefusedError(command.member, want.product, "filling")


def _check_limits(command: Join, state: Live) -> None:
    limits = state.campaign.limits
    pieces = sum(want.most for want in command.wants)
    held = state.household(command.household).pieces if command.household is not None else 0
    of_household = limits.per_household if command.household is not None else None
    for problem, limit, taken in (
        ("per_order", limits.per_order, 0),
        ("per_member", limits.per_member, state.member(command.member).pieces),
        ("per_household", of_household, held),
        ("total", limits.total, state.pieces),
    ):
        if limit is not None and taken + pieces > limit:
            raise JoinRefusedError(command.member, state.campaign.id, problem, max(0, limit - taken))


def _check_stock(command: Join, state: Live, store: PartyId | None) -> None:
    for want in command.wants:
        left = state.left(want.product, state.campaign.items[want.product].pool(store))
        if left is not None and want.most > left:
            raise JoinRefusedError(command.member, want.product, "stock", left)


def is_less(wants: Wants, before: Wants) -> bool:
    """Return whether wants are nowhere more than before, and somewhere less; a product may be gone."""
    held = {want.product: want for want in before}
    for want in wants:
        known = held.get(want.product)
        if known is None or want.firm > known.firm or want.tolerance > known.tolerance:
            return False
    return frozenset(wants) != frozenset(before)


__all__ = ["is_less", "joined"]
