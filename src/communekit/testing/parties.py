"""Strategies of parties, their ties, and a leader's life (参与方测试策略)."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from communekit.parties import (
    LEADER_EVENTS,
    Active,
    Applied,
    Apply,
    Approve,
    Brand,
    Circle,
    Communities,
    Decline,
    Declined,
    Directory,
    Exit,
    Exited,
    Leader,
    LeaderApplied,
    LeaderApproved,
    LeaderCommand,
    LeaderDeclined,
    LeaderEvent,
    LeaderExited,
    LeaderGrade,
    LeaderGrades,
    LeaderPaused,
    LeaderRegraded,
    LeaderReinstated,
    LeaderResumed,
    LeaderState,
    LeaderSuspended,
    Listed,
    Member,
    Neighbourhood,
    NotApplied,
    Pause,
    Paused,
    Regrade,
    Reinstate,
    Resume,
    Role,
    Store,
    Supplier,
    SupplierKind,
    Suspend,
    Suspended,
    Tie,
    Ties,
    Touch,
    TouchKind,
)

from .ground import ids, instants, said, texts, windows

GRADES: Final = ("new", "super", "gold")
MEMBERS: Final = ("M1", "M2", "M3")


def roles() -> st.SearchStrategy[Role]:
    """Draw a role: a usual one, or the host's own."""
    return st.sampled_from((Role.LEADER, Role.STORE, Role.SPONSOR, Role.HOST, Role("courier")))


def grades() -> st.SearchStrategy[str]:
    """Draw the word of a grade, or none."""
    return st.sampled_from(("", *GRADES))


def stores() -> st.SearchStrategy[Store]:
    """Draw a store by itself."""
    maybe = st.none() | ids()
    own = st.builds(Store, ids(), brand=maybe, neighbourhood=maybe, trading=st.none() | windows())
    return own | st.builds(Store, ids(), guarantor=ids())


def leaders() -> st.SearchStrategy[Leader]:
    """Draw a leader by himself."""
    maybe = st.none() | ids()
    return st.builds(Leader, ids(), store=maybe, grade=grades(), neighbourhood=maybe)


def suppliers() -> st.SearchStrategy[Supplier]:
    """Draw a supplier by itself."""
    kinds = st.sampled_from(SupplierKind)
    return st.builds(Supplier, ids(), kinds, neighbourhood=st.none() | ids(), registered=st.booleans())


def circles() -> st.SearchStrategy[Circle]:
    """Draw a circle by itself."""
    norms = st.lists(texts(), max_size=2, unique=True).map(tuple)
    return st.builds(Circle, ids(), ids(), norms=norms, neighbourhood=st.none() | ids())


def members() -> st.SearchStrategy[Member]:
    """Draw a member by himself."""
    return st.builds(Member, ids(), neighbourhood=st.none() | ids())


def neighbourhoods() -> st.SearchStrategy[Neighbourhood]:
    """Draw a neighbourhood by itself."""
    own = st.builds(Neighbourhood, ids())
    within = st.tuples(ids(), ids()).filter(lambda pair: pair[0] != pair[1])
    return own | within.map(lambda pair: Neighbourhood(pair[0], within=pair[1]))


def ties() -> st.SearchStrategy[Tie]:
    """Draw a tie of a member to a leader."""
    return st.builds(Tie, roles(), st.sampled_from(MEMBERS), st.sampled_from(("L1", "L2")), windows())


def all_ties() -> st.SearchStrategy[Ties]:
    """Draw ties of which no two are of one member and kind, so that they do not overlap."""
    drawn = st.lists(ties(), max_size=4, unique_by=lambda tie: (tie.kind, tie.subject))
    kinds = st.frozensets(roles(), max_size=2)
    return st.builds(Ties, drawn) | st.builds(Ties, drawn, shared=kinds, upward=kinds)


def touch_kinds() -> st.SearchStrategy[TouchKind]:
    """Draw a kind of touch: a usual one, or the host's own."""
    return st.sampled_from((TouchKind.LINK, TouchKind.LIVE, TouchKind.CODE, TouchKind("courier_card")))


def touches() -> st.SearchStrategy[Touch]:
    """Draw a touch of a member or a visitor, somebody's or nobody's."""
    maybe = st.none() | ids()
    return st.builds(
        Touch,
        ids(),
        instants(),
        touch_kinds(),
        st.sampled_from((*MEMBERS, "V1")),
        maybe,
        role=roles(),
        is_view=st.booleans(),
        channel=texts(),
        store=maybe,
        session=maybe,
        share=maybe,
        code=maybe,
        content=maybe,
        campaign=maybe,
        order=maybe,
        priority=st.integers(-1, 1),
    )


