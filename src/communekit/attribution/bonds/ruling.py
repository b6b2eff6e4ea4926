"""The rules of a bond (锁客判定): what follows from one fact of one member. Changes nothing, raises nothing."""

from datetime import datetime

from communekit.ids import PartyId
from communekit.parties import TouchKind

from .bond import Bond
from .command import BondCommand, HandOver, Offer, PassOn, Register, Release
from .event import (
    BondDeclined,
    Bonded,
    BondEvent,
    BondReassigned,
    BondReleased,
    BondRenewed,
    BondTakenOver,
    MemberRegistered,
)
from .mode import BondMode, BondScope, BondWho, CoolDownFor
from .others import Others
from .policy import HANDED_OVER, LEADER_EXIT, REGISTRATION, BondPolicy
from .state import BondState, Bound, Unbound


def rule(command: BondCommand, state: BondState, policy: BondPolicy, others: Others) -> tuple[BondEvent, ...]:
    """Say what follows from a fact, told in its order and for the first time."""
    match command:
        case Offer(leader=leader, deed=deed):
            return (_offered(command, leader, deed, state, policy, others),)
        case Register():
            return _registered(command, state, policy, others)
        case Release(why=why):
            bond = standing(state, command.at)
            if bond is None:
                return (_declined(command, None, "not_bound"),)
            return (
                BondReleased(
                    command.id, command.at, command.member, store=bond.store, leader=bond.leader, why=why
                ),
            )
        case HandOver():
            return (_handed_over(command, state, policy, others),)
        case PassOn():
            return _passed_on(command, state, policy, others)


def standing(state: BondState, at: datetime) -> Bond | None:
    """Return the bond that stands at an instant, or None."""
    if isinstance(state, Unbound) or not state.bond.stands_at(at):
        return None
    return state.bond


def _registered(
    command: Register, state: BondState, policy: BondPolicy, others: Others
) -> tuple[BondEvent, ...]:
    """Registering is done once, and binds to whoever brought the member."""
    if state.registered_at is not None:
        return (_declined(command, command.leader, "already_registered"),)
    registered = MemberRegistered(command.id, command.at, command.member, store=command.store)
    if command.leader is None:
        return (registered,)
    return registered, _offered(command, command.leader, REGISTRATION, state, policy, others)


def _offered(
    command: Offer | Register,
    leader: PartyId,
    deed: TouchKind,
    state: BondState,
    policy: BondPolicy,
    others: Others,
) -> BondEvent:
    """Bind the member, renew his bond, take him over, or say why not."""
    if why := _unfit(command, leader, deed, policy, others):
        return _declined(command, leader, why)
    bond = standing(state, command.at)
    if bond is not None and bond.leader == leader:
        return _renewed(command, bond, policy)
    if why := _unwanted(command, state, policy):
        return _declined(command, leader, why)
    if bond is not None and bond.is_protected_at(command.at):
        return _declined(command, leader, "already_bound" if bond.protected_until is None else "protected")
    if bond is None and _is_cooling(leader, command.at, state, policy):
        return _declined(command, leader, "cooling_down")
    if others.stands_below(leader, command.member, command.at, _store(command, policy)):
        return _declined(command, leader, "cycle")
    return _bound(command, leader, deed, bond, policy)


def _unfit(
    command: Offer | Register, leader: PartyId, deed: TouchKind, policy: BondPolicy, others: Others
) -> str:
    """Return why such an offer by such a leader binds nobody; empty where it may."""
    if policy.scope is BondScope.STORE and command.store is None:
        return "no_store"
    if (policy.triggers is not None and deed not in policy.triggers) or (
        isinstance(command, Offer) and command.is_view and not policy.views
    ):
        return "kind_does_not_bind"
    if isinstance(command, Offer) and command.role not in policy.roles:
        return "role_does_not_bind"
    if leader == command.member and not policy.allows_self:
        return "self"
    return "" if others.may_bind(leader, command.at) else "leader_not_active"


def _unwanted(command: Offer | Register, state: BondState, policy: BondPolicy) -> str:
    """Return why this member is not to be bound anew now; empty where he is."""
    is_late = policy.mode is BondMode.REGISTER_ONLY and isinstance(command, Offer)
    if is_late and state.registered_at is None and command.is_new is None:
        return "not_at_registration"
    if policy.who is BondWho.ALL and policy.mode is not BondMode.REGISTER_ONLY:
        return ""
    return "" if _is_new(command, state, policy) else "not_new"


def _is_new(command: Offer | Register, state: BondState, policy: BondPolicy) -> bool:
    """Whether the member is new: as recorded with the fact, otherwise by his registration."""
    if command.is_new is not None:
        return command.is_new
    if state.registered_at is None:
        return True
    return command.at < policy.new_for.add_to(state.registered_at, policy.zone)


