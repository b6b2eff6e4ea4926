"""Policies, facts and leaders' lives to test bonds with: few people and few days, so that facts meet."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from communekit.attribution.bonds import (
    FIRST_ORDER,
    BondCommand,
    BondMode,
    BondPolicy,
    BondWho,
    CoolDownFor,
    HandOver,
    Offer,
    OnExit,
    Register,
    Release,
)
from communekit.parties import (
    LeaderApproved,
    LeaderEvent,
    LeaderExited,
    LeaderPaused,
    LeaderSuspended,
    TouchKind,
)
from communekit.period import Duration, instant

START = instant("2026-01-01T00:00:00Z")
PEOPLE = ("P0", "P1", "P2", "P3", "P4")
"""Members and leaders at once: lines of any shape, and circles where nobody stops them."""
LAST_DAY = 14
HOUSE = "H"
STORES = (None, "S1", "S2")
_STORES = ("S1", "S1", "S1", "S1", "S2", None)
DEEDS = (TouchKind.LINK, TouchKind.LIVE, FIRST_ORDER)


def day(number: int) -> datetime:
    """Return the start of a day of the test's year."""
    return START + timedelta(days=number)


def number_of(at: datetime) -> int:
    """Return the day of an instant."""
    return (at - START).days


def days() -> st.SearchStrategy[datetime]:
    """Starts of days."""
    return st.integers(0, LAST_DAY).map(day)


def lengths() -> st.SearchStrategy[Duration]:
    """Durations of none or a few days."""
    return st.integers(0, 6).map(Duration.days)


@st.composite
def policies(draw: st.DrawFn, /, **fixed: Any) -> BondPolicy:
    """Draw a policy that does not contradict itself; `fixed` are parts that are given."""
    mode = fixed.get("mode", draw(st.sampled_from((BondMode.LAST, BondMode.LAST, BondMode.LAST, *BondMode))))
    lasts = mode is BondMode.PERMANENT or draw(st.sampled_from((False, False, True)))
    validity = None if lasts else Duration.days(draw(st.integers(1, 8)))
    exits = draw(st.sampled_from(OnExit))
    house = HOUSE if exits is OnExit.HOUSE else draw(st.sampled_from((None, HOUSE)))
    drawn = {
        "mode": mode,
        "who": draw(st.sampled_from((BondWho.ALL, BondWho.ALL, *BondWho))),
        "new_for": draw(st.sampled_from((Duration(), Duration.days(3)))),
        "triggers": draw(st.sampled_from((None, None, None, None, None, ("link", "registration")))),
        "views": draw(st.booleans()),
        "roles": draw(st.sampled_from((("leader",), ("leader", "host")))),
        "validity": validity,
        "protection": draw(lengths()) if mode is BondMode.LAST else Duration(),
        "renews": validity is not None and draw(st.sampled_from((True, True, False))),
        "cool_down": draw(st.sampled_from((Duration(), Duration.days(2), Duration.days(3)))),
        "cool_down_for": draw(st.sampled_from(CoolDownFor)),
        "scope": draw(st.sampled_from(("community", "community", "store"))),
        "allows_self": draw(st.booleans()),
        "binds_while_paused": draw(st.booleans()),
        "on_exit": exits,
        "house": house,
        "heir": draw(st.sampled_from(PEOPLE)) if exits is OnExit.NAMED else None,
        "house_yields": house is not None and draw(st.booleans()),
    }
    return BondPolicy(**(drawn | fixed))


_Drawn = tuple[str, datetime, str, str, str | None, int, bool | None, TouchKind, bool]

_PARTS = st.tuples(
    st.sampled_from(("offer",) * 7 + ("register", "release", "hand_over")),
    days(),
    st.sampled_from(("P0", "P0", "P0", "P0", "P1", "P1", "P2", "P3", "P4")),
    st.sampled_from(PEOPLE),
    st.sampled_from(_STORES),
    st.sampled_from((0, 0, 1)),
    st.sampled_from((None, None, True, False)),
    st.sampled_from(DEEDS),
    st.sampled_from((False,) * 7 + (True,)),
)
"""Drawn as one tuple, whose parts are made once: drawing is what takes time."""


def facts(*, size: int = 24) -> st.SearchStrategy[list[BondCommand]]:
    """Facts of few members, each with an id of its own."""
    return st.integers(0, size).flatmap(_so_many).map(_told)


def _so_many(count: int) -> st.SearchStrategy[list[_Drawn]]:
    """Exactly so many: left alone, lists would be short and most members met nobody twice."""
    return st.lists(_PARTS, min_size=count, max_size=count)


def _told(drawn: list[_Drawn]) -> list[BondCommand]:
    """Return the facts that were drawn."""
    told: list[BondCommand] = []
    for number, (kind, at, member, leader, store, priority, is_new, deed, odd) in enumerate(drawn):
        id_ = f"f{number:02}"
        match kind:
            case "offer":
                role = "host" if odd and deed == TouchKind.LIVE else "leader"
                told.append(
                    Offer(
                        id_, at, member, leader, deed, store=store, priority=priority, is_new=is_new,
                        is_view=odd and role == "leader", role=role,
                    )
                )  # fmt: skip
            case "register":
                brought_by = None if odd else leader
                told.append(Register(id_, at, member, brought_by, store=store, is_new=is_new))
            case "release":
                told.append(Release(id_, at, member, store=store, priority=priority))
            case _:
                told.append(HandOver(id_, at, member, leader, store=store, priority=priority))
    return told


_LIVES = st.lists(
    st.tuples(
        st.sampled_from(((), (), (), (5,), (9,), (4, 8), (7, 7))),
        st.booleans(),
        st.sampled_from(("exit", "exit", "pause", "suspend")),
        st.sampled_from((None, None, *PEOPLE)),
    ),
    min_size=len(PEOPLE),
    max_size=len(PEOPLE),
)


def lives() -> st.SearchStrategy[list[LeaderEvent]]:
    """What happens to leaders: some are unknown, some rest, are stopped, or leave; nobody comes back."""
    return _LIVES.map(_lived)


def _lived(drawn: list[tuple[tuple[int, ...], bool, str, str | None]]) -> list[LeaderEvent]:
    """Return the events that were drawn, leader by leader."""
    events: list[LeaderEvent] = []
    for leader, (turns, is_known, kind, to) in zip(PEOPLE, drawn, strict=True):
        if turns or is_known:
            events.append(LeaderApproved(leader, START))
        if len(turns) == 2:
            events.append(LeaderPaused(leader, day(min(turns))))
        if turns:
            match kind:
                case "pause":
                    events.append(LeaderPaused(leader, day(max(turns))))
                case "suspend":
                    events.append(LeaderSuspended(leader, day(max(turns))))
                case _:
                    receiver = None if to == leader else to
                    events.append(LeaderExited(leader, day(max(turns)), hand_over_to=receiver))
    return events
