"""Identities (身份归并): which visitor was which member, and which accounts are one person's.

One plain rule. A visitor's touch belongs to the member whose sign-in on it is the latest at or before the touch; where
there is none yet, to the first who signs in afterwards, within a stated window. So on a shared device each has what he
did while he was the last who signed in, and what nobody had signed in for goes to whoever comes next.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Self

import attrs

from communekit.ids import PartyId
from communekit.parties.party_id import party_id
from communekit.period import instant

from .errors import IdentityError, InvalidFactError
from .listed import asked, listed
from .lookback import Lookback

WITHIN: Final = Lookback.exact(timedelta(days=30))


@attrs.frozen(order=True)
class SignIn:
    """A visitor turned out to be a member (登录): by a login, a registration, a phone number.

    Args:
        at: When.
        visitor: The id of the device or browser.
        member: Who it was.
        is_registration: Whether the member came to be with it (注册): a stored fact, no comparison of times.

    Errors: `InvalidIdError`, `InvalidTimeError`, `InvalidFactError`.

    >>> SignIn("2026-03-01T04:00Z", "V7", "M1").member
    'M1'
    """

    at: datetime = attrs.field(converter=instant)
    visitor: PartyId = attrs.field(converter=party_id)
    member: PartyId = attrs.field(converter=party_id)
    is_registration: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if type(self.is_registration) is not bool:
            raise InvalidFactError("bool", self.is_registration)
        if self.visitor == self.member:
            raise IdentityError(self.visitor, self.member, "visitor_is_member")


@attrs.frozen(order=True)
class Merge:
    """Two accounts turned out to be one person's (账号合并): `member` became one with `into`, which stays.

    One person is one person all along: what the account did before it became one belongs to him as well.

    Errors: `IdentityError` "circle" for an account with itself; `InvalidIdError`, `InvalidTimeError`.

    >>> Merge("2026-03-01T04:00Z", "M9", into="M1").into
    'M1'
    """

    at: datetime = attrs.field(converter=instant)
    member: PartyId = attrs.field(converter=party_id)
    into: PartyId = attrs.field(converter=party_id)

    def __attrs_post_init__(self) -> None:
        if self.member == self.into:
            raise IdentityError(self.member, self.into, "circle")


def _sign_ins(given: Iterable[SignIn]) -> tuple[SignIn, ...]:
    told = set(listed(given, SignIn, "sign-in", "list of sign-ins"))
    # Tuples are compared much faster than values.
    return tuple(sorted(told, key=lambda fact: (fact.at, fact.visitor, fact.member, fact.is_registration)))


def _merges(given: Iterable[Merge]) -> tuple[Merge, ...]:
    return tuple(sorted(set(listed(given, Merge, "merge", "list of merges"))))


@attrs.frozen(hash=False)
class Identities:
    """Who is who (身份归并): sign-ins and merged accounts, told in any order.

    Args:
        sign_ins: Which visitor was which member. Of two at one instant on one device the later by member id stands.
        merges: Which accounts are one person's; the account that all lead to is the person's id.
        within: How long before a visitor's first sign-in his touches may be; 30 times 24 hours unless said otherwise.

    Errors: `IdentityError` "visitor_is_member", "merged_twice", "circle"; `InvalidFactError`.

    >>> known = Identities([SignIn("2026-03-01T04:00Z", "V7", "M9")], [Merge("2026-04-01T04:00Z", "M9", "M1")])
    >>> known.person_of("V7", instant("2026-03-05T04:00Z"))
    'M1'
    >>> sorted(known.ids_of("M9"))
    ['M1', 'M9', 'V7']
    """

    sign_ins: tuple[SignIn, ...] = attrs.field(default=(), converter=_sign_ins)
    merges: tuple[Merge, ...] = attrs.field(default=(), converter=_merges)
    within: Lookback = attrs.field(default=WITHIN, kw_only=True)
    _devices: dict[PartyId, list[SignIn]] = attrs.field(init=False, repr=False, eq=False)
    _into: dict[PartyId, PartyId] = attrs.field(init=False, repr=False, eq=False)
    _ids: dict[PartyId, frozenset[PartyId]] = attrs.field(init=False, repr=False, eq=False)
    _registered: dict[PartyId, datetime] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.within, Lookback):
            raise InvalidFactError("lookback", self.within)
        into: dict[PartyId, PartyId] = {}
        for merge in self.merges:
            if into.setdefault(merge.member, merge.into) != merge.into:
                raise IdentityError(merge.member, merge.into, "merged_twice")
        canonical = _followed(into)
        devices: dict[PartyId, list[SignIn]] = {}
        ids: dict[PartyId, set[PartyId]] = {}
        for member, person in canonical.items():
            ids.setdefault(person, {person}).add(member)
        registered: dict[PartyId, datetime] = {}
        for sign_in in self.sign_ins:
            devices.setdefault(sign_in.visitor, []).append(sign_in)
            person = canonical.get(sign_in.member, sign_in.member)
            if sign_in.is_registration:
                registered.setdefault(person, sign_in.at)
            ids.setdefault(person, {person}).update((sign_in.member, sign_in.visitor))
        members = {*canonical, *canonical.values(), *(sign_in.member for sign_in in self.sign_ins)}
        for visitor in sorted(devices.keys() & members):
            raise IdentityError(visitor, devices[visitor][0].member, "visitor_is_member")
        object.__setattr__(self, "_registered", registered)
        object.__setattr__(self, "_devices", devices)
        object.__setattr__(self, "_into", canonical)
        object.__setattr__(self, "_ids", {person: frozenset(known) for person, known in ids.items()})

    def person_of(self, id: str, at: datetime) -> PartyId:  # noqa: A002 - the id of a visitor or a member alike
        """Return who was behind an id at an instant: the person's id, or the visitor's own while nobody is known."""
        sign_ins = self._devices.get(PartyId(asked(id)))
        if sign_ins is None:
            return self.account_of(id)
        moment = instant(at)
        before = bisect_right(sign_ins, moment, key=lambda sign_in: sign_in.at)
        if before:
            return self.account_of(sign_ins[before - 1].member)
        first = sign_ins[0]
        return self.account_of(first.member) if self.within.covers(moment, first.at) else PartyId(id)

    def account_of(self, member: str) -> PartyId:
        """Return the account that stays of those which are one person's; a member's own where nothing was merged."""
        return self._into.get(PartyId(asked(member)), PartyId(member))

    def ids_of(self, person: str) -> frozenset[PartyId]:
        """Return every id that a person is known under: accounts, and devices he ever signed in on."""
        own = self.account_of(person)
        return self._ids.get(own, frozenset((own,)))

    def accounts_of(self, person: str) -> tuple[PartyId, ...]:
        """Return the accounts of a person: the one that stays first, then the others by id."""
        own = self.account_of(person)
        return (own, *sorted(id_ for id_ in self.ids_of(own) if id_ not in self._devices and id_ != own))

    def are_one(self, one: str, other: str) -> bool:
        """Whether two accounts are one person's: the test for a self-purchase (自购)."""
        return self.account_of(one) == self.account_of(other)

    def registered_at(self, person: str) -> datetime | None:
        """Return when a person came to be a member, None where no registration is recorded. No login changes it."""
        return self._registered.get(self.account_of(person))

    def with_fact(self, *facts: SignIn | Merge) -> Self:
        """Return these and further sign-ins and merges."""
        sign_ins = [fact for fact in facts if isinstance(fact, SignIn)]
        merges = [fact for fact in facts if not isinstance(fact, SignIn)]
        return attrs.evolve(self, sign_ins=(*self.sign_ins, *sign_ins), merges=(*self.merges, *merges))

    def without(self, person: str) -> Self:
        """Return what is known without anything about a person (删除个人信息): none of his ids is left."""
        gone = self.ids_of(person)
        accounts = set(self.accounts_of(person))
        return attrs.evolve(
            self,
            sign_ins=tuple(fact for fact in self.sign_ins if fact.member not in accounts),
            merges=tuple(fact for fact in self.merges if gone.isdisjoint((fact.member, fact.into))),
        )


def _followed(into: dict[PartyId, PartyId]) -> dict[PartyId, PartyId]:
    """Return where each merged account leads in the end.

    Raises:
        IdentityError: "circle".
    """
    ends: dict[PartyId, PartyId] = {}
    for member, next_one in into.items():
        path, seen, at = [member], {member}, next_one
        while at in into and at not in ends:
            if at in seen:
                raise IdentityError(member, at, "circle")
            seen.add(at)
            path.append(at)
            at = into[at]
        end = ends.get(at, at)
        ends.update(dict.fromkeys(path, end))
    return ends


__all__ = ["Identities", "Merge", "SignIn"]
