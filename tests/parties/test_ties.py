"""Ties: as of when, how far up, and what may not stand."""

from typing import Any

import pytest

from communekit.errors import LimitExceededError
from communekit.ids import InvalidIdError
from communekit.parties import (
    InvalidPartyError,
    InvalidRoleError,
    PartyCycleError,
    Role,
    Tie,
    TieOverlapError,
    Ties,
    hand_over,
)
from communekit.period import InvalidTimeError, Window
from tests.parties.strategies import day

ALWAYS = Window(day(0))


def tie(kind: str, subject: str, party: str, start: int = 0, end: int | None = None) -> Tie:
    """Return a tie from one day to another."""
    return Tie(Role(kind), subject, party, Window(day(start), None if end is None else day(end)))


def test_as_of_both_sides_of_a_change() -> None:
    """Until the change the old leader, from the very instant on the new one."""
    ties = Ties([tie("leader", "M1", "L1", 1, 5), tie("leader", "M1", "L2", 5)])
    asked = [ties.as_of("leader", "M1", day(number)) for number in (0, 1, 4, 5, 100)]
    assert asked == [None, "L1", "L1", "L2", "L2"]
    assert ties.subjects_as_of("leader", "L1", day(4)) == ("M1",)
    assert ties.subjects_as_of("leader", "L1", day(5)) == ()
    assert ties.as_of("sponsor", "M1", day(5)) is None
    assert ties.roles_as_of("L2", day(5)) == {Role.LEADER}


def test_shared_kinds() -> None:
    """A session may have two hosts; asked for one, it is the one who has stood longest."""
    ties = Ties(
        [tie("host", "live-1", "H2", 1), tie("host", "live-1", "H1", 2), tie("host", "live-1", "H0", 2)]
    )
    assert ties.all_as_of("host", "live-1", day(3)) == ("H2", "H0", "H1")
    assert ties.as_of("host", "live-1", day(3)) == "H2"
    with pytest.raises(TieOverlapError):
        ties.with_tie(tie("host", "live-1", "H1", 4))


def test_one_at_a_time() -> None:
    """A member cannot have two leaders at one instant; the error names the one who stands."""
    first = tie("leader", "M1", "L1", 1, 5)
    assert Ties([first]).with_tie(tie("leader", "M1", "L2", 5, 6), tie("leader", "M1", "L1", 6)).ties
    with pytest.raises(TieOverlapError, match="M1 already has L1 as leader") as refused:
        Ties([first, tie("leader", "M1", "L2", 4)])
    assert refused.value.standing == "L1"


def test_lines_of_sponsors() -> None:
    """The line goes up to the depth asked for, nearest first, as of the instant."""
    ties = Ties([tie("sponsor", "L3", "L2"), tie("sponsor", "L2", "L1", 2), tie("sponsor", "L1", "L0")])
    assert ties.chain("sponsor", "L3", day(2), 0) == ()
    assert ties.chain("sponsor", "L3", day(2), 2) == ("L2", "L1")
    assert ties.chain("sponsor", "L3", day(2), 1000) == ("L2", "L1", "L0")
    assert ties.chain("sponsor", "L3", day(1), 3) == ("L2",)
    for depth in (-1, 1001, 10**9):
        with pytest.raises(LimitExceededError):
            ties.chain("sponsor", "L3", day(2), depth)


@pytest.mark.parametrize("length", [1, 2, 3, 6])
def test_sponsor_circles_are_refused(length: int) -> None:
    """Nobody is his own sponsor, at any depth."""
    ring = [tie("sponsor", f"L{n}", f"L{(n + 1) % length}", n) for n in range(length)]
    with pytest.raises(PartyCycleError):
        Ties(ring)
    line = Ties(ring[:-1]).chain("sponsor", "L0", day(length), 10)
    assert line == tuple(f"L{n}" for n in range(1, length))


def test_sponsors_may_take_turns() -> None:
    """What would be a circle at one time is none when the ties stand one after the other."""
    assert Ties([tie("sponsor", "L1", "L2", 0, 5), tie("sponsor", "L2", "L1", 5)]).ties
    with pytest.raises(PartyCycleError):
        Ties([tie("sponsor", "L1", "L2", 0, 6), tie("sponsor", "L2", "L1", 5)])