@st.composite
def directories(draw: st.DrawFn, community: str = "riverside") -> Directory:
    """Draw a directory: a brand, a store, leaders, members, a supplier, a circle, a neighbourhood, and ties."""
    place = draw(st.none() | st.just("N1"))
    parties: list[Listed] = [
        Brand("B1"),
        Store("S1", brand=draw(st.none() | st.just("B1")), neighbourhood=place),
        Leader("L1", store="S1", grade=draw(grades()), neighbourhood=place),
        Leader("L2"),
        Supplier("G1", draw(st.sampled_from(SupplierKind))),
        Circle("C1", "L1", norms=("be kind",)),
        Neighbourhood("N1"),
        *(Member(member, neighbourhood=place) for member in MEMBERS),
        *draw(st.lists(st.just(Member("L1")), max_size=1)),
    ]
    return Directory(community, draw(st.permutations(parties)), draw(all_ties()))


def communities() -> st.SearchStrategy[Communities]:
    """Draw up to two communities side by side."""
    both = st.tuples(directories("riverside"), directories("hillside"))
    return st.builds(Communities) | st.builds(Communities, both)


def leader_grades() -> st.SearchStrategy[LeaderGrades]:
    """Draw the grades of a community, each asking for at least what the one below asks."""
    asks = st.lists(st.integers(0, 100), min_size=2, max_size=2).map(sorted)
    return asks.map(
        lambda asked: LeaderGrades(
            (LeaderGrade("new"), *(LeaderGrade(f"g{at}", {"orders": n}) for at, n in enumerate(asked)))
        )
    )


_GRADED: Final = (Approve, Regrade, LeaderApproved, LeaderRegraded)
_REASONED: Final = (Decline, Pause, Suspend, LeaderDeclined, LeaderPaused, LeaderSuspended)
_PLAIN: Final = (Apply, Resume, Reinstate, LeaderApplied, LeaderResumed, LeaderReinstated, Applied, Declined)
_LEAVING: Final = (Exit, LeaderExited)

LIFE: Final[Mapping[type, st.SearchStrategy[object]]] = {
    **{kind: st.builds(kind, ids(), instants()) for kind in _PLAIN},
    **{kind: st.builds(kind, ids(), instants(), grade=grades()) for kind in _GRADED},
    **{kind: st.builds(kind, ids(), instants(), why=said()) for kind in _REASONED},
    **{
        kind: st.builds(kind, ids(), instants(), why=said(), hand_over_to=st.none() | ids())
        for kind in _LEAVING
    },
    **{kind: st.builds(kind, ids(), instants(), grades()) for kind in (Active, Paused, Suspended)},
    Exited: st.builds(Exited, ids(), instants(), st.none() | ids()),
    NotApplied: st.just(NotApplied()),
}
"""Commands, events and states of a leader's life."""


def leader_commands() -> st.SearchStrategy[LeaderCommand]:
    """Draw a command of a leader's life."""
    return _one_of(Apply, Approve, Decline, Pause, Resume, Suspend, Reinstate, Regrade, Exit)


def leader_events() -> st.SearchStrategy[LeaderEvent]:
    """Draw an event of a leader's life."""
    return _one_of(*LEADER_EVENTS.values())


def leader_states() -> st.SearchStrategy[LeaderState]:
    """Draw a state of a leader's life."""
    return _one_of(NotApplied, Applied, Declined, Active, Paused, Suspended, Exited)


def _one_of(*kinds: type) -> st.SearchStrategy[Any]:  # of these kinds
    return st.one_of([LIFE[kind] for kind in kinds])


PARTIES: Final[Mapping[type, st.SearchStrategy[object]]] = {
    Brand: st.builds(Brand, ids()),
    Circle: circles(),
    Communities: communities(),
    Directory: directories("riverside") | directories("hillside"),
    Leader: leaders(),
    LeaderGrade: st.builds(
        LeaderGrade, st.sampled_from(GRADES), st.dictionaries(st.sampled_from(GRADES), st.integers(0, 50))
    ),
    LeaderGrades: leader_grades(),
    Member: members(),
    Neighbourhood: neighbourhoods(),
    Role: roles(),
    Store: stores(),
    Supplier: suppliers(),
    Tie: ties(),
    Ties: all_ties(),
    Touch: touches(),
    TouchKind: touch_kinds(),
    **LIFE,
}

__all__ = [
    "GRADES",
    "LIFE",
    "MEMBERS",
    "PARTIES",
    "all_ties",
    "circles",
    "communities",
    "directories",
    "grades",
    "leader_commands",
    "leader_events",
    "leader_grades",
    "leader_states",
    "leaders",
    "members",
    "neighbourhoods",
    "roles",
    "stores",
    "suppliers",
    "ties",
    "touch_kinds",
    "touches",
]
