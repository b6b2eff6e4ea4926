"""What guards look at (防作弊事实集): what bears on one order's buyer, or all that is known.

What a visitor did is the person's who had signed in; accounts keep their own ids, and groups join those of one person.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import attrs

from communekit.attribution import Identities, Merge, SignIn
from communekit.attribution.guards import CodeAttempt, Facts, Mark, Purchase
from communekit.ids import PartyId
from communekit.orders import Order
from communekit.parties import Role, Touch
from communekit.storage import place

from .desk import Desk
from .known import Known
from .order_file import OrderFile
from .signal import done_by, found_on, known_as


def all_facts(desk: Desk, known: Known) -> Facts:
    """Return all that guards may look at; of an order that is credited, its leader stands with it."""
    told = known.everything()
    identities = Identities(
        [fact for fact in told if isinstance(fact, SignIn)],
        [fact for fact in told if isinstance(fact, Merge)],
    )
    files = (desk.order(stream.removeprefix("order/")) for stream in _paid(desk, None))
    return _facts(
        identities,
        touches=(fact for fact in told if isinstance(fact, Touch)),
        attempts=(fact for fact in told if isinstance(fact, CodeAttempt)),
        marks=(fact for fact in told if isinstance(fact, Mark)),
        purchases=(_purchase(file, identities) for file in files),
    )


def with_order(facts: Facts, known: Known, order: Order, leader: str | None) -> Facts:
    """Return facts with one order as it stands to be credited: to a leader, or to nobody yet."""
    others = [purchase for purchase in facts.purchases if purchase.id != order.id]
    bought = _bought(known, order, leader)
    return attrs.evolve(facts, purchases=others if bought is None else [*others, bought])


def facts_near(desk: Desk, known: Known, order: Order, leader: str | None) -> Facts:
    """Return what bears on an order: its buyer's deeds, and those of whoever shares a device or a household with him or his leaders."""
    tied = known.touches_of_order(order.id)
    seeds = [*_buyer(order), *(touch.by for touch in tied)]
    identities = known.identities(*seeds)
    people = _buyers(order, tied, identities)
    owners = {touch.owner for touch in touches_of(known, order)} | {leader}
    leaders = sorted({owner for owner in owners if owner is not None})
    identities = known.identities(*seeds, *leaders)
    own = _marks(known, _ids({*people, *leaders}, identities))
    marks = dict.fromkeys((*own, *(mark for one in own for mark in known.of(found_on(one), Mark))))
    identities = known.identities(*seeds, *leaders, *(mark.person for mark in marks))
    people |= {identities.person_of(mark.person, mark.window.start) for mark in marks}
    ids = _ids(people, identities)
    done = [*known.touches(ids), *tied, *(one for id_ in ids for one in known.of(done_by(id_), CodeAttempt))]
    its = [fact for fact in dict.fromkeys(done) if identities.person_of(fact.by, fact.at) in people]
    streams = dict.fromkeys(stream for id_ in ids for stream in _paid(desk, place("party", id_)))
    bought = (_purchase(desk.order(stream.removeprefix("order/")), identities) for stream in streams)
    return _facts(
        identities,
        touches=(fact for fact in its if isinstance(fact, Touch)),
        attempts=(fact for fact in its if isinstance(fact, CodeAttempt)),
        marks=marks,
        purchases=(one for one in bought if one is not None and identities.account_of(one.by) in people),
    )


def touches_of(known: Known, order: Order) -> list[Touch]:
    """Return the touches of whoever bought, and what belongs to the order."""
    tied = known.touches_of_order(order.id)
    identities = known.identities(*_buyer(order), *(touch.by for touch in tied))
    return [*known.touches(_ids(_buyers(order, tied, identities), identities)), *tied]


def _buyers(order: Order, tied: Iterable[Touch], identities: Identities) -> set[PartyId]:
    """Return who bought, as far as that is known: the member, and whoever did what belongs to the order."""
    moments = {order.placed_at, order.paid_at}
    people = {identities.person_of(id_, at) for id_ in _buyer(order) for at in moments}
    return people | {identities.person_of(touch.by, touch.at) for touch in tied}


def _buyer(order: Order) -> tuple[str, ...]:
    return () if order.member is None else (order.member,)


def _ids(people: Iterable[str], identities: Identities) -> list[str]:
    """Return all ids of some people."""
    return sorted({id_ for one in people for id_ in (one, *identities.ids_of(one))})


def _marks(known: Known, ids: Iterable[str]) -> list[Mark]:
    return [mark for id_ in ids for mark in known.of(known_as(id_), Mark)]


def _paid(desk: Desk, tag: str | None) -> Iterator[str]:
    """Yield the streams of orders that were paid."""
    for recorded in desk.unit.events.since(0, tag=tag):
        if recorded.event.kind == "order.paid":
            yield recorded.stream


def _purchase(file: OrderFile, identities: Identities) -> Purchase | None:
    """Return an order as guards see it, with whom it is credited to; None where nobody knows who bought."""
    order, role = file.order, Role.LEADER if file.attribution is None else file.attribution.role
    if order.member is None:
        return None
    leader = next((credit.party for credit in file.credits if credit.role == role), None)
    by = _named(identities, order.member, order.placed_at)
    return Purchase(order.id, order.placed_at, by, leader=leader)


def _bought(known: Known, order: Order, leader: str | None) -> Purchase | None:
    tied = known.touches_of_order(order.id)
    identities = known.identities(*_buyer(order), *(touch.by for touch in tied))
    if order.member is not None:
        by = _named(identities, order.member, order.placed_at)
    elif tied:
        first = min(tied, key=lambda touch: touch.place)
        by = _named(identities, first.by, first.at)
    else:
        return None
    return Purchase(order.id, order.placed_at, by, leader=leader)


def _named(identities: Identities, id_: str, at: datetime) -> PartyId:
    """Return under which id guards know whoever did something: his account's own, or the person's for a visitor."""
    person = identities.person_of(id_, at)
    return PartyId(id_) if id_ in identities.accounts_of(person) else person


def _facts(
    identities: Identities,
    *,
    touches: Iterable[Touch],
    attempts: Iterable[CodeAttempt],
    marks: Iterable[Mark],
    purchases: Iterable[Purchase | None],
) -> Facts:
    return Facts(
        touches=[attrs.evolve(one, by=_named(identities, one.by, one.at)) for one in touches],
        attempts=[attrs.evolve(one, by=_named(identities, one.by, one.at)) for one in attempts],
        marks=[attrs.evolve(one, person=_named(identities, one.person, one.window.start)) for one in marks],
        purchases=[purchase for purchase in purchases if purchase is not None],
        same=[identities.accounts_of(merge.into) for merge in identities.merges],
    )


__all__ = ["all_facts", "facts_near", "touches_of", "with_order"]
