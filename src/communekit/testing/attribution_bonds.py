"""Strategies of bonds: policies, facts, events, states (锁客测试策略)."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from communekit.attribution.bonds import (
    REFUSED,
    Bond,
    BondDeclined,
    Bonded,
    BondMode,
    BondPolicy,
    BondReassigned,
    BondReleased,
    BondRenewed,
    BondScope,
    BondTakenOver,
    BondWho,
    Bound,
    CoolDownFor,
    HandOver,
    MemberRegistered,
    Offer,
    OnExit,
    PassOn,
    Register,
    Release,
    Unbound,
)
from communekit.parties import TouchKind
from communekit.period import Duration

from .ground import ids, instants, said, zones
from .parties import roles, touch_kinds

_MAYBE: Final = st.none() | ids()
_PRIORITY: Final = st.integers(-1, 1)


def bonds() -> st.SearchStrategy[Bond]:
    """Draw a bond."""
    until = st.none() | instants()
    return st.builds(
        Bond,
        member=ids(),
        leader=ids(),
        store=_MAYBE,
        bound_at=instants(),
        valid_until=until,
        protected_until=until,
        deed=touch_kinds(),
        fact=ids(),
    )


@st.composite
def bond_policies(draw: st.DrawFn) -> BondPolicy:
    """Draw the rules of bonds, such as may stand beside each other."""
    mode, on_exit = draw(st.sampled_from(BondMode)), draw(st.sampled_from(OnExit))
    some = st.integers(1, 400).map(Duration.days)
    is_lasting = mode is BondMode.PERMANENT
    validity = None if is_lasting else draw(st.none() | some)
    house = draw(ids() if on_exit is OnExit.HOUSE else _MAYBE)
    return BondPolicy(
        mode=mode,
        who=draw(st.sampled_from(BondWho)),
        new_for=draw(some | st.just(Duration())),
        triggers=draw(st.none() | st.frozensets(touch_kinds(), min_size=1, max_size=3)),
        kinds=draw(st.sampled_from((("courier_card",), ("courier_card", "deal")))),
        views=draw(st.booleans()),
        roles=draw(st.frozensets(roles(), min_size=1, max_size=2)),
        validity=validity,
        protection=draw(some) if mode is BondMode.LAST else Duration(),
        renews=validity is not None and draw(st.booleans()),
        cool_down=draw(some | st.just(Duration())),
        cool_down_for=draw(st.sampled_from(CoolDownFor)),
        scope=draw(st.sampled_from(BondScope)),
        allows_self=draw(st.booleans()),
        binds_while_paused=draw(st.booleans()),
        earns_while_paused=draw(st.booleans()),
        on_exit=on_exit,
        house=house,
        heir=draw(ids() if on_exit is OnExit.NAMED else _MAYBE),
        house_yields=house is not None and draw(st.booleans()),
        zone=draw(zones()),
    )


def _commands(kind: type, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, ids(), instants(), ids(), store=_MAYBE, priority=_PRIORITY, **more)


def _events(kind: type, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, ids(), instants(), ids(), store=_MAYBE, **more)


_IS_NEW: Final = st.none() | st.booleans()
_UNTIL: Final = st.none() | instants()
_MADE: Final = {
    "leader": ids(),
    "deed": st.sampled_from((TouchKind.LINK, TouchKind.LIVE, TouchKind("order"))),
    "valid_until": _UNTIL,
    "protected_until": _UNTIL,
}
_LIFE: Final = {
    "member": _MAYBE,
    "registered_at": _UNTIL,
    "last_at": _UNTIL,
    "facts": st.frozensets(ids(), max_size=3),
}

_RELEASED: Final = _events(BondReleased, leader=ids(), left=st.booleans(), why=said())

BONDS: Final[Mapping[type, st.SearchStrategy[object]]] = {
    Bond: bonds(),
    BondPolicy: bond_policies(),
    Offer: _commands(
        Offer, leader=ids(), deed=touch_kinds(), role=roles(), is_view=st.booleans(), is_new=_IS_NEW
    ),
    Register: _commands(Register, leader=_MAYBE, is_new=_IS_NEW),
    Release: _commands(Release, why=said()),
    HandOver: _commands(HandOver, to=ids(), why=said()),
    PassOn: _commands(PassOn, leaving=ids(), to=st.lists(ids(), max_size=2).map(tuple)),
    MemberRegistered: _events(MemberRegistered),
    Bonded: _events(Bonded, **_MADE),
    BondTakenOver: _events(BondTakenOver, **_MADE, lost_by=ids()),
    BondReassigned: _events(BondReassigned, **_MADE, lost_by=ids(), why=said()),
    BondRenewed: _events(BondRenewed, leader=ids(), valid_until=instants()),
    BondReleased: _RELEASED,
    BondDeclined: _events(BondDeclined, leader=_MAYBE, why=st.sampled_from(sorted(REFUSED))),
    Bound: st.builds(Bound, **_LIFE, bond=bonds()),
    Unbound: st.builds(Unbound, **_LIFE, released=st.none() | _RELEASED),
}
"""Commands, events and states of a member's bond."""

__all__ = ["BONDS", "bond_policies", "bonds"]
