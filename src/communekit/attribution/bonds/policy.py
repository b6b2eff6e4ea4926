"""Bond policies (锁客规则): who may be bound, by what, for how long, and who may take him over. Data, not code."""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import attrs

from communekit.attribution.choosing import chosen
from communekit.attribution.kinds import known_kinds
from communekit.ids import PartyId
from communekit.parties import LeaderExited, Role, TouchKind
from communekit.parties.party_id import party_id_or_none
from communekit.period import Duration, zone

from .errors import InvalidBondPolicyError
from .mode import BondMode, BondScope, BondWho, CoolDownFor, OnExit

NO_TIME: Final = Duration()

REGISTRATION: Final = TouchKind("registration")
"""The deed of registering (注册)."""
ORDER: Final = TouchKind("order")
"""The deed of ordering (下单)."""
FIRST_ORDER: Final = TouchKind("first_order")
"""The deed of ordering for the first time (首单)."""
DEEDS: Final = (REGISTRATION, ORDER, FIRST_ORDER)
"""The deeds beside touches that may bind."""
HANDED_OVER: Final = TouchKind("hand_over")
"""The deed of being handed over by hand (人工交接)."""
LEADER_EXIT: Final = TouchKind("leader_exit")
"""The deed of being passed on when a leader leaves (团长退出)."""

_E = TypeVar("_E", bound=Enum)


def _word(kind: type[_E], part: str, given: _E | str) -> _E:
    return chosen(kind, given, lambda words: InvalidBondPolicyError(part, given, "unknown", words))


def _mode(given: BondMode | str) -> BondMode:
    return _word(BondMode, "mode", given)


def _who(given: BondWho | str) -> BondWho:
    return _word(BondWho, "who", given)


def _scope(given: BondScope | str) -> BondScope:
    return _word(BondScope, "scope", given)


def _cool_down_for(given: CoolDownFor | str) -> CoolDownFor:
    return _word(CoolDownFor, "cool_down_for", given)


def _on_exit(given: OnExit | str) -> OnExit:
    return _word(OnExit, "on_exit", given)


def _listed(part: str, given: Iterable[str]) -> Iterable[str]:
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise InvalidBondPolicyError(part, given, "kind")
    return given


def _triggers(given: Iterable[str] | None) -> frozenset[TouchKind] | None:
    return None if given is None else frozenset(map(TouchKind, _listed("triggers", given)))


def _kinds(given: Iterable[str]) -> frozenset[TouchKind]:
    return frozenset(map(TouchKind, _listed("kinds", given)))


def _roles(given: Iterable[str]) -> frozenset[Role]:
    return frozenset(map(Role, _listed("roles", given)))


def _zone(given: str | ZoneInfo) -> ZoneInfo:
    return zone(given)


