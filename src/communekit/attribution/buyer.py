"""The buyer of an order (购买人), under every id that he is known by."""

from collections.abc import Iterator
from datetime import datetime

from communekit.ids import PartyId
from communekit.orders import Order
from communekit.parties import Applied, Declined, LeaderState, NotApplied, Touch

from .as_of import StandingBond
from .choices import Moment
from .facts import Facts
from .policy import AttributionPolicy


class Buyer:
    """Who bought, as far as is known, and what he did."""

    __slots__ = ("accounts", "at", "bonds", "facts", "order", "person", "touches")

    def __init__(self, order: Order, policy: AttributionPolicy, facts: Facts) -> None:
        self.order, self.facts = order, facts
        self.at: datetime = order.placed_at if policy.moment is Moment.PLACED else order.paid_at
        known = facts.identities
        self.person: PartyId | None = None
        self.accounts: tuple[PartyId, ...] = ()
        if order.member is not None:
            self.person = known.person_of(order.member, self.at)
            self.accounts = known.accounts_of(self.person)
        found = {touch.id: touch for touch in (*self._own(), *facts.touches.of_order(order.id))}
        self.bonds = tuple(self._bonds())
        self.touches = sorted(found.values(), key=lambda touch: touch.place)

    def _own(self) -> Iterator[Touch]:
        """Yield what he did under all his ids; on a shared device only while it was he."""
        if self.person is None:
            return
        known = self.facts.identities
        for id_ in {*known.ids_of(self.person), self.person}:
            for touch in self.facts.touches.of(id_):
                if known.person_of(id_, touch.at) == self.person:
                    yield touch

    def _bonds(self) -> Iterator[StandingBond]:
        """Yield the bonds of all his accounts that stand at the order, one for each leader."""
        bonds, seen = self.facts.bonds, set[PartyId]()
        if bonds is None:
            return
        for account in self.accounts:
            bond = bonds.as_of(account, self.at, store=self.order.store)
            if bond is not None and bond.leader not in seen:
                seen.add(bond.leader)
                yield bond

    def is_self(self, owner: str, touch: Touch | None = None) -> bool:
        """Whether an owner is the buyer under another id, a device of his too, or made the very touch (自购)."""
        known = self.facts.identities
        person = known.person_of(owner, self.at)
        return person == self.person or (touch is not None and person == known.person_of(touch.by, touch.at))

    def consented(self, touch: Touch) -> bool:
        """Whether a touch may be used: nobody keeps consents here, or his stood from the touch to the order."""
        consents = self.facts.consents
        if consents is None:
            return True
        known = self.facts.identities
        person = known.person_of(touch.by, touch.at)

        def is_his(id_: PartyId, at: datetime) -> bool:
            """Whether he said it, or nobody is known to have: on a shared device others speak for themselves."""
            return known.person_of(id_, at) in (person, id_)

        ids = (touch.by, *known.accounts_of(person))
        return consents.stood(ids, touch.at, max(touch.at, self.at), is_his=is_his)

    def registered_since(self, at: datetime) -> bool:
        """Whether he registered at or after an instant: a recorded fact."""
        if self.person is None:
            return False
        registered = self.facts.identities.registered_at(self.person)
        return registered is not None and at <= registered

    def state_of(self, leader: str) -> LeaderState | None:
        """Return the state of a leader at the moment of the order, None where it is not known.

        Whoever has the buyer by a bond counts as one, though no record names him: the house, an heir.
        """
        leaders = self.facts.leaders
        state = None if leaders is None else leaders.state_of(leader, self.at)
        has_him = isinstance(state, NotApplied) and any(bond.leader == leader for bond in self.bonds)
        return None if has_him else state

    @property
    def as_leader(self) -> PartyId | None:
        """The account under which the buyer is himself a leader (自己是团长), at work or not; None where he is none."""
        for account in self.accounts:
            if not isinstance(self.state_of(account), NotApplied | Applied | Declined | None):
                return account
        return None


__all__ = ["Buyer"]
