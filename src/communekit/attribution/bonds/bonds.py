"""All bonds of a community (锁客台账), as of any moment. Facts may arrive in any order, and twice."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain as chained
from typing import Final, Self

import attrs

from communekit.errors import LimitExceededError, language_of
from communekit.ids import PartyId
from communekit.parties import LeaderEvent, LeaderState, Ties, Touch
from communekit.period import instant

from .bond import Bond
from .change import BondChange, next_change
from .command import BondCommand, HandOver, MemberStep, Offer, Register, Release
from .errors import BondFactConflictError, BondScopeError, InvalidBondFactError
from .event import BondDeclined, BondEvent
from .fold import Fold, LifeKey, Turns
from .handed_in import asked, listed
from .holding import Holding, holdings
from .leaders import LeaderRecord
from .mode import BondScope
from .policy import BondPolicy

DEPTH_MAX: Final = 1_000
"""No line of leaders is followed further up than this."""

BondFact = Touch | BondCommand
"""What a book of bonds reads."""

PersonOf = Callable[[PartyId, datetime], str]
"""Whose member id an id stood for: visitors become members when they are known (访客识别)."""

_NO_TIES: Final = Ties()


def _in_order(given: Iterable[BondCommand]) -> tuple[BondCommand, ...]:
    by_id: dict[str, BondCommand] = {}
    for fact in listed(given, "facts", "[Offer(…), Register(…), …]"):
        if not isinstance(fact, Offer | Register | Release | HandOver):
            raise InvalidBondFactError("fact", fact)
        known = by_id.setdefault(fact.id, fact)
        if known is not fact and known != fact:
            raise BondFactConflictError(fact.id)
    return tuple(sorted(by_id.values(), key=lambda fact: fact.place))


def _leaders(given: LeaderRecord | Iterable[LeaderEvent]) -> LeaderRecord:
    return given if isinstance(given, LeaderRecord) else LeaderRecord(given)


@attrs.frozen
class Bonds:
    """The bonds of a community under a policy (锁客台账), from the facts of its members and leaders.

    Facts count in the order of their instants, whatever the order of arrival: at one instant leaders' exits come
    first, then what was done by hand, registrations, offers; then by priority, then by id. The same fact told twice
    is told once. A later fact makes another book: ask the old one what was known before.

    Args:
        policy: The rules.
        facts: Offers, registrations, releases, hand-overs; see `Bonds.of` for touches.
        leaders: The events of the leaders' lives. A leader of whom there are none is taken to be at work.
        ties: Sponsorships (推荐关系): who stands above a leader that is bound to nobody himself.

    Errors: `BondFactConflictError`, `InvalidBondFactError`; `InvalidTimeError` for an end beyond the years.

    >>> from communekit.period import Duration
    >>> policy = BondPolicy(mode="last", validity=Duration.days(30), protection=Duration.days(15))
    >>> bonds = Bonds(policy, [
    ...     Offer("o-1", "2026-03-01T00:00:00+08:00", "M1", "L1", "link"),
    ...     Offer("o-2", "2026-03-10T00:00:00+08:00", "M1", "L2", "live"),
    ...     Offer("o-3", "2026-03-16T00:00:00+08:00", "M1", "L2", "live"),
    ... ])
    >>> [bonds.as_of("M1", instant(f"2026-03-{day}T00:00:00+08:00")).leader for day in ("15", "16")]
    ['L1', 'L2']
    """

    policy: BondPolicy
    facts: tuple[BondCommand, ...] = attrs.field(default=(), converter=_in_order)
    leaders: LeaderRecord = attrs.field(factory=LeaderRecord, kw_only=True, converter=_leaders)
    ties: Ties = attrs.field(factory=Ties, kw_only=True)
    _events: dict[LifeKey, list[BondEvent]] = attrs.field(init=False, repr=False, eq=False)
    _turns: dict[LifeKey, Turns] = attrs.field(init=False, repr=False, eq=False)
    _led: dict[PartyId, dict[LifeKey, None]] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        for part, kind in (("policy", BondPolicy), ("ties", Ties)):
            if not isinstance(getattr(self, part), kind):
                raise InvalidBondFactError(part, getattr(self, part))
        fold = Fold(self.policy, self.leaders, self.ties)
        fold.read(self.facts)
        led: dict[PartyId, dict[LifeKey, None]] = {}
        for key, (_, bonds) in fold.turns.items():
            for bond in bonds:
                if bond is not None:
                    led.setdefault(bond.leader, {})[key] = None
        for name, value in (("_events", fold.events), ("_turns", fold.turns), ("_led", led)):
            object.__setattr__(self, name, value)

    @classmethod
    def of(
        cls,
        policy: BondPolicy,
        facts: Iterable[BondFact],
        *,
        leaders: LeaderRecord | Iterable[LeaderEvent] = (),
        ties: Ties = _NO_TIES,
        person_of: PersonOf | None = None,
    ) -> Self:
        """Return the bonds that follow from touches and other facts.

        Args:
            policy: The rules.
            facts: In any order. A touch that leads to nobody binds nobody and is passed over.
            leaders: The events of the leaders' lives.
            ties: Sponsorships of leaders.
            person_of: Which member an id stood for at an instant; the id itself unless said otherwise. A bond belongs
                to the person: it survives another device and another login, and a leader's second account is himself.
        """
        told = listed(facts, "facts", "[Touch(…), Offer(…), Register(…), …]")
        return cls(policy, tuple(_told(told, _asks(person_of))), leaders=leaders, ties=ties)

    def with_facts(
        self, *facts: BondFact, leaders: Iterable[LeaderEvent] = (), person_of: PersonOf | None = None
    ) -> Self:
        """Return the bonds with further facts, late ones too; those known already change nothing.

        Args:
            facts: As in `of`.
            leaders: Further events of the leaders' lives.
            person_of: As in `of`, and the same as there. A visitor who turned out to be a member only since then had
                his earlier touches told as the visitor's: make the book anew.
        """
        told = (*self.facts, *_told(facts, _asks(person_of)))
        more = listed(leaders, "leaders", "[LeaderApproved(…), …]")
        return attrs.evolve(self, facts=told, leaders=(*self.leaders.events, *more))

    def as_of(self, member: str, at: datetime, *, store: str | None = None) -> Bond | None:
        """Return the bond of a member that stood at an instant, as it was known then; None where he was free.

        Args:
            member: Whose.
            at: The instant.
            store: In which store; needed where bonds are per store, of no matter otherwise.

        Errors: `BondScopeError`, `InvalidTimeError`.
        """
        return self._standing(self._key(member, store), instant(at))

    def history(self, member: str, *, store: str | None = None) -> tuple[Holding, ...]:
        """Return who had a member from when until when, the oldest first; errors as in `as_of`."""
        return holdings(self._events.get(self._key(member, store), []))

    def events(self, member: str, *, store: str | None = None) -> tuple[BondEvent, ...]:
        """Return all that happened to a member's bond, what was declined too; errors as in `as_of`."""
        return tuple(self._events.get(self._key(member, store), ()))

    @property
    def declined(self) -> tuple[BondDeclined, ...]:
        """What did not bind, and why, of all members: by instant, then by id."""
        every = chained.from_iterable(self._events.values())
        found = (event for event in every if isinstance(event, BondDeclined))
        return tuple(sorted(found, key=lambda event: (event.at, event.fact, event.member)))

    def members_of(self, leader: str, at: datetime, *, store: str | None = None) -> tuple[PartyId, ...]:
        """Return whom a leader had at an instant, by id; where bonds are per store, in one store or in any."""
        moment, found = instant(at), set[PartyId]()
        for key in self._led.get(PartyId(asked(leader, "leader")), ()):
            bond = self._standing(key, moment) if store in (None, key[1]) or key[1] is None else None
            if bond is not None and bond.leader == leader:
                found.add(key[0])
        return tuple(sorted(found))

    def chain(
        self, member: str, at: datetime, depth_max: int, *, store: str | None = None
    ) -> tuple[PartyId, ...]:
        """Return the line of leaders above a member at an instant, nearest first, at most `depth_max` long.

        Who is bound to himself stands at the head of his line.

        Errors: `LimitExceededError` for a depth above 1,000; those of `as_of`.
        """
        if type(depth_max) is not int or not 0 <= depth_max <= DEPTH_MAX:
            raise LimitExceededError("depth of a line", depth_max, DEPTH_MAX)
        party, line = PartyId(asked(member, "member")), list[PartyId]()
        while len(line) < depth_max:
            bond = self.as_of(party, at, store=store)
            if bond is None or bond.leader == party:
                break
            party = bond.leader
            line.append(party)
        return tuple(line)

    def next_change(self, member: str, at: datetime, *, store: str | None = None) -> BondChange | None:
        """Return what changes next if nothing happens: for an agenda (待办), so that nobody needs a clock.

        The protection ends, the bond expires, or the cool-down is over; None where nothing of it lies ahead.
        Errors as in `as_of`.
        """
        key, moment = self._key(member, store), instant(at)
        known = [event for event in self._events.get(key, ()) if event.at <= moment]
        return next_change(self.policy, holdings(known), moment)

    def state_of(self, leader: str, at: datetime) -> LeaderState | None:
        """Return a leader's state at an instant; None where nothing is known of him."""
        return self.leaders.state_of(leader, at)

    def may_earn(self, leader: str, at: datetime) -> bool:
        """Whether a leader earns on his bonds at an instant: at work, or resting where the policy pays for that."""
        return self.leaders.works_at(leader, at, paused=self.policy.earns_while_paused)

    def why(self, member: str, at: datetime, *, store: str | None = None, locale: str = "en") -> str:
        """Return in a sentence whose member somebody was at an instant, and why; errors as in `as_of`."""
        bond = self.as_of(member, at, store=store)
        if bond is None:
            return "未被任何团长锁定。" if language_of(locale) == "zh" else "not bound to any leader"
        return bond.why(self.policy, locale=locale)

    def _key(self, member: str, store: str | None) -> LifeKey:
        asked(member, "member")
        if self.policy.scope is BondScope.COMMUNITY:
            return PartyId(member), None
        if store is None:
            raise BondScopeError(member)
        return PartyId(member), PartyId(store)

    def _standing(self, key: LifeKey, at: datetime) -> Bond | None:
        times, bonds = self._turns.get(key, _NEVER)
        place = bisect_right(times, at)
        bond = bonds[place - 1] if place else None
        return bond if bond is not None and bond.stands_at(at) else None