@attrs.frozen(kw_only=True)
class BondPolicy:
    """By which rules members are bound to leaders (锁客规则).

    All times are half-open: a bond covers `[bound_at, bound_at + validity)`. At the very instant of its end it is gone,
    and another leader may bind the member at that instant.

    Args:
        mode: Which leader has the member when a second one comes (锁客模式).
        who: Everybody, or new members alone. New is who has not registered yet, or whose offer carries `is_new`: a
            recorded fact, never a comparison of log-in times.
        new_for: How long after registering a member still counts as new; not at all unless said otherwise.
        triggers: The deeds that bind (触发行为): kinds of touches, `registration`, `order`, `first_order`, or the
            host's own `kinds`; None for all of them. In mode `register_only` further deeds bind new members alone.
        kinds: The host's own kinds of deeds, by name (自有类型): a word that is neither usual nor named here is a slip.
        views: Whether a touch that was only seen (曝光) binds.
        roles: In which capacity the owner of a touch has to stand: leaders (团长) unless said otherwise.
        validity: How long a bond stands (有效期); None for ever.
        protection: In mode `last`, for how long nobody may take over (保护期), counted from the bond's own start; none
            unless said otherwise. Its end is never later than the bond's.
        renews: Whether a further deed towards the same leader starts the validity anew (续期); the protection goes on
            as it was.
        cool_down: For how long after a bond has expired or was released nobody may bind the member anew (冷却期). It
            does not follow a leader's exit.
        cool_down_for: Whether everybody waits for that, or the leader who lost him alone.
        scope: One bond in the whole community, or one per store.
        allows_self: Whether leaders may be bound to themselves.
        binds_while_paused: Whether a resting leader (休息) may bind members anew. His bonds stand either way. A suspended
            leader never may.
        earns_while_paused: Whether a resting leader earns on his bonds; see `Bonds.may_earn`.
        on_exit: Who follows when a leader leaves and names nobody himself (客户交接).
        house: The party that stands for the house (归公账户): follows in `house`, and wherever the one who should
            follow cannot.
        heir: Who follows in `named`.
        house_yields: Whether any leader may take over from the house at once (公海客户).
        zone: Whose calendar days are counted.

    Errors: `InvalidBondPolicyError`, `InvalidTouchError`, `InvalidRoleError`, `InvalidIdError`, `InvalidTimeError`.

    >>> policy = BondPolicy(mode="last", validity=Duration.days(30), protection=Duration.days(15))
    >>> policy.valid_until(datetime.fromisoformat("2026-03-01T08:00+08:00")).isoformat()
    '2026-03-31T00:00:00+00:00'
    """

    mode: BondMode = attrs.field(default=BondMode.FIRST, converter=_mode)
    who: BondWho = attrs.field(default=BondWho.ALL, converter=_who)
    new_for: Duration = NO_TIME
    triggers: frozenset[TouchKind] | None = attrs.field(default=None, converter=_triggers)
    kinds: frozenset[TouchKind] = attrs.field(default=frozenset(), converter=_kinds)
    views: bool = False
    roles: frozenset[Role] = attrs.field(default=frozenset((Role.LEADER,)), converter=_roles)
    validity: Duration | None = None
    protection: Duration = NO_TIME
    renews: bool = False
    cool_down: Duration = NO_TIME
    cool_down_for: CoolDownFor = attrs.field(default=CoolDownFor.EVERYBODY, converter=_cool_down_for)
    scope: BondScope = attrs.field(default=BondScope.COMMUNITY, converter=_scope)
    allows_self: bool = False
    binds_while_paused: bool = False
    earns_while_paused: bool = True
    on_exit: OnExit = attrs.field(default=OnExit.RELEASE, converter=_on_exit)
    house: PartyId | None = attrs.field(default=None, converter=party_id_or_none)
    heir: PartyId | None = attrs.field(default=None, converter=party_id_or_none)
    house_yields: bool = False
    zone: ZoneInfo = attrs.field(factory=lambda: zone("Asia/Shanghai"), converter=_zone)

    def __attrs_post_init__(self) -> None:
        self._check_kinds()
        if self.mode is not BondMode.LAST and self.protection:
            raise InvalidBondPolicyError("protection", self.protection.text, "never_taken_over")
        if self.mode is BondMode.PERMANENT and (self.validity is not None or self.renews):
            part = "renews" if self.renews else "validity"
            raise InvalidBondPolicyError(part, getattr(self, part), "never_ends")
        if self.renews and self.validity is None:
            raise InvalidBondPolicyError("renews", self.renews, "no_end")
        if self.validity is not None and not self.validity:
            raise InvalidBondPolicyError("validity", self.validity.text, "nothing_binds")
        if (self.triggers is not None and not self.triggers) or not self.roles:
            raise InvalidBondPolicyError("triggers" if self.roles else "roles", "", "nothing_binds")
        self._check_triggers()
        for aim, part in ((OnExit.HOUSE, "house"), (OnExit.NAMED, "heir")):
            if self.on_exit is aim and getattr(self, part) is None:
                raise InvalidBondPolicyError(part, None, "nobody")
        if self.house_yields and self.house is None:
            raise InvalidBondPolicyError("house", None, "nobody")

    def _check_triggers(self) -> None:
        deeds = (*known_kinds(tuple(sorted(self.kinds))), *DEEDS)
        for word in sorted(self.triggers or ()):
            if word not in deeds:
                raise InvalidBondPolicyError("triggers", str(word), "unknown_kind", tuple(map(str, deeds)))

    def _check_kinds(self) -> None:
        for part in ("new_for", "protection", "cool_down", "validity"):
            given = getattr(self, part)
            if not (isinstance(given, Duration) or (part == "validity" and given is None)):
                raise InvalidBondPolicyError(part, given, "kind")
        for part in (
            "views", "renews", "allows_self", "binds_while_paused", "earns_while_paused", "house_yields",
        ):  # fmt: skip
            if type(getattr(self, part)) is not bool:
                raise InvalidBondPolicyError(part, getattr(self, part), "kind")

    def valid_until(self, at: datetime) -> datetime | None:
        """Return when a bond made or renewed at an instant ends (有效期至); None for never."""
        return None if self.validity is None else self.validity.add_to(at, self.zone)

    def protected_until(self, at: datetime, *, valid_until: datetime | None) -> datetime | None:
        """Return until when nobody may take over a bond made at an instant (保护期至); None as long as it stands.

        Args:
            at: When the bond begins.
            valid_until: When it ends; no protection outlasts that.
        """
        if self.mode is not BondMode.LAST:
            return None
        if not self.protection:
            return at
        end = self.protection.add_to(at, self.zone)
        return end if valid_until is None else min(end, valid_until)

    def cool_until(self, ended_at: datetime) -> datetime:
        """Return when the cool-down after a bond's end is over (冷却期至)."""
        return self.cool_down.add_to(ended_at, self.zone)

    def receivers(self, exited: LeaderExited, *, parent: str | None = None) -> tuple[PartyId, ...]:
        """Return who may follow a leader who left, the first choice first; empty where the members are to be free.

        Whoever the leader named at his exit goes before the policy; the house, where there is one, stands in last. A
        policy that releases asks the house only in place of somebody who was named.

        Args:
            exited: The exit.
            parent: To whom the leaving leader was bound himself.

        >>> policy = BondPolicy(on_exit="parent", house="store")
        >>> policy.receivers(LeaderExited("L1", datetime.fromisoformat("2026-03-01T00:00Z")), parent="L0")
        ('L0', 'store')
        """
        match self.on_exit:
            case OnExit.HOUSE:
                chosen = self.house
            case OnExit.PARENT:
                chosen = party_id_or_none(parent)
            case OnExit.NAMED:
                chosen = self.heir
            case OnExit.RELEASE:
                chosen = None
        last = None if self.on_exit is OnExit.RELEASE and exited.hand_over_to is None else self.house
        named = (party for party in (exited.hand_over_to, chosen, last) if party is not None)
        return tuple(party for party in dict.fromkeys(named) if party != exited.leader)


__all__ = ["FIRST_ORDER", "HANDED_OVER", "LEADER_EXIT", "ORDER", "REGISTRATION", "BondPolicy"]
