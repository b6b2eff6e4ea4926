"""Crediting (归因): an order that was told without credits is attributed from what is known, and that stays."""

from collections.abc import Iterator, Mapping

import attrs

from communekit.attribution import (
    Attribution,
    AttributionPolicy,
    Facts,
    Identities,
    Moment,
    Touches,
    attribute,
    write_attribution,
)
from communekit.orders import Credits, Order
from communekit.parties import Ties, Touch
from communekit.storage import place

from .bond_lives import BondLives
from .desk import Desk
from .fact import Sale
from .guarding import Guarded, guarded, note
from .happening import OrderAttributed
from .known import Known


def credit(desk: Desk, sale: Sale) -> Credits:
    """Return who is credited with an order: as it was told, or else as attributed now; that is kept with the order."""
    policy = desk.terms.attribution
    if policy is None or len(sale.credits):
        return sale.credits
    order = sale.order
    known, made = basis_of(desk, order, policy)
    found = attribute(order, policy, known)
    keep(desk, order, found)
    note(desk, order.id, made, order.paid_at, place("attributed", order.id))
    return found.credits


def basis_of(desk: Desk, order: Order, policy: AttributionPolicy) -> tuple[Facts, Guarded]:
    """Return what an order is credited from, and what guards make of it."""
    known = Known(desk)
    facts = facts_of(desk, known, order, policy)
    made = guarded(desk, known, order, policy, facts)
    holds: dict[str, str] = {order.id: made.hold} if made.hold else {}
    return attrs.evolve(facts, rejected=made.rejected, held=holds), made


def keep(desk: Desk, order: Order, found: Attribution) -> None:
    """Keep an attribution with its order."""
    happening = OrderAttributed(
        order.id, write_attribution(found), found.scheme, found.policy_version, found.version
    )
    key = place("attributed", order.id, str(found.version))
    desk.keep(place("order", order.id), key, happening, order.paid_at)


def facts_of(desk: Desk, known: Known, order: Order, policy: AttributionPolicy) -> Facts:
    """Return what is known now and bears on an order: of its buyer, of whoever he was led to, and of nobody else."""
    tied = known.touches_of_order(order.id)
    buyer = () if order.member is None else (order.member,)
    identities = known.identities(*buyer, *(touch.by for touch in tied))
    ids = {id_ for one in _persons(order, policy, identities) for id_ in (one, *identities.ids_of(one))}
    touches = [*known.touches(sorted(ids)), *tied]
    bonds = None if desk.terms.bonds is None else BondLives(known, desk.terms.bonds)
    earlier = dict(_earlier(desk, order, policy, touches))
    consents = None
    if desk.terms.asks_consent:
        persons = {identities.person_of(touch.by, touch.at) for touch in touches}
        said = {id_ for person in persons for id_ in identities.ids_of(person)}
        consents = known.consents(sorted({*said, *(touch.by for touch in touches)}))
    return Facts(
        touches=Touches(touches),
        identities=identities,
        bonds=bonds,
        ties=_ties(known, order, policy, touches, identities, bonds, earlier),
        consents=consents,
        leaders=known,
        earlier=earlier,
    )


def _persons(order: Order, policy: AttributionPolicy, identities: Identities) -> Iterator[str]:
    if order.member is not None:
        at = order.placed_at if policy.moment is Moment.PLACED else order.paid_at
        yield identities.person_of(order.member, at)


def _earlier(
    desk: Desk, order: Order, policy: AttributionPolicy, touches: list[Touch]
) -> Iterator[tuple[str, Credits]]:
    """Yield the credits of the orders that visits belong to."""
    if policy.add_ons is None:
        return
    for picked_up in {touch.order for touch in touches} - {None, order.id}:
        file = desk.order(str(picked_up))
        if file.paid is not None:
            yield file.id, file.credits


def _ties(
    known: Known,
    order: Order,
    policy: AttributionPolicy,
    touches: list[Touch],
    identities: Identities,
    bonds: BondLives | None,
    earlier: Mapping[str, Credits],
) -> Ties:
    """Return the ties of whoever may be credited, of his line of sponsors, of sessions and of contents."""
    subjects: dict[str | None, None] = dict.fromkeys([order.session])
    for touch in touches:
        subjects.update(dict.fromkeys((touch.owner, touch.session, touch.content)))
    for credits_ in earlier.values():
        subjects.update(dict.fromkeys(one.party for one in credits_))
    at = order.placed_at if policy.moment is Moment.PLACED else order.paid_at
    for person in _persons(order, policy, identities):
        for account in identities.accounts_of(person):
            subjects[account] = None
            bond = None if bonds is None else bonds.as_of(account, at, store=order.store)
            subjects[None if bond is None else bond.leader] = None
    return known.ties((one for one in subjects if one is not None), depth=policy.depth)


__all__ = ["basis_of", "credit"]
