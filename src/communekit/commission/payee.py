"""Payees: which parties stand in a role on a line, with which exact shares, and who stands in for a missing one."""

from fractions import Fraction
from typing import NamedTuple

from communekit.ids import PartyId
from communekit.orders import Credits, Line, Order
from communekit.parties import Role

from .clause import Clause
from .composition import Chain, Composition, MissingWay
from .errors import MissingPartyError
from .plan import Plan

WHOLE = Fraction(1)


class Payee(NamedTuple):
    """A party that is paid a share of a role's amount; `rolled_from` names the role that it stands in for."""

    party: PartyId
    share: Fraction = WHOLE
    rolled_from: Role | None = None


Payees = tuple[Payee, ...]


class Holder(NamedTuple):
    """A party that stands in a role on a line, active or not."""

    party: PartyId
    share: Fraction
    active: bool


def stands_in(plan: Plan, role: str, order: Order, line: Line, credits_: Credits) -> tuple[Holder, ...]:
    """Return who stands in a role: the credits, or the party that the facts or the plan name."""
    given = credits_.of(role, line.id)
    if given:
        return tuple(
            [
                Holder(credit.party, WHOLE if credit.share.share == 1 else credit.share.share, credit.active)
                for credit in given
            ]
        )
    named = named_party(plan, role, order, line)
    return () if named is None else (Holder(named, WHOLE, active=True),)


def named_party(plan: Plan, role: str, order: Order, line: Line) -> PartyId | None:
    """Return the party of a role that nobody is credited in: the one that the plan, the order or the product names."""
    named: PartyId | None = plan.parties.get(role)  # type: ignore[call-overload]  # a role is a str
    if named is None:
        if role == Role.SUPPLIER:
            return line.product.supplier
        if role == Role.STORE:
            return order.store
        if role == Role.MEMBER:
            return order.member
    return named


def payees_of(plan: Plan, clause: Clause, order: Order, line: Line, credits_: Credits) -> Payees:
    """Return who is paid what clause pays on a line; shares add up to less than one where a share lapses."""
    standing = stands_in(plan, clause.role, order, line, credits_)
    active = tuple(Payee(holder.party, holder.share) for holder in standing if holder.active)
    if len(active) == 1 and active[0].share is WHOLE:
        return active
    open_share = WHOLE - sum((payee.share for payee in active), Fraction(0))
    if not open_share:
        return active
    match clause.missing.way:
        case MissingWay.LAPSE:
            return active
        case MissingWay.HOUSE:
            return _merged((*active, Payee(clause.missing.party, open_share, clause.role)))
        case MissingWay.ROLL_UP:
            return _merged((*active, *_rolled_up(plan, clause, open_share, order, line, credits_)))


def only_party(plan: Plan, role: Role, order: Order, line: Line, credits_: Credits) -> PartyId:
    """Return the one party that stands in a role whole, as the residual party and the bearer must.

    Raises:
        MissingPartyError: Nobody does, or more than one, or not active.
    """
    holders = stands_in(plan, role, order, line, credits_)
    if len(holders) != 1 or not holders[0].active or holders[0].share is not WHOLE:
        raise MissingPartyError(order.id, line.id, role)
    return holders[0].party


def _rolled_up(
    plan: Plan, clause: Clause, open_share: Fraction, order: Order, line: Line, credits_: Credits
) -> Payees:
    for role in _above(clause.role, clause.chain):
        takers = [holder for holder in stands_in(plan, role, order, line, credits_) if holder.active]
        held = sum((holder.share for holder in takers), Fraction(0))
        if held:
            return tuple(
                Payee(holder.party, open_share * holder.share / held, clause.role) for holder in takers
            )
    return ()


def _above(role: Role, composition: Composition | None) -> tuple[Role, ...]:
    """Return the roles to which a share rolls, nearest first: up a chain, back towards a waterfall's source."""
    if composition is None:
        return ()
    place = composition.roles.index(role)
    if composition.kind is Chain.WATERFALL:
        return composition.roles[:place][::-1]
    return composition.roles[place + 1 :]


def _merged(payees: Payees) -> Payees:
    """Return payees with each party once; a party that also stands in for another role keeps the sum of shares."""
    by_party: dict[str, Payee] = {}
    for payee in payees:
        known = by_party.get(payee.party)
        by_party[payee.party] = payee if known is None else known._replace(share=known.share + payee.share)
    return tuple(by_party.values())
