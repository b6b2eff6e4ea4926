"""Directories (名录): the parties of one community, and the ties between them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Self, TypeVar

import attrs

from communekit.ids import PartyId, distinct, identifier

from .brand import Brand
from .circle import Circle
from .community import CommunityId
from .errors import InvalidPartyError, PartyCycleError, UnknownPartyError
from .leader import Leader
from .member import Member
from .neighbourhood import Neighbourhood
from .role import Role
from .store import Store
from .supplier import Supplier
from .tie import Tie
from .ties import Ties

Listed = Brand | Store | Leader | Member | Supplier | Circle | Neighbourhood
"""What a directory lists."""

_L = TypeVar("_L", bound=Listed)


def _community_id(text: str) -> CommunityId:
    return CommunityId(identifier(text, what="community id"))


def _listed(given: Iterable[Listed]) -> tuple[Listed, ...]:
    parties = tuple(given)
    for party in parties:
        if not isinstance(party, Listed):
            raise InvalidPartyError("party", party, "kind")
    return tuple(sorted(parties, key=lambda party: (party.id, type(party).__name__)))


@attrs.frozen
class Directory:
    """The parties of one community (名录), each kind under ids of its own, and their ties.

    One person may hold several roles: the same id as `Leader` and as `Member`. Otherwise no two ids may look
    alike. Whoever a party or a tie speaks of must be listed; the subject of a tie may also be a thing, such
    as a live session. Another community is another directory, and neither knows of the other.

    Errors: `InvalidIdError` (twice, or look-alikes), `UnknownPartyError`, `PartyCycleError` (neighbourhoods
    within each other), `InvalidTimeError` "before_opening", "after_closing" for a tie to a store then shut.

    >>> directory = Directory("riverside", [Store("S1"), Leader("L1", store="S1"), Member("L1")])
    >>> from communekit.period import instant
    >>> sorted(directory.roles_of("L1", instant("2026-03-01T00:00:00Z")))
    [Role("leader"), Role("member")]
    """

    community: CommunityId = attrs.field(converter=_community_id)
    parties: tuple[Listed, ...] = attrs.field(default=(), converter=_listed)
    ties: Ties = attrs.field(factory=Ties)
    _by_id: dict[PartyId, tuple[Listed, ...]] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        by_id: dict[PartyId, tuple[Listed, ...]] = {}
        for party in self.parties:
            known = by_id.get(party.id, ())
            if any(type(party) is type(other) for other in known):
                distinct([party.id, party.id], what=f"{type(party).__name__.lower()} id")
            by_id[party.id] = (*known, party)
        distinct(by_id, what="party id")
        object.__setattr__(self, "_by_id", by_id)
        for party in self.parties:
            self._check_mentions(party)
        for tie in self.ties.ties:
            self._check_tie(tie)

    def find(self, kind: type[_L], party: str) -> _L:
        """Return what is listed under an id as a store, a leader, a circle and so on.

        Errors: `UnknownPartyError`, the same whether or not another community has such a party.

        >>> Directory("riverside", [Store("S1")]).find(Store, "S1").guarantor
        'S1'
        """
        for listed in self._by_id.get(PartyId(party), ()):
            if isinstance(listed, kind):
                return listed
        raise UnknownPartyError(kind.__name__.lower(), party)

    def every(self, kind: type[_L]) -> Iterator[_L]:
        """Yield everything of a kind, by id."""
        return (party for party in self.parties if isinstance(party, kind))

    def roles_of(self, party: str, at: datetime) -> frozenset[Role]:
        """Return the roles of a party at an instant: those it is listed in, and those its ties give it.

        Errors: `UnknownPartyError`.
        """
        known = self._by_id.get(PartyId(party))
        if known is None:
            raise UnknownPartyError("party", party)
        listed = {entry.role for entry in known if not isinstance(entry, Circle | Neighbourhood)}
        return self.ties.roles_as_of(party, at) | listed

    def with_parties(self, *parties: Listed) -> Self:
        """Return the directory with further parties."""
        return attrs.evolve(self, parties=(*self.parties, *parties))

    def with_ties(self, *ties: Tie) -> Self:
        """Return the directory with further ties."""
        return attrs.evolve(self, ties=self.ties.with_tie(*ties))

    def _check_mentions(self, party: Listed) -> None:
        """Refuse a party that speaks of somebody who is not listed."""
        match party:
            case Store(brand=brand, guarantor=guarantor, neighbourhood=place):
                self._check_listed((Brand, brand), (Neighbourhood, place))
                if guarantor not in self._by_id:
                    raise UnknownPartyError("guarantor", guarantor)
            case Leader(store=store, neighbourhood=place):
                self._check_listed((Store, store), (Neighbourhood, place))
            case Circle(leader=leader, neighbourhood=place):
                self._check_listed((Leader, leader), (Neighbourhood, place))
            case Member(neighbourhood=place) | Supplier(neighbourhood=place):
                self._check_listed((Neighbourhood, place))
            case Neighbourhood():
                self._check_within(party)
            case Brand():
                pass

    def _check_listed(self, *mentions: tuple[type[Listed], PartyId | None]) -> None:
        for kind, party in mentions:
            if party is not None:
                self.find(kind, party)

    def _check_within(self, place: Neighbourhood) -> None:
        path = [place.id]
        while place.within is not None:
            place = self.find(Neighbourhood, place.within)
            if place.id in path:
                raise PartyCycleError("within", (*path, place.id))
            path.append(place.id)

    def _check_tie(self, tie: Tie) -> None:
        listed = self._by_id.get(tie.object)
        if listed is None:
            raise UnknownPartyError(tie.kind, tie.object)
        for party in listed:
            if isinstance(party, Store):
                party.check_trading(tie.window.start)


__all__ = ["Directory", "Listed"]