def _is_cooling(leader: PartyId, at: datetime, state: BondState, policy: BondPolicy) -> bool:
    """Whether the cool-down after the last bond keeps this leader waiting."""
    if not policy.cool_down:
        return False
    match state:
        case Unbound(released=BondReleased(at=ended_at, leader=loser)):
            pass
        case Bound(bond=Bond(valid_until=datetime() as ended_at, leader=loser)):
            pass
        case _:
            return False
    is_meant = policy.cool_down_for is CoolDownFor.EVERYBODY or leader == loser
    return is_meant and at < policy.cool_until(ended_at)


def _renewed(command: Offer | Register, bond: Bond, policy: BondPolicy) -> BondEvent:
    until = policy.valid_until(command.at) if policy.renews else None
    if until is None or bond.valid_until is None or until <= bond.valid_until:
        return _declined(command, bond.leader, "same_leader")
    return BondRenewed(
        command.id, command.at, command.member, store=bond.store, leader=bond.leader, valid_until=until
    )


def _bound(
    command: Offer | Register | HandOver,
    leader: PartyId,
    deed: TouchKind,
    before: Bond | None,
    policy: BondPolicy,
) -> BondEvent:
    """Bind the member for a full term; what stood ends at this instant."""
    fact, at, member, store = command.id, command.at, command.member, _store(command, policy)
    until = policy.valid_until(at)
    yields = policy.house_yields and leader == policy.house
    protected = at if yields else policy.protected_until(at, valid_until=until)
    if before is None:
        return Bonded(
            fact, at, member, store=store, leader=leader, deed=deed,
            valid_until=until, protected_until=protected,
        )  # fmt: skip
    return BondTakenOver(
        fact, at, member, store=store, leader=leader, deed=deed,
        valid_until=until, protected_until=protected, lost_by=before.leader,
    )  # fmt: skip


def _handed_over(command: HandOver, state: BondState, policy: BondPolicy, others: Others) -> BondEvent:
    """Give the member to a leader by hand."""
    bond, receiver = standing(state, command.at), command.to
    if policy.scope is BondScope.STORE and command.store is None:
        return _declined(command, receiver, "no_store")
    if bond is not None and bond.leader == receiver:
        return _declined(command, receiver, "same_leader")
    if why := _cannot_follow(command, receiver, policy, others):
        return _declined(command, receiver, why)
    if bond is None:
        return _bound(command, receiver, HANDED_OVER, None, policy)
    return _reassigned(command, receiver, bond, HANDED_OVER, policy, why=command.why)


def _passed_on(
    command: PassOn, state: BondState, policy: BondPolicy, others: Others
) -> tuple[BondEvent, ...]:
    """Pass the bond of a leader who left to the first who can follow; free the member where nobody can."""
    bond = standing(state, command.at)
    if bond is None or bond.leader != command.leaving:
        return ()
    for receiver in command.to:
        if receiver != command.leaving and not _cannot_follow(command, receiver, policy, others):
            return (_reassigned(command, receiver, bond, LEADER_EXIT, policy),)
    return (
        BondReleased(command.id, command.at, command.member, store=bond.store, leader=bond.leader, left=True),
    )


def _cannot_follow(command: HandOver | PassOn, receiver: PartyId, policy: BondPolicy, others: Others) -> str:
    """Return why a leader cannot be given the member; empty where he can."""
    if receiver == command.member and not policy.allows_self:
        return "self"
    if not others.may_bind(receiver, command.at):
        return "leader_not_active"
    below = others.stands_below(receiver, command.member, command.at, _store(command, policy))
    return "cycle" if below else ""


def _reassigned(
    command: HandOver | PassOn,
    receiver: PartyId,
    bond: Bond,
    deed: TouchKind,
    policy: BondPolicy,
    *,
    why: str = "",
) -> BondEvent:
    """Hand over what is left of a bond: its end and its protection stay as they were promised."""
    yields = policy.house_yields and receiver == policy.house
    return BondReassigned(
        command.id,
        command.at,
        command.member,
        store=bond.store,
        leader=receiver,
        deed=deed,
        valid_until=bond.valid_until,
        protected_until=command.at if yields else bond.protected_until,
        lost_by=bond.leader,
        why=why,
    )


def _declined(command: BondCommand, leader: PartyId | None, why: str) -> BondDeclined:
    return BondDeclined(command.id, command.at, command.member, store=command.store, leader=leader, why=why)


def _store(command: BondCommand, policy: BondPolicy) -> PartyId | None:
    return command.store if policy.scope is BondScope.STORE else None


__all__ = ["rule", "standing"]