_NEVER: Final[Turns] = ([], [])


def _asks(person_of: PersonOf | None) -> PersonOf | None:
    """Return how persons are asked for; who is who is asked by its method."""
    if person_of is not None and not callable(person_of):
        raise InvalidBondFactError("person_of", person_of, "identities.person_of")
    return person_of


def _told(facts: Iterable[BondFact], person_of: PersonOf | None) -> Iterator[BondCommand]:
    """Yield the facts of members: touches as offers, visitors as the members they turned out to be."""
    for fact in facts:
        if isinstance(fact, Touch) and fact.owner is None:
            continue
        told = Offer.of(fact) if isinstance(fact, Touch) else fact
        yield told if person_of is None or not isinstance(told, MemberStep) else _of_person(told, person_of)


def _of_person(fact: BondCommand, person_of: PersonOf) -> BondCommand:
    """Return a fact as one of the person's; a leader who is he under another id is he himself."""
    member = person_of(fact.member, fact.at)

    def is_he(leader: PartyId) -> bool:
        return person_of(leader, fact.at) == member

    match fact:
        case Offer(leader=str() as leader) | Register(leader=str() as leader) if is_he(leader):
            return attrs.evolve(fact, member=member, leader=member)
        case HandOver(to=receiver) if is_he(receiver):
            return attrs.evolve(fact, member=member, to=member)
        case _:
            return attrs.evolve(fact, member=member)


__all__ = ["BondFact", "Bonds", "PersonOf"]