def test_circles_of_other_kinds_are_found_when_followed() -> None:
    """Two leaders may lead each other as members; whoever follows that line is told."""
    ties = Ties([tie("leader", "L1", "L2"), tie("leader", "L2", "L1"), tie("leader", "L3", "L1")])
    with pytest.raises(PartyCycleError) as refused:
        ties.chain("leader", "L3", day(1), 10)
    assert refused.value.parties == ("L1", "L2", "L1")
    assert ties.chain("leader", "L3", day(1), 2) == ("L1", "L2")


def test_circles_are_found_through_shared_kinds() -> None:
    """Where a party may stand below several, every way up is looked at."""
    ring = [
        tie("co_owner", "A", "B"),
        tie("co_owner", "A", "C"),
        tie("co_owner", "C", "D"),
        tie("co_owner", "B", "D"),
    ]
    kind = frozenset({Role("co_owner")})
    assert Ties(ring, shared=kind, upward=kind).ties
    with pytest.raises(PartyCycleError):
        Ties([*ring, tie("co_owner", "D", "A", 3)], shared=kind, upward=kind)


def test_lines_are_not_endless() -> None:
    """A line of more than a thousand sponsors is refused rather than followed."""
    line = [tie("sponsor", f"L{n}", f"L{n + 1}") for n in range(1001)]
    assert Ties(line[:1000]).ties
    with pytest.raises(LimitExceededError):
        Ties(line)


def test_bad_ties_are_refused() -> None:
    """A tie needs a role, two ids and a window."""
    wrong: Any = "2026-01-01/.."
    with pytest.raises(InvalidPartyError):
        Tie(Role.LEADER, "M1", "L1", wrong)
    with pytest.raises(InvalidRoleError):
        tie("The Leader", "M1", "L1")
    with pytest.raises(InvalidIdError):
        tie("leader", "", "L1")
    with pytest.raises(InvalidPartyError):
        Ties([wrong])
    with pytest.raises(InvalidTimeError):
        Ties().as_of("leader", "M1", day(0).replace(tzinfo=None))


def test_hand_over_leaves_no_gap_and_no_overlap() -> None:
    """From the instant on the receiver leads; before it nothing has changed."""
    ties = Ties(
        [
            tie("leader", "M1", "L1"),
            tie("leader", "M2", "L1", 0, 4),
            tie("leader", "M3", "L1", 0, 9),
            tie("leader", "M4", "L1", 7),
            tie("leader", "L2", "L1"),
            tie("leader", "M5", "L3"),
            tie("keeper", "point-1", "L1"),
        ]
    )
    after = hand_over(ties, "leader", "L1", "L2", day(5))
    assert (
        after.ties
        == Ties(
            [
                tie("leader", "M1", "L1", 0, 5),
                tie("leader", "M1", "L2", 5),
                tie("leader", "M2", "L1", 0, 4),
                tie("leader", "M3", "L1", 0, 5),
                tie("leader", "M3", "L2", 5, 9),
                tie("leader", "M4", "L2", 7),
                tie("leader", "L2", "L1", 0, 5),
                tie("leader", "M5", "L3"),
                tie("keeper", "point-1", "L1"),
            ]
        ).ties
    )


def test_hand_over_to_nobody_sets_free() -> None:
    """Without a receiver ties end, and those that had yet to begin fall away."""
    ties = Ties([tie("leader", "M1", "L1"), tie("leader", "M2", "L1", 7)])
    assert hand_over(ties, "leader", "L1", None, day(5)).ties == (tie("leader", "M1", "L1", 0, 5),)


def test_hand_over_on_the_first_instant() -> None:
    """A tie that begins at the instant never stood with the one who leaves."""
    ties = Ties([tie("leader", "M1", "L1", 5)])
    assert hand_over(ties, "leader", "L1", "L2", day(5)).ties == (tie("leader", "M1", "L2", 5),)


def test_hand_over_is_refused() -> None:
    """Not to oneself, and not to somebody who stands below."""
    ties = Ties([tie("sponsor", "L1", "L0"), tie("sponsor", "L2", "L1")])
    with pytest.raises(InvalidPartyError):
        hand_over(ties, "sponsor", "L0", "L0", day(5))
    with pytest.raises(PartyCycleError):
        hand_over(ties, "sponsor", "L0", "L2", day(5))
