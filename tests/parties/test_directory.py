"""Directories: who is listed, in which roles, and that communities stay apart."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import InvalidIdError
from communekit.parties import (
    Brand,
    Circle,
    Communities,
    Directory,
    InvalidPartyError,
    Leader,
    Member,
    Neighbourhood,
    PartyCycleError,
    Role,
    Store,
    Supplier,
    Tie,
    Ties,
    UnknownPartyError,
)
from communekit.period import InvalidTimeError, Window
from tests.parties.strategies import day

SINCE = Window(day(3))

PARTIES = (
    Brand("B1"),
    Neighbourhood("N1"),
    Neighbourhood("N2", within="N1"),
    Store("S1", brand="B1", guarantor="F1", neighbourhood="N2", trading=Window(day(1))),
    Leader("P1", store="S1", neighbourhood="N2"),
    Member("P1", neighbourhood="N2"),
    Member("P2"),
    Supplier("F1", "farm", neighbourhood="N1"),
    Circle("C1", "P1", neighbourhood="N2"),
)
TIES = Ties(
    [Tie("leader", "P2", "P1", SINCE), Tie("host", "live-1", "P1", SINCE), Tie("circle", "P2", "C1", SINCE)]
)
RIVERSIDE = Directory("riverside", PARTIES, TIES)


def test_one_person_holds_several_roles() -> None:
    """Listed as leader and member, and host of a session from the third day on."""
    assert RIVERSIDE.roles_of("P1", day(2)) == {Role.LEADER, Role.MEMBER}
    assert RIVERSIDE.roles_of("P1", day(3)) == {Role.LEADER, Role.MEMBER, Role.HOST}
    assert RIVERSIDE.roles_of("N1", day(3)) == set()
    assert RIVERSIDE.find(Leader, "P1").store == "S1"
    assert RIVERSIDE.find(Member, "P1").neighbourhood == "N2"
    assert [member.id for member in RIVERSIDE.every(Member)] == ["P1", "P2"]


def test_who_is_not_listed_is_unknown() -> None:
    """Asked for another, or for the right id as another kind, it says the same."""
    for kind, party in ((Leader, "P2"), (Leader, "P9"), (Store, "P1")):
        with pytest.raises(UnknownPartyError, match=f"no {kind.__name__.lower()} {party} here"):
            RIVERSIDE.find(kind, party)
    with pytest.raises(UnknownPartyError):
        RIVERSIDE.roles_of("P9", day(1))


@pytest.mark.parametrize(
    "party",
    [
        Store("S2", brand="B9"),
        Store("S2", guarantor="G9"),
        Store("S2", neighbourhood="N9"),
        Leader("L2", store="S9"),
        Leader("L2", store="B1"),
        Circle("C2", "P2"),
        Circle("C2", "P1", neighbourhood="N9"),
        Member("M2", neighbourhood="N9"),
        Supplier("F2", "ranch", neighbourhood="S1"),
        Neighbourhood("N3", within="N9"),
    ],
)
def test_mentions_are_listed(party: Any) -> None:
    """A party that speaks of somebody unknown is refused."""
    with pytest.raises(UnknownPartyError):
        RIVERSIDE.with_parties(party)


@pytest.mark.parametrize("party", [Member("p1"), Store("P2 ".strip().lower()), Member("Р1"), Leader("Ｐ1")])
def test_ids_that_look_alike_are_refused(party: Any) -> None:
    """Other case, Cyrillic and full-width letters do not make another id."""
    with pytest.raises(InvalidIdError) as refused:
        RIVERSIDE.with_parties(party)
    assert refused.value.problem == "look_alike"


def test_twice_is_refused() -> None:
    """One id, one leader."""
    with pytest.raises(InvalidIdError) as refused:
        RIVERSIDE.with_parties(Leader("P1"))
    assert refused.value.problem == "duplicate"


def test_neighbourhoods_do_not_lie_within_each_other() -> None:
    """Places form a tree."""
    ring = [Neighbourhood("A", within="B"), Neighbourhood("B", within="C"), Neighbourhood("C", within="A")]
    with pytest.raises(PartyCycleError):
        Directory("riverside", ring)


def test_ties_are_to_those_listed() -> None:
    """Whoever holds a role is listed; a tie to a store begins when it trades."""
    more = RIVERSIDE.with_ties(Tie("store", "P2", "S1", Window(day(1))))
    assert more.ties.as_of("store", "P2", day(1)) == "S1"
    assert more.with_parties(Member("P3")).ties == more.ties
    with pytest.raises(UnknownPartyError):
        RIVERSIDE.with_ties(Tie("leader", "P1", "P9", SINCE))
    with pytest.raises(InvalidTimeError) as refused:
        RIVERSIDE.with_ties(Tie("store", "P2", "S1", Window(day(0))))
    assert refused.value.problem == "before_opening"


def test_other_values_are_refused() -> None:
    """A directory lists parties, and communities are directories."""
    wrong: Any = "P1"
    with pytest.raises(InvalidPartyError):
        Directory("riverside", [wrong])
    with pytest.raises(InvalidPartyError):
        Communities((wrong,))
    with pytest.raises(InvalidIdError):
        Directory("river/side")


def test_communities_side_by_side() -> None:
    """Each is reached by its id alone; ids are compared within a community."""
    hillside = Directory("hillside", [Leader("P1"), Member("p2")])
    communities = Communities((RIVERSIDE, hillside))
    assert communities.of("riverside") is RIVERSIDE
    assert communities.of("hillside").find(Leader, "P1").store is None
    with pytest.raises(UnknownPartyError):
        communities.of("seaside")
    with pytest.raises(InvalidIdError):
        Communities((RIVERSIDE, Directory("Riverside")))


@given(
    others=st.lists(st.sampled_from(["P1", "P9", "S1", "L7"]), unique=True),
    asked=st.sampled_from(["P1", "P9", "L7"]),
)
def test_scope_isolation(others: list[str], asked: str) -> None:
    """Whatever another community holds, answers and errors of this one are the same, to the byte."""

    def answer(communities: Communities) -> str:
        try:
            return repr(communities.of("riverside").find(Leader, asked))
        except UnknownPartyError as refused:
            return f"{refused} {refused.text('zh')} {refused.data()}"

    alone = Communities((RIVERSIDE,))
    beside = Communities((RIVERSIDE, Directory("hillside", [Leader(party) for party in others])))
    assert answer(alone) == answer(beside)
